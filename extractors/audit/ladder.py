"""The ladder from listed to evaluated: axes of which each implies the ones before it, seen as one."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.population import Population
from schemas.vocabulary import Axis, AxisValue, Vocabulary

STANDING = "standing"
"""The axis that stands for the whole ladder in the audit: how many rungs a member took, "0" for none."""

Told = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one edition, as declared values (registered=yes), lowest first. Empty where a series has none.

    Failing a rung means to stand below it, so every restriction on the axes of the ladder is a set of standings, and
    all of them together are one. `last` is what it takes to pass from the last rung but one to the top (complete=yes).
    """

    rungs: tuple[Told, ...]
    last: Told | None = None

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(str(k) for k in range(len(self.rungs) + 1))

    @property
    def names(self) -> tuple[str, ...]:
        """Name the axes that the ladder takes in."""
        return tuple(name for name, _ in (*self.rungs, *((self.last,) if self.last else ())))

    @property
    def axis(self) -> Axis:
        """Give the ladder as an axis that parts all members."""
        values = tuple(AxisValue(k, k, ()) for k in self.order)
        return Axis(STANDING, True, (), self.order, (), (), values, ())

    def standings(self, axis: str, values: tuple[str, ...]) -> frozenset[str]:
        """Give the standings that a restriction on one of its axes leaves."""
        top = len(self.rungs)
        if self.last and axis == self.last[0]:
            passed, failed, taken = {top}, {top - 1}, self.last[1] in values
            short = set(values) != {self.last[1]}
        else:
            place = next(i for i, (name, _) in enumerate(self.rungs) if name == axis)
            passed, failed = set(range(place + 1, top + 1)), set(range(place + 1))
            taken, short = self.rungs[place][1] in values, set(values) != {self.rungs[place][1]}
        return frozenset(str(k) for k in (passed if taken else set()) | (failed if short else set()))

    def folded(self, population: Population) -> Population:
        """Write the restrictions on the ladder as one restriction on STANDING."""
        left = frozenset(population.values(STANDING) or self.order)
        population = population.without(STANDING)
        for axis in self.names:
            values = population.values(axis)
            if values is not None:
                left &= self.standings(axis, values)
                population = population.without(axis)
        return population if len(left) == len(self.order) else population.having(STANDING, tuple(left))

    def unfolded(self, standings: tuple[str, ...]) -> Told | None:
        """Name a set of standings by one declared axis and whether its rung was taken; None where no one axis can."""
        levels, top = sorted(int(k) for k in standings), len(self.rungs)
        if not levels:
            return None
        if levels == list(range(levels[0], top + 1)) and levels[0]:
            return self.rungs[levels[0] - 1][0], "yes"
        if levels == list(range(levels[-1] + 1)):
            return self.rungs[levels[-1]][0], "no"
        if self.last and levels == [top - 1]:
            return self.last[0], "no"
        return None


def ladder_of(vocabulary: Vocabulary, shown: dict[str, frozenset[str]]) -> Ladder:
    """Make the ladder of an edition; it has no `last` where failing that is graded as a tier (`shown`)."""
    rungs = tuple(_told(r) for r in vocabulary.words("ladder", "rungs"))
    last = next((_told(r) for r in vocabulary.words("ladder", "last")), None)
    apart = (_told(a) for a in vocabulary.words("ladder", "apart"))
    graded = any(value in shown.get(axis, frozenset()) for axis, value in apart)
    return Ladder(rungs, None if graded else last)


def _told(text: str) -> Told:
    axis, _, value = text.partition("=")
    return axis, value
