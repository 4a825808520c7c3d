"""Placed words to rows of cells: words gathered into printed lines, ranked tables put together row by row, a page of
two columns read one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise, takewhile
from operator import attrgetter
from statistics import median

from extractors.readers.across import along_lines, counts_across
from extractors.readers.blocks import Block
from extractors.readers.charts import Shape, charted
from extractors.readers.cleaned import cleaned
from extractors.readers.filled import block_rows
from extractors.readers.headed import counted
from extractors.readers.merged import Carry, Strokes
from extractors.readers.parting import Words, part_cells
from extractors.readers.pieces import PARTED, Cell, Piece, Row, aligned, cell_box, cell_text
from extractors.readers.ranked import find_tables, next_ranks, shared_over
from extractors.readers.rivers import part_at_rivers, parted_as_before
from extractors.readers.shifted import moved, shift_of
from extractors.readers.stacked import stacks

# Two words share a line when the lower half of the one overlaps the upper half of the other this much.
SAME_LINE = 0.5
# How many lines a word may belong to, the last begun ones.
OPEN_LINES = 6
# White space wider than this many heights of the type parts cells; justified text stays under half a height.
CELL_GAP = 0.9
# A half line of prose has some twenty characters; a dotted leader has none.
MIN_PROSE = 8
# A gap of a quarter of a character in a name of fifteen makes it this much wider than the names beside it.
SPREAD = 1.015
# A code and a score have at most three digits before a point; one with more may be both.
_LONG_FIGURE = re.compile(r"[A-Za-z]{0,2}\d{4,}\.\d{1,2}|[A-Za-z]{1,2}\d{4,}|\d{5,6}")
# Between the heads and the first rank stand at most a heading and the first lines of a row.
MAX_ABOVE = 6
# A page number as a line of its own.
_PAGE = re.compile(r"\D?\d{1,4}(?:/\d{1,4})?\D?")
# Lines of one cell stand no farther off each other than this many heights of the type.
OFF = 0.6
# How far above its first rank or below its last a row of a table may reach, in heights of the type.
REACH = 8.0
_BY_HEIGHT, _LEFT = attrgetter("middle", "x0"), attrgetter("x0")


def page_rows(
    pieces: list[Piece],
    width: float,
    words: Words,
    carry: Carry,
    strokes: Strokes,
    parted: Callable[[], list[Piece]] | None = None,
    shapes: Callable[[], list[Shape]] | None = None,
    seen: list[Block] | None = None,
) -> list[Row]:
    """Put the words of a page into rows of cells, in reading order.

    `carry` is what the page before leaves to this one; `strokes` gives the page's lines when they are needed, `parted`
    its words parted at every gap, `shapes` what is filled on it; the blocks of tables are added to `seen`.
    """
    pieces, marks = cleaned(pieces)
    if parted is not None and _runs_into(marks, carry):
        pieces, marks = cleaned(parted())
    pieces, charts = charted(pieces, shapes) if shapes is not None else (pieces, [])
    lines, whole, cells = _laid_out(pieces, words, charts)
    tables = find_tables([c for row in cells for c in row], width, words, carry)
    if parted is not None and _run_together(tables, cells, words):
        lines, whole, cells = _laid_out(cleaned(parted())[0], words, [])
        tables = find_tables([c for row in cells for c in row], width, words, carry)
    tables, cells = _going_on(tables, cells, width, words, carry)
    if part_at_rivers(cells, tables, words, carry):
        tables = find_tables([c for row in cells for c in row], width, words, carry)
    if tables:
        _carry_on(tables, carry)
    rows: list[Row] = []
    done = 0
    for table in tables:
        first, last = _region(cells, table, words, carry)
        rows += _prose(lines[done : max(first, done)], whole[done : max(first, done)], width)
        inside = cells[max(first, done) : last]
        parts = [
            block_rows(block, [c for row in inside for c in row if _in(c, block)], words, carry, strokes)
            for block in table
        ]
        rows += along_lines(parts, table) if counts_across(table) else [row for part in parts for row in part]
        rows += [rest for row in inside if (rest := [c for c in row if not any(_in(c, b) for b in table)])]
        done = last
        if seen is not None:
            seen += table
    # A watermark is told behind the page, as its foot is, since it goes on nothing and nothing goes on it.
    return rows + _prose(lines[done:], whole[done:], width) + ([_cells(marks)] if marks else [])


def _in(cell: Cell, block: Block) -> bool:
    return block.left <= (cell[0].x0 + cell[-1].x1) / 2 < block.right


def _runs_into(marks: list[Piece], carry: Carry) -> bool:
    """Tell whether a watermark came as one word with what it lies over: it has more in it than on the pages before."""
    texts = {p.text for p in marks}
    more = any(known != text and known in text for text in texts for known in carry.marks)
    carry.marks |= set() if more else texts
    return more


def _going_on(
    tables: list[list[Block]], cells: list[Row], width: float, words: Words, carry: Carry
) -> tuple[list[list[Block]], list[Row]]:
    """Look for the rest of the table of the page before: in its place or shifted, its columns parted as they were."""
    by = shift_of(cells, width, carry) if carry.columns else 0.0
    if by:
        moved(carry, by)
        found = find_tables([c for row in cells for c in row], width, words, carry)
        if any(b.continued for table in found for b in table):
            return found, cells
    if carry.rivers and not _continued(tables, carry):
        parted_rows = parted_as_before(cells, carry)
        found = find_tables([c for row in parted_rows for c in row], width, words, carry)
        if _continued(found, carry):
            return found, parted_rows
    if by:
        moved(carry, -by)
    return tables, cells


def _carry_on(tables: list[list[Block]], carry: Carry) -> None:
    """Leave to the next page what ranks it may begin with, and where."""
    blocks = tables[-1]
    ends = max(blocks, key=lambda b: b.ranks[-1].rank or 0).ranks if counts_across(blocks) else blocks[-1].ranks
    whole = [p for b in blocks for p in b.ranks]
    shared = any(a.rank == b.rank for a, b in pairwise(whole)) or shared_over(whole, carry)
    tied = carry.last[1] if shared and whole[0].rank == carry.last[0] else 0
    carry.columns = [b.ranks[-1] for t in tables for b in t]
    carry.right = blocks[0].right if len(blocks) > 1 else carry.right * blocks[0].continued
    carry.names = [b.name_column for b in blocks]
    carry.shared = shared or (carry.shared and ends[0].rank != 1)
    same = sum(1 for _ in takewhile(lambda p: p.rank == ends[-1].rank, reversed(whole)))
    carry.last = (ends[-1].rank or 0, same + tied * (same == len(whole)))
    carry.following = next_ranks(whole, tied) if carry.shared else (carry.last[0] + 1,)


def _continued(tables: list[list[Block]], carry: Carry) -> bool:
    """Tell whether a table of the page before goes on."""
    return any(b.ranks[0].rank in carry.following for table in tables for b in table)


def _laid_out(
    pieces: list[Piece], words: Words, charts: list[list[Piece]]
) -> tuple[list[list[Piece]], list[Row], list[Row]]:
    """Give the printed lines and those of charts, their cells, and their cells parted by what they hold."""
    lines = _lines(pieces)
    if charts:
        lines = sorted([*lines, *charts], key=lambda line: median(p.middle for p in line))
        top = min(p.middle for line in charts for p in line)
        at = next((n for n, line in enumerate(lines) if line[0].middle >= top), 0)
        lines = [*(x for x in lines[:at] if x not in charts), *charts, *(x for x in lines[at:] if x not in charts)]
    whole = [_cells(line) for line in lines]
    return lines, whole, _heads_joined([part_cells(row, words) for row in whole], words)


def _heads_joined(rows: list[Row], words: Words) -> list[Row]:
    """Put the lines of each head of a column together on its first line; a line may be left empty by that."""
    cells = [c for row in rows for c in row if len(text := cell_text(c)) <= words.longest_head and text in words.pieces]
    if len(cells) < 2:
        return rows
    # A label set upright may begin like a head (活跃度 / 活跃度高).
    found = stacks(cells, lambda text: text in words.heads or text in words.labels, words.longest_label)
    broken = [s for s in found if len(s) > 1 and "".join(map(cell_text, s)) in words.heads]
    if not broken:
        return rows
    joined = {id(s[0]): [p.after("") if n else p for n, p in enumerate(p for c in s for p in c)] for s in broken}
    gone = {id(c) for s in broken for c in s[1:]}
    return [[joined.get(id(c), c) for c in row if id(c) not in gone] for row in rows]


def _run_together(tables: list[list[Block]], cells: list[Row], words: Words) -> bool:
    """Tell whether cells of a table came as one word: one had to be cut, a figure has more digits than a code or a
    score, or ideographs are wider than elsewhere.
    """
    inside: list[Piece] = []
    for table in tables:
        top, bottom = min(b.ranks[0].top for b in table), max(b.ranks[-1].bottom for b in table)
        inside += [p for row in cells for c in row for p in c if top - p.height <= p.middle <= bottom + p.height]
    if any(p.gap == PARTED or _LONG_FIGURE.fullmatch(p.text) for p in inside):
        return True
    # A rank cut from its name by share of their box may reach over the names, so that no table was found.
    cut = [
        c[0]
        for row in cells
        for c, after in pairwise(row)
        if c[0].rank and after[0].gap == PARTED and (c[0].text.isdecimal() or words.ends_name(cell_text(after)))
    ]
    ranks = [c[0] for row in cells for c in row if c[0].rank] if cut else []
    if any((b.rank or 0) - (a.rank or 0) == 1 and a.top < b.top and aligned(a, b) for b in cut for a in ranks):
        return True
    spread = [(p.x1 - p.x0) / len(p.text) / p.height for p in inside if len(p.text) > 2 and p.text.isalpha()]
    return bool(spread) and max(spread) > SPREAD * median(spread)


def _prose(lines: list[list[Piece]], rows: list[Row], width: float) -> list[Row]:
    blocks = _columns_of_prose(lines, width)
    if any(len(row) > 2 for row in rows):
        rows = counted(rows)
    return rows if len(blocks) == 1 else [_cells(line) for block in blocks for line in block]


def _region(lines: list[list[Cell]], blocks: list[Block], words: Words, carry: Carry) -> tuple[int, int]:
    """Find the lines of the tables of a page: from the first rank to the last, and what of rows and heads adjoins."""
    height = blocks[0].height
    top = min(b.ranks[0].top for b in blocks)
    bottom = max(b.ranks[-1].bottom for b in blocks)
    inside = [n for n, cells in enumerate(lines) if any(top <= p.middle <= bottom for c in cells for p in c)]
    first, last = inside[0], inside[-1] + 1
    columns = _alike(_columns([c for n in range(first, last) for c in lines[n]], blocks, words), blocks)
    # The cells of the first row may be wider than those below it, and one row does not show all columns.
    headed = [*columns, *_under_heads(lines[:first], blocks[0], words)]
    if len(blocks[0].ranks) < 3:
        columns = headed = [*headed, *carry.beside]
    carry.beside = columns
    while first > 0 and all(_belongs(c, blocks, words, headed) for c in lines[first - 1]):
        above = lines[first - 1]
        if above and (top - above[0][0].bottom > REACH * height or _far(above, lines[first], blocks, words)):
            break
        first -= 1
        if any(words.is_head(cell_text(c)) for c in above):
            headed = columns
    while last < len(lines) and all(_belongs(c, blocks, words, columns) for c in lines[last]):
        below = lines[last]
        if last == len(lines) - 1 and below and all(_PAGE.fullmatch(cell_text(c)) for c in below):
            break
        if below and (below[0][0].top - bottom > REACH * height or _far(below, lines[last - 1], blocks, words)):
            break
        last += 1
    return first, last


def _far(line: Row, beside: Row, blocks: list[Block], words: Words) -> bool:
    """Tell whether a line that only a column beside the names could hold stands off the line next to it."""
    if not beside or any(_belongs(c, blocks, words, []) for c in line):
        return False
    one, other = line[0][0], beside[0][0]
    return max(one.top - other.bottom, other.top - one.bottom) > OFF * one.height


def _columns(cells: list[Cell], blocks: list[Block], words: Words) -> list[tuple[float, float]]:
    """Find the columns beside those of ranks and names, each from the leftmost to the rightmost of its cells."""
    found: list[tuple[float, float]] = []
    taken = [b.name_column for b in blocks] + [(b.ranks[0].x0, b.ranks[0].x1) for b in blocks]
    beside = [c for c in cells if not any([c[0].x0 < right and left < c[-1].x1 for left, right in taken])]
    for x0, x1 in sorted([(c[0].x0, c[-1].x1) for c in beside if not words.heads_rows(cell_text(c))]):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _under_heads(above: list[Row], block: Block, words: Words) -> list[tuple[float, float]]:
    """Give the columns that the nearest line of heads above a block has, each from one head beside it to the other:
    what stands under a head is often wider.
    """
    near = (r for r in reversed(above[-MAX_ABOVE:]) if sum(words.is_head(cell_text(c)) for c in r) > 1)
    heads = next(near, [])
    if not heads or block.ranks[0].top - heads[0][0].bottom > REACH * block.height:
        return []
    boxes = [cell_box(c) for c in heads]
    # The outer columns are taken to go as far beyond their heads as they do inside.
    left, right = boxes[0][0] + boxes[0][2] - boxes[1][0], boxes[-1][0] + boxes[-1][2] - boxes[-2][2]
    return list(zip([left, *(b[2] for b in boxes[:-1])], [*(b[0] for b in boxes[1:]), right], strict=True))


def _alike(columns: list[tuple[float, float]], blocks: list[Block]) -> list[tuple[float, float]]:
    """Give what columns there are in any of the blocks to all of them, since blocks side by side are alike."""
    found = list(columns)
    for one in blocks:
        own = [c for c in columns if one.left <= sum(c) / 2 < one.right]
        for other in blocks:
            by = other.name_column[0] - one.name_column[0]
            found += [(left + by, right + by) for left, right in own if other is not one]
    return found


def _belongs(cell: Cell, blocks: list[Block], words: Words, columns: list[tuple[float, float]]) -> bool:
    """Tell whether a cell beside the rows may be part of them: a head, a label, or a line of a name or other cell."""
    x0, _, x1, _ = cell_box(cell)
    if any(b.left > 0 and x0 < b.left < x1 for b in blocks):
        return False
    text = cell_text(cell)
    if words.is_head(text) or words.heads_rows(text) or text in words.parts or words.counts(text):
        return True
    slack = blocks[0].height * 0.6
    # No line of a name is all figures; a page number may stand under the names.
    inside = [*(b.name_column for b in blocks if not _PAGE.fullmatch(text)), *columns]
    return any(left - slack <= x0 and x1 <= right + slack for left, right in inside)


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Gather words into printed lines, top to bottom, each left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=_BY_HEIGHT):
        if not piece.text.strip():
            continue
        for line in lines[: -OPEN_LINES - 1 : -1]:
            if line[0].bottom <= piece.top:
                continue
            if _overlap(line[0], piece) > SAME_LINE and _overlap(line[-1], piece) > SAME_LINE:
                line.append(piece)
                break
        else:
            lines.append([piece])
    # Gathered by their middles, those of a line are in order, and the lines nearly so.
    lines.sort(key=_usual_middle)
    for line in lines:
        line.sort(key=_LEFT)
    return lines


def _usual_middle(line: list[Piece]) -> float:
    """Give the median of the middles of words that are ordered by them."""
    half = len(line) // 2
    return line[half].middle if len(line) % 2 else (line[half - 1].middle + line[half].middle) / 2


def _overlap(a: Piece, b: Piece) -> float:
    if a.top == b.top and a.bottom == b.bottom:
        return 1.0
    return (min(a.bottom, b.bottom) - max(a.top, b.top)) / min(a.height, b.height)


def _cells(line: list[Piece]) -> Row:
    """Part a line into cells where the white space is wide."""
    before = line[0]
    cell = [before]
    cells = [cell]
    for piece in line[1:]:
        gap = piece.x0 - before.x1
        # The lower of two words tells; a gap is seldom near what parts cells.
        if gap > CELL_GAP * before.height or gap > CELL_GAP * piece.height:
            cell = [piece]
            cells.append(cell)
        else:
            piece.gap = " " if gap > 0.5 else ""
            cell.append(piece)
        before = piece
    return cells


# ---- columns of prose


def _columns_of_prose(lines: list[list[Piece]], width: float) -> list[list[list[Piece]]]:
    """Part lines into blocks read one after the other: two columns where full lines of prose stand beside a gutter."""
    split = _prose_gutter(lines, width)
    if split is None:
        return [lines]
    blocks: list[list[list[Piece]]] = []
    left: list[list[Piece]] = []
    right: list[list[Piece]] = []
    for line in lines:
        over = any(p.x0 < split < p.x1 for p in line)
        if over:
            blocks += [b for b in (left, right) if b]
            left, right = [], []
            blocks.append([line])
            continue
        left += [part] if (part := [p for p in line if p.x1 <= split]) else []
        right += [part] if (part := [p for p in line if p.x0 >= split]) else []
    return [*blocks, *(b for b in (left, right) if b)]


def _prose_gutter(lines: list[list[Piece]], width: float) -> float | None:
    """Find a gutter near the middle that long lines of prose leave clear on both sides."""
    middle = width / 2
    both = 0
    edges: list[tuple[float, float]] = []
    for line in lines:
        left = [p for p in line if p.x1 <= middle]
        right = [p for p in line if p.x0 >= middle]
        if any(p.x0 < middle < p.x1 for p in line):
            continue
        if left and right and _long(left, width) and _long(right, width):
            both += 1
            edges.append((left[-1].x1, right[0].x0))
    if both < 6 or both < len(lines) * 0.4:
        return None
    low, high = max(e[0] for e in edges), min(e[1] for e in edges)
    return (low + high) / 2 if high - low > 4 else None


def _long(part: list[Piece], width: float) -> bool:
    words = sum(len(p.text) for p in part if any(c.isalnum() for c in p.text))
    return part[-1].x1 - part[0].x0 > width * 0.25 and words > MIN_PROSE and len(_cells(part)) == 1
