"""Who had not joined yet: some alliances joined after the others, and the counts of a period say how many had by then.

A batch that grows (the remainder of its axis) has as many members in a period as the document of the period counts.
Where so many of them were seen by then, all others joined later, and had not joined in any period before either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.ledger.codes import BATCH
from extractors.ledger.figures import counts_in, total_of, value_of
from extractors.ledger.order import period_key
from schemas.ledger import Evaluation, Period
from schemas.population import Population
from schemas.reading import Reading
from schemas.vocabulary import Axis, Vocabulary

Shown = tuple[str, ...]


def periods_before_joining(
    readings: Iterable[Reading],
    evaluations: Iterable[Evaluation],
    batches: Mapping[str, tuple[str, ...]],
    periods: Iterable[Period],
    vocabulary: Vocabulary,
) -> dict[str, tuple[tuple[str, Shown], ...]]:
    """Give for each alliance of a growing batch the periods before it joined, each with the claims that show it."""
    axis = next((a for a in vocabulary.axes if a.name == BATCH), None)
    if axis is None:
        return {}
    growing = {alliance for alliance, found in batches.items() if set(found) <= set(axis.remainder) and found}
    first: dict[str, tuple[int, int, str]] = {}
    for evaluation in evaluations:
        if evaluation.alliance in growing and evaluation.tier:
            key = period_key(evaluation.period)
            first[evaluation.alliance] = min(first.get(evaluation.alliance, key), key)
    shown: dict[tuple[str, str], Shown] = {}
    for reading in readings:
        counted = _members(reading, axis)
        if counted is None:
            continue
        now = period_key(reading.document.period)
        members = {alliance for alliance in growing if alliance in first and first[alliance] <= now}
        if len(members) == counted[0]:
            for alliance in growing - members:
                for period in periods:
                    if period_key(period.period) <= now:
                        shown.setdefault((alliance, period.period), counted[1])
    found: dict[str, tuple[tuple[str, Shown], ...]] = {}
    for (alliance, before), ids in sorted(shown.items(), key=lambda item: (item[0][0], period_key(item[0][1]))):
        found[alliance] = (*found.get(alliance, ()), (before, ids))
    return found


def _members(reading: Reading, axis: Axis) -> tuple[int, Shown] | None:
    """Count the members of the growing batches in a document's period: printed, else what the others leave of all."""
    if not reading.document.period:
        return None
    counts = counts_in(reading)

    def told(batch: str) -> tuple[int, Shown] | None:
        claims = counts.get(Population().having(BATCH, (batch,)), [])
        values = {value_of(claim) for claim in claims}
        return (values.pop(), (claims[0].id,)) if len(values) == 1 else None

    printed = [told(batch) for batch in axis.remainder]
    if all(printed):
        return sum(p[0] for p in printed if p), tuple(id for p in printed if p for id in p[1])
    others = [told(batch) for batch in axis.order if batch not in axis.remainder]
    total = total_of(reading, Population())
    if total is None or not all(others):
        return None
    left = total.value - sum(p[0] for p in others if p)
    return (left, (*total.premises, *(id for p in others if p for id in p[1]))) if left >= 0 else None
