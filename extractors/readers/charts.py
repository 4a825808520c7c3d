"""Charts drawn as vectors: a share inside a coloured sector, and the label beside the legend's mark of that colour."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractors.readers.pieces import Piece

# Two shares that stand alone may be a chart; fewer are a cell or a stray word.
MIN_SHARES = 2
# A mark of a legend is about as high as its label.
MARK = 16.0
BESIDE = 2.0
_SHARE = re.compile(r"\d{1,3}(?:\.\d{1,2})?[%％]")
_SIGNS = ("%", "％")

Point = tuple[float, float]
Colour = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled shape: its outline and its colour, later ones over earlier ones."""

    points: tuple[Point, ...]
    colour: Colour

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside, by the crossings of a ray."""
        inside = False
        for (x0, y0), (x1, y1) in zip(self.points, (*self.points[1:], self.points[0]), strict=True):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                inside = not inside
        return inside


def charted(pieces: list[Piece], shapes: Callable[[], list[Shape]]) -> tuple[list[Piece], list[list[Piece]]]:
    """Take the labels and shares of charts out of the words of a page: the rest, and a line of label and share each.

    Words of which it cannot be told which share is whose stay where they are.
    """
    shares = [p for p in pieces if p.text.endswith(_SIGNS) and _SHARE.fullmatch(p.text)]
    if len(shares) < MIN_SHARES:
        return pieces, []
    marks: list[Shape] = []
    sectors: list[Shape] = []
    for shape in shapes():
        left, top, right, bottom = shape.box
        (marks if right - left < MARK and bottom - top < MARK else sectors).append(shape)
    lines: list[list[Piece]] = []
    used: set[int] = set()
    for share in shares:
        sector = next((s for s in reversed(sectors) if s.holds((share.x0 + share.x1) / 2, share.middle)), None)
        label = _label(sector.colour, marks, pieces) if sector is not None else []
        if label and not used & {id(p) for p in label}:
            lines.append([*label, share])
            used |= {id(p) for p in (*label, share)}
    if len(lines) < MIN_SHARES:
        return pieces, []
    return [p for p in pieces if id(p) not in used], lines


def _label(colour: Colour, marks: list[Shape], pieces: list[Piece]) -> list[Piece]:
    """Find the words right of the one mark of a colour, as far as they run on."""
    own = [s for s in marks if s.colour == colour]
    if len(own) != 1:
        return []
    _, top, right, bottom = own[0].box
    found: set[int] = set()
    for piece in sorted((p for p in pieces if top - 2 <= p.middle <= bottom + 2 and p.x0 >= right - 1), key=_left):
        if piece.x0 - right > BESIDE * piece.height or _SHARE.fullmatch(piece.text):
            break
        found.add(id(piece))
        right = piece.x1
    return [p for p in pieces if id(p) in found]


def _left(piece: Piece) -> float:
    return piece.x0
