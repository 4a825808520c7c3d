"""Ranked tables by geometry: a column of ranks, the name beside each rank put together from its lines, and whatever
else stands in the row's band. A cell merged down many rows becomes a heading of its rows.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extractors.readers.merged import Carry, Strokes, merged_rows
from extractors.readers.parting import Words
from extractors.readers.pieces import Cell, Piece, Row, aligned, cell_box, cell_text
from extractors.readers.wrapped import REACH, gather

# Three numbers going up under each other are a rank column; fewer are one only where a head or a page before says so.
MIN_RANKS = 3
# Of the cells to the right of the ranks as many have letters; numbers beside a column of codes have not.
MIN_NAMED = 0.7
# A name has four characters and more; a tier or a remark beside a code has fewer.
MIN_NAME = 4
# Fewer labels than this share of the rows: each stands for several rows.
OWN_LABELS = 0.8


@dataclass(slots=True)
class Block:
    """A table on one page, or one of its blocks side by side: its ranks, and its edges left and right."""

    ranks: list[Piece]
    left: float
    right: float
    names: list[list[Cell]] = field(default_factory=list)
    bands: list[tuple[float, float]] = field(default_factory=list)
    labels: list[list[Cell]] = field(default_factory=list)
    name_column: tuple[float, float] = (0.0, 0.0)
    height: float = 0.0

    def __post_init__(self) -> None:
        self.height = median(p.height for p in self.ranks)


# ---- finding the columns


def find_tables(cells: list[Cell], width: float, words: Words, carry: Carry) -> list[list[Block]]:
    """Find the ranked tables of a page, top to bottom, each as its blocks from left to right."""
    numbers = sorted((c[0] for c in cells if c[0].rank is not None), key=lambda p: (p.middle, p.x0))
    heads = [c for c in cells if words.is_head(cell_text(c))]
    tables: list[list[Block]] = []
    for ranks in sorted(_columns(numbers, heads, carry), key=lambda c: c[0].x0):
        block = Block(ranks, 0.0, width)
        table = next((t for t in tables if any(_beside(block, b) for b in t)), None)
        if table is None:
            tables.append([block])
        elif ranks[0].x0 - table[-1].ranks[0].x1 > width / 5:
            table.append(block)
    found = []
    for table in tables:
        named = [b for b in table if _name_column(b, cells, table, words)]
        _set_edges(named, cells, words)
        if named := [b for b in named if _name_column(b, cells, named, words)]:
            found.append(named)
    return sorted(found, key=lambda t: t[0].ranks[0].top)


def _beside(one: Block, other: Block) -> bool:
    """Tell whether two rank columns stand beside each other, not one above the other, or one goes on at the top of the
    next block, above the first rank of the other.
    """
    left, right = sorted((one, other), key=lambda b: b.ranks[0].x0)
    if right.ranks[0].rank == (left.ranks[-1].rank or 0) + 1 and right.ranks[0].top < left.ranks[-1].bottom:
        return True
    return one.ranks[0].top < other.ranks[-1].bottom and other.ranks[0].top < one.ranks[-1].bottom


def _columns(numbers: list[Piece], heads: list[Cell], carry: Carry) -> list[list[Piece]]:
    """Gather rank columns: numbers rising by one under each other, short ones only where they go on."""
    chains: list[list[Piece]] = []
    # Which chains, by their places, a number would go on.
    waiting: dict[int, list[int]] = {}
    for piece in numbers:
        rank = piece.rank or 0
        open_chains = waiting.get(rank, [])
        at = next((n for n in open_chains if aligned(chains[n][-1], piece) and piece.top > chains[n][-1].top), None)
        if at is None:
            at = len(chains)
            chains.append([piece])
        else:
            open_chains.remove(at)
            chains[at].append(piece)
        insort(waiting.setdefault(rank + 1, []), at)
    chosen = [c for c in chains if len(c) >= MIN_RANKS and _dense(c, numbers)]
    short = [c for c in chains if len(c) < MIN_RANKS]
    while True:
        more = next((c for c in short if _goes_on(c, chosen, numbers, heads, carry)), None)
        if more is None:
            return _merged(sorted(chosen, key=lambda c: c[0].middle), numbers, heads)
        chosen.append(more)
        short.remove(more)


def _goes_on(
    chain: list[Piece], chosen: list[list[Piece]], numbers: list[Piece], heads: list[Cell], carry: Carry
) -> bool:
    """Tell whether one or two numbers are ranks: the first under a head, or next to the last of a page or block."""
    first = chain[0]
    if first.rank == 1 and any(_under(first, h) for h in heads):
        return True
    # What goes on a page before begins once: a score below the rank may be the same number.
    taken = any(c[0].rank == carry.last + 1 for c in chosen)
    goes_on = carry.columns and first.rank == carry.last + 1 and not taken
    if goes_on and (any(aligned(first, c, 3.0) for c in carry.columns) or any(_under(first, h) for h in heads)):
        return True
    return any(_follows(chain, column, numbers) for column in chosen)


def _follows(chain: list[Piece], column: list[Piece], numbers: list[Piece]) -> bool:
    """Tell whether numbers go on a rank column in the block to its right, alone in theirs."""
    first, last = chain[0], column[-1]
    if first.rank != (last.rank or 0) + 1 or first.top >= last.bottom or last.x1 >= first.x0:
        return False
    above = [p for p in numbers if column[0].top <= p.middle <= last.bottom and aligned(first, p)]
    return len(above) <= len(chain)


def _under(piece: Piece, head: Cell) -> bool:
    """Tell whether a number stands right under a head; group headings may stand between."""
    box = cell_box(head)
    return box[0] - 6 < (piece.x0 + piece.x1) / 2 < box[2] + 6 and 0 < piece.middle - box[3] < 8 * piece.height


def _anew(column: list[Piece], chain: list[Piece], heads: list[Cell]) -> bool:
    """Tell whether a head stands between two chains of one column: then they are two tables."""
    low, high = sorted((column, chain), key=lambda c: c[0].middle)
    return high[0].rank == 1 and any(low[-1].bottom < cell_box(h)[1] and _under(high[0], h) for h in heads)


def _merged(columns: list[list[Piece]], numbers: list[Piece], heads: list[Cell]) -> list[list[Piece]]:
    """Join chains that stand in one column (ranks that start anew or skip), with the odd numbers between them."""
    joined: list[list[Piece]] = []
    for chain in columns:
        for column in joined:
            if aligned(column[0], chain[0]) and not _anew(column, chain, heads):
                column += chain
                break
        else:
            joined.append(list(chain))
    for column in joined:
        top, bottom = min(p.top for p in column), max(p.bottom for p in column)
        known = {id(p) for p in column}
        column += [
            p for p in numbers if id(p) not in known and top < p.middle < bottom and aligned(column[0], p, strict=True)
        ]
        column.sort(key=lambda p: p.middle)
    return joined


def _dense(chain: list[Piece], numbers: list[Piece]) -> bool:
    """Tell whether hardly any other number stands in the column: codes that rise by one have others between."""
    top, bottom = chain[0].top, chain[-1].bottom
    inside = [p for p in numbers if top <= p.middle <= bottom and aligned(chain[0], p)]
    return len(inside) <= len(chain) * 1.34


def _name_column(block: Block, cells: list[Cell], blocks: list[Block], words: Words) -> bool:
    """Find the column of names right of the ranks; False where there is none."""
    rank_right = max(p.x1 for p in block.ranks)
    beyond = min((b.ranks[0].x0 for b in blocks if b.ranks[0].x0 > rank_right + 1), default=block.right)
    top, bottom = block.ranks[0].top - block.height, block.ranks[-1].bottom + block.height
    spans: list[tuple[float, float, int]] = []
    for cell in cells:
        x0, y0, x1, y1 = cell_box(cell)
        text = cell_text(cell)
        if not (x0 > rank_right - 1 and x1 <= min(beyond, block.right) + 1 and top < (y0 + y1) / 2 < bottom):
            continue
        if not words.is_head(text) and not words.heads_rows(text) and any(ord(c) > 0x2E7F for c in text):
            spans.append((x0, x1, len(text)))
    columns: list[list[tuple[float, float, int]]] = []
    edge = 0.0
    for span in sorted(spans):
        if columns and span[0] < edge:
            columns[-1].append(span)
        else:
            columns.append([span])
            edge = span[1]
        edge = max(edge, span[1])
    for column in columns:
        if len(column) >= MIN_NAMED * len(block.ranks) and median(s[2] for s in column) >= MIN_NAME:
            block.name_column = (min(s[0] for s in column), max(s[1] for s in column))
            return True
    return False


def _labelled(cell: Cell, words: Words) -> bool:
    text = cell_text(cell)
    return words.is_head(text) or text in words.labels


def _set_edges(blocks: list[Block], cells: list[Cell], words: Words) -> None:
    """Set the edges between blocks: they are alike, so that what stands left of the first rank column does of each."""
    if len(blocks) < 2:
        return
    first = blocks[0]
    top, bottom = first.ranks[0].top, first.ranks[-1].bottom
    rank_left = min(p.x0 for p in first.ranks)
    # A head or a label may stand above the first rank.
    above = top - REACH * first.height
    lefts = [
        box[0]
        for cell in cells
        if (box := cell_box(cell))[2] <= rank_left + 1
        and (top if not _labelled(cell, words) else above) <= (box[1] + box[3]) / 2 <= bottom
    ]
    before = rank_left - min(lefts, default=rank_left)
    for one, other in pairwise(blocks):
        start = min(p.x0 for p in other.ranks) - before - first.height * 0.4
        one.right = other.left = start


# ---- filling the rows


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
    through = [c for c in own if words.is_head(cell_text(c)) or words.heads_rows(cell_text(c)) or _crosses(c, block)]
    labels = _labels(own, block, words)
    taken = {id(c) for c in through} | {id(c) for label in labels for c in label}
    names = [c for c in own if id(c) not in taken and low <= c[0].x0 and c[-1].x1 <= high]
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
            at = _band(cell, bands)
            (loose if at is None else beside[at]).append(cell)
    rows: list[Row] = []
    for rank, run, more in zip(block.ranks, block.names, beside, strict=True):
        name = [_joined(run)] if run else []
        # What stands left of the ranks comes last, so that a row begins with its rank and its name.
        rows.append([[rank], *sorted([*name, *_columns_of(more)], key=lambda c: (c[0].x0 < rank.x0, c[0].x0))])
    printed = [_extent(row) for row in rows]
    return _in_order(rows, loose, merged_rows(merged, block.ranks, printed, bands, carry, strokes), bands)


def _extent(row: Row) -> tuple[float, float]:
    """Give the top and bottom of what is printed in a row."""
    return min(p.top for cell in row for p in cell), max(p.bottom for cell in row for p in cell)


def _crosses(cell: Cell, block: Block) -> bool:
    """Tell whether a cell stands over the rank column and the names: a heading or a line of prose."""
    return cell[0].x0 < max(p.x1 for p in block.ranks) and cell[-1].x1 > block.name_column[0] + block.height


def _labels(cells: list[Cell], block: Block, words: Words) -> list[list[Cell]]:
    """Find the cells outside the names that hold a label, on one line or on two."""
    outside = [c for c in cells if c[-1].x1 <= block.name_column[0] or c[0].x0 >= block.name_column[1] - block.height]
    top, bottom = block.ranks[0].top - 6 * block.height, block.ranks[-1].bottom + 6 * block.height
    outside = [c for c in outside if top < c[0].middle < bottom]
    figures = [cell_box(c) for c in outside if cell_text(c)[-1].isdigit()]
    # Over a column of figures it is a heading that runs through, set in the middle of the table.
    outside = [c for c in outside if not any(f[0] < c[-1].x1 and c[0].x0 < f[2] for f in figures)]
    found: list[list[Cell]] = []
    ordered = sorted((c for c in outside if not cell_text(c).isdigit()), key=lambda c: c[0].middle)
    for n, first in enumerate(ordered):
        for second in ordered[n + 1 :]:
            near = 0 < second[0].middle - first[0].middle < 2 * first[0].height
            over = second[0].x0 < first[-1].x1 and first[0].x0 < second[-1].x1
            if near and over and cell_text(first) + cell_text(second) in words.labels:
                found.append([first, second])
    known = {id(c) for label in found for c in label}
    found += [[c] for c in ordered if id(c) not in known and cell_text(c) in words.labels]
    return sorted(found, key=lambda label: label[0][0].middle)


def _joined(run: list[Cell]) -> Cell:
    """Put the lines of a name together as one cell."""
    joined = list(run[0])
    for line in run[1:]:
        joined += [line[0].after(""), *line[1:]]
    return joined


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


def _band(cell: Cell, bands: list[tuple[float, float]]) -> int | None:
    middle = sum(p.middle for p in cell) / len(cell)
    return next((n for n, (top, bottom) in enumerate(bands) if top <= middle <= bottom), None)


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
    lines: list[Row] = []
    for cell in sorted(cells, key=lambda c: (c[0].middle, c[0].x0)):
        if lines and abs(lines[-1][0][0].middle - cell[0].middle) < cell[0].height / 2:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    for line in lines:
        line.sort(key=lambda c: c[0].x0)
    return lines
