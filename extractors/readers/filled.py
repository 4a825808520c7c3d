"""Rows of a ranked table: the name beside each rank put together from its lines, and whatever else stands in the row's
band. A cell merged down many rows becomes a heading of its rows.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from extractors.readers.blocks import MIN_RANKS, Block
from extractors.readers.merged import Carry, Strokes, merged_rows
from extractors.readers.parting import Words
from extractors.readers.pieces import Cell, Piece, Row, cell_box, cell_text
from extractors.readers.stacked import stacks
from extractors.readers.wrapped import SIZE, gather, set_alike
from schemas.boxes import Box

# Two cells that lie over each other by more than this part of their height are not of one column each.
OVER = 0.4
# Fewer labels than this share of the rows: each stands for several rows.
OWN_LABELS = 0.8
# A cell of more lines than the name beside it reaches beyond the name by so many heights of the type.
NEAR = 2.0
# The rest of a row that the page before began stands within so many heights of the type above the first row.
TORN = 8.0


def block_rows(block: Block, cells: list[Cell], words: Words, carry: Carry, strokes: Strokes) -> list[Row]:
    """Put the rows of a block together from its cells; what is in no row stays a line of its own, in its place."""
    rank_ids = {id(p) for p in block.ranks}
    own: list[Cell] = []
    for cell in cells:
        if id(cell[0]) in rank_ids:
            own += [cell[1:]] if len(cell) > 1 else []
        else:
            own.append(cell)
    low, high = block.name_column[0] - 0.6 * block.height, block.name_column[1] + 0.6 * block.height
    rank_right = max(p.x1 for p in block.ranks)
    through = [c for c in own if _runs_through(c, rank_right, block, words)]
    through += _of_totals(own, through, block, words)
    through += _among_heads(own, through, block, words)
    labels = _labels(own, block, words)
    taken = {id(c) for c in through} | {id(c) for label in labels for c in label}
    names = [c for c in own if id(c) not in taken and low <= c[0].x0 and c[-1].x1 <= high]
    names = set_alike(names, block.ranks)
    block.names = gather(names, block.ranks, words.endings)
    bands = block.bands = _bands(block)
    # One or two rows at the foot of a page do not tell whether their labels go on over the next.
    few = len(block.ranks) < MIN_RANKS
    merged = labels if few or len(labels) < OWN_LABELS * len(block.ranks) else []
    block.labels = merged
    own_labels = {id(c) for label in labels for c in label}
    loose = [c for c in through if id(c) not in own_labels]
    used = {id(p) for run in block.names for c in run for p in c} | {
        id(p) for label in merged for c in label for p in c
    }
    used |= {id(p) for c in loose for p in c}
    beside: list[list[Cell]] = [[] for _ in bands]
    for cell in own:
        if id(cell[0]) not in used:
            at = _band(cell, bands, 0.0 if low <= cell[0].x0 <= high else NEAR * block.height)
            (loose if at is None else beside[at]).append(cell)
    rows: list[Row] = []
    for rank, run, more in zip(block.ranks, block.names, beside, strict=True):
        name = [_joined(run)] if run else []
        # A row begins with its rank and its name; the rest keeps the order of its columns.
        rows.append([[rank], *name, *_columns_of(more)])
    printed = [_extent(row) for row in rows]
    named = {id(c) for run in block.names for c in run}
    torn = _torn([c for c in names if id(c) not in named], printed[0][0], block)
    return _in_order(rows, loose, merged_rows(merged, block.ranks, printed, bands, carry, strokes, torn), bands)


def _torn(names: list[Cell], top: float, block: Block) -> tuple[float, float] | None:
    """Give the top and bottom of those lines of a name, of no row, that stand right above the first row; a running head
    is set in another size.
    """
    if block.ranks[0].rank == 1 and not block.continued:
        return None
    usual = median(c[0].height for run in block.names for c in run) if any(block.names) else block.height
    near = [c[0] for c in names if top - TORN * block.height < c[0].middle < top]
    above = [p for p in near if abs(p.height - usual) <= SIZE * usual]
    return (min(p.top for p in above), max(p.bottom for p in above)) if above else None


def _extent(row: Row) -> tuple[float, float]:
    """Give the top and bottom of what is printed in a row."""
    return min(p.top for cell in row for p in cell), max(p.bottom for cell in row for p in cell)


def _runs_through(cell: Cell, rank_right: float, block: Block, words: Words) -> bool:
    """Tell whether a cell is no part of a row: a head, the heading of a group, a line over several columns."""
    if cell[0].x0 < rank_right and cell[-1].x1 > block.name_column[0] + block.height:
        # Over the rank column and the names: a heading or a line of prose.
        return True
    text = cell_text(cell)
    return words.is_head(text) or words.heads_rows(text) or words.goes_on(text)


def _of_totals(cells: list[Cell], through: list[Cell], block: Block, words: Words) -> list[Cell]:
    """Find the cells of rows of totals: those level with a word for them that stands where the ranks do."""
    right = max(p.x1 for p in block.ranks) + block.height
    totals = [c[0] for c in cells if c[0].x0 < right and cell_text(c) in words.totals]
    if not totals:
        return []
    level = [c for c in cells if any(abs(c[0].middle - t.middle) < block.height / 2 for t in totals)]
    known = {id(c) for c in through}
    return [c for c in level if id(c) not in known]


def _among_heads(cells: list[Cell], through: list[Cell], block: Block, words: Words) -> list[Cell]:
    """Find heads that are not declared: cells above the first rank that are level with two that are."""
    top = block.ranks[0].top
    heads = [c[0].middle for c in cells if c[0].bottom <= top and words.is_head(cell_text(c))]
    if len(heads) < 2:
        return []
    known = {id(c) for c in through}
    above = (c for c in cells if c[0].bottom <= top and id(c) not in known)
    return [c for c in above if sum(abs(c[0].middle - y) < block.height / 2 for y in heads) > 1]


def _labels(cells: list[Cell], block: Block, words: Words) -> list[list[Cell]]:
    """Find the cells outside the names that hold a label, on one line or on two."""
    outside = [c for c in cells if c[-1].x1 <= block.name_column[0] or c[0].x0 >= block.name_column[1] - block.height]
    # Over the ranks it is the heading of a group, set at the left.
    ranks = (min(p.x0 for p in block.ranks), max(p.x1 for p in block.ranks))
    outside = [c for c in outside if not ranks[0] < (c[0].x0 + c[-1].x1) / 2 < ranks[1]]
    top, bottom = block.ranks[0].top - 6 * block.height, block.ranks[-1].bottom + 6 * block.height
    outside = [c for c in outside if top < c[0].middle < bottom]
    figures = [cell_box(c) for c in outside if cell_text(c)[-1].isdigit()]
    # Over a column of figures, or over the names and figures, it is a heading that runs through.
    edge = OVER * block.height
    outside = [c for c in outside if all(_over(cell_box(c), f, block.name_column) <= edge for f in figures)]
    lettered = [c for c in outside if not cell_text(c).isdigit()]
    found = stacks(lettered, words.is_label, words.longest_label)
    # With the number of its rows on the same line it is the heading of a group.
    return [list(stack) for stack in found if len(stack) > 1 or cell_text(stack[0]) in words.labels]


def _over(box: Box, figure: Box, names: tuple[float, float]) -> float:
    """Give how far a cell lies over a figure, and over the names too if it does over the figure."""
    over = min(box[2], figure[2]) - max(box[0], figure[0])
    return over + max(0.0, min(box[2], names[1]) - max(box[0], names[0])) if over > 0 else 0.0


def _joined(run: list[Cell]) -> Cell:
    """Put the lines of a name together as one cell."""
    joined = [run[0][0], *map(_unspaced, run[0][1:])]
    for line in run[1:]:
        joined += [line[0].after(""), *map(_unspaced, line[1:])]
    return joined


def _unspaced(piece: Piece) -> Piece:
    """Take a single character of a name that is spaced out as next to the one before."""
    return piece.after("") if len(piece.text) == 1 and piece.text.isalpha() else piece


def _columns_of(cells: list[Cell]) -> list[Cell]:
    """Order what stands beside a name by column; lines of one column are joined."""
    columns: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda c: c[0].x0):
        for column in columns:
            if cell[0].x0 < max(c[-1].x1 for c in column) and abs(cell[0].middle - column[-1][0].middle) > 1:
                column.append(cell)
                break
        else:
            columns.append([cell])
    return [_joined(sorted(column, key=lambda c: c[0].middle)) for column in columns]


def _bands(block: Block) -> list[tuple[float, float]]:
    """Give each row its band: half way to what stands above and below it."""
    tops, bottoms = [], []
    for rank, run in zip(block.ranks, block.names, strict=True):
        pieces = [rank, *(p for cell in run for p in cell)]
        tops.append(min(p.top for p in pieces))
        bottoms.append(max(p.bottom for p in pieces))
    middles = [(b + t) / 2 for b, t in zip(bottoms, tops[1:], strict=False)]
    gaps = [t - b for b, t in zip(bottoms, tops[1:], strict=False)]
    half = max(median(gaps) / 2 if gaps else 0.0, block.height * 0.25)
    edges = [tops[0] - half, *middles, bottoms[-1] + half]
    return list(pairwise(edges))


def _band(cell: Cell, bands: list[tuple[float, float]], near: float) -> int | None:
    """Find the row a cell stands in, the first or the last where it stands no farther off than `near`."""
    middle = sum(p.middle for p in cell) / len(cell)
    if not bands[0][0] - near <= middle <= bands[-1][1] + near:
        return None
    return next((n for n, (_, bottom) in enumerate(bands) if middle <= bottom), len(bands) - 1)


def _in_order(
    rows: list[Row], loose: list[Cell], headings: list[tuple[int, list[Cell]]], bands: list[tuple[float, float]]
) -> list[Row]:
    """Put loose lines and headings between the rows where they stand."""
    lines = _lines_of(loose)
    ordered: list[Row] = []
    for n, row in enumerate(rows):
        middle = sum(bands[n]) / 2
        while lines and lines[0][0][0].middle < middle:
            ordered.append(lines.pop(0))
        ordered += [[_joined(label)] for start, label in headings if start == n]
        ordered.append(row)
    return ordered + lines


def _lines_of(cells: list[Cell]) -> list[Row]:
    """Gather cells into lines: those whose middles meet, the lines of a broken head taken together."""
    lines: list[Row] = []
    for cell in sorted(cells, key=lambda c: (_middle(c), c[0].x0)):
        if lines and abs(_middle(lines[-1][0]) - _middle(cell)) < cell[0].height / 2:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    for line in lines:
        line.sort(key=lambda c: c[0].x0)
    return lines


def _middle(cell: Cell) -> float:
    return (min(p.top for p in cell) + max(p.bottom for p in cell)) / 2
