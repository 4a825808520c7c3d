"""Ranks that count on across a page, from block to block (1 2, 3 4), and not down each (1 51, 2 52)."""

from __future__ import annotations

from operator import attrgetter

from extractors.readers.blocks import BLOCKS, MIN_RANKS, Block
from extractors.readers.merged import Carry
from extractors.readers.pieces import Piece, Row, aligned, rank_frame


def columns_across(numbers: list[Piece], carry: Carry) -> list[list[Piece]]:
    """Find columns of ranks that count on from each line's end to the next line, where lines enough do or where they go
    on the page before; `numbers` are ordered top to bottom. Nothing is found where there is one block.
    """
    lines = _lines(numbers)
    for n, line in enumerate(lines):
        ranks = {p.rank for p in line} if len(line) > 1 else set()
        for first in (p for p in line if (p.rank or 0) + 1 in ranks):
            for blocks in range(BLOCKS - 1, 1, -1):
                found = _counting(lines[n:], first, blocks)
                if len(found) >= MIN_RANKS or (found and _goes_on(found[0], carry)):
                    return [[row[k] for row in found if k < len(row)] for k in range(blocks)]
    return []


def _goes_on(row: list[Piece], carry: Carry) -> bool:
    """Tell whether the ranks of a line go on those of the page before, each in its place: a score may be the next."""
    if row[0].rank not in carry.following or len(row) != len(carry.names):
        return False
    return all(any(aligned(rank, before, 3.0) for before in carry.columns) for rank in row)


def _lines(numbers: list[Piece]) -> list[list[Piece]]:
    """Gather numbers that stand level, left to right."""
    lines: list[list[Piece]] = []
    for piece in numbers:
        if lines and abs(lines[-1][0].middle - piece.middle) < piece.height / 2:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=attrgetter("x0"))
    return lines


def _counting(lines: list[list[Piece]], first: Piece, blocks: int) -> list[list[Piece]]:
    """Take line by line the numbers that count on from the first, so many a line, each below the last of its place; on
    the last line there may be fewer.
    """
    rows: list[list[Piece]] = []
    frame, rank = rank_frame(first.text), first.rank or 0
    for line in lines:
        row: list[Piece] = []
        for piece in line:
            follows = piece.rank == rank + len(row) and rank_frame(piece.text) == frame
            under = not rows or (len(row) < len(rows[0]) and aligned(rows[-1][len(row)], piece))
            if follows and under and len(row) < blocks and (rows or row or piece is first):
                row.append(piece)
        if not row and rows:
            # Lines of scores and other figures stand between, where names are wrapped.
            continue
        if len(row) < blocks and not rows:
            return []
        rows.append(row)
        rank += len(row)
        if len(row) < blocks:
            break
    return rows


def counts_across(blocks: list[Block]) -> bool:
    """Tell whether the ranks of a table count on from block to block on each line."""
    if len(blocks) < 2 or len(blocks[0].ranks) < 2:
        return False
    firsts = [block.ranks[0].rank or 0 for block in blocks]
    step = (blocks[0].ranks[1].rank or 0) - firsts[0]
    return step == len(blocks) and firsts == list(range(firsts[0], firsts[0] + step))


def along_lines(parts: list[list[Row]], blocks: list[Block]) -> list[Row]:
    """Put the rows of blocks in the order of their ranks, other lines between them where they stand."""
    ranks = {id(rank) for block in blocks for rank in block.ranks}
    whole = [row for part in parts for row in part]
    rows = sorted((row for row in whole if id(row[0][0]) in ranks), key=lambda row: row[0][0].rank or 0)
    loose = sorted((row for row in whole if id(row[0][0]) not in ranks), key=lambda row: row[0][0].middle)
    ordered: list[Row] = []
    for row in rows:
        while loose and loose[0][0][0].middle < row[0][0].top:
            ordered.append(loose.pop(0))
        ordered.append(row)
    return ordered + loose
