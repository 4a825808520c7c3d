"""Boxes: where each character of a page stands, kept a word and worked out when a place is asked for."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of the words of a text: where each starts, how many characters it has, and four edges each, in
    hundredths of a point at the finest.

    What follows a word before the next one (white space) has the box of its last character.
    """

    starts: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    edges: array[float] = field(default_factory=lambda: array("d"))

    def __len__(self) -> int:
        return len(self.starts)

    def around(self, text: str, first: int, last: int) -> Box:
        """Give the box around the characters from `first` to `last`, both included."""
        starts = self.starts
        word = (bisect_right(starts, first) or 1) - 1
        if word + 1 == len(starts) or last < starts[word + 1]:
            return self._part(text, word, first, last)
        x0, top, x1, bottom = self._part(text, word, first, last)
        final = bisect_right(starts, last, word) - 1
        a, b, c, d = self._part(text, final, first, last)
        between = self.edges[4 * (word + 1) : 4 * final]
        left, above = min(x0, a, *between[::4]), min(top, b, *between[1::4])
        return (left, above, max(x1, c, *between[2::4]), max(bottom, d, *between[3::4]))

    def _part(self, text: str, word: int, first: int, last: int) -> Box:
        start, edges, at = self.starts[word], self.edges, 4 * word
        x0, top, x1, bottom = edges[at], edges[at + 1], edges[at + 2], edges[at + 3]
        final = self.lengths[word] - 1
        a, b = first - start, last - start
        if a <= 0 and b >= final:
            return (x0, top, x1, bottom)
        printed = text[start : start + final + 1]
        whole, wide = _width(printed) or 1, x1 - x0
        begun = min(a, final) if a > 0 else 0
        before = _width(printed[:begun]) if begun else 0
        left = round(x0 + wide * before / whole, 2) if begun else x0
        if b >= final:
            return (left, top, x1, bottom)
        through = before + _width(printed[begun : max(b, 0) + 1])
        return (left, top, round(x0 + wide * through / whole, 2), bottom)


_NARROW = re.compile("[^\u2e80-\U0010ffff]+")


def edge(word: str, at: int, x0: float, x1: float) -> float:
    """Give where a word's character begins: its width is parted by display width, wide characters taking two parts."""
    return x0 + (x1 - x0) * _width(word[:at]) / max(_width(word), 1)


def _width(text: str) -> int:
    return len(text) + len(_NARROW.sub("", text))
