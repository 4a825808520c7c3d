"""Views of the whole roster as text and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.ledger.views import Bridge, Moves, Office
from extractors.render import plain
from extractors.render.places import Proofs
from extractors.render.plain import Json
from extractors.render.roster import standing_words, value_word
from extractors.render.screen import clean, columns_of
from extractors.render.words import BANDS, MOVES, ROLES, tell, word
from schemas.finding import Message
from schemas.vocabulary import Vocabulary

UNSCORED = "unscored"
NOT_KNOWN = "—"
PARTLY = Message(
    "两期中有一期没有结果表，只知道A级名单上的联盟：没有数，不等于没有",
    "of one of the two periods there is no table of results, only an A-level list: none is counted, some may have been",
)
BRIDGE_COLUMNS = ("from", "to", "bands", "tier", "bridged", "count")
MOVES_COLUMNS = ("from", "to", "bands", "whole", "kind", "count")
OFFICES_COLUMNS = (
    "alliance_id", "name", "period", "person", "title", "role", "standing", "tier", "where_id"
)  # fmt: skip
Cells = tuple[str, ...]


def bridge_text(found: Iterable[Bridge], vocabulary: Vocabulary, lang: str) -> str:
    """Write what the scores of each period would be under the bands of each later one."""
    lines: list[str] = []
    for bridge in found:
        lines.append(f"{bridge.earlier} → {bridge.later}  {word(BANDS, bridge.bands, lang)}")
        if bridge.bands != "same":
            lines += [f"  {line}" for line in columns_of(list(_bridged(bridge, vocabulary, lang)))]
    none = "没有两个印有分级标准的评价期。" if lang == "zh" else "no two periods print their bands."
    return "\n".join(lines or [none]) + "\n"


def _bridged(bridge: Bridge, vocabulary: Vocabulary, lang: str) -> Iterator[tuple[str, ...]]:
    zh = lang == "zh"
    yield (
        (f"{bridge.earlier}印作", f"按{bridge.later}标准", "家数")
        if zh
        else (f"printed in {bridge.earlier}", f"by the bands of {bridge.later}", "alliances")
    )
    for before, after, count in bridge.counts:
        if after == UNSCORED:
            told = "未列分，不能比较" if zh else "no score printed: cannot be compared"
        elif not after:
            told = "不在任何一档" if zh else "in no band"
        else:
            told = value_word(vocabulary, "tier", after, lang)
        yield value_word(vocabulary, "tier", before, lang), told, str(count)


def moves_text(found: Iterable[Moves], lang: str) -> str:
    """Write how many alliances moved how between periods, with what the bands did."""
    moves = tuple(found)
    if not moves:
        return ("没有两个评价期可比。" if lang == "zh" else "no two periods to compare.") + "\n"
    kinds = [kind for kind in MOVES if any(kind in dict(move.kinds) for move in moves)]
    head = ("评价期", "分级标准") if lang == "zh" else ("periods", "bands")
    rows = [
        (
            f"{move.earlier}–{move.later}",
            word(BANDS, move.bands, lang),
            *(str(dict(move.kinds).get(kind, 0 if move.whole else NOT_KNOWN)) for kind in kinds),
        )
        for move in moves
    ]
    lines = columns_of([(*head, *(word(MOVES, kind, lang) for kind in kinds)), *rows])
    if any(NOT_KNOWN in row for row in rows):
        lines.append(f"{NOT_KNOWN}  {tell(PARTLY, lang)}")
    return "\n".join(lines) + "\n"


def offices_text(found: Iterable[Office], vocabulary: Vocabulary, proofs: Proofs, lang: str) -> str:
    """Write who held which office in which alliance by which document; plain facts, no verdict."""
    head = ("联盟", "评价期", "姓名", "职务", "任", "联盟该期", "出处")
    if lang == "en":
        head = ("alliance", "period", "person", "title", "role", "the alliance then", "place")
    rows = [
        (
            clean(office.profile.name),
            office.seat.period,
            clean(office.seat.person.person),
            clean(office.seat.person.title),
            word(ROLES, office.seat.person.role, lang) if office.seat.person.role else "",
            standing_words(office.standing, vocabulary, lang, False) if office.standing else "",
            proofs.name(office.seat.person.where, lang),
        )
        for office in found
    ]
    return "\n".join(columns_of([head, *rows])) + "\n"


def bridge_cells(found: Iterable[Bridge]) -> Iterator[Cells]:
    """Give the band bridges as rows of `BRIDGE_COLUMNS`."""
    for bridge in found:
        for before, after, count in bridge.counts:
            yield bridge.earlier, bridge.later, bridge.bands, before, after, str(count)


def moves_cells(found: Iterable[Moves]) -> Iterator[Cells]:
    """Give the movements counted as rows of `MOVES_COLUMNS`."""
    for move in found:
        for kind, count in move.kinds:
            yield move.earlier, move.later, move.bands, str(move.whole).lower(), kind, str(count)


def offices_cells(found: Iterable[Office]) -> Iterator[Cells]:
    """Give the offices held as rows of `OFFICES_COLUMNS`."""
    for office in found:
        person, standing = office.seat.person, office.standing
        stood = (standing.kind, standing.tier) if standing else ("", "")
        who = (person.person, person.title, person.role)
        yield office.profile.alliance, office.profile.name, office.seat.period, *who, *stood, person.where.id


def bridge_json(found: Iterable[Bridge]) -> str:
    """Write the band bridges (`alliances.bridge/1`)."""
    return plain.dump({"schema": "alliances.bridge/1", "bridges": [_bridge(bridge) for bridge in found]})


def _bridge(bridge: Bridge) -> Json:
    counts = [
        {"tier": before, "bridged": None if after in ("", UNSCORED) else after, "scored": after != UNSCORED, "count": n}
        for before, after, n in bridge.counts
    ]
    return {"from": bridge.earlier, "to": bridge.later, "bands": bridge.bands, "counts": counts}


def moves_json(found: Iterable[Moves]) -> str:
    """Write the movements counted (`alliances.moves/1`)."""
    rows = [
        {"from": m.earlier, "to": m.later, "bands": m.bands, "whole": m.whole, "counts": dict(m.kinds)} for m in found
    ]
    return plain.dump({"schema": "alliances.moves/1", "moves": rows})


def offices_json(found: Iterable[Office]) -> str:
    """Write the offices held (`alliances.people/1`)."""
    return plain.dump({"schema": "alliances.people/1", "people": [_office(office) for office in found]})


def _office(office: Office) -> Json:
    person, standing = office.seat.person, office.standing
    return {
        "alliance": office.profile.alliance,
        "name": office.profile.name,
        "period": office.seat.period or None,
        "person": person.person,
        "title": person.title or None,
        "role": person.role or None,
        "standing": {"kind": standing.kind, "tier": standing.tier or None} if standing else None,
        "where": plain.where(person.where),
    }
