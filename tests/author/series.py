"""What a made-up year of a series is drawn from, and how its report is laid out, as declared in series.toml."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache

from tests.gold_files import ROOT

FOLDER = ROOT / "tests" / "author"


@dataclass(frozen=True, slots=True)
class Group:
    """One value of the axis that tells members apart before any evaluation; between `least` and `most` of them."""

    value: str
    least: int
    most: int
    code: str
    zh: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What became of a member in the year, and the values it thereby holds; only a `scored` one has a tier."""

    name: str
    weight: int
    scored: bool
    holds: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier and its printed word, from the best down."""

    value: str
    zh: str
    weight: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the series evaluates: the short word, the full one, and the ends of their names."""

    who: str
    full: str
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """Other figures of the year, in the units they are drawn in."""

    name: str
    parts: tuple[str, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Table:
    """The result table: its title, the columns that are always there and by chance, and the heading of a group."""

    title: str
    columns: tuple[str, ...]
    by_chance: tuple[str, ...]
    heads: dict[str, str]
    group: str


@dataclass(frozen=True, slots=True)
class Series:
    """All that differs between the worlds and reports of two series."""

    name: str
    prose: str
    titles: tuple[str, ...]
    chapters: tuple[tuple[str, tuple[str, ...]], ...]
    table: Table
    axis: str
    groups: tuple[Group, ...]
    states: tuple[State, ...]
    tiers: tuple[Tier, ...]
    cuts: tuple[tuple[int, int, int], ...]
    floor: int
    shifts: tuple[int, ...]
    subjects: tuple[Subject, ...]
    roster: str
    places: tuple[str, ...]
    crafts: tuple[str, ...]
    amounts: tuple[Amount, ...]
    since: int

    @property
    def values(self) -> frozenset[tuple[str, str]]:
        """Give every axis with each of its values, as a population may name them."""
        groups = {(self.axis, g.value) for g in self.groups}
        return frozenset(groups | {("tier", t.value) for t in self.tiers}).union(*(s.holds for s in self.states))

    def names(self, subject: Subject) -> list[str]:
        """Give the names on file, if any, and made-up ones."""
        known: list[str] = []
        if self.roster:
            with (ROOT / self.roster).open(encoding="utf-8", newline="") as lines:
                known = [row["name"] for row in csv.DictReader(lines)]
        stems = [place + craft for place in self.places for craft in self.crafts]
        return known + [stem + subject.endings[n % len(subject.endings)] for n, stem in enumerate(stems)]


@cache
def load(name: str) -> Series:
    """Read the declaration of a series."""
    told = tomllib.loads((FOLDER / "series.toml").read_text(encoding="utf-8"))[name]
    return Series(
        name=name,
        prose=told["prose"],
        titles=tuple(told["titles"]),
        chapters=tuple((c["title"], tuple(c["slots"])) for c in told["chapters"]),
        table=Table(
            told["table"]["title"], tuple(told["table"]["columns"]), tuple(told["table"].get("by_chance", ())),
            told["table"]["heads"], told["table"]["group"],
        ),
        axis=told["axis"],
        groups=tuple(Group(**g) for g in told["groups"]),
        states=tuple(State(s["name"], s["weight"], s["scored"], frozenset(s["holds"].items())) for s in told["states"]),
        tiers=tuple(Tier(**t) for t in told["tiers"]),
        cuts=tuple((high, middle, low) for high, middle, low in told["cuts"]),
        floor=told["floor"],
        shifts=tuple(told["shifts"]),
        subjects=tuple(Subject(s["who"], s["full"], tuple(s["endings"])) for s in told["subjects"]),
        roster=told.get("roster", ""),
        places=tuple(told["places"]),
        crafts=tuple(told["crafts"]),
        amounts=tuple(Amount(a["name"], tuple(a["parts"]), a["least"], a["most"]) for a in told["amounts"]),
        since=told["since"],
    )  # fmt: skip


@cache
def paragraphs(series: str) -> dict[str, list[dict[str, str]]]:
    """Give the wordings of all authors of a series by what they tell."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(FOLDER.glob(load(series).prose)):
        for slot, wordings in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found.setdefault(slot, []).extend(wordings)
    return found
