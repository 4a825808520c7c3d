"""Matching all mentions of a corpus: what one name cannot tell alone, its table, its code and its people can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extractors.names.compare import Comparison, same_code, same_person
from extractors.names.index import Entry, build_index
from extractors.names.resolve import LINKED, NEW, REVIEW, Resolver, Verdict
from extractors.names.roster import PROVISIONAL, provisional_id
from extractors.names.stems import Name, names_a_member
from schemas.finding import Message
from schemas.ledger import Match
from schemas.reading import Mention, Reading

TABLES = ("evaluations", "honours")
"""Tables whose rows are alliances."""

ROLES = {"evaluations": "row", "honours": "honour"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A printed name and what stood beside it: the table it is a row of, its code, the person in office there."""

    mention: Mention
    name: Name
    provisional: str
    table: tuple[str, str]
    code: str
    person: str

    @property
    def document(self) -> str:
        return self.mention.where.document


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Where codes and people were seen: for each, the alliances or stems they stood beside and in which documents."""

    codes: Mapping[str, tuple[tuple[str, str], ...]]
    people: Mapping[str, tuple[tuple[str, str], ...]]


def sightings_of(readings: Iterable[Reading], resolver: Resolver) -> tuple[Sighting, ...]:
    """Collect every printed name with what stands beside it.

    A row whose name is no mention counts as one; an affiliation that is no alliance (a ministry, the network) does not.
    """
    found: list[Sighting] = []
    for reading in readings:
        rows = {place.id: row for row in reading.rows if row.table in TABLES for place in (row.cell("name"), row.where)}
        people = {place.id: p for p in reading.panel for place in (p.affiliation_where, p.where)}
        mentions = {mention.where.id: mention for mention in reading.mentions if mention.role in ROLES.values()}
        missing = tuple(
            Mention(row.name, ROLES[row.table], row.cell("name"))
            for row in reading.rows
            if row.table in TABLES and row.cell("name").id not in mentions and row.where.id not in mentions
        )
        for mention in (*reading.mentions, *missing):
            if mention.role == "panel" and not names_a_member(mention.name, resolver.vocabulary):
                continue
            row = rows.get(mention.where.id) if mention.role in ROLES.values() else None
            person = people.get(mention.where.id) if mention.role == "panel" else None
            name = resolver.parse(mention.name)
            found.append(
                Sighting(
                    mention,
                    name,
                    provisional_id(name, resolver.vocabulary),
                    (reading.document.document, row.table) if row else ("", ""),
                    row.code.upper() if row else "",
                    person.person if person else "",
                )
            )
    return tuple(found)


def match_mentions(readings: Iterable[Reading], resolver: Resolver) -> tuple[Match, ...]:
    """Say whom every mention means, in the order of the readings.

    Links come first, from each name alone; then the names that are left are compared with the roster, with each
    other, and with the codes and people of those already linked. Rows of one table are different alliances: what
    one row is, another row cannot be. The order of the readings changes nothing but the order of the matches.
    """
    sightings = sightings_of(readings, resolver)
    verdicts = [resolver.link(sighting.name, sighting.document) for sighting in sightings]
    _part_doubles(sightings, verdicts)
    open_names = _propose(sightings, verdicts, resolver)
    return tuple(
        _match(sighting, verdict or open_names[sighting.name.normal])
        for sighting, verdict in zip(sightings, verdicts, strict=True)
    )


def _match(sighting: Sighting, verdict: Verdict) -> Match:
    reasons = [c.message.zh for c in verdict.reasons_for(verdict.alliance)] if verdict.outcome == LINKED else []
    for candidate in verdict.candidates if verdict.outcome == REVIEW else ():
        reasons.append(f"{candidate}：{'，'.join(c.message.zh for c in verdict.reasons_for(candidate))}")
    if verdict.outcome == NEW:
        reasons.append("名册中没有相近的名称")
    alliance = sighting.provisional if verdict.outcome == NEW else verdict.alliance
    return Match(sighting.mention, alliance, verdict.outcome, verdict.candidates, tuple(dict.fromkeys(reasons)))


def _part_doubles(sightings: tuple[Sighting, ...], verdicts: list[Verdict | None]) -> None:
    """Keep the best of several rows of one table that mean one alliance; the others become open questions."""
    holders: dict[tuple[tuple[str, str], str], list[int]] = defaultdict(list)
    for number, (sighting, verdict) in enumerate(zip(sightings, verdicts, strict=True)):
        if sighting.table[1] and verdict and verdict.outcome == LINKED:
            holders[(sighting.table, verdict.alliance)].append(number)
    for (_, alliance), numbers in holders.items():
        ordered = sorted(numbers, key=lambda n: (_strength(verdicts[n]), sightings[n].mention.where.spans))
        words = Message("同一表中另一行已是该联盟", "another row of the same table is this alliance")
        for number in ordered[1:]:
            verdicts[number] = Verdict(REVIEW, "", (alliance,), (Comparison(alliance, "double", 1.0, words),))


def _strength(verdict: Verdict | None) -> tuple[int, str]:
    link = verdict.link if verdict else None
    return ("judgement", "stem", "acronym").index(link.kind) if link else 9, link.judgement if link else ""


def _propose(sightings: tuple[Sighting, ...], verdicts: list[Verdict | None], resolver: Resolver) -> dict[str, Verdict]:
    """Weigh every name that nothing links: candidates from the roster, then from the other names left over."""
    left: dict[str, list[Sighting]] = defaultdict(list)
    for sighting, verdict in zip(sightings, verdicts, strict=True):
        if verdict is None:
            left[sighting.provisional].append(sighting)
    names = {s.name.normal: (s.name, own) for own, group in left.items() for s in group}
    others = build_index(Entry(name, own) for name, own in names.values())
    barred = _neighbours(sightings, verdicts)
    apart = _apart(names, sightings, verdicts, resolver)
    witnesses = _witnesses(sightings, verdicts)
    weighed: dict[str, Verdict] = {}
    for normal, (name, own) in names.items():
        beside = tuple(replace(c, kind="near") for _, c in others.alike(name, resolver.vocabulary))
        comparisons = (*resolver.propose(name), *beside, *_further(left[own], witnesses))
        never = {own, *barred.get(own, ()), *apart.get(normal, ())}
        allowed = {c for c in comparisons if c.alliance not in never}
        weighed[normal] = resolver.weigh(tuple(sorted(allowed, key=lambda c: (c.alliance, c.kind, c.message.zh))), name)
    return weighed


def _apart(
    names: Mapping[str, tuple[Name, str]],
    sightings: tuple[Sighting, ...],
    verdicts: list[Verdict | None],
    resolver: Resolver,
) -> dict[str, set[str]]:
    """For each name left over: whom the names mean of which a judgement says that they are others."""
    if not resolver.decisions.apart:
        return {}
    homes = {(s.name.normal, _home(s, verdict)) for s, verdict in zip(sightings, verdicts, strict=True)}
    return {normal: {home for other, home in homes if resolver.decisions.are_apart(normal, other)} for normal in names}


def _home(sighting: Sighting, verdict: Verdict | None) -> str:
    return verdict.alliance if verdict and verdict.outcome == LINKED else sighting.provisional


def _neighbours(sightings: tuple[Sighting, ...], verdicts: list[Verdict | None]) -> dict[str, set[str]]:
    """For each name left over: whom the other rows of its tables mean, and so whom it cannot mean."""
    tables: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sighting, verdict in zip(sightings, verdicts, strict=True):
        if sighting.table[1]:
            tables[sighting.table].add(_home(sighting, verdict))
    barred: dict[str, set[str]] = defaultdict(set)
    for homes in tables.values():
        for home in homes:
            if home.startswith(PROVISIONAL):
                barred[home] |= homes - {home}
    return barred


def _witnesses(sightings: tuple[Sighting, ...], verdicts: list[Verdict | None]) -> Witnesses:
    codes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    people: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for sighting, verdict in zip(sightings, verdicts, strict=True):
        if verdict and verdict.outcome == REVIEW:
            continue
        seen = (_home(sighting, verdict), sighting.document)
        if sighting.code:
            codes[sighting.code].add(seen)
        if sighting.person:
            people[sighting.person].add(seen)
    return Witnesses(
        {code: tuple(sorted(seen)) for code, seen in codes.items()},
        {person: tuple(sorted(seen)) for person, seen in people.items()},
    )


def _further(group: list[Sighting], witnesses: Witnesses) -> tuple[Comparison, ...]:
    codes = sorted({sighting.code for sighting in group if sighting.code})
    people = sorted({sighting.person for sighting in group if sighting.person})
    return (
        *(same_code(code, alliance, document) for code in codes for alliance, document in witnesses.codes[code]),
        *(same_person(who, alliance, document) for who in people for alliance, document in witnesses.people[who]),
    )
