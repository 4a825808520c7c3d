"""Result tables and lists: what holds a record together is its rank, one more than the last, and its name's ending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from extractors.layout import Printed, join, numbered
from extractors.tables.doubts import cut_names, two_in_one
from extractors.tables.drafts import (
    MOST_BETWEEN,
    Draft,
    ends,
    ends_row,
    ends_torn,
    frame_of,
    merged_groups,
    put_before_names,
    stands_beside,
    tear,
    tier_of,
)
from extractors.tables.groups import GroupHeading, group_heading, tier_words
from extractors.tables.heads import SENTENCE, head_above, is_head
from schemas.passage import EMPTY, Ink, unmarked
from schemas.vocabulary import Vocabulary

# A list of names is a table from three rows on; two numbered lines are prose.
MIN_ROWS = 3
# Rows whose names end like names, over all rows: slips and cut names are fewer than a quarter of any table.
MIN_NAMED = 0.75
# More rows with an office beside the name make a list without heads one of people.
MAX_HELD = 0.5
# A fragment of a wrapped name is shorter than the longest name.
MAX_FRAGMENT = 36
_RANK = re.compile(r"(?:(\d{1,3})[.．、）]?|第(\d{1,3})[名位]|（(\d{1,3})）)$")
_LISTED = re.compile(r"(\d{1,3})[.．、）](?=\D)")
# What leads from an entry of a contents list to its page.
_LEADER = re.compile(r"\.{4}|[…·]{2}")
_FIGURE = re.compile(r"[A-Za-z]{0,2}-?\d{1,3}(?:\.\d{1,2})?分?$")
# What stands for a figure that there is none of.
_BLANK = re.compile(r"[—–/／-]+")
# A code, a score or a telephone inside a name, or five digits and more before it.
_RUN_IN = re.compile(r"^\d{5}|[\u4e00-\u9fff](?:[A-Za-z]?\d{3}|\d{2}\.\d)[\d-]*分?[\u4e00-\u9fff]")
_CODE = re.compile(r"[A-Za-z]{1,2}-?\d{2,3}$|[1-9](?!00)\d{2}$")


@dataclass(frozen=True, slots=True)
class Record:
    """A row: rank, name, and the figures and words after it by column; `lines` are the printed lines it stands on."""

    rank: Ink
    name: Ink
    cells: tuple[tuple[str, Ink], ...]
    group: int
    lines: tuple[int, ...]

    def cell(self, column: str) -> Ink:
        """Give a cell's ink, empty where it is not printed."""
        return next((cell for name, cell in reversed(self.cells) if name == column), EMPTY)

    @property
    def ink(self) -> Ink:
        parts = (self.rank, self.name, *(cell for _, cell in self.cells))
        return Ink("".join([part.text for part in parts]), tuple(chain.from_iterable([part.at for part in parts])))


@dataclass(frozen=True, slots=True)
class Table:
    """A logical table: captions above it, columns, groups, records, all line numbers it took, (`doubtful`) rows that
    are no records since other cells run into their names, with pieces of names that stand between rows, and (`cut`)
    names that are not whole.
    """

    captions: tuple[Ink, ...]
    columns: tuple[str, ...]
    groups: tuple[GroupHeading, ...]
    records: tuple[Record, ...]
    lines: frozenset[int]
    doubtful: tuple[Ink, ...] = ()
    cut: tuple[Ink, ...] = ()


def find_tables(lines: tuple[Printed, ...], vocabulary: Vocabulary) -> tuple[Table, ...]:
    """Find every table and list of ranked names, top to bottom."""
    found: list[Table] = []
    i = 0
    while i < len(lines):
        table = _table_at(lines, i, vocabulary) if _rank_of(lines[i], vocabulary) == 1 else None
        if table is None:
            i += 1
            continue
        found.append(table)
        i = max(i + 1, 1 + max(n for n, line in enumerate(lines) if line.line.number in table.lines))
    return tuple(found)


def _rank_of(line: Printed, vocabulary: Vocabulary) -> int | None:
    parts = parts_of(line, vocabulary)
    return int(parts[0].text) if parts else None


