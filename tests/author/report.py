"""A report of a made-up year: paragraphs chosen from prose.toml, the result table, and what each figure counts."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from tests.author.world import BATCHES, TIERS, Member, World, make_world
from tests.gold_files import ROOT

FOLDER = ROOT / "tests" / "author"
_HOLE = re.compile(r"\{(?P<kind>\w+)(?: (?P<of>[^{}]+?))?(?: of (?P<base>[^{}]+))?\}")
ZH = {"high": "高", "fairly_high": "较高", "average": "一般", "low": "较差"}
SHARES = "share"


@dataclass(frozen=True, slots=True)
class Told:
    """A printed figure: where it stands, and what it is a figure of; `paragraph` names the wording it came in,
    with a ? where its reading is declared open.
    """

    start: int
    end: int
    kind: str
    of: str
    base: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Written:
    """A report as text, its world, and its figures."""

    text: str
    world: World
    told: tuple[Told, ...]


@cache
def paragraphs() -> dict[str, list[dict[str, str]]]:
    """Give the wordings of all authors by what they tell."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(FOLDER.glob("prose*.toml")):
        for slot, wordings in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found.setdefault(slot, []).extend(wordings)
    return found


class _Pen:
    """Puts a report together and notes where each figure came to stand."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self.world, self.rng = world, rng
        self.parts: list[str] = []
        self.length = 0
        self.told: list[Told] = []
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
        for hole in _HOLE.finditer(template):
            self.put(template[at : hole.start()])
            at = hole.end()
            self._fill(hole["kind"], hole["of"] or "", hole["base"] or "", name)
        self.put(template[at:] + "\n\n")

    def _fill(self, kind: str, of: str, base: str, paragraph: str) -> None:
        start = self.length
        if kind in WORDS:
            self.put(WORDS[kind](self.world, of))
            return
        if kind == "more":
            now = sum(self.world.count(f"tier={t}") for t in of.removeprefix("tier=").split("|"))
            was = sum(self.world.before[t] for t in of.removeprefix("tier=").split("|"))
            self.put("增加" if now > was else "减少")
            start = self.length
            self.put(str(abs(now - was)))
        elif kind == SHARES:
            self.put(self._share(self.world.count(of), self.world.count(base)))
        else:
            self.put(str(self.world.count(of)))
        self.told.append(Told(start, self.length, "change" if kind == "more" else kind, of, base, paragraph))

    def _share(self, part: int, whole: int) -> str:
        exact = Decimal(100 * part) / whole
        return f"{exact.quantize(Decimal(1).scaleb(-self.decimals), self.rounding)}{self.percent}"


def _total(values: dict[str, int]) -> int:
    return sum(values.values())


def _money(tenths: int) -> str:
    return str(Decimal(tenths) / 10)


WORDS = {
    "year": lambda w, of: str(w.year + int(of or 0)),
    "cut": lambda w, of: str(w.cuts[int(of)]),
    "under": lambda w, of: str(w.cuts[int(of)] - 1),
    "times": lambda w, of: str(w.year - 2012),
    "projects": lambda w, of: str(w.projects[of] if of else _total(w.projects)),
    "money": lambda w, of: _money(w.money[of] if of else _total(w.money)),
    "standards": lambda w, of: str(w.standards[of] if of else _total(w.standards)),
    "top": lambda w, of: str(w.ranked[0].score),
    "last": lambda w, of: str(w.ranked[-1].score),
    "names": lambda w, of: "、".join(m.name for m in w.those(of)),
}


def write(seed: int) -> Written:
    """Write the report of a seed."""
    rng = random.Random(seed)
    world = make_world(rng)
    pen = _Pen(world, rng)
    pen.line(f"{world.year}年度产业技术创新战略联盟活跃度评价报告")
    pen.line()
    heads = iter("一二三四五六七八")
    for title, slots in (
        ("评价工作概况", ("object", "filing", "bands")),
        ("评价结果", ("overall", "changes", "batches", "matrix")),
        ("协同创新活动", ("projects", "standards")),
        ("存在的问题", ("absent",)),
    ):
        pen.line(f"{next(heads)}、{title}")
        pen.line()
        for slot in slots:
            number = rng.randrange(len(paragraphs()[slot]))
            pen.write(slot, number, paragraphs()[slot][number])
    _table(pen, rng.random() < 0.5)
    return Written("".join(pen.parts), world, tuple(pen.told))


def _table(pen: _Pen, grouped: bool) -> None:
    pen.line(f"附件 {pen.world.year}年度联盟活跃度评价结果")
    pen.line()
    rank = 0
    pen.line("\t".join(("序号", "联盟名称", "编号", "得分", *(() if grouped else ("活跃度",)))))
    for n, tier in enumerate(TIERS):
        found = [m for m in pen.world.ranked if m.tier == tier]
        if grouped:
            pen.line(f"（{'一二三四'[n]}）活跃度{ZH[tier]}（共 {len(found)} 家）")
        for member in found:
            rank += 1
            pen.line(_row(rank, member, grouped))


def _row(rank: int, member: Member, grouped: bool) -> str:
    cells = (str(rank), member.name, member.code, str(member.score), *(() if grouped else (ZH[member.tier],)))
    return "\t".join(cells)


__all__ = ["BATCHES", "Told", "Written", "paragraphs", "write"]
