"""Wrapped names: which lines of the name column belong to which rank.

A cell may be set at the top, middle or bottom of its row, so that the rank stands beside the first line of its name,
the middle or the last. Each is tried on the whole column, and the one that fits best is taken: ranks beside lines,
names that end like names, no wide gap inside a name.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from operator import itemgetter
from statistics import median, quantiles

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
_FIRST = itemgetter(0)


# The lines a rank has: those of the ranks before it, where its own begin, how many they are.
Run = tuple["Run | None", int, int]
# What is known of lines taken for one name, whatever rank it goes to: the height beside which that would stand, the
# middle of the last line, and what it costs: not ended like a name, wide gaps inside.
Name = tuple[float, float, float]


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
    middles = [c[0].middle for c in near]
    gaps = sorted(b - a for a, b in pairwise(middles))
    usual = (quantiles(gaps, n=5)[0] if len(gaps) > 4 else gaps[0]) if gaps else height
    misfits = _misfits([cell_text(c) for c in near], middles, endings, usual)
    least, best = float("inf"), [(0, 0)] * len(ranks)
    for way in ALIGNMENTS:
        if least < BETTER:
            break
        cost, runs = _fit(_names(middles, misfits, way), ranks, middles, height, least - BETTER)
        if runs:
            cost += _adjoining(runs, middles, WIDE * min(usual, height))
        if cost < least - BETTER:
            least, best = cost, runs
    return [near[first : first + number] for first, number in best]


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


def _misfits(texts: list[str], middles: list[float], endings: tuple[str, ...], usual: float) -> list[list[float]]:
    """Give for each line what it costs to take it for one name by itself, with the next, with the next two ..."""
    wide = list(accumulate((b - a > WIDE * usual for a, b in pairwise(middles)), initial=0))
    found = []
    for first in range(len(texts)):
        text, costs = "", []
        for last in range(first, min(first + MAX_LINES, len(texts))):
            text += texts[last]
            ended = text[: unmarked(text)[1]].endswith(endings)
            costs.append((0.0 if ended else NOT_ENDED) + WIDE_GAP * (wide[last] - wide[first]))
        found.append(costs)
    return found


def _names(middles: list[float], misfits: list[list[float]], way: str) -> list[list[Name]]:
    """Give for each line the names that may begin with it, the shortest first."""
    if way == "top":
        return [[(m, b, cost) for b, cost in zip(middles[n:], misfits[n], strict=False)] for n, m in enumerate(middles)]
    if way == "bottom":
        return [[(b, b, cost) for b, cost in zip(middles[n:], misfits[n], strict=False)] for n in range(len(middles))]
    return [
        [((m + b) / 2, b, cost) for b, cost in zip(middles[n:], misfits[n], strict=False)]
        for n, m in enumerate(middles)
    ]


def _fit(
    names: list[list[Name]], ranks: list[Piece], middles: list[float], height: float, enough: float
) -> tuple[float, list[tuple[int, int]]]:
    """Part the lines among the ranks at least cost; every line goes to one rank in order, or is left out. Nothing is
    found where that costs `enough` or more.
    """
    end = len(names)
    # best[j]: least cost with the lines before j given out, and the lines each rank so far has.
    best: dict[int, tuple[float, Run | None]] = {j: (LEFT_OUT * j, None) for j in range(end + 1)}
    for rank in ranks:
        middle = rank.middle
        top, bottom = middle - REACH * height, middle + REACH * height
        after: dict[int, tuple[float, Run | None]] = {}
        for j, (cost, run) in best.items():
            if j < end and (middles[j] < top or (middles[j] > bottom and run is None)):
                continue
            known = after.get(j)
            if known is None or cost + NO_NAME < known[0]:
                after[j] = (cost + NO_NAME, (run, j, 0))
            for k, (beside, last, misfit) in enumerate(names[j] if j < end else (), 1):
                if last > bottom:
                    break
                off = (beside - middle if beside > middle else middle - beside) / height
                total = cost + (2 * (off if off < FAR else FAR) + misfit)
                known = after.get(j + k)
                if known is None or total < known[0]:
                    after[j + k] = (total, (run, j, k))
        if not after or min(after.values(), key=_FIRST)[0] >= enough:
            return float("inf"), []
        for j in sorted(after):
            stray = after[j][0] + STRAY
            if j < end and (j + 1 not in after or stray < after[j + 1][0]):
                after[j + 1] = (stray, after[j][1])
        best = after
    least = min(cost + LEFT_OUT * (end - j) for j, (cost, _) in best.items())
    return least, min(_unrolled(run) for j, (cost, run) in best.items() if cost + LEFT_OUT * (end - j) == least)


def _adjoining(runs: list[tuple[int, int]], middles: list[float], near: float) -> float:
    """Give what it costs that lines left out stand right before the first name or after the last."""
    first, last = runs[0][0], runs[-1][0] + runs[-1][1]
    if not (runs[0][1] and runs[-1][1]):
        return 0.0
    beside = [middles[b] - middles[b - 1] for b in (first, last) if 0 < b < len(middles)]
    return sum(ADJOINING for gap in beside if gap < near)


def _unrolled(run: Run | None) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while run is not None:
        before, first, number = run
        found.append((first, number))
        run = before
    return found[::-1]
