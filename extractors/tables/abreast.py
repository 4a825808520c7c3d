"""Tables whose rows stand abreast, several on a line, read down (1 51, 2 52) or across (1 2, 3 4): their lines parted
into rows, in the order of the ranks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.layout import Printed, display_width, join
from extractors.tables.groups import group_heading
from extractors.tables.heads import SENTENCE, column_of, is_head
from extractors.tables.records import MAX_FRAGMENT, MIN_NAMED, name_ends
from schemas.passage import Ink
from schemas.vocabulary import Vocabulary

# Fewer lines that count on may be chance.
MIN_LINES = 3
# More rows do not stand on a line.
MOST_ABREAST = 4
# Between two lines of rows stand at most as many of wrapped names.
MOST_BETWEEN = 2
# How far above the rows the line of their heads may stand.
HEAD_WITHIN = 3
_RANK = re.compile(r"[第（(]?(\d{1,3})[名位）).．、]?")
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
_DIGIT = re.compile(r"\d")

# Where on a line, by tokens, rows may begin, and the ranks they would have.
_Starts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines on which rows stand abreast, by their places in the document, and where on each its rows begin; `certain`
    where the ranks count on from the first to the last, each once.
    """

    lines: tuple[int, ...]
    starts: tuple[_Starts, ...]
    certain: bool = True


def rows_abreast(lines: tuple[Printed, ...], vocabulary: Vocabulary) -> tuple[tuple[Printed, ...], tuple[Ink, ...]]:
    """Give the lines of a document with such lines parted into rows, in the order of their ranks, all else as it was;
    and the lines where that is not certain, which stay as they are.
    """
    found: list[Printed] = []
    left: list[Ink] = []
    done = 0
    for run in _runs(lines, vocabulary):
        parted = _parted(run, lines, vocabulary) if run.certain else None
        if parted is None:
            left += [lines[n].ink for n in run.lines]
            continue
        rows, end = parted
        found += [*lines[done : run.lines[0]], *rows]
        done = end
    return ((*found, *lines[done:]) if found else lines), tuple(left)


def _runs(lines: tuple[Printed, ...], vocabulary: Vocabulary) -> Iterator[_Run]:
    """Find runs of lines on which rows of names stand abreast, top to bottom."""
    starts = [_starts(line) for line in lines]
    if max(map(len, starts), default=0) < 2:
        return
    # What rank the rest of such a table begins with on the next page, and how many rows stand on its lines.
    following = (0, 0)
    block: tuple[int, ...] = ()
    i = 0
    while i < len(lines):
        if len(starts[i]) < 2:
            i += 1
            continue
        block = block[block.index(i) :] if i in block else _block(lines, starts, i, vocabulary)
        run = next((run for run in _shapes(block, starts) if _is_table(run, lines, vocabulary, following)), None)
        if run is None:
            i = _past_alike(starts, i)
            continue
        yield run
        last = max(rank for line in run.starts for _, rank in line)
        following = (last + 1, max(following[1], len(run.starts[0]))) if run.certain else (0, 0)
        i = run.lines[-1] + 1


def _past_alike(starts: list[_Starts], i: int) -> int:
    """Pass the lines that only count on from one where no run begins: none begins there either."""
    after = i + 1
    while (
        after < len(starts)
        and len(starts[after]) == len(starts[i])
        and starts[after][0][1] == starts[i][0][1] + after - i
    ):
        after += 1
    return after


def _starts(line: Printed) -> _Starts:
    """Give the numbers on a line that may be ranks: the first of the line, and those with words before and behind. What
    a reader has put together from the cells of a row is one row.
    """
    tokens = line.tokens
    if len(tokens) < 2 or line.line.row or not _RANK.fullmatch(tokens[0].text) or not SENTENCE.isdisjoint(line.text):
        return ()
    worded = [at for at, token in enumerate(tokens) if _WORDS.search(token.text)]
    places = (0, *range(worded[0] + 1, worded[-1])) if worded else ()
    return tuple((at, int(found[1])) for at in places if (found := _RANK.fullmatch(tokens[at].text)))


