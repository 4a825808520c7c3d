"""Cells with the types their columns declare, for stores that know types."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from extractors.ledger.dataset import cell_text
from extractors.ledger.rows import BETWEEN, Cell
from extractors.ledger.tables import Column


def typed(column: Column, cell: Cell) -> Cell:
    """Give a cell as its column's type: int, Decimal, bool or text; None for what is empty.

    What a document prints where a figure should be, and is none, stays text.
    """
    text = cell_text(cell)
    if not text:
        return None
    if column.type in ("integer", "number"):
        try:
            return int(text) if column.type == "integer" else Decimal(text)
        except (ValueError, InvalidOperation):
            return text
    if column.type == "boolean":
        return text == "true"
    return text


def parts(cell: Cell) -> tuple[str, ...]:
    """Part a cell that holds several values."""
    return tuple(part for part in cell_text(cell).split(BETWEEN) if part)
