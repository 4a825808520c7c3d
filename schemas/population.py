"""Population: which members a figure speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.record import record


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A range on a numeric axis such as score; None is open; ends are included unless the print says 不含."""

    low: Decimal | None = None
    high: Decimal | None = None
    includes_low: bool = True
    includes_high: bool = True

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value lies inside."""
        if self.low is not None and (value < self.low or (value == self.low and not self.includes_low)):
            return False
        return not (self.high is not None and (value > self.high or (value == self.high and not self.includes_high)))

    @property
    def brief(self) -> str:
        """Write the range as short as can be: 85–100, ≤49; nothing where both ends are open."""
        if self.low is None:
            return f"{'≤' if self.includes_high else '<'}{self.high}" if self.high is not None else ""
        if self.high is None:
            return f"{'≥' if self.includes_low else '>'}{self.low}"
        return f"{self.low}–{self.high}"

    def __str__(self) -> str:
        left = "[" if self.includes_low else "("
        right = "]" if self.includes_high else ")"
        return f"{left}{'' if self.low is None else self.low},{'' if self.high is None else self.high}{right}"


Values = tuple[str, ...]


@record
class Population:
    """A set of members of one entity, told by values on declared axes.

    `axes` is sorted by name, each with its sorted values (a member has one of them); an axis that is not named is
    not restricted. `periods` are the evaluation periods meant, all of them if `every`. `members` are printed names;
    `complete` is False where the list is closed with 等.
    """

    entity: str = "alliance"
    periods: Values = ()
    axes: tuple[tuple[str, Values], ...] = ()
    intervals: tuple[tuple[str, Interval], ...] = ()
    every: bool = False
    members: Values = ()
    complete: bool = True

    def values(self, axis: str) -> Values | None:
        """Give the values allowed on an axis, None where it is not restricted."""
        return dict(self.axes).get(axis)

    def interval(self, axis: str) -> Interval | None:
        """Give the range allowed on a numeric axis, None where it is not restricted."""
        return dict(self.intervals).get(axis)

    def having(self, axis: str, values: tuple[str, ...]) -> Population:
        """Restrict (or re-restrict) one axis to the values given."""
        axes = dict(self.axes) | {axis: tuple(sorted(set(values)))}
        return replace(self, axes=tuple(sorted(axes.items())))

    def within(self, axis: str, interval: Interval) -> Population:
        """Restrict (or re-restrict) one numeric axis to a range."""
        return replace(self, intervals=tuple(sorted((dict(self.intervals) | {axis: interval}).items())))

    def without(self, axis: str) -> Population:
        """Lift the restriction of one axis."""
        return replace(
            self,
            axes=tuple((a, v) for a, v in self.axes if a != axis),
            intervals=tuple((a, i) for a, i in self.intervals if a != axis),
        )

    def key(self) -> Population:
        """Drop what does not decide membership in figures (the named members), for comparing two populations."""
        return replace(self, members=(), complete=True)

    def __str__(self) -> str:
        parts = [f"{axis}={'|'.join(values)}" for axis, values in self.axes]
        parts += [f"{axis}={interval}" for axis, interval in self.intervals]
        if self.every:
            parts.append(f"every={'|'.join(self.periods)}")
        if self.entity != "alliance":
            parts.insert(0, f"entity={self.entity}")
        return ";".join(parts) or "all"
