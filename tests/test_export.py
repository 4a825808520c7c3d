"""Exports: Parquet comes back as the tables it was made of; CSV for Excel keeps codes and harms nobody."""

from __future__ import annotations

import builtins
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ledger.dataset import cell_text, filled_tables
from extractors.ledger.rows import BETWEEN, Filled
from extractors.ledger.tables import TABLES, Column, Table
from extractors.parquet import NoParquet, parquet_files
from extractors.render.excel_csv import FORMULA, LONGEST, excel_cell, excel_csv
from tests import hostile
from tests.command import corpus, run  # noqa: F401
from tests.test_dataset import audits, ledger

TEXT = Column("code", "string", "编号", "code")


def tables() -> tuple[Filled, ...]:
    return filled_tables(ledger(), audits())


# ---- Parquet


def test_parquet_comes_back_as_it_went() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    made = dict(parquet_files(tables()))
    assert list(made) == [table.name for table in TABLES]
    for filled in tables():
        read = parquet.read_table(io.BytesIO(made[filled.table.name]))
        assert read.column_names == list(filled.table.header)
        for n, column in enumerate(filled.table.columns):
            field = read.schema.field(column.name)
            assert field.metadata[b"description"].decode() == column.zh
            for row, value in zip(filled.rows, read.column(n).to_pylist(), strict=True):
                text = cell_text(row[n])
                if column.many:
                    assert BETWEEN.join(value) == text
                elif column.type == "number":
                    assert value == (float(text) if text else None)
                else:
                    assert cell_text(value) == text


def test_hostile_texts_are_data_in_parquet() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    made = dict(parquet_files(filled_tables(hostile.ledger(), hostile.audits())))
    read = parquet.read_table(io.BytesIO(made["findings"]))
    assert set(read.column("published").to_pylist()) == set(hostile.TEXTS)


def test_without_pyarrow_there_are_three_lines_of_advice(monkeypatch: pytest.MonkeyPatch, run, tmp_path: Path) -> None:
    real = builtins.__import__

    def missing(name: str, *more: object, **named: object) -> object:
        if name.split(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(NoParquet) as caught:
        parquet_files(())
    assert all(caught.value.lines("zh")) and all(caught.value.lines("en"))
    ran = run("export", "--parquet", tmp_path / "p", "--excel-csv", tmp_path / "e")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 3 and "alliance-ledger[parquet]" in ran.err
    assert list(tmp_path.iterdir()) == []


# ---- CSV for Excel


@pytest.mark.parametrize(
    ("text", "cell"),
    (
        ("D106", "D106"),
        ("007", '="007"'),
        ("212", '="212"'),
        ("1E5", '="1E5"'),
        ("2016-2018", '="2016-2018"'),
        ("1/2", '="1/2"'),
        ("3月5日", '="3月5日"'),
        ("2026年4月", '="2026年4月"'),
        ("12:30 PM", '="12:30 PM"'),
        ("Mar 3", '="Mar 3"'),
        ("MAR3", '="MAR3"'),
        ("26.13%", '="26.13%"'),
        ("-5", '="-5"'),
        ("true", '="true"'),
        ("２０１６", '="２０１６"'),
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("-甲", "'-甲"),
        ("第一批", "第一批"),
        ("三、5", "三、5"),
        ("al-0001", "al-0001"),
        ("甲\u202e乙", "甲U+202E乙"),
        ("一\n二", "一\n二"),
        ("x" * 40_000, "x" * (LONGEST - 1) + "…"),
        ("", ""),
    ),
)
def test_cells(text: str, cell: str) -> None:
    assert excel_cell(TEXT, text) == cell


def test_figures_stay_figures() -> None:
    assert excel_cell(Column("value", "number", "", ""), "61.40") == "61.40"
    assert excel_cell(Column("rank", "integer", "", ""), 7) == "7"


@given(st.text(max_size=300))
def test_no_text_acts(text: str) -> None:
    cell = excel_cell(TEXT, text)
    assert not cell.startswith(FORMULA) or (cell.startswith('="') and cell.endswith('"') and '"' not in cell[2:-1])


def test_the_file_is_what_excel_opens() -> None:
    filled = Filled(Table("t", "", "", (TEXT, Column("n", "number", "", "")), ("code",)), (("007", 1), ('甲"乙', None)))
    data = excel_csv(filled)
    assert data == '\ufeffcode,n\r\n"=""007""",1\r\n"甲""乙",\r\n'.encode()


def test_all_that_is_asked_for_is_written(run, tmp_path: Path) -> None:
    ran = run(
        "export", "--parquet", tmp_path / "p", "--excel-csv", tmp_path / "e", "--workbook", tmp_path, "--lang", "en"
    )
    assert ran.code == 0
    written = [Path(line) for line in ran.out.splitlines()]
    assert len(written) == 2 * len(TABLES) + 1 and all(path.is_file() for path in written)
    rows = list(csv.reader((tmp_path / "e" / "codes.csv").open(encoding="utf-8-sig", newline="")))
    codes = [row[1] for row in rows[1:]]
    assert "D106" in codes and '="109"' in codes and "109" not in codes


def test_asking_for_nothing_is_a_question_of_usage(run) -> None:
    ran = run("export")
    assert ran.code == 2 and "--parquet" in ran.err


def test_a_folder_that_can_not_be_written_is_said(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run("export", "--excel-csv", tmp_path / "file" / "below")
    assert ran.code == 2 and len(ran.err.splitlines()) == 3
