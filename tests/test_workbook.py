"""The workbook, read back by another hand than wrote it: cells, types, panes, filters, colours, links; nothing acts."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

from extractors.ledger import load_corpus
from extractors.render import words
from extractors.render.screen import width
from extractors.render.workbook import LONGEST, shown, workbook
from extractors.render.workbook_notes import BASIS, LEVELS, NOTHING
from schemas.vocabulary import load_series
from tests import hostile
from tests.gold_files import ROOT
from tests.test_dataset import tables

SERIES = load_series("alliance-activity")
SHEETS = ["说明", "名册", "评价结果", "名称", "荣誉名单", "核查发现", "数据表述"]
COMMITTED = ROOT / "outputs" / "联盟台账.xlsx"


@cache
def book(lang: str = "") -> Any:
    """Open the committed workbook, or one in a language."""
    if not lang:
        return load_workbook(COMMITTED)
    from tests.test_dataset import ledger

    entries = load_corpus(ROOT).entries
    return load_workbook(io.BytesIO(workbook(ledger(), (), entries, SERIES, "1", lang)))


def column(sheet: Any, head: str) -> list[Cell]:
    """Give the cells below a head."""
    at = next(cell.column for cell in sheet[1] if cell.value == head)
    return [row[0] for row in sheet.iter_rows(min_row=2, min_col=at, max_col=at)]


def values(sheet: Any, head: str) -> list[Any]:
    return [cell.value for cell in column(sheet, head)]


def test_the_sheets_and_their_panes_and_filters() -> None:
    assert book().sheetnames == SHEETS
    for name in SHEETS[1:]:
        sheet = book()[name]
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref == f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        assert sheet.print_title_rows == "$1:$1"
        assert all(cell.value for cell in sheet[1])


@pytest.mark.parametrize(
    ("sheet", "table"), (("名册", "alliances"), ("名称", "names"), ("荣誉名单", "honours"), ("评价结果", "evaluations"))
)
def test_every_row_of_the_dataset_has_its_row(sheet: str, table: str) -> None:
    rows = tables()[table]
    assert values(book()[sheet], "台账编号") == [row["alliance_id"] for row in rows]


def test_the_roster_has_the_word_of_each_tier_and_the_score_as_a_number() -> None:
    sheet = book()["名册"]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[1].startswith("电动汽车产业"))
    told = dict(zip(heads, row, strict=True))
    assert (told["批次"], told["联盟编号"], told["A级"]) == ("第二批", "212", "2017-2019、2022-2025")
    periods = ("2016", "2017", "2018", "2019", "2024", "2025")
    assert [told[f"{p} 等级"] for p in periods] == ["较差", "高（推断）", "高", "高（推断）", "高（推断）", "高"]
    assert (told["2016 评分"], told["2018 评分"]) == (47, 96)
    assert "2025 评分" not in told


def test_each_kind_of_nothing_is_in_a_cell_and_explained() -> None:
    sheet = book()["名册"]
    told = {cell.value for row in sheet.iter_rows(min_row=2) for cell in row}
    notes = [row[0] for row in book()["说明"].iter_rows(values_only=True)]
    assert list(NOTHING) == list(words.NOTHING)
    assert list(LEVELS) == list(words.LEVELS) and list(BASIS) == list(words.BASIS)
    for key, word in words.NOTHING.items():
        assert word.zh in notes, key
    for key in ("not_evaluated", "named_absent", "not_joined", "unscored", "no_report"):
        assert words.NOTHING[key].zh in told, key


def test_codes_are_text_and_scores_are_numbers() -> None:
    sheet = book()["评价结果"]
    printed = [cell for cell in column(sheet, "编号（照印）") if cell.value is not None]
    assert {"d106", "D106", "109"} <= {cell.value for cell in printed}
    assert all(cell.data_type == "s" and cell.number_format == "@" for cell in printed)
    scores = [cell for cell in column(sheet, "评分") if cell.value is not None]
    assert scores and all(cell.data_type == "n" for cell in scores)
    assert all(cell.data_type == "s" for cell in column(sheet, "评价期"))
    claims = book()["数据表述"]
    shares = {cell.value: cell.number_format for cell in column(claims, "数值") if cell.number_format == "0.00"}
    assert 61.43 in shares


def test_nothing_is_a_formula() -> None:
    for sheet in book():
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_findings_lead_to_their_audit_pages_and_stand_heaviest_first() -> None:
    sheet = book()["核查发现"]
    found = json.loads((ROOT / "outputs" / "findings.json").read_text(encoding="utf-8"))["findings"]
    cells = column(sheet, "发现")
    assert [cell.value for cell in cells] == [f["id"] for f in found]
    assert values(sheet, "说明") == [f["message"]["zh"] for f in found]
    for cell, finding in zip(cells, found, strict=True):
        link = cell.hyperlink
        assert link.location == finding["id"]
        document = re.fullmatch(r"audits/([a-z0-9.-]+)\.html", link.target)
        assert document and document[1] in finding["documents"]


def test_the_notes_lead_to_the_sheets_and_name_the_sources() -> None:
    sheet = book()["说明"]
    links = [cell.hyperlink.location for row in sheet.iter_rows(max_col=1) for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in SHEETS[1:]]
    told = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    for entry in load_corpus(ROOT).entries:
        assert entry.document in told and entry.title in told and entry.publisher in told
    assert "CC-BY-4.0" in told and "高 85–100" in told
    assert not re.search(r"20\d\d-\d\d-\d\d", told.replace("2026-04-20", "").replace("2020-11-19", ""))


def test_colours_follow_the_word_so_that_sorting_keeps_them() -> None:
    sheet = book()["名册"]
    rules = {rule.formula[0]: ranges for ranges in sheet.conditional_formatting for rule in ranges.rules}
    assert {'"高"', '"高（推断）"', '"较高"', '"一般"', '"较差"', '"未参评"'} <= set(rules)
    tiers = [get_column_letter(c.column) for c in sheet[1] if str(c.value).endswith("等级")]
    for letters in tiers:
        assert f"{letters}2:{letters}{sheet.max_row}" in str(rules['"高"'].sqref)


def test_columns_are_as_wide_as_chinese_is() -> None:
    sheet = book()["名册"]
    widest = max(width(cell.value) for cell in column(sheet, "联盟名称"))
    assert sheet.column_dimensions["B"].width >= min(widest, 44)
    assert sheet.column_dimensions["A"].width >= width("al-0001")


def test_english_is_english_all_through() -> None:
    english = book("en")
    assert english.sheetnames == [
        "notes",
        "roster",
        "evaluations",
        "names",
        "honours",
        "findings",
        "claims",
        "corrections",
    ]
    han = re.compile("[\u4e00-\u9fff]")
    for sheet in english.worksheets[1:]:
        assert not any(han.search(cell.value) for cell in sheet[1])
    told = {cell for row in english["roster"].iter_rows(values_only=True) for cell in row}
    assert {"high", "high (inferred)", "not evaluated"} <= told


def test_the_same_bytes_each_time_and_no_packing_of_a_machine() -> None:
    one, other = (workbook(hostile.ledger(), hostile.audits(), (), SERIES, "1") for _ in range(2))
    assert one == other
    with zipfile.ZipFile(COMMITTED) as packed:
        assert {i.compress_type for i in packed.infolist()} == {zipfile.ZIP_STORED}
        assert {i.date_time for i in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.testzip() is None


# ---- hostile text


@cache
def hostile_book() -> Any:
    return load_workbook(io.BytesIO(workbook(hostile.ledger(), hostile.audits(), (), SERIES, "1")))


def test_hostile_texts_are_text() -> None:
    seen = set()
    for sheet in hostile_book():
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.value
                if isinstance(cell.value, str):
                    seen.add(cell.value)
                    assert not hostile.STEERING & set(cell.value)
                    assert len(cell.value.encode("utf-16-le")) <= 2 * LONGEST
                if cell.hyperlink:
                    assert not cell.hyperlink.target or cell.hyperlink.target.startswith("audits/")
    for text in hostile.TEXTS:
        assert shown(text) in seen
    assert any("U+202E" in text for text in seen)


def test_a_score_too_long_for_a_number_stays_text() -> None:
    cells = column(hostile_book()["评价结果"], "评分")
    assert [cell.value for cell in cells][:2] == ["7" * 20, "=1"]
    assert all(cell.data_type == "s" for cell in cells[:2])


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("甲\x00乙\x1b[31m", "甲 乙 [31m"),
        ("左\u202e右", "左U+202E右"),
        ("半\ud800", "半U+D800"),
        ("尾\uffff", "尾U+FFFF"),
        ("x" * 40_000, "x" * (LONGEST - 1) + "…"),
        ("𠀀" * 20_000, "𠀀" * ((LONGEST - 1) // 2) + "…"),
    ),
)
def test_what_a_cell_can_hold(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_an_empty_ledger_makes_a_workbook() -> None:
    from extractors.ledger import reconcile

    made = load_workbook(io.BytesIO(workbook(reconcile((), (), (), SERIES), (), (), SERIES, "1")))
    assert made.sheetnames == SHEETS
