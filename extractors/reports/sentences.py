"""Somebody's sentences: a text that is no report, read by the same lexicon and grammar as the reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from extractors.layout import passages, printed_lines, wrap_width
from extractors.readers import read_source
from extractors.reports.cover import read_cover
from extractors.statistics.claims import read_passage
from extractors.statistics.tokens import Token, tokens
from schemas.document import Source
from schemas.passage import Passage
from schemas.reading import Claim
from schemas.vocabulary import Vocabulary

UNSEEN = "“"
"""A quotation mark, which the lexicon passes over wherever it stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph of a text: its tokens, by offsets in the text without layout white space.

    `said` is its text before words of it were set aside; `written` the whole text as it was handed in, before one
    character was put for another.
    """

    source: Source
    passage: Passage
    tokens: tuple[Token, ...]
    written: str
    said: str = ""

    @property
    def text(self) -> str:
        return self.passage.ink.text

    @property
    def words(self) -> str:
        """Give the text with no word set aside."""
        return self.said or self.text

    def without(self, spans: Iterable[tuple[int, int]], vocabulary: Vocabulary, known: Iterable[str]) -> Told:
        """Set stretches aside, so that the grammar does not see them; every other offset stays."""
        text = self.text
        for start, end in spans:
            text = text[:start] + UNSEEN * (end - start) + text[end:]
        return replace(self.reading(text, vocabulary, known), said=self.words)

    def reading(self, text: str, vocabulary: Vocabulary, known: Iterable[str]) -> Told:
        """Read other words of the same length in its place (五成 for 一半); what was written is still what is shown."""
        assert len(text) == len(self.text), "offsets stay"
        ink = replace(self.passage.ink, text=text)
        return replace(self, passage=replace(self.passage, ink=ink), tokens=tokens(text, vocabulary, known))

    def printed(self, start: int, end: int) -> str:
        """Give a stretch as it was written, line breaks taken out."""
        at = self.passage.ink.at[start:end]
        return "".join(self.written[at[0] : at[-1] + 1].splitlines()) if at else ""

    def line(self, start: int) -> int:
        """Give the number of the line an offset stands on."""
        return self.source.where(self.passage.ink.at[start : start + 1]).spans[0].line

    def claims(self, start: int, end: int, period: str, vocabulary: Vocabulary, known: Iterable[str]) -> Part:
        """Read a stretch as a passage of a document about `period`."""
        cut = Passage(self.passage.ink.cut(start, end), "para", "", 0)
        spoken = read_passage(cut, self.source, vocabulary, period, known)
        at = {offset: place for place, offset in reversed(tuple(enumerate(self.passage.ink.at)))}
        claims = (c if c.period[:4].isdigit() else replace(c, period="") for c in spoken.claims)
        placed = tuple((at[c.where.spans[0].start], at[c.where.spans[-1].end - 1] + 1, c) for c in claims)
        return Part(start, end, placed)


@dataclass(frozen=True, slots=True)
class Part:
    """The claims of a stretch, each with where its figure starts and ends in the paragraph."""

    start: int
    end: int
    claims: tuple[tuple[int, int, Claim], ...]


def paragraphs(
    data: bytes,
    vocabulary: Vocabulary,
    known: Iterable[str],
    fold: Callable[[str], str] = str,
    name: str = "text",
) -> tuple[Told, ...]:
    """Read a text into paragraphs of tokens; wrapped lines are joined as those of a report are.

    `known` are the names of members, so that short forms are seen where they stand. `fold` puts one character for
    another (traditional script simplified) and leaves as many as there were.

    Raises:
        Unreadable: when the bytes are no text that can be read.
    """
    printed = read_source(data, name, name)
    source = replace(printed, text=fold(printed.text))
    lines = printed_lines(source)
    found = passages(lines, frozenset(), (), vocabulary, wrap_width(lines))
    names = tuple(known)
    return tuple(Told(source, p, tokens(p.ink.text, vocabulary, names), printed.text) for p in found)


def told_period(data: bytes, vocabulary: Vocabulary, fold: Callable[[str], str] = str, name: str = "text") -> str:
    """Give the period that a document says it is about, as its cover and titles tell it; empty where they do not.

    `fold` is as for `paragraphs`.

    Raises:
        Unreadable: when the bytes are no text that can be read.
    """
    printed = read_source(data, name, name)
    source = replace(printed, text=fold(printed.text))
    return read_cover(source, printed_lines(source), vocabulary, 0, 0).period
