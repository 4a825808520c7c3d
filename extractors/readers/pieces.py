"""Pieces: words with their boxes, and the cells and rows made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from schemas.boxes import Box, edge
from schemas.radicals import fold_radicals

# Ranks of one column are aligned left, centred or right within this many points per height.
ALIGNED = 1.0
# How a rank is printed: 1, 01, 1., 1、, （1）, 第1名.
MAX_RANK = 5
_RANK = re.compile(r"(?P<before>第|[（(])?(?P<rank>\d{1,3})(?P<after>[.．、）)]|[名位])?")
_PAIRS = {None: (None, ".", "．", "、", "）", ")"), "第": ("名", "位"), "（": ("）", ")"), "(": ("）", ")")}
# What parts two words that were one until what they hold parted them.
PARTED = "  "


class Piece:
    """A word and its box; `gap` is what parts it from the word before in its cell, `rank` the number where it is one of
    at most three digits, in either width, bare or marked as a rank.

    Slots that are filled once, since a page has hundreds of words, each asked dozens of times for its height, its
    middle and its rank. Nothing but the gap is changed afterwards, when words are gathered into cells.
    """

    __slots__ = ("bottom", "gap", "height", "middle", "rank", "text", "top", "x0", "x1")

    def __init__(self, text: str, x0: float, top: float, x1: float, bottom: float, gap: str = "") -> None:
        self.text, self.gap = text, gap
        self.x0, self.top, self.x1, self.bottom = x0, top, x1, bottom
        height = bottom - top
        self.height = height if height > 1.0 else 1.0
        self.middle = (top + bottom) / 2
        self.rank = rank_in(text) if len(text) <= MAX_RANK else None

    def after(self, gap: str) -> Piece:
        """Give the piece parted by `gap` from the one before."""
        return self if self.gap == gap else Piece(self.text, self.x0, self.top, self.x1, self.bottom, gap)

    def cut(self, at: int) -> tuple[Piece, Piece]:
        """Part the word at a character, its box by the widths of the characters."""
        x1 = round(edge(self.text, at, self.x0, self.x1), 2)
        first = Piece(self.text[:at], self.x0, self.top, x1, self.bottom, self.gap)
        return first, Piece(self.text[at:], x1, self.top, self.x1, self.bottom, PARTED)


@lru_cache(maxsize=4096)
def rank_in(text: str) -> int | None:
    """Read a rank, bare or with the marks of a list; None where the text is something else."""
    if len(text) > MAX_RANK:
        return None
    if text.isdecimal():
        return int(text) if len(text) <= 3 else None
    found = _RANK.fullmatch(text)
    return int(found["rank"]) if found and found["after"] in _PAIRS[found["before"]] else None


def rank_frame(text: str) -> str:
    """Give what is printed around the digits of a rank: ranks of one column have the same."""
    return "" if text.isdecimal() else "".join(c for c in text if not c.isdecimal())


Cell = list[Piece]
Row = list[Cell]


def cell_text(cell: Cell) -> str:
    """Give the words of a cell without white space, widths and radicals folded."""
    return _folded(cell[0].text if len(cell) == 1 else "".join([p.text for p in cell]))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    # A mark for a note (①) is no figure.
    plain = "".join(c for c in text if unicodedata.category(c) != "No")
    return unicodedata.normalize("NFKC", fold_radicals(plain))


def cell_box(cell: Cell) -> Box:
    """Give the box around the words of a cell."""
    if len(cell) == 1:
        word = cell[0]
        return word.x0, word.top, word.x1, word.bottom
    return (cell[0].x0, min(p.top for p in cell), cell[-1].x1, max(p.bottom for p in cell))


def aligned(a: Piece, b: Piece, within: float = ALIGNED, strict: bool = False) -> bool:
    """Tell whether two numbers stand in one column: left, right or centres meet; `strict`: by half as much."""
    near = within * (a.height if a.height > b.height else b.height) / (4 if strict else 2)
    left, right = a.x0 - b.x0, a.x1 - b.x1
    return abs(left) <= near or abs(right) <= near or abs((a.x0 + a.x1) - (b.x0 + b.x1)) / 2 <= near
