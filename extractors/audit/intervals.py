"""Ranges of exact fractions: what printed digits allow, under the way they were rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

NEAREST = "nearest"
TRUNCATED = "truncated"
RAISED = "raised"
MODES = (NEAREST, TRUNCATED, RAISED)
"""How a true value becomes the printed one: to the nearest, cut off, or always up."""


@dataclass(frozen=True, slots=True)
class Range:
    """All values from low to high; None is open; an end marked open is not itself inside."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether no value lies inside."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def single(self) -> Fraction | None:
        """Give the value where there is exactly one."""
        return self.low if self.low is not None and self.low == self.high and not self.empty else None

    def holds(self, value: Fraction) -> bool:
        """Tell whether a value lies inside."""
        return not self.meet(exact(value)).empty

    def meet(self, other: Range) -> Range:
        """Keep what lies in both."""
        low, low_open = _tighter((self.low, self.low_open), (other.low, other.low_open), upper=False)
        high, high_open = _tighter((self.high, self.high_open), (other.high, other.high_open), upper=True)
        return Range(low, high, low_open, high_open)

    def meets(self, other: Range) -> bool:
        """Tell whether one true value could lie in both."""
        return not self.meet(other).empty

    def plus(self, other: Range) -> Range:
        """Add end to end."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def minus(self, other: Range) -> Range:
        """Subtract, so that the result holds every difference."""
        return self.plus(
            Range(
                None if other.high is None else -other.high,
                None if other.low is None else -other.low,
                other.high_open,
                other.low_open,
            )
        )

    def times(self, factor: Fraction) -> Range:
        """Scale by a factor that is not negative."""
        return Range(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def integers(self) -> tuple[int | None, int | None]:
        """Give the least and the greatest whole number inside: None where open, least > greatest for none."""
        low = None if self.low is None else ceil(self.low)
        if low is not None and self.low_open and low == self.low:
            low += 1
        high = None if self.high is None else floor(self.high)
        if high is not None and self.high_open and high == self.high:
            high -= 1
        return low, high


EVERYTHING = Range(None, None)
Bound = tuple[Fraction | None, bool]


def _tighter(a: Bound, b: Bound, upper: bool) -> Bound:
    if a[0] is None or b[0] is None:
        return b if a[0] is None else a
    if a[0] == b[0]:
        return a[0], a[1] or b[1]
    return min(a, b) if upper else max(a, b)


def exact(value: Fraction | Decimal | int) -> Range:
    """Make the range of one value."""
    number = Fraction(value)
    return Range(number, number)


def printed(value: Fraction | Decimal, decimals: int, mode: str = NEAREST) -> Range:
    """Give the true values that print as `value` with so many decimals.

    Both halves are included for NEAREST: reports differ in what they do with a five, and neither is an error.
    """
    number, unit = Fraction(value), Fraction(1, 10**decimals)
    if mode == TRUNCATED:
        return Range(number, number + unit, high_open=True)
    if mode == RAISED:
        return Range(number - unit, number, low_open=True)
    return Range(number - unit / 2, number + unit / 2)


def round_to(value: Fraction, decimals: int, mode: str = NEAREST) -> Decimal:
    """Print a true value with so many decimals; a five goes up."""
    scaled = value * 10**decimals
    if mode == TRUNCATED:
        whole = floor(scaled)
    elif mode == RAISED:
        whole = ceil(scaled)
    else:
        whole = floor(scaled + Fraction(1, 2))
    return Decimal(whole).scaleb(-decimals)


def over(part: Range, base: Range) -> Range:
    """Divide two ranges of positive values; the result holds every quotient."""
    low = None if part.low is None or base.high in (None, 0) else part.low / Fraction(base.high or 1)
    high = None if part.high is None or base.low in (None, 0) else part.high / Fraction(base.low or 1)
    return Range(low, high, part.low_open or base.high_open, part.high_open or base.low_open)


def product(a: Range, b: Range) -> Range:
    """Multiply two ranges of values that are not negative."""
    low = None if a.low is None or b.low is None else a.low * b.low
    high = None if a.high is None or b.high is None else a.high * b.high
    return Range(low, high, a.low_open or b.low_open, a.high_open or b.high_open)


def show(value: Fraction, decimals: int = 0) -> str:
    """Write a number the way a report would: no more decimals than needed, at most four beyond those asked for."""
    for places in range(decimals, decimals + 5):
        if (value * 10**places).denominator == 1:
            return f"{round_to(value, places):f}"
    return f"{round_to(value, decimals + 2):f}"
