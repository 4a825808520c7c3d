"""Names of members in running text: where each starts and ends, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import attrgetter

from schemas.record import record
from schemas.vocabulary import Entity

# The longest stem in the founding documents, 淮河流域再生水利用与风险控制产业, has 15 characters; brackets add a few.
MAX_NAME = 36
MIN_STEM = 2
_DATED = re.compile(r"\d(?:年度?|月份?|日|家|个)")


@record
class Found:
    """A name in a text, from `start` to `end`. `full` tells a full name from a short form such as 住宅联盟."""

    start: int
    end: int
    text: str
    full: bool


@cache
def _endings(entity: Entity) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(entity.full_endings, key=len, reverse=True))))


_SHORT = re.compile("战略联盟|联盟")


class _Names:
    """Names that may be looked up by where they end: whole ones, and their beginnings, longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        self.whole = frozenset(n for n in names if n)
        self.lengths = tuple(sorted({len(n) for n in self.whole}, reverse=True))
        self.beginnings = frozenset(n[:k] for n in self.whole for k in range(MIN_STEM, len(n) - 1))
        self.longest = max(map(len, self.beginnings), default=0)
        # The last characters of each beginning, as many as the shortest has.
        self.lasts = frozenset(beginning[-MIN_STEM:] for beginning in self.beginnings)

    def ending_at(self, text: str, end: int) -> int | None:
        """Give where the longest name that ends here starts."""
        return next((end - k for k in self.lengths if k <= end and text[end - k : end] in self.whole), None)

    def beginning_at(self, text: str, end: int) -> str:
        """Give the longest beginning of a name, at least two characters, that ends here."""
        if text[max(end - MIN_STEM, 0) : end] in self.lasts:
            for start in range(max(end - self.longest, 0), end - MIN_STEM + 1):
                if text[start:end] in self.beginnings:
                    return text[start:end]
        return ""


_NONE = _Names(())


@lru_cache(maxsize=8)
def _indexed(names: tuple[str, ...]) -> _Names:
    return _Names(names)


def find_names(text: str, entity: Entity, known: Iterable[str], stops: Iterable[int] = ()) -> tuple[Found, ...]:
    """Find names: full ones by how they end, short ones (半导体联盟) where a known name of the document starts so.

    `known` are names that tables of the document print; `stops` are offsets that no name may reach over (ends of
    figures and dates).
    """
    names = _indexed(tuple(known))
    full = _full(text, entity, names, tuple(stops))
    return tuple(sorted([*full, *_short_forms(text, names, full)], key=attrgetter("start")))


def full_names(text: str, entity: Entity, known: Iterable[str]) -> tuple[str, ...]:
    """Find the names printed in full, as `find_names` does."""
    return tuple(f.text for f in _full(text, entity, _indexed(tuple(known)), ()))


def _full(text: str, entity: Entity, names: _Names, stops: tuple[int, ...]) -> list[Found]:
    found: list[Found] = []
    floor = 0
    for end in _endings(entity).finditer(text):
        start = _start(text, end, entity, names, max([floor, *(s for s in stops if s <= end.start())]))
        if start is not None:
            found.append(Found(start, end.end(), text[start : end.end()], True))
        floor = end.end()
    return found


def _start(text: str, ending: re.Match[str], entity: Entity, names: _Names, floor: int) -> int | None:
    known = names.ending_at(text, ending.end())
    if known is not None:
        return known
    start = _after_break(text, floor, ending.start(), entity.name_breaks)
    dated = list(_DATED.finditer(text, start, ending.start()))
    start = dated[-1].end() if dated else start
    head = text[start : ending.start()]
    words, singles = _openers(entity)
    for opener in words:
        if opener in head:
            start += head.rindex(opener) + len(opener)
            head = text[start : ending.start()]
    while head.startswith(singles):
        start, head = start + 1, head[1:]
    name = text[start : ending.end()]
    stem = head.removesuffix("产业")
    clause = any(word in head for word in entity.not_in_names)
    if len(stem) < MIN_STEM or len(name) > MAX_NAME or name in entity.not_names or clause:
        return None
    return start


@cache
def _openers(entity: Entity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words that stand before names and are none of them: those of several characters, and those of one."""
    words = tuple(o for o in entity.name_openers if len(o) > 1)
    return words, tuple(o for o in entity.name_openers if len(o) == 1)


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


def _short_forms(text: str, names: _Names, full: list[Found]) -> list[Found]:
    found: list[Found] = []
    own = _Names(f.text for f in full) if full else _NONE
    for end in _SHORT.finditer(text):
        at = end.start()
        stem = max(names.beginning_at(text, at), own.beginning_at(text, at), key=len)
        if stem and not any(f.start <= at < f.end for f in (*full, *found)):
            found.append(Found(at - len(stem), end.end(), stem + end.group(), False))
    return found
