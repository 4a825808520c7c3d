"""Clauses about named alliances: which predicates their tokens tell. What is told in more words is left unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from extractors.desk.verify_members import (
    BATCH,
    CODE,
    EVALUATED,
    FIRST,
    HONOUR,
    MOVEMENT,
    RANK,
    SCORE,
    STREAK,
    TIER,
)
from extractors.desk.verify_parts import Unit, clauses_of, codes_in, denials
from extractors.statistics.tokens import Token
from schemas.population import Interval
from schemas.reading import Claim
from schemas.vocabulary import Vocabulary

Placed = tuple[int, int, Claim]
COUNTING = ("count", "share", "change", "amount", "band")
_JOINING = ("share", "than", "among", "in", "each", "up", "down", "respectively", "whole", "thing", "measure")
"""Kinds of token with which a clause says more of an alliance than that it is so and so."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a clause says of its alliances: `kind` with the values wanted; `tokens` are those it uses.

    `dated` tells that it says when something began that the ledger knows only the fact of.
    """

    kind: str
    names: tuple[str, ...]
    text: str
    start: int
    tokens: tuple[Token, ...]
    period: str = ""
    years: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    interval: Interval | None = None
    number: int = 0
    unit: str = ""
    honour: bool = False
    first: bool = False
    denied: bool = False
    dated: bool = False


def predicates_of(
    unit: Unit, claims: Iterable[Placed], vocabulary: Vocabulary, subjects: tuple[Token, ...]
) -> tuple[list[Predicate], tuple[Token, ...]]:
    """Read what the clauses of a unit say of named alliances; a clause without a name is about those of the last."""
    found: list[Predicate] = []
    counted = [start for start, _, claim in claims if claim.kind in COUNTING]
    for clause in clauses_of(unit):
        names = tuple(t for t in clause if t.kind == "name")
        counts = any(clause[0].start <= start < clause[-1].end for start in counted)
        if not names and (counts or any(t.kind in ("head", *_JOINING) for t in clause)):
            subjects = ()
        subjects = names or subjects
        if not subjects or (not names and counts) or any(t.kind in _JOINING for t in clause):
            continue
        found += _told(clause, subjects, unit, vocabulary, counts)
    return found, subjects


def _told(
    clause: tuple[Token, ...], subjects: tuple[Token, ...], unit: Unit, vocabulary: Vocabulary, counts: bool
) -> list[Predicate]:
    made = list(_predicates(clause, subjects, unit, vocabulary))
    no = denials(clause, vocabulary)
    if counts:
        made = [p for p in made if p.kind in (TIER, HONOUR)]
    if not made or (no and (no > 1 or len(made) > 1 or counts)):
        return []
    if no:
        extra = tuple(t for t in clause if t.kind == "word" and denials((t,), vocabulary))
        made = [replace(made[0], tokens=(*made[0].tokens, *extra), denied=True)]
    return made


def _predicates(
    clause: tuple[Token, ...], subjects: tuple[Token, ...], unit: Unit, vocabulary: Vocabulary
) -> Iterator[Predicate]:
    axes = {
        a: [t for t in clause if t.kind == "axis" and t.entry and t.entry.axis == a]
        for a in ("tier", "honour", "batch", "evaluated")
    }
    own = tuple(t for t in clause if t.kind == "name")
    first = tuple(t for t in clause if t.kind == "restrict" and t.text in vocabulary.words("verify", "first"))
    text = unit.told.printed(clause[0].start, clause[-1].end)
    names = tuple(dict.fromkeys(t.text for t in subjects))
    period = unit.period

    def make(kind: str, used: Iterable[Token], **more: object) -> Predicate:
        tokens = (*own, *first, *used)
        return Predicate(kind, names, text, clause[0].start, tokens, period, unit.years, first=bool(first), **more)  # type: ignore[arg-type]

    become = [t for t in clause if t.kind == "become"]
    tiers = axes["tier"]
    if become:
        ends = _ends(become, tiers, vocabulary) if not first else None
        if ends is not None:
            yield make(MOVEMENT, (*become, *tiers), values=ends)
        return
    streaks = [t for t in clause if t.kind == "streak"]
    if streaks:
        yield from _streak(streaks, tiers, axes["honour"], unit, make)
        yield from _absent_streak(streaks, axes["evaluated"], tiers + axes["honour"], unit, make)
        return
    if len(tiers) == 1 and tiers[0].entry:
        yield make(TIER, tiers, values=tiers[0].entry.values)
    if len(axes["honour"]) == 1:
        yield make(HONOUR, axes["honour"])
    if len(axes["batch"]) == 1 and axes["batch"][0].entry:
        # 2010年被列为第二批试点: when that was the ledger does not know.
        entered = bool(unit.years) and not unit.carried and any(w in text for w in vocabulary.words("verify", "enter"))
        yield make(BATCH, axes["batch"], values=axes["batch"][0].entry.values, dated=entered)
    if len(axes["evaluated"]) == 1 and axes["evaluated"][0].entry:
        yield make(EVALUATED, axes["evaluated"], values=axes["evaluated"][0].entry.values)
    scores = [t for t in clause if t.kind == "score" and t.figure and t.figure.interval]
    full = [t for t in clause if t.kind == "full"]
    if len(scores) + len(full) == 1:
        mark = Decimal((vocabulary.words("relation", "full_score") or ("100",))[0])
        interval = scores[0].figure.interval if scores and scores[0].figure else Interval(mark, mark)
        yield make(SCORE, (*scores, *full), interval=interval)
    yield from _rank(clause, vocabulary, make)
    for code in codes_in(unit.told.text[clause[0].start : clause[-1].end], vocabulary):
        yield make(CODE, (), values=(code,))


def _ends(become: list[Token], tiers: list[Token], vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Give the tiers on both sides of a word for a move, where there is one on each and the word goes their way."""
    sides = [t for t in tiers if t.start < become[0].start], [t for t in tiers if t.start > become[0].start]
    if len(become) != 1 or any(len(side) != 1 for side in sides):
        return None
    values = [token.entry.values for side in sides for token in side if token.entry is not None]
    if any(len(each) != 1 for each in values):
        return None
    ends = (values[0][0], values[1][0])
    return None if _wrong_way(become[0].text, ends, vocabulary) else ends


