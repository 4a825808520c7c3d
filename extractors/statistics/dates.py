"""Dates of the procedure: a date beside the word of a declared event."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.statistics.tokens import Token, clauses
from schemas.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date of an event, ISO from and to, and where it stands in the passage."""

    event: str
    rank: int
    start: int
    end: int
    date_from: str
    date_to: str


def event_dates(text: str, found: tuple[Token, ...], vocabulary: Vocabulary, year: str = "") -> Iterator[EventDate]:
    """Find dates that a declared event word shares a sentence with; the nearest date before the word is its own,
    else the first after it. `rank` tells how far down the event's words the word stood: earlier ones are surer.
    """
    if not any(t.kind == "date" and _precise(t) for t in found):
        return
    for sentence in clauses(found):
        dates = [t for t in sentence if t.kind == "date" and t.figure and _precise(t)]
        if not dates:
            continue
        start, words_here = sentence[0].start, text[sentence[0].start : sentence[-1].end]
        taken: list[tuple[int, int]] = []
        for event, words in vocabulary.section("events"):
            spot = _spot(words_here, words, taken)
            if spot is None:
                continue
            taken.append(spot[:2])
            at = spot[0] + start
            own = [d for d in dates if d.end <= at] or dates
            token = (own[-1] if own[-1].end <= at else own[0]) if event != "window" else _range(dates, at)
            if token is None or token.figure is None:
                continue
            first, last = token.figure.date_from, token.figure.date_to or token.figure.date_from
            yield EventDate(event, spot[2], token.start, token.end, full(first, year, False), full(last, year, True))


def _precise(token: Token) -> bool:
    """Tell a day or month from a bare year."""
    return token.figure is not None and token.figure.date_from.count("-") >= 1


def _range(dates: list[Token], at: int) -> Token | None:
    return next((d for d in dates if d.start >= at and d.figure and d.figure.date_from != d.figure.date_to), None)


def _spot(text: str, words: tuple[str, ...], taken: list[tuple[int, int]]) -> tuple[int, int, int] | None:
    for rank, word in enumerate(words):
        at = text.find(word)
        if at >= 0 and all(at + len(word) <= a or at >= b for a, b in taken):
            return at, at + len(word), rank
    return None


def full(date: str, year: str, last: bool) -> str:
    """Complete an ISO date: the year from outside where it is not printed, the first or last day where no day is."""
    if date.startswith("--"):
        if not year:
            return date
        date = f"{year}{date[1:]}"
    parts = date.split("-")
    if len(parts) == 1:
        return f"{date}-12-31" if last else f"{date}-01-01"
    if len(parts) == 2:
        day = calendar.monthrange(int(parts[0]), int(parts[1]))[1] if last else 1
        return f"{date}-{day:02d}"
    return date
