"""One alliance as the roster page holds it: short keys, what is absent left out, each name and place once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from extractors.ledger.movement import UNKNOWN, Step
from extractors.ledger.standing import PRINTED, Standing
from extractors.render.history import History
from extractors.render.pages.roster_told import Told
from extractors.render.plain import Json
from extractors.render.roster import SAME_BANDS, cause
from schemas.ledger import CodeSeen, Honour, Match, PanelSeat
from schemas.reading import Item, Row
from schemas.where import Where

At = list[list[object]]
SAME = (SAME_BANDS.zh, SAME_BANDS.en)
CHANGES, STEADY = ("up", "down"), ("same", "bands_changed")


def alliance(
    history: History, told: Told, sightings: Iterable[Match], moves: Iterable[str], findings: Iterable[str]
) -> Json:
    """Write one alliance.

    Args:
        history: all that the ledger holds of it.
        told: the places and words of the page.
        sightings: the mentions that were linked to it.
        moves: its movement for each pair of periods of the page, empty where it was in neither.
        findings: the ids of the findings that speak of it.
    """
    profile = history.profile
    names = [seen.name for seen in history.names]
    changed, compared = steadiness(history.steps)
    return _lean(
        {
            "id": profile.alliance,
            "n": profile.name,
            "b": list(profile.batches),
            "bp": [] if profile.batches_possible == profile.batches else list(profile.batches_possible),
            "c": list(profile.codes),
            "f": profile.first_seen,
            "l": profile.last_seen,
            "st": [changed, compared],
            "s": _standings(history, told, names),
            "m": list(moves),
            "steps": [_step(s, told) for s in history.steps],
            "names": _names(history, told, sightings),
            "codes": _codes(history.codes, told),
            "hon": [_honour(h, told) for h in history.honours],
            "people": [_seat(s, "panel", told) for s in history.panel]
            + [_seat(s, "named", told) for s in history.people],
            "items": [_item(i, told) for i in history.items],
            "like": [
                {"id": c.alliance, "r": [told.word(m) for m in c.reasons], "x": [told.word(m) for m in c.against]}
                for c in history.confused
            ],
            "find": list(findings),
        }
    )


def steadiness(steps: Iterable[Step]) -> tuple[int, int]:
    """Count the changes of tier among the comparisons that can be made; what only the bands did is no change.

    A comparison can be made between two tiers under the same bands, or where the earlier score tells its tier under
    the later ones.
    """
    changed = compared = 0
    for step in steps:
        move = step.movement
        if step.bands == "same" or (step.bands != UNKNOWN and move.bridged):
            compared += move.kind in (*CHANGES, *STEADY)
            changed += move.kind in CHANGES
    return changed, compared


def _lean(value: Json) -> Json:
    return {key: part for key, part in value.items() if part not in ("", None, [], {})}


def _standings(history: History, told: Told, names: list[str]) -> list[str | Json]:
    rows = {e.period: e.row for e in reversed(history.evaluations) if e.row}
    return [_standing(s, rows.get(s.period), told, names) for s in history.standings]


def _standing(standing: Standing, row: Row | None, told: Told, names: list[str]) -> str | Json:
    """Write a standing; a kind of nothing that rests on no place is its bare word, a kind that shows is left out."""
    places = (row.where,) if row else told.proofs.places(standing.premises)
    if not standing.tier and not places:
        return standing.kind
    usual = "inferred" if row is None else "scored" if standing.score else "unscored"
    return _lean(
        {
            "k": "" if standing.tier and standing.kind == usual else standing.kind,
            "t": standing.tier,
            "w": told.tier_printed(standing.tier, row.tier_as_printed) if row else "",
            "s": standing.score,
            "o": "" if standing.basis == PRINTED else standing.basis,
            "g": standing.bridged,
            "at": told.at(places, told.documents.get(standing.period, "")),
            "q": _quote(row, names) if row else [],
        }
    )


def _quote(row: Row, names: list[str]) -> list[object]:
    """Write a row's quote without the name in it, which stands among the names anyway."""
    quote = row.where.quote
    if row.name in names and quote.count(row.name) == 1:
        before, after = quote.split(row.name)
        return [before, names.index(row.name), after]
    return [quote]


def _step(step: Step, told: Told) -> list[str]:
    """Write a movement with its cause; the commonest, that the bands are the same, is left out."""
    made = [step.earlier, step.later, step.movement.kind]
    zh, en = (cause(step, told.vocabulary, lang) for lang in ("zh", "en"))
    return made if (zh, en) == SAME else [*made, told.pair(zh, en)]


def _names(history: History, told: Told, sightings: Iterable[Match]) -> list[Json]:
    places: Mapping[str, list[Where]] = defaultdict(list)
    for match in sightings:
        places[match.mention.name].append(match.mention.where)
    return [
        _lean(
            {
                "n": seen.name,
                "k": seen.kind,
                "f": seen.first_seen,
                "l": seen.last_seen,
                "j": told.judgement(seen.judgement),
                "at": told.at(places[seen.name]),
            }
        )
        for seen in history.names
    ]


def _codes(codes: Iterable[CodeSeen], told: Told) -> list[Json]:
    """Write each code with its verdict and all its witnesses; letter case is no difference."""
    places: dict[tuple[str, str], list[Where]] = {}
    for seen in codes:
        places.setdefault((seen.code.upper(), seen.verdict), []).append(seen.where)
    return [{"c": code, "v": verdict, "at": told.at(found)} for (code, verdict), found in places.items()]


def _honour(honour: Honour, told: Told) -> Json:
    row = honour.row
    made = {"h": row.honour, "a": row.start, "z": row.end, "n": row.periods_count, "at": told.at((row.where,))}
    return _lean(made)


def _seat(seat: PanelSeat, kind: str, told: Told) -> Json:
    person = seat.person
    made = {"p": seat.period, "k": kind, "n": person.person, "t": person.title, "r": person.role}
    return _lean({**made, "at": told.at((person.where,))})


def _item(item: Item, told: Told) -> Json:
    made = {"y": item.date_from[:4], "d": item.date_text, "h": item.heading, "s": item.section}
    return _lean({**made, "at": told.at((item.where,))})
