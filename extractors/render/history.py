"""One alliance through the years: what the ledger holds of it, gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.ledger.movement import Step, steps_of
from extractors.ledger.standing import Standing, standings_of
from extractors.ledger.who import Considered
from schemas.ledger import CodeSeen, Evaluation, Honour, Ledger, NameSeen, PanelSeat, Profile
from schemas.reading import Item


@dataclass(frozen=True, slots=True)
class History:
    """An alliance in brief (`profile`) and all that the brief rests on.

    `people` are those whom the prose names with an office in it, by document; `confused` are the alliances it is easily
    taken for.
    """

    profile: Profile
    names: tuple[NameSeen, ...]
    evaluations: tuple[Evaluation, ...]
    honours: tuple[Honour, ...]
    panel: tuple[PanelSeat, ...]
    codes: tuple[CodeSeen, ...] = ()
    standings: tuple[Standing, ...] = ()
    steps: tuple[Step, ...] = ()
    items: tuple[Item, ...] = ()
    people: tuple[PanelSeat, ...] = ()
    confused: tuple[Considered, ...] = ()


def histories(ledger: Ledger, confused: Mapping[str, tuple[Considered, ...]] | None = None) -> tuple[History, ...]:
    """Gather the history of every alliance of the ledger, in its order."""
    names: dict[str, list[NameSeen]] = defaultdict(list)
    evaluations: dict[str, list[Evaluation]] = defaultdict(list)
    honours: dict[str, list[Honour]] = defaultdict(list)
    panel: dict[str, list[PanelSeat]] = defaultdict(list)
    codes: dict[str, list[CodeSeen]] = defaultdict(list)
    for seen in ledger.names:
        names[seen.alliance].append(seen)
    for evaluation in ledger.evaluations:
        evaluations[evaluation.alliance].append(evaluation)
    for honour in ledger.honours:
        honours[honour.alliance].append(honour)
    for seat in ledger.panel:
        panel[seat.alliance].append(seat)
    for code in ledger.codes:
        codes[code.alliance].append(code)
    standings, steps, items, people = standings_of(ledger), steps_of(ledger), _items(ledger), _people(ledger)
    return tuple(
        History(
            profile,
            tuple(sorted(names[profile.alliance], key=lambda n: (n.first_seen, n.name))),
            tuple(sorted(evaluations[profile.alliance], key=lambda e: (e.period, e.basis))),
            tuple(sorted(honours[profile.alliance], key=lambda h: (h.row.start, h.row.end))),
            tuple(sorted(panel[profile.alliance], key=lambda s: (s.period, s.person.person))),
            tuple(codes[profile.alliance]),
            standings[profile.alliance],
            steps.get(profile.alliance, ()),
            items.get(profile.alliance, ()),
            people.get(profile.alliance, ()),
            (confused or {}).get(profile.alliance, ()),
        )
        for profile in ledger.profiles
    )


def _items(ledger: Ledger) -> dict[str, tuple[Item, ...]]:
    """Give the bulletin items that mention each alliance, each once."""
    homes = {match.mention.id: match.alliance for match in ledger.matches if match.alliance}
    found: dict[str, dict[tuple[str, str, int], Item]] = defaultdict(dict)
    for reading in ledger.readings:
        for item in reading.items:
            for mention in item.mentions:
                if mention in homes:
                    found[homes[mention]][(reading.document.document, item.section, item.position)] = item
    return {alliance: tuple(items.values()) for alliance, items in found.items()}


def _people(ledger: Ledger) -> dict[str, tuple[PanelSeat, ...]]:
    """Give those whom running text names with an office in an alliance; the panels are told apart from them."""
    homes = {match.mention.where.id: match.alliance for match in ledger.matches if match.alliance}
    by_name = {(m.mention.where.document, m.mention.name): m.alliance for m in ledger.matches if m.alliance}
    found: dict[str, list[PanelSeat]] = defaultdict(list)
    for reading in ledger.readings:
        info = reading.document
        for person in reading.people:
            home = homes.get(person.affiliation_where.id) or by_name.get((info.document, person.affiliation), "")
            if home:
                found[home].append(PanelSeat(info.period or info.published[:4], home, person))
    return {alliance: tuple(seats) for alliance, seats in found.items()}
