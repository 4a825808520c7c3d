"""Text as an attacker would print it, for everything that puts text of a document before a person."""

from __future__ import annotations

from functools import cache

from extractors.ledger import reconcile
from schemas.finding import Audit, Finding, Message
from schemas.ledger import Ledger
from schemas.vocabulary import load_series
from schemas.where import Span, Where
from tests.handmade import Ink, reading, row, seat, with_mentions

LONG = "长" * 10_000
TEXTS = (
    '=HYPERLINK("http://evil.example","点我")产业技术创新战略联盟',
    "+1+1产业技术创新战略联盟",
    "-2产业技术创新战略联盟",
    "@SUM(A1)产业技术创新战略联盟",
    "http://evil.example/产业技术创新战略联盟",
    "mailto:a@evil.example",
    "<script>alert(1)</script>产业技术创新战略联盟",
    "左\u202e右\u2066隔\u200f产业技术创新战略联盟",
    "[链接](http://evil.example) {0} | ** `x` 产业技术创新战略联盟",
    "::error file=x::假的%0A产业技术创新战略联盟",
    "一行\n::warning::两行\r\x00\x1b[31m红",
    "_x0041_产业技术创新战略联盟",
    "'; DROP TABLE findings; --产业技术创新战略联盟",
    "尾\ufffe\uffff",
    LONG + "产业技术创新战略联盟",
)
STEERING = frozenset("\x00\x1b\r\u202e\u2066\u200f\x07\x9b")
"""Characters of these texts that must not reach an eye raw."""


def finding(text: str, number: int = 1) -> Finding:
    """Make a finding in which the text stands everywhere it may."""
    place = Where("report-2016", "documents/report-2016.txt", text, (Span(1, number, 10 * number, 10 * number + 1),))
    other = Where("report-2018", f"documents/{text[:20]}.txt", text, (Span(2, 1, bbox=(1.0, 2.0, 3.0, 4.0)),))
    return Finding(
        "NAM-01", "warning", text, "print", Message(text, text), text, text, text, (place,), (other,)
    )  # fmt: skip


def audits() -> tuple[Audit, ...]:
    """Give an audit with a finding for each text."""
    return (Audit("report-2016", tuple(finding(text, n) for n, text in enumerate(TEXTS, 1)), (), (), 0),)


@cache
def ledger() -> Ledger:
    """Reconcile a report whose alliances, codes, groups and people have these names."""
    ink = Ink("report-2016")
    rows = tuple(
        row(ink, text, n, code=text[:40], score="7" * 20 if n == 1 else "=1", tier_as_printed=text)
        for n, text in enumerate(TEXTS, 1)
    )
    panel = tuple(seat(ink, text[:50], text, text) for text in TEXTS)
    made = with_mentions(reading("report-2016", "2016", "2017", rows=rows, panel=panel))
    return reconcile((made,), (), (), load_series("alliance-activity"))
