"""Bulletins: sections, items with date, contributor and source, and the imprint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.layout import Printed, as_printed, join
from extractors.statistics.dates import full
from extractors.statistics.figures import find_figures
from extractors.statistics.lexicon import lexicon
from schemas.document import Source
from schemas.passage import Ink, Passage
from schemas.reading import Heading, Item, Mention, Structure
from schemas.vocabulary import Vocabulary

# 自 … 起施行 tells when a rule enters into force, not when what is reported happened.
INTO_FORCE = ("起", "前")
YEAR_TAILS = ("年初", "年内", "年底", "年末")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item before its mentions are known: its heading, the passages under it, and the bracket that closes it."""

    heading: Heading
    section: Heading | None
    position: int
    body: tuple[Passage, ...]
    closing: Ink | None


def entries(headings: tuple[Heading, ...], passages: tuple[Passage, ...], vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Part a bulletin into its items: what stands under a heading of the second level, up to the next heading."""
    found: list[Entry] = []
    section: Heading | None = None
    position = 0
    for heading in headings:
        if heading.level == 1:
            section, position = heading, 0
            continue
        position += 1
        under = [p for p in passages if p.heading == heading.position and p.kind != "title"]
        body, closing = _body(under, vocabulary)
        found.append(Entry(heading, section, position, body, closing))
    return tuple(found)


def _body(under: list[Passage], vocabulary: Vocabulary) -> tuple[tuple[Passage, ...], Ink | None]:
    words = (*vocabulary.words("bulletin", "contributor"), *vocabulary.words("bulletin", "source"))
    for k, passage in enumerate(under):
        text = passage.ink.text
        if text.startswith("（") and text.endswith("）") and any(w in text for w in words):
            return tuple(under[:k]), passage.ink
    return tuple(under), None


def make_item(entry: Entry, mentions: tuple[Mention, ...], source: Source, vocabulary: Vocabulary, year: str) -> Item:
    """Make one item; `year` completes its date."""
    ink = join(tuple(p.ink for p in entry.body))
    date_text, date_from, date_to = _date(ink.text, vocabulary, year)
    contributor, origin = _closing(entry.closing, vocabulary)
    return Item(
        section=entry.section.text if entry.section else "",
        position=entry.position,
        heading=entry.heading.text,
        date_text=date_text,
        date_from=date_from,
        date_to=date_to,
        contributor=contributor,
        source=origin,
        mentions=tuple(m.id for m in mentions),
        text=as_printed(source, ink),
        where=entry.heading.where,
        text_where=source.where(ink.at) if len(ink) else entry.heading.where,
    )


def _date(text: str, vocabulary: Vocabulary, year: str) -> tuple[str, str, str]:
    """Find the date an item tells: the first of its first sentence, or a vague one; a bare year is none."""
    opening = text.partition("。")[0]
    figures = find_figures(opening, vocabulary, lexicon(vocabulary).lexical)
    vague = [(opening.find(w), w) for w in vocabulary.words("bulletin", "vague_dates") if w in opening]
    for figure in figures:
        if figure.kind != "date" or (vague and min(vague)[0] < figure.start):
            continue
        if opening.startswith(INTO_FORCE, figure.end):
            continue
        printed = text[figure.start : figure.end]
        if "-" in figure.date_from[1:]:
            return printed, full(figure.date_from, year, False), full(figure.date_to or figure.date_from, year, True)
        tail = next((w for w in YEAR_TAILS if opening.startswith(w, figure.end - 1)), "")
        if tail:
            whole = tail == "年内"
            first, last = (full(figure.date_from, "", e) for e in (False, True)) if whole else ("", "")
            return printed + tail[1:], first, last
    return (min(vague)[1], "", "") if vague else ("", "", "")


def _closing(ink: Ink | None, vocabulary: Vocabulary) -> tuple[str, str]:
    """Part the closing bracket into contributor (供稿) and source (信息来源)."""
    if ink is None:
        return "", ""
    contributor = origin = ""
    for part in ink.text.strip("（）").split("，"):
        for word in vocabulary.words("bulletin", "source"):
            if part.startswith(word):
                origin = origin or part.removeprefix(word).lstrip("：")
        for word in vocabulary.words("bulletin", "contributor"):
            if part.endswith(word):
                contributor = part.removesuffix(word).lstrip("：")
    return contributor, origin


def imprint(lines: tuple[Printed, ...], source: Source, vocabulary: Vocabulary) -> tuple[Structure, ...]:
    """Find the imprint: recipients, editor, reviewer, signatory, addresses, each a line `word：value`."""
    found: list[Structure] = []
    kinds = ("recipients", "editor", "reviewer", "signatory", "address", "contact")
    for line in lines[-20:]:
        for kind in kinds:
            word = next(
                (
                    w
                    for w in vocabulary.words("bulletin", kind)
                    if re.match(rf"[^，。：]{{0,14}}{w}[^，。：]{{0,4}}：", line.text)
                ),
                "",
            )
            if word and (kind in ("address", "contact") or line.text.startswith(f"{word}：")):
                found.append(Structure(f"imprint_{kind}", as_printed(source, line.ink), source.where(line.ink.at)))
                break
    return tuple(found)
