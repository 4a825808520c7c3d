"""Figures that follow from printed ones: totals that shares give away, and what one edition says of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from schemas.ledger import Derived
from schemas.population import Population
from schemas.quantity import Quantity, counted
from schemas.reading import Claim, Reading

MEMBERS = "alliance"


@dataclass(frozen=True, slots=True)
class Total:
    """How many members a population has in one period, whether that is printed or derived, and from which claims."""

    value: int
    basis: str
    premises: tuple[str, ...]


def population_of(claim: Claim) -> Population | None:
    """Give what a claim speaks of first, without the named members."""
    return claim.of[0].key() if claim.of else None


def counts_in(reading: Reading) -> dict[Population, list[Claim]]:
    """Collect the exact counts of alliances a document prints for its own period, by population."""
    found: dict[Population, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        population = population_of(claim)
        if claim.kind != "count" or population is None or claim.quantity is None or not claim.quantity.exact:
            continue
        if population.entity == MEMBERS and population.periods in ((), (reading.document.period,)):
            found[replace(population, periods=())].append(claim)
    return found


def total_of(reading: Reading, population: Population) -> Total | None:
    """Find how many members a population has: printed, solved from the shares of it, or both halves added.

    A printed value that is smaller than a count of part of it is not believed; several that differ give nothing.
    Shares come before halves: they are printed of this total, while a half may leave out some who are named apart.
    """
    counts = counts_in(reading)
    parts = [c for p, claims in counts.items() if p != population and _inside(p, population) for c in claims]
    floor_value = max((value_of(claim) for claim in parts), default=0)
    printed = [claim for claim in counts.get(population, ()) if value_of(claim) >= floor_value]
    values = {value_of(claim) for claim in printed}
    if len(values) == 1:
        return Total(values.pop(), "printed", tuple(claim.id for claim in printed[:1]))
    if values:
        return None
    return _from_shares(reading, population, counts) or _from_halves(counts, population)


def value_of(claim: Claim) -> int:
    """Give a count as a whole number."""
    return int(claim.quantity.value) if claim.quantity else 0


def _inside(part: Population, whole: Population) -> bool:
    return all(set(part.values(axis) or ()) <= set(values) and part.values(axis) for axis, values in whole.axes)


def _from_halves(counts: dict[Population, list[Claim]], population: Population) -> Total | None:
    """Add what is printed of both halves: those evaluated and those not are all that are listed."""
    for axis in ("evaluated", "registered"):
        halves = [counts.get(population.having(axis, (value,)), []) for value in ("yes", "no")]
        if all(halves) and all(len({value_of(c) for c in half}) == 1 for half in halves):
            total = sum(value_of(half[0]) for half in halves)
            return Total(total, "derived", tuple(half[0].id for half in halves))
    return None


def _from_shares(reading: Reading, population: Population, counts: dict[Population, list[Claim]]) -> Total | None:
    """Solve a total from the shares printed of it, where their digits leave one whole number.

    Each digit may have been rounded or cut off: a share of s with d decimals stands for s ± 10^-d.
    """
    low, high, premises = Fraction(1), None, []
    for claim in reading.claims:
        share, base = claim.quantity, claim.base[0].key() if claim.base else None
        part = population_of(claim)
        if claim.kind != "share" or share is None or base != population or part is None:
            continue
        values = {value_of(count) for count in counts.get(part, ())}
        if len(values) != 1 or share.value <= 0:
            continue
        count, step = values.pop(), Fraction(1, 10**share.decimals)
        low = max(low, Fraction(100 * count) / (Fraction(share.value) + step))
        most = Fraction(100 * count) / max(Fraction(share.value) - step, step)
        high = most if high is None else min(high, most)
        premises += [counts[part][0].id, claim.id]
    if high is None or ceil(low) != floor(high):
        return None
    return Total(ceil(low), "derived", tuple(dict.fromkeys(premises)))


def derive(readings: Iterable[Reading]) -> tuple[Derived, ...]:
    """Work out what the changes a document prints say of the earlier period: 43 now, 6 more than before, 37 before.

    The figure of today is the one in the sentence of the change, else the only one the document has.
    """
    found: list[Derived] = []
    for reading in readings:
        now = _figures(reading)
        for claim in reading.claims:
            population = population_of(claim)
            if claim.kind != "change" or not claim.against_period or claim.quantity is None or population is None:
                continue
            everywhere = now.get((population, claim.measure), [])
            here = [c for c in everywhere if c.text == claim.text] or everywhere
            values = {c.quantity.value for c in here if c.quantity}
            if len(values) == 1 and here[0].quantity and claim.quantity.exact:
                found.append(_before(here[0], here[0].quantity, claim, claim.quantity))
    unique = {derived.claim.id: derived for derived in found}
    return tuple(unique.values())


def _figures(reading: Reading) -> dict[tuple[Population, str], list[Claim]]:
    found: dict[tuple[Population, str], list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        population = population_of(claim)
        if claim.kind in ("count", "amount") and population is not None and claim.quantity and claim.quantity.exact:
            found[(population, claim.measure)].append(claim)
    return found


def _before(now: Claim, present: Quantity, change: Claim, difference: Quantity) -> Derived:
    value = present.value - difference.value
    sign = "-" if difference.value >= 0 else "+"
    claim = replace(
        change,
        kind=now.kind,
        of=tuple(replace(population, periods=(change.against_period,)) for population in change.of),
        period=change.against_period,
        quantity=replace(counted(value, present.unit, f"{value}{present.unit}"), decimals=present.decimals),
        against_period="",
        text=f"{present.value}{sign}{abs(difference.value)}={value}",
    )
    return Derived(claim, (now.id, change.id))
