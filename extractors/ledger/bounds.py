"""Bounds from totals: to which batch an alliance without a code can belong, where the counts of a tier settle it.

A tier names its rows, and the prose prints how many of each batch are among them. The rows whose batch is known are
taken off; what is left of the counts must be shared out among the others. Only what holds in every way of sharing is
kept. A row that prints a code is taken at its word in its own document: the counts there were made with that code, so
they are no second witness where two documents give an alliance two codes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from extractors.ledger.codes import batch_of_code
from extractors.ledger.figures import counts_in, value_of
from schemas.ledger import Evaluation
from schemas.population import Population
from schemas.reading import Reading, Row
from schemas.vocabulary import Axis, Vocabulary

BATCH = "batch"
"""The axis that codes tell; a series may have none."""

ENOUGH = 24
"""Rows without a known batch in one tier beyond which no search is made; with so many nothing is ever settled."""

Options = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tier:
    """One tier of one period: the batches of the rows with a code, the alliances of those without, the counts."""

    coded: tuple[str, ...]
    uncoded: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def possible_batches(
    readings: Iterable[Reading],
    evaluations: Iterable[Evaluation],
    batches: Mapping[str, Options],
    vocabulary: Vocabulary,
) -> dict[str, Options]:
    """Give the batches each evaluated alliance can belong to.

    Given are those that stand in some tier without a code: what the codes seen elsewhere allow, else any, narrowed by
    the totals of every tier they stand in. A tier whose counts contradict its rows says nothing.
    """
    axis = next((a for a in vocabulary.axes if a.name == BATCH), None)
    if axis is None:
        return {}
    tiers = _tiers(tuple(readings), tuple(evaluations), axis, vocabulary)
    options = {alliance: batches.get(alliance) or axis.order for tier in tiers for alliance in tier.uncoded}
    changed = True
    while changed:
        changed = False
        for tier in tiers:
            for alliance, narrowed in _narrow(tier, options, axis.order).items():
                changed = changed or narrowed != options[alliance]
                options[alliance] = narrowed
    return options


def _tiers(
    readings: tuple[Reading, ...], evaluations: tuple[Evaluation, ...], axis: Axis, vocabulary: Vocabulary
) -> tuple[_Tier, ...]:
    rows: dict[tuple[str, str], list[tuple[str, Row]]] = defaultdict(list)
    for evaluation in evaluations:
        if evaluation.row:
            rows[(evaluation.row.where.document, evaluation.tier)].append((evaluation.alliance, evaluation.row))
    found = []
    for reading in readings:
        counts = counts_in(reading)
        for (document, tier), members in rows.items():
            if document == reading.document.document:
                whole = Population().having("tier", (tier,))
                told = {b: counts.get(whole.having(BATCH, (b,)), []) for b in axis.order}
                values = {b: {value_of(claim) for claim in claims} for b, claims in told.items()}
                shared = _share_out(values, len(members), axis.remainder)
                if shared:
                    coded = tuple(batch_of_code(row.code, vocabulary) for _, row in members if row.code)
                    found.append(_Tier(coded, tuple(a for a, row in members if not row.code), shared))
    return tuple(found)


def _share_out(
    values: Mapping[str, set[int]], rows: int, remainder: tuple[str, ...]
) -> tuple[tuple[str, int], ...] | None:
    """Complete the counts of a tier: a batch that reports leave unprinted has what the others leave."""
    counts = {batch: next(iter(found)) for batch, found in values.items() if len(found) == 1}
    missing = [batch for batch in values if batch not in counts]
    if len(missing) == 1 and missing[0] in remainder and not values[missing[0]]:
        counts[missing[0]] = rows - sum(counts.values())
    if len(counts) < len(values) or sum(counts.values()) != rows or min(counts.values()) < 0:
        return None
    return tuple((batch, counts[batch]) for batch in values)


def _narrow(tier: _Tier, options: Mapping[str, Options], order: tuple[str, ...]) -> dict[str, Options]:
    """Keep of each open row the batches that some way of sharing out the counts gives it."""
    left = Counter(dict(tier.counts))
    left.subtract(tier.coded)
    left.subtract(options[alliance][0] for alliance in tier.uncoded if len(options[alliance]) == 1)
    unknown = [alliance for alliance in tier.uncoded if len(options[alliance]) > 1]
    if not unknown or len(unknown) > ENOUGH or min(left.values()) < 0:
        return {}

    @cache
    def can_share(rest: tuple[Options, ...], room: tuple[int, ...]) -> bool:
        if not rest:
            return not any(room)
        return any(
            room[place] and can_share(rest[1:], (*room[:place], room[place] - 1, *room[place + 1 :]))
            for place in (order.index(batch) for batch in rest[0])
        )

    room = tuple(left[batch] for batch in order)
    kept: dict[str, Options] = {}
    for alliance in unknown:
        others = tuple(sorted(options[other] for other in unknown if other != alliance))
        kept[alliance] = tuple(
            batch
            for place, batch in enumerate(order)
            if batch in options[alliance]
            and room[place]
            and can_share(others, (*room[:place], room[place] - 1, *room[place + 1 :]))
        )
    return kept if all(kept.values()) else {}
