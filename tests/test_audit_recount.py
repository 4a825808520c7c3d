"""The batch counts that stand behind a code in dispute, held against what the two reports print."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import read
from extractors.audit.graph import build_graph
from extractors.audit.recount import recounts, weighed
from schemas.reading import Reading
from schemas.vocabulary import load_series

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"


def recounted(reading: Reading, code: str, other: str) -> list[tuple[str, int, int, int]]:
    graph = build_graph(reading, load_series("alliance-activity"))
    row = next(r for r in reading.rows if r.table == "evaluations" and r.code == code)
    return [(r.name.zh, r.said, r.rows, r.otherwise) for r in recounts(graph, row, other)]


@pytest.mark.parametrize(
    ("year", "code", "other", "expected"),
    [
        # 附件2, row 43, under 高; the prose: 第一批试点有21家 … 第三批试点有12家.
        ("2025", "139", "348", [("第一批活跃度高联盟", 21, 21, 20), ("第三批活跃度高联盟", 12, 12, 13)]),
        # 附件2, row 40, under 较高; the prose: 第三批试点6个, 第一批试点5个.
        ("2018", "348", "139", [("第三批活跃度较高联盟", 6, 6, 5), ("第一批活跃度较高联盟", 5, 5, 6)]),
        ("2025", "139", "138", []),
    ],
)
def test_the_totals_of_a_report_bear_out_its_own_code(
    year: str, code: str, other: str, expected: list[tuple[str, int, int, int]]
) -> None:
    reading = read(DOCUMENTS / f"alliance-activity-{year}-report.txt")
    assert recounted(reading, code, other) == expected


def test_the_words_say_which_code_the_totals_keep_to() -> None:
    reading = read(DOCUMENTS / "alliance-activity-2025-report.txt")
    graph = build_graph(reading, load_series("alliance-activity"))
    row = next(r for r in reading.rows if r.code == "139")
    words = weighed(recounts(graph, row, "348"), "139", "348")
    assert words.zh.endswith("合计合于139")
    assert words.en.endswith("in keeping with 139")
    assert weighed((), "139", "348").zh == ""
