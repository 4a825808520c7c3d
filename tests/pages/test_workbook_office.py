"""The workbook in a spreadsheet that did not write it: LibreOffice, headless, gives the right cells."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from extractors.render.workbook import shown, workbook
from schemas.vocabulary import load_series
from tests import hostile
from tests.gold_files import ROOT

COMMITTED = ROOT / "outputs" / "联盟台账.xlsx"
# Token 12, -1: every sheet to a file of its own (LibreOffice help, "CSV filter parameters"); 76 is UTF-8.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def converted(data: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """Let LibreOffice open a workbook and write its sheets."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs Debian's libreoffice-calc: make test-pages")
    (folder / "book.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", CSV, "--outdir", str(folder), str(folder / "book.xlsx")]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    return {
        path.stem.removeprefix("book-"): list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        for path in folder.glob("book-*.csv")
    }


def test_every_cell_of_the_roster_is_there(tmp_path: Path) -> None:
    sheets = converted(COMMITTED.read_bytes(), tmp_path)
    assert list(sorted(sheets)) == sorted(["说明", "名册", "评价结果", "名称", "荣誉名单", "核查发现", "数据表述"])
    roster = sheets["名册"]
    with (ROOT / "outputs" / "roster.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row[:2] for row in roster[1:]] == [[row["alliance_id"], row["name"]] for row in rows]
    heads = roster[0]
    for there, row in zip(roster[1:], rows, strict=True):
        assert there[heads.index("2016 评分")] == row["score_2016"]
        assert there[heads.index("联盟编号")] == row["code"].replace("|", "、")
    evaluations = sheets["评价结果"]
    at = evaluations[0].index("编号（照印）")
    assert {"d106", "D106", "109"} <= {row[at] for row in evaluations[1:]}


def test_hostile_texts_are_shown_and_not_run(tmp_path: Path) -> None:
    book = workbook(hostile.ledger(), hostile.audits(), (), load_series("alliance-activity"), "1")
    sheets = converted(book, tmp_path)
    printed = sheets["核查发现"]
    at = printed[0].index("所印")
    assert {row[at] for row in printed[1:]} == {shown(text) for text in hostile.TEXTS}
