"""A figure as a sentence tells it: what its words allow, and the statement that comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from extractors.audit.figures import scaled, value_range
from extractors.audit.intervals import NEAREST, TRUNCATED, Range, exact, printed, round_to
from extractors.desk.books import Known
from schemas.finding import Message
from schemas.quantity import spaced
from schemas.reading import Claim
from schemas.verdict import Statement, Support
from schemas.vocabulary import Vocabulary
from schemas.where import Where

AGREES, UNVERIFIABLE, OTHER_BASIS, DIFFERS = "agrees", "unverifiable", "other_basis", "differs"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a sentence tells it: the claim, what its words allow, and whether it is denied (不是 43 家).

    `words` is its clause up to the figure, `thing` the word for what it counts where that is no member; `plain` tells
    that it is told as it is, with no 约, 超过 or 多 beside it.
    """

    claim: Claim
    allowed: Range
    denied: bool = False
    words: str = ""
    thing: str = ""
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """One population a figure may be of, and what the books have for it."""

    name: Message
    found: tuple[Known, ...]
    agrees: bool | None
    only_printed: bool = False


def statement(
    told: Told, verdict: str, reason: Message, found: tuple[Known, ...] = (), name: Message | None = None
) -> Statement:
    """Make the statement of a figure with what the books have beside it."""
    claim = told.claim
    text = claim.quantity.text if claim.quantity else claim.text
    return Statement(text, claim.kind, claim.period, verdict, reason, tuple(support(k, name) for k in found))


def support(known: Known, name: Message | None) -> Support:
    """Say one value of the books in words."""
    zh, en = (f"{name.zh} ", f"{name.en}: ") if name else ("", "")
    return Support(
        Message(f"{zh}{known.text}", f"{en}{spaced(known.text)}"), known.basis, _once(known.where), known.premises
    )


def _once(where: tuple[Where, ...]) -> tuple[Where, ...]:
    return tuple({w.id: w for w in where}.values())


def values_of(reading: Reading) -> Message:
    """Write the values the books have for one population."""
    return written(k.text for k in reading.found)


def written(values: Iterable[str]) -> Message:
    """List values as they are printed, each once; a sum that gives the same stands in brackets: 61.43%（43÷70）."""
    plain: list[str] = []
    sums: dict[str, str] = {}
    for text in dict.fromkeys(values):
        working, _, result = text.rpartition("=")
        same = next((p for p in plain if working and _first(p) == _first(result)), "")
        if same:
            sums[same] = working if "-" not in working else text
        else:
            plain.append(text)
    zh = (f"{p}（{sums[p]}）" if p in sums else p for p in plain)
    en = (f"{spaced(p)} ({sums[p]})" if p in sums else spaced(p) for p in plain)
    return Message("、".join(zh), ", ".join(en))


def _first(text: str) -> Decimal | None:
    """Give the first number of a text, without its sign."""
    found = _FIGURE.search(text)
    return Decimal(found.group()) if found else None


_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def fits(told: Told, true: Fraction) -> bool:
    """Tell whether a true share prints so: rounded, or cut off as some reports do, or within about and over."""
    quantity = told.claim.quantity
    assert quantity is not None, "only shares with a figure are held"
    if not quantity.exact or told.allowed != exact(quantity.value):
        return told.allowed.holds(true)
    d = quantity.decimals
    return any(printed(quantity.value, d, mode).holds(true) for mode in (NEAREST, TRUNCATED))


def round_to_fraction(value: Fraction, decimals: int) -> Fraction:
    """Round to the nearest with so many decimals."""
    return Fraction(round_to(value, decimals))


def together(told: Iterable[Message]) -> Message:
    """Join reasons; a clause that several of them have is said once."""
    found = tuple(told)
    zh = dict.fromkeys(part for m in found for part in m.zh.split("；"))
    en = dict.fromkeys(part for m in found for part in m.en.split("; "))
    return Message("；".join(zh), "; ".join(en))


@dataclass(frozen=True, slots=True)
class Bound:
    """What a word beside a figure makes of it: a lower or an upper end, and whether the figure itself is left out."""

    word: str
    low: bool
    strict: bool


_BOUNDS = (("least", True, False), ("most", False, False), ("more", True, True), ("less", False, True))


@cache
def bounds_of(vocabulary: Vocabulary, where: str = "") -> tuple[Bound, ...]:
    """Give the declared words that make a bound of the figure behind them, or (`_after`) before them, longest first."""
    found = [Bound(w, low, strict) for key, low, strict in _BOUNDS for w in vocabulary.words("bounds", key + where)]
    return tuple(sorted(found, key=lambda b: -len(b.word)))


def bound_before(text: str, vocabulary: Vocabulary) -> Bound | None:
    """Give the bound whose word ends a text."""
    return next((b for b in bounds_of(vocabulary) if text.endswith(b.word)), None)


def _bound(before: str, after: str, vocabulary: Vocabulary) -> Bound | None:
    behind = next((b for b in bounds_of(vocabulary, "_after") if after.startswith(b.word)), None)
    return behind or bound_before(before, vocabulary)


def is_plain(claim: Claim, before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a figure is told as it is: no bound, nothing approximate."""
    quantity = claim.quantity
    return quantity is not None and quantity.exact and _bound(before, after, vocabulary) is None


def allowed_by(claim: Claim, before: str, after: str, vocabulary: Vocabulary) -> Range:
    """Give the values a figure and the words around it allow: 六成以上 and 超过 40 家 are bounds."""
    quantity = claim.quantity
    if quantity is None:
        return Range(None, None)
    value = Fraction(quantity.value) * scaled(claim)[0]
    bound = _bound(before, after, vocabulary)
    if bound is not None:
        low, high = (value, None) if bound.low else (None, value)
        return Range(low, high, bound.low and bound.strict, not bound.low and bound.strict)
    if claim.kind == "amount":
        return value_range(claim)
    low_end = None if quantity.low is None else Fraction(quantity.low)
    high_end = None if quantity.high is None else Fraction(quantity.high)
    # 70 多家 are more than 70 and less than 80.
    over = any(word in quantity.text for word in vocabulary.words("bounds", "odd"))
    if not over:
        low_end, high_end = _near(Fraction(quantity.value), low_end, high_end)
    return Range(low_end, high_end, over, over).times(scaled(claim)[0])


NEARLY = Fraction(1, 10)
"""约 60 and 近 60 are no further off than a tenth: 50 would be told as 约 50."""


def _near(value: Fraction, low: Fraction | None, high: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """Draw the ends of an approximate figure in."""
    off = abs(value) * NEARLY
    return None if low is None else max(low, value - off), None if high is None else min(high, value + off)
