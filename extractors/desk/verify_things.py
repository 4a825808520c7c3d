"""Figures of things that members make or spend (标准 344 项, 投入经费总额 129.5 亿元), held against those printed.

No axis tells whose things they are: a report prints one figure of all its members, and a sentence about the members as
a whole is held against that one. A narrower word (团体标准) has to stand in the report too.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from extractors.audit.intervals import exact
from extractors.desk.books import COUNT, DESCRIBED, Books, Known
from extractors.desk.verify_bases import reading_of
from extractors.desk.verify_told import AGREES, DIFFERS, UNVERIFIABLE, Told, statement, values_of
from schemas.finding import Message
from schemas.population import Population
from schemas.reading import Claim
from schemas.verdict import Statement

AMOUNT = "amount"


def hold_things(told: Told, books: Books) -> Statement | None:
    """Hold a figure of things of all members; None where it is none, or the documents print no such figure."""
    claim = told.claim
    if not claim.period or not claim.of or claim.quantity is None or told.denied:
        return None
    if claim.kind == AMOUNT:
        return _amount(told, books)
    own = claim.of[0]
    narrowed = [axis for axis, _ in own.axes if axis != DESCRIBED]
    if claim.kind != COUNT or own.entity not in dict(books.vocabulary.things) or narrowed or not told.thing:
        return None
    return _count(told, books)


def _count(told: Told, books: Books) -> Statement | None:
    claim = told.claim
    printed = [c for c in _reported(claim, books) if told.thing in c.text]
    values = {c.quantity.value for c in printed if c.quantity is not None}
    if len(values) != 1:
        return None
    name = books.named(Population(claim.of[0].entity), claim.period)
    found = tuple(
        Known(exact(Fraction(c.quantity.value)), c.quantity.text, "printed", (c.where,)) for c in printed if c.quantity
    )
    agrees = all(told.allowed.meets(k.range) for k in found)
    text = printed[0].text
    zh, en = f"{claim.period}年的报告：“{text}”", f"the report on {claim.period} has “{text}”"
    return statement(told, AGREES if agrees else DIFFERS, Message(zh, en), found, name)


def _reported(claim: Claim, books: Books) -> list[Claim]:
    """Give what the reports of the period count of the same thing in the same unit."""
    unit = claim.quantity.unit if claim.quantity else ""
    return [c for c in books.things(claim.of[0].entity, claim.period) if c.quantity and c.quantity.unit == unit]


def _amount(told: Told, books: Books) -> Statement | None:
    """Hold an amount of nobody in particular against the one amount of this measure that is of a whole."""
    claim = told.claim
    if claim.of[0].axes and {axis for axis, _ in claim.of[0].axes} != {DESCRIBED}:
        return None
    wholes = {
        variable.of
        for graph in books.graphs(claim.period)
        for variable in graph.board.statements
        if variable.measure == f"{AMOUNT}:{claim.measure}" and not variable.of.axes and not variable.of.intervals
    }
    if len(wholes) != 1:
        return None
    of = wholes.pop()
    meant = replace(told, claim=replace(claim, of=(of,)))
    reading = reading_of(meant, f"{AMOUNT}:{claim.measure}", of, books)
    if not reading.found:
        return None
    verdict = UNVERIFIABLE if reading.agrees is None else AGREES if reading.agrees else DIFFERS
    values = values_of(reading)
    reason = Message(
        f"{claim.period}年{reading.name.zh}：{values.zh}", f"{claim.period}, {reading.name.en}: {values.en}"
    )
    return statement(told, verdict, reason, reading.found, reading.name)
