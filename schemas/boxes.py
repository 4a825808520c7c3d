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

    starts: array[int] = field(default_factory=lambda: array("L"))
    lengths: array[int] = field(default_factory=lambda: array("L"))
    edges: array[float] = field(default_factory=lambda: array("d"))

    def __len__(self) -> int:
        return len(self.starts)

    def around(self, text: str, first: int, last: int) -> Box:
        """Give the box around the characters from `first` to `last`, both included."""
        starts = self.starts
        word = max(bisect_right(starts, first) - 1, 0)
        final = word if last < first + 1 else max(bisect_right(starts, last, word) - 1, word)
        box = self._part(text, word, first, last)
        if final == word:
            return box
        x0, top, x1, bottom = box
        a, b, c, d = self._part(text, final, first, last)
        between = self.edges[4 * (word + 1) : 4 * final]
        left, above = min(x0, a, *between[::4]), min(top, b, *between[1::4])
        return (left, above, max(x1, c, *between[2::4]), max(bottom, d, *between[3::4]))

    def _part(self, text: str, word: int, first: int, last: int) -> Box:
        start, length, edges = self.starts[word], self.lengths[word], self.edges
        at = 4 * word
        x0, top, x1, bottom = edges[at], edges[at + 1], edges[at + 2], edges[at + 3]
        if first <= start and last >= start + length - 1:
            return (x0, top, x1, bottom)
        a, b = min(max(first - start, 0), length - 1), min(max(last - start, 0), length - 1)
        printed = text[start : start + length]
        left = round(edge(printed, a, x0, x1), 2) if a else x0
        right = round(edge(printed, b + 1, x0, x1), 2) if b + 1 < length else x1
        return (left, top, right, bottom)


_NARROW = re.compile("[^\u2e80-\U0010ffff]+")


def edge(word: str, at: int, x0: float, x1: float) -> float:
    """Give where a word's character begins: its width is parted by display width, wide characters taking two parts."""
    return x0 + (x1 - x0) * _width(word[:at]) / max(_width(word), 1)


def _width(text: str) -> int:
    return len(text) + len(_NARROW.sub("", text))
