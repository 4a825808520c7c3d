"""A figure in a text, and how a number in it is written."""

from __future__ import annotations

from decimal import Decimal

from extractors.statistics.numerals import CHINESE, chinese_value
from schemas.population import Interval
from schemas.quantity import Quantity
from schemas.record import record

# A number in digits or in characters, and what stands between the ends of a range.
NUMBER = rf"(?:\d+(?:\.\d+)?|[{CHINESE}]+)"
TO = r"(?:至|到|~|～|—+|－|–|-)"


@record
class Figure:
    """A figure: kind quantity, percent, score, streak, date, ordinal or clock, with what it says."""

    kind: str
    start: int
    end: int
    quantity: Quantity | None = None
    interval: Interval | None = None
    date_from: str = ""
    date_to: str = ""
    years: tuple[str, ...] = ()
    unit_class: str = ""


def number(text: str) -> Decimal | None:
    """Give the value of a number as `NUMBER` finds it; None for characters that make none."""
    return Decimal(text) if text[0].isdigit() else chinese_value(text)
