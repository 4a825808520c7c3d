"""Merged cells: at which row a cell begins that is merged down many rows, over the page too.

A label stands at the top, in the middle or at the bottom of its cell, and does so in the whole table. Each way is tried
on the lines of a block; a way that does not come out exactly is out for the rest of the table. Where the lines do not
tell, strokes do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.readers.pieces import Cell, Piece

# A label lies on its row's line, or half way between its first and its last row, to this many heights of the type.
EXACT = 0.35
# Where rows are higher than their lines, a label in the middle of its rows is off by less than this part of a row.
TILED = 0.45

Strokes = Callable[[], list[tuple[float, float, float, float]]]
Span = tuple[float, float]
# How labels may be aligned, the usual first: labels at the tops of rows of one line are at their bottoms, too.
WAYS = ("top", "middle", "bottom")


@dataclass(slots=True)
class Carry:
    """What goes on over a page: where the rank columns stood, what rank may follow, if rows share a rank, the last rank
    and how many rows have it, how far left of its ranks a block begins, where the first of several blocks ends, how
    merged cells are aligned, where white space runs down between columns, the columns of names and those beside them,
    the words of watermarks, and (by identity) the first words of those merged cells of which nothing tells where they
    begin. `assumed` is the way they were taken to be aligned where two fit, which a later page may show to be wrong.
    """

    columns: list[Piece] = field(default_factory=list)
    following: tuple[int, ...] = ()
    shared: bool = False
    last: tuple[int, int] = (0, 0)
    before: float = 0.0
    right: float = 0.0
    ways: tuple[str, ...] = WAYS
    rivers: list[Span] = field(default_factory=list)
    names: list[Span] = field(default_factory=list)
    beside: list[Span] = field(default_factory=list)
    assumed: str = ""
    marks: set[str] = field(default_factory=set)
    unsure: set[int] = field(default_factory=set)


def merged_rows(
    merged: list[list[Cell]],
    ranks: list[Piece],
    rows: list[Span],
    bands: list[Span],
    carry: Carry,
    strokes: Strokes,
    torn: Span | None = None,
) -> list[tuple[int, list[Cell]]]:
    """Tell at which row each merged cell begins. `rows` are the top and bottom of what is printed in each row, `bands`
    reach half way to the rows above and below; `torn` is the rest of a row that the page before began, above the first.
    """
    if not merged:
        return []
    if ranks[0].rank == 1:
        carry.ways, carry.assumed = WAYS, ""
    top = (torn or rows[0])[0]
    over = [label for label in merged if label[-1][0].bottom <= top]
    if over:
        # What stands above all rows is the heading of the first.
        rest = [label for label in merged if label[-1][0].bottom > top]
        return [(0, x) for x in over] + merged_rows(rest, ranks, rows, bands, carry, strokes, torn)
    first = ranks[0].rank == 1 and torn is None
    if torn is None:
        return list(zip(_starts(merged, rows, bands, ranks, first, carry, strokes), merged, strict=True))
    # Merged cells are as high as all that is printed beside them, the rest of a row too.
    whole = [(torn[0] + bands[0][0] - rows[0][0], bands[0][0]), *bands]
    starts = _starts(merged, [torn, *rows], whole, ranks, first, carry, strokes)
    return [(max(start - 1, 0), label) for start, label in zip(starts, merged, strict=True)]


def _starts(
    merged: list[list[Cell]],
    rows: list[Span],
    bands: list[Span],
    ranks: list[Piece],
    first: bool,
    carry: Carry,
    strokes: Strokes,
) -> list[int]:
    height = ranks[0].height
    spans = [(min(c[0].top for c in label), max(c[0].bottom for c in label)) for label in merged]
    found = {way: starts for way in carry.ways if (starts := exact_starts(way, spans, rows, height, first))}
    if found and carry.assumed and carry.assumed not in found:
        # The labels of the pages before were taken otherwise than they are set.
        carry.unsure |= {id(label[0][0]) for label in merged}
        carry.assumed = ""
    carry.ways = tuple(found) or carry.ways
    told = list(dict.fromkeys(map(tuple, found.values())))
    if len(told) == 1:
        return list(told[0])
    middles = [(top + bottom) / 2 for top, bottom in spans]
    starts = _ruled(merged, middles, bands, height, strokes())
    if starts is not None:
        carry.ways = tuple(way for way, own in found.items() if own == starts) or carry.ways
    elif found:
        likely = _likely(found, rows, ranks)
        carry.assumed, starts = next(iter(likely.items()))
        told_otherwise = {n for other in likely.values() for n, start in enumerate(other) if start != starts[n]}
        carry.unsure |= {id(merged[n][0][0]) for n in told_otherwise}
    elif carry.ways == ("middle",):
        starts = _tiled(middles, bands)
    if starts is None:
        carry.unsure |= {id(label[0][0]) for label in merged}
    return starts or [_nearest(label[0][0].middle, bands) for label in merged]


def _likely(found: dict[str, list[int]], rows: list[Span], ranks: list[Piece]) -> dict[str, list[int]]:
    """Leave out labels at the bottom where other ways come out too and no other cell is set there: the rank beside a
    name of several lines is not beside its last.
    """
    if "bottom" not in found or len(found) == 1:
        return found
    beside = zip(rows[-len(ranks) :], ranks, strict=True)
    above_and_below = [(p.top - top, bottom - p.bottom) for (top, bottom), p in beside if bottom - top > 1.5 * p.height]
    low = sum(below < above - ranks[0].height / 2 for above, below in above_and_below)
    if low > len(above_and_below) / 2:
        return found
    return {way: starts for way, starts in found.items() if way != "bottom"}


def exact_starts(way: str, spans: list[Span], rows: list[Span], height: float, first: bool) -> list[int] | None:
    """Give the row at which each label begins if labels are aligned so; None where that does not come out exactly.

    `first`: the table begins here, so that its first row has a label.
    """
    near = EXACT * height
    if way == "top":
        starts = [_at(top, [row[0] for row in rows], near) for top, _ in spans]
    elif way == "bottom":
        ends = [_at(bottom, [row[1] for row in rows], near) for _, bottom in spans]
        starts = [0, *(end + 1 for end in ends[:-1])]
        if ends[-1] != len(rows) - 1 or -1 in ends:
            return None
    else:
        starts = []
        last = len(rows) - 1
        for top, bottom in reversed(spans):
            mirrored = top + bottom - rows[last][1] if last >= 0 else 0.0
            starts.insert(0, _at(mirrored, [row[0] for row in rows], 2 * near))
            last = starts[0] - 1
            if starts[0] < 0:
                return None
    rising = all(a < b for a, b in pairwise(starts))
    return starts if rising and starts[0] >= 0 and not (first and starts[0]) else None


def _at(y: float, edges: list[float], near: float) -> int:
    """Find the edge nearest to a height; -1 where none is near."""
    best = min(range(len(edges)), key=lambda n: abs(edges[n] - y))
    return best if abs(edges[best] - y) <= near else -1


def _tiled(middles: list[float], bands: list[Span]) -> list[int]:
    """Take each label to stand about the middle of its rows, from the first row on."""
    edges = [bands[0][0], *(band[1] for band in bands)]
    at, starts = 0, []
    for middle in middles:
        starts.append(at)
        mirrored = 2 * middle - edges[at]
        end = min(range(len(edges)), key=lambda n: abs(edges[n] - mirrored))
        off = end <= at or abs(edges[end] - mirrored) > TILED * (edges[end] - edges[end - 1])
        at = min(max(end, at + 1), len(bands) - 1) if off else end
    return starts


def _ruled(
    merged: list[list[Cell]],
    middles: list[float],
    bands: list[tuple[float, float]],
    height: float,
    strokes: list[tuple[float, float, float, float]],
) -> list[int] | None:
    """Read where merged cells begin from the horizontal strokes of their column; None where it has none."""
    x0, x1 = min(c[0].x0 for m in merged for c in m), max(c[-1].x1 for m in merged for c in m)
    level = sorted({round(s[1], 1) for s in strokes if abs(s[1] - s[3]) < 2 and s[0] <= x0 + 1 and s[2] >= x1 - 1})
    table = [y for y in level if bands[0][0] - height < y < bands[-1][1] + height]
    inside = [y for y in table if bands[0][1] - height / 2 < y < bands[-1][0] + height / 2]
    # Strokes at more places than labels part: they are the rows' own, or the edges of their shades.
    if not table or min(table) > min(middles) or len(inside) > len(merged):
        return None
    starts = []
    for middle in middles:
        top = max((y for y in table if y <= middle), default=bands[0][0])
        starts.append(next((n for n, band in enumerate(bands) if sum(band) / 2 > top), 0))
    # Two labels that begin at one row: the strokes are no cell borders.
    return starts if len(set(starts)) == len(starts) else None


def _nearest(y: float, bands: list[tuple[float, float]]) -> int:
    return min(range(len(bands)), key=lambda n: max(bands[n][0] - y, y - bands[n][1], 0.0))
