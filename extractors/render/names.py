"""Who a name means, why, who else was considered and why not: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.ledger.who import FOUND, SEVERAL, UNKNOWN, UNSURE, Answer, Considered, Sighting
from extractors.render import plain
from extractors.render.plain import Json
from extractors.render.screen import clean, columns_of
from extractors.render.words import MENTIONS, OUTCOMES, tell, word
from schemas.finding import Message
from schemas.ledger import Profile

SCHEMA = "alliances.names/1"

HEADS: Mapping[str, Message] = {
    FOUND: Message("“{query}”是", "“{query}” is"),
    SEVERAL: Message("“{query}”合于 {count} 家，请写全", "“{query}” fits {count} alliances; write more of the name"),
    UNSURE: Message(
        "“{query}”没有对上；相近的有 {count} 家，是否同一家须由人认定",
        "“{query}” links to none; {count} come near, and only a person's judgement can tell",
    ),
    UNKNOWN: Message("没有“{query}”；名称最近的是", "nothing is known of “{query}”; the nearest names are"),
}
NOTHING_NEAR = Message("没有“{query}”，也没有相近的名称", "nothing is known of “{query}”, and no name comes near")


def names_json(answer: Answer) -> str:
    """Write an answer as JSON."""
    value = {
        "schema": SCHEMA,
        "query": answer.query,
        "period": answer.period or None,
        "outcome": answer.outcome,
        "how": answer.how,
        "taken": [_considered(c) for c in answer.taken],
        "others": [_considered(c) for c in answer.others],
        "sightings": [_sighting(s) for s in answer.sightings],
    }
    return plain.dump(value)


def _considered(value: Considered) -> Json:
    return {
        "id": value.alliance,
        "name": value.name,
        "reasons": [plain.message(m) for m in value.reasons],
        "against": [plain.message(m) for m in value.against],
    }


def _sighting(value: Sighting) -> Json:
    return {
        "document": value.document,
        "role": value.role,
        "line": value.line or None,
        "outcome": value.outcome,
        "alliance": value.alliance or None,
    }


def names_text(answer: Answer, profiles: Iterable[Profile], lang: str = "zh") -> str:
    """Write an answer for eyes."""
    known = {profile.alliance: profile for profile in profiles}
    nothing = answer.outcome == UNKNOWN and not answer.others
    head = tell(NOTHING_NEAR if nothing else HEADS[answer.outcome], lang)
    when = f"[{answer.period}] " if answer.period else ""
    lines = [when + head.format(query=clean(answer.query), count=len(answer.taken))]
    for considered in answer.taken:
        lines += _block(considered, known.get(considered.alliance), lang)
    if answer.taken and answer.others:
        lines.append("也考虑过，不是：" if lang == "zh" else "also considered, and not taken:")
    for considered in answer.others:
        lines += _block(considered, known.get(considered.alliance), lang)
    if answer.sightings:
        lines.append("原文所见：" if lang == "zh" else "printed in:")
        lines += [f"  {line}" for line in columns_of(_rows(answer.sightings, lang))]
    return "\n".join(lines) + "\n"


def _block(considered: Considered, profile: Profile | None, lang: str) -> list[str]:
    codes = "/".join(profile.codes) if profile else ""
    seen = f"{profile.first_seen}–{profile.last_seen}" if profile and profile.first_seen else ""
    facts = (clean(t) for t in (considered.name, considered.alliance, codes, seen) if t)
    yes, no = ("依据", "不是") if lang == "zh" else ("for", "against")
    lines = ["  " + "  ".join(facts)]
    lines += [f"    {yes}  {clean(tell(m, lang))}" for m in considered.reasons]
    lines += [f"    {no}  {clean(tell(m, lang))}" for m in considered.against]
    return lines


def _rows(sightings: Iterable[Sighting], lang: str) -> list[tuple[str, ...]]:
    """Put the sightings of one kind in one document together."""
    lines: dict[tuple[str, str, str, str], list[str]] = {}
    for seen in sightings:
        key = (seen.document, word(MENTIONS, seen.role, lang), word(OUTCOMES, seen.outcome, lang), seen.alliance)
        lines.setdefault(key, []).append(str(seen.line) if seen.line else "")
    place = "第{}行" if lang == "zh" else "line {}"
    return [(*key, place.format(", ".join(dict.fromkeys(found)))) for key, found in lines.items()]
