"""Lists: numbers that count what is listed beside them, in their own passage or in those behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.statistics.claims import Spoken
from extractors.statistics.enumerations import marked_lines
from schemas.document import Source
from schemas.reading import Claim, Enumeration, Group
from schemas.where import Where


def _grades(claims: Iterable[Claim], groups: Iterable[Group]) -> dict[str, Where]:
    """Find the grades that the bands and the group headings of the tables tell, each with one place."""
    bands = ((v, c.where) for c in claims if c.kind == "band" and c.of for v in c.of[0].values("tier") or ())
    found: dict[str, Where] = {}
    for tier, where in (*bands, *((g.tier, g.where) for g in groups if g.tier)):
        found.setdefault(tier, where)
    return found


def enumerated(
    spoken: tuple[Spoken, ...], source: Source, claims: Iterable[Claim], groups: Iterable[Group]
) -> Iterator[Enumeration]:
    """Give the numbers of a document that count a list, with the list; the grades are listed by bands and tables."""
    grades = _grades(claims, groups)
    for k, part in enumerate(spoken):
        ink = part.passage.ink
        for one in part.listed:
            low, high = one.low, one.high
            listed: tuple[Where, ...] = (source.where(ink.at[one.items[0] : one.items[1]]),) if one.items[1] else ()
            if one.grades:
                low = high = len(grades)
                listed = tuple(grades.values())
            if one.follows:
                behind = spoken[k + 1 :]
                low = high = marked_lines(s.passage.ink.text for s in behind)
                listed = tuple(source.where(s.passage.ink.at) for s in behind[:low])
            if high > 1:
                where = source.where(ink.at[one.start : one.end])
                yield Enumeration(one.said, low, high, one.open, where, listed, part.passage.place)
