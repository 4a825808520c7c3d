"""Finding an alliance by what a person types: id, code, name, short form, slip, part of a name, pinyin initials."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.ledger.codes import fold_code
from extractors.names import PROVISIONAL, Resolver, Verdict, build_resolver, normal_form, replay
from extractors.names.compare import one_slip
from extractors.names.initials import has_initials, initial_of
from schemas.ledger import CodeSeen, Ledger
from schemas.vocabulary import Vocabulary

SHORTEST_INITIALS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a query finds, best first, and how: id, code, name, candidate, part or initials; none where nobody.

    `verdict` is what resolution says of the query taken as a name, with every reason for each alliance considered.
    More than one alliance is an open question; nothing is guessed.
    """

    query: str
    how: str
    alliances: tuple[str, ...]
    verdict: Verdict


def resolver_of(ledger: Ledger, vocabulary: Vocabulary) -> Resolver:
    """Make the resolver a ledger was reconciled with."""
    on_file = tuple(a for a in ledger.alliances if not a.id.startswith(PROVISIONAL))
    return build_resolver(on_file, replay(ledger.judgements, on_file), vocabulary)


def find(query: str, ledger: Ledger, vocabulary: Vocabulary) -> Found:
    """Find alliances by a query; the first way that finds any decides."""
    resolver = resolver_of(ledger, vocabulary)
    verdict = resolver.resolve(query)
    if not verdict.alliance:
        verdict = _in_full(query, resolver) or verdict
    ways = (
        ("id", _by_id(query, ledger)),
        ("code", _by_code(query, ledger)),
        ("name", (verdict.alliance,) if verdict.alliance else _by_spelling(query, ledger)),
        ("part", _by_part(query, ledger, resolver)),
        ("candidate", verdict.candidates),
        ("initials", _by_initials(query, ledger, resolver)),
    )
    how, alliances = next(((how, found) for how, found in ways if found), ("none", ()))
    return Found(query, how, alliances, verdict)


def nearest_codes(query: str, ledger: Ledger, count: int) -> tuple[tuple[CodeSeen, str], ...]:
    """Give the codes printed one slip away from a query that looks like a code, each with its bearer's name."""
    code = fold_code(query)
    if not (code.isascii() and any(character.isdigit() for character in code)):
        return ()
    names = {alliance.id: alliance.name for alliance in ledger.alliances}
    near = {fold_code(seen.code): seen for seen in ledger.codes if one_slip(fold_code(seen.code), code)}
    return tuple((near[c], names.get(near[c].alliance, "")) for c in sorted(near)[:count])


def initials_by_alliance(ledger: Ledger, vocabulary: Vocabulary) -> dict[str, str]:
    """Give the pinyin initials each alliance is found by; `?` stands for a character that tells none."""
    resolver = resolver_of(ledger, vocabulary)
    return {a.id: "".join(map(initial_of, resolver.parse(a.name).outer)) for a in ledger.alliances}


def _in_full(query: str, resolver: Resolver) -> Verdict | None:
    """Take a query for a name without its last word (马产业), if that links."""
    verdict = resolver.resolve(query + resolver.vocabulary.entity.name_endings[0])
    return verdict if verdict.alliance else None


def _by_id(query: str, ledger: Ledger) -> tuple[str, ...]:
    return tuple(a.id for a in ledger.alliances if a.id == query.strip())


def _by_code(query: str, ledger: Ledger) -> tuple[str, ...]:
    code = fold_code(query)
    return tuple(dict.fromkeys(seen.alliance for seen in ledger.codes if fold_code(seen.code) == code))


def _by_spelling(query: str, ledger: Ledger) -> tuple[str, ...]:
    """Find who was printed so, also where a judgement for one document was needed to tell."""
    normal = normal_form(query)
    return tuple(dict.fromkeys(seen.alliance for seen in ledger.names if normal_form(seen.name) == normal))


def _by_part(query: str, ledger: Ledger, resolver: Resolver) -> tuple[str, ...]:
    part = resolver.parse(query).stem
    # One letter is in too many acronyms to mean any; a single character (茶) may well be the whole stem.
    if not part or (part.isascii() and len(part) < SHORTEST_INITIALS):
        return ()
    return tuple(alliance.id for alliance in ledger.alliances if part in resolver.parse(alliance.name).stem)


def _by_initials(query: str, ledger: Ledger, resolver: Resolver) -> tuple[str, ...]:
    letters = query.strip()
    if len(letters) < SHORTEST_INITIALS or not (letters.isascii() and letters.isalpha()):
        return ()
    return tuple(
        alliance.id for alliance in ledger.alliances if has_initials(resolver.parse(alliance.name).outer, letters)
    )
