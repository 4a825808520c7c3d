"""Findings as annotations of GitHub Actions: one workflow command a line.

The form and its escapes: docs.github.com, "Workflow commands for GitHub Actions", and `command.ts` of its toolkit.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.render import plain
from extractors.render.jsonl import unique
from extractors.render.screen import clean
from extractors.render.spots import Spots
from extractors.render.words import LEVELS, cause_word, tell, word
from schemas.direction import direction_words
from schemas.document import DocumentInfo, Source
from schemas.finding import Audit, Finding
from schemas.where import Where

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def github_text(
    audits: Iterable[Audit], infos: Iterable[DocumentInfo], sources: Iterable[Source], lang: str = "zh"
) -> str:
    """Write the findings of audits, each once, at the first of its places.

    `infos` say by which path GitHub knows each document (their `file`); `sources` give lines and columns of texts. A
    place in a PDF has none there, so the message names its page.
    """
    files, spots = {info.document: info.file for info in infos}, Spots(sources)
    return "".join(_annotation(f, files, spots, lang) for f in unique(audits))


def _annotation(finding: Finding, files: dict[str, str], spots: Spots, lang: str) -> str:
    places = sorted(finding.where, key=plain.position)
    first = places[0] if places else None
    spot = spots.spot(first) if first else None
    properties = [("file", files.get(first.document, first.file))] if first else []
    if spot:
        properties += [("line", str(spot.line)), ("endLine", str(spot.end_line))]
        if spot.line == spot.end_line:
            properties += [("col", str(spot.column)), ("endColumn", str(spot.end_column))]
    properties.append(
        ("title", clean(f"{finding.rule} {word(LEVELS, finding.level, lang)} {cause_word(finding.cause, lang)}"))
    )
    told = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in properties)
    return f"::{COMMANDS[finding.level]} {told}::{_escaped(_message(finding, first, len(places), lang), _DATA)}\n"


def _message(finding: Finding, first: Where | None, places: int, lang: str) -> str:
    zh = lang == "zh"
    lines = [clean(tell(finding.message, lang))]
    if first and any(s.bbox for s in first.spans):
        page = first.spans[0].page
        lines.append(f"第{page}页“{clean(first.quote)}”" if zh else f"page {page} “{clean(first.quote)}”")
    if finding.working:
        lines.append(("算式 " if zh else "working ") + clean(direction_words(finding.working, lang)))
    if places > 1:
        lines.append(f"共 {places} 处" if zh else f"{places} places")
    return "\n".join(lines)


def _escaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8")
    for mark, code in escapes:
        text = text.replace(mark, code)
    return text
