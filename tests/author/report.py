"""A report of a made-up year: paragraphs chosen among the wordings, the result table, and what each figure counts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tests.author.series import load, paragraphs
from tests.author.world import Member, World, make_world

_HOLE = re.compile(r"\{(?P<kind>\w+)(?: (?P<of>[^{}]+?))?(?: of (?P<base>[^{}]+))?\}")
_MORE = {"more": ("增加", "减少"), "plus": ("多", "少"), "points": ("提高", "下降")}
"""Holes that print a change, with the words for a rise and a fall before it."""
_WAS = {"was": "count", "was_share": "share"}
"""Holes that print a figure of the year before, and the kind of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A printed figure: where it stands, and what it is a figure of; `paragraph` names the wording it came in,
    with a ? where its reading is declared open; `period` is the year it is of.
    """

    start: int
    end: int
    kind: str
    of: str
    base: str
    paragraph: str
    period: str


@dataclass(frozen=True, slots=True)
class Written:
    """A report as text, its world, and its figures; `opened` names the wordings in it whose reading is declared open,
    also those that count nobody.
    """

    text: str
    world: World
    told: tuple[Told, ...]
    opened: tuple[str, ...]


class _Pen:
    """Puts a report together and notes where each figure came to stand."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self.world, self.rng = world, rng
        self.parts: list[str] = []
        self.length = 0
        self.told: list[Told] = []
        self.opened: list[str] = []
        self.decimals = rng.choice((2, 2, 2, 1))
        self.rounding = rng.choice((ROUND_HALF_UP, ROUND_HALF_UP, ROUND_DOWN))
        self.percent = rng.choice(("%", "%", "％"))

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def line(self, text: str = "") -> None:
        self.put(text + "\n")

    def write(self, slot: str, number: int, wording: dict[str, str]) -> None:
        """Fill the holes of one wording."""
        at, template = 0, wording["text"]
        name = f"{slot}/{number}" + ("?" if "open" in wording else "")
        if "open" in wording:
            self.opened.append(name)
        for hole in _HOLE.finditer(template):
            self.put(template[at : hole.start()])
            at = hole.end()
            self._fill(hole["kind"], hole["of"] or "", hole["base"] or "", name)
        self.put(template[at:] + "\n\n")

    def _fill(self, kind: str, of: str, base: str, paragraph: str) -> None:
        if kind in WORDS:
            self.put(WORDS[kind](self.world, of))
            return
        count = self.world.was if kind in _WAS else self.world.count
        shown = _WAS.get(kind, kind)
        if kind in _MORE:
            figure = self._points(of, base) if kind == "points" else Decimal(count(of) - self.world.was(of))
            self.put(_MORE[kind][0 if figure > 0 else 1])
            text, shown = str(abs(figure)), "change"
        else:
            text = self._share(count(of), count(base)) if shown == "share" else str(count(of))
        start = self.length
        self.put(text)
        period = str(self.world.year - (kind in _WAS))
        self.told.append(Told(start, self.length, shown, of, base, paragraph, period))

    def _points(self, of: str, base: str) -> Decimal:
        """Give the difference of this year's share and the last one's, both as printed."""
        now = self._share(self.world.count(of), self.world.count(base))
        was = self._share(self.world.was(of), self.world.was(base))
        return Decimal(now[:-1]) - Decimal(was[:-1])

    def _share(self, part: int, whole: int) -> str:
        exact = Decimal(100 * part) / whole
        return f"{exact.quantize(Decimal(1).scaleb(-self.decimals), self.rounding)}{self.percent}"


WORDS: dict[str, Callable[[World, str], str]] = {
    "year": lambda w, of: str(w.year + int(of or 0)),
    "cut": lambda w, of: str(w.cuts[int(of)]),
    "under": lambda w, of: str(w.cuts[int(of)] - 1),
    "times": lambda w, of: str(w.year - w.series.since),
    "amount": lambda w, of: _amount(w, of),
    "projects": lambda w, of: _amount(w, f"projects {of}"),
    "money": lambda w, of: str(Decimal(_amount(w, f"money {of}")) / 10),
    "standards": lambda w, of: _amount(w, f"standards {of}"),
    "top": lambda w, of: str(w.ranked[0].score),
    "last": lambda w, of: str(w.ranked[-1].score),
    "gap": lambda w, of: str(w.ranked[0].score - w.ranked[-1].score),
    "mean": lambda w, of: _mean([m.score for m in w.those(of or "evaluated=yes")]),
    "best": lambda w, of: w.ranked[int(of)].name,
    "names": lambda w, of: "、".join(m.name for m in w.those(of)),
    "who": lambda w, of: w.subject.who,
    "full": lambda w, of: w.subject.full,
}


def _amount(world: World, of: str) -> str:
    name, _, part = of.partition(" ")
    amounts = world.amounts[name]
    return str(amounts[part] if part else sum(amounts.values()))


def _mean(scores: list[int]) -> str:
    return str((Decimal(sum(scores)) / len(scores)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def write(seed: int, series: str = "alliance-activity", settled: bool = False) -> Written:
    """Write the report of a seed, on demand without the wordings whose reading is declared open."""
    rng = random.Random(seed)
    layout = load(series)
    world = make_world(layout, rng)
    pen = _Pen(world, rng)
    title = rng.choice(layout.titles) if len(layout.titles) > 1 else layout.titles[0]
    pen.line(title.format(year=world.year, full=world.subject.full))
    pen.line()
    for number, (heading, slots) in zip("一二三四五六七八", layout.chapters, strict=False):
        pen.line(f"{number}、{heading}")
        pen.line()
        for slot in slots:
            fit = [(n, w) for n, w in enumerate(paragraphs(series)[slot]) if _fits(w, world, settled)]
            pen.write(slot, *fit[rng.randrange(len(fit))])
    _table(pen, rng)
    return Written("".join(pen.parts), world, tuple(pen.told), tuple(pen.opened))


def _fits(wording: dict[str, str], world: World, settled: bool) -> bool:
    return wording.get("who", world.subject.who) == world.subject.who and not (settled and "open" in wording)


def _table(pen: _Pen, rng: random.Random) -> None:
    """Write the rows by rank, under a heading for each tier or with a column for it."""
    world, layout = pen.world, pen.world.series.table
    names = {"year": world.year, "full": world.subject.full, "who": world.subject.who}
    grouped = rng.random() < 0.5
    chosen = {c for c in layout.by_chance if rng.random() < 0.5} | set(layout.columns) - (
        {"tier"} if grouped else set()
    )
    columns = [c for c in layout.heads if c in chosen]
    pen.line(layout.title.format(**names))
    pen.line()
    pen.line("\t".join(layout.heads[c].format(**names) for c in columns))
    rank = 0
    for number, tier in zip("一二三四", world.series.tiers, strict=True):
        found = [m for m in world.ranked if m.tier == tier.value]
        if grouped:
            pen.line(layout.group.format(number=number, tier=tier.zh, count=len(found)))
        for member in found:
            rank += 1
            pen.line("\t".join(_cell(world, column, rank, member) for column in columns))


def _cell(world: World, column: str, rank: int, member: Member) -> str:
    words = {g.value: g.zh for g in world.series.groups} | {t.value: t.zh for t in world.series.tiers}
    cells = {
        "rank": str(rank),
        "name": member.name,
        "code": member.code,
        "score": str(member.score),
        "level": words[member.group],
        "tier": words[member.tier],
    }
    return cells[column]


__all__ = ["Told", "Written", "write"]
