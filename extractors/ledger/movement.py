"""Movement between two periods, always with its cause; and the band bridge: old scores under new bands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from extractors.ledger.order import period_key
from schemas.ledger import Band, Evaluation, Ledger
from schemas.population import Interval

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Movement:
    """What became of an alliance between two periods.

    `kind` is up, down, same, bands_changed (the earlier score makes the later tier under the later bands), first (not
    known from any earlier period), again (known from one before), not_evaluated, incomplete, or unknown where a report
    is not in the corpus, or where the bands may have changed and no score tells. `bridged` is the tier that
    the earlier score would have made under the later bands, empty where no score is printed or no band has it.
    """

    alliance: str
    before: Evaluation | None
    after: Evaluation | None
    kind: str
    bridged: str


def tier_of_score(score: str, period: str, bands: tuple[Band, ...]) -> str:
    """Tell the tier a score makes under the bands of a period; empty where there is no score or no band has it."""
    try:
        value = Decimal(score)
    except InvalidOperation:
        return ""
    return next((band.tier for band in bands if band.period == period and band.interval.holds(value)), "")


def tiers_under(scores: Interval | None, bands: Mapping[str, Interval]) -> set[str]:
    """Give the tiers that some score of an old band makes under new bands; scores are whole."""
    if scores is None:
        return set()
    low, high = scores.low or Decimal(0), scores.high if scores.high is not None else Decimal(100)
    whole = (Decimal(n) for n in range(int(low), int(high) + 1))
    return {tier for score in whole if scores.holds(score) for tier, band in bands.items() if band.holds(score)}


def movements(ledger: Ledger, earlier: str, later: str) -> tuple[Movement, ...]:
    """Compare two periods alliance by alliance, in the order of the alliances; those in neither are left out."""
    told: dict[str, dict[str, Evaluation]] = {}
    for evaluation in ledger.evaluations:
        told.setdefault(evaluation.alliance, {}).setdefault(evaluation.period, evaluation)
    reported = {evaluation.period for evaluation in ledger.evaluations if evaluation.row}
    found = []
    for alliance in ledger.alliances:
        periods = told.get(alliance.id, {})
        before, after = periods.get(earlier), periods.get(later)
        if before or after:
            score = before.row.score if before and before.row else ""
            bridged = tier_of_score(score, later, ledger.bands)
            kind = _kind(periods, earlier, later, bridged, reported, ledger.rising)
            found.append(Movement(alliance.id, before, after, kind, bridged))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Step:
    """A movement between two periods that are both known of one alliance, the next known after the other.

    `bands` is same, changed, or unknown where the bands of one of the periods are not printed in the corpus.
    """

    earlier: str
    later: str
    bands: str
    movement: Movement


def steps_of(ledger: Ledger) -> dict[str, tuple[Step, ...]]:
    """Give for each alliance its movements from one known period to the next; from nothing to nothing is none.

    A period whose bands are not printed (its tier is inferred) hides what the bands did: the known periods with bands
    on both sides of it are compared too.
    """
    told: dict[str, dict[str, Evaluation]] = {}
    for evaluation in ledger.evaluations:
        told.setdefault(evaluation.alliance, {}).setdefault(evaluation.period, evaluation)
    reported = {evaluation.period for evaluation in ledger.evaluations if evaluation.row}
    order = [period.period for period in ledger.periods]
    found: dict[str, tuple[Step, ...]] = {}
    for alliance, periods in told.items():
        known = [period for period in order if _tier(periods, period, reported) != UNKNOWN]
        steps = []
        banded = [period for period in known if any(band.period == period for band in ledger.bands)]
        for earlier, later in sorted({*pairwise(known), *pairwise(banded)}, key=lambda p: [order.index(x) for x in p]):
            before, after = periods.get(earlier), periods.get(later)
            if _tier(periods, earlier, reported) or _tier(periods, later, reported):
                bridged = tier_of_score(before.row.score if before and before.row else "", later, ledger.bands)
                kind = _kind(periods, earlier, later, bridged, reported, ledger.rising)
                if kind in ("up", "down") and not bridged and not _whatever_the_score(before, after, ledger):
                    kind = UNKNOWN
                movement = Movement(alliance, before, after, kind, bridged)
                steps.append(Step(earlier, later, bands_between(ledger.bands, earlier, later), movement))
        found[alliance] = tuple(steps)
    return found


def _whatever_the_score(before: Evaluation | None, after: Evaluation | None, ledger: Ledger) -> bool:
    """Tell whether a move without an earlier score is one under the later bands too, whatever that score was."""
    if before is None or after is None:
        return True
    between = bands_between(ledger.bands, before.period, after.period)
    old, new = ({b.tier: b.interval for b in ledger.bands if b.period == e.period} for e in (before, after))
    could = {ledger.rising.index(tier) for tier in tiers_under(old.get(before.tier), new)}
    now = ledger.rising.index(after.tier)
    return between == "same" or (bool(could) and (now > max(could) or now < min(could)))


def bands_between(bands: tuple[Band, ...], earlier: str, later: str) -> str:
    """Compare the bands of two periods: same, changed, or unknown where those of one are not printed."""
    one, other = ({b.tier: b.interval for b in bands if b.period == period} for period in (earlier, later))
    if not one or not other:
        return UNKNOWN
    return "same" if one == other else "changed"


def _kind(
    told: Mapping[str, Evaluation], earlier: str, later: str, bridged: str, reported: set[str], rising: tuple[str, ...]
) -> str:
    before, after = _tier(told, earlier, reported), _tier(told, later, reported)
    if UNKNOWN in (before, after):
        return UNKNOWN
    if not after:
        return "not_evaluated"
    if after not in rising:
        return "incomplete"
    if before not in rising:
        seen = any(e.tier for period, e in told.items() if period_key(period) < period_key(later))
        return "again" if seen else "first"
    if before == after:
        return "same"
    if bridged == after:
        return "bands_changed"
    return "up" if rising.index(after) > rising.index(before) else "down"


def _tier(told: Mapping[str, Evaluation], period: str, reported: set[str]) -> str:
    """Give the tier in a period, empty where not evaluated, unknown where nothing in the corpus tells."""
    evaluation = told.get(period)
    if evaluation and evaluation.tier:
        return evaluation.tier
    if evaluation and len(evaluation.tiers_possible) > 1:
        return UNKNOWN
    return "" if evaluation or period in reported else UNKNOWN


def band_bridge(ledger: Ledger, earlier: str, later: str) -> tuple[tuple[str, str, int], ...]:
    """Count the rows of a period by their printed tier and the tier their score would make under later bands.

    The second is empty where no band has the score, and `unscored` where none is printed and nothing can be compared.
    """
    counts: dict[tuple[str, str], int] = {}
    for evaluation in ledger.evaluations:
        if evaluation.period == earlier and evaluation.row:
            score = evaluation.row.score
            bridged = tier_of_score(score, later, ledger.bands) if score else "unscored"
            key = (evaluation.tier, bridged)
            counts[key] = counts.get(key, 0) + 1
    return tuple((tier, bridged, count) for (tier, bridged), count in counts.items())
