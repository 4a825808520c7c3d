"""Rounding habits: how a document makes printed shares out of true ones, inferred from all its shares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from extractors.audit.figures import Variable
from extractors.audit.intervals import MODES, NEAREST, RAISED, TRUNCATED, Range, printed
from schemas.population import Population
from schemas.reading import Claim

PUSHED = "pushed"
PREFERRED = (TRUNCATED, PUSHED, RAISED)
"""Which habit is believed where two explain as many shares; nobody rounds up on purpose."""
MIN_EVIDENCE = 3
"""Shares that must tell a rare mode from rounding to the nearest before it is believed, and that a habit is told with;
two may be slips."""
HABIT_PART = Fraction(2, 3)
"""A habit explains at least two in three of the shares that tell; slips of a careful report stay below one in three."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A share whose counts are known: the claim, the true percentage, and what was printed."""

    claim: Claim
    variable: Variable
    true: Fraction
    value: Fraction
    decimals: int

    def fits(self, mode: str) -> bool:
        """Tell whether the true share prints so under a mode."""
        return printed(self.value, self.decimals, mode).holds(self.true)

    @property
    def value_text(self) -> str:
        quantity = self.claim.quantity
        return f"{quantity.value:f}" if quantity else ""

    @property
    def whole_is_exact(self) -> bool:
        """Tell whether nothing had to be rounded."""
        return self.true == self.value


@dataclass(frozen=True, slots=True)
class Habit:
    """How shares with so many decimals are rounded. `told` are the shares that can tell, `fitting` those that agree.

    `nearest` counts those that rounding to the nearest would explain; `slack` is how far pushed shares may be off.
    """

    decimals: int
    mode: str
    told: tuple[Sample, ...]
    fitting: tuple[Sample, ...]
    nearest: int = 0
    slack: Fraction = Fraction(0)

    def allowed(self, value: Fraction) -> Range:
        """Give the true shares that this habit prints as `value`."""
        if self.mode == PUSHED:
            return Range(value - self.slack, value + self.slack, True, True)
        return printed(value, self.decimals, self.mode)


def habit_of(habits: Iterable[Habit], decimals: int) -> Habit:
    """Give the habit for a number of decimals; rounding to the nearest where nothing else was found."""
    return next((h for h in habits if h.decimals == decimals), Habit(decimals, NEAREST, (), ()))


def infer_habits(samples: tuple[Sample, ...]) -> tuple[Habit, ...]:
    """Infer the habit for each number of decimals printed.

    Shares that need no rounding tell nothing. A mode other than rounding to the nearest is the habit where it explains
    two in three of the rest, and two in three of those that only one of both explains. Shares count as pushed to make
    100 where they stand in a family that adds to 100 as printed and would not by rounding.
    """
    families = family_sums(samples)
    found = []
    for decimals in sorted({s.decimals for s in samples}):
        told = tuple(s for s in samples if s.decimals == decimals and not s.whole_is_exact)
        if told:
            found.append(_habit(decimals, told, families))
    return tuple(found)


def _habit(decimals: int, told: tuple[Sample, ...], families: dict[Variable, tuple[Sample, ...]]) -> Habit:
    fits = {mode: tuple(s for s in told if s.fits(mode)) for mode in MODES}
    fits[PUSHED] = tuple(s for s in told if is_pushed(s, families))
    nearest = len(fits[NEAREST])
    for mode in sorted((m for m in fits if m != NEAREST), key=lambda m: (-len(fits[m]), PREFERRED.index(m))):
        only = [s for s in fits[mode] if s not in fits[NEAREST]]
        instead = [s for s in fits[NEAREST] if s not in fits[mode]]
        # Cutting off is common, and needs no more proof than that nothing speaks for rounding.
        enough = bool(only) if mode == TRUNCATED else len(only) >= MIN_EVIDENCE
        most = len(only) >= HABIT_PART * (len(only) + len(instead))
        if enough and most and len(fits[mode]) >= HABIT_PART * len(told):
            slack = max((coarsest(families[s.variable]) for s in fits[PUSHED]), default=Fraction(0))
            return Habit(decimals, mode, told, fits[mode], nearest, slack)
    return Habit(decimals, NEAREST, told, fits[NEAREST], nearest)


def family_sums(samples: Iterable[Sample]) -> dict[Variable, tuple[Sample, ...]]:
    """Group shares of one base and disjoint parts that add up to exactly 100 as printed, keyed by each member."""
    by_base: dict[tuple[Population | None, str, tuple[str, ...]], list[Sample]] = {}
    for sample in samples:
        axes = tuple(a for a, _ in sample.variable.of.axes)
        by_base.setdefault((sample.variable.base, sample.variable.period, axes), []).append(sample)
    families: dict[Variable, tuple[Sample, ...]] = {}
    for told in by_base.values():
        # Elementary parts first: four tiers explain more than two of them and the sum of the other two.
        for family in _adding_up(sorted(told, key=lambda s: sum(len(v) for _, v in s.variable.of.axes))):
            for sample in family:
                families[sample.variable] = family
    return families


def _adding_up(samples: list[Sample]) -> list[tuple[Sample, ...]]:
    """Find the runs of shares, in the order printed, of different parts that add up to 100."""
    found: list[tuple[Sample, ...]] = []
    start = 0
    while start < len(samples):
        run: list[Sample] = []
        total = Fraction(0)
        for sample in samples[start:]:
            if any(_overlap(sample.variable.of, s.variable.of) for s in run):
                continue
            run.append(sample)
            total += sample.value
            if total >= 100:
                break
        if total == 100 and len(run) > 1:
            found.append(tuple(run))
            start = samples.index(run[-1]) + 1
        else:
            start += 1
    return found


def _overlap(a: Population, b: Population) -> bool:
    return all(set(values) & set(b.values(axis) or values) for axis, values in a.axes)


def is_pushed(sample: Sample, families: dict[Variable, tuple[Sample, ...]]) -> bool:
    """Tell whether a share is off by less than a unit in a family that adds to 100 only because of such shares."""
    family = families.get(sample.variable)
    if family is None or sample not in family:
        return False
    rounded = sum(_nearest(s) for s in family)
    return abs(sample.true - sample.value) < coarsest(family) and rounded != 100


def coarsest(family: tuple[Sample, ...]) -> Fraction:
    """Give the unit of the share with the fewest decimals in a family."""
    return Fraction(1, 10 ** min(s.decimals for s in family))


def _nearest(sample: Sample) -> Fraction:
    scaled = sample.true * 10**sample.decimals
    return Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**sample.decimals)
