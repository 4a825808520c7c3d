"""Page furniture: page numbers and running heads, set apart so that no sentence or row runs into them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from extractors.layout.ink import Printed
from schemas.vocabulary import all_series

# A line repeated at one end of this many pages is a running head; two may be chance.
MIN_PAGES = 3
_DASHED = re.compile(r"[-—–―·•]{1,2}\d{1,4}[-—–―·•]{0,2}$|第\d{1,4}页(?:[，/]?共\d{1,4}页)?$|\d{1,4}/\d{1,4}$")
_NUMBER = re.compile(r"[-—–―·•]{0,2}(\d{1,4})[-—–―·•]{0,2}$")
_DIGITS = re.compile(r"\d+")


def find_furniture(lines: tuple[Printed, ...]) -> frozenset[int]:
    """Find the line numbers of page numbers and running heads.

    Where form feeds part the pages, the first two and last two lines of each page are looked at: numbers that rise with
    the page, and lines that come back on page after page. Elsewhere only what can be nothing else (— 14 —, 第 3 页).
    """
    dashed = {p.line.number for p in lines if _dashed(p)}
    pages: dict[int, list[Printed]] = {}
    for line in lines:
        pages.setdefault(line.line.page, []).append(line)
    if len(pages) < MIN_PAGES:
        return frozenset(dashed)
    found = set(dashed)
    for place in (-1, 0, -2, 1):
        ends = {page: own[place] for page, own in pages.items() if len(own) > 2}
        found |= _counting(ends) | _repeated(ends)
        for side in (0, 1):
            found |= _on_one_side({page: line for page, line in ends.items() if page % 2 == side})
    return frozenset(found)


@cache
def _column_heads() -> frozenset[str]:
    return frozenset(word for v in all_series() for _, words in v.section("columns") for word in words)


@cache
def _labels() -> frozenset[str]:
    axes = [axis for v in all_series() for axis in v.axes if axis.stem]
    bare = {stem + b for axis in axes for value in axis.values for b in value.bare for stem in ("", *axis.stem)}
    return frozenset(bare | {label for axis in axes for value in axis.values for label in value.labels})


def _heads_columns(line: Printed) -> bool:
    """Tell whether a line is the head of a table or the label of its rows, which may come back on each page as a
    running head does.
    """
    return line.text in _labels() or all(token.text in _column_heads() or token.text == "*" for token in line.tokens)


def _dashed(line: Printed) -> bool:
    raw = line.text
    return bool(_DASHED.fullmatch(raw)) and not raw.isdigit()


def _counting(ends: dict[int, Printed]) -> set[int]:
    """Find numbers that rise by one with the page: page less number is the same on most pages."""
    numbers = {page: int(m.group(1)) for page, line in ends.items() if (m := _NUMBER.fullmatch(line.text))}
    if not numbers:
        return set()
    offset, count = Counter(page - n for page, n in numbers.items()).most_common(1)[0]
    if count < MIN_PAGES:
        return set()
    return {ends[page].line.number for page, n in numbers.items() if page - n == offset}


def _on_one_side(ends: dict[int, Printed]) -> set[int]:
    """Find the running head of odd or of even pages in a short document: the same line on all of them but one."""
    counts = Counter(line.text for line in ends.values() if not _heads_columns(line) and not line.text[0].isdigit())
    text, count = counts.most_common(1)[0] if counts else ("", 0)
    if count < 2 or count < len(ends) - 1:
        return set()
    return {line.line.number for line in ends.values() if line.text == text}


def _repeated(ends: dict[int, Printed]) -> set[int]:
    """Find lines that stand, but for their digits, at this end of at least three pages and of a third of all."""
    masked = {page: _DIGITS.sub("#", line.text) for page, line in ends.items() if not _heads_columns(line)}
    counts = Counter(text for text in masked.values() if text != "#")
    often = {text for text, n in counts.items() if n >= max(MIN_PAGES, len(ends) / 3)}
    return {ends[page].line.number for page, text in masked.items() if text in often}
