"""The rounding plot: printed less exact in units of the last digit, one strip for each number of decimals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.render.pages.audit_places import Places
from extractors.render.pages.audit_words import MODES, decimals
from extractors.render.words import word
from schemas.finding import Rounding

WIDTH, MARGIN = 860, 40
REACH = 1.25
"""Units of the last digit to either side; what is further off stands at the edge, with its value."""
DOT, STACK, TOP, FOOT = 4.0, 9.0, 34.0, 24.0
"""Radius of a dot, distance of dots on each other, room above them for labels and below them for the axis."""
MAX_LABELS = 8
"""Shares off the habit that are named in a strip; more would stand on each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One share; `label` is its text where it does not follow the habit."""

    key: str
    x: float
    y: float
    fits: bool
    told: str
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """One strip: its title, the dots, the line they stand on, and how high it is."""

    title: str
    mode: str
    dots: tuple[Dot, ...]
    base: float
    height: float


def across(off: float) -> float:
    """Place a difference on the drawing; beyond the reach it stands at the edge."""
    held = max(-REACH, min(REACH, off))
    return round(MARGIN + (held + REACH) / (2 * REACH) * (WIDTH - 2 * MARGIN), 1)


def plots(roundings: Iterable[Rounding], places: Places, lang: str) -> tuple[Plot, ...]:
    """Draw a strip for each number of decimals, most first."""
    roundings = tuple(roundings)
    return tuple(
        _plot(tuple(r for r in roundings if r.decimals == number), number, places, lang)
        for number in sorted({r.decimals for r in roundings}, reverse=True)
    )


def _plot(told: tuple[Rounding, ...], number: int, places: Places, lang: str) -> Plot:
    piles: dict[int, int] = {}
    spots = []
    for rounding in sorted(told, key=lambda r: (r.off, r.value, r.where.id)):
        x = across(float(rounding.off))
        pile = round(x / (2 * DOT))
        spots.append((rounding, x, piles.get(pile, 0)))
        piles[pile] = piles.get(pile, 0) + 1
    base = TOP + max(piles.values(), default=1) * STACK
    outliers = [r.where.id for r in told if not r.fits][:MAX_LABELS]
    dots = tuple(
        Dot(
            places.key(r.where),
            x,
            round(base - DOT - 2 - level * STACK, 1),
            r.fits,
            _told(r),
            f"{float(r.value):.{r.decimals}f}%" if r.where.id in outliers else "",
        )
        for r, x, level in spots
    )
    fitting, mode = sum(r.fits for r in told), told[0].mode
    habit = word(MODES, mode, lang)
    name = decimals(number, lang)
    if lang == "en":
        title = f"{name}: {fitting} of {len(told)} shares follow {habit}"
    else:
        title = f"{name}：{len(told)}项中{fitting}项合乎{habit}"
    return Plot(title, mode, dots, base, base + FOOT)


def _told(rounding: Rounding) -> str:
    exact = f"{float(rounding.exact):.{rounding.decimals + 4}f}"
    shown = f"{float(rounding.value):.{rounding.decimals}f}"
    return f"{shown}% · {rounding.part} ÷ {rounding.base} = {exact}% · {float(rounding.off):+.2f}"
