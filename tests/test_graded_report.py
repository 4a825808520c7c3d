"""A small report of the second series, made up: read with its own words alone, and audited."""

from __future__ import annotations

import pytest

from extractors.audit import audit_document
from extractors.ledger import reconcile
from extractors.ledger.movement import movements
from extractors.reports import read_bytes
from schemas.finding import Audit
from schemas.reading import Reading
from schemas.vocabulary import load_series

REPORT = """2024年度省级科技企业孵化器绩效评价报告
一、基本情况
2024年度应评价孵化器12家，实际参加评价10家，未参加评价2家。其中国家级4家、省级6家。
二、评价结果
评价结果分为四个等级：优秀（90分及以上）、良好（75分至89分）、合格（60分至74分）、不合格（59分以下）。
优秀3家，占参评总数的30%；良好4家，占参评总数的40%；合格2家，占参评总数的20%；不合格1家，占参评总数的10%。
优秀等级中，国家级2家，占优秀的66.67%；省级1家，占优秀的33.33%。优秀和良好的孵化器合计7家，占参评总数的70%。
大多数参评孵化器为优秀或良好，不合格的仅1家。
附件：2024年度孵化器绩效评价结果
优秀（共3家）
序号 孵化器名称 得分
1 甲园科技企业孵化器 98
2 乙谷科技企业孵化器 95
3 丙城科技企业孵化器 91
良好（共4家）
4 丁江科技企业孵化器 88
5 戊山科技企业孵化器 83
6 己湖科技企业孵化器 80
7 庚岭科技企业孵化器 76
合格（共2家）
8 辛桥科技企业孵化器 70
9 壬港科技企业孵化器 62
不合格（共1家）
10 癸洲科技企业孵化器 55
"""


def audit(text: str) -> Audit:
    vocabulary = load_series("graded-evaluation")
    reading = read_bytes(text.encode(), "graded", "graded.txt")
    assert reading.document.series == "graded-evaluation"
    return audit_document(reading, reconcile((reading,), (), (), vocabulary), vocabulary, alone=True)


def test_rows_are_read_with_their_grades() -> None:
    rows = read_bytes(REPORT.encode(), "graded", "graded.txt").rows
    tiers = ["excellent"] * 3 + ["good"] * 4 + ["passed"] * 2 + ["failed"]
    assert [(r.rank, r.tier) for r in rows] == list(zip(range(1, 11), tiers, strict=True))
    assert rows[6].name == "庚岭科技企业孵化器" and rows[6].score == "76"


def test_a_sound_report_is_not_blamed() -> None:
    found = audit(REPORT)
    assert [f.message.zh for f in found.findings if f.level != "note"] == []
    assert found.passed == len(found.checked) and len(found.unchecked) <= 3


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("优秀3家，占", "优秀4家，占"),
        ("合计7家", "合计8家"),
        ("占优秀的66.67%", "占优秀的66.76%"),
        ("实际参加评价10家", "实际参加评价11家"),
        ("分为四个等级", "分为五个等级"),
        ("合格（共2家）", "合格（共3家）"),
        ("孵化器 76\n", "孵化器 74\n"),
        ("优秀3家，占参评总数的30%", "优秀3家，占参评总数的33%"),
    ],
)
def test_a_slip_is_found(right: str, wrong: str) -> None:
    assert REPORT.count(right) == 1
    found = audit(REPORT.replace(right, wrong))
    assert [f for f in found.findings if f.level != "note"]


def graded_year(year: int, rows: str) -> Reading:
    text = (
        f"{year}年度科技企业孵化器评价报告\n\n"
        "评价结果分为四个等级：90分及以上为优秀，75分至89分为良好，60分至74分为合格，60分以下为不合格。\n\n"
        f"序号 名称 编号 得分 等级\n{rows}"
    )
    return read_bytes(text.encode(), f"report-{year}", f"{year}.txt")


def test_moves_rise_and_fall_on_the_grades_of_the_series() -> None:
    names = ("东湖科技企业孵化器", "光谷科技企业孵化器", "滨江科技企业孵化器")
    before = "".join(
        f"{n} {name} H0{n} {score} {grade}\n"
        for n, (name, score, grade) in enumerate(zip(names, (92, 80, 61), ("优秀", "良好", "合格"), strict=True), 1)
    )
    after = "".join(
        f"{n} {name} H0{k} {score} {grade}\n"
        for n, (k, name, score, grade) in enumerate(
            ((2, names[1], 95, "优秀"), (1, names[0], 77, "良好"), (3, names[2], 65, "合格")), 1
        )
    )
    readings = (graded_year(2022, before), graded_year(2023, after))
    ledger = reconcile(readings, (), (), load_series("graded-evaluation"))
    assert ledger.rising == ("failed", "passed", "good", "excellent")
    called = {alliance.id: alliance.name for alliance in ledger.alliances}
    moves = {called[m.alliance]: m.kind for m in movements(ledger, "2022", "2023")}
    assert moves == dict(zip(names, ("down", "up", "same"), strict=True))
