"""One alliance through the years: what the ledger holds of it, gathered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from schemas.ledger import Evaluation, Honour, Ledger, NameSeen, PanelSeat, Profile


@dataclass(frozen=True, slots=True)
class History:
    """An alliance in brief (`profile`) and all that the brief rests on."""

    profile: Profile
    names: tuple[NameSeen, ...]
    evaluations: tuple[Evaluation, ...]
    honours: tuple[Honour, ...]
    panel: tuple[PanelSeat, ...]


def histories(ledger: Ledger) -> tuple[History, ...]:
    """Gather the history of every alliance of the ledger, in its order."""
    names: dict[str, list[NameSeen]] = defaultdict(list)
    evaluations: dict[str, list[Evaluation]] = defaultdict(list)
    honours: dict[str, list[Honour]] = defaultdict(list)
    panel: dict[str, list[PanelSeat]] = defaultdict(list)
    for seen in ledger.names:
        names[seen.alliance].append(seen)
    for evaluation in ledger.evaluations:
        evaluations[evaluation.alliance].append(evaluation)
    for honour in ledger.honours:
        honours[honour.alliance].append(honour)
    for seat in ledger.panel:
        panel[seat.alliance].append(seat)
    return tuple(
        History(
            profile,
            tuple(sorted(names[profile.alliance], key=lambda n: (n.first_seen, n.name))),
            tuple(sorted(evaluations[profile.alliance], key=lambda e: (e.period, e.basis))),
            tuple(sorted(honours[profile.alliance], key=lambda h: (h.row.start, h.row.end))),
            tuple(sorted(panel[profile.alliance], key=lambda s: (s.period, s.person.person))),
        )
        for profile in ledger.profiles
    )
