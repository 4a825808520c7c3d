"""Populations as sets: one form for each, parts that make up a whole, and which table rows belong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from extractors.audit.ladder import STANDING, Ladder
from extractors.ledger.codes import fold_code
from schemas.population import Interval, Population, Values
from schemas.reading import Row
from schemas.vocabulary import Axis, Vocabulary

MAX_COVERS = 24
"""Ways to part one whole along one axis that are looked at: five tiers have 52, reports print one to three."""


@dataclass(frozen=True, slots=True)
class Split:
    """All the parts of a whole along one axis, by the values they take."""

    axis: Axis
    values: Values
    parts: tuple[tuple[Values, Population], ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """Disjoint parts of a whole along an axis. `full` tells whether they make it up, or only bound it from below."""

    axis: str
    parts: tuple[Population, ...]
    missing: frozenset[str]
    full: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """The axes of a series as one document uses them.

    `used` holds for each axis the values that occur in the document; `graded` those of its bands and group headings,
    which show the whole scheme; `closed` the axes whose unprinted remainder is empty in this document; `bands` the
    scores that make each tier.
    """

    vocabulary: Vocabulary
    ladder: Ladder
    used: tuple[tuple[str, frozenset[str]], ...] = ()
    graded: tuple[tuple[str, frozenset[str]], ...] = ()
    closed: frozenset[str] = frozenset()
    bands: tuple[tuple[str, Interval], ...] = ()
    _canon: dict[Population, Population] = field(default_factory=dict, init=False, repr=False, compare=False)
    _splits: dict[Population, tuple[Split, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _axes: dict[str, tuple[Axis, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def axes(self, entity: str) -> tuple[Axis, ...]:
        """Give the axes of an entity, those of the ladder as one."""
        if entity not in self._axes:
            own = self.vocabulary.entity.name
            declared = tuple(a for a in self.vocabulary.axes if (a.entity or own) == entity)
            self._axes[entity] = self._laddered(declared) if entity == own and self.ladder.rungs else declared
        return self._axes[entity]

    def _laddered(self, declared: tuple[Axis, ...]) -> tuple[Axis, ...]:
        names = set(self.ladder.names)
        found = [self.ladder.axis]
        for axis in declared:
            if axis.name in names:
                continue
            whole = self.ladder.folded(Population(axes=tuple(sorted((n, (v,)) for n, v in axis.whole))))
            single = tuple((n, v[0]) for n, v in whole.axes if len(v) == 1)
            # Whom an axis parts must be told by one standing, or it parts nobody: it would be taken to part all.
            found.append(replace(axis, whole=single, partition=axis.partition and len(single) == len(whole.axes)))
        return tuple(found)

    def axis(self, entity: str, name: str) -> Axis | None:
        """Give one axis of an entity, None where it has no such axis."""
        return next((a for a in self.axes(entity) if a.name == name), None)

    def canon(self, population: Population) -> Population:
        """Give the one form of a population: no restriction that another implies, none that leaves nobody out."""
        if population not in self._canon:
            self._canon[population] = self._reduced(population)
        return self._canon[population]

    def _reduced(self, population: Population) -> Population:
        result = replace(population.key(), periods=population.periods if population.every else ())
        if population.entity == self.vocabulary.entity.name:
            result = self.ladder.folded(result)
        for axis in self.axes(population.entity):
            values = result.values(axis.name)
            if values is None or not axis.partition:
                continue
            left_out = set(axis.order) - set(values)
            if not left_out or (axis.name in self.closed and left_out <= set(axis.remainder)):
                result = result.without(axis.name)
                for name, value in axis.whole:
                    result = result.having(name, (value,))
        for axis in self.axes(population.entity):
            if axis.partition and result.values(axis.name) is not None:
                result = self._lift(result, axis)
        return result

    def _lift(self, population: Population, axis: Axis) -> Population:
        for name, value in axis.whole:
            if population.values(name) == (value,):
                population = population.without(name)
        return population

    def wholes(self, population: Population) -> Iterator[Population]:
        """Give the sets one gets by lifting one axis to its whole: what the population is a part of."""
        for axis in self.axes(population.entity):
            if axis.partition and population.values(axis.name) is not None:
                whole = population.without(axis.name)
                for name, value in axis.whole:
                    whole = whole.having(name, (value,))
                yield self.canon(whole)

    def implied(self, population: Population) -> Population:
        """Spell out what the restrictions imply (a tier implies evaluated)."""
        result = population
        for axis in self.axes(population.entity):
            if result.values(axis.name) is not None:
                for name, value in axis.whole:
                    if result.values(name) is None:
                        result = result.having(name, (value,))
        return result

    def inside(self, part: Population, whole: Population) -> bool:
        """Tell whether every member of one set is in the other by their restrictions alone."""
        if part.entity != whole.entity or part.every != whole.every or part.periods != whole.periods:
            return False
        part, whole = self.implied(part), self.implied(whole)
        axes = all((values := part.values(a)) is not None and set(values) <= set(v) for a, v in whole.axes)
        return axes and all(part.interval(a) == i for a, i in whole.intervals)

    def missing_allowed(self, axis: Axis, missing: frozenset[str]) -> bool:
        """Tell whether parts that leave out the missing values still make up the whole in this document."""
        if not missing:
            return True
        if missing & dict(self.used).get(axis.name, frozenset()):
            return False
        graded = dict(self.graded).get(axis.name, frozenset())
        return (bool(graded) and not missing & graded) or (axis.name in self.closed and missing <= set(axis.remainder))

    def covers(
        self, whole: Population, known: Callable[[Population], bool], made: Callable[[Population], bool] | None = None
    ) -> Iterator[Cover]:
        """Find the ways to part a whole along one axis into sets that are known, or (one value each) can be made up."""
        if whole not in self._splits:
            self._splits[whole] = tuple(self._split(whole))
        for split in self._splits[whole]:
            parts = [p for p in split.parts if known(p[1]) or (made is not None and len(p[0]) == 1 and made(p[1]))]
            if parts:
                yield from self._exact(split.axis, split.values, parts)

    def _split(self, whole: Population) -> Iterator[Split]:
        implied = self.implied(whole)
        for axis in self.axes(whole.entity):
            own = implied.values(axis.name)
            apart = own is None and any(implied.values(name) != (value,) for name, value in axis.whole)
            if not axis.partition or apart or (own is not None and len(own) == 1):
                continue
            rest = whole.without(axis.name)
            if own is None:
                for name, _ in axis.whole:
                    rest = rest.without(name)
            values = tuple(v for v in axis.order if own is None or v in own)
            parts = ((subset, self.canon(rest.having(axis.name, subset))) for subset in _subsets(values))
            yield Split(axis, values, tuple(p for p in parts if p[1] != whole))

    def _exact(self, axis: Axis, values: Values, parts: list[tuple[Values, Population]]) -> Iterator[Cover]:
        found = 0
        for chosen in _partitions(values, parts):
            missing = frozenset(values) - {v for subset, _ in chosen for v in subset}
            if len(chosen) < 2 and not missing:
                continue
            yield Cover(axis.name, tuple(p for _, p in chosen), missing, self.missing_allowed(axis, missing))
            found += 1
            if found == MAX_COVERS:
                return


def _subsets(values: Values) -> Iterator[Values]:
    """Give the proper subsets that hold something, small ones first."""
    chosen = [tuple(v for i, v in enumerate(values) if mask >> i & 1) for mask in range(1, 2 ** len(values) - 1)]
    yield from sorted(chosen, key=len)


def _partitions(
    values: Values, parts: list[tuple[Values, Population]]
) -> Iterator[tuple[tuple[Values, Population], ...]]:
    """Give the choices of disjoint parts to which no further part could be added."""
    if not values:
        yield ()
        return
    first, later = values[0], values[1:]
    fitting = [p for p in parts if first in p[0] and set(p[0]) <= set(values)]
    for part in fitting:
        for rest in _partitions(tuple(v for v in later if v not in part[0]), parts):
            yield (part, *rest)
    if not fitting:
        yield from _partitions(later, parts)


# ---- table rows as members --------------------------------------------------------------------------------------


def code_value(code: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Tell the axis and value that the first signs of a code stand for, None where the series declares none."""
    for axis in vocabulary.axes:
        for value, signs in vocabulary.section(f"code_{axis.name}"):
            if fold_code(code).startswith(signs):
                return axis.name, value
    return None


