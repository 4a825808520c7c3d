"""The names of the founding documents: who is linked, what stays open, and that order and undo do not matter."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.ledger import in_order, load_corpus, reconcile
from extractors.names import build_resolver, match_mentions, mint, normal_form, replay
from extractors.names.judgements import names_of, parse_evidence
from extractors.names.resolve import LINKED, REVIEW
from extractors.names.roster import next_number
from schemas.ledger import Alliance, Judgement, Ledger
from schemas.reading import Reading
from schemas.vocabulary import load_series
from tests.conftest import reading_of
from tests.gold_files import manifest
from tests.handmade import Ink, founding, row, with_mentions

ROOT = Path(__file__).parents[1]
VOCABULARY = load_series("alliance-activity")
CORPUS = load_corpus(ROOT)
BY_ID = {alliance.id: alliance for alliance in CORPUS.alliances}

OPEN = {("report-2018", "新一代纺织机械产业技术创新战略联盟")}
"""What the evidence in the corpus does not settle."""

NEEDS_A_JUDGEMENT = {
    "住宅产业技术创新战略联盟",
    "住宅联盟",
    "半导体联盟",
    "应急装备产业技术创新战略联盟",
    "水环境处理产业技术创新战略联盟",
    "高质量建筑产业技术创新战略联盟",
    "烟气污染治理产业技术创新战略联盟",
    "数控机床高速精密化技术创新战略联盟",
}


@cache
def printed() -> tuple[Reading, ...]:
    return in_order(reading_of(entry["document_id"]) for entry in manifest())


def ledger(readings: tuple[Reading, ...], judgements: tuple[Judgement, ...] = CORPUS.judgements) -> Ledger:
    return reconcile(readings, CORPUS.alliances, judgements, VOCABULARY)


@pytest.mark.parametrize("readings", [founding, printed], ids=["gold", "documents"])
def test_everything_is_linked_but_what_is_open(readings: Callable[[], tuple[Reading, ...]]) -> None:
    made = ledger(readings())
    left = {(m.mention.where.document, m.mention.name) for m in made.matches if m.outcome != LINKED}
    assert left == OPEN


def test_without_judgements_what_needs_one_is_in_review_with_the_right_candidate_first() -> None:
    right = {(m.mention.id): m.alliance for m in ledger(founding()).matches}
    for match in ledger(founding(), ()).matches:
        if match.outcome == LINKED:
            assert match.alliance == right[match.mention.id]
        else:
            assert match.outcome == REVIEW
            assert (match.mention.where.document, match.mention.name) in OPEN or match.mention.name in NEEDS_A_JUDGEMENT
            assert match.candidates[0] == (right[match.mention.id] or "al-0012")


def test_two_rows_of_one_table_are_two_alliances() -> None:
    made = ledger(printed())
    for table in ("evaluations", "honours"):
        seen = [
            (e.period, e.alliance) if table == "evaluations" else (e.row.where.document, e.alliance)
            for e in (made.evaluations if table == "evaluations" else made.honours)
            if e.row
        ]
        assert len(seen) == len(set(seen))


def test_nothing_links_to_another_once_an_alliance_is_taken_out() -> None:
    """Leave one out: none of its names may link to any other alliance."""
    readings = founding()
    right = {match.mention.id: match.alliance for match in ledger(readings).matches}
    for alliance in CORPUS.alliances:
        rest = tuple(a for a in CORPUS.alliances if a.id != alliance.id)
        judgements = tuple(j for j in CORPUS.judgements if j.alliance != alliance.id)
        made = build_resolver(rest, replay(judgements, rest), VOCABULARY)
        for match in match_mentions(readings, made):
            if right[match.mention.id] == alliance.id:
                assert match.outcome != LINKED, f"{match.mention.name} -> {match.alliance}"


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_the_documents_does_not_matter(order: list[int]) -> None:
    readings = founding()
    assert ledger(tuple(readings[n] for n in order)) == ledger(readings)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, len(CORPUS.judgements) - 1))
def test_retracting_restores_what_was_before(number: int) -> None:
    extra = CORPUS.judgements[number]
    before = tuple(j for j in CORPUS.judgements if j is not extra)
    retract = replace(
        extra, id="j-9999", kind="retract", names=(), alliance="", evidence="", supersedes=extra.id, line=999
    )
    undone, never = ledger(founding(), (*CORPUS.judgements, retract)), ledger(founding(), before)
    assert replace(undone, judgements=()) == replace(never, judgements=())


def test_the_national_body_is_not_the_pilot_alliance() -> None:
    homes = {m.mention.name: m.alliance for m in ledger(printed()).matches}
    assert BY_ID[homes["国家肉类加工产业科技创新联盟"]].name == "国家肉类加工产业科技创新联盟"
    assert homes["国家肉类加工产业科技创新联盟"] != homes["肉类加工产业技术创新战略联盟"]


def test_every_judgement_shows_its_evidence() -> None:
    """At least one place of evidence must print one of the names judged."""
    texts = {e.document: CORPUS.path(e).read_bytes().decode("utf-8") for e in CORPUS.entries}
    for judgement in CORPUS.judgements:
        shown = []
        for place in parse_evidence(judgement.evidence):
            reading = reading_of(place.document)
            if place.table == "panel":
                shown.append(reading.panel[(place.rank or 0) - 1].affiliation)
            elif place.table:
                rows = [r for r in reading.rows if r.table == place.table and r.rank == place.rank]
                assert len(rows) == 1, f"{judgement.id}: {place}"
                shown.append(rows[0].name)
            else:
                assert (place.end or 0) <= len(texts[place.document])
                shown.append(texts[place.document][place.start : place.end])
        for _, normal in names_of(judgement):
            assert any(normal in normal_form(text) for text in shown), f"{judgement.id}: {normal}"


def test_minting_gives_the_ids_on_file() -> None:
    """The ids on file are those that minting the founding documents in their order gives."""
    accepted = frozenset(normal_form(n) for j in CORPUS.judgements if j.kind == "new" for n in j.names)
    homes = {m.mention.name: m.alliance for m in ledger(founding()).matches}
    minted = mint(founding(), (), (), VOCABULARY, accepted)
    assert [a.id for a in minted] == [a.id for a in CORPUS.alliances]
    assert all(homes[a.name] == a.id for a in minted)


def test_minting_adds_only_what_is_new() -> None:
    assert mint(founding(), CORPUS.alliances, CORPUS.judgements, VOCABULARY) == ()
    before, *_, last = founding()
    added = with_mentions(replace(last, rows=(row(Ink("bulletin-2026-01"), "量子计算产业技术创新战略联盟"),)))
    minted = mint((before, added), CORPUS.alliances, CORPUS.judgements, VOCABULARY)
    assert minted == (Alliance(f"al-{len(CORPUS.alliances) + 1:04d}", "量子计算产业技术创新战略联盟"),)


def test_ids_of_retired_alliances_are_not_given_again() -> None:
    assert next_number(["al-0007", "al-0500", "", "new:量子计算"]) == 501
