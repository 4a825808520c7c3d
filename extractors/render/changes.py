"""A changelog of the dataset: as text, as Markdown, as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.ledger.changes import CONTENT_ID
from extractors.render import plain
from extractors.render.audit import WEIGHT
from extractors.render.plain import Json
from extractors.render.screen import clean, columns_of, cut
from extractors.render.words import LEVELS, tell, word
from schemas.changes import Changes, FindingSeen, Pairs, RowChange, RowSeen, TableChanges
from schemas.finding import Message

SCHEMA = "alliances.diff/1"
SHOWN = 20
"""Rows told of each kind in each table; more are counted. JSON has them all."""
_CELL, _ROW = 40, 110
"""Columns of a cell and of a row at most: a bulletin's item is a page long."""
_MARKS = re.compile(r"([\\`*_\[\]()#|!~>+\-{}])")
HEADS = {
    "table": Message("表", "table"),
    "added": Message("增", "added"),
    "changed": Message("改", "changed"),
    "withdrawn": Message("撤", "withdrawn"),
    "moved": Message("移位", "moved"),
    "same": Message("不变", "same"),
}
NOTHING = Message("两份数据集所说相同。", "The two datasets say the same.")
FINDINGS = Message("核查发现", "Findings")


def changes_json(changes: Changes) -> str:
    """Write everything."""
    return plain.dump(
        {
            "schema": SCHEMA,
            "tables": [_table(table) for table in changes.tables],
            "findings": {
                "came": [_finding(f) for f in _ordered(changes.came)],
                "went": [_finding(f) for f in _ordered(changes.went)],
            },
        }
    )


def _table(table: TableChanges) -> Json:
    return {
        "table": table.table,
        "whole": table.whole or None,
        "columns": {"added": list(table.columns_added), "withdrawn": list(table.columns_withdrawn)},
        "counts": _counts(table),
        "added": [_seen(row) for row in table.added],
        "changed": [
            {
                "key": dict(row.key),
                "name": row.name or None,
                "cells": [{"column": c.column, "old": c.old or None, "new": c.new or None} for c in row.cells],
            }
            for row in table.changed
        ],
        "withdrawn": [_seen(row) for row in table.withdrawn],
    }


def _counts(table: TableChanges) -> dict[str, int]:
    return {
        "added": len(table.added),
        "changed": len(table.changed),
        "withdrawn": len(table.withdrawn),
        "moved": table.moved,
        "same": table.same,
    }


def _seen(row: RowSeen) -> Json:
    return {"key": dict(row.key), "name": row.name or None, "row": {c: cell or None for c, cell in row.cells}}


def _finding(finding: FindingSeen) -> Json:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "level": finding.level,
        "message": plain.message(finding.message),
        "documents": list(finding.documents),
    }


def _ordered(findings: Sequence[FindingSeen]) -> list[FindingSeen]:
    weights = {level: n for n, level in enumerate(WEIGHT)}
    return sorted(findings, key=lambda f: (weights.get(f.level, len(weights)), f.rule, f.documents, f.id))


def changes_text(changes: Changes, lang: str = "zh", shown: int = SHOWN) -> str:
    """Write counts, findings and rows for a terminal; at most `shown` rows of each kind, 0 for all."""
    lines = columns_of([_heads(lang), *_count_rows(changes)], frozenset(range(1, 6)))
    if changes.nothing:
        return "\n".join([*lines, tell(NOTHING, lang)]) + "\n"
    if changes.came or changes.went:
        lines += ["", tell(FINDINGS, lang)]
        for mark, found in (("+", changes.came), ("−", changes.went)):
            for f in _ordered(found):
                lines.append(f"  {mark} {clean(_finding_words(f, lang))}")
    for title, rows in _sections(changes, lang, shown):
        lines += ["", clean(title), *(f"  {mark} {clean(told)}" for mark, told in rows)]
    return "\n".join(lines) + "\n"


