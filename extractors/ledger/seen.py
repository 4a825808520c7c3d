"""The names each alliance was seen under: typed, and dated by what was printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from extractors.ledger.order import period_key, seen_in
from extractors.names import Decisions, Resolver, normal_form
from extractors.names.stems import is_short
from schemas.ledger import Alliance, Match, NameSeen
from schemas.reading import Reading

KINDS = {"rename": "former", "misprint": "misprint"}


def names_of(
    readings: Iterable[Reading],
    alliances: Iterable[Alliance],
    matches: Iterable[Match],
    resolver: Resolver,
) -> tuple[NameSeen, ...]:
    """Collect the spellings each alliance was linked under.

    official is the name on file and what differs from it only in layout; former and misprint are what judgements call
    so; short is a name without a full tail; the rest are variants.
    """
    when = {reading.document.document: seen_in(reading.document) for reading in readings}
    on_file = {alliance.id: normal_form(alliance.name) for alliance in alliances}
    printed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for match in matches:
        if match.alliance:
            printed[(match.alliance, match.mention.name)].append(match.mention.where.document)
    found = []
    for (alliance, name), documents in sorted(printed.items()):
        judgement = _judgement(resolver.decisions, normal_form(name), documents)
        if on_file.get(alliance) == normal_form(name):
            kind = "official"
        elif judgement and judgement[1] in KINDS:
            kind = KINDS[judgement[1]]
        else:
            kind = "short" if is_short(resolver.parse(name), resolver.vocabulary) else "variant"
        dates = sorted((when[document] for document in documents), key=period_key)
        found.append(NameSeen(alliance, name, kind, dates[0], dates[-1], judgement[0] if judgement else ""))
    return tuple(found)


def _judgement(decisions: Decisions, normal: str, documents: list[str]) -> tuple[str, str] | None:
    for document in sorted(set(documents)):
        judgement = decisions.judgement_on(normal, document)
        if judgement:
            return judgement.id, judgement.kind
    return None
