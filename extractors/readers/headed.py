"""Counts under heads: a line of counts whose heads are broken over lines, each in its own column."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.readers.pieces import Cell, Piece, Row, cell_box, cell_text

MIN_COLUMNS = 3
# The head of a narrow column takes a line for each of its characters.
MAX_LINES = 14
_COUNT = re.compile(r"\d{1,4}[家个项次]")


def counted(rows: list[Row]) -> list[Row]:
    """Put the heads above each line of counts together, column by column; other rows stay as they are."""
    out: list[Row] = []
    for row in rows:
        heads = _heads(out, row) if _is_counts(row) else None
        if heads is not None:
            used, line = heads
            out = [*out[: len(out) - used], line]
        out.append(row)
    return out


def _is_counts(row: Row) -> bool:
    return len(row) >= MIN_COLUMNS and all(_COUNT.fullmatch(cell_text(cell)) for cell in row)


def _heads(above: list[Row], row: Row) -> tuple[int, Row] | None:
    """Gather what stands above each count, up to a line that runs over columns; None where a column has no head."""
    centres = [(cell_box(cell)[0] + cell_box(cell)[2]) / 2 for cell in row]
    edges = [float("-inf"), *((a + b) / 2 for a, b in pairwise(centres)), float("inf")]
    first, last = centres[0] - (edges[2] - edges[1]), centres[-1] + (edges[-2] - edges[-3])
    columns: list[list[Piece]] = [[] for _ in row]
    used = 0
    bottom = cell_box(row[0])[1]
    for line in reversed(above[-MAX_LINES:]):
        pieces = [p for cell in line for p in cell]
        spots = [_column(p, edges, first, last) for p in pieces]
        if any(spot is None for spot in spots) or max(p.bottom for p in pieces) > bottom + 1:
            break
        for piece, spot in zip(pieces, spots, strict=True):
            columns[spot or 0].append(piece)
        used += 1
    if not all(columns):
        return None
    return used, [_in_order(column) for column in columns]


def _column(piece: Piece, edges: list[float], first: float, last: float) -> int | None:
    """Find the column a word stands in; None where it runs over an edge or lies beyond the table."""
    if piece.x0 < first or piece.x1 > last:
        return None
    middle = (piece.x0 + piece.x1) / 2
    at = next(n for n in range(len(edges) - 1) if edges[n] <= middle < edges[n + 1])
    slack = piece.height / 3
    return at if piece.x0 > edges[at] - slack and piece.x1 < edges[at + 1] + slack else None


def _in_order(column: list[Piece]) -> Cell:
    ordered = sorted(column, key=lambda p: (round(p.middle), p.x0))
    return [ordered[0], *(p.after("") for p in ordered[1:])]
