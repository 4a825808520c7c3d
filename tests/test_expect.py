"""What must hold of the next report, and how a report bears it out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.cli import main
from extractors.desk.expect import expectations
from extractors.desk.tick import ticked
from schemas.intake import Expectation, Tick
from schemas.quantity import counted
from schemas.reading import Claim, Reading
from tests.corpora import fifth, founding_file, ingested, whole
from tests.gold_files import ROOT
from tests.test_schemas import obey


def expected(period: str) -> list[Expectation]:
    return list(expectations(whole().ledger, whole().desk.vocabulary, period))


def of_kind(found: list[Expectation], kind: str) -> list[Expectation]:
    return [expectation for expectation in found if expectation.kind == kind]


def test_totals_that_every_edition_prints_carry_over() -> None:
    totals = {e.subject: e.values for e in of_kind(expected("2026"), "count")}
    assert totals == {"batch=1": ("52",), "batch=2": ("39",), "batch=3": ("55",)}
    ranges = {e.subject: e.values for e in of_kind(expected("2026"), "range")}
    assert ranges["batch=later"] == ("19", "") and ranges["all"] == ("165", "")
    # Ten by 2025; the next is the eleventh, or the twelfth where 2025 left itself out.
    assert ranges["entity=evaluation"] == ("10", "12")


def test_two_editions_are_not_enough_for_a_total() -> None:
    assert of_kind(expected("2019"), "count") == []


def test_the_next_honours_list_can_only_hold_who_was_high() -> None:
    (honour,) = of_kind(expected("2026"), "honour")
    high = {e.alliance for e in whole().ledger.evaluations if e.period == "2025" and e.tier == "high"}
    assert (honour.strength, set(honour.values), len(high)) == ("must", high, 43)
    (holders,) = of_kind(expected("2026"), "holders")
    assert len(holders.values) == 26 and set(holders.values) <= high
    # Three years after the last result table an unbroken run of three need not go through it.
    assert of_kind(expected("2028"), "honour") == []


def test_a_change_is_the_difference_to_the_last_counts() -> None:
    (change,) = of_kind(expected("2026"), "change")
    assert (change.subject, change.values[:2]) == ("2025", ("evaluated=yes=70", "tier=high=43"))


def test_every_expectation_rests_on_a_place() -> None:
    for period in ("2018", "2019", "2025", "2026"):
        for expectation in expected(period):
            assert expectation.premises, expectation
            assert expectation.message.zh and expectation.message.en


def test_nothing_is_expected_of_the_first_report() -> None:
    assert expected("2015") == []


@pytest.mark.parametrize("period", ("2018", "2019", "2025"))
def test_what_must_be_was_so_in_the_founding_documents(period: str) -> None:
    found = tuple(expected(period))
    for reading in whole().ledger.readings:
        if reading.document.period == period:
            told = ticked(found, reading, whole().ledger)
            assert [
                t.expectation.message.zh for t in told if t.verdict == "broken" and t.expectation.strength == "must"
            ] == []


# ---- a made-up report: 2025 taken for 2026, with one thing changed


def next_report() -> Reading:
    """The report of 2025 as if it were of 2026."""
    reading = next(r for r in whole().ledger.readings if r.document.document == "report-2025")
    info = replace(reading.document, document="report-2026", period="2026", sha256="0" * 64)

    def moved(claim: Claim) -> Claim:
        return replace(claim, period="2026", against_period="2025" if claim.against_period else "")

    return replace(reading, document=info, claims=tuple(moved(claim) for claim in reading.claims))


def tick(reading: Reading, kind: str, subject: str = "") -> Tick:
    found = tuple(e for e in expected("2026") if e.kind == kind and subject in ("", e.subject))
    (told,) = ticked(found, reading, whole().ledger)
    return told


def with_count(reading: Reading, subject: str, value: int) -> Reading:
    def changed(claim: Claim) -> Claim:
        own = claim.kind == "count" and claim.of and str(claim.of[0]) == subject
        return replace(claim, quantity=counted(value, "家")) if own else claim

    return replace(reading, claims=tuple(changed(claim) for claim in reading.claims))


@pytest.mark.parametrize(
    ("subject", "value", "verdict"),
    (
        ("batch=1", 52, "kept"),
        ("batch=1", 51, "broken"),
        ("batch=later", 19, "kept"),
        ("batch=later", 25, "kept"),
        ("batch=later", 18, "broken"),
        ("entity=evaluation", 11, "kept"),
        ("entity=evaluation", 9, "broken"),
        ("entity=evaluation", 13, "broken"),
    ),
)
def test_a_count_is_held_against_what_was_expected(subject: str, value: int, verdict: str) -> None:
    kind = "count" if subject == "batch=1" else "range"
    assert tick(with_count(next_report(), subject, value), kind, subject).verdict == verdict


def test_a_change_that_is_not_the_difference_is_broken() -> None:
    # 43 in both years, and six more than in the year before: 43 - 43 is not 6.
    told = tick(next_report(), "change")
    assert told.verdict == "broken" and "43 - 43 = 0 ≠ 6" in told.found.zh
    right = with_count(
        with_count(with_count(next_report(), "tier=high", 49), "tier=fairly_high", 5), "tier=average", 10
    )
    assert tick(right, "change").verdict == "kept"


def test_a_change_is_held_against_every_value_printed_of_its_count() -> None:
    # The prose says 44 in one place and 43 in the others: neither is six more than 43.
    report = next_report()
    first = next(n for n, c in enumerate(report.claims) if c.kind == "count" and c.of and str(c.of[0]) == "tier=high")
    slip = replace(report.claims[first], quantity=counted(44, "家"))
    told = tick(replace(report, claims=(*report.claims[:first], slip, *report.claims[first + 1 :])), "change")
    assert told.verdict == "broken" and "43 - 43 = 0 ≠ 6" in told.found.zh and "44 - 43 = 1 ≠ 6" in told.found.zh


def test_what_a_report_does_not_print_is_told_apart() -> None:
    empty = replace(next_report(), claims=())
    for kind in ("change", "window"):
        assert tick(empty, kind).verdict == "not_printed"


def test_a_place_on_the_list_for_one_who_was_not_high_is_told(tmp_path: Path) -> None:
    text = founding_file("report-2025").read_text(encoding="utf-8").replace("2025", "2026")
    body, annex, names = text.rpartition("附件 3")
    # 机器人 was average in 2025.
    assert "木竹产业技术创新战略联盟" in names
    names = names.replace("木竹产业技术创新战略联盟", "机器人产业技术创新战略联盟")
    made = tmp_path / "next.txt"
    made.write_text(body + annex + names, encoding="utf-8")
    told = {t.expectation.kind: t for t in ingested(whole(), made).intakes[0].ticks}
    assert told["honour"].verdict == "broken" and "机器人" in told["honour"].found.zh
    assert told["holders"].found.zh.startswith("保有 25 家，失去 1 家")


def test_ingest_ticks_it_off() -> None:
    told = {t.expectation.kind: t.verdict for t in fifth("report-2025").intakes[0].ticks}
    assert told == {"range": "kept", "change": "not_printed", "code": "broken", "bands": "broken", "window": "kept"}


# ---- the command


def run(capsysbinary, *words: str) -> tuple[int, str, str]:  # type: ignore[no-untyped-def]
    code = main(["--root", str(ROOT), "expect", *words])
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


def test_the_command(capsysbinary) -> None:
    code, out, err = run(capsysbinary, "2026", "--full")
    assert (code, err) == (0, "")
    assert "43 家" in out and "report-2025" in out and out.splitlines()[-1].startswith("接着")
    assert "numb" in run(capsysbinary, "2026", "--lang", "en")[1]
    value = obey("expect", run(capsysbinary, "2026", "--format", "json")[1])
    assert len(value["expectations"]) == len(expected("2026"))
    assert json.dumps(value)


def test_a_word_that_is_no_period(capsysbinary) -> None:
    code, out, err = run(capsysbinary, "明年")
    assert (code, out, len(err.splitlines())) == (2, "", 3)
