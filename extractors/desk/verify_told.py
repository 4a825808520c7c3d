"""A figure as a sentence tells it: what its words allow, and the statement that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from extractors.audit.figures import scaled, value_range
from extractors.audit.intervals import NEAREST, TRUNCATED, Range, exact, printed, round_to
from extractors.desk.books import Known
from schemas.finding import Message
from schemas.reading import Claim
from schemas.verdict import Statement, Support
from schemas.where import Where

AGREES, UNVERIFIABLE, OTHER_BASIS, DIFFERS = "agrees", "unverifiable", "other_basis", "differs"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a sentence tells it: the claim, what its words allow, and whether it is denied (不是 43 家)."""

    claim: Claim
    allowed: Range
    denied: bool = False


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
    return Support(Message(f"{zh}{known.text}", f"{en}{known.text}"), known.basis, _once(known.where), known.premises)


def _once(where: tuple[Where, ...]) -> tuple[Where, ...]:
    return tuple({w.id: w for w in where}.values())


def values_of(reading: Reading, sep: str = "、") -> str:
    """Write the values the books have for one population."""
    return sep.join(dict.fromkeys(k.text for k in reading.found))


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


def allowed_by(claim: Claim, before: str, after: str) -> Range:
    """Give the values a figure and the words around it allow: 六成以上 and 超过 40 家 are bounds."""
    quantity = claim.quantity
    if quantity is None:
        return Range(None, None)
    value = Fraction(quantity.value) * scaled(claim)[0]
    after_it = next((b for word, b in _AFTER.items() if after.startswith(word)), None)
    bound = after_it or next((b for word, b in _BEFORE.items() if before.endswith(word)), None)
    if bound is not None:
        low, high, beyond = bound
        return Range(value if low else None, value if high else None, low and beyond, high and beyond)
    if claim.kind == "amount":
        return value_range(claim)
    low_end = None if quantity.low is None else Fraction(quantity.low)
    high_end = None if quantity.high is None else Fraction(quantity.high)
    # 70 多家 are more than 70 and less than 80.
    over = any(word in quantity.text for word in _OVER)
    return Range(low_end, high_end, over, over).times(scaled(claim)[0])


_OVER = ("多", "余")


_AFTER = {
    "及以上": (True, False, False), "以上": (True, False, False), "及以下": (False, True, False),
    "以下": (False, True, False), "以内": (False, True, False),
}  # fmt: skip

_BEFORE = {
    "不超过": (False, True, False), "不低于": (True, False, False), "不少于": (True, False, False),
    "不到": (False, True, True), "至少": (True, False, False), "超过": (True, False, True),
    "突破": (True, False, True), "超": (True, False, True), "逾": (True, False, True), "不足": (False, True, True),
}  # fmt: skip

"""Words that make a figure a bound: a lower one, an upper one, and whether the figure itself is left out."""
