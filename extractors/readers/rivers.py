"""Rivers: white space that runs down a whole table between two columns too near each other for a gap to part them."""

from __future__ import annotations

from itertools import pairwise

from extractors.readers.blocks import Block
from extractors.readers.merged import Carry
from extractors.readers.parting import Words
from extractors.readers.pieces import Cell, Row, cell_box, cell_text
from schemas.boxes import Box

# In a single row any white space would run down.
MIN_ROWS = 2
# A river is at least this many heights of the type wide.
NARROWEST = 0.25
# The heads of a table stand within so many heights of the type above its first row.
HEADED = 4.0


def part_at_rivers(rows: list[Row], tables: list[list[Block]], words: Words, carry: Carry) -> bool:
    """Part the cells of tables where a river runs between their words, in place; tell whether any was parted.

    A few rows that go on a table of the page before are parted where that was, a single first row under its heads.
    """
    parted = False
    for block in (b for table in tables for b in table):
        few = len(block.ranks) < MIN_ROWS
        begun = few and block.ranks[0].rank not in carry.following
        heads = _heads_above(block, rows, words) if begun else []
        if begun and not heads:
            continue
        top, bottom = block.ranks[0].top - block.height, block.ranks[-1].bottom + block.height
        inside = [
            (n, cell)
            for n, row in enumerate(rows)
            for cell in row
            if top < cell[0].middle < bottom and block.left <= cell[0].x0 and cell[-1].x1 <= block.right
        ]
        own = [cell for _, cell in inside if not _through(cell, block, words)]
        parting = {id(cell) for cell in own}
        if not few:
            carry.rivers = _rivers(own, NARROWEST * block.height)
        for n in sorted({n for n, _ in inside}):
            row: Row = []
            for cell in rows[n]:
                rivers = _gaps(cell, heads) if begun else carry.rivers
                row += _cut(cell, rivers) if id(cell) in parting else [cell]
            parted = parted or len(row) > len(rows[n])
            rows[n] = row
    return parted


def parted_as_before(rows: list[Row], carry: Carry) -> list[Row]:
    """Part all cells where the table of the page before was parted."""
    return [[part for cell in row for part in _cut(cell, carry.rivers)] for row in rows]


def _heads_above(block: Block, rows: list[Row], words: Words) -> list[Box]:
    """Find where the heads right above the first row stand, left to right."""
    top = block.ranks[0].top
    boxes = [cell_box(cell) for row in rows for cell in row if words.is_head(cell_text(cell))]
    return sorted(box for box in boxes if 0 < top + block.height / 2 - box[3] < HEADED * block.height)


def _gaps(cell: Cell, heads: list[Box]) -> list[tuple[float, float]]:
    """Find the white space of a cell between two heads that it stands under: it holds what is of both columns."""
    under = [head for head in heads if cell[0].x0 < head[2] and head[0] < cell[-1].x1]
    return [
        (before.x1, piece.x0)
        for left, right in pairwise(under)
        for before, piece in pairwise(cell)
        if left[2] <= piece.x0 and before.x1 <= right[0] and before.x1 < piece.x0
    ]


def _through(cell: Cell, block: Block, words: Words) -> bool:
    """Tell whether a cell stands over columns: a heading of a group, a head, a line of prose."""
    text = cell_text(cell)
    crosses = cell[0].x0 < block.ranks[0].x0 - block.height and cell[-1].x1 > block.name_column[0] + block.height
    return crosses or words.heads_rows(text) or words.is_head(text) or words.goes_on(text)


def _rivers(cells: list[Cell], narrowest: float) -> list[tuple[float, float]]:
    """Find the stretches of a table's width on which no word of it stands."""
    spans = sorted((p.x0, p.x1) for cell in cells for p in cell)
    found: list[tuple[float, float]] = []
    edge = spans[0][1] if spans else 0.0
    for x0, x1 in spans:
        if x0 - edge > narrowest:
            found.append((edge, x0))
        edge = max(edge, x1)
    return found


def _cut(cell: Cell, rivers: list[tuple[float, float]]) -> list[Cell]:
    parts: list[Cell] = [[cell[0]]]
    for before, piece in pairwise(cell):
        # Single characters are spaced out to fill a cell: rows of one length leave white space by chance.
        single = len(before.text) == len(piece.text) == 1
        if not single and any(before.x1 <= (x0 + x1) / 2 <= piece.x0 for x0, x1 in rivers):
            parts.append([piece.after("")])
        else:
            parts[-1].append(piece)
    return parts
