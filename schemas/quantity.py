"""Quantity: a printed figure and what its digits allow."""

from __future__ import annotations

import re
from decimal import Decimal

from schemas.record import record


@record
class Quantity:
    """A printed figure in its printed unit.

    `value` is what the digits say; `low` and `high` bound what the wording allows (余, 近, 超 widen them, None is
    open); `decimals` is how many were printed; `text` is the figure with its unit as printed, white space removed.
    """

    value: Decimal
    unit: str
    decimals: int
    text: str
    low: Decimal | None
    high: Decimal | None

    @property
    def exact(self) -> bool:
        """Tell whether the wording leaves no room beyond rounding (no 余, 近, 多, 超)."""
        return self.low == self.value == self.high

    def agrees(self, other: Quantity) -> bool:
        """Tell whether one true value could have been printed both ways; units must be the same."""
        if self.unit != other.unit:
            return False
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return not (below or above)


def counted(value: int | Decimal, unit: str, text: str = "") -> Quantity:
    """Make the quantity of an exact count."""
    number = Decimal(value)
    return Quantity(number, unit, 0, text or f"{number}{unit}", number, number)


_TIGHT = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])")


def spaced(text: str) -> str:
    """Part a printed figure from its Chinese unit, as an English line does: 43 家."""
    return _TIGHT.sub(" ", text)
