"""Claims: drafts of the grammar given their places, their words and their period."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.statistics.dates import event_dates
from extractors.statistics.enumerations import Listed, enumerations
from extractors.statistics.grammar import Draft, Setting, read_all
from extractors.statistics.tokens import Token, tokens
from schemas.document import Source
from schemas.passage import Ink, Passage
from schemas.quantity import Quantity
from schemas.reading import Claim, Wording
from schemas.record import record
from schemas.vocabulary import Vocabulary

_ENDS = "。；！？"
_CLAUSE = re.compile(f"[{_ENDS}]")


@record
class Spoken:
    """What one passage says: its tokens, and its claims."""

    passage: Passage
    tokens: tuple[Token, ...]
    claims: tuple[Claim, ...]
    dates: tuple[tuple[int, Claim], ...] = ()
    wordings: tuple[Wording, ...] = ()
    listed: tuple[Listed, ...] = ()


def read_passage(
    passage: Passage,
    source: Source,
    vocabulary: Vocabulary,
    period: str,
    known: Iterable[str],
    year: str = "",
    closed: bool = True,
) -> Spoken:
    """Read one passage.

    `known` are names the document prints anywhere; `year` completes dates without one; `closed` says that the
    document is about the series' own projects and experts, so that a bare count of them means all (a report), not some
    that are in the news (a bulletin).
    """
    found = tokens(passage.ink.text, vocabulary, known)
    label = str(passage.ink.at[0]) if passage.ink.at else ""
    setting = Setting(vocabulary, period, label, passage.ink.text, closed)
    drafts, weighing = read_all(found, setting)
    claims = [_claim(d, passage, source, setting) for d in drafts]
    wordings = tuple(
        Wording(d.kind, d.of, d.base, d.against, source.where(passage.ink.at[d.start : d.end]), passage.place)
        for d in weighing
    )
    dates = tuple(
        (e.rank, Claim("date", e.event, (), (), period, None, "", (), True, sentence(passage.ink, e.start),
                       source.where(passage.ink.at[e.start : e.end]), passage.place, e.date_from, e.date_to))
        for e in (event_dates(passage.ink.text, found, vocabulary, year) if period else ())
    )  # fmt: skip
    listed = enumerations(passage.ink.text, found, vocabulary)
    return Spoken(passage, found, tuple(claims), dates, wordings, listed)


def surest_dates(spoken: Iterable[Spoken]) -> tuple[Claim, ...]:
    """Choose among dates told of one event those told in the surest words: a notice retold gives way to the notice."""
    told = [pair for part in spoken for pair in part.dates]
    best: dict[str, int] = {}
    for rank, claim in told:
        best[claim.measure] = min(rank, best.get(claim.measure, rank))
    return tuple(claim for rank, claim in told if rank == best[claim.measure])


def _claim(draft: Draft, passage: Passage, source: Source, setting: Setting) -> Claim:
    ink = passage.ink
    members = tuple(_printed(ink.cut(n.start, n.end), source) for n in draft.names)
    return Claim(
        kind=draft.kind,
        measure=draft.measure,
        of=draft.of,
        base=draft.base,
        period=_period(draft, setting),
        quantity=_as_printed(draft.quantity, ink.cut(draft.start, draft.end), source),
        against_period=draft.against,
        members=members,
        complete=draft.complete,
        text=sentence(ink, draft.start),
        where=source.where(ink.at[draft.start : draft.end]),
        place=passage.place,
    )


def _period(draft: Draft, setting: Setting) -> str:
    """Give the period of a figure: the document's, unless the figure names a year outside it (the evaluated period may
    span two years).
    """
    first, _, last = setting.period.partition("-")
    inside = not draft.period or (first <= draft.period <= (last or first))
    return setting.period if inside else draft.period


def _printed(ink: Ink, source: Source) -> str:
    return "".join("".join([source.text[at] for at in ink.at]).split())


def _as_printed(quantity: Quantity | None, ink: Ink, source: Source) -> Quantity | None:
    if quantity is None:
        return None
    return Quantity(
        quantity.value, quantity.unit, quantity.decimals, _printed(ink, source), quantity.low, quantity.high
    )


def sentence(ink: Ink, start: int) -> str:
    """Give the sentence part (between 。 and ；) that an offset stands in."""
    first = max([ink.text.rfind(mark, 0, start) for mark in _ENDS]) + 1
    after = _CLAUSE.search(ink.text, start)
    return ink.text[first : after.start() if after else len(ink)]
