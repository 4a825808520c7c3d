"""Words of news that the grammar of reports would take for a restriction, set aside before a sentence is read.

What is set aside is never lost: a word that makes a bound is weighed with the figure it stands before (至少有 25 家),
制定技术 in 制定技术标准 344 项 only says again what standards are, and 截至 asks for what holds as of a day. A share
told by a word (过半) is read as the figure it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from extractors.desk.verify_parts import is_light, is_whole_year
from extractors.desk.verify_told import bound_before, bounds_of
from extractors.reports.sentences import UNSEEN, Told
from extractors.statistics.tokens import Token
from schemas.vocabulary import Vocabulary

_BOUNDED = ("quantity", "percent")
_OF_BASE = ("axis", "bare", "head", "whole")
_PLAIN = ("word", "wording")
"""Kinds of token that a word for a share may be part of: in a name (半导体照明联盟) it is none."""


def set_aside(told: Told, vocabulary: Vocabulary, known: tuple[str, ...]) -> Told:
    """Set aside the words of a paragraph that stand in the grammar's way; the paragraph itself where there are none."""
    for rewrite in (_worded_shares, _bounded_bases):
        text = rewrite(told, vocabulary)
        told = told.reading(text, vocabulary, known) if text != told.text else told
    for find in (_bounds, _seen_so, _as_of, _pilots, _deeds):
        spans = tuple(find(told, vocabulary))
        told = told.without(spans, vocabulary, known) if spans else told
    return told


def _worded_shares(told: Told, vocabulary: Vocabulary) -> str:
    """Put the figure for a share that a word tells (一半以上 as 五成以上)."""
    plain = {i for t in told.tokens if t.kind in _PLAIN for i in range(t.start, t.end)}
    not_half = vocabulary.words("verify", "not_half")
    text = told.text
    for word, figure in share_words(vocabulary):
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if plain.issuperset(range(at, end)) and not text.startswith(not_half, end):
                text = text[:at] + figure + text[end:]
            at = text.find(word, end)
    return text


def _bounded_bases(told: Told, vocabulary: Vocabulary) -> str:
    """Put the bound of a share to its figure (不足联盟总数的三成 as 占联盟总数不足三成)."""
    text = told.text
    bounds = sorted(
        {*(b.word for b in bounds_of(vocabulary)), *vocabulary.words("units", "approximate_before")}, key=len
    )
    for i, token in enumerate(told.tokens):
        if token.kind != "percent" or text[token.start - 1] != "的":
            continue
        base = list(takewhile(lambda t: t.kind in _OF_BASE, reversed(told.tokens[: i - 1])))
        start = base[-1].start if base else token.start
        word = next((w for w in reversed(bounds) if text[:start].endswith(w)), "")
        if base and word:
            moved = f"占{text[start : token.start - 1]}{word}"
            text = text[: start - len(word)] + moved + text[token.start :]
    return text


def share_words(vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Give the declared words for shares with the figures they mean, longest first, each as long as its word."""
    pairs = (entry.partition("=")[::2] for entry in vocabulary.words("verify", "shares"))
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _bounds(told: Told, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Find the words that make a bound of the figure right behind them."""
    for token in told.tokens:
        bound = bound_before(told.text[: token.start], vocabulary) if token.kind in _BOUNDED else None
        if bound is not None:
            yield token.start - len(bound.word), token.start


def _seen_so(told: Told, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Find the words that say how the speaker sees the figure right behind them (仅有 9 家)."""
    for token in told.tokens:
        span = seen_so(told.text, token.start, vocabulary) if token.kind in _BOUNDED else None
        if span is not None:
            yield span


def seen_so(text: str, start: int, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Find the word that says how the speaker sees the figure at `start`; None where none stands before it."""
    before = text[:start].rstrip(UNSEEN)
    for about in vocabulary.words("units", "approximate_before"):
        if before.endswith(about):
            before = before.removesuffix(about)
            break
    lead = next((w for w in vocabulary.words("verify", "leads_figure") if before.endswith(w)), "")
    end = len(before) - len(lead)
    word = next((w for w in vocabulary.words("verify", "seen_so") if before[:end].endswith(w)), "")
    return (end - len(word), end + len(lead) * is_light(lead, vocabulary)) if word else None


def _as_of(told: Told, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Find 截至 before a date, and the end of a year behind one (截至 2025 年底), where it holds of that year."""
    words = vocabulary.words("verify", "as_of")
    for before, token in pairwise(told.tokens):
        word = next((w for w in words if before.text.endswith(w)), "") if token.kind == "date" else ""
        if word and before.end == token.start:
            yield token.start - len(word), token.start
            tail = next((w for w in vocabulary.words("verify", "year_end") if told.text.startswith(w, token.end)), "")
            if tail and is_whole_year(token):
                yield token.end, token.end + len(tail)


def _pilots(told: Told, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Find what says again, at the end of a clause, that members are members (三批共 146 家联盟参与试点工作)."""
    plain = {t.start for t in told.tokens if t.kind in ("word", "joins")}
    for word in vocabulary.words("verify", "joined"):
        for m in re.finditer(f"{re.escape(word)}(?=[，。；]|$)", told.text):
            if m.start() in plain:
                yield m.span()


def _deeds(told: Told, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Find what a label for members who do something adds to the thing it is done to, where things are counted."""
    things = sorted((label for _, labels in vocabulary.things for label in labels), key=len, reverse=True)
    # What members do overlaps: an axis that parts them, or parts the things, is never only a way of speaking.
    deeds = {axis.name for axis in vocabulary.axes if not axis.partition and not axis.entity}
    for i, token in enumerate(told.tokens):
        deed = token.kind == "axis" and token.entry is not None and token.entry.axis in deeds
        if not deed or not _counts_things(told.tokens[i + 1 :], vocabulary):
            continue
        thing = next((t for t in things if token.text.endswith(t)), token.text)
        if thing != token.text:
            yield token.start, token.end - len(thing)


def _counts_things(following: tuple[Token, ...], vocabulary: Vocabulary) -> bool:
    """Tell whether a figure follows whose measure word is not one for members."""
    after = next((t for t in following if t.kind != "word"), None)
    quantity = after.figure.quantity if after is not None and after.figure else None
    return after is not None and after.kind == "quantity" and quantity is not None and (
        quantity.unit not in vocabulary.entity.measure_words
    )  # fmt: skip
