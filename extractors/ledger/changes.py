"""What became of a dataset between two builds, by the keys its descriptor declares.

Ids made from content change with the place of a thing, so that one inserted line gives hundreds of rows other ids. Rows
that say the same at another place are counted as moved, and not told one by one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.ledger.rows import BETWEEN
from extractors.ledger.stored import Stored, Texts
from schemas.changes import CellChange, Changes, FindingSeen, Pairs, RowChange, RowSeen, TableChanges
from schemas.finding import Message

CONTENT_ID = re.compile(r"([a-z])-[0-9a-f]{10}")
"""The form of `schemas.where.content_id`."""
AT = re.compile(r"@\d+\+\d+")
"""Where the words stand that a described population is marked by."""
PLACE = frozenset({"page", "line", "start", "end", "x0", "top", "x1", "bottom"})
"""Columns that say where a thing stands, and not what it is."""
WHERE = "where_id"
FINDINGS = "findings"
NAMING = ("name", "name_as_printed", "person", "heading", "message_zh", "text", "quote", "title", "file")
"""Columns that tell a reader which row is meant, the best first."""

Row = Mapping[str, str]
Pair = tuple[Row, Row]


@dataclass(frozen=True, slots=True)
class _Compared:
    pairs: list[Pair]
    moved: int
    added: list[Row]
    withdrawn: list[Row]


def changes(old: Iterable[Stored], new: Iterable[Stored]) -> Changes:
    """Compare two datasets, table by table in the order of the new one; tables only in the old one stand last."""
    before, after = ({s.table.name: s for s in side} for side in (old, new))
    names = {**_alliances(before), **_alliances(after)}
    told = []
    for name in (*after, *(n for n in before if n not in after)):
        then, now = before.get(name), after.get(name)
        if then and now:
            told.append(_table(then, now, names))
        else:
            told.append(_whole(then, now, names))
    found = next((table for table in told if table.table == FINDINGS), None)
    return Changes(
        tuple(told),
        tuple(_finding(row) for row in found.added) if found else (),
        tuple(_finding(row) for row in found.withdrawn) if found else (),
    )


def _alliances(side: Mapping[str, Stored]) -> dict[str, str]:
    stored = side.get("alliances")
    rows = (dict(zip(stored.table.header, row, strict=True)) for row in stored.rows) if stored else ()
    return {row.get("alliance_id", ""): row.get("name", "") for row in rows}


def _table(then: Stored, now: Stored, names: Mapping[str, str]) -> TableChanges:
    shared = [c for c in now.table.header if c in then.table.header]
    key = tuple(now.table.key) if set(now.table.key) <= set(shared) else ()
    compared = _compared(_rows(then, shared), _rows(now, shared), key)
    differing = [(was, row, _cells(was, row)) for was, row in compared.pairs]
    changed = [(row, cells) for _, row, cells in differing if cells]
    moved = sum(not cells and was != row for was, row, cells in differing)
    return TableChanges(
        now.table.name,
        tuple(_seen(row, key, names) for row in compared.added),
        tuple(RowChange(_key(row, key), _name(row, names), cells) for row, cells in changed),
        tuple(_seen(row, key, names) for row in compared.withdrawn),
        compared.moved + moved,
        sum(was == row for was, row, _ in differing),
        tuple(c for c in now.table.header if c not in shared),
        tuple(c for c in then.table.header if c not in shared),
    )


def _whole(then: Stored | None, now: Stored | None, names: Mapping[str, str]) -> TableChanges:
    """Tell of a table that only one dataset has."""
    stored = now or then
    assert stored is not None
    seen = tuple(_seen(row, stored.table.key, names) for row in _rows(stored, stored.table.header))
    return TableChanges(
        stored.table.name, seen if now else (), (), () if now else seen, 0, 0, whole="added" if now else "withdrawn"
    )


def _rows(stored: Stored, columns: Sequence[str]) -> list[Row]:
    at = [stored.table.header.index(column) for column in columns]
    return [{column: row[i] for column, i in zip(columns, at, strict=True)} for row in stored.rows]


def _compared(old: list[Row], new: list[Row], key: tuple[str, ...]) -> _Compared:
    """Pair rows: by key; then those that say the same elsewhere; then by what of the key is not made from a place.

    At last by the place, if it is the same and has one row on each side: the same ink, read otherwise.
    """
    pairs, withdrawn, added = _paired(old, new, lambda row: tuple(row[c] for c in key or row), every=True)
    still, withdrawn, added = _paired(withdrawn, added, _said, every=True)
    if any(not CONTENT_ID.fullmatch(row[c]) for row in added[:1] for c in key):
        more, withdrawn, added = _paired(withdrawn, added, lambda row: tuple(_masked(row[c]) for c in key), every=False)
        pairs += more
    if added and WHERE in added[0]:
        more, withdrawn, added = _paired(withdrawn, added, lambda row: (row[WHERE],), every=False)
        pairs += more
    return _Compared(pairs, len(still), added, withdrawn)


def _paired(
    old: list[Row], new: list[Row], by: Callable[[Row], Texts], every: bool
) -> tuple[list[Pair], list[Row], list[Row]]:
    """Pair rows of equal `by`, and give what is left; not `every`: only where there is one on each side."""
    waiting: dict[Texts, list[Row]] = defaultdict(list)
    for row in old:
        waiting[by(row)].append(row)
    times = Counter(by(row) for row in new)
    pairs, left = [], []
    for row in new:
        same = waiting[by(row)]
        if same and (every or (len(same) == 1 and times[by(row)] == 1)):
            pairs.append((same.pop(0), row))
        else:
            left.append(row)
    gone = Counter(id(row) for rows in waiting.values() for row in rows)
    return pairs, [row for row in old if id(row) in gone], left


def _said(row: Row) -> Texts:
    """Give what a row says, without its place and the ids made from that."""
    return tuple(_masked(cell) for column, cell in row.items() if column not in PLACE)


def _masked(cell: str) -> str:
    parts = cell.split(BETWEEN)
    if all(CONTENT_ID.fullmatch(part) for part in parts):
        return BETWEEN.join(f"{part[0]}-" for part in parts)
    return AT.sub("@", cell)


def _cells(was: Row, row: Row) -> tuple[CellChange, ...]:
    return tuple(
        CellChange(column, was[column], cell)
        for column, cell in row.items()
        if column not in PLACE and _masked(was[column]) != _masked(cell)
    )


def _key(row: Row, key: Iterable[str]) -> Pairs:
    return tuple((column, row[column]) for column in key)


def _seen(row: Row, key: Iterable[str], names: Mapping[str, str]) -> RowSeen:
    return RowSeen(_key(row, key), _name(row, names), tuple(row.items()))


def _name(row: Row, names: Mapping[str, str]) -> str:
    home = names.get(row.get("alliance_id", ""), "")
    return home or next((row[column] for column in NAMING if row.get(column)), "")


def _finding(seen: RowSeen) -> FindingSeen:
    row = dict(seen.cells)
    documents = tuple(d for d in row.get("document_ids", "").split(BETWEEN) if d)
    message = Message(row.get("message_zh", ""), row.get("message_en", ""))
    return FindingSeen(row.get("finding_id", ""), row.get("rule", ""), row.get("level", ""), message, documents)
