"""Layout: printed lines to passages: contents list, headings, broken lines rejoined."""

from __future__ import annotations

import re

from extractors.layout.furniture import find_furniture
from extractors.layout.ink import Printed, as_printed, display_width, join, printed_lines
from extractors.layout.outline import Contents, find_contents, find_headings, numbered, place_names
from schemas.passage import Passage
from schemas.reading import Heading
from schemas.vocabulary import Vocabulary

__all__ = [
    "Contents",
    "Printed",
    "as_printed",
    "display_width",
    "find_contents",
    "find_furniture",
    "find_headings",
    "join",
    "numbered",
    "passages",
    "place_names",
    "printed_lines",
]

_ENDS = ("。", "！", "？", "；", "：", "。”", "！”", "？”")
_OPEN = ("，", "、")
_LIST = re.compile(
    r"(?:附?图|附?表|附件|附录)\s?\d{1,2}(?!\d)|[①-⑳★➤■◆▲●—]|（\d{1,2}）|（[一二三四五六七八九十]+）|\d{1,2}[.．、](?!\d)"
)
# A lone number at the start of a line counts a list item, unless one of these follows: then it is a figure.
_AFTER_FIGURE = "年月日家个分名位项次人种类批%，。；、）至到~～—-"
# No paragraph begins with a mark that closes, nor with a percentage right behind an open line.
_GOES_ON = re.compile(r"[，。、；）”！？]|[\d.]{0,5}[%％]")
# A number broken over two lines, the second with what it counts.
_NUMBER_ENDS = re.compile(r"\d{1,4}[年月日家个分项]")
_HALF_FULL = 0.6
# A wrapped document has most of its lines near one width; A4 prose has 60 to 80 half-width cells a line.
_MAX_WRAP = 110
_FULL = 0.85


def wrap_width(lines: tuple[Printed, ...]) -> int:
    """Find the width at which a document wraps its lines, 0 where each paragraph is one line."""
    widths = sorted(line.width for line in lines)
    if not widths:
        return 0
    usual = widths[int(len(widths) * 0.9)]
    full = sum(usual * _FULL <= w <= usual * 1.1 for w in widths)
    return usual if usual <= _MAX_WRAP and full >= 0.4 * len(widths) else 0


def passages(
    lines: tuple[Printed, ...],
    taken: frozenset[int],
    headings: tuple[Heading, ...],
    vocabulary: Vocabulary,
    width: int,
) -> tuple[Passage, ...]:
    """Rejoin lines into passages; nothing joins over a line that a table or list has `taken` (by line number)."""
    at_line = {h.where.spans[0].line: h.position for h in headings}
    heading_lines = {s.line for h in headings for s in h.where.spans}
    found: list[Passage] = []
    group: list[Printed] = []
    places = place_names(headings)
    position = 0

    def close() -> None:
        if group:
            ink = join(tuple(p.ink for p in group), wrapped=True)
            kind = "para" if ink.text.endswith(_ENDS) or "，" in ink.text else "caption"
            found.append(Passage(ink, kind, places[position], position))
            group.clear()

    for line in lines:
        number = line.line.number
        if number in heading_lines:
            close()
            position = at_line.get(number, position)
            found.append(Passage(line.ink, "title", places[position], position))
            continue
        if group and (_parted(group[-1], line, taken) or not _continues(group[-1], line, width)):
            close()
        group.append(line)
    close()
    return tuple(found)


def _parted(line: Printed, follower: Printed, taken: frozenset[int]) -> bool:
    return any(number in taken for number in range(line.line.number + 1, follower.line.number))


def _continues(line: Printed, follower: Printed, width: int) -> bool:
    """Tell whether a sentence goes on in the next line: it is open, and the next line starts nothing of its own."""
    text = line.text
    if text.endswith(_ENDS):
        # A wrapped clause may end in ； at the margin; a list item that ends so is shorter.
        return text.endswith("；") and bool(width) and line.width >= width * _FULL and not _starts(follower)
    if text.endswith(_OPEN):
        return not _starts(follower) or bool(width)
    if text.rfind("（") > text.rfind("）") or _GOES_ON.match(follower.text):
        return True
    if text[-1].isdigit() and line.width >= width * _HALF_FULL > 0 and _NUMBER_ENDS.match(follower.text):
        return True
    if _starts(follower):
        return False
    if width and line.width >= width * _FULL:
        return True
    if text.count("（") > text.count("）"):
        return True
    closed_bracket = text.endswith("）") and text.count("（") == text.count("）")
    return any(mark in text for mark in "，。；、") and not closed_bracket


def _starts(line: Printed) -> bool:
    if _LIST.match(line.text):
        return True
    first, rest = line.tokens[0].text, line.tokens[1:]
    return first.isdigit() and len(first) <= 2 and bool(rest) and rest[0].text[0] not in _AFTER_FIGURE
