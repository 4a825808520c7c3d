"""Phrases: the words that tell a population, gathered token by token, and the populations they may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from extractors.statistics.figure import Figure
from extractors.statistics.mentions import Found
from extractors.statistics.tokens import Token
from schemas.population import Interval, Population
from schemas.vocabulary import Axis, Vocabulary

DESCRIBED = "described"
"""The axis of what is told only in free words: such a population equals none but itself."""


@dataclass(slots=True)
class Phrase:
    """What has been said of a population so far in this clause; `chief` is the entity meant where none is named.

    `loose` is an axis that may have been meant to be open; `repeats` says that the population was told before;
    `after` are the axes told behind the figure, `closed` says that 中 has closed the phrase, `graded` that a word gives
    its grade (定为优秀); `bound` are axes on which a base has the value of whose share is told (占各自批次参评联盟的).
    """

    chief: str = ""
    axes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    interval: Interval | None = None
    score: Token | None = None
    entity: str = ""
    heads: list[str] = field(default_factory=list)
    whole: str = ""
    definite: bool = False
    names: list[Found] = field(default_factory=list)
    etc: bool = False
    years: list[str] = field(default_factory=list)
    streak: Figure | None = None
    lasting: bool = False
    measure: str = ""
    last: Token | None = None
    count: Token | None = None
    loose: str = ""
    restricted: bool = False
    sealed: bool = False
    contrast: bool = False
    period: str = ""
    members: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    ordinal: bool = False
    passed: bool = False
    rest: bool = False
    body: Token | None = None
    full: bool = False
    repeats: bool = False
    mean: bool = False
    after: list[str] = field(default_factory=list)
    closed: bool = False
    bound: list[str] = field(default_factory=list)
    graded: bool = False

    @property
    def told(self) -> bool:
        """Tell whether anything restricts the population."""
        return bool(self.axes or self.interval or self.names or self.entity)

    def settle(self) -> None:
        """Forget what a count has used up; what follows in the clause is no longer of its population."""
        self.count, self.score, self.interval = None, None, None
        self.axes, self.names, self.members, self.after = {}, [], [], []
        self.lasting, self.body, self.rest, self.repeats = False, None, False, False

    def population(self) -> Population:
        """Make the population told by this phrase alone."""
        every = self.streak is not None or self.lasting
        return Population(
            entity=self.entity or self.chief,
            periods=tuple(self.years) if every else (),
            axes=tuple(sorted(self.axes.items())),
            intervals=(("score", self.interval),) if self.interval else (),
            every=every,
            members=tuple(n.text for n in self.names),
            complete=not self.etc,
        )


def merge(scope: Population | None, own: Population) -> Population:
    """Restrict a population to a scope; what the phrase says itself outranks the scope on the same axis."""
    if scope is None or scope.entity != own.entity:
        return own
    return Population(
        own.entity,
        own.periods or scope.periods,
        tuple(sorted((dict(scope.axes) | dict(own.axes)).items())),
        tuple(sorted((dict(scope.intervals) | dict(own.intervals)).items())),
        own.every or scope.every,
        own.members,
        own.complete,
    )


def implied(population: Population, vocabulary: Vocabulary) -> Population:
    """Drop what follows from another axis: a tier implies that its holder was evaluated."""
    told = dict(population.axes)
    for axis, wholes in _implying(vocabulary):
        if told.get(axis):
            for name, value in wholes:
                if told.get(name) == (value,):
                    del told[name]
    for name, values in population.axes:
        if len(values) > 1 and name in told and name != DESCRIBED and _all_values(vocabulary.axis(name), values):
            del told[name]
    for name, _ in population.axes:
        if name not in told:
            population = population.without(name)
    return population


@cache
def _implying(vocabulary: Vocabulary) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Give the axes that part a whole, and by which values of others it is told."""
    return tuple((axis.name, axis.whole) for axis in vocabulary.axes if axis.partition and axis.whole)


def _all_values(axis: Axis, values: tuple[str, ...]) -> bool:
    """Tell whether values that part all members are all there are (those evaluated and those not)."""
    return axis.partition and not axis.whole and not axis.entity and len(values) == len(axis.order)


def candidates(
    own: Population, phrase: Phrase, scope: Population | None, vocabulary: Vocabulary
) -> tuple[Population, ...]:
    """Give the populations a phrase may mean, best first."""
    wholes = vocabulary.lists("wholes") if own.entity == vocabulary.entity.name else {}
    word = phrase.whole or next((h for h in reversed(phrase.heads) if h in wholes), "")
    base = merge(scope, own)
    found = []
    for option in wholes.get(word, ("",)):
        made = base
        for part in filter(None, option.split(";")):
            axis, _, values = part.partition("=")
            if made.values(axis) is None:
                made = made.having(axis, tuple(values.split("|")))
        found.append(implied(made, vocabulary))
    return tuple(dict.fromkeys((*_alternatives(tuple(found), vocabulary), *found)))


def _alternatives(found: tuple[Population, ...], vocabulary: Vocabulary) -> list[Population]:
    """Give the populations meant where a value stands for another one (those who did not file were not evaluated)."""
    made = []
    for population in found:
        for value, others in vocabulary.section("alternatives"):
            axis, _, key = value.partition("=")
            if population.values(axis) == (key,):
                for other in others:
                    name, _, values = other.partition("=")
                    made.append(implied(population.without(axis).having(name, tuple(values.split("|"))), vocabulary))
    return made
