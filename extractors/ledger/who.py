"""Who a name means, why, and who else was considered and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.ledger.apart import Apart, likes_of, names_known
from extractors.ledger.codes import fold_code
from extractors.ledger.find import Found, find, resolver_of
from extractors.ledger.order import seen_in
from extractors.names import Resolver, Verdict, normal_form
from schemas.finding import Message
from schemas.ledger import Ledger
from schemas.vocabulary import Vocabulary

FOUND, SEVERAL, UNSURE, UNKNOWN = "found", "several", "unsure", "unknown"

SHOWN = 5
"""How many are shown of those that are merely near; the sixth has never been the one that was meant."""


@dataclass(frozen=True, slots=True)
class Considered:
    """An alliance that a query may mean: what speaks for it, and what against."""

    alliance: str
    name: str
    reasons: tuple[Message, ...]
    against: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where the very words of the query were printed, and whom they were taken to mean there."""

    document: str
    role: str
    line: int
    outcome: str
    alliance: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a query.

    `outcome` is found (one alliance), several (it fits them all), unsure (near ones that only a person's judgement
    could link) or unknown; `how` says by what: id, code, name, part, candidate, initials, none. `taken` are those it
    fits; `others` came near and were not taken, of an unknown name the nearest there are.
    """

    query: str
    period: str
    outcome: str
    how: str
    taken: tuple[Considered, ...]
    others: tuple[Considered, ...]
    sightings: tuple[Sighting, ...]


def who_is(query: str, ledger: Ledger, vocabulary: Vocabulary, period: str = "") -> Answer:
    """Say whom a query means; with a period, by what the documents of that period print. Nothing is guessed."""
    resolver = resolver_of(ledger, vocabulary)
    documents = documents_of(ledger, period)
    found = _in_time(find(query, ledger, vocabulary), ledger, resolver, documents)
    names = {alliance.id: alliance.name for alliance in ledger.alliances}
    taken = tuple(
        Considered(a, names[a], _reasons(found, a, ledger, resolver, documents)) for a in found.alliances if a in names
    )
    outcome = UNSURE if found.how == "candidate" else SEVERAL if len(taken) > 1 else FOUND if taken else UNKNOWN
    others = () if outcome in (SEVERAL, UNSURE) else _others(found, ledger, resolver)
    return Answer(query, period, outcome, found.how, taken, others, _sightings(query, ledger, documents, bool(period)))


def documents_of(ledger: Ledger, period: str) -> tuple[str, ...]:
    """Give the documents that saw what they print in a period; none where no period is asked for."""
    infos = (reading.document for reading in ledger.readings)
    return tuple(info.document for info in infos if period and seen_in(info) == period)


def periods_told(ledger: Ledger) -> tuple[str, ...]:
    """Give the periods that can be asked for: those of the ledger and the years of its other documents."""
    seen = (seen_in(reading.document) for reading in ledger.readings)
    return tuple(sorted({p.period for p in ledger.periods} | set(filter(None, seen))))


def _in_time(found: Found, ledger: Ledger, resolver: Resolver, documents: tuple[str, ...]) -> Found:
    """Take what holds in some documents only for those alone: a short form settled there, a code printed there."""
    if found.how == "code" and documents:
        code = fold_code(found.query)
        there = {seen.alliance for seen in ledger.codes if fold_code(seen.code) == code and seen.document in documents}
        kept = tuple(alliance for alliance in found.alliances if alliance in there)
        return Found(found.query, found.how, kept or found.alliances, found.verdict)
    judged = [resolver.resolve(found.query, document) for document in documents]
    linked = {verdict.alliance for verdict in judged if verdict.alliance}
    if len(linked) == 1:
        return Found(found.query, "name", (linked.pop(),), next(v for v in judged if v.alliance))
    if found.how == "name" and not found.verdict.alliance and found.verdict.candidates:
        both = dict.fromkeys((*found.alliances, *found.verdict.candidates))
        return Found(found.query, "candidate", tuple(both), found.verdict)
    return found


def _reasons(
    found: Found, alliance: str, ledger: Ledger, resolver: Resolver, documents: tuple[str, ...]
) -> tuple[Message, ...]:
    """Say what speaks for an alliance, by the way it was found."""
    query = found.query.strip()
    if found.how == "id":
        return (Message(f"台账编号 {query}", f"permanent id {query}"),)
    if found.how == "initials":
        return (Message(f"拼音首字母 {query}", f"pinyin initials {query}"),)
    if found.how == "part":
        return (Message(f"名称里有“{query}”", f"“{query}” is a part of the name"),)
    if found.how == "code":
        witnesses = [s for s in ledger.codes if s.alliance == alliance and fold_code(s.code) == fold_code(query)]
        return tuple(
            Message(
                f"{seen.document} 印作 {seen.code}（{_VERDICTS[seen.verdict]}）",
                f"{seen.document} prints {seen.code} ({seen.verdict})",
            )
            for seen in [s for s in witnesses if s.document in documents] or witnesses
        )
    return _by_name(found.verdict, alliance) or _settled(query, alliance, ledger)


_VERDICTS = {"agreed": "一致", "disputed": "有争议", "misprint": "误印", "misread": "误读", "carried": "承继"}


def _by_name(verdict: Verdict, alliance: str) -> tuple[Message, ...]:
    return tuple(dict.fromkeys(comparison.message for comparison in verdict.reasons_for(alliance)))


def _settled(query: str, alliance: str, ledger: Ledger) -> tuple[Message, ...]:
    """Tell the judgements that say so in some documents only."""
    normal = normal_form(query)
    found = []
    for seen in ledger.names:
        if seen.alliance == alliance and normal_form(seen.name) == normal and seen.judgement:
            reason = next((j.reason for j in ledger.judgements if j.id == seen.judgement), "")
            found.append(Message(f"认定 {seen.judgement}：{reason}", f"judgement {seen.judgement}: {reason}"))
    return tuple(found)


def _others(found: Found, ledger: Ledger, resolver: Resolver) -> tuple[Considered, ...]:
    """Give those that came near and were not taken; of an unknown name the nearest there are."""
    names = {alliance.id: alliance.name for alliance in ledger.alliances}
    own = resolver.parse(found.query)
    if not found.alliances:
        near = resolver.nearest(own, SHOWN)
        return tuple(Considered(c.alliance, names[c.alliance], (c.message,)) for c in near)
    taken = found.alliances[0]
    parsed = [resolver.parse(name) for name in names_known(ledger, taken)]
    if found.how in ("name", "part"):
        parsed.insert(0, own)
    apart = Apart.of(ledger, resolver)
    return tuple(
        Considered(a, names[a], reasons, apart.between(taken, a))
        for a, reasons in likes_of(parsed, resolver, {taken})[:SHOWN]
        if a in names
    )


def confused_with(
    ledger: Ledger, vocabulary: Vocabulary, alliances: Iterable[str]
) -> dict[str, tuple[Considered, ...]]:
    """Give for alliances those they are easily taken for: what makes them alike, and what shows them to be two."""
    resolver = resolver_of(ledger, vocabulary)
    apart = Apart.of(ledger, resolver)
    names = {alliance.id: alliance.name for alliance in ledger.alliances}
    return {
        own: tuple(
            Considered(other, names[other], reasons, apart.between(own, other))
            for other, reasons in likes_of(map(resolver.parse, names_known(ledger, own)), resolver, {own})[:SHOWN]
            if other in names
        )
        for own in alliances
    }


def _sightings(query: str, ledger: Ledger, documents: tuple[str, ...], limited: bool) -> tuple[Sighting, ...]:
    normal = normal_form(query)
    return tuple(
        Sighting(
            match.mention.where.document,
            match.mention.role,
            match.mention.where.spans[0].line if match.mention.where.spans else 0,
            match.outcome,
            match.alliance,
        )
        for match in ledger.matches
        if normal_form(match.mention.name) == normal and (not limited or match.mention.where.document in documents)
    )
