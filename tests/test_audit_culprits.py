"""Culprits: one wrong figure, and two, are found among the figures of the reports; trials on hand-made claims."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from extractors.audit.culprits import Culprit, find_culprits
from extractors.audit.graph import Graph, build_graph
from extractors.audit.habits import NEAREST, PUSHED
from extractors.audit.identities import PART
from extractors.audit.intervals import TRUNCATED
from extractors.audit.likeness import LOST_DIGIT, ONE_DIGIT, SWAPPED, UNLIKE, slip
from schemas.population import Population
from schemas.reading import Claim, Reading
from tests.audit_builders import case_reading, gold_reading, population, vocabulary

REPORTS = ("report-2016", "report-2018", "release-2019", "report-2025")
TRIALS = 12
SEED = 84


@cache
def reading(document: str) -> Reading:
    return gold_reading(document)


@cache
def graph(document: str) -> Graph:
    return build_graph(reading(document), vocabulary())


def identities(document: str) -> dict[str, int]:
    """Count the identities each figure stands in."""
    found: dict[str, int] = {}
    for instance in graph(document).instances:
        if instance.identity.kind != PART:
            for where in {w.id for s in instance.statements for f in s.printed for w in f.where}:
                found[where] = found.get(where, 0) + 1
    return found


def with_value(claim: Claim, value: int) -> Claim:
    assert claim.quantity is not None
    number = Decimal(value)
    return replace(claim, quantity=replace(claim.quantity, value=number, low=number, high=number))


def accused(culprit: Culprit) -> set[str]:
    return {w.id for f in culprit.main.statement.figures for w in f.where}


def counts(document: str, least: int) -> list[int]:
    covered = identities(document)
    told = enumerate(reading(document).claims)
    return [
        n
        for n, c in told
        if c.kind == "count" and c.quantity and len(c.of) == 1 and covered.get(c.where.id, 0) >= least
    ]


@pytest.mark.parametrize("document", REPORTS)
def test_one_wrong_count_is_named(document: str) -> None:
    rng = random.Random(SEED)
    claims = reading(document).claims
    for n in rng.sample(counts(document, 3), min(TRIALS, len(counts(document, 3)))):
        quantity = claims[n].quantity
        assert quantity is not None
        wrong = with_value(claims[n], int(quantity.value) + rng.choice((-1, 1, 2, 10)))
        changed = replace(reading(document), claims=(*claims[:n], wrong, *claims[n + 1 :]))
        culprits = find_culprits(build_graph(changed, vocabulary()).instances)
        mine = [c for c in culprits if wrong.where.id in accused(c)]
        assert len(mine) == 1, f"{document}: {claims[n].of[0]} {quantity.text} -> {wrong.quantity}"
        assert mine[0].main.would_be == quantity.value


@pytest.mark.parametrize("document", ["report-2016", "report-2025"])
def test_two_wrong_counts_are_both_named(document: str) -> None:
    rng = random.Random(SEED)
    claims = reading(document).claims
    for _ in range(TRIALS // 2):
        pair = rng.sample(counts(document, 4), 2)
        changed = list(claims)
        for n in pair:
            quantity = claims[n].quantity
            assert quantity is not None
            changed[n] = with_value(claims[n], int(quantity.value) + 3)
        culprits = find_culprits(build_graph(replace(reading(document), claims=tuple(changed)), vocabulary()).instances)
        named = {where for c in culprits for where in accused(c)}
        assert {claims[n].where.id for n in pair} <= named


@pytest.mark.parametrize("document", REPORTS)
def test_nothing_but_shares_off_the_habit_fails_in_the_claims_made_by_hand(document: str) -> None:
    wrong = sorted(c.main.statement.figures[0].text for c in find_culprits(graph(document).instances))
    known = {
        "report-2016": [],
        "report-2018": ["26.13%", "8.69%", "9.61%"],
        "release-2019": ["37.38%"],
        "report-2025": ["44.45%"],
    }
    assert wrong == known[document]


def test_two_reports_in_one_file_are_explained_within_the_work_allowed() -> None:
    """Hundreds of figures contradict each other: what is told is not the best, but each failure has its culprit."""
    first, second = reading("report-2018"), reading("report-2025")
    both = replace(
        first,
        claims=first.claims + tuple(replace(c, period=first.document.period) for c in second.claims),
        rows=first.rows + second.rows,
    )
    instances = build_graph(both, vocabulary()).instances
    culprits = find_culprits(instances)
    failed = [i for i in instances if not i.holds]
    assert len(failed) > 50
    assert all(any(c.main.statement in i.statements for c in culprits) for i in failed)


def test_habits() -> None:
    habits = {(d, h.decimals): (h.mode, len(h.fitting), len(h.told)) for d in REPORTS for h in graph(d).habits}
    assert habits["report-2016", 2] == (TRUNCATED, 16, 16)
    assert habits["report-2016", 1] == (PUSHED, 4, 4)
    assert habits["report-2016", 0] == (NEAREST, 5, 5)
    assert habits["report-2018", 2] == (NEAREST, 29, 32)
    assert habits["release-2019", 2] == (NEAREST, 9, 10)


def test_bases_that_are_not_printed_are_solved() -> None:
    assert [h.value for h in graph("report-2018").hidden] == [152]
    assert sorted(h.value for h in graph("release-2019").hidden) == [99, 157]


def test_if_one_figure_were_another_five_checks_would_pass() -> None:
    made = case_reading(
        {
            "claims": [
                "count tier=high = 43家 @二、6",
                "count tier=high = 43家 @三、1",
                "count tier=high;batch=1 = 22家 @三、6",
                "count tier=high;batch=2 = 6家",
                "count tier=high;batch=3 = 12家",
                "count tier=high;batch=later = 4家",
                "count tier=fairly_high;batch=1 = 3家",
                "count tier=high|fairly_high;batch=1 = 24家",
                "count batch=1 = 52家",
                "share tier=high;batch=1 of tier=high = 48.84%",
                "share tier=high;batch=1 of batch=1 = 40.38%",
            ]
        }
    )
    (culprit,) = find_culprits(build_graph(made, vocabulary()).instances)
    assert culprit.main.statement.figures[0].text == "22家"
    assert culprit.main.would_be == 21
    assert len(culprit.failed) == 4 and culprit.sure


@pytest.mark.parametrize(
    ("found", "meant", "kind"),
    [
        ("61.34", "61.43", SWAPPED),
        ("42", "43", ONE_DIGIT),
        ("4", "43", LOST_DIGIT),
        ("12", "43", UNLIKE),
        ("43", "43", UNLIKE),
    ],
)
def test_likeness(found: str, meant: str, kind: str) -> None:
    assert slip(found, meant) == kind


@pytest.mark.parametrize(
    ("told", "form"),
    [
        ("tier=high;evaluated=yes", "tier=high"),
        ("registered=yes;evaluated=yes", "standing=2"),
        ("registered=no;evaluated=no", "standing=0"),
        ("complete=no;registered=yes", "standing=1"),
        ("complete=no", "standing=1"),
        ("evaluated=no", "standing=0|1"),
        ("batch=1|2|3|later", "all"),
        ("tier=high|fairly_high|average|low|incomplete", "standing=2"),
        ("evaluated=yes|no", "all"),
    ],
)
def test_a_population_has_one_form(told: str, form: str) -> None:
    scheme = graph("report-2016").reader.scheme
    assert str(scheme.canon(population(told))) == form


def test_the_incomplete_are_off_the_ladder_where_they_are_graded() -> None:
    scheme = graph("report-2025").reader.scheme
    assert scheme.ladder.last is None
    assert scheme.canon(Population().having("complete", ("no",))) != scheme.canon(
        Population().having("evaluated", ("no",))
    )
