"""Claims: drafts of the grammar given their places, their words and their period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.statistics.dates import event_dates
from extractors.statistics.grammar import Draft, State, read_tokens
from extractors.statistics.tokens import Token, tokens
from schemas.document import Source
from schemas.passage import Ink, Passage
from schemas.quantity import Quantity
from schemas.reading import Claim
from schemas.vocabulary import Vocabulary

_CLAUSE = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one passage says: its tokens, and its claims."""

    passage: Passage
    tokens: tuple[Token, ...]
    claims: tuple[Claim, ...]


def read_passage(
    passage: Passage, source: Source, vocabulary: Vocabulary, period: str, known: Iterable[str], year: str = ""
) -> Spoken:
    """Read one passage. `known` are names the document's tables print; `year` completes dates without one."""
    found = tokens(passage.ink.text, vocabulary, known)
    label = f"{source.document}/{passage.ink.at[0] if passage.ink.at else 0}"
    drafts = read_tokens(found, State(vocabulary, period, label))
    claims = [_claim(d, passage, source, period) for d in drafts]
    claims += [
        Claim("date", e.event, (), (), period, None, "", (), True, sentence(passage.ink, e.start), place,
              passage.place, e.date_from, e.date_to)
        for e in event_dates(found, vocabulary, year)
        if (place := source.where(passage.ink.at[e.start : e.end]))
    ]  # fmt: skip
    return Spoken(passage, found, tuple(claims))


def _claim(draft: Draft, passage: Passage, source: Source, period: str) -> Claim:
    ink = passage.ink
    members = tuple(_printed(ink.cut(n.start, n.end), source) for n in draft.names)
    return Claim(
        kind=draft.kind,
        measure=draft.measure,
        of=draft.of,
        base=draft.base,
        period=period,
        quantity=_as_printed(draft.quantity, ink.cut(draft.start, draft.end), source),
        against_period=draft.against,
        members=members,
        complete=draft.complete,
        text=sentence(ink, draft.start),
        where=source.where(ink.at[draft.start : draft.end]),
        place=passage.place,
    )


def _printed(ink: Ink, source: Source) -> str:
    return "".join(source.text[at] for at in ink.at if not source.text[at].isspace())


def _as_printed(quantity: Quantity | None, ink: Ink, source: Source) -> Quantity | None:
    if quantity is None:
        return None
    return Quantity(quantity.value, quantity.unit, quantity.decimals, _printed(ink, source), quantity.low, quantity.high)


def sentence(ink: Ink, start: int) -> str:
    """Give the sentence part (between 。 and ；) that an offset stands in."""
    before = [m.end() for m in _CLAUSE.finditer(ink.text, 0, start)]
    after = _CLAUSE.search(ink.text, start)
    return ink.text[before[-1] if before else 0 : after.start() if after else len(ink)]
