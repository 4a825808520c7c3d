"""Minting: permanent ids for names that no alliance on file has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from extractors.names.corpus import TABLES, Sighting, match_mentions, sightings_of
from extractors.names.judgements import Decisions, replay
from extractors.names.resolve import LINKED, build_resolver
from extractors.names.roster import PROVISIONAL, id_of, next_number
from extractors.names.stems import is_short
from schemas.ledger import Alliance, Judgement, Match
from schemas.reading import Reading
from schemas.vocabulary import Vocabulary


def mint(
    readings: Iterable[Reading],
    alliances: Iterable[Alliance],
    judgements: Iterable[Judgement],
    vocabulary: Vocabulary,
    accepted: frozenset[str] = frozenset(),
    beside: Iterable[Reading] = (),
) -> tuple[Alliance, ...]:
    """Give ids to the new names of the readings, and return the alliances that are to be added to the file.

    Ids are given document after document in the order of `readings` (the caller sorts them by period); in a document
    first to the rows of its evaluation, in their order, then to its honours list, then to the names elsewhere, by
    place. A name that has a candidate on file gets none: it waits for a judgement, unless its normal form is among
    those `accepted` as new. The name on file is the full spelling printed most often in tables, of two the longer.

    The readings `beside` are witnesses: their names get no ids, but their codes, people and open names count.
    """
    judgements, on_file, everything, beside = tuple(judgements), list(alliances), tuple(readings), tuple(beside)
    decisions = replay(judgements, on_file)
    before = len(on_file)
    number = next_number([*(a.id for a in on_file), *(j.alliance for j in judgements)])
    spellings = _best_spellings(sightings_of(everything, build_resolver((), decisions, vocabulary)), vocabulary)
    minted: set[str] = set()
    for count, reading in enumerate(everything, start=1):
        while fresh := [
            provisional
            for provisional in _mintable(
                reading, (*beside, *everything[:count]), on_file, decisions, vocabulary, accepted
            )
            if provisional not in minted
        ]:
            minted.update(fresh)
            for provisional in fresh:
                on_file.append(Alliance(id_of(number), spellings[provisional]))
                number += 1
    return tuple(on_file[before:])


def _mintable(
    reading: Reading,
    read: tuple[Reading, ...],
    on_file: list[Alliance],
    decisions: Decisions,
    vocabulary: Vocabulary,
    accepted: frozenset[str],
) -> tuple[str, ...]:
    """Give the provisional ids that may be minted now: all new rows of the next table, or one name from elsewhere."""
    resolver = build_resolver(on_file, decisions, vocabulary)
    new = [
        sighting
        for sighting, match in zip(sightings_of(read, resolver), match_mentions(read, resolver), strict=True)
        if sighting.document == reading.document.document and _is_new(match, sighting, accepted)
    ]
    for table in TABLES:
        rows = [sighting for sighting in new if sighting.table[1] == table]
        if rows:
            return tuple(dict.fromkeys(sighting.provisional for sighting in rows))
    elsewhere = sorted(new, key=lambda sighting: sighting.mention.where.spans)
    return tuple(sighting.provisional for sighting in elsewhere[:1])


def _is_new(match: Match, sighting: Sighting, accepted: frozenset[str]) -> bool:
    if match.outcome == LINKED:
        return False
    if sighting.name.normal in accepted:
        return True
    return all(candidate.startswith(PROVISIONAL) for candidate in match.candidates)


def _best_spellings(sightings: tuple[Sighting, ...], vocabulary: Vocabulary) -> Mapping[str, str]:
    printed = Counter((sighting.provisional, sighting.mention.name) for sighting in sightings)
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        groups[sighting.provisional].append(sighting)

    def weight(sighting: Sighting) -> tuple[bool, bool, int, int]:
        count = printed[(sighting.provisional, sighting.mention.name)]
        full = not is_short(sighting.name, vocabulary)
        return full, bool(sighting.table[1]), count, len(sighting.name.normal)

    return {provisional: max(group, key=weight).mention.name for provisional, group in groups.items()}
