"""Names of members in running text: where each starts and ends, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from schemas.vocabulary import Entity

# The longest stem in the founding documents, 淮河流域再生水利用与风险控制产业, has 15 characters; brackets add a few.
MAX_NAME = 36
MIN_STEM = 2
_DATED = re.compile(r"\d(?:年度?|月份?|日|家|个)")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text, from `start` to `end`. `full` tells a full name from a short form such as 住宅联盟."""

    start: int
    end: int
    text: str
    full: bool


@cache
def _endings(entity: Entity) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(entity.full_endings, key=len, reverse=True))))


def find_names(text: str, entity: Entity, known: Iterable[str], stops: Iterable[int] = ()) -> tuple[Found, ...]:
    """Find names: full ones by how they end, short ones (半导体联盟) where a known name of the document starts so.

    `known` are names that tables of the document print; `stops` are offsets that no name may reach over (ends of
    figures and dates).
    """
    names = sorted({n for n in known if n}, key=len, reverse=True)
    found: list[Found] = []
    floor = 0
    for end in _endings(entity).finditer(text):
        start = _start(text, end, entity, names, max([floor, *(s for s in stops if s <= end.start())]))
        if start is not None:
            found.append(Found(start, end.end(), text[start : end.end()], True))
        floor = end.end()
    found += _short_forms(text, entity, [*names, *(f.text for f in found)], found)
    return tuple(sorted(found, key=lambda f: f.start))


def _start(text: str, ending: re.Match[str], entity: Entity, names: list[str], floor: int) -> int | None:
    for name in names:
        if text.endswith(name, 0, ending.end()):
            return ending.end() - len(name)
    start = _after_break(text, floor, ending.start(), entity.name_breaks)
    dated = list(_DATED.finditer(text, start, ending.start()))
    start = dated[-1].end() if dated else start
    head = text[start : ending.start()]
    for opener in entity.name_openers:
        if len(opener) > 1 and opener in head:
            start += head.rindex(opener) + len(opener)
            head = text[start : ending.start()]
    singles = tuple(o for o in entity.name_openers if len(o) == 1)
    while head.startswith(singles):
        start, head = start + 1, head[1:]
    name = text[start : ending.end()]
    stem = head.removesuffix("产业")
    clause = any(word in head for word in entity.not_in_names)
    if len(stem) < MIN_STEM or len(name) > MAX_NAME or name in entity.not_names or clause:
        return None
    return start


def _after_break(text: str, floor: int, end: int, breaks: str) -> int:
    """Go back to the last break; brackets that close inside the name are part of it."""
    depth = 0
    for i in range(end - 1, floor - 1, -1):
        if text[i] == "）":
            depth += 1
        elif text[i] == "（":
            if depth == 0:
                return i + 1
            depth -= 1
        elif text[i] in breaks and depth == 0:
            return i + 1
    return floor


def _short_forms(text: str, entity: Entity, names: list[str], full: list[Found]) -> list[Found]:
    found: list[Found] = []
    for end in re.finditer("战略联盟|联盟", text):
        if any(f.start <= end.start() < f.end for f in [*full, *found]):
            continue
        stem = _known_prefix(text[: end.start()], names)
        if stem:
            start = end.start() - len(stem)
            found.append(Found(start, end.end(), text[start : end.end()], False))
    return found


def _known_prefix(before: str, names: list[str]) -> str:
    """Find the longest beginning of a known name, at least two characters, that the text before 联盟 ends with."""
    best = ""
    for name in names:
        for length in range(min(len(name) - 2, len(before)), max(len(best), MIN_STEM - 1), -1):
            if before.endswith(name[:length]):
                best = name[:length]
                break
    return best
