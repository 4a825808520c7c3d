"""What a build says at its end: what was read, what was found, where to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.render.audit import counts, counts_text, total
from extractors.render.reading import claimed_figures
from extractors.render.screen import clean, columns_of
from schemas.finding import Audit
from schemas.reading import Reading

MOST_LINES = 14
"""Fifteen lines fit beside the prompt on the smallest terminal; a larger corpus is told in one line a kind."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document of the manifest that could not be read, and why."""

    document: str
    why: str


def summary_text(
    readings: Sequence[Reading],
    audits: Sequence[Audit],
    failures: Sequence[Failure],
    alliances: Mapping[str, int],
    notices: Sequence[str],
    places: Sequence[tuple[str, str]],
    lang: str = "zh",
) -> str:
    """Write the summary of a build in under fifteen lines.

    `alliances` counts those on file, and the provisional and open names; `places` pairs an output with what it holds.
    """
    by_document = {audit.document: audit for audit in audits}
    tail = [
        *(clean(f"{failure.document}：{failure.why}" if lang == "zh" else f"{failure.document}: {failure.why}")
          for failure in failures),
        *(clean(notice) for notice in notices),
        _alliances_text(alliances, lang),
        counts_text(total(audits), lang),
        *columns_of(places),
    ]  # fmt: skip
    table = _documents(readings, by_document, lang)
    if len(table) + len(tail) > MOST_LINES:
        table = [_in_one_line(readings, lang)]
    return "\n".join([*table, *tail[: MOST_LINES - 1]]) + "\n"


def _documents(readings: Sequence[Reading], audits: Mapping[str, Audit], lang: str) -> list[str]:
    head = ("文件", "结果表", "名单", "专家组", "条目", "数据", "未读", "矛盾", "存疑", "提示")
    head_en = ("document", "rows", "honours", "panel", "items", "figures", "unread", "error", "warning", "note")
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
        return f"{len(readings)} documents: {rows} rows, {figures} figures, {unread} numbers unread"
    return f"读入 {len(readings)} 份文件：{rows} 行，{figures} 个数据，{unread} 个数字未读"


def _alliances_text(alliances: Mapping[str, int], lang: str) -> str:
    on_file, provisional, unsettled = (alliances[key] for key in ("on_file", "provisional", "review"))
    if lang == "en":
        return f"{on_file} alliances on file, {provisional} without an id, {unsettled} names open"
    return f"联盟 {on_file} 家在册，{provisional} 家尚无编号，{unsettled} 个名称待认定"
