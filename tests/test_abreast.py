"""Rows abreast: several on a line of a text, read down or across, are parted; what is not certain is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.reports import read_bytes
from schemas.reading import Reading
from schemas.vocabulary import load_series

ENDING = "产业技术创新战略联盟"
FIELDS = [
    "半导体照明",
    "钢铁可循环流程",
    "农业装备",
    "煤炭开发",
    "存储",
    "数控机床",
    "汽车轻量化",
    "抗生素",
    "维生素",
    "化纤",
    "再生资源",
]
TIERS = ("活跃度高", "活跃度一般")
HEADS = {"": [], "score": ["得分"], "code": ["编号", "得分"], "tier": ["等级"]}


def name(n: int) -> str:
    return f"{FIELDS[n % len(FIELDS)]}{'甲乙丙丁戊己庚辛'[n // len(FIELDS)]}{ENDING}"


def cells(n: int, beside: str) -> list[str]:
    """Give what stands behind the name of a row."""
    tier = TIERS[n % 2]
    return {"": [], "score": [f"{95 - n}.5"], "code": [f"{101 + n}", f"{95 - n}"], "tier": [tier]}[beside]


def printed(lines: list[list[str]]) -> Reading:
    """Print lines of cells as a table of a text, and read it."""
    table = "\n".join("  ".join(line) for line in lines)
    text = (
        f"2018年度{ENDING}活跃度评价报告\n\n一、评价结果\n\n表1 评价结果\n{table}\n\n二、结论\n\n评价工作顺利完成。\n"
    )
    return read_bytes(text.encode(), "text", "text.txt", load_series("alliance-activity"))


def abreast(rows: list[list[str]], count: int, down: bool) -> list[list[list[str]]]:
    """Set rows on lines, so many on each."""
    height = -(-len(rows) // count)
    places = range(height)
    chosen = [rows[n::height] if down else rows[n * count : (n + 1) * count] for n in places]
    return [line for line in chosen if line]


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, str, list[list[str]]]:
    """Draw how many rows there are, what stands beside their names, and the lines they are printed on."""
    count, down = draw(st.integers(2, 4)), draw(st.booleans())
    beside, wrapped = draw(st.sampled_from(sorted(HEADS))), draw(st.booleans())
    number = draw(st.integers(4 * count, 60))
    page = draw(st.sampled_from((number, 6 * count, 9 * count + 1)))
    lines: list[list[str]] = []
    for first in range(0, number, page):
        rows = [
            [str(n + 1), name(n).removesuffix("战略联盟") if wrapped else name(n), *cells(n, beside)]
            for n in range(first, min(first + page, number))
        ]
        lines.append(["序号", "联盟名称", *HEADS[beside]] * count)
        for line in abreast(rows, count, down):
            lines.append([cell for row in line for cell in row])
            lines += [["战略联盟"] * len(line)] if wrapped else []
    return number, beside, lines


@given(tables())
def test_rows_abreast_are_parted(table: tuple[int, str, list[list[str]]]) -> None:
    number, beside, lines = table
    reading = printed(lines)
    assert [(r.rank, r.name) for r in reading.rows] == [(n + 1, name(n)) for n in range(number)]
    assert [r.score for r in reading.rows if beside != "tier"] == [
        (cells(n, beside) or [""])[-1] for n in range(number) if beside != "tier"
    ]
    assert not reading.strays


@pytest.mark.parametrize(
    ("lines", "rows", "strays"),
    [
        ([[str(n + 1), name(n), str(n + 1), name(n + 10)] for n in range(10)], 0, True),
        ([[str(n + 1), name(n), str(n + 11), f"北京第{n}研究院"] for n in range(10)], 10, False),
        ([[str(n + 1), name(n), str(304 + n), str(70 - n), "一般"] for n in range(10)], 10, False),
        (
            [
                ["序号", "联盟名称", "成员数", "原名称"],
                *([str(n + 1), name(n), str(n + 11), name(n + 20)] for n in range(10)),
            ],
            0,
            True,
        ),
    ],
    ids=("two tables beside each other", "bodies beside figures", "codes that count on", "former names"),
)
def test_what_is_not_certain_is_told(lines: list[list[str]], rows: int, strays: bool) -> None:
    reading = printed(lines)
    assert (len(reading.rows), bool(reading.strays)) == (rows, strays)
