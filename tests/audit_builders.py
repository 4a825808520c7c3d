"""Readings built by hand: from one-line claims of a case, and from the gold files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from schemas.document import DocumentInfo
from schemas.ledger import Ledger
from schemas.population import Interval, Population
from schemas.quantity import Quantity
from schemas.reading import Claim, ContentsEntry, Group, Heading, Item, Mention, Person, Reading, Row, Structure
from schemas.vocabulary import Vocabulary, load_series
from schemas.where import Span, Where

GOLD = Path(__file__).parent / "gold"
_CLAIM = re.compile(
    r"(?P<kind>\w+) (?P<of>\S+)(?: of (?P<base>\S+))? = (?P<value>[-+.\d]+)(?P<unit>\S*)(?: @(?P<place>\S+))?(?: vs (?P<against>\d+))?"
)


def vocabulary() -> Vocabulary:
    return load_series("alliance-activity")


class Places:
    """Hands out places in a document that does not exist: one line a thing."""

    def __init__(self, document: str) -> None:
        self.document, self.at, self.line = document, 0, 0

    def where(self, quote: str) -> Where:
        self.at, self.line = self.at + len(quote) + 1, self.line + 1
        return Where(self.document, f"{self.document}.txt", quote, (Span(1, self.line, self.at, self.at + len(quote)),))


def population(text: str) -> Population:
    entity, _, rest = text.rpartition(":")
    found = Population(entity or "alliance")
    for part in rest.split(";"):
        axis, _, values = part.partition("=")
        if part in ("", "all"):
            continue
        if axis == "every":
            found = Population(found.entity, tuple(values.split("|")), found.axes, found.intervals, True)
        elif axis == "score":
            found = found.within("score", score_range(values))
        else:
            found = found.having(axis, tuple(values.split("|")))
    return found


def score_range(text: str) -> Interval:
    if text.startswith(">="):
        return Interval(Decimal(text[2:]), None, True, False)
    if text.startswith("<="):
        return Interval(None, Decimal(text[2:]), False, True)
    low, _, high = text.partition("~")
    return Interval(Decimal(low), Decimal(high or low))


def populations(text: str) -> tuple[Population, ...]:
    return tuple(population(part) for part in text.split("/")) if text else ()


def claim(kind: str, of: str, base: str, value: str, unit: str, places: Places, place: str, period: str, against: str = "") -> Claim:
    number = Decimal(value)
    decimals = len(value.partition(".")[2])
    printed = f"{value.lstrip('+-')}{unit}"
    quantity = Quantity(number, unit, decimals, printed, number, number)
    sets = populations(of.replace(" ", ""))
    measure = sets[0].entity if kind in ("count", "change") else kind
    if kind in ("amount", "change") and unit.endswith("元"):
        measure = "funds"
    bases = populations(base.replace(" ", ""))
    return Claim(kind, measure, sets, bases, period, quantity, against, (), True, "", places.where(printed), place)


def claims_of(lines: Iterable[str], places: Places, period: str) -> tuple[Claim, ...]:
    """Read claims of a case: `count tier=high;batch=1 = 21家 @三、6`, `share tier=high of all = 26.06%`, `band tier=high = 85~100`."""
    found = []
    for line in lines:
        if special := _special(line, places, period):
            found.append(special)
            continue
        m = _CLAIM.fullmatch(line)
        assert m, f"no claim: {line}"
        found.append(
            claim(m["kind"], m["of"], m["base"] or "", m["value"], m["unit"], places, m["place"] or "一", period, m["against"] or "")
        )
    return tuple(found)


def _special(line: str, places: Places, period: str) -> Claim | None:
    kind, _, rest = line.partition(" ")
    if kind == "band":
        of, _, scores = rest.partition(" = ")
        sets = (population(of).within("score", score_range(scores)),)
        return Claim("band", "score", sets, (), period, None, "", (), True, rest, places.where(scores + "分"), "二、5")
    if kind == "list":
        of, _, names = rest.partition(" = ")
        complete = not names.endswith("等")
        members = tuple(names.removesuffix("等").split("、"))
        return Claim("list", "alliance", (population(of),), (), period, None, "", members, complete, rest, places.where(names), "一")
    if kind == "threshold":
        of, _, scores = rest.partition(" = ")
        sets = (population(of).within("score", score_range(scores)),)
        return Claim("threshold", "score", sets, (), period, None, "", (), True, rest, places.where(scores + "分"), "四、1")
    return None


def row(places: Places, table: str, number: int, name: str, tier: str = "", code: str = "", score: str = "", **more: str) -> Row:
    where = places.where(f"{number}{name}{code}{score}")
    cells = tuple((c, places.where(v)) for c, v in (("rank", str(number)), ("name", name), ("code", code), ("score", score)) if v)
    honour = "A" if table == "honours" else ""
    span = (more.get("start", ""), more.get("end", ""))
    return Row(table, 1, number, name, code, score, tier, tier, honour, *span, None, more.get("value", ""), "家", where, cells)


def reading(
    document: str,
    period: str,
    claims: tuple[Claim, ...] = (),
    rows: tuple[Row, ...] = (),
    groups: tuple[Group, ...] = (),
    panel: tuple[Person, ...] = (),
    mentions: tuple[Mention, ...] = (),
    headings: tuple[Heading, ...] = (),
    contents: tuple[ContentsEntry, ...] = (),
    items: tuple[Item, ...] = (),
    references: tuple[Structure, ...] = (),
    kind: str = "report",
) -> Reading:
    info = DocumentInfo(document, f"{document}.txt", "", "text/plain", kind, "alliance-activity", period, "", "", "", "", 1)
    return Reading(info, rows, groups, claims, mentions, panel, items, headings, contents, (), (), references)


def ledger(*readings: Reading) -> Ledger:
    return Ledger(readings, (), (), (), (), (), ())


def table(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gold_reading(document: str) -> Reading:
    """Build a reading from what was transcribed by hand; the places are made up."""
    places = Places(document)
    year = document.rpartition("-")[2]
    claims = tuple(
        claim(r["kind"], r["of"], r["base"], r["value"], r["unit"], places, "一", year, str(int(year) - 1) if r["kind"] == "change" else "")
        for r in table(f"claims-{document}.csv")
    )
    rows = tuple(
        row(places, r["table"], int(r["rank"]), r["name"], r["tier"], r["code"], r["score"], start=r["start"], end=r["end"])
        for r in table(f"rows-{document}.csv")
    )
    tiers = list(dict.fromkeys(r.tier for r in rows if r.tier))
    groups = []
    for tier in tiers:
        number = sum(r.tier == tier for r in rows)
        where = places.where(f"（共{number}家）")
        groups.append(Group(1, tier, tier, number, where, where))
    panel: tuple[Person, ...] = ()
    if (GOLD / f"panel-{document}.csv").exists():
        panel = tuple(
            Person(r["person"], r["role"], r["affiliation"], r["title"], places.where(r["person"]), places.where(r["affiliation"]))
            for r in table(f"panel-{document}.csv")
        )
    bands = tuple(
        band(r, places, year) for r in table("bands.csv") if r["document"] == document
    )
    return reading(document, year, claims + bands, rows, tuple(groups), panel)


def band(r: dict[str, str], places: Places, year: str) -> Claim:
    low, high = (Decimal(r[k]) if r[k] else None for k in ("low", "high"))
    interval = Interval(low, high, r["includes_low"] == "true", r["includes_high"] == "true")
    of = Population().having("tier", (r["tier"],)).within("score", interval)
    return Claim("band", "score", (of,), (), year, None, "", (), True, r["label"], places.where(r["label"]), "二、5")
