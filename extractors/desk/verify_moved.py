"""Figures that have moved (从 30 家增加到 43 家; 增加 145 项，达到 1044 项): of whom and of which year each of them is.

The grammar of reports takes the first of two figures for one in free words. In a sentence both are of the same
members, and of the year that stands beside each; a figure with no year of its own keeps none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.desk.verify_parts import Unit, clauses_of, is_light
from extractors.statistics.tokens import Token
from schemas.population import Population
from schemas.reading import Claim
from schemas.vocabulary import Vocabulary

Placed = tuple[int, int, Claim]
DESCRIBED = "described"
FIGURES = ("quantity", "percent")
_REACHING = ("reach", "become", "date")


def moved(unit: Unit, placed: Iterable[Placed], vocabulary: Vocabulary) -> tuple[Placed, ...]:
    """Give the claims of a unit, those of figures that have moved with their own members and years."""
    placed = tuple(placed)
    made: dict[int, Claim] = {}
    for first, second in pairs_of(unit, placed):
        clause = next(c for c in clauses_of(unit) if c[0].start <= first[0] < c[-1].end)
        made |= _both(clause, unit, first, second)
    found = tuple((start, end, made.get(start, claim)) for start, end, claim in placed)
    return _reached(unit, found, vocabulary)


def pairs_of(unit: Unit, placed: Iterable[Placed]) -> tuple[tuple[Placed, Placed], ...]:
    """Give the pairs of figures that 增加到 stands between."""
    claims = {start: (start, end, claim) for start, end, claim in placed if claim.kind in ("count", "share")}
    found = (_pair(clause, claims) for clause in clauses_of(unit))
    return tuple(pair for pair in found if pair is not None)


def _pair(clause: tuple[Token, ...], claims: dict[int, Placed]) -> tuple[Placed, Placed] | None:
    """Give the two figures that 增加到 stands between, where the clause has no others of their kind."""
    turns = [t for t in clause if t.kind == "become"]
    figures = [t for t in clause if t.kind in FIGURES and t.start in claims]
    if len(turns) != 1 or len(figures) != 2 or not figures[0].start < turns[0].start < figures[1].start:
        return None
    first, second = claims[figures[0].start], claims[figures[1].start]
    return (first, second) if first[2].kind == second[2].kind else None


def _both(clause: tuple[Token, ...], unit: Unit, first: Placed, second: Placed) -> dict[int, Claim]:
    one, other = first[2], second[2]
    of = next((c.of for c in (other, one) if c.of and not _described(c.of)), _plainer(one.of))
    base = other.base or one.base
    years = _years(clause, unit, first[0], second[0])
    return {
        start: replace(claim, of=of, base=base, period=year)
        for (start, _, claim), year in zip((first, second), years, strict=True)
    }


def against_direction(unit: Unit, first: Claim, second: Claim, vocabulary: Vocabulary) -> bool:
    """Tell whether the word between two figures says the other way than they do (从 37 家减少到 43 家)."""
    one, other = first.quantity, second.quantity
    if one is None or other is None:
        return False
    words = {t.text for t in unit.tokens if t.kind == "become"}
    up, down = (any(w in vocabulary.words("verify", key) for w in words) for key in ("rising", "falling"))
    return (up and other.value < one.value) or (down and other.value > one.value)


def _described(of: tuple[Population, ...]) -> bool:
    return any(p.values(DESCRIBED) for p in of)


def _plainer(of: tuple[Population, ...]) -> tuple[Population, ...]:
    """Lift what the first figure has for its place alone; whoever is told in words beside it stays so."""
    return tuple(p.without(DESCRIBED) for p in of) if all(len(p.axes) > 1 for p in of) else of


def _years(clause: tuple[Token, ...], unit: Unit, one: int, other: int) -> tuple[str, str]:
    """Give the years of two figures: those right before them, else the ends of a run of years, else what is left."""
    beside = [_year_before(clause, start) for start in (one, other)]
    runs = [t.figure.years for t in unit.tokens if t.kind == "date" and t.figure and len(t.figure.years) > 1]
    if runs and not any(beside):
        return runs[0][0], runs[0][-1]
    left = [y for y in (*unit.years, *unit.compared) if y not in beside]
    return beside[0], beside[1] or (left[0] if len(left) == 1 else "")


def _year_before(clause: tuple[Token, ...], start: int) -> str:
    dates = [t for t in clause if t.kind == "date" and t.figure and len(t.figure.years) == 1 and t.end <= start]
    between = "".join(t.text for t in clause if dates and dates[-1].end <= t.start < start)
    figure = dates[-1].figure if dates and between in ("", "的") else None
    return figure.years[0] if figure is not None and "-" not in figure.date_from else ""


def rated(unit: Unit, placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Give the share that a rate tells (第一批参评率 50 %) the base that the word for it means."""
    axes = {t.entry.axis for t in unit.tokens if t.kind == "rate" and t.entry is not None}
    found: list[Placed] = []
    for start, end, claim in placed:
        own = claim.of[0] if claim.kind == "share" and len(claim.of) == 1 and not claim.base else None
        axis = next((a for a in axes if own is not None and own.values(a)), "")
        base = (own.without(axis),) if own is not None and axis else claim.base
        found.append((start, end, replace(claim, base=base)))
    return tuple(found)


def divided(unit: Unit, placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Give a bare share of a part of the group that 中 closes that group as its base (X 联盟中，第一批过半)."""
    placed = tuple(placed)
    counted = any(claim.kind == "count" for _, _, claim in placed)
    return tuple((start, end, claim if counted else _of_whole(unit, start, claim)) for start, end, claim in placed)


def _of_whole(unit: Unit, start: int, claim: Claim) -> Claim:
    closes = [t for t in unit.tokens if t.kind == "in" and t.end <= start]
    if claim.kind != "share" or claim.base or len(claim.of) != 1 or len(closes) != 1:
        return claim
    told = [t for t in unit.tokens if t.entry is not None and t.kind in ("axis", "bare") and t.end <= start]
    whole = {t.entry.axis for t in told if t.entry is not None and t.end <= closes[0].start}
    part = {t.entry.axis for t in told if t.entry is not None and t.start >= closes[0].end}
    own = claim.of[0]
    if not whole or not part or whole & part or {axis for axis, _ in own.axes} - whole - part:
        return claim
    base = own
    for axis in part:
        base = base.without(axis)
    return replace(claim, base=(base,))


def _reached(unit: Unit, placed: tuple[Placed, ...], vocabulary: Vocabulary) -> tuple[Placed, ...]:
    """Give a bare figure behind a change (增加 145 项，达到 1044 项) the members and the year of the change."""
    found: list[Placed] = []
    for start, end, claim in placed:
        before = found[-1][2] if found else None
        if before is not None and before.kind == "change" and _bare(unit, start, claim, before, vocabulary):
            claim = replace(claim, of=before.of, measure=before.measure, period=before.period)
        found.append((start, end, claim))
    return tuple(found)


def _bare(unit: Unit, start: int, claim: Claim, change: Claim, vocabulary: Vocabulary) -> bool:
    """Tell whether nothing but light words and 达到 stands before a figure in the unit of the change."""
    if claim.kind != "count" or not _described(claim.of) or claim.quantity is None or change.quantity is None:
        return False
    clause = next((c for c in clauses_of(unit) if c[0].start <= start <= c[-1].start), ())
    before = [t for t in clause if t.start < start]
    light = all(t.kind in _REACHING or is_light(t.text, vocabulary) for t in before)
    return light and claim.quantity.unit == change.quantity.unit


__all__ = ["against_direction", "divided", "moved", "pairs_of", "rated"]
