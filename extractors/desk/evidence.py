"""What speaks for and against the alliances that an open name may mean, with the places that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.desk.seen import Prints
from extractors.names import PROVISIONAL, Name, Resolver
from extractors.names.compare import Comparison, same_code, same_person, text_comparisons
from extractors.names.corpus import Sighting, sightings_of
from extractors.names.resolve import REVIEW
from schemas.finding import Message
from schemas.ledger import Ledger, Match
from schemas.question import Candidate, PassedOver, Seen

NEAREST, FLOOR = 3, 0.3
"""How many are told that are no candidates, and how like they must be; below that they share a common word at most."""

SHOWN = 12
"""Places shown of one candidate; the others tell nothing that these do not."""

DOUBLE = Message("同一表中另一行已是该联盟", "another row of the same table is this alliance")
FAR = Message("只是名称相近，没有别的佐证", "only the names are alike; nothing else speaks for it")


@dataclass(frozen=True, slots=True)
class _Print:
    """A printed name, whom it means or may be called, and what stands beside it."""

    sighting: Sighting
    match: Match
    home: str


class Evidence:
    """The prints of a ledger, by whom they mean."""

    def __init__(self, ledger: Ledger, resolver: Resolver, prints: Prints) -> None:
        self._resolver, self._prints = resolver, prints
        self._names = {alliance.id: alliance.name for alliance in ledger.alliances}
        self._of_mention: dict[str, _Print] = {}
        self._homes: dict[str, list[_Print]] = defaultdict(list)
        self._tables: dict[tuple[str, str], dict[str, _Print]] = defaultdict(dict)
        for sighting, match in zip(sightings_of(ledger.readings, resolver), ledger.matches, strict=True):
            found = _Print(sighting, match, match.alliance or sighting.provisional)
            self._of_mention[match.mention.id] = found
            self._homes[found.home].append(found)
            if sighting.table[1]:
                self._tables[sighting.table].setdefault(found.home, found)

    def for_candidate(self, name: Name, matches: Iterable[Match], alliance: str) -> tuple[Comparison, ...]:
        """Give every reason why an open name may mean an alliance: letters, codes, people."""
        own = [self._of_mention[match.mention.id].sighting for match in matches]
        theirs = [p for p in self._homes.get(alliance, ()) if p.match.outcome != REVIEW]
        found = [
            comparison
            for known in self._known_as(alliance)
            for comparison in text_comparisons(name, known, alliance, self._resolver.vocabulary)
            if not comparison.links
        ]
        codes, people = {s.code for s in own} - {""}, {s.person for s in own} - {""}
        for printed in theirs:
            sighting = printed.sighting
            if sighting.code in codes:
                found.append(same_code(sighting.code, alliance, sighting.document))
            if sighting.person in people:
                found.append(same_person(sighting.person, alliance, sighting.document))
        return tuple(dict.fromkeys(found)) or (Comparison(alliance, "double", 1.0, DOUBLE),)

    def _known_as(self, alliance: str) -> list[Name]:
        if alliance.startswith(PROVISIONAL):
            return [self._resolver.parse(p.match.mention.name) for p in self._homes.get(alliance, ())]
        return [entry.name for entry in self._resolver.index.entries if entry.alliance == alliance]

    def candidate(self, alliance: str, comparisons: tuple[Comparison, ...], matches: Iterable[Match]) -> Candidate:
        """Put the reasons for an alliance together with the places that print it, those that bear evidence first."""
        own = [self._of_mention[match.mention.id].sighting for match in matches]
        codes, people = {s.code for s in own} - {""}, {s.person for s in own} - {""}

        def weight(printed: _Print) -> int:
            return -((printed.sighting.code in codes) + (printed.sighting.person in people))

        printed = sorted(self._homes.get(alliance, ()), key=weight)
        bearing = [p for p in printed if weight(p)]
        places = self._seen(bearing) + tuple(s for s in self._seen(printed) if s not in self._seen(bearing))
        return Candidate(
            alliance,
            self._names.get(alliance, alliance),
            tuple(dict.fromkeys(c.message for c in comparisons)),
            tuple(sorted({c.kind for c in comparisons} & {"code", "person"})),
            places[:SHOWN],
        )

    def _seen(self, printed: Iterable[_Print]) -> tuple[Seen, ...]:
        return self._prints.ordered(self._prints.mention(p.match.mention) for p in printed)

    def passed_over(self, name: Name, matches: Iterable[Match], wanted: tuple[str, ...]) -> tuple[PassedOver, ...]:
        """Give the alliances with the likest names that are no candidates, and say why not."""
        tables = {self._of_mention[match.mention.id].sighting.table for match in matches} - {("", "")}
        return tuple(
            PassedOver(
                c.alliance, self._names.get(c.alliance, c.alliance), (c.message, *self._against(c, name, tables))
            )
            for c in self._resolver.nearest(name, NEAREST + len(wanted), FLOOR)
            if c.alliance not in wanted
        )[:NEAREST]

    def _against(self, near: Comparison, name: Name, tables: Iterable[tuple[str, str]]) -> tuple[Message, ...]:
        decisions = self._resolver.decisions
        judged = [
            Message(f"认定 {j.id}：{j.reason}", f"judgement {j.id}: {j.reason}")
            for j in decisions.active
            if j.kind in ("different", "successor") and decisions.forbids(name.normal, near.alliance)
            and j.alliance == near.alliance
        ]  # fmt: skip
        beside = [
            Message(f"{document} 同一表中另有一行是它", f"another row of the same table of {document} is this one")
            for document, table in sorted(tables)
            if near.alliance in self._tables[(document, table)]
        ]
        return tuple(judged + beside) or (FAR,)
