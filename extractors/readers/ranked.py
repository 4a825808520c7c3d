"""Ranked tables by geometry: columns of ranks on a page, and the column of names beside each."""

from __future__ import annotations

from bisect import insort
from itertools import pairwise
from operator import attrgetter

from extractors.readers.across import columns_across, counts_across
from extractors.readers.blocks import MIN_RANKS, Block, apart
from extractors.readers.merged import Carry
from extractors.readers.named import find_names
from extractors.readers.parting import MARKS, Words
from extractors.readers.pieces import Cell, Piece, aligned, cell_box, cell_text, rank_frame
from extractors.readers.wrapped import REACH, SIZE

# A heading of a group stands within so many heights of the type above its first rank.
HEADED = 4.0
# Of the rows of a list of people as many end with an office; some are cut off or have none.
HELD = 0.5
_BY_HEIGHT = attrgetter("middle", "x0")


# ---- finding the columns


def find_tables(cells: list[Cell], width: float, words: Words, carry: Carry) -> list[list[Block]]:
    """Find the ranked tables of a page, top to bottom, each as its blocks from left to right."""
    numbers = _numbers(cells, words)
    if not numbers:
        return []
    heads = [c for c in cells if words.is_head(cell_text(c))]
    groups = [c[0] for c in cells if words.heads_rows(cell_text(c))] if any(p.rank == 1 for p in numbers) else []
    tables: list[list[Block]] = []
    across = columns_across(numbers, carry)
    known = {id(rank) for column in across for rank in column}
    left = [p for p in numbers if id(p) not in known] if across else numbers
    for ranks in sorted([*across, *_columns(left, heads, groups, carry)], key=lambda c: c[0].x0):
        block = Block(ranks, 0.0, width, continued=_continues(ranks, carry))
        table = next((t for t in tables if any(_beside(block, b, heads) for b in t)), None)
        if table is None:
            tables.append([block])
        elif apart(table[-1], block):
            table.append(block)
    found = []
    for table in tables:
        for block in table if counts_across(table) else ():
            block.continued = table[0].continued
        named = [] if _of_people(table[0], cells, heads, words) else table
        for block in named:
            block.headed = any(_under(b.ranks[0], h) for b in table for h in heads)
        named = [b for b in named if find_names(b, cells, table, words, carry)]
        _set_edges(named, cells, words, carry)
        if len(named) == 1 and named[0].continued and named[0].ranks[0].x1 < carry.right:
            # Beside the last block of a table may stand headings and totals without any rank.
            named[0].right = carry.right
        if len(table) > 1 or (named and named[0].right != width):
            # What stands between the edges, and what other blocks there are, has become known.
            named = [b for b in named if find_names(b, cells, named, words, carry)]
        if named:
            found.append(named)
    return sorted(found, key=lambda t: t[0].ranks[0].top)


def _numbers(cells: list[Cell], words: Words) -> list[Piece]:
    """Give the numbers that may be ranks, top to bottom; those before a sentence are of paragraphs, those behind a word
    for totals are totals.
    """
    numbers = sorted([c[0] for c in cells if c[0].rank is not None], key=_BY_HEIGHT)
    if not numbers:
        return []
    texts = [cell_text(c) for c in cells]
    sentences = [(c[0].middle, c[0].x0) for c, text in zip(cells, texts, strict=True) if MARKS.search(text)]
    for total in (c[-1] for c, text in zip(cells, texts, strict=True) if text in words.totals):
        near = total.x1 + REACH * total.height
        level = [p for p in numbers if abs(p.middle - total.middle) < p.height / 2 and total.x1 <= p.x0 < near]
        numbers = [p for p in numbers if p not in level]
    if not sentences:
        return numbers
    return [
        p
        for p in numbers
        if not any(abs(y - p.middle) < p.height / 2 and 0 <= x - p.x1 < p.height for y, x in sentences)
    ]


def _of_people(block: Block, cells: list[Cell], heads: list[Cell], words: Words) -> bool:
    """Tell whether ranks are those of a list of people: heads for people and none for names, or offices beside."""
    top, bottom = block.ranks[0].top, block.ranks[-1].bottom
    above = {cell_text(h) for h in heads if 0 < top - cell_box(h)[3] + block.height / 2 < HEADED * block.height}
    if above & words.names:
        return False
    if above & words.people:
        return True
    right = block.ranks[0].x1
    beside = [c for c in cells if c[0].x0 > right and top < c[0].middle < bottom]
    held = sum(cell_text(c).endswith(words.offices) for c in beside) if not block.continued else 0
    return held >= max(MIN_RANKS, HELD * len(block.ranks))


def _beside(one: Block, other: Block, heads: list[Cell]) -> bool:
    """Tell whether two rank columns stand beside each other, not one above the other, or one goes on at the top of the
    next block, above the first rank of the other.
    """
    left, right = sorted((one, other), key=lambda b: b.ranks[0].x0)
    alike = rank_frame(left.ranks[0].text) == rank_frame(right.ranks[0].text)
    next_up = right.ranks[0].rank == (left.ranks[-1].rank or 0) + 1
    # Above the head of the other it is of another table.
    before = any(_under(left.ranks[0], h) and right.ranks[-1].bottom < cell_box(h)[1] for h in heads)
    over = right.ranks[0].top < left.ranks[-1].bottom and not before
    if alike and next_up and apart(left, right) and over:
        return True
    return one.ranks[0].top < other.ranks[-1].bottom and other.ranks[0].top < one.ranks[-1].bottom


