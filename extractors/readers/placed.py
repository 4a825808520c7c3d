"""Placed words to rows of cells: words gathered into printed lines, a page of two columns read one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from schemas.document import Box

# Two words share a line when the lower half of the one overlaps the upper half of the other this much.
SAME_LINE = 0.5
# White space wider than this many heights of the type parts cells; justified text stays under half a height.
CELL_GAP = 0.9
# A rank column has at least three ranks.
MIN_RANKS = 3
# Ranks of one column are aligned left, centred or right within this many points per height.
ALIGNED = 1.0
# A half line of prose has some twenty characters; a dotted leader has none.
MIN_PROSE = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A word and its box; `gap` is what parts it from the word before in its cell."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    gap: str = ""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    def characters(self) -> Iterator[tuple[str, Box]]:
        """Part the box among the characters by their display width: wide ones take two parts."""
        widths = [2 if ord(c) > 0x2E7F else 1 for c in self.text]
        unit = (self.x1 - self.x0) / max(sum(widths), 1)
        x = self.x0
        for char, width in zip(self.text, widths, strict=True):
            yield char, (round(x, 2), round(self.top, 2), round(x + width * unit, 2), round(self.bottom, 2))
            x += width * unit


Cell = list[Piece]
Row = list[Cell]


def page_rows(pieces: list[Piece], width: float) -> list[Row]:
    """Put the words of a page into rows of cells, in reading order."""
    return [_cells(line) for block in _blocks(_lines(pieces), width) for line in block]


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Gather words into printed lines, top to bottom, each left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        if not piece.text.strip():
            continue
        for line in reversed(lines[-6:]):
            if _overlap(line[0], piece) > SAME_LINE and _overlap(line[-1], piece) > SAME_LINE:
                line.append(piece)
                break
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda p: p.x0)
    return sorted(lines, key=lambda line: median(p.middle for p in line))


def _overlap(a: Piece, b: Piece) -> float:
    return (min(a.bottom, b.bottom) - max(a.top, b.top)) / min(a.height, b.height)


def _cells(line: list[Piece]) -> Row:
    """Part a line into cells where the white space is wide."""
    cells: Row = [[line[0]]]
    for before, piece in pairwise(line):
        gap = piece.x0 - before.x1
        if gap > CELL_GAP * min(before.height, piece.height):
            cells.append([piece])
        else:
            cells[-1].append(Piece(piece.text, piece.x0, piece.top, piece.x1, piece.bottom, " " if gap > 0.5 else ""))
    return cells


# ---- column blocks


def _blocks(lines: list[list[Piece]], width: float) -> list[list[list[Piece]]]:
    """Part a page into blocks read one after the other.

    There are two columns where a rank column stands on either side of a gutter, or full lines of prose do.
    """
    split = _gutter(lines, width)
    if split is None:
        return [lines]
    blocks: list[list[list[Piece]]] = []
    left: list[list[Piece]] = []
    right: list[list[Piece]] = []
    for line in lines:
        over = any(p.x0 < split < p.x1 for p in line)
        if over:
            blocks += [b for b in (left, right) if b]
            left, right = [], []
            blocks.append([line])
            continue
        left += [part] if (part := [p for p in line if p.x1 <= split]) else []
        right += [part] if (part := [p for p in line if p.x0 >= split]) else []
    return [*blocks, *(b for b in (left, right) if b)]


def _gutter(lines: list[list[Piece]], width: float) -> float | None:
    cells = [cell for line in lines for cell in _cells(line)]
    columns = [c for c in _rank_columns(cells) if len(c) >= MIN_RANKS and _dense(c, cells)]
    if len(columns) == 2:
        first, second = sorted(columns, key=lambda c: c[0].x0)
        apart = second[0].x0 - first[0].x1 > width / 4
        if apart and int(second[0].text) > int(first[-1].text) - len(second):
            edge = min(p.x0 for p in second)
            left = max((c[-1].x1 for c in cells if c[-1].x1 <= edge), default=first[0].x1)
            return (left + edge) / 2
    return _prose_gutter(lines, width)


def _prose_gutter(lines: list[list[Piece]], width: float) -> float | None:
    """Find a gutter near the middle that long lines of prose leave clear on both sides."""
    middle = width / 2
    both = 0
    edges: list[tuple[float, float]] = []
    for line in lines:
        left = [p for p in line if p.x1 <= middle]
        right = [p for p in line if p.x0 >= middle]
        if any(p.x0 < middle < p.x1 for p in line):
            continue
        if left and right and _long(left, width) and _long(right, width):
            both += 1
            edges.append((left[-1].x1, right[0].x0))
    if both < 6 or both < len(lines) * 0.4:
        return None
    low, high = max(e[0] for e in edges), min(e[1] for e in edges)
    return (low + high) / 2 if high - low > 4 else None


def _long(part: list[Piece], width: float) -> bool:
    words = sum(len(p.text) for p in part if any(c.isalnum() for c in p.text))
    return part[-1].x1 - part[0].x0 > width * 0.25 and words > MIN_PROSE and len(_cells(part)) == 1


def _rank_columns(cells: list[Cell]) -> list[list[Piece]]:
    """Find columns of numbers that go up by one from cell to cell, aligned under each other."""
    numbers = [c[0] for c in cells if len(c) == 1 and c[0].text.isdigit() and len(c[0].text) <= 3]
    columns: list[list[Piece]] = []
    for piece in sorted(numbers, key=lambda p: p.middle):
        for column in columns:
            last = column[-1]
            if int(piece.text) == int(last.text) + 1 and _aligned(last, piece) and piece.top > last.top:
                column.append(piece)
                break
        else:
            columns.append([piece])
    return columns


def _dense(column: list[Piece], cells: list[Cell]) -> bool:
    """Tell whether hardly any other number stands in the column: codes that rise by one have others between."""
    top, bottom = column[0].top, column[-1].bottom
    inside = [c[0] for c in cells if len(c) == 1 and c[0].text.isdigit() and top <= c[0].middle <= bottom]
    return sum(_aligned(column[0], p) for p in inside) <= len(column) * 1.15


def _aligned(a: Piece, b: Piece) -> bool:
    near = ALIGNED * max(a.height, b.height) / 2
    centred = abs((a.x0 + a.x1) - (b.x0 + b.x1)) / 2
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), centred) <= near
