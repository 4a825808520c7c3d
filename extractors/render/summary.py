"""What a build says at its end: what was read, what was found, where to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.render.audit import counts, counts_text, failed, total
from extractors.render.reading import claimed_figures
from extractors.render.screen import clean, columns_of
from schemas.finding import Audit
from schemas.ledger import Ledger
from schemas.reading import Reading

MOST_LINES = 14
"""Fourteen lines and the prompt fit on the smallest terminal; a larger corpus is summed up."""
MOST_UNREAD = 3


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the outputs are, as shown, the documents that could not be read, and how to call `alliances` again."""

    folder: str
    unread: tuple[str, ...]
    again: str = "alliances"


def summary_text(ledger: Ledger, audits: Sequence[Audit], outputs: Outputs, lang: str = "zh") -> str:
    """Write the summary of a build in under fifteen lines."""
    tail = [
        *_unread(outputs, lang),
        _alliances(ledger, lang),
        _found(audits, lang),
        *_where(ledger, outputs, lang),
    ]
    table = _documents(ledger.readings, {audit.document: audit for audit in audits}, lang)
    if len(table) + len(tail) > MOST_LINES:
        table = [_in_one_line(ledger.readings, lang)]
    return "\n".join([*table, *tail]) + "\n"


def _documents(readings: Sequence[Reading], audits: Mapping[str, Audit], lang: str) -> list[str]:
    head = ("读入", "结果表", "名单", "专家组", "条目", "数据", "未读", "矛盾", "存疑", "提示")
    head_en = ("read", "rows", "honours", "panel", "items", "figures", "unread", "error", "warning", "note")
    rows = []
    for reading in readings:
        tables = [sum(r.table == name for r in reading.rows) for name in ("evaluations", "honours")]
        figures = (*tables, len(reading.panel), len(reading.items), claimed_figures(reading), len(reading.unread))
        audit = audits.get(reading.document.document)
        found = counts(audit) if audit else {"error": 0, "warning": 0, "note": 0}
        numbers = (*figures, *(found[level] for level in ("error", "warning", "note")))
        rows.append((reading.document.document, *(str(n) for n in numbers)))
    return columns_of([head if lang == "zh" else head_en, *rows], frozenset(range(1, 10)))


def _in_one_line(readings: Sequence[Reading], lang: str) -> str:
    rows = sum(len(r.rows) for r in readings)
    figures = sum(claimed_figures(r) for r in readings)
    unread = sum(len(r.unread) for r in readings)
    if lang == "en":
        return f"read     {len(readings)} documents: {rows} rows, {figures} figures, {unread} numbers unread"
    return f"读入  {len(readings)} 份文件：{rows} 行，{figures} 个数据，{unread} 个数字未读"


def _unread(outputs: Outputs, lang: str) -> list[str]:
    if not outputs.unread:
        return []
    shown = [clean(document) for document in outputs.unread[:MOST_UNREAD]]
    more = len(outputs.unread) - len(shown)
    if lang == "en":
        return [f"failed   {', '.join(shown)}{f' and {more} more' if more else ''} (see above)"]
    return [f"未读  {'、'.join(shown)}{f' 等 {len(outputs.unread)} 份' if more else ''}（原因见上）"]


def _alliances(ledger: Ledger, lang: str) -> str:
    provisional = sum(alliance.id.startswith("new:") for alliance in ledger.alliances)
    on_file = len(ledger.alliances) - provisional
    unsettled = len({match.mention.name for match in ledger.matches if match.outcome == "review"})
    if lang == "en":
        return f"names    {on_file} alliances on file, {provisional} without an id, {unsettled} names to be settled"
    return f"名称  在册联盟 {on_file} 家，{provisional} 家尚无编号，{unsettled} 个名称待认定"


def _found(audits: Sequence[Audit], lang: str) -> str:
    return f"{'found   ' if lang == 'en' else '核查 '} {counts_text(total(audits), lang, failed(audits))}"


def _where(ledger: Ledger, outputs: Outputs, lang: str) -> list[str]:
    folder, again = clean(outputs.folder), clean(outputs.again)
    shown = f"{folder}/index.html   {folder}/联盟台账.xlsx   {folder}/audits/   {folder}/dataset/"
    if lang == "en":
        return [f"look     {shown}", f"next     {_next(ledger, again, 'NEW.pdf', 'FILE')}"]
    return [f"产出  {shown}", f"接着  {_next(ledger, again, '新报告.pdf', '文件')}"]


def _next(ledger: Ledger, again: str, new: str, file: str) -> str:
    """Name the commands that make sense now: a corpus without documents wants one, open names want deciding."""
    if not ledger.readings:
        return f"{again} ingest {new} --yes"
    unsettled = any(match.outcome == "review" for match in ledger.matches)
    steps = [f"{again} review"] if unsettled else []
    return "   |   ".join([*steps, f"{again} roster 电动汽车", f"{again} audit {file} --open"])
