"""Strays: lines that look like rows of a table and belong to none, so that a lost table or its lost end is told."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.layout import Printed
from extractors.tables.heads import heads_names, heads_people
from extractors.tables.records import Table, is_figure, is_tier, name_ends, parts_of
from schemas.passage import Ink
from schemas.vocabulary import Vocabulary

# Two lines alike are chance; three that count on are a table.
MIN_RUN = 3
# The rows of a lost table may have their names broken over as many lines between them.
MAX_BETWEEN = 4
# Two rows side by side have two ranks and two names.
TWO_ROWS = 4
# How far above a run its head may stand.
HEAD_WITHIN = 3
_SENTENCE = re.compile("[。；：！？，]")
_BESIDE = re.compile(r"[\d－-]{5,}|[—–/／-]+")
_RANK = re.compile(r"[第（(]?(\d{1,3})[名位）).．、]?")
_NUMBER = re.compile(r"\d{1,3}")
_RUN_TOGETHER = re.compile(r"[A-Za-z]?\d{1,3}(?:\.\d{1,2})?分?$")


def find_strays(
    lines: tuple[Printed, ...],
    taken: frozenset[int],
    tables: tuple[Table, ...],
    abreast: tuple[Ink, ...],
    vocabulary: Vocabulary,
) -> tuple[Ink, ...]:
    """Find the lines that look like rows and that no table took: three and more that count on, or that go on a table,
    or that have names and figures without any rank; heads of tables without a row; rows that other cells run into;
    lines on which rows stand side by side, those among them that nobody could part (`abreast`).
    """
    following = {int(t.records[-1].rank.text) + 1 for t in tables if t.records}
    found: list[Ink] = []
    run: list[tuple[int, int | None]] = []
    for at, line in enumerate(lines):
        if line.line.number in taken or _SENTENCE.search(line.text):
            continue
        goes_on = following | ({run[-1][1] + 1} if run and run[-1][1] else set())
        rank = _rank_like(line, vocabulary, goes_on)
        if rank is None and not _named_figures(line, vocabulary):
            continue
        if run and not _follows(run[-1], (at, rank)):
            found += _told(run, lines, following, vocabulary)
            run = []
        run.append((at, rank))
    # A head said again, perhaps broken over lines otherwise, may have nothing below it but a line of totals.
    heads = [line for line in lines if len(line.tokens) > 1 and heads_names(line, vocabulary)]
    known = tuple(line.text for line in heads if line.line.number in taken)
    new = [line for line in heads if line.line.number not in taken]
    lone = [x.ink for x in new if not any(text.startswith(x.text) or x.text.startswith(text) for text in known)]
    mixed = [*abreast, *(ink for table in tables for ink in table.doubtful)]
    across = [line.ink for line in lines if len(line.tokens) >= TWO_ROWS and _rows_on(line, vocabulary) > 1]
    left = [line.ink for at, line in enumerate(lines) if line.line.row and _left_out(lines, at, taken)]
    told = dict.fromkeys((*found, *_told(run, lines, following, vocabulary), *lone, *mixed, *across, *left))
    return tuple(told)


def _left_out(lines: tuple[Printed, ...], at: int, taken: frozenset[int]) -> bool:
    """Tell whether a line, a row that a reader put together, is in no table though the row right above it is."""
    line = lines[at].line
    if line.number in taken:
        return False
    above = next((x.line for x in reversed(lines[max(0, at - MAX_BETWEEN) : at]) if x.line.row), None)
    return above is not None and above.number in taken and above.page == line.page


def _rows_on(line: Printed, vocabulary: Vocabulary) -> int:
    """Count the rows that stand side by side on a line, each a rank one more than the last and a name."""
    ranks = [int(a.text) for a, b in pairwise(line.tokens) if _NUMBER.fullmatch(a.text) and _named(b, vocabulary)]
    return len(ranks) if all(b == a + 1 for a, b in pairwise(ranks)) else 0


def _follows(before: tuple[int, int | None], after: tuple[int, int | None]) -> bool:
    if after[0] - before[0] > MAX_BETWEEN:
        return False
    if before[1] is None or after[1] is None:
        return before[1] is after[1]
    return after[1] in (before[1], before[1] + 1)


def _told(
    run: list[tuple[int, int | None]], lines: tuple[Printed, ...], following: set[int], vocabulary: Vocabulary
) -> list[Ink]:
    if not run:
        return []
    first, rank = run[0]
    if len(run) < MIN_RUN and rank not in following:
        return []
    if any(heads_people(line, vocabulary) for line in lines[max(0, first - HEAD_WITHIN) : first]):
        return []
    return [lines[at].ink for at, _ in run]


def _rank_like(line: Printed, vocabulary: Vocabulary, goes_on: set[int]) -> int | None:
    """Give the rank of a line that has a name and figures or a tier beside it, and nothing else; a rank that goes on
    those above (`goes_on`) needs nothing beside its name.
    """
    parts = parts_of(line, vocabulary)
    if parts is None:
        ranks = (_RANK.fullmatch(a.text) for a, b in pairwise(line.tokens[1:]) if _named(b, vocabulary))
        return next((n for found in ranks if found and (n := int(found[1])) in goes_on), None)
    named = [t for t in parts[1] if _named(t, vocabulary)]
    beside = [t for t in parts[1] if not _named(t, vocabulary)]
    together = any(_RUN_TOGETHER.search(t.text) for t in named)
    alone = int(parts[0].text) in goes_on
    if len(named) != 1 or not (beside or together or alone) or not all(_is_cell(t, vocabulary) for t in beside):
        return None
    return int(parts[0].text)


def _named_figures(line: Printed, vocabulary: Vocabulary) -> bool:
    """Tell whether a line is a name and figures, and nothing else."""
    if len(line.tokens) < 2 or not _named(line.tokens[0], vocabulary):
        return False
    rest = line.tokens[1:]
    return all(_is_cell(t, vocabulary) for t in rest) and any(is_figure(t) for t in rest)


def _named(part: Ink, vocabulary: Vocabulary) -> bool:
    # 4 家、第三批试点联盟 is of a sentence that lists counts.
    counted = any(part.text.startswith(word + "、") for word in vocabulary.entity.measure_words)
    return not counted and name_ends(_RUN_TOGETHER.sub("", part.text), vocabulary)


def _is_cell(part: Ink, vocabulary: Vocabulary) -> bool:
    return is_figure(part) or is_tier(part, vocabulary) or bool(_BESIDE.fullmatch(part.text))
