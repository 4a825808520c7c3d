"""Drawing and reading back: every row of every layout that the press draws, and nothing else as a row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.reports import read_bytes, read_decoded, read_source
from schemas.reading import Reading
from schemas.vocabulary import load_series
from schemas.where import Where
from tests.press import press
from tests.press.copy import Printed, bare

# A sample, so that the suite stays fast; `python -m tests.bench.press` runs as many as are asked for.
# The last ten: scores that count like ranks over the page, a code that runs over the edge of its score, labels and
# ranks that come as one word, ranks as one word with their names at the foot of a page without a head; the heading of a
# group over a column of figures, a block without a label of its own, labels that come back at the head of each page,
# a running head right above a name.
# From 10000 on layouts have more in them: heads broken over lines, marked, shared and restarted ranks, columns before
# the names, bold set twice, watermarks, upright labels, rows torn by the end of a page, and parts that are no tables.
SEEDS = (*range(1000, 1024), 3159, 3175, 4003, 4029, 5105, 5204, 5275, 5279, 5292, 5325)
MORE_SEEDS = (*range(10000, 10014), 10017, 10019, 10024, 10029, 10040, 10042, 10058, 10107, 10113, 10130, 10141)
# What each of these went wrong by once.
MENDED = {
    10025: "a unit in brackets between two blocks",
    10105: "heads said again over a line of totals",
    10114: "labels beside the rest of a row that the page before began, in the middle of their cells",
    10143: "a numbered paragraph with the number of the last row, in a table that shares ranks",
    10165: "rows that share a rank at the end of the table, with a watermark",
    10204: "a list with other marks below, whose last number the ranks would follow",
    10249: "a list of people without heads, each of an alliance",
    10274: "headings wider than their blocks",
    10275: "a page number under the names of the middle block",
    10284: "blocks of one row, marked ranks, and columns wider in one block than in the others",
    10288: "a rank shared over the page",
    10310: "labels beside the rest of a row, at the top",
    10313: "a list of people right below, whose last number the ranks would follow",
    10340: "a score that is the next rank of the page before",
    10362: "a label with its number of rows beside the rest of a row",
    10370: "a watermark told behind the page, before heads on the next",
    10410: "one row at the foot of a page, a telephone on two lines beside it",
    10411: "numbered paragraphs in one column with the ranks",
    10452: "a rank shared over the end of a block",
    10521: "one row at the foot of a page, under the last head",
    10699: "a score beside the first rank of a page, the same number",
    10623: "a row torn that shares its rank",
    10297: "ranks of three digits run into names, with people near the names",
    10489: "one row on a page, with a column before the names",
    10513: "a line about the order right above the names of a block",
    10680: "a first row wider than the columns below it",
    10724: "the rest of the last row beside its label",
    5458: "a paragraph whose line ends like a name, with a small number",
    5482: "a running head over the names, with a label in the middle",
    69: "a heading over names and codes",
    20000: "totals of groups",
    20009: "totals of groups beside blocks",
    20013: "totals and headings beside the last block",
    20020: "a rank shared over pages of other margins",
    20026: "footnotes above a caption",
    20033: "footnotes between rows",
    20035: "one row in the last block, and totals",
    20038: "footnotes with a number and a name",
    10354: "a rank as one word with the line above it",
    10436: "a list of people that goes on over the page",
    10501: "a list of people below the rest of a table",
    10705: "one row in the last block of a page before",
    10860: "a page number under a column",
    10904: "a watermark as one word with a label",
    10963: "labels as one word with ranks",
    11062: "heads that are not declared",
    11065: "totals with the next rank",
    11161: "scores as one word with names",
    11176: "a first row wider than those below it on either side",
    11232: "the first shared rank, torn over a block",
    11250: "a mark for no score in a torn row",
    20082: "scores of two decimals as one word with names",
    20086: "two tables in one column, one of one row",
    11263: "a torn row after shared ranks",
    11358: "a number of rows in brackets as one word with a rank",
}


def reading_of_press(data: bytes) -> Reading:
    return read_bytes(data, "press", "press.pdf", load_series("alliance-activity"))


def doubts_of(reading: Reading) -> tuple[Where, ...]:
    """Give what the reading says is not certain in its tables."""
    return (*reading.strays, *reading.unsure_labels, *reading.cut_names)


def rows_of(data: bytes) -> list[Printed]:
    return printed_rows(reading_of_press(data))


def printed_rows(reading: Reading) -> list[Printed]:
    """Give the rows of a reading as the press has them."""
    return [
        Printed(r.table, str(r.rank), bare(r.name), bare(r.code), bare(r.score), r.tier)
        for r in reading.rows
        if r.table != "activities"
    ]


@pytest.mark.parametrize("seed", (*SEEDS, *MORE_SEEDS, *MENDED))
def test_rows_are_read_back_as_they_were_drawn(seed: int) -> None:
    data, printed, plan = press(seed)
    assert rows_of(data) == list(printed), plan


def test_a_seed_draws_the_same_document_again() -> None:
    (_, printed, plan), (_, again, same) = press(7), press(7)
    assert (printed, plan) == (again, same)


TABLE = """2024 年度产业技术创新战略联盟活跃度评价报告
序号 联盟名称 批次
1 甲产业技术创新战略联盟 101
2 乙产业技术创新战略联盟 102
3 丙产业技术创新战略联盟 103
"""
PEOPLE = """序号 姓名 所在联盟
4 张三 丁产业技术创新战略联盟
5 李四 戊产业技术创新战略联盟
"""
ACROSS = """以下为其他各家，不分先后。
1 丁产业技术创新战略联盟 2 戊产业技术创新战略联盟
3 己产业技术创新战略联盟 4 庚产业技术创新战略联盟
"""


@pytest.mark.parametrize(
    ("after", "strays"),
    [
        ("", []),
        ("以上各家为本次参评的联盟，以下略。\n4 丁产业技术创新战略联盟 104\n", ["4 丁产业技术创新战略联盟 104"]),
        ("以上各家为本次参评的联盟，以下略。\n4、丁产业技术创新战略联盟：获得好评。\n", []),
        ("以上各家为本次参评的联盟，以下略。\n4 丁产业技术创新战略联盟\n", ["4 丁产业技术创新战略联盟"]),
        ("附件 3：活跃度高的联盟。\n序号 联盟名称 评分\n见下页。\n", ["序号 联盟名称 评分"]),
        ("4 丁产业技术D305业技术创新战略联盟 104\n", ["4 丁产业技术D305业技术创新战略联盟 104"]),
        (ACROSS, ACROSS.splitlines()[1:]),
        ("附件 3：代表名单，按姓氏排列。\n" + PEOPLE, []),
        ("以上各家为本次参评的联盟，以下略。\n联盟有 15 家、第二批联盟有 4 家、后续参加试点工作联盟\n", []),
    ],
    ids=(
        "whole",
        "its end lost",
        "a paragraph",
        "its end lost, of names alone",
        "all rows lost",
        "a name run into",
        "rows side by side",
        "people",
        "a sentence that lists counts",
    ),
)
def test_rows_that_no_table_took_are_told(after: str, strays: list[str]) -> None:
    reading = read_bytes((TABLE + after).encode(), "text", "text.txt", load_series("alliance-activity"))
    assert [r.rank for r in reading.rows] == [1, 2, 3]
    assert [w.quote for w in reading.strays] == strays


ROWS = [
    "1 甲产业技术创新战略联盟 101",
    "2 乙产业技术创新战略联盟 102",
    *(f"{n} 丙产业技术创新战略联盟 103" for n in range(3, 13)),
]


@pytest.mark.parametrize(
    ("lines", "ranks", "strays", "cut"),
    [
        (ROWS, 12, [], []),
        ([*ROWS[:1], "创新战略联盟", *ROWS[1:]], 12, ["创新战略联盟"], []),
        ([*ROWS[:1], "（单位：分）", *ROWS[1:]], 12, [], []),
        ([*ROWS[:5], "小计 5 家", *ROWS[5:], "合计 12 家"], 12, [], []),
        (
            [*ROWS[:5], "2 现代农业产业技术创新战略联盟", "1 截至 2024 年 12 月，由联盟协发网汇总。", *ROWS[5:]],
            12,
            [],
            [],
        ),
        ([*ROWS, "13 丁联盟：说明 104"], 12, ["13 丁联盟：说明 104"], []),
        ([*ROWS, "13 战略联盟 104"], 13, [], ["战略联盟"]),
        ([*ROWS, "13 丁产业技术创新战略 104"], 13, [], ["丁产业技术创新战略"]),
        (
            [*ROWS, "13 丁产业技术创新战略联盟戊产业技术创新战略联盟"],
            13,
            [],
            ["丁产业技术创新战略联盟戊产业技术创新战略联盟"],
        ),
    ],
    ids=(
        "whole",
        "a piece",
        "a unit",
        "totals",
        "notes at the foot",
        "a row left out",
        "an end alone",
        "no end",
        "two in one",
    ),
)
def test_what_stands_between_composed_rows(lines: list[str], ranks: int, strays: list[str], cut: list[str]) -> None:
    text = "2024 年度产业技术创新战略联盟活跃度评价报告\n序号 联盟名称 批次\n" + "\n".join(lines) + "\n"
    source = read_source(text.encode(), "rows", "rows.txt")
    composed = {line for line in lines if line in ROWS or line.startswith("13 ")}
    flagged = tuple(x._replace(row=source.text[x.start : x.end].strip() in composed) for x in source.lines)
    reading = read_decoded(replace(source, lines=flagged), load_series("alliance-activity"))
    assert [r.rank for r in reading.rows] == list(range(1, ranks + 1))
    assert [w.quote for w in reading.strays] == strays
    assert [w.quote for w in reading.cut_names] == cut


@pytest.mark.parametrize("seed", (*SEEDS[::4], *MORE_SEEDS[::4], 5456, 10105, 10114, 10204))
def test_nothing_is_told_of_tables_that_are_read_whole(seed: int) -> None:
    assert doubts_of(reading_of_press(press(seed)[0])) == ()
