"""The table of periods: what was looked at, and how many were listed, registered and evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.ledger.figures import Total, counts_in, total_of, value_of
from extractors.ledger.order import in_order, period_key, years_of
from schemas.ledger import Period
from schemas.population import Population
from schemas.reading import Reading

LISTED = Population()
REGISTERED = Population().having("registered", ("yes",))
EVALUATED = Population().having("evaluated", ("yes",))
STAGES = (LISTED, REGISTERED, EVALUATED)
"""listed -> registered -> evaluated: each is part of the one before it."""


def periods_of(readings: Iterable[Reading], known: Mapping[str, tuple[str, ...]]) -> tuple[Period, ...]:
    """Give every known period; those without a document of their own say from where they are known."""
    first: dict[str, Reading] = {}
    for reading in in_order(readings):
        if reading.document.period:
            first.setdefault(reading.document.period, reading)
    return tuple(
        _reported(first[period]) if period in first else _known_only(period, known[period])
        for period in sorted({*first, *known}, key=period_key)
    )


def _known_only(period: str, premises: tuple[str, ...]) -> Period:
    start, end = years_of(period)
    return Period(period, start, end, "", "", "", None, None, None, "inferred", premises[:1])


def _reported(reading: Reading) -> Period:
    start, end = years_of(reading.document.period)
    listed, registered, evaluated = (_stage(reading, population) for population in STAGES)
    totals = [total for total in (listed, registered, evaluated) if total]
    window = next((c for c in reading.claims if c.kind == "date" and c.measure == "window"), None)
    premises = [premise for total in totals for premise in total.premises] + ([window.id] if window else [])
    return Period(
        period=reading.document.period,
        start_year=start,
        end_year=end,
        window_from=window.date_from if window else "",
        window_to=window.date_to if window else "",
        document=reading.document.document,
        listed=listed.value if listed else None,
        registered=registered.value if registered else None,
        evaluated=evaluated.value if evaluated else None,
        basis="derived" if any(total.basis == "derived" for total in totals) else "printed",
        premises=tuple(dict.fromkeys(premises)),
    )


def _stage(reading: Reading, population: Population) -> Total | None:
    """Find the number of one stage; a phrase that adds an earlier stage (registered and evaluated) means the same."""
    total = total_of(reading, population)
    if total or population == LISTED:
        return total
    implied = {axis: values for stage in STAGES for axis, values in stage.axes}
    for said, claims in counts_in(reading).items():
        if population.axes[0] in said.axes and all(implied.get(axis) == values for axis, values in said.axes):
            return Total(value_of(claims[0]), "printed", (claims[0].id,))
    return None
