"""Beyond print: movement with its cause, old scores under new bands, batches that totals settle."""

from collections import Counter
from dataclasses import replace

from extractors.ledger import reconcile
from extractors.ledger.movement import band_bridge, movements, tier_of_score
from schemas.ledger import Alliance
from schemas.population import Population
from schemas.quantity import counted
from schemas.reading import Claim, Reading
from tests.handmade import Ink, reading, row, with_mentions
from tests.test_ledger_facts import VOCABULARY, ledger, named


def kinds(earlier: str, later: str) -> dict[str, str]:
    return {m.alliance: m.kind for m in movements(ledger(), earlier, later)}


def test_a_step_up_that_only_the_bands_explain() -> None:
    found = kinds("2018", "2025")
    assert {a for a, kind in found.items() if kind == "bands_changed"} == {
        named("应急救援装备"),
        named("钒钛资源综合利用"),
    }
    assert found[named("非晶节能材料")] == "same"


def test_movement_has_a_cause() -> None:
    found = kinds("2018", "2025")
    assert found[named("视觉智能")] == "first"
    assert found[named("机器人")] == "again"
    assert found[named("健康建筑")] == "incomplete"
    assert found[named("石墨")] == "not_evaluated"
    assert found[named("马产业")] == "up"
    assert found[named("航天制造装备")] == "down"
    assert Counter(kinds("2024", "2025").values()) == {"unknown": 44, "same": 26}


def test_scores_under_other_bands() -> None:
    bands = ledger().bands
    assert tier_of_score("82", "2016", bands) == "fairly_high"
    assert tier_of_score("82", "2025", bands) == "high"
    assert tier_of_score("31", "2025", bands) == ""
    assert tier_of_score("", "2025", bands) == ""


def test_the_band_bridge_says_what_cannot_be_compared() -> None:
    bridge = {(tier, new): count for tier, new, count in band_bridge(ledger(), "2018", "2025")}
    assert bridge == {
        ("high", "high"): 30,
        ("fairly_high", "high"): 5,
        ("fairly_high", "fairly_high"): 10,
        ("average", "average"): 23,
        ("low", "unscored"): 20,
    }


def test_totals_settle_two_batches_and_leave_a_dispute_alone() -> None:
    possible = {p.alliance: p.batches_possible for p in ledger().profiles}
    printed = {p.alliance: p.batches for p in ledger().profiles}
    for name in ("国产科学仪器设备应用示范", "生物质能源"):
        assert possible[named(name)] == ("2",) and printed[named(name)] == ()
    assert possible[named("卤水精细化工")] == ("1", "3")
    assert possible[named("马铃薯")] == ("1", "2", "3")
    assert possible[named("电动汽车")] == ("2",)


def counts(ink: Ink, *pairs: tuple[str, int]) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            "count",
            "alliance",
            (Population().having("tier", ("high",)).having("batch", (batch,)),),
            (),
            "2016",
            counted(value, "家"),
            "",
            (),
            True,
            str(value),
            ink.place(str(value)),
        )
        for batch, value in pairs
    )


def possible(made: Reading, *names: str) -> dict[str, tuple[str, ...]]:
    alliances = tuple(Alliance(f"al-{n:04d}", name) for n, name in enumerate(names, start=1))
    found = reconcile((made,), alliances, (), VOCABULARY)
    return {p.name: p.batches_possible for p in found.profiles}


def test_counts_that_contradict_the_rows_say_nothing() -> None:
    ink, names = Ink("a"), ("甲乙联盟", "丙丁联盟")
    made = with_mentions(reading("a", "2016", rows=tuple(row(ink, name, n) for n, name in enumerate(names, 1))))
    fair = replace(made, claims=counts(ink, ("1", 2), ("2", 0), ("3", 0)))
    short = replace(made, claims=counts(ink, ("1", 3), ("2", 0), ("3", 0)))
    assert set(possible(fair, *names).values()) == {("1",)}
    assert possible(short, *names) == {"甲乙联盟": (), "丙丁联盟": ()}
