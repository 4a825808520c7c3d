"""Tables that came as one cell a line, as pages are copied or recognised: the lines put back into rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.layout import Printed, display_width, join
from extractors.tables.groups import group_heading
from extractors.tables.heads import column_of, is_short
from extractors.tables.records import MIN_ROWS, name_ends
from schemas.vocabulary import Vocabulary

# A table has at most so many columns, and a name stands on at most so many lines.
MAX_COLUMNS = 9
NAME_LINES = 3


def rows_of_cells(lines: tuple[Printed, ...], vocabulary: Vocabulary) -> tuple[Printed, ...]:
    """Give the lines of a document with each such table as a line a row, its head first, all else as it was.

    A row is as many lines as the head has; more where its name is wrapped, fewer where a cell was empty: the ranks that
    count up by one at their own place say which.
    """
    found: list[Printed] = []
    i = 0
    while i < len(lines):
        table = _table(lines, i, vocabulary) if _head(lines[i], vocabulary) else None
        if table is None:
            found.append(lines[i])
            i += 1
            continue
        found += table.rows
        i = table.end
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: list[Printed]
    end: int


def _head(line: Printed, vocabulary: Vocabulary) -> str:
    """Give the column that a line of one cell heads, empty where it heads none."""
    return column_of(line.text, vocabulary) if len(line.tokens) == 1 else ""


def _table(lines: tuple[Printed, ...], start: int, vocabulary: Vocabulary) -> _Rows | None:
    """Read the table whose head begins at a line; None where the lines below make no rows of its columns."""
    for width in range(2, MAX_COLUMNS + 1):
        head = lines[start : start + width]
        if len(head) < width or not _short(head[-1]):
            return None
        columns = [_head(line, vocabulary) for line in head]
        if "rank" not in columns or "name" not in columns:
            continue
        at = columns.index("rank")
        head_words = tuple(line.text for line in head)
        groups = _between(lines, start + width, (), vocabulary)
        first = start + width + len(groups)
        if first + at < len(lines) and _rank(lines[first + at]) == 1:
            rows, end = _gather(lines, first, head_words, at, vocabulary)
            if sum(len(row.tokens) > 1 for row in rows) >= MIN_ROWS:
                return _Rows([_joined(head), *groups, *rows], end)
    return None


def _short(line: Printed) -> bool:
    """Tell whether a line may be a cell of a head."""
    text = line.text
    return len(line.tokens) == 1 and is_short(text)


def _rank(line: Printed) -> int | None:
    return int(line.text) if line.text.isdecimal() and len(line.text) <= 3 else None


def _between(lines: tuple[Printed, ...], at: int, head: tuple[str, ...], vocabulary: Vocabulary) -> list[Printed]:
    """Take what stands between two rows: the head said again on a new page, and the line that heads a group, which is
    more than the bare label, since that is a cell.
    """
    again = tuple(line.text for line in lines[at : at + len(head)])
    if head and again == head:
        return [*lines[at : at + len(head)], *_between(lines, at + len(head), (), vocabulary)]
    group = group_heading(lines[at], vocabulary) if at < len(lines) else None
    return [lines[at]] if group is not None and len(group.label) < len(group.ink) else []


def _gather(
    lines: tuple[Printed, ...], first: int, head: tuple[str, ...], at: int, vocabulary: Vocabulary
) -> tuple[list[Printed], int]:
    """Put lines together row by row, as long as ranks count up, or begin anew below the heading of a group."""
    rows: list[Printed] = []
    rank = 1
    while True:
        step, between = next(_steps(lines, first, head, at, rank, vocabulary), (0, []))
        if not step:
            return rows, first
        groups = between[len(head) :] if tuple(line.text for line in between[: len(head)]) == head else between
        rows += [_joined(lines[first : first + step]), *groups]
        first += step + len(between)
        below = _rank(lines[first + at]) if first + at < len(lines) else None
        if below is None or below not in (rank, rank + 1, 1):
            return rows, first
        rank = below


def _steps(
    lines: tuple[Printed, ...], first: int, head: tuple[str, ...], at: int, rank: int, vocabulary: Vocabulary
) -> Iterator[tuple[int, list[Printed]]]:
    """Give the numbers of lines that a row may have, likeliest first, with what stands between it and the next."""
    width = len(head)
    for step in (width, *range(width + 1, width + NAME_LINES), *range(width - 1, at + 1, -1)):
        row = lines[first : first + step]
        between = _between(lines, first + step, head, vocabulary)
        below = first + step + len(between)
        if not _named(row, vocabulary) or not _named(lines[below : below + width + NAME_LINES], vocabulary):
            continue
        follows = _rank(lines[below + at]) if below + at < len(lines) else None
        if follows == rank + 1 or (follows == 1 and between):
            yield step, between
    # The last row has no rank below it to say where it ends: it is taken for a whole one.
    if _named(lines[first : first + width], vocabulary):
        yield width, []


def _named(lines: tuple[Printed, ...], vocabulary: Vocabulary) -> bool:
    """Tell whether one of the lines ends a name."""
    return any(name_ends(line.text, vocabulary) for line in lines)


def _joined(lines: tuple[Printed, ...]) -> Printed:
    tokens = tuple(token for line in lines for token in line.tokens)
    ink = join(tokens)
    return Printed(lines[0].line, ink, tokens, display_width(ink.text), ink.text)