def row_in(row: Row, population: Population, scheme: Scheme) -> bool | None:
    """Tell whether a row of a table belongs to a set; None where the row does not say."""
    implied = scheme.implied(population)
    told = {"tier": row.tier, "evaluated": "yes", STANDING: scheme.ladder.order[-1]}
    if row.table == "honours":
        told = {"honour": row.honour}
    if coded := code_value(row.code, scheme.vocabulary):
        told[coded[0]] = coded[1]
    for axis, values in implied.axes:
        if not told.get(axis):
            return None
        if told[axis] not in values:
            return False
    for axis, interval in implied.intervals:
        inside = _scored(row, interval, scheme) if axis == "score" else None
        if not inside:
            return inside
    return True


def _scored(row: Row, interval: Interval, scheme: Scheme) -> bool | None:
    """Tell whether a row's score lies in a range; a row without a score is told by the band of its tier."""
    score = decimal_or_none(row.score)
    if score is not None:
        return interval.holds(score)
    band = dict(scheme.bands).get(row.tier)
    return None if band is None or _touch(band, interval) else False


def _touch(a: Interval, b: Interval) -> bool:
    """Tell whether two score ranges may share a score; ends count as included."""
    below = a.high is not None and b.low is not None and a.high < b.low
    above = a.low is not None and b.high is not None and a.low > b.high
    return not (below or above)


def decimal_or_none(text: str) -> Decimal | None:
    """Read a printed number, None where there is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
