"""How an alliance stood in each period: its tier with score and band, or which kind of nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.ledger.movement import tier_of_score
from extractors.ledger.roster import word_of
from schemas.ledger import Band, Evaluation, Ledger, Profile

PRINTED, INFERRED, UNSCORED = "printed", "inferred", "unscored"


@dataclass(frozen=True, slots=True)
class Standing:
    """An alliance in one period.

    `kind` is scored, unscored (evaluated, and no score printed), inferred (a tier no table prints), not_high,
    named_absent, not_evaluated, not_listed, not_joined or no_report. `band` are the scores that made the tier in this
    period, None where the corpus does not print them. `bridged` is the tier the score would make under the latest
    bands printed, `latest` their period; empty where there is no score, no band has it, or the bands are this period's.
    """

    period: str
    kind: str
    tier: str
    score: str
    basis: str
    band: Band | None
    latest: str
    bridged: str
    premises: tuple[str, ...]


def standings_of(ledger: Ledger) -> dict[str, tuple[Standing, ...]]:
    """Give the standings of every alliance, one for each period of the ledger."""
    told: dict[str, dict[str, Evaluation]] = {}
    for evaluation in ledger.evaluations:
        told.setdefault(evaluation.alliance, {}).setdefault(evaluation.period, evaluation)
    reported = frozenset(evaluation.period for evaluation in ledger.evaluations if evaluation.row)
    latest = ledger.bands[-1].period if ledger.bands else ""
    return {
        profile.alliance: tuple(
            _standing(ledger, profile, period.period, told.get(profile.alliance, {}), reported, latest)
            for period in ledger.periods
        )
        for profile in ledger.profiles
    }


def _standing(
    ledger: Ledger, profile: Profile, period: str, told: dict[str, Evaluation], reported: frozenset[str], latest: str
) -> Standing:
    evaluation = told.get(period)
    tier = evaluation.tier if evaluation else ""
    score = evaluation.row.score if evaluation and evaluation.row else ""
    if not tier:
        kind = word_of(profile, period, told, reported)
        premises = evaluation.premises if evaluation else dict(profile.not_joined).get(period, ())
        return Standing(period, kind, "", score, _basis(evaluation, premises), None, "", "", premises)
    kind = INFERRED if evaluation and evaluation.row is None else "scored" if score else UNSCORED
    band = next((b for b in ledger.bands if b.period == period and b.tier == tier), None)
    bridged = tier_of_score(score, latest, ledger.bands) if period != latest else ""
    premises = evaluation.premises if evaluation else ()
    basis = _basis(evaluation, premises)
    return Standing(period, kind, tier, score, basis, band, latest if bridged else "", bridged, premises)


def _basis(evaluation: Evaluation | None, premises: Iterable[str]) -> str:
    if evaluation:
        return evaluation.basis
    return INFERRED if premises else PRINTED


def printed_only(ledger: Ledger) -> Ledger:
    """Leave out what no document prints: derived figures, inferred tiers, and what rests on them."""
    kept = tuple(e for e in ledger.evaluations if e.basis == PRINTED)
    evaluated = {(e.alliance, e.period) for e in kept if e.tier}
    high = {(e.alliance, e.period) for e in kept if e.tier == "high"}
    profiles = tuple(
        replace(
            p,
            evaluated=tuple(period for period in p.evaluated if (p.alliance, period) in evaluated),
            high=tuple(period for period in p.high if (p.alliance, period) in high),
            batches_possible=p.batches,
            not_joined=(),
        )
        for p in ledger.profiles
    )
    return replace(ledger, evaluations=kept, profiles=profiles, derived=())