def changes_markdown(changes: Changes, lang: str = "zh", shown: int = SHOWN) -> str:
    """Write the same as Markdown, in which nothing of a document is markup."""
    heads = _heads(lang)
    lines = [f"| {' | '.join(heads)} |", "|---|" + "---:|" * (len(heads) - 1)]
    lines += [f"| {' | '.join(_escaped(cell) for cell in row)} |" for row in _count_rows(changes)]
    if changes.nothing:
        return "\n".join([*lines, "", tell(NOTHING, lang)]) + "\n"
    if changes.came or changes.went:
        lines += ["", f"### {tell(FINDINGS, lang)}", ""]
        for mark, found in (("**+**", changes.came), ("**−**", changes.went)):
            lines += [f"- {mark} {_escaped(_finding_words(f, lang))}" for f in _ordered(found)]
    for title, rows in _sections(changes, lang, shown):
        lines += ["", f"### {_escaped(title)}", "", *(f"- **{mark}** {_escaped(told)}" for mark, told in rows)]
    return "\n".join(lines) + "\n"


def _heads(lang: str) -> tuple[str, ...]:
    return tuple(tell(message, lang) for message in HEADS.values())


def _count_rows(changes: Changes) -> list[tuple[str, ...]]:
    return [(table.table, *(str(n) for n in _counts(table).values())) for table in changes.tables]


def _finding_words(finding: FindingSeen, lang: str) -> str:
    return f"{finding.rule} {word(LEVELS, finding.level, lang)} {tell(finding.message, lang)}"


def _title(table: TableChanges, lang: str) -> str:
    told = [table.table]
    if table.whole:
        words = {"added": Message("新的表", "new table"), "withdrawn": Message("不再有的表", "table withdrawn")}
        told.append(word(words, table.whole, lang))
    if table.columns_added:
        told.append(("新的列 " if lang == "zh" else "new columns ") + ", ".join(table.columns_added))
    if table.columns_withdrawn:
        told.append(("不再有的列 " if lang == "zh" else "columns withdrawn ") + ", ".join(table.columns_withdrawn))
    return ("：" if lang == "zh" else ": ").join((told[0], "；".join(told[1:]))) if told[1:] else told[0]


def _sections(changes: Changes, lang: str, shown: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the tables that have something to tell, each with its rows."""
    for table in changes.tables:
        rows = list(_rows(table, lang, shown))
        title = _title(table, lang)
        if rows or title != table.table:
            yield title, rows


def _rows(table: TableChanges, lang: str, shown: int) -> Iterator[tuple[str, str]]:
    """Tell rows; findings are told apart already, and of a table that came or went the count says enough."""
    if table.whole:
        return
    apart = table.table == "findings"
    kinds = (
        ("~", [_changed(row) for row in table.changed]),
        ("+", [] if apart else [_whole(row) for row in table.added]),
        ("−", [] if apart else [_whole(row) for row in table.withdrawn]),
    )
    for mark, told in kinds:
        first = told[:shown] if shown else told
        yield from ((mark, line) for line in first)
        if len(told) > len(first):
            more = len(told) - len(first)
            yield mark, f"另有 {more} 行，见 --all" if lang == "zh" else f"{more} more, see --all"


def _label(key: Pairs, name: str) -> str:
    # An id made from content says nothing to a reader who has the name.
    cells = [cell for _, cell in key if cell and not (name and CONTENT_ID.fullmatch(cell))]
    return " ".join([*cells, *([cut(clean(name), _CELL)] if name else [])])


def _changed(row: RowChange) -> str:
    cells = (f"{c.column} {cut(clean(c.old), _CELL) or '∅'} → {cut(clean(c.new), _CELL) or '∅'}" for c in row.cells)
    return f"{_label(row.key, row.name)}: {'; '.join(cells)}"


def _whole(row: RowSeen) -> str:
    known = {cell for _, cell in row.key} | {row.name}
    cells = "; ".join(f"{c} {cut(clean(cell), _CELL)}" for c, cell in row.cells if cell and cell not in known)
    return cut(f"{_label(row.key, row.name)}: {cells}", _ROW)


def _escaped(text: str) -> str:
    """Take from a text all that Markdown or HTML would act on."""
    return _MARKS.sub(r"\\\1", clean(text).replace("&", "&amp;").replace("<", "&lt;"))
