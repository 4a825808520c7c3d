"""Views of the whole roster: the band bridge counted again from the gold of the tables, movements, offices, advice."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from extractors.ledger.find import nearest_codes
from extractors.ledger.movement import steps_of
from extractors.ledger.views import bridges, moves
from extractors.names.compare import one_slip
from tests.command import run  # noqa: F401
from tests.gold_files import ROOT
from tests.test_ledger_facts import ledger
from tests.test_schemas import obey

# The bands of 2025 as its report prints them: 80分~100分, 70分~79分, 40分~69分; no band below.
EDGES_2025 = (("high", 80, 100), ("fairly_high", 70, 79), ("average", 40, 69))


def gold_rows(year: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / "gold" / f"rows-report-{year}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == "evaluations"]


def recounted(year: str) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for row in gold_rows(year):
        score = row["score"]
        later = next((t for t, low, high in EDGES_2025 if score and low <= float(score) <= high), "")
        found[row["tier"], later if score else "unscored"] += 1
    return found


@pytest.mark.parametrize("year", ["2016", "2018"])
def test_the_bridge_is_what_the_printed_scores_make_under_the_later_bands(year: str) -> None:
    bridge = next(b for b in bridges(ledger()) if (b.earlier, b.later) == (year, "2025"))
    assert bridge.bands == "changed"
    assert {(before, after): n for before, after, n in bridge.counts} == recounted(year)


def test_equal_bands_leave_every_tier_where_it_was() -> None:
    same = [b for b in bridges(ledger()) if b.bands == "same"]
    assert {(b.earlier, b.later) for b in same} == {("2016", "2018"), ("2016", "2019"), ("2018", "2019")}
    assert all(before == after or after == "unscored" for b in same for before, after, _ in b.counts)


def test_movements_count_every_step_once() -> None:
    steps = steps_of(ledger())
    counted = sum(n for move in moves(steps.values(), ledger()) for _, n in move.kinds)
    assert counted == sum(len(found) for found in steps.values())


def test_none_and_not_known_are_two_things(run) -> None:
    found = {(m.earlier, m.later): m for m in moves(steps_of(ledger()).values(), ledger())}
    # Tables of results are there of 2016, 2018 and 2025; 2017, 2019 and 2024 are told by lists of A-level alliances.
    assert {pair for pair, move in found.items() if move.whole} == {("2016", "2018"), ("2018", "2025")}
    lines = run("--root", ROOT, "roster", "--show", "moves").out.splitlines()
    told = {line.split()[0]: line.split()[2:] for line in lines[1:-1]}
    assert told["2016–2018"] == ["12", "17", "43", "0", "16", "0", "28", "0", "0"]
    assert told["2017–2018"] == ["—", "—", "23", *["—"] * 6]
    # 海洋材料 and 轮胎: 不活跃 in 2018 with no score, 一般 in 2025 from 40 on. Nobody can tell whether they rose.
    assert told["2018–2025"][-1] == "2"
    # The bands of 2017 are printed nowhere: 较高 in 2016 and high by the A list of 2017 may be a rise or none.
    assert (told["2016–2017"][0], told["2016–2017"][-1]) == ("—", "4")
    alone = run("--root", ROOT, "roster", "农药", "--show", "moves")
    assert alone.out == "没有两个评价期可比。\n"
    assert lines[-1].startswith("—  两期中有一期没有结果表")


@pytest.mark.parametrize(("name", "key"), [("bridge", "bridges"), ("moves", "moves"), ("people", "people")])
def test_views_on_the_command_line(run, name: str, key: str) -> None:
    value = obey(name, run("--root", ROOT, "roster", "--show", name, "--format", "json").out)
    assert value[key]
    rows = list(csv.DictReader(run("--root", ROOT, "roster", "--show", name, "--format", "csv").out.splitlines()))
    assert len(rows) == sum(len(v["counts"]) for v in value[key]) if name != "people" else len(value[key])
    for lang in ("zh", "en"):
        assert run("--root", ROOT, "roster", "--show", name, "--lang", lang).out.count("\n") > 5


def test_who_sat_for_an_alliance_and_how_it_stood(run) -> None:
    lines = run("--root", ROOT, "roster", "电动汽车产业技术创新战略联盟", "--show", "people").out.splitlines()
    # report 2018 附件1 and report 2025 附件1 name these two for it.
    assert [line.split()[1:5] for line in lines[1:3]] == [
        ["2018", "赵立金", "副秘书长", "成员"],
        ["2025", "刘国芳", "副秘书长", "成员"],
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("110", "1l0", True), ("110", "101", True), ("110", "10", True), ("110", "110", False), ("110", "301", False)],
)
def test_one_slip(one: str, other: str, expected: bool) -> None:
    assert one_slip(one, other) is expected


def test_an_unknown_code_is_told_the_nearest(run) -> None:
    told = run("--root", ROOT, "roster", "1l0")
    assert told.code == 2 and "110 半导体照明" in told.err
    assert nearest_codes("电动", ledger(), 3) == ()


def test_one_letter_is_part_of_no_name(run) -> None:
    assert run("--root", ROOT, "names", "x").out.startswith("没有“x”")
