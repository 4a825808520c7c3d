"""A made-up year: who was there, who filed, who was evaluated, with which score; every count follows from it."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass

from tests.gold_files import ROOT

TIERS = ("high", "fairly_high", "average", "low")
BATCHES = ("1", "2", "3", "later")
SIZES = {"1": 52, "2": 39, "3": 55}
"""Alliances of the three batches; what joined later differs from year to year."""
CUTS = ((85, 70, 50), (80, 70, 40), (90, 75, 60), (80, 60, 45))
PLACES = ("低温", "深海", "极地", "高原", "微纳", "星载")
CRAFTS = ("储能", "传感", "涂层", "泵阀", "育种", "测绘", "阻燃", "润滑", "焊接", "滤材")
CODES = {"1": "1{:02d}", "2": "2{:02d}", "3": "3{:02d}", "later": "D4{:02d}"}


@dataclass(frozen=True, slots=True)
class Member:
    """One alliance in the year; those that did not file have neither tier nor score."""

    name: str
    code: str
    batch: str
    registered: bool
    complete: bool
    tier: str
    score: int

    def holds(self, axis: str, values: tuple[str, ...]) -> bool:
        own = {
            "batch": self.batch,
            "tier": self.tier,
            "registered": "yes" if self.registered else "no",
            "evaluated": "yes" if self.tier else "no",
            "complete": ("yes" if self.complete else "no") if self.registered else "",
        }
        return own[axis] in values


@dataclass(frozen=True, slots=True)
class World:
    """A year of the evaluation."""

    year: int
    members: tuple[Member, ...]
    cuts: tuple[int, int, int]
    before: dict[str, int]
    money: dict[str, int]
    projects: dict[str, int]
    standards: dict[str, int]

    def those(self, population: str) -> list[Member]:
        """Give the members of a population as the series writes it: batch=1;tier=high, or all."""
        wanted = [part.split("=") for part in population.split(";")] if population != "all" else []
        return [m for m in self.members if all(m.holds(a, tuple(v.split("|"))) for a, v in wanted)]

    def count(self, population: str) -> int:
        return len(self.those(population))

    @property
    def ranked(self) -> list[Member]:
        return sorted(self.those("evaluated=yes"), key=lambda m: (-m.score, m.code))


def _names() -> list[str]:
    """Give the names on file, and made-up ones for those beyond them."""
    with (ROOT / "corpus" / "alliances.csv").open(encoding="utf-8", newline="") as lines:
        known = [row["name"] for row in csv.DictReader(lines)]
    return known + [f"{place}{craft}产业技术创新战略联盟" for place in PLACES for craft in CRAFTS]


def make_world(rng: random.Random) -> World:
    """Draw a year in which no count that a sentence may name is nought."""
    cuts = rng.choice(CUTS)
    sizes = SIZES | {"later": rng.randint(14, 25)}
    names = _names()
    rng.shuffle(names)
    found: list[Member] = []
    for batch in BATCHES:
        for n in range(sizes[batch]):
            state = rng.choices(("evaluated", "incomplete", "absent"), (5, 1, 3))[0]
            # The first of each batch fill every tier and every way to be left out.
            state = "evaluated" if n < 8 else "incomplete" if n == 8 else "absent" if n == 9 else state
            tier = TIERS[n // 2] if n < 8 else rng.choices(TIERS, (5, 4, 4, 2))[0]
            name = names.pop()
            scored = state == "evaluated"
            found.append(
                Member(
                    name, CODES[batch].format(n + 1), batch, state != "absent", scored, tier if scored else "",
                    _score(rng, tier, cuts) if scored else 0,
                )
            )  # fmt: skip
    counts = {t: sum(m.tier == t for m in found) for t in TIERS}
    before = {t: max(1, counts[t] + rng.choice((-5, -4, -3, -2, 1, 2, 3, 4))) for t in TIERS}
    projects = {k: rng.randint(120, 480) for k in ("self", "government", "commissioned")}
    standards = {k: rng.randint(30, 220) for k in ("national", "trade", "group")}
    money = {k: rng.randint(60, 900) for k in ("self", "government", "commissioned")}
    return World(rng.randint(2014, 2031), tuple(found), cuts, before, money, projects, standards)


def _score(rng: random.Random, tier: str, cuts: tuple[int, int, int]) -> int:
    edges = (100, *(c - 1 for c in cuts)), (*cuts, 20)
    at = TIERS.index(tier)
    return rng.randint(edges[1][at], edges[0][at])
