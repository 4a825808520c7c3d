"""Words of news that the grammar of reports would take for a restriction, set aside before a sentence is read.

What is set aside is never lost: a word that makes a bound is weighed with the figure it stands before (至少有 25 家),
and 制定技术 in 制定技术标准 344 项 only says again what standards are.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.desk.verify_told import bound_before
from extractors.reports.sentences import Told
from extractors.statistics.tokens import Token
from schemas.vocabulary import Vocabulary

_BOUNDED = ("quantity", "percent")


def set_aside(told: Told, vocabulary: Vocabulary, known: tuple[str, ...]) -> Told:
    """Set aside the words of a paragraph that stand in the grammar's way; the paragraph itself where there are none."""
    for find in (_bounds, _deeds):
        spans = tuple(find(told, vocabulary))
        told = told.without(spans, vocabulary, known) if spans else told
    return told


def _bounds(told: Told, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Find the words that make a bound of the figure right behind them."""
    for token in told.tokens:
        bound = bound_before(told.text[: token.start], vocabulary) if token.kind in _BOUNDED else None
        if bound is not None:
            yield token.start - len(bound.word), token.start


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
