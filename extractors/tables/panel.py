"""Lists of people: role headings, and lines of person, affiliation and title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.layout import Printed, join
from extractors.statistics.script import PERSON
from schemas.passage import Ink
from schemas.vocabulary import Vocabulary

ROLES = ("adviser", "head", "deputy_head", "member")
_NUMBER = re.compile(r"(?:[一二三四五六七八九十]+、|\d{1,2}[.、]|（[一二三四五六七八九十\d]+）)")
_BRACKET = re.compile(r"（[^（）]*）$|：$")
MIN_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the list, as ink."""

    person: Ink
    role: str
    affiliation: Ink
    title: Ink


@dataclass(frozen=True, slots=True)
class PanelList:
    """The panel: its members, the lines of its people, and the lines of its role headings."""

    members: tuple[Member, ...]
    lines: frozenset[int]
    role_lines: frozenset[int]


def find_panel(lines: tuple[Printed, ...], vocabulary: Vocabulary) -> PanelList:
    """Find the panel: people under role headings; nothing where fewer than three people stand in a run."""
    members: list[Member] = []
    taken: set[int] = set()
    roles: set[int] = set()
    role = ""
    for i, line in enumerate(lines):
        named = _role(line, vocabulary)
        if named and _person_below(lines, i, vocabulary):
            role = named
            roles.add(line.line.number)
            continue
        member = _member(line, role, vocabulary) if role else None
        if member:
            members.append(member)
            taken.add(line.line.number)
        elif role:
            role = ""
    if len(members) < MIN_PEOPLE:
        return PanelList((), frozenset(), frozenset())
    return PanelList(tuple(members), frozenset(taken), frozenset(roles))


def _role(line: Printed, vocabulary: Vocabulary) -> str:
    roles, words = _roles(vocabulary)
    text = line.text
    number = _NUMBER.match(text)
    text = text[number.end() :] if number else text
    return roles.get(_BRACKET.sub("", text), "") if text.startswith(words) else ""


@cache
def _roles(vocabulary: Vocabulary) -> tuple[dict[str, str], tuple[str, ...]]:
    """Give the role that each word heads, and the words."""
    roles = {word: role for role in reversed(ROLES) for word in vocabulary.words("panel", role)}
    return roles, tuple(roles)


def _person_below(lines: tuple[Printed, ...], i: int, vocabulary: Vocabulary) -> bool:
    return i + 1 < len(lines) and _member(lines[i + 1], "member", vocabulary) is not None


def _member(line: Printed, role: str, vocabulary: Vocabulary) -> Member | None:
    parts = list(line.tokens)
    # White space may stand inside a name: 何 健, 仲 继寿.
    first = next((k for k in (1, 2) if PERSON.fullmatch("".join(p.text for p in parts[:k]))), 0)
    if not first or len(parts) <= first:
        return None
    split = split_office(parts[first:], vocabulary)
    return Member(join(tuple(parts[:first])), role, *split) if split else None


def split_office(parts: list[Ink], vocabulary: Vocabulary) -> tuple[Ink, Ink] | None:
    """Part affiliation from title: where white space parts them, else at the last organisation word before a title."""
    organisations = vocabulary.words("panel", "organisations")
    titles = vocabulary.words("panel", "titles")
    for k in range(1, len(parts)):
        affiliation, title = join(tuple(parts[:k])), join(tuple(parts[k:]))
        if affiliation.text.endswith(organisations) and title.text.endswith(titles):
            return affiliation, title
    whole = join(tuple(parts))
    if not whole.text.endswith(titles):
        return None
    for known in sorted(filter(whole.text.endswith, titles), key=len, reverse=True):
        at = len(whole) - len(known)
        if whole.text[:at].endswith(organisations):
            return whole.cut(0, at), whole.cut(at, len(whole))
    for at in range(len(whole) - 1, 0, -1):
        if whole.text[:at].endswith(organisations) and whole.text[at:].endswith(titles):
            return whole.cut(0, at), whole.cut(at, len(whole))
    return None
