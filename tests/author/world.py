"""A made-up year: who was there, who filed, who was evaluated, with which score; every count follows from it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.author.series import Series, State, Subject


@dataclass(frozen=True, slots=True)
class Member:
    """One who could be evaluated, and the values held on each axis; tier and score only of those who were."""

    name: str
    code: str
    group: str
    tier: str
    score: int
    held: frozenset[tuple[str, str]]

    def holds(self, axis: str, values: tuple[str, ...]) -> bool:
        return any((axis, value) in self.held for value in values)


@dataclass(frozen=True, slots=True)
class World:
    """A year of the evaluation. `before` counts each tier the year before; `amounts` are by name and part."""

    series: Series
    subject: Subject
    year: int
    members: tuple[Member, ...]
    cuts: tuple[int, int, int]
    before: dict[str, int]
    amounts: dict[str, dict[str, int]]

    def those(self, population: str) -> list[Member]:
        """Give the members of a population as the series writes it: batch=1;tier=high, or all."""
        wanted = [(axis, tuple(values.split("|"))) for axis, values in _parts(population)]
        unknown = {(axis, value) for axis, values in wanted for value in values} - self.series.values
        if unknown:
            raise ValueError(f"{population}: no such value in {self.series.name}")
        return [m for m in self.members if all(m.holds(axis, values) for axis, values in wanted)]

    def count(self, population: str) -> int:
        return len(self.those(population))

    def was(self, population: str) -> int:
        """Count tiers, or all who were evaluated, in the year before."""
        return sum(self.before[t] for _, values in _parts(population) for t in self._tiers(values))

    def _tiers(self, values: str) -> list[str]:
        return list(self.before) if values == "yes" else values.split("|")

    @property
    def ranked(self) -> list[Member]:
        return sorted(self.those("evaluated=yes"), key=lambda m: (-m.score, m.code))


def _parts(population: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in population.split(";")) if population != "all" else ()
    return [(axis, values) for axis, _, values in pairs]


def make_world(series: Series, rng: random.Random) -> World:
    """Draw a year in which no count that a sentence may name is nought."""
    cuts = rng.choice(series.cuts)
    sizes = [g.least if g.least == g.most else rng.randint(g.least, g.most) for g in series.groups]
    subject = rng.choice(series.subjects) if len(series.subjects) > 1 else series.subjects[0]
    names = series.names(subject)
    rng.shuffle(names)
    found = [m for g, size in enumerate(sizes) for m in _group(series, g, size, cuts, names, rng)]
    tiers = [t.value for t in series.tiers]
    counts = {t: sum(m.tier == t for m in found) for t in tiers}
    before = {t: max(1, counts[t] - rng.choice(series.shifts)) for t in tiers}
    amounts = {a.name: {part: rng.randint(a.least, a.most) for part in a.parts} for a in series.amounts}
    return World(series, subject, rng.randint(2014, 2031), tuple(found), cuts, before, amounts)


def _group(
    series: Series, at: int, size: int, cuts: tuple[int, int, int], names: list[str], rng: random.Random
) -> Iterator[Member]:
    """Draw the members of a group; the first of them fill every tier twice and every way to be left out."""
    group, tiers = series.groups[at], [t.value for t in series.tiers]
    left_out = [s for s in series.states if not s.scored]
    first: list[State] = [s for s in series.states if s.scored] * (2 * len(tiers)) + left_out
    for n in range(size):
        state = rng.choices(series.states, [s.weight for s in series.states])[0]
        state = first[n] if n < len(first) else state
        tier = tiers[n // 2] if n < 2 * len(tiers) else rng.choices(tiers, [t.weight for t in series.tiers])[0]
        tier = tier if state.scored else ""
        held = state.holds | {(series.axis, group.value)} | ({("tier", tier)} if tier else set())
        score = _score(rng, tiers.index(tier), cuts, series.floor) if tier else 0
        yield Member(names.pop(), group.code.format(n + 1), group.value, tier, score, held)


def _score(rng: random.Random, at: int, cuts: tuple[int, int, int], floor: int) -> int:
    highest, lowest = (100, *(c - 1 for c in cuts)), (*cuts, floor)
    return rng.randint(lowest[at], highest[at])