def name_ends(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text ends like a name of this series."""
    return ends(text, vocabulary.entity.name_endings)


def is_figure(part: Ink) -> bool:
    """Tell whether a cell holds a code or a score."""
    return bool(_FIGURE.match(part.text))


def is_tier(part: Ink, vocabulary: Vocabulary) -> bool:
    """Tell whether a cell holds the label of a tier."""
    return bool(tier_of(part, vocabulary))


def parts_of(line: Printed, vocabulary: Vocabulary) -> tuple[Ink, tuple[Ink, ...]] | None:
    """Part a line into its rank and the other tokens; None where it begins with no rank, nor with a tier and a rank."""
    found = _ranked(line, vocabulary)
    return None if found is None or _LEADER.search(line.text) else found


def _ranked(line: Printed, vocabulary: Vocabulary) -> tuple[Ink, tuple[Ink, ...]] | None:
    first = line.tokens[0]
    alone = _RANK.match(first.text)
    if alone:
        return first.cut(*alone.span(alone.lastindex or 1)), line.tokens[1:]
    second = _RANK.match(line.tokens[1].text) if len(line.tokens) > 2 else None
    if second and is_tier(first, vocabulary):
        return line.tokens[1].cut(*second.span(second.lastindex or 1)), (*line.tokens[2:], first)
    listed = _LISTED.match(first.text)
    if listed:
        return first.cut(0, listed.end(1)), (first.cut(listed.end(), len(first)), *line.tokens[1:])
    return None


def _table_at(lines: tuple[Printed, ...], start: int, vocabulary: Vocabulary) -> Table | None:
    fragments = _fragments_above(lines, start, vocabulary)
    above, columns, captions = head_above(lines, start - len(fragments), vocabulary)
    groups: list[GroupHeading] = []
    taken = {lines[i].line.number for i in above}
    for i in sorted(above):
        group = group_heading(lines[i], vocabulary)
        if group:
            groups.append(group)
    drafts: list[Draft] = []
    lost: list[Ink] = []
    endings = vocabulary.entity.name_endings
    for i, line in enumerate(lines[start:], start):
        if is_head(line, vocabulary) or (drafts and _says_more(line, captions, vocabulary)):
            taken.add(line.line.number)
            fragments.clear()
            continue
        if drafts and ends_torn(line, drafts[-1], vocabulary):
            continue
        group = group_heading(line, vocabulary)
        if group and not (drafts and ends_row(line, drafts[-1], endings)):
            # No name begins above a head and goes on below it.
            fragments.clear()
            if not _goes_on(group, groups):
                groups.append(group)
            taken.add(line.line.number)
            continue
        if drafts and _is_beside(lines, i, drafts[-1], vocabulary):
            lost += [line.ink] if _is_piece(lines, i, vocabulary) else []
            continue
        following = lines[i + 1] if i + 1 < len(lines) else None
        cell = _is_cell(line, following, drafts)
        if _stands_between(lines, i, drafts, vocabulary):
            continue
        before = lines[i - 1].line.number if i else 0
        if not _gather(line, before, drafts, fragments, len(groups) - 1, columns, vocabulary, cell):
            break
    if groups and "tier" not in columns:
        put_before_names(drafts, vocabulary)
    groups = groups or merged_groups(drafts, vocabulary)
    records = tuple(_record(d, columns, vocabulary) for d in drafts)
    named = sum(ends(r.name.text, endings) for r in records)
    if "person" in columns and "name" not in columns:
        return None
    if "name" not in columns and _held(drafts, vocabulary) > MAX_HELD * len(drafts):
        return None
    headed = {"rank", "name"} <= set(columns)
    if len(records) < (1 if headed else MIN_ROWS) or named < MIN_NAMED * len(records):
        return None
    mixed = [_mixed(r.name.text, d.row, vocabulary) for r, d in zip(records, drafts, strict=True)]
    doubtful = tuple(r.ink for r, doubt in zip(records, mixed, strict=True) if doubt)
    kept = {n for r in records for n in r.lines} | {n for n in taken if n <= max(m for r in records for m in r.lines)}
    clear = tuple(r for r, doubt in zip(records, mixed, strict=True) if not doubt)
    composed = tuple(r.name for r, d, doubt in zip(records, drafts, mixed, strict=True) if d.row and not doubt)
    cut = cut_names(composed, vocabulary)
    return Table(captions, columns, tuple(groups), clear, frozenset(kept), (*doubtful, *lost), cut)


def _mixed(name: str, row: bool, vocabulary: Vocabulary) -> bool:
    """Tell whether a name holds what is of other cells: a telephone or a code among its ideographs, a tier's label, or,
    unless a reader put it together (`row`), another name.
    """
    if _RUN_IN.search(name) or any(label in name for label in _long_labels(vocabulary)):
        return True
    return not row and two_in_one(name, vocabulary)


@cache
def _long_labels(vocabulary: Vocabulary) -> tuple[str, ...]:
    axis = vocabulary.axis("tier")
    return tuple(stem + bare for value in axis.values for bare in value.bare for stem in axis.stem)


def _held(drafts: list[Draft], vocabulary: Vocabulary) -> int:
    """Count the rows that hold an office (秘书长): those of people, whom an alliance stands beside."""
    offices = vocabulary.words("panel", "titles")
    return sum(any(part.text.endswith(offices) for part in (*d.names, *d.tail)) for d in drafts)


def _says_more(line: Printed, captions: tuple[Ink, ...], vocabulary: Vocabulary) -> bool:
    """Tell whether a line only says that the table goes on: 续表, or its caption once more."""
    text, words = line.text, vocabulary.words("layout", "continued")
    said = text.startswith(words) or text.endswith(words) or any(c.text == text for c in captions)
    return said and len(text) <= MAX_FRAGMENT and parts_of(line, vocabulary) is None


def _stands_between(lines: tuple[Printed, ...], i: int, drafts: list[Draft], vocabulary: Vocabulary) -> bool:
    """Tell whether a line in brackets stands between two rows of a table (（单位：分） above a block of it)."""
    text = lines[i].text
    if not drafts or not (text.startswith("（") and text.endswith("）")) or tier_words(vocabulary).search(text):
        return False
    following = next((r for line in lines[i + 1 : i + 5] if (r := _rank_of(line, vocabulary)) is not None), None)
    return following == int(drafts[-1].rank.text) + 1


def _is_beside(lines: tuple[Printed, ...], i: int, last: Draft, vocabulary: Vocabulary) -> bool:
    """Tell whether a line is none of the table though rows of it stand below: a note at the foot of a page, totals."""
    line = lines[i]
    if not last.row or line.line.row:
        return False
    totals = line.tokens[0].text in vocabulary.words("layout", "totals")
    plain = parts_of(line, vocabulary) is None and SENTENCE.isdisjoint(line.text)
    if plain and not totals and not last.complete(vocabulary.entity.name_endings):
        return False
    between = lines[i : i + 1 + MOST_BETWEEN]
    between = between[: next((n for n, x in enumerate(between) if x.line.row), len(between))]
    annexes, continued = vocabulary.words("layout", "annex"), vocabulary.words("layout", "continued")
    if any(x.text.startswith(annexes) and not x.text.endswith(continued) for x in between):
        return False
    headed = any(group_heading(x, vocabulary) for x in between)
    return stands_beside(lines, i, last, headed)


def _is_piece(lines: tuple[Printed, ...], i: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a line right between two rows of one page reads like a piece of a name that none of them has."""
    text, page = lines[i].text, lines[i].line.page
    between = all(x.line.row and x.line.page == page for x in (lines[i - 1], lines[i + 1]))
    plain = len(text) <= MAX_FRAGMENT and SENTENCE.isdisjoint(text)
    return between and plain and text.endswith(vocabulary.entity.name_tails)


def _goes_on(group: GroupHeading, groups: list[GroupHeading]) -> bool:
    """Tell whether a heading only says again, on a new page, what group its rows are of."""
    return bool(groups) and group.count is None and group.tier == groups[-1].tier


def _fragments_above(lines: tuple[Printed, ...], start: int, vocabulary: Vocabulary) -> list[tuple[int, Ink]]:
    """Take the lines of a wrapped name that stand above the first rank, where its own line has no name."""
    parts = parts_of(lines[start], vocabulary)
    if parts is None or any(not _FIGURE.match(t.text) for t in parts[1]):
        return []
    found: list[tuple[int, Ink]] = []
    for line in reversed(lines[max(0, start - 2) : start]):
        plain = len(line.text) <= MAX_FRAGMENT and SENTENCE.isdisjoint(line.text)
        if not plain or is_head(line, vocabulary) or group_heading(line, vocabulary):
            break
        found.insert(0, (line.line.number, line.ink))
    return found


def _gather(
    line: Printed,
    above: int,
    drafts: list[Draft],
    fragments: list[tuple[int, Ink]],
    group: int,
    columns: tuple[str, ...],
    vocabulary: Vocabulary,
    cell: bool,
) -> bool:
    """Take one line into the table; False where the table has ended. `above` is the number of the line printed above;
    `cell`: the line is a figure, not a rank.
    """
    endings = vocabulary.entity.name_endings
    parts = None if cell else parts_of(line, vocabulary)
    last = drafts[-1] if drafts else None
    # Of rows that the reader put together none is left for others to find.
    told = last is None or not last.row or line.line.row
    if parts and told and _anchors(parts, drafts, group, endings, line.line.row):
        rank, rest = parts
        if line.line.row:
            fragments.clear()
        numbers = [n for n, _ in fragments]
        draft = Draft(
            rank, [ink for _, ink in fragments], [], group, numbers, line.line.page, line.line.row, frame_of(line)
        )
        fragments.clear()
        drafts.append(draft)
        if rest and all(_FIGURE.match(t.text) for t in rest):
            draft.tail, draft.lines = list(rest), [*draft.lines, line.line.number]
        else:
            _fill(draft, rest, line.line.number, vocabulary)
        return True
    if last is None:
        return False
    if all(_FIGURE.match(t.text) for t in line.tokens):
        if len(last.tail) + len(line.tokens) > max(2, len(columns) - 2):
            return len(line.tokens) == 1
        _fill(last, line.tokens, line.line.number, vocabulary)
        return True
    plain = len(line.text) <= MAX_FRAGMENT and SENTENCE.isdisjoint(line.text)
    if not plain or numbered(line.ink, vocabulary) or len(fragments) >= 2:
        return False
    if not last.complete(endings):
        if line.line.page != last.page or above not in last.lines:
            tear(last)
            last.page = line.line.page
        _fill(last, line.tokens, line.line.number, vocabulary)
        return True
    if line.text.startswith(vocabulary.words("layout", "note_marks")):
        return False
    fragments.append((line.line.number, line.ink))
    return True


def _is_cell(line: Printed, following: Printed | None, drafts: list[Draft]) -> bool:
    """Tell whether a lone number that could be the next rank is a score: the rank itself follows (60 … 61 / 61 …)."""
    if following is None or not drafts or len(line.tokens) > 1 or not line.text.isdigit():
        return False
    return following.tokens[0].text == line.text


def _anchors(
    parts: tuple[Ink, tuple[Ink, ...]], drafts: list[Draft], group: int, endings: tuple[str, ...], row: bool
) -> bool:
    """Tell whether a ranked line starts the next record; `row`: the reader put it together as one."""
    rank, rest = int(parts[0].text), parts[1]
    # A line of a numbered paragraph may end like a name.
    if rest and not SENTENCE.isdisjoint(rest[0].text):
        return False
    whole = any(ends(t.text, endings) for t in rest)
    if not drafts:
        return rank == 1
    last = drafts[-1]
    before = int(last.rank.text)
    shared = rank == before and (row or any(a.rank.text == b.rank.text for a, b in pairwise(drafts)))
    # A numbered paragraph below a table may have the number of its last row.
    beside = any(_FIGURE.match(t.text) for t in rest)
    if rank == before + 1 or (shared and beside) or (row and rank > before):
        return whole or last.complete(endings)
    if not whole:
        return False
    # A first row printed twice is still a row; a rank of 1 further down starts another table.
    if rank == 1 and (group != last.group or before == 1):
        return True
    return rank != 1


def _fill(draft: Draft, parts: tuple[Ink, ...], number: int, vocabulary: Vocabulary) -> None:
    endings = vocabulary.entity.name_endings
    for part in parts:
        whole = draft.complete(endings) and not ends(part.text, endings) and not part.text.startswith("（")
        told = _FIGURE.match(part.text) or _BLANK.fullmatch(part.text) or tier_of(part, vocabulary)
        if told or (draft.names and whole):
            draft.tail.append(part)
        else:
            draft.names.append(part)
    draft.lines.append(number)


def _record(draft: Draft, columns: tuple[str, ...], vocabulary: Vocabulary) -> Record:
    cells: list[tuple[str, Ink]] = []
    figures = [p for p in draft.tail if _FIGURE.match(p.text)]
    wanted = [c for c in columns if c in ("code", "score")]
    for part in draft.tail:
        if part in figures:
            cells.append((_column(part, figures, wanted), part))
        elif tier_of(part, vocabulary):
            cells.append(("tier", part))
        else:
            cells.append(("remark", part))
    name = join(tuple(draft.names or [EMPTY]))
    return Record(draft.rank, name.cut(*unmarked(name.text)), tuple(cells), draft.group, tuple(draft.lines))


def _column(part: Ink, figures: list[Ink], wanted: list[str]) -> str:
    if len(figures) == len(wanted):
        return wanted[figures.index(part)]
    if len(figures) == 1 and len(wanted) == 1:
        return wanted[0]
    if not wanted and len(figures) == 2:
        return ("code", "score")[figures.index(part)]
    return "code" if _CODE.match(part.text) else "score"
