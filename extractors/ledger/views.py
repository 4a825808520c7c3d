"""Views of the whole roster: the bands of one period under those of another, movements counted, people over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from extractors.ledger.movement import Step, band_bridge, bands_between
from extractors.ledger.order import period_key
from extractors.ledger.standing import Standing
from schemas.ledger import Ledger, PanelSeat, Profile


@dataclass(frozen=True, slots=True)
class Bridge:
    """The scores of one period under the bands of a later one.

    `counts` are (printed tier, tier under the later bands, number of alliances), highest first; the second is empty
    where no later band has the score, and ``unscored`` where no score is printed and nothing can be compared.
    `bands` is same or changed.
    """

    earlier: str
    later: str
    bands: str
    counts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """How many alliances moved how from one known period to the next, and what the bands did between.

    `whole` says that a table of results is there of both periods; else one of them is known only of some alliances,
    and what nobody is counted under may have happened all the same.
    """

    earlier: str
    later: str
    bands: str
    kinds: tuple[tuple[str, int], ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which office in which alliance by which document, and how that alliance stood in the period."""

    profile: Profile
    seat: PanelSeat
    standing: Standing | None


def bridges(ledger: Ledger) -> Iterator[Bridge]:
    """Give the band bridge between every two periods whose bands are printed, the earlier with a table."""
    banded = [p.period for p in ledger.periods if any(band.period == p.period for band in ledger.bands)]
    for number, earlier in enumerate(banded):
        for later in banded[number + 1 :]:
            counts = sorted(band_bridge(ledger, earlier, later), key=partial(_falling, ledger.rising))
            if counts:
                yield Bridge(earlier, later, bands_between(ledger.bands, earlier, later), tuple(counts))


def _falling(rising: tuple[str, ...], count: tuple[str, str, int]) -> tuple[int, int]:
    low, high = (-rising.index(tier) if tier in rising else 1 for tier in count[:2])
    return low, high


def moves(steps: Iterable[tuple[Step, ...]], ledger: Ledger) -> tuple[Moves, ...]:
    """Count the movements of all alliances between periods, in time order; what cannot be told is counted too."""
    tabled = {evaluation.period for evaluation in ledger.evaluations if evaluation.row is not None}
    counted: dict[tuple[str, str, str], Counter[str]] = {}
    for step in (step for found in steps for step in found):
        counted.setdefault((step.earlier, step.later, step.bands), Counter())[step.movement.kind] += 1
    ordered = sorted(counted, key=lambda key: (period_key(key[0]), period_key(key[1])))
    return tuple(Moves(*key, tuple(sorted(counted[key].items())), tabled.issuperset(key[:2])) for key in ordered)


def offices(profile: Profile, seats: Iterable[PanelSeat], standings: Iterable[Standing]) -> Iterator[Office]:
    """Give the offices held in one alliance in time order, each with how the alliance stood in that period."""
    by_period = {standing.period: standing for standing in standings}
    for seat in sorted(seats, key=lambda s: (period_key(s.period), s.person.where.id)):
        yield Office(profile, seat, by_period.get(seat.period))