def _wrong_way(word: str, ends: tuple[str, str], vocabulary: Vocabulary) -> bool:
    """Tell whether a word for a rise stands before the lower of two tiers, or one for a fall before the higher."""
    order = vocabulary.axis(TIER).order
    one, other = (order.index(key) for key in ends)
    up, down = (word in vocabulary.words("verify", key) for key in ("rising", "falling"))
    return (up and other > one) or (down and other < one)


def _streak(
    streaks: list[Token], tiers: list[Token], honours: list[Token], unit: Unit, make: object
) -> Iterator[Predicate]:
    """Read 连续三年 with the one thing it is a streak of."""
    figure = streaks[0].figure
    if len(streaks) != 1 or figure is None or figure.quantity is None or len(tiers) + len(honours) != 1:
        return
    length, measure = int(figure.quantity.value), figure.quantity.unit
    assert callable(make), "make is the maker of predicates"
    years = unit.years if not unit.carried else ()
    ranged = any(t.kind == "date" and t.text.count(years[0]) > 1 for t in unit.tokens) if years else False
    if len(years) == 1 and years[0].isdigit() and measure == "年" and not ranged:
        years = tuple(str(int(years[0]) - k) for k in reversed(range(length)))
    values = tiers[0].entry.values if tiers and tiers[0].entry else ()
    made = make(STREAK, (*streaks, *tiers, *honours), values=values, number=length, unit=measure, honour=bool(honours))
    yield replace(made, years=years)


def _absent_streak(
    streaks: list[Token], evaluated: list[Token], others: list[Token], unit: Unit, make: object
) -> Iterator[Predicate]:
    """Read 2016年至2018年连续三年未参评 as so in each of the years, where there are as many."""
    assert callable(make), "make is the maker of predicates"
    figure = streaks[0].figure
    if len(evaluated) != 1 or others or len(streaks) != 1 or evaluated[0].entry is None or unit.carried:
        return
    if figure is not None and figure.quantity is not None and int(figure.quantity.value) == len(unit.years) > 1:
        yield replace(make(EVALUATED, (*streaks, *evaluated), values=evaluated[0].entry.values), period="")


def _rank(clause: tuple[Token, ...], vocabulary: Vocabulary, make: object) -> Iterator[Predicate]:
    assert callable(make), "make is the maker of predicates"
    words = vocabulary.words("verify", "rank")
    for before, token in pairwise(clause):
        quantity = token.figure.quantity if token.figure else None
        ranked = before.kind == "word" and (before.text.endswith(words) or "并列" in before.text)
        if token.kind == "ordinal" and quantity is not None and words and ranked:
            yield make(RANK, (token,), number=int(quantity.value))


__all__ = ["FIRST", "Predicate", "predicates_of"]
