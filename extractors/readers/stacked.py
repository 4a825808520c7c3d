"""Stacked cells: lines under each other that make one word of those declared, as a narrow cell breaks it."""

from __future__ import annotations

from collections.abc import Callable

from extractors.readers.pieces import Cell, cell_box, cell_text

# The next line of a cell begins within this many heights of the type below the last.
LEADING = 2.0


def stacks(cells: list[Cell], known: Callable[[str], bool], most: int) -> list[tuple[Cell, ...]]:
    """Find the words among cells, each on one line or on as many as it is broken over, the longest first.

    `known` tells whether a text is such a word, `most` how many lines one may take; a cell is in one stack at most.
    """
    ordered = sorted(cells, key=lambda c: (c[0].middle, c[0].x0))
    used: set[int] = set()
    found: list[tuple[Cell, ...]] = []
    for n, first in enumerate(ordered):
        if id(first) in used:
            continue
        stack, best = [first], [first] if known(cell_text(first)) else []
        for cell in ordered[n + 1 :]:
            step = cell[0].middle - stack[-1][0].middle
            if step > LEADING * first[0].height or len(stack) == most:
                break
            if step > first[0].height / 2 and id(cell) not in used and _over(stack[-1], cell):
                stack.append(cell)
                if known("".join(cell_text(c) for c in stack)):
                    best = list(stack)
        if best:
            found.append(tuple(best))
            used |= {id(c) for c in best}
    return found


def _over(upper: Cell, lower: Cell) -> bool:
    """Tell whether one cell stands over the other."""
    one, other = cell_box(upper), cell_box(lower)
    return other[0] < one[2] and one[0] < other[2]
