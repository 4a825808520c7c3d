"""Tables that a text draws with marks: | and box lines between cells, commas between the fields of a ranked list."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from schemas.document import Line

# What parts cells: the bar of Markdown, and the lines and corners that boxes are drawn with.
_BARS = re.compile("[|｜\u2500-\u257f]")
_BETWEEN_ROWS = re.compile(r"[\s|｜+:=\-\u2500-\u257f]+")
_CORNERS = re.compile(r"\+[-=]{2,}[-=+]*\+")
_DIGIT = re.compile(r"\d")
_RANK = re.compile(r"[第（(]?(\d{1,3})[.．、）)名位]?")
# So many rows that count up by one in a column make fields of what commas part.
MIN_COUNTED = 3


def without_marks(raw: str, fields: bool) -> str:
    """Give a line with the marks between its cells as spaces, character for character, so that offsets stay; `fields`
    says that its commas part cells, too. A line that only parts rows comes out blank.
    """
    if fields:
        raw = re.sub(r'"?,"?|^"|"$', lambda m: " " * len(m.group()), raw)
    drawn = _BARS.search(raw)
    if drawn is None and not _CORNERS.search(raw):
        return raw
    return " " * len(raw) if _BETWEEN_ROWS.fullmatch(raw) else _BARS.sub(" ", raw)


def comma_parted(text: str, lines: tuple[Line, ...]) -> frozenset[int]:
    """Find the numbers of the lines whose commas part fields: lines one below the other with as many commas, in which
    one field counts the rows.
    """
    found: set[int] = set()
    if "," not in text:
        return frozenset()
    commas = [(line.number, text[line.start : line.end]) for line in lines]
    for count, run in groupby(commas, key=lambda pair: pair[1].count(",")):
        block = tuple(run)
        if count and len(block) >= MIN_COUNTED and _counted([raw.split(",") for _, raw in block]):
            found |= {number for number, _ in block}
    return frozenset(found)


def _counted(rows: list[list[str]]) -> bool:
    """Tell whether a field of the rows is their number, by the line or within its group, and another is in words."""
    columns = tuple(zip(*rows, strict=True))
    if not any(2 * sum(map(bool, map(_DIGIT.search, column))) < len(column) for column in columns):
        return False
    for column in columns:
        numbers = [int(found[1]) for value in column if (found := _RANK.fullmatch(value.strip('" ')))]
        steps = sum(b in (a + 1, 1) for a, b in pairwise(numbers))
        if len(numbers) >= MIN_COUNTED and numbers[0] == 1 and steps == len(numbers) - 1 and numbers[1] == 2:
            return True
    return False
