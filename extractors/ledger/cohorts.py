"""Batches as cohorts: how many of each were listed, evaluated and high in a period, with what says so.

Printed counts come first; a stage without one is added up from the printed counts of its tiers, or counted in the
table where no row is left open that could belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.ledger.codes import BATCH
from extractors.ledger.figures import Total, counts_in, total_of, value_of
from extractors.ledger.periods import EVALUATED
from schemas.ledger import Evaluation, Ledger
from schemas.population import Population
from schemas.reading import Reading
from schemas.vocabulary import Vocabulary

TIER, TOP, DERIVED = "tier", "high", "derived"


@dataclass(frozen=True, slots=True)
class Cohort:
    """One batch in one period; a stage is None where neither print nor counting gives it."""

    period: str
    batch: str
    listed: Total | None
    evaluated: Total | None
    high: Total | None


def cohorts_of(ledger: Ledger, vocabulary: Vocabulary) -> tuple[Cohort, ...]:
    """Give the cohorts of every period that says anything of its batches, in the order declared."""
    axis = next((a for a in vocabulary.axes if a.name == BATCH), None)
    by_document = {reading.document.document: reading for reading in ledger.readings}
    batches = {p.alliance: p.batches_possible or p.batches for p in ledger.profiles}
    found = []
    for period in ledger.periods:
        reading = by_document.get(period.document)
        if axis is None or reading is None:
            continue
        rows = [e for e in ledger.evaluations if e.period == period.period and e.row and e.tier]
        for batch in axis.order:
            own = [e for e in rows if batch in (batches.get(e.alliance) or axis.order)]
            settled = all(batches.get(e.alliance) == (batch,) for e in own)
            cohort = _cohort(reading, period.period, batch, [e.tier for e in rows], own if settled else [])
            if cohort.listed or cohort.evaluated or cohort.high:
                found.append(cohort)
    return tuple(found)


def _cohort(reading: Reading, period: str, batch: str, tiers: Iterable[str], own: list[Evaluation]) -> Cohort:
    population = Population().having(BATCH, (batch,))
    high = total_of(reading, population.having(TIER, (TOP,))) or _counted(own, TOP)
    evaluated = total_of(reading, population.having(*EVALUATED.axes[0])) or _of_tiers(reading, population, tiers)
    listed = total_of(reading, population)
    return Cohort(period, batch, listed, evaluated or _counted(own, ""), high)


def _of_tiers(reading: Reading, population: Population, tiers: Iterable[str]) -> Total | None:
    """Add up the printed counts of the tiers that the period's table has."""
    counts = counts_in(reading)
    told = [counts.get(population.having(TIER, (tier,)), []) for tier in dict.fromkeys(tiers)]
    if not told or not all(len({value_of(claim) for claim in claims}) == 1 for claims in told):
        return None
    return Total(sum(value_of(claims[0]) for claims in told), DERIVED, tuple(claims[0].id for claims in told))


def _counted(own: list[Evaluation], tier: str) -> Total | None:
    if not own:
        return None
    rows = tuple(_rows(own, tier))
    return Total(len(rows), DERIVED, rows)


def _rows(own: Iterable[Evaluation], tier: str) -> Iterator[str]:
    for evaluation in own:
        if evaluation.row and tier in ("", evaluation.tier):
            yield evaluation.row.id
