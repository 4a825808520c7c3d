"""Shifted margins: odd and even pages are set a little to the right of each other, tables and all."""

from __future__ import annotations

from extractors.readers.merged import Carry, Span
from extractors.readers.pieces import Cell, Piece, rank_frame

# Margins differ by no more than this part of the page's width, and by this many points at least.
MOST = 0.12
LEAST = 1.0
# What is set alike on two pages stands as far right on the one as on the other, to this many heights of the type.
ALIKE = 0.25


def shift_of(rows: list[list[Cell]], width: float, carry: Carry) -> float:
    """Give by how much a page lies right of the page before, as a rank that goes on and the name beside it show; 0
    where the table does not go on, or in its place.
    """
    next_up = {carry.last[0], *carry.following}
    found = [
        by
        for row in rows
        for rank in [c[0] for c in row if c[0].rank in next_up]
        for before in carry.columns
        if rank_frame(rank.text) == rank_frame(before.text)
        for by in (_middle(rank) - _middle(before), rank.x0 - before.x0, rank.x1 - before.x1)
        if abs(by) < MOST * width and any(_stands(c, by, rank.height, carry) for c in row)
    ]
    by = min(found, key=abs, default=0.0)
    return by if abs(by) > LEAST else 0.0


def moved(carry: Carry, by: float) -> None:
    """Move what goes on from the page before to where it stands on this page."""
    carry.columns = [Piece(p.text, p.x0 + by, p.top, p.x1 + by, p.bottom) for p in carry.columns]
    carry.right += by if carry.right else 0.0
    carry.rivers, carry.names, carry.beside = (
        [_by(span, by) for span in spans] for spans in (carry.rivers, carry.names, carry.beside)
    )


def _by(span: Span, by: float) -> Span:
    return span[0] + by, span[1] + by


def _middle(piece: Piece) -> float:
    return (piece.x0 + piece.x1) / 2


def _stands(cell: Cell, by: float, height: float, carry: Carry) -> bool:
    """Tell whether a cell begins where names do, or has their middle."""
    places = [_by(span, by) for span in carry.names]
    near = ALIKE * height
    middle = (cell[0].x0 + cell[-1].x1) / 2
    return any(abs(cell[0].x0 - left) < near or abs(middle - (left + right) / 2) < near for left, right in places)
