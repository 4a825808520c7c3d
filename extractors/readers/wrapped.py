"""Wrapped names: which lines of the name column belong to which rank.

A cell may be set at the top, middle or bottom of its row, so that the rank stands beside the first line of its name,
the middle or the last. Each is tried on the whole column, and the one that fits best is taken: ranks beside lines,
names that end like names, no wide gap inside a name.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from statistics import median, quantiles
from typing import NamedTuple

from extractors.readers.pieces import Cell, Piece, cell_text
from schemas.passage import unmarked

# A name takes at most this many lines.
MAX_LINES = 6
# What a misfit costs, in heights of the type by which a rank stands off its line.
NOT_ENDED, WIDE_GAP, NO_NAME, STRAY, LEFT_OUT, ADJOINING = 0.6, 0.5, 3.0, 0.8, 0.01, 0.4
# A gap is wide when it is so many times the usual distance of two lines.
WIDE = 1.3
FAR = 3.0
# No line of a name stands farther from its rank, in heights of the type.
REACH = 6.0
# How much less another way must cost to be taken.
BETTER = 0.2
# Lines of names are set in one size, but for this part of it.
SIZE = 0.15
# Lines of names begin at one place, or have one middle, to this many heights of the type, if as many do at least.
ALIKE, MIN_ALIKE = 0.3, 4
ALIGNMENTS = ("middle", "top", "bottom")


class Run(NamedTuple):
    """The lines a rank has: those of the ranks before it, where its own begin, how many they are."""

    before: Run | None
    first: int
    number: int


def gather(lines: list[Cell], ranks: list[Piece], endings: tuple[str, ...]) -> list[list[Cell]]:
    """Give each rank the lines of its name, top to bottom; lines that belong to none are left out."""
    if not lines:
        return [[] for _ in ranks]
    height = max(p.height for p in ranks)
    ordered = sorted(_one_a_line(lines), key=lambda c: c[0].middle)
    near = [c for c in ordered if ranks[0].top - REACH * height < c[0].middle < ranks[-1].bottom + REACH * height]
    usual = median(c[0].height for c in ordered)
    inside = range(round(ranks[0].top), round(ranks[-1].bottom))
    # A running head may stand over the names, set in another size.
    near = [c for c in near if round(c[0].middle) in inside or abs(c[0].height - usual) <= SIZE * usual]
    if not near:
        return [[] for _ in ranks]
    best = None
    for way in ALIGNMENTS:
        if best is not None and best[0] < BETTER:
            break
        cost, runs = _fit(near, ranks, way, height, endings)
        if best is None or cost < best[0] - BETTER:
            best = (cost, runs)
    assert best is not None
    return best[1]


def set_alike(lines: list[Cell], ranks: list[Piece]) -> list[Cell]:
    """Leave out those lines above the first rank and below the last that are not set as the lines between them are,
    which begin at one place or have one middle: a line of another text may stand right over a column of names.
    """
    height = max(p.height for p in ranks)
    between = [c for c in lines if ranks[0].top <= c[0].middle <= ranks[-1].bottom]
    if len(between) < MIN_ALIKE or len(between) == len(lines):
        return lines
    usual = [(at, median(map(at, between))) for at in (_left, _middle)]
    shared = [(at, place) for at, place in usual if all(abs(at(c) - place) <= ALIKE * height for c in between)]
    if not shared:
        return lines
    return [c for c in lines if any(abs(at(c) - place) <= 2 * ALIKE * height for at, place in shared)]


def _left(cell: Cell) -> float:
    return cell[0].x0


def _middle(cell: Cell) -> float:
    return (cell[0].x0 + cell[-1].x1) / 2


def _one_a_line(lines: list[Cell]) -> list[Cell]:
    """Join cells of one line that white space inside a name has parted."""
    joined: list[Cell] = []
    for cell in sorted(lines, key=lambda c: (round(c[0].middle / 2), c[0].x0)):
        if joined and abs(joined[-1][0].middle - cell[0].middle) < cell[0].height / 3:
            joined[-1] = sorted([*joined[-1], *cell], key=lambda p: p.x0)
        else:
            joined.append(cell)
    return joined


def _fit(
    lines: list[Cell], ranks: list[Piece], way: str, height: float, endings: tuple[str, ...]
) -> tuple[float, list[list[Cell]]]:
    """Part the lines among the ranks at least cost; every line goes to one rank in order, or is left out."""
    middles = [c[0].middle for c in lines]
    gaps = sorted(b - a for a, b in pairwise(middles))
    usual = (quantiles(gaps, n=5)[0] if len(gaps) > 4 else gaps[0]) if gaps else height
    misfit = _Misfit([cell_text(c) for c in lines], middles, endings, usual)
    # best[j]: least cost with the lines before j given out, and the lines each rank so far has: where from, how many.
    best: dict[int, tuple[float, Run | None]] = {j: (LEFT_OUT * j, None) for j in range(len(lines) + 1)}
    for rank in ranks:
        middle = rank.middle
        top, bottom = middle - REACH * height, middle + REACH * height
        after: dict[int, tuple[float, Run | None]] = {}
        for j, (cost, run) in best.items():
            if j < len(lines) and (middles[j] < top or (middles[j] > bottom and run is None)):
                continue
            for k in range(MAX_LINES + 1):
                if j + k > len(lines) or (k and middles[j + k - 1] > bottom):
                    break
                if k:
                    first, last = middles[j], middles[j + k - 1]
                    beside = first if way == "top" else last if way == "bottom" else (first + last) / 2
                    total = cost + (2 * min(abs(beside - middle) / height, FAR) + misfit.of(j, j + k - 1))
                else:
                    total = cost + NO_NAME
                known = after.get(j + k)
                if known is None or total < known[0]:
                    after[j + k] = (total, Run(run, j, k))
        for j in sorted(after):
            stray = after[j][0] + STRAY
            if j + 1 <= len(lines) and (j + 1 not in after or stray < after[j + 1][0]):
                after[j + 1] = (stray, after[j][1])
        best = after
    if not best:
        return float("inf"), [[] for _ in ranks]
    end = len(lines)
    cost, runs = min((c + LEFT_OUT * (end - j), _unrolled(run)) for j, (c, run) in best.items())
    first, last = runs[0][0], runs[-1][0] + runs[-1][1]
    for a, b in ((first - 1, first), (last - 1, last)):
        near = a >= 0 and b < end and middles[b] - middles[a] < WIDE * min(usual, height)
        cost += ADJOINING if near and runs[0][1] and runs[-1][1] else 0.0
    return cost, [lines[j : j + k] for j, k in runs]


def _unrolled(run: Run | None) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while run is not None:
        found.append((run.first, run.number))
        run = run.before
    return found[::-1]


class _Misfit:
    """What it costs to take lines for one name, whatever rank it goes to: not ended like a name, wide gaps inside."""

    def __init__(self, texts: list[str], middles: list[float], endings: tuple[str, ...], usual: float) -> None:
        self._texts, self._endings = texts, endings
        wide = (b - a > WIDE * usual for a, b in pairwise(middles))
        self._wide = list(accumulate(wide, initial=0))
        self._known: dict[tuple[int, int], float] = {}

    def of(self, first: int, last: int) -> float:
        """Give the cost of the lines from `first` to `last`, both included."""
        cost = self._known.get((first, last))
        if cost is None:
            text = "".join(self._texts[first : last + 1])
            ended = text[: unmarked(text)[1]].endswith(self._endings)
            cost = (0.0 if ended else NOT_ENDED) + WIDE_GAP * (self._wide[last] - self._wide[first])
            self._known[first, last] = cost
        return cost