def _columns(numbers: list[Piece], heads: list[Cell], groups: list[Piece], carry: Carry) -> list[list[Piece]]:
    """Gather rank columns: numbers rising by one under each other, short ones only where they go on."""
    chains: list[list[Piece]] = []
    # Which chains, by their places, a number would go on; and what goes on each.
    waiting: dict[tuple[int, str], list[int]] = {}
    following: list[tuple[int, ...]] = []
    for piece in numbers:
        rank, frame = piece.rank or 0, rank_frame(piece.text)
        open_chains = waiting.get((rank, frame), [])
        above = [n for n in open_chains if _goes_under(chains[n], piece) and not _anew(chains[n], [piece], heads)]
        if above:
            at = max(above, key=lambda n: chains[n][-1].top)
            for after in following[at]:
                waiting[after, frame].remove(at)
            chains[at].append(piece)
        else:
            at = len(chains)
            chains.append([piece])
            following.append(())
        following[at] = next_ranks(chains[at], _tied(chains[at], carry))
        for after in following[at]:
            insort(waiting.setdefault((after, frame), []), at)
    chains = _shared_over_blocks(chains)
    chosen = [c for c in chains if _rises(c) and _dense(c, numbers)]
    short = [c for c in chains if not _rises(c)]
    while True:
        more = next((c for c in short if _goes_on(c, chosen, numbers, heads, groups, carry)), None)
        if more is None:
            return _merged(sorted(chosen, key=lambda c: c[0].middle), numbers, heads)
        chosen.append(more)
        short.remove(more)


def _goes_under(chain: list[Piece], piece: Piece) -> bool:
    """Tell whether a number stands under those of its column and is no smaller, as that of a note at the foot is."""
    if piece.top <= chain[-1].top or not aligned(chain[-1], piece):
        return False
    # A rank that comes as one word with a higher line beside it is higher, too.
    return piece.height > (1 - SIZE) * min([p.height for p in chain[-3:]])


def _shared_over_blocks(chains: list[list[Piece]]) -> list[list[Piece]]:
    """Put together what rows that share a rank over the end of a block have parted: 70, 71, 71 | 71, 74, 75."""
    for left in [c for c in chains if _rises(c)]:
        same = sum(p.rank == left[-1].rank for p in left)
        for head in [c for c in chains if c[0].rank == left[-1].rank and _over_right(left, c)]:
            after = (head[0].rank or 0) + same + len(head)
            rest = next((c for c in chains if c[0].rank == after and _goes_below(head, c)), None)
            if rest is not None and len({p.rank for p in head}) == 1:
                head += rest
                chains = [c for c in chains if c is not rest]
    return chains


def _over_right(left: list[Piece], chain: list[Piece]) -> bool:
    return chain[0].x0 > left[-1].x1 and chain[0].top < left[-1].bottom


def _goes_below(head: list[Piece], chain: list[Piece]) -> bool:
    alike = rank_frame(head[0].text) == rank_frame(chain[0].text)
    return alike and aligned(head[-1], chain[0]) and chain[0].top > head[-1].top


def next_ranks(ranks: list[Piece], tied: int = 0) -> tuple[int, ...]:
    """Give what may follow the last rank: one more, the same again, or one more after all that share a rank.

    `tied` is how many rows of the page before share the first.
    """
    last = ranks[-1].rank or 0
    if (ranks[-2].rank != last) if len(ranks) > 1 else not tied:
        return last, last + 1
    same = next((n for n, p in enumerate(reversed(ranks)) if p.rank != last), len(ranks) + tied)
    return (last, last + 1, last + same) if same > 1 else (last, last + 1)


def _tied(ranks: list[Piece], carry: Carry) -> int:
    """Count the rows at the end of the page before that share the rank that this column begins with."""
    last, shared_by = carry.last
    return shared_by if ranks[0].rank == last and _in_column_before(ranks[0], carry) else 0


def _in_column_before(rank: Piece, carry: Carry) -> bool:
    """Tell whether a rank stands where those of the page before did, with the same marks."""
    return any(aligned(rank, c, 3.0) for c in carry.columns if rank_frame(c.text) == rank_frame(rank.text))


def _rises(chain: list[Piece]) -> bool:
    """Tell whether numbers are enough different ones for a column of ranks."""
    return len(chain) >= MIN_RANKS and len({p.rank for p in chain}) >= MIN_RANKS


def _continues(ranks: list[Piece], carry: Carry) -> bool:
    """Tell whether ranks go on those of the page before, in the same place and with the same marks."""
    if not _in_column_before(ranks[0], carry):
        return False
    return ranks[0].rank in carry.following or shared_over(ranks, carry)


