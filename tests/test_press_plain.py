"""Tables in texts: every row of every form that the press writes, and the rows of a report whatever its tables are
drawn with.
"""

from __future__ import annotations

import re

import pytest

from extractors.layout.parted import comma_parted, without_marks
from extractors.reports import read_bytes
from schemas.document import Line
from tests.gold_files import ROOT
from tests.press.plain import FORMS, plain
from tests.test_press import rows_of

REPORT = ROOT / "corpus" / "documents" / "alliance-activity-2016-report.txt"


@pytest.mark.parametrize("seed", range(44))
def test_rows_are_read_back_as_they_were_written(seed: int) -> None:
    text, written, form = plain(seed)
    assert rows_of(text) == list(written), form


def test_the_sample_has_every_form() -> None:
    assert {plain(seed)[2].form for seed in range(44)} == set(FORMS)


@pytest.mark.parametrize(("between", "edge"), [(" | ", ""), ("|", "|"), (" │ ", "│"), ("｜", ""), ("  |  ", "|")])
def test_a_report_says_the_same_with_bars_between_its_cells(between: str, edge: str) -> None:
    text = REPORT.read_text(encoding="utf-8")
    barred = re.sub(r"(?m)^(?P<row>[^\n]*\t[^\n]*)$", lambda m: edge + m["row"].replace("\t", between) + edge, text)
    one, other = (read_bytes(t.encode(), "d", "d.txt") for t in (text, barred))
    assert barred.count(between.strip()) > 200
    assert [(r.rank, r.name, r.code, r.score, r.tier) for r in one.rows] == [
        (r.rank, r.name, r.code, r.score, r.tier) for r in other.rows
    ]
    assert [c.text for c in one.claims] == [c.text for c in other.claims]
    assert not other.unread and not other.strays


@pytest.mark.parametrize(
    "line",
    [
        "参评联盟 99 家，占 61.49%",
        "- 3 -",
        "——第一批试点联盟",
        "2013-2015 年",
        "1+1=2",
        "A-B，C",
    ],
)
def test_prose_keeps_its_marks(line: str) -> None:
    assert without_marks(line, False) == line


@pytest.mark.parametrize("line", ["|---|:--:|---|", "+----+----+", "├──┼──┤", "| === | === |", "━━━━━━"])
def test_a_line_between_rows_is_blank(line: str) -> None:
    assert without_marks(line, False) == " " * len(line)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("序号,名称,分\n1,甲,90\n2,乙,80\n3,丙,70\n以上,为,准", {1, 2, 3, 4, 5}),
        ("名称,序号\n甲,1\n乙,2\n丙,3", {1, 2, 3, 4}),
        ("1,甲\n2,乙", set()),
        ("1,044 家\n2,044 家\n3,044 家", set()),
        ("10,044 家\n20,044 家\n30,044 家", set()),
        ("甲,90\n乙,80\n丙,70", set()),
    ],
)
def test_commas_part_fields_where_one_of_them_counts_the_rows(text: str, numbers: set[int]) -> None:
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    ends = [*(m.start() for m in re.finditer("\n", text)), len(text)]
    lines = tuple(Line(a, b, 1, n) for n, (a, b) in enumerate(zip(starts, ends, strict=True), 1))
    assert comma_parted(text, lines) == numbers
