"""Likeness to a slip: how easily one printed number becomes another under a hand or a scanner."""

from __future__ import annotations

from fractions import Fraction

from extractors.audit.figures import Figure, scaled
from extractors.audit.intervals import show

SWAPPED, ONE_DIGIT, OFF_BY_ONE, LOST_DIGIT, UNLIKE = "swapped", "digit", "off_by_one", "lost", ""
WEIGHTS = {SWAPPED: 3, ONE_DIGIT: 3, OFF_BY_ONE: 2, LOST_DIGIT: 2, UNLIKE: 0}
"""Typing slips are mostly one wrong key or two keys in the wrong order; a count off by one comes from counting."""


def slip(found: str, meant: str) -> str:
    """Name the slip that makes `found` of `meant`; empty where none does."""
    if found == meant:
        return UNLIKE
    if len(found) == len(meant):
        differ = [i for i, (a, b) in enumerate(zip(found, meant, strict=True)) if a != b]
        if len(differ) == 1:
            return ONE_DIGIT
        if len(differ) == 2 and _crossed(found, meant, *differ):
            return SWAPPED
    short, long = sorted((found, meant), key=len)
    if len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long))):
        return LOST_DIGIT
    return UNLIKE


def _crossed(a: str, b: str, i: int, j: int) -> bool:
    return a[i] == b[j] and a[j] == b[i]


def as_digits(value: Fraction, figure: Figure) -> str:
    """Write a value as the figure prints its own: same unit, same decimals."""
    factor = scaled(figure.claim)[0] if figure.claim else Fraction(1)
    return show(value / factor, figure.decimals)


def printed_digits(figure: Figure) -> str:
    """Give the digits a figure prints."""
    if figure.claim is not None and figure.claim.quantity is not None:
        return f"{figure.claim.quantity.value:f}"
    single = figure.range.single
    return show(single) if single is not None else figure.text


def likeness(figure: Figure, value: Fraction) -> int:
    """Weigh how much a figure looks like a slip for a value; counts of rows are not typed, a row is lost or doubled."""
    found, meant = printed_digits(figure), as_digits(value, figure)
    kind = slip(found, meant)
    if not figure.printed:
        kind = UNLIKE
    single = figure.range.single
    near = single is not None and abs(single - value) == 1
    return max(WEIGHTS[kind], WEIGHTS[OFF_BY_ONE] if near else 0)
