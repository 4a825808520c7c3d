"""The roster: tiers with their bands, the kinds of nothing told apart, movement with its cause."""

import csv
import json
from functools import cache

import pytest

from extractors.ledger.movement import bands_between, steps_of
from extractors.ledger.order import period_key
from extractors.ledger.roster import roster_header, roster_rows
from extractors.ledger.standing import Standing, printed_only, standings_of
from extractors.ledger.who import confused_with
from extractors.render.history import histories
from extractors.render.places import Proofs
from extractors.render.roster import history_text, scores
from schemas.population import Interval
from tests.command import run  # noqa: F401
from tests.gold_files import ROOT
from tests.test_ledger_facts import VOCABULARY, ledger, named
from tests.test_schemas import obey


def standing(name: str, period: str) -> Standing:
    return next(s for s in standings_of(ledger())[named(name)] if s.period == period)


@cache
def page(name: str, lang: str = "zh") -> str:
    own = named(name)
    confused = confused_with(ledger(), VOCABULARY, (own,))
    history = next(h for h in histories(ledger(), confused) if h.profile.alliance == own)
    return history_text(history, VOCABULARY, Proofs(ledger().readings), lang)


@pytest.mark.parametrize(
    ("name", "period", "kind"),
    [
        ("电动汽车", "2016", "scored"),
        ("电动汽车", "2025", "unscored"),
        ("石墨", "2018", "unscored"),
        ("电动汽车", "2017", "inferred"),
        ("高粱", "2019", "not_high"),
        ("农药", "2018", "named_absent"),
        ("石墨", "2025", "not_evaluated"),
        ("卤水精细化工", "2019", "no_report"),
        ("视觉智能", "2016", "not_joined"),
        ("视觉智能", "2018", "not_joined"),
        ("华南绿色工业", "2018", "not_joined"),
        ("食醋", "2016", "not_joined"),
        ("视觉智能", "2019", "no_report"),
        ("生猪", "2016", "not_evaluated"),
        ("国家肉类加工", "2018", "not_listed"),
        ("国家肉类加工", "2019", "no_report"),
    ],
)
def test_kinds_of_something_and_nothing(name: str, period: str, kind: str) -> None:
    assert standing(name, period).kind == kind


def test_who_had_not_joined_is_certain_and_says_why() -> None:
    known = {claim.id for reading in ledger().readings for claim in reading.claims}
    joined_later = [p for p in ledger().profiles if p.not_joined]
    assert len(joined_later) == 15 and all(p.batches == ("later",) for p in joined_later)
    for profile in joined_later:
        for period, ids in profile.not_joined:
            assert ids and set(ids) <= known
            assert all(period_key(period) < period_key(told) for told in profile.evaluated)


def test_a_score_is_told_with_its_band_and_what_it_would_be_now() -> None:
    fair = standing("应急救援装备", "2018")
    assert (fair.tier, fair.bridged, fair.latest) == ("fairly_high", "high", "2025")
    assert fair.band and scores(fair.band.interval) == "70–84"
    assert standing("电动汽车", "2025").bridged == ""
    assert scores(Interval(None, None)) == "" and scores(standing("电动汽车", "2016").band.interval) == "≤49"  # type: ignore[union-attr]


def test_movement_is_never_without_its_cause() -> None:
    bands = ledger().bands
    assert bands_between(bands, "2016", "2018") == "same"
    assert bands_between(bands, "2018", "2025") == "changed"
    assert bands_between(bands, "2017", "2018") == "unknown"
    steps = {(s.earlier, s.later): s for s in steps_of(ledger())[named("应急救援装备")]}
    assert steps[("2018", "2025")].movement.kind == "bands_changed"
    for history in histories(ledger()):
        text = history_text(history, VOCABULARY, Proofs(ledger().readings))
        for line in text.splitlines():
            if line.strip().startswith("变动") and ("上升" in line or "下降" in line):
                assert "标准" in line


def test_what_cannot_be_compared_says_so() -> None:
    assert "不明 较差→一般" in page("轮胎") and "分级标准已改，前期未列分，不能比较" in page("轮胎")
    assert "因标准改变 较高→高" in page("应急救援装备")
    assert "再次参评" in page("机器人") and "首次参评" in page("视觉智能")


def test_one_alliance_has_all_its_parts() -> None:
    text = page("电动汽车")
    assert text.splitlines()[0].endswith("见于 2016–2026")
    for head in ("名称", "联盟编号", "评价期", "变动", "A级", "专家组", "简报", "易混"):
        assert f"\n  {head} " in text, head
    assert "212" in text and "一致" in text and "report-2018 附件2" in text
    assert "燃料电池汽车" in text
    assert "有争议" in page("卤水精细化工")
    assert "尚未加入" in page("视觉智能") and "not joined yet" in page("视觉智能", "en")


def test_only_what_is_printed() -> None:
    made = printed_only(ledger())
    assert {e.basis for e in made.evaluations} == {"printed"} and made.derived == ()
    rows = [dict(zip(roster_header(made), row, strict=True)) for row in roster_rows(made)]
    assert not any(row["inferred"] for row in rows)
    assert not any("not_joined" in row.values() or "not_high" in row.values() for row in rows)
    vans = next(row for row in rows if row["alliance_id"] == named("电动汽车"))
    assert [vans[p] for p in ("2016", "2017", "2018", "2025")] == ["low", "no_report", "high", "high"]
    assert all(s.basis == "printed" for found in standings_of(made).values() for s in found)


def test_no_inferred_on_the_command_line(run) -> None:
    text = run("--root", ROOT, "roster", "--no-inferred").out
    assert "推断" not in text and "推算" not in text and "尚未加入" not in text
    assert "推断" in run("--root", ROOT, "roster").out
    value = obey("roster", run("--root", ROOT, "roster", "--no-inferred", "--format", "json").out)
    assert {s["basis"] for a in value["alliances"] for s in a["standings"]} == {"printed"}
    rows = list(csv.DictReader(run("--root", ROOT, "roster", "--no-inferred", "--format", "csv").out.splitlines()))
    assert not any(row["inferred"] for row in rows)


def test_json_has_all_parts(run) -> None:
    value = obey("roster", run("--root", ROOT, "roster", "电动汽车", "--format", "json").out)
    vans = value["alliances"][0]
    assert {b["period"] for b in value["bands"]} == {"2016", "2018", "2019", "2025"}
    for part in ("code_witnesses", "names", "standings", "movements", "honours", "people", "items", "confused_with"):
        assert vans[part], part
    assert [s["period"] for s in vans["standings"]] == value["periods"]
    assert json.dumps(vans["confused_with"], ensure_ascii=False).count("燃料电池汽车产业技术创新战略联盟") >= 1
