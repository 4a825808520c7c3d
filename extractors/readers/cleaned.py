"""Words as they are meant: bold print that was set twice is taken once, and what lies across other words as a
watermark does is set apart.
"""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from extractors.readers.pieces import Piece

# A second print of a word stands off the first by less than this part of its height.
HAIR = 0.2
# Words are kept by the bands of this height, in points, that they begin in.
BAND = 8.0
# A watermark is set in a size so many times that of the page's words, and lies over two of them, or over as much of
# one, in heights of the type.
LARGE = 2.0
CROSSED, COVERED = 2, 1.0


def cleaned(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Give the words of a page, each once, and those of watermarks apart, from left to right."""
    once = _once(pieces)
    height = median(p.height for p in once) if once else 0.0
    large = [p for p in once if p.height > LARGE * height]
    if not large:
        return once, []
    small = [p for p in once if p.height <= LARGE * height]
    across = [p for p in large if _lies_over([other for other in small if _cross(p, other)], p)]
    if not across:
        return once, []
    # The last characters of a watermark may lie beside the words that the others cross.
    like = {round(p.height) for p in across}
    marks = [p for p in large if p in across or (round(p.height) in like and any(_near(p, a) for a in across))]
    apart = {id(p) for p in marks}
    return [p for p in once if id(p) not in apart], sorted(marks, key=lambda p: p.x0)


def _once(pieces: list[Piece]) -> list[Piece]:
    """Take what is printed twice once; a word is held against those of its text and its height on the page only."""
    seen: defaultdict[tuple[str, float], list[tuple[float, float]]] = defaultdict(list)
    kept: list[Piece] = []
    for piece in pieces:
        text, x0, top = piece[:3]
        hair = HAIR * piece.height
        first, last = (top - hair) // BAND, (top + hair) // BAND
        near = seen[text, first]
        while first < last:
            first += 1
            near = [*near, *seen[text, first]]
        if not any(abs(x - x0) < hair and abs(y - top) < hair for x, y in near):
            seen[text, top // BAND].append((x0, top))
            kept.append(piece)
    return kept


def _lies_over(crossed: list[Piece], large: Piece) -> bool:
    over = sum((min(p.x1, large.x1) - max(p.x0, large.x0)) / p.height for p in crossed)
    return len(crossed) >= CROSSED or over >= COVERED


def _cross(large: Piece, small: Piece) -> bool:
    return large.x0 < small.x1 and small.x0 < large.x1 and large.top < small.middle < large.bottom


def _near(one: Piece, other: Piece) -> bool:
    reach = one.height
    level = one.top - reach < other.bottom and other.top - reach < one.bottom
    return level and one.x0 - reach < other.x1 and other.x0 - reach < one.x1