def shared_over(ranks: list[Piece], carry: Carry) -> bool:
    """Tell whether rows share a rank over the end of the page before: the next rank leaves out as many."""
    tied = _tied(ranks, carry)
    same = sum(p.rank == ranks[0].rank for p in ranks)
    after = next((p.rank for p in ranks if p.rank != ranks[0].rank), None)
    return tied > 0 and after == (ranks[0].rank or 0) + tied + same


def _goes_on(
    chain: list[Piece],
    chosen: list[list[Piece]],
    numbers: list[Piece],
    heads: list[Cell],
    groups: list[Piece],
    carry: Carry,
) -> bool:
    """Tell whether one or two numbers are ranks: the first under a head, or next to the last of a page or block."""
    first = chain[0]
    if first.rank == 1:
        if any(_under(first, h) for h in heads):
            return True
        # Ranks may begin anew under the heading of each group.
        grouped = any(0 < first.middle - g.middle < REACH * g.height for g in groups)
        if grouped and any(aligned(first, c) for c in (*(c[0] for c in chosen), *carry.columns)):
            return True
    if first.rank in carry.following:
        # What goes on a page before begins once: a score beside or below the rank may be the same number.
        taken = any(c[0].rank in carry.following and c[0].top < first.bottom for c in chosen)
        framed = any(rank_frame(c.text) == rank_frame(first.text) for c in carry.columns)
        placed = any(aligned(first, c, 3.0) for c in carry.columns) or any(_under(first, h) for h in heads)
        if framed and placed and not taken:
            return True
    before = [column for column in chosen if _follows(first, column)]
    known = {id(p) for column in chosen for p in column} if before else set()
    free = [p for p in numbers if id(p) not in known and aligned(first, p)] if before else []
    # In its own column it stands alone.
    return any(sum(c[0].top <= p.middle <= c[-1].bottom for p in free) <= len(chain) for c in before)


def _follows(rank: Piece, column: list[Piece]) -> bool:
    """Tell whether a number may go on a rank column in the block to its right."""
    last = column[-1]
    if last.x1 >= rank.x0 or rank.top >= last.bottom or rank.rank not in next_ranks(column):
        return False
    return rank_frame(rank.text) == rank_frame(last.text)


def _under(piece: Piece, head: Cell) -> bool:
    """Tell whether a number stands right under a head; group headings may stand between."""
    box = cell_box(head)
    return box[0] - 6 < (piece.x0 + piece.x1) / 2 < box[2] + 6 and 0 < piece.middle - box[3] < 8 * piece.height


def _anew(column: list[Piece], chain: list[Piece], heads: list[Cell]) -> bool:
    """Tell whether a head stands between two chains of one column: then they are two tables."""
    if not heads or (column[0].rank != 1 and chain[0].rank != 1):
        return False
    low, high = sorted((column, chain), key=lambda c: c[0].middle)
    return high[0].rank == 1 and any(low[-1].bottom < cell_box(h)[1] and _under(high[0], h) for h in heads)


def _merged(columns: list[list[Piece]], numbers: list[Piece], heads: list[Cell]) -> list[list[Piece]]:
    """Join chains that stand in one column (ranks that start anew or skip), with the odd numbers between them."""
    joined: list[list[Piece]] = []
    for chain in columns:
        for column in joined:
            alike = rank_frame(column[0].text) == rank_frame(chain[0].text)
            if alike and aligned(column[0], chain[0]) and not _anew(column, chain, heads):
                column += chain
                break
        else:
            joined.append(list(chain))
    for column in joined:
        top, bottom = min(p.top for p in column), max(p.bottom for p in column)
        known = {id(p) for p in column}
        frame = rank_frame(column[0].text)
        odd = [p for p in numbers if id(p) not in known and top < p.middle < bottom and rank_frame(p.text) == frame]
        column += [p for p in odd if aligned(column[0], p, strict=True)]
        column.sort(key=lambda p: p.middle)
    return joined


def _dense(chain: list[Piece], numbers: list[Piece]) -> bool:
    """Tell whether hardly any other number stands in the column: codes that rise by one have others between."""
    top, bottom = chain[0].top, chain[-1].bottom
    inside = [p for p in numbers if top <= p.middle <= bottom and aligned(chain[0], p)]
    return len(inside) <= len(chain) * 1.34


def _labelled(cell: Cell, words: Words) -> bool:
    text = cell_text(cell)
    return words.is_head(text) or text in words.labels


def _set_edges(blocks: list[Block], cells: list[Cell], words: Words, carry: Carry) -> None:
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
    # Labels that are not printed again may leave the first block of a page without any.
    before = carry.before = max(before, carry.before) if first.continued else before
    for one, other in pairwise(blocks):
        start = min(p.x0 for p in other.ranks) - before - first.height * 0.4
        # A heading may begin left of the ranks that it stands over, and is wider than the row of heads.
        over = [cell_box(c) for c in cells if words.heads_rows(cell_text(c))]
        begun = [box[0] for box in over if one.name_column[1] < box[0] < start < box[2] and box[3] > above]
        one.right = other.left = min([start, *begun])
