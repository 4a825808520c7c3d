"""Names: which of the columns beside the ranks has the names."""

from __future__ import annotations

import re
from statistics import median

from extractors.readers.blocks import MIN_RANKS, Block, apart
from extractors.readers.merged import Carry
from extractors.readers.parting import MARKS, Words
from extractors.readers.pieces import Cell, cell_box, cell_text
from extractors.readers.wrapped import REACH

# Of the cells to the right of the ranks as many have letters; numbers beside a column of codes have not.
MIN_NAMED = 0.7
# A name has four characters and more; a tier or a remark beside a code has fewer.
MIN_NAME = 4
# Of the items of a list, as many end like names if the list is a table; one may go on over the page.
ENDED = 0.5
# Of the lines of names hardly any has marks of sentences; of those of numbered paragraphs most have.
MARKED = 0.25
# A line of a name is no wider than those of other rows by more than this many heights of the type.
JUTS = 1.2

_WIDE = re.compile("[\u2e80-\U0010ffff]")

# Where a cell begins and ends, and what it holds.
Span = tuple[float, float, str]


def find_names(block: Block, cells: list[Cell], blocks: list[Block], words: Words, carry: Carry) -> bool:
    """Find the column of names right of the ranks; False where there is none."""
    # A rank cut from its name by its share of their box may reach over the names of the others.
    rank_right = median(p.x1 for p in block.ranks)
    beyond = min((b.ranks[0].x0 for b in blocks if apart(block, b)), default=block.right)
    top, bottom = block.ranks[0].top - block.height, block.ranks[-1].bottom + block.height
    inside: list[Span] = []
    around: list[Span] = []
    figures: list[tuple[float, float]] = [(0.0, rank_right)]
    right = min(beyond, block.right) + 1
    for cell in cells:
        if cell[0].x0 <= rank_right - 1 or cell[-1].x1 > right:
            continue
        x0, y0, x1, y1 = cell_box(cell)
        if not top < (y0 + y1) / 2 < bottom:
            continue
        text = cell_text(cell)
        runs = words.is_head(text) or words.heads_rows(text) or words.goes_on(text)
        level = block.ranks[0].top < (y0 + y1) / 2 < block.ranks[-1].bottom
        if not runs and _WIDE.search(text):
            (inside if level else around).append((x0, x1, text))
        elif level:
            figures.append((x0, x1))
    # A line above the first row may stand over several columns.
    known = _gathered(inside)
    beside = [*figures, *((s[0], s[1]) for s in inside)]
    lines = [s for s in around if not any(_juts(s, c, beside, block.height) for c in known)]
    columns = _gathered([*inside, *lines])
    wanted = MIN_NAMED * len(block.ranks)
    long = [c for c in columns if len(c) >= wanted and sum(len(s[2]) for s in c) >= MIN_NAME * max(len(block.ranks), 1)]
    long = [c for c in long if sum(bool(MARKS.search(s[2])) for s in c) <= MARKED * len(c)]
    if not long:
        return False
    ended = [sum(words.ends_name(s[2]) for s in c) for c in long]
    # A column of addresses or bodies may stand before that of the names.
    names = long[ended.index(max(ended))]
    # One or two rows do not tell which column has the names: the page before does, or their head.
    if len(block.ranks) < MIN_RANKS:
        places = carry.names if block.continued else _under_heads(block, cells, words)
        names = next((c for c in long if _over_any(c, places)), names)
    # Items of a list have marked numbers, too: only names make a table of them.
    goes_on = any(b.ranks[-1].rank == (block.ranks[0].rank or 0) - 1 for b in blocks)
    told = block.continued or block.headed or goes_on or block.ranks[0].text.isdecimal()
    if not told and max(ended) < ENDED * len(block.ranks):
        return False
    edges = [(s[0], s[1]) for s in names]
    # Of one row on the page before, two columns may have been taken for one.
    others = [c for c in columns if c is not names]
    before = [p for p in carry.names if _over_any(names, [p]) and not any(_over_any(c, [p]) for c in others)]
    edges += before if block.continued else []
    block.name_column = (min(e[0] for e in edges), max(e[1] for e in edges))
    return True


def _under_heads(block: Block, cells: list[Cell], words: Words) -> list[tuple[float, float]]:
    """Find where the heads of names stand above a block."""
    boxes = [cell_box(c) for c in cells if cell_text(c) in words.names]
    return [(b[0], b[2]) for b in boxes if 0 < block.ranks[0].top - b[3] + block.height / 2 < REACH * block.height]


def _over_any(column: list[Span], places: list[tuple[float, float]]) -> bool:
    left, right = column[0][0], max(s[1] for s in column)
    return any(left < p[1] and p[0] < right for p in places)


def _juts(span: Span, column: list[Span], beside: list[tuple[float, float]], height: float) -> bool:
    """Tell whether a line above or below stands over a column of several lines and juts out of it, as far as the next
    column (`beside`: where the cells of the table begin and end).
    """
    left, right = column[0][0], max(s[1] for s in column)
    over = left < span[1] and span[0] < right
    start = max((x1 for _, x1 in beside if x1 <= left), default=left) + height / 2
    end = min((x0 for x0, _ in beside if x0 >= right), default=right) - height / 2
    far = span[0] < min(left - JUTS * height, start) or span[1] > max(right + JUTS * height, end)
    return over and len(column) >= MIN_RANKS and far


def _gathered(spans: list[Span]) -> list[list[Span]]:
    """Gather stretches that overlap into columns, left to right."""
    columns: list[list[Span]] = []
    edge = 0.0
    for span in sorted(spans):
        if columns and span[0] < edge:
            columns[-1].append(span)
        else:
            columns.append([span])
            edge = span[1]
        edge = max(edge, span[1])
    return columns
