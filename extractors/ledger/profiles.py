"""Profiles: each alliance in one line, from everything else in the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from extractors.ledger.codes import codes_by_alliance
from extractors.ledger.order import period_key, seen_in
from schemas.ledger import Alliance, CodeSeen, Evaluation, Honour, Match, Profile
from schemas.reading import Reading


def profiles_of(
    readings: Iterable[Reading],
    alliances: Iterable[Alliance],
    matches: Iterable[Match],
    evaluations: Iterable[Evaluation],
    honours: Iterable[Honour],
    codes: Iterable[CodeSeen],
    batches: Mapping[str, tuple[str, ...]],
    possible: Mapping[str, tuple[str, ...]],
    not_joined: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]],
) -> tuple[Profile, ...]:
    """Sum up what the corpus says of each alliance, in the order of the alliances."""
    when = {reading.document.document: seen_in(reading.document) for reading in readings}
    seen: dict[str, set[str]] = defaultdict(set)
    for match in matches:
        if match.alliance:
            seen[match.alliance].add(when[match.mention.where.document])
    evaluated: dict[str, set[str]] = defaultdict(set)
    high: dict[str, set[str]] = defaultdict(set)
    for evaluation in evaluations:
        if evaluation.row:
            seen[evaluation.alliance].add(when[evaluation.row.where.document])
        if evaluation.tier:
            evaluated[evaluation.alliance].add(evaluation.period)
        if evaluation.tier == "high":
            high[evaluation.alliance].add(evaluation.period)
    spans: dict[str, set[str]] = defaultdict(set)
    for honour in honours:
        seen[honour.alliance].add(when[honour.row.where.document])
        spans[honour.alliance].add("-".join(filter(None, (honour.row.start, honour.row.end))))
    numbers = codes_by_alliance(codes)
    return tuple(
        Profile(
            alliance=alliance.id,
            name=alliance.name,
            batches=batches.get(alliance.id, ()),
            codes=numbers.get(alliance.id, ()),
            first_seen=min(seen[alliance.id], key=period_key, default=""),
            last_seen=max((s for s in seen[alliance.id] if s), key=period_key, default=""),
            evaluated=_sorted(evaluated[alliance.id]),
            high=_sorted(high[alliance.id]),
            honours=_sorted(spans[alliance.id]),
            batches_possible=possible.get(alliance.id, batches.get(alliance.id, ())),
            not_joined=not_joined.get(alliance.id, ()),
        )
        for alliance in alliances
    )


def _sorted(periods: set[str]) -> tuple[str, ...]:
    return tuple(sorted(periods, key=period_key))