def _block(lines: tuple[Printed, ...], starts: list[_Starts], first: int, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Take the lines of rows from one on; between them stand no others than those of wrapped names, and heads."""
    found = [first]
    for i in range(first + 1, len(lines)):
        if starts[i]:
            found.append(i)
        elif i - found[-1] > MOST_BETWEEN or not (is_head(lines[i], vocabulary) or _is_fragment(lines[i], vocabulary)):
            break
    return tuple(found)


def _is_fragment(line: Printed, vocabulary: Vocabulary) -> bool:
    """Tell whether a line may hold the rest of wrapped names, and nothing else."""
    words = len(line.text) <= MAX_FRAGMENT * MOST_ABREAST and SENTENCE.isdisjoint(line.text)
    return words and not _DIGIT.search(line.text) and group_heading(line, vocabulary) is None


def _shapes(block: tuple[int, ...], starts: list[_Starts]) -> Iterator[_Run]:
    """Give the ways to read lines as rows abreast, the surest first."""
    rows = [starts[i] for i in block]
    for found in (*_across(rows), *_down(rows)):
        yield _Run(block[: len(found)], tuple(found))
    for found in _beside(rows):
        yield _Run(block[: len(found)], tuple(found), certain=False)


def _across(rows: list[_Starts]) -> Iterator[list[_Starts]]:
    """Read ranks that count on along each line, and from its end to the next: on the last there may be fewer."""
    begun = rows[0][0][1]
    for abreast in range(min(MOST_ABREAST, len(rows[0])), 1, -1):
        found: list[_Starts] = []
        for n, line in enumerate(rows):
            rank = begun + abreast * n
            places = _places(line, range(rank, rank + abreast))
            found += [places] if places else []
            if len(places) < abreast:
                break
        if found and len(found[0]) == abreast:
            yield found


def _down(rows: list[_Starts]) -> Iterator[list[_Starts]]:
    """Read ranks that count on down the lines in each place, and from its end to the next place, which may end sooner
    itself.
    """
    places = [rows[0][0][1]]
    ends = [next((n for n, line in enumerate(rows) if line[0] != (0, places[0] + n)), len(rows))]
    while len(places) < MOST_ABREAST:
        rank = places[-1] + ends[-1]
        below = enumerate(rows[: ends[-1]])
        end = next((n for n, line in below if all(other != rank + n for _, other in line[1:])), ends[-1])
        if end < max(1, ends[0] - MOST_ABREAST):
            break
        places.append(rank)
        ends.append(end)
    wanted = [[rank + n for rank, end in zip(places, ends, strict=True) if n < end] for n in range(ends[0])]
    found = [_places(line, ranks) for line, ranks in zip(rows, wanted, strict=False)]
    if len(places) > 1 and list(map(len, found)) == list(map(len, wanted)):
        yield found


def _beside(rows: list[_Starts]) -> Iterator[list[_Starts]]:
    """Find numbers beside the ranks that count on down the lines as these do, though not from their end."""
    begun = rows[0][0][1]
    for _, rank in rows[0][1:]:
        pairs = [_places(line, (begun + n, rank + n)) for n, line in enumerate(rows)]
        yield pairs[: next((n for n, pair in enumerate(pairs) if len(pair) < 2), len(pairs))]


def _places(line: _Starts, ranks: Iterable[int]) -> _Starts:
    """Find where on a line the ranks stand, the first at its begin and each right of the last, as far as they do."""
    found: list[tuple[int, int]] = []
    for rank in ranks:
        at = next((at for at, other in line if other == rank and (at > found[-1][0] if found else at == 0)), None)
        if at is None:
            break
        # A score right before a rank may be the same number.
        found.append((at + ((at + 1, rank) in line), rank))
    return tuple(found)


def _is_table(run: _Run, lines: tuple[Printed, ...], vocabulary: Vocabulary, following: tuple[int, int]) -> bool:
    """Tell whether rows abreast are enough, or go on those above (`following`), have names, and are not headed as one
    row.
    """
    rank, abreast = following
    goes_on = run.certain and run.starts[0][0][1] == rank and len(run.starts[0]) <= abreast
    if not goes_on and sum(len(starts) > 1 for starts in run.starts) < MIN_LINES:
        return False
    first = run.lines[0]
    above = lines[max(0, first - HEAD_WITHIN) : first]
    head = next((line for line in reversed(above) if is_head(line, vocabulary)), None)
    columns = [column_of(token.text, vocabulary) for token in head.tokens] if head else []
    if len(columns) == len(lines[first].tokens) and columns.count("name") == 1:
        return False
    # A wrapped name ends on a line of its own.
    others = (n for n in range(first, min(run.lines[-1] + 1 + MOST_BETWEEN, len(lines))) if n not in run.lines)
    ends = (*run.lines, *(n for n in others if not _RANK.fullmatch(lines[n].tokens[0].text)))
    named = sum(name_ends(token.text, vocabulary) for n in ends for token in lines[n].tokens)
    return named >= MIN_NAMED * sum(map(len, run.starts))


@dataclass(slots=True)
class _Row:
    """A row while it is put together: its line, its rank, where it begins on the line, in cells, and its tokens."""

    line: Printed
    rank: int
    left: int
    tokens: list[Ink]

    def complete(self, vocabulary: Vocabulary) -> bool:
        words = [token.text for token in self.tokens if _WORDS.search(token.text)]
        return any(name_ends("".join(words[: n + 1]), vocabulary) for n in range(len(words)))

    def printed(self) -> Printed:
        tokens = tuple(self.tokens)
        ink = join(tokens)
        return Printed(self.line.line, ink, tokens, display_width(ink.text), ink.text)


def _parted(run: _Run, lines: tuple[Printed, ...], vocabulary: Vocabulary) -> tuple[list[Printed], int] | None:
    """Part lines into rows, each with the lines of its name, behind the heads that are said again between them; with
    the line where the table ends. None where it is not certain whose name goes on.
    """
    starts = dict(zip(run.lines, run.starts, strict=True))
    rows: list[_Row] = []
    heads: list[Printed] = []
    open_rows: list[_Row] = []
    # Lines of names that begin above their rows, by the place of the row on the line.
    above: dict[int, list[Ink]] = {}
    n = run.lines[0]
    while n < len(lines) and (n <= run.lines[-1] or not all(row.complete(vocabulary) for row in open_rows)):
        line = lines[n]
        if n in starts:
            open_rows = _rows_on(line, starts[n])
            for place, row in enumerate(open_rows):
                row.tokens[1:1] = above.pop(place, [])
            rows += open_rows
        elif is_head(line, vocabulary):
            heads.append(line)
        elif n > run.lines[-1] + MOST_BETWEEN or not _is_fragment(line, vocabulary):
            break
        else:
            for place, token in _under(line, open_rows):
                row = open_rows[place]
                (above.setdefault(place, []) if row.complete(vocabulary) else row.tokens).append(token)
        n += 1
    if above:
        return None
    return [*heads, *(row.printed() for row in sorted(rows, key=lambda row: row.rank))], n


def _rows_on(line: Printed, starts: _Starts) -> list[_Row]:
    """Cut a line where its rows begin."""
    ends = [*(at for at, _ in starts[1:]), len(line.tokens)]
    lefts = _lefts(line)
    return [
        _Row(line, rank, lefts[at], list(line.tokens[at:end])) for (at, rank), end in zip(starts, ends, strict=True)
    ]


def _under(line: Printed, rows: list[_Row]) -> list[tuple[int, Ink]]:
    """Tell under which row each token of a line stands: one under each, or by where they begin."""
    if len(line.tokens) == len(rows):
        return list(enumerate(line.tokens))
    places = [max((k for k, row in enumerate(rows) if row.left <= left), default=0) for left in _lefts(line)]
    return list(zip(places, line.tokens, strict=True))


def _lefts(line: Printed) -> list[int]:
    """Give where each token of a line begins, in cells."""
    lefts, left, at = [], 0, line.line.start
    for token in line.tokens:
        left += token.at[0] - at
        lefts.append(left)
        left += display_width(token.text)
        at = token.at[-1] + 1
    return lefts
