"""Ranges and rounding: what printed digits allow is exactly what prints so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit.intervals import MODES, NEAREST, Range, exact, over, printed, product, round_to, show

FRACTIONS = st.fractions(min_value=0, max_value=1000, max_denominator=500)
DECIMALS = st.integers(min_value=0, max_value=4)
COUNTS = st.integers(min_value=0, max_value=400)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = sorted((draw(FRACTIONS), draw(FRACTIONS)))
    return Range(low, high, draw(st.booleans()), draw(st.booleans()))


@given(FRACTIONS, DECIMALS, st.sampled_from(MODES))
def test_a_value_lies_in_what_its_print_allows(value: Fraction, decimals: int, mode: str) -> None:
    assert printed(round_to(value, decimals, mode), decimals, mode).holds(value)


@given(FRACTIONS, FRACTIONS, DECIMALS, st.sampled_from(MODES))
def test_what_a_print_allows_prints_so(value: Fraction, other: Fraction, decimals: int, mode: str) -> None:
    allowed = printed(round_to(value, decimals, mode), decimals, mode)
    tie = (other * 10**decimals * 2).denominator == 1 and mode == NEAREST
    if allowed.holds(other) and not tie:
        assert round_to(other, decimals, mode) == round_to(value, decimals, mode)


@given(ranges(), ranges(), FRACTIONS)
def test_meeting_keeps_what_lies_in_both(a: Range, b: Range, value: Fraction) -> None:
    assert a.meet(b).holds(value) == (a.holds(value) and b.holds(value))


@given(ranges(), ranges(), st.data())
def test_sums_and_differences_hold_every_pair(a: Range, b: Range, data: st.DataObject) -> None:
    if a.empty or b.empty:
        return
    x, y = (_inside(r, data) for r in (a, b))
    if x is not None and y is not None:
        assert a.plus(b).holds(x + y)
        assert a.minus(b).holds(x - y)


def _inside(one: Range, data: st.DataObject) -> Fraction | None:
    assert one.low is not None and one.high is not None
    part = data.draw(st.fractions(min_value=0, max_value=1, max_denominator=8))
    value = one.low + (one.high - one.low) * part
    return value if one.holds(value) else None


@given(COUNTS, st.integers(min_value=1, max_value=400), DECIMALS, st.sampled_from(MODES))
def test_a_true_share_agrees_with_its_counts(part: int, base: int, decimals: int, mode: str) -> None:
    share = printed(round_to(Fraction(100 * part, base), decimals, mode), decimals, mode)
    assert over(exact(100 * part), exact(base)).meets(share)
    assert product(share, exact(base)).times(Fraction(1, 100)).holds(Fraction(part))


@given(ranges())
def test_whole_numbers_are_counted_with_open_ends(one: Range) -> None:
    low, high = one.integers()
    assert low is not None and high is not None
    inside = [n for n in range(-1, 1002) if one.holds(Fraction(n))]
    assert inside == list(range(low, high + 1))


@pytest.mark.parametrize(
    ("value", "mode", "text"),
    [
        ("44.444", "nearest", "44.44"),
        ("30.769", "truncated", "30.76"),
        ("33.331", "raised", "33.34"),
        ("9.615", "nearest", "9.62"),
    ],
)
def test_rounding_as_reports_do(value: str, mode: str, text: str) -> None:
    assert round_to(Fraction(value), 2, mode) == Decimal(text)


def test_open_ends() -> None:
    assert Range(None, None).holds(Fraction(10**9))
    assert not Range(Fraction(1), Fraction(1), low_open=True).meets(exact(1))
    assert Range(Fraction(1), None).plus(exact(2)).high is None


@pytest.mark.parametrize(("value", "text"), [("43", "43"), ("1295/10", "129.5"), ("1/3", "0.33")])
def test_numbers_are_shown_as_printed(value: str, text: str) -> None:
    assert show(Fraction(value)) == text
