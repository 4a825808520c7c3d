"""What holds as of a day (截至 2013 年 10 月，三批共 146 家): members there are, and no figure of one period.

Who was evaluated, and how, is told of each period anew. 截至2025年，26家联盟获评A级 may mean all who ever were, and no
document adds them up.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractors.audit.intervals import exact
from extractors.desk.books import COUNT, DESCRIBED, Books, Known
from extractors.desk.verify_parts import Unit, is_whole_year
from extractors.desk.verify_told import AGREES, DIFFERS, UNVERIFIABLE, Told, statement, written
from extractors.statistics.tokens import Token
from schemas.finding import Message
from schemas.reading import Claim
from schemas.verdict import Statement
from schemas.vocabulary import Vocabulary

STANDING = ("batch",)
"""Axes that part all members for good; on any other a figure is of one period."""

OF_PERIOD = Message(
    "“截至”说的可能是累计数，台账只有各评价期的数",
    "“as of” may mean all up to then, and the ledger has figures of each period",
)


def day_of(unit: Unit, vocabulary: Vocabulary) -> Token | None:
    """Give the date that a unit tells something as of."""
    words = vocabulary.words("verify", "as_of")
    return next((t for t in unit.tokens if t.kind == "date" and unit.told.words[: t.start].endswith(words)), None)


def hold_as_of(told: Told, day: Token, books: Books) -> Statement | None:
    """Hold a figure as of a day; None where it is to be held as any of its year."""
    claim = told.claim
    axes = {axis for of in claim.of[:1] for axis, _ in of.axes}
    if DESCRIBED in axes:
        return None
    if claim.kind != COUNT or not claim.of or axes - set(STANDING):
        return statement(told, UNVERIFIABLE, OF_PERIOD)
    if claim.of[0].entity != books.vocabulary.entity.name or is_whole_year(day):
        return None
    printed = tuple(c for c in _printed_of(claim, day, books) if c.quantity)
    if told.denied or not printed:
        reason = Message(f"没有文件说到截至{day.text}的这个数", f"no document tells that figure as of {day.text}")
        return statement(told, UNVERIFIABLE, reason)
    found = tuple(Known(exact(Fraction(c.quantity.value)), c.quantity.text, "printed", (c.where,))
                  for c in printed if c.quantity)  # fmt: skip
    name, values = books.named(claim.of[0], ""), written(k.text for k in found)
    reason = Message(f"截至{day.text}{name.zh}：{values.zh}", f"as of {day.text}, {name.en}: {values.en}")
    fits = {told.allowed.meets(k.range) for k in found}
    return statement(told, UNVERIFIABLE if len(fits) > 1 else AGREES if True in fits else DIFFERS, reason, found, name)


def _printed_of(claim: Claim, day: Token, books: Books) -> Iterator[Claim]:
    """Give the claims of the same members that a document prints beside the same date (至 2013 年 10 月)."""
    for reading in books.ledger.readings:
        for each in reading.claims:
            same = each.kind == claim.kind and each.of and each.of[0].axes == claim.of[0].axes
            if same and f"至{day.text}" in "".join(each.text.split()):
                yield each


__all__ = ["OF_PERIOD", "day_of", "hold_as_of"]
