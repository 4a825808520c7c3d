"""Who sits on the evaluation panel, and in which office: 仲继寿担任 2018 年度评价专家组组长.

Only people who stand on a panel of the corpus are looked for, and only in clauses that say nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.desk.books import Books
from extractors.desk.verify_parts import Unit, clauses_of, is_light
from extractors.desk.verify_told import AGREES, DIFFERS, OTHER_BASIS, UNVERIFIABLE
from extractors.statistics.tokens import Token
from schemas.finding import Message
from schemas.reading import Person
from schemas.verdict import Statement, Support
from schemas.vocabulary import Vocabulary

PANEL = "panel"
MEMBER = "member"
ROLES = ("adviser", "head", "deputy_head", MEMBER)
_JOINING = ("and", "list", "date", "head", "among")
"""Kinds of token that may stand in a clause about an office beside the people, the office and the panel."""


def offices(unit: Unit, books: Books) -> Iterator[tuple[tuple[Token, ...], list[Statement]]]:
    """Give the clauses that tell offices on the panel and nothing else, each with a statement a person."""
    panels = {r.document.period: r.panel for r in books.ledger.readings if r.panel and r.document.period}
    people = {p.person for panel in panels.values() for p in panel}
    for clause in clauses_of(unit):
        text = unit.told.text[clause[0].start : clause[-1].end]
        named = tuple(p for p in re.findall("|".join(map(re.escape, people)), text) if p) if people else ()
        role, word = _role(text, books.vocabulary)
        own = [p for panel in panels.values() for p in panel if p.person in named]
        if named and role and _read_whole(clause, unit, (word, *named), own, books.vocabulary):
            told = unit.told.printed(clause[0].start, clause[-1].end)
            yield clause, [_held(person, role, unit.period, told, panels, books) for person in named]


def _role(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Find the office a clause tells: the longest word for one."""
    told = [(len(w), role, w) for role in ROLES for w in vocabulary.words("panel", role) if w in text]
    return max(told)[1:] if told else ("", "")


def _read_whole(
    clause: tuple[Token, ...], unit: Unit, said: tuple[str, ...], own: list[Person], vocabulary: Vocabulary
) -> bool:
    """Tell whether nothing is left of a clause beside people with their own titles, the office and the panel."""
    start = clause[0].start
    text = unit.told.text[start : clause[-1].end]
    for token in clause:
        if token.kind in _JOINING or (token.entry is not None and token.entry.entity == "evaluation"):
            text = text[: token.start - start] + " " * (token.end - token.start) + text[token.end - start :]
    titles = {f"{p.affiliation}{p.title}".replace(" ", "") for p in own}
    words = (*said, *titles, *vocabulary.words("panel", "captions"), *vocabulary.words("verify", "serve"))
    for word in sorted(filter(None, words), key=len, reverse=True):
        text = text.replace(word, " " * len(word))
    return all(is_light(part, vocabulary) for part in text.split())


def _held(
    person: str, role: str, period: str, told: str, panels: dict[str, tuple[Person, ...]], books: Books
) -> Statement:
    def said(verdict: str, zh: str, en: str, found: list[Person]) -> Statement:
        supports = tuple(Support(_office(p, books.vocabulary), "printed", (p.where,)) for p in found)
        return Statement(told, PANEL, period, verdict, Message(f"{person}：{zh}", f"{person}: {en}"), supports)

    if period not in panels:
        known = sorted(panels)
        zh = f"没有{period}年的专家组名单（有{'、'.join(known)}年的）" if period else "没有说是哪一年"
        en = f"no panel of {period} (there are {', '.join(known)})" if period else "it does not say in which year"
        return said(UNVERIFIABLE, zh, en, [p for panel in panels.values() for p in panel if p.person == person])
    own = [p for p in panels[period] if p.person == person]
    if not own:
        return said(DIFFERS, f"不在{period}年的专家组名单上", f"not on the panel of {period}", [])
    others = [p for p in panels[period] if p.role == role and p.person != person] if role != MEMBER else []
    office = _office(own[0], books.vocabulary)
    zh, en = f"{period}年任{office.zh}", f"{office.en} in {period}"
    if any(p.role == role for p in own):
        return said(AGREES, zh, en, own)
    if others:
        zh += f"；{_word(role, books.vocabulary).zh}是{'、'.join(p.person for p in others)}"
        en += f"; {_word(role, books.vocabulary).en}: {', '.join(p.person for p in others)}"
    return said(OTHER_BASIS if role == MEMBER else DIFFERS, zh, en, [*own, *others])


def _word(role: str, vocabulary: Vocabulary) -> Message:
    return Message((vocabulary.words("panel", role) or (role,))[0], f"{role.replace('_', ' ')} of the panel")


def _office(person: Person, vocabulary: Vocabulary) -> Message:
    return _word(person.role, vocabulary) if person.role else Message(person.title, person.title)
