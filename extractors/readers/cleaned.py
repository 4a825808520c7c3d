"""Words as they are meant: bold print that was set twice is taken once, and what lies across other words as a
watermark does is set apart.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from operator import attrgetter
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
_TOP = attrgetter("top")


def cleaned(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Give the words of a page, each once, and those of watermarks apart, from left to right."""
    once = _once(pieces)
    height = median([p.height for p in once]) if once else 0.0
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
    """Take what is printed twice once, the first print of it."""
    printed: defaultdict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        printed[piece.text].append(piece)
    twice = {text for text, prints in printed.items() if len(prints) > 1 and _meet(prints)}
    if not twice:
        return pieces
    seen: defaultdict[tuple[str, float], list[Piece]] = defaultdict(list)
    kept: list[Piece] = []
    for piece in pieces:
        text = piece.text
        if text in twice:
            x0, top, hair = piece.x0, piece.top, HAIR * piece.height
            bands = range(int((top - hair) // BAND), int((top + hair) // BAND) + 1)
            near = (p for band in bands for p in seen[text, band])
            if any(abs(p.x0 - x0) < hair and abs(p.top - top) < hair for p in near):
                continue
            seen[text, top // BAND].append(piece)
        kept.append(piece)
    return kept


def _meet(prints: list[Piece]) -> bool:
    """Tell whether two prints of a text may stand at one place, but for a hair: two of one line do."""
    hair = HAIR * max([p.height for p in prints])
    prints.sort(key=_TOP)
    line: list[float] = []
    bottom = prints[0].top
    for piece in prints:
        if piece.top - bottom >= hair:
            if len(line) > 1 and _crowded(line, hair):
                return True
            line = []
        bottom = piece.top
        line.append(piece.x0)
    return len(line) > 1 and _crowded(line, hair)


def _crowded(places: list[float], hair: float) -> bool:
    places.sort()
    return any([b - a < hair for a, b in pairwise(places)])


def _lies_over(crossed: list[Piece], large: Piece) -> bool:
    over = sum((min(p.x1, large.x1) - max(p.x0, large.x0)) / p.height for p in crossed)
    return len(crossed) >= CROSSED or over >= COVERED


def _cross(large: Piece, small: Piece) -> bool:
    return large.x0 < small.x1 and small.x0 < large.x1 and large.top < small.middle < large.bottom


def _near(one: Piece, other: Piece) -> bool:
    reach = one.height
    level = one.top - reach < other.bottom and other.top - reach < one.bottom
    return level and one.x0 - reach < other.x1 and other.x0 - reach < one.x1
