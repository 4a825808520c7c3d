"""The ledger of the founding documents: periods, bands, codes, what is derived and what is inferred."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from extractors.ledger import in_order, load_corpus, reconcile
from extractors.ledger.facts import NOT_EVALUATED
from extractors.ledger.find import find
from extractors.ledger.order import years_of
from extractors.ledger.roster import NAMED_ABSENT, NO_REPORT, NOT_HIGH, tier_word
from extractors.reports import read_bytes
from schemas.ledger import Alliance, Evaluation, Ledger
from schemas.population import Population
from schemas.quantity import counted
from schemas.reading import Claim
from schemas.vocabulary import load_series
from tests.conftest import reading_of
from tests.gold_files import manifest
from tests.handmade import Ink, founding, reading, row, table, with_mentions

ROOT = Path(__file__).parents[1]
VOCABULARY = load_series("alliance-activity")
CORPUS = load_corpus(ROOT)


@cache
def ledger() -> Ledger:
    readings = in_order(reading_of(entry["document_id"]) for entry in manifest())
    return reconcile(readings, CORPUS.alliances, CORPUS.judgements, VOCABULARY)


def named(text: str) -> str:
    found = find(text, ledger(), VOCABULARY)
    assert len(found.alliances) == 1, found
    return found.alliances[0]


def told(name: str, period: str) -> Evaluation | None:
    home = named(name)
    return next((e for e in ledger().evaluations if e.alliance == home and e.period == period), None)


def test_periods() -> None:
    found = {
        p.period: (p.listed, p.registered, p.evaluated, p.basis, p.window_from, p.window_to) for p in ledger().periods
    }
    assert found == {
        "2016": (146, 129, 100, "printed", "2016-01-01", "2017-01-27"),
        "2017": (None, None, None, "inferred", "", ""),
        "2018": (152, None, 88, "derived", "2018-01-01", "2018-12-31"),
        "2019": (157, None, 99, "derived", "", ""),
        "2024": (None, None, None, "inferred", "", ""),
        "2025": (165, None, 70, "printed", "2025-01-01", "2025-12-31"),
    }


def test_the_period_before_one_that_is_not_named_is_none() -> None:
    text = "产业技术创新战略联盟活跃度评价报告\n活跃度高和较高的联盟有52家，比上一年度增加2家。\n"
    undated = read_bytes(text.encode(), "undated", "undated.txt", VOCABULARY)
    assert [c.against_period for c in undated.claims if c.kind == "change"] == ["last"]
    assert reconcile((undated,), (), (), VOCABULARY).periods == ()


def test_bands_are_those_of_the_gold() -> None:
    periods = {"report-2016": "2016", "report-2018": "2018", "release-2019": "2019", "report-2025": "2025"}
    gold = {
        (periods[b["document"]], b["tier"], b["label"], b["low"], b["high"], b["includes_high"])
        for b in table("bands.csv")
    }
    made = {
        (
            b.period,
            b.tier,
            b.label,
            "" if b.interval.low is None else str(b.interval.low),
            "" if b.interval.high is None else str(b.interval.high),
            str(b.interval.includes_high).lower(),
        )
        for b in ledger().bands
    }
    assert made == gold


def test_printed_evaluations_are_the_rows_of_the_gold() -> None:
    for document in ("report-2016", "report-2018", "report-2025"):
        period = document[-4:]
        gold = [(r["rank"], r["name"], r["tier"]) for r in table(f"rows-{document}.csv") if r["table"] == "evaluations"]
        made = [(str(e.row.rank), e.row.name, e.tier) for e in ledger().evaluations if e.period == period and e.row]
        assert made == gold


def test_codes_with_their_verdicts() -> None:
    odd = {(c.alliance, c.code, c.document, c.verdict) for c in ledger().codes if c.verdict != "agreed"}
    lamp, brine = named("半导体照明"), named("卤水精细化工")
    assert odd == {
        (lamp, "109", "report-2018", "misprint"),
        (brine, "348", "report-2018", "disputed"),
        (brine, "139", "report-2025", "disputed"),
    }
    profile = {p.alliance: p for p in ledger().profiles}
    assert profile[lamp].codes == ("110",)
    assert profile[brine].codes == ("139", "348") and profile[brine].batches == ("1", "3")
    assert profile[named("第三代半导体")].batches == ("later",)
    assert profile[named("华南绿色工业")].batches == ("later",)


def test_one_code_for_two_alliances_is_disputed_or_carried() -> None:
    first = with_mentions(reading("a", "2018", rows=(row(Ink("a"), "甲乙联盟", 1, "106"),)))
    second = with_mentions(reading("b", "2025", rows=(row(Ink("b"), "丙丁联盟", 1, "106"),)))
    alliances = (
        Alliance("al-0001", "甲乙联盟"),
        Alliance("al-0002", "丙丁联盟"),
    )
    made = reconcile((first, second), alliances, (), VOCABULARY)
    assert {c.verdict for c in made.codes} == {"disputed"}
    said = replace(
        CORPUS.judgements[0], kind="successor", names=("甲乙联盟",), alliance="al-0002", evidence="a#evaluations/1"
    )
    made = reconcile((first, second), alliances, (said,), VOCABULARY)
    assert {c.verdict for c in made.codes} == {"carried"}


def test_what_2025_says_of_2024() -> None:
    found = {
        (str(d.claim.of[0]), d.claim.measure): (d.claim.quantity.text, d.claim.text)
        for d in ledger().derived
        if d.claim.quantity
    }
    assert found[("tier=high", "alliance")] == ("37家", "43-6=37")
    assert found[("tier=fairly_high", "alliance")] == ("13家", "9+4=13")
    assert found[("tier=average", "alliance")] == ("18家", "14+4=18")
    assert found[("tier=fairly_high|high", "alliance")] == ("50家", "52-2=50")
    assert found[("entity=project", "funds")][1] == "129.5-13.8=115.7"
    ids = {claim.id for r in ledger().readings for claim in r.claims}
    assert all(set(d.premises) <= ids and len(d.premises) == 2 for d in ledger().derived)
    assert all(d.claim.of[0].periods == ("2024",) for d in ledger().derived)


def test_a_list_makes_its_members_high_in_each_period_of_its_run() -> None:
    for period, count in (("2017", 23), ("2019", 22), ("2024", 26)):
        inferred = [e for e in ledger().evaluations if e.period == period and e.tier == "high"]
        assert len(inferred) == count and {e.basis for e in inferred} == {"inferred"}
    assert told("花卉", "2017").tier == "high"  # type: ignore[union-attr]


def test_an_unknown_period_of_a_run_is_not_inferred() -> None:
    """Three periods from 2022 to 2025: 2024 and 2025 are known, how 2022 and 2023 were evaluated is not."""
    assert not {e.period for e in ledger().evaluations} & {"2022", "2023", "2022-2023"}


def test_high_twice_and_not_on_the_list_is_not_high_the_third_time() -> None:
    found = {
        (e.period, e.alliance)
        for e in ledger().evaluations
        if e.basis == "inferred" and not e.tier and "high" not in e.tiers_possible
    }
    assert found == {
        ("2017", named("闪联")),
        ("2017", named("科研用试剂")),
        ("2017", named("装配式钢结构民用建筑")),
        ("2019", named("高粱")),
    }
    assert tier_word(told("高粱", "2019"), False) == NOT_HIGH


def test_every_inference_names_its_premises() -> None:
    known = {c.id for r in ledger().readings for c in r.claims} | {x.id for r in ledger().readings for x in r.rows}
    for evaluation in ledger().evaluations:
        if evaluation.row is None:
            assert evaluation.premises and set(evaluation.premises) <= known


def test_an_incomplete_list_proves_no_absence() -> None:
    readings = founding()
    made = reconcile(readings, CORPUS.alliances, CORPUS.judgements, VOCABULARY)
    assert not [e for e in made.evaluations if e.basis == "inferred" and not e.tier]


def test_named_absent() -> None:
    found = [e for e in ledger().evaluations if e.tiers_possible == (NOT_EVALUATED,)]
    assert {e.period for e in found} == {"2016", "2017", "2018"}
    assert len(found) == 33 and all(e.basis == "printed" for e in found)
    assert tier_word(told("农药", "2018"), True) == NAMED_ABSENT
    assert tier_word(told("农药", "2025"), True) == NOT_EVALUATED
    assert tier_word(told("农药", "2019"), False) == NO_REPORT


def test_panel() -> None:
    seats = {(s.period, s.person.person): s.alliance for s in ledger().panel}
    assert seats[("2018", "王聆燕")] == seats[("2025", "王聆燕")] == named("重点行业减污降碳")
    assert seats[("2025", "张冬")] == "" and seats[("2025", "程学忠")] == ""
    assert len(seats) == 32 + 38


def test_names_are_typed_and_dated() -> None:
    names = {(n.alliance, n.name): n for n in ledger().names}
    clean = named("重点行业减污降碳")
    former = names[(clean, "烟气污染治理产业技术创新战略联盟")]
    assert (former.kind, former.first_seen, former.last_seen) == ("former", "2016", "2019") and former.judgement
    assert names[(clean, "重点行业减污降碳产业技术创新战略联盟")].kind == "official"
    assert names[(named("水环境治理"), "水环境处理产业技术创新战略联盟")].kind == "misprint"
    assert names[(named("化纤"), "化纤联盟")].kind == "short"
    assert names[(named("汽车轻量化"), "汽车轻量化产业技术创新战略联盟")].kind == "variant"


@pytest.mark.parametrize(
    ("query", "how", "count"),
    [
        ("al-0005", "id", 1),
        ("106", "code", 1),
        ("d106", "code", 1),
        ("348", "code", 1),
        ("电动汽车", "name", 1),
        ("烟气污染治理产业技术创新战略联盟", "name", 1),
        ("住宅联盟", "name", 1),
        ("高梁联盟", "candidate", 1),
        ("半导体", "part", 2),
        ("ddqc", "initials", 1),
        ("火星", "none", 0),
    ],
)
def test_find(query: str, how: str, count: int) -> None:
    found = find(query, ledger(), VOCABULARY)
    assert (found.how, len(found.alliances)) == (how, count)


def test_an_alliance_that_is_new_stays_provisional() -> None:
    made = reconcile(
        (with_mentions(reading("a", "2025", rows=(row(Ink("a"), "量子计算产业技术创新战略联盟"),))),),
        CORPUS.alliances,
        (),
        VOCABULARY,
    )
    assert made.alliances[-1].id == made.evaluations[0].alliance == made.matches[0].alliance == "new:量子计算"


def test_a_row_in_review_is_not_lost() -> None:
    made = reconcile(
        (with_mentions(reading("a", "2025", rows=(row(Ink("a"), "住宅产业技术创新战略联盟"),))),),
        CORPUS.alliances,
        (),
        VOCABULARY,
    )
    assert made.matches[0].outcome == "review" and made.matches[0].alliance == ""
    assert made.evaluations[0].alliance == "new:住宅"
    assert made.alliances[-1].id == "new:住宅"


def test_a_total_is_solved_from_its_shares_only_where_one_number_fits() -> None:
    ink = Ink("a")
    one = Population().having("tier", ("high",))

    def claim(kind: str, value: str, unit: str, base: tuple[Population, ...] = ()) -> Claim:
        quantity = replace(counted(1, unit), value=Decimal(value), low=Decimal(value), high=Decimal(value))
        decimals = len(value.partition(".")[2])
        return Claim(
            kind, "alliance", (one,), base, "2019", replace(quantity, decimals=decimals), "", (), True, value,
            ink.place(value),
        )  # fmt: skip

    count = claim("count", "54", "家")
    exact = reading("a", "2019", claims=(count, claim("share", "34.39", "%", (Population(),))))
    vague = reading("a", "2019", claims=(count, claim("share", "34", "%", (Population(),))))
    assert reconcile((exact,), (), (), VOCABULARY).periods[0].listed == 157
    assert reconcile((vague,), (), (), VOCABULARY).periods[0].listed is None


def test_years() -> None:
    assert years_of("2020-2021") == (2020, 2021) and years_of("2025") == (2025, 2025)
    with pytest.raises(ValueError, match="no period"):
        years_of("近年")
