"""Readings built by hand: from the one-line claims of a case in TOML, and from the gold files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.ledger import reconcile
from extractors.reports import read_bytes
from schemas.document import DocumentInfo
from schemas.ledger import Judgement, Ledger
from schemas.population import Interval, Population
from schemas.quantity import Quantity
from schemas.reading import (
    Claim,
    ContentsEntry,
    Group,
    Heading,
    Item,
    Label,
    Mention,
    Person,
    Reading,
    Row,
    Structure,
)
from schemas.vocabulary import Vocabulary, load_series
from schemas.where import Span, Where

GOLD = Path(__file__).parent / "gold"
SERIES = "alliance-activity"
_CLAIM = re.compile(
    r"(?P<kind>\w+) (?P<of>\S+)(?: of (?P<base>\S+))? = (?P<value>[-+.\d]+)(?P<unit>[^@\s]*)"
    r"(?: @(?P<place>\S+))?(?: vs (?P<against>\d+))?(?: naming (?P<names>\S+))?"
)


def vocabulary() -> Vocabulary:
    return load_series(SERIES)


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
            found = replace(found, periods=tuple(values.split("|")), every=True)
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


def claim_of(fields: Mapping[str, str | None], places: Places, period: str) -> Claim:
    kind, value, unit = fields["kind"] or "", fields["value"] or "", fields["unit"] or ""
    number = Decimal(value)
    quantity = Quantity(number, unit, len(value.partition(".")[2]), f"{value.lstrip('+-')}{unit}", number, number)
    of = populations((fields["of"] or "").replace(" ", ""))
    names = tuple((fields.get("names") or "").split("、")) if fields.get("names") else ()
    of = tuple(replace(p, members=names) for p in of)
    measure = of[0].entity if kind in ("count", "change") else kind
    if kind in ("amount", "change") and unit.endswith("元"):
        measure = "funds"
    base = populations((fields["base"] or "").replace(" ", ""))
    place, against = fields.get("place") or "一", fields.get("against") or ""
    where = places.where(quantity.text)
    return Claim(kind, measure, of, base, period, quantity, against, names, True, "", where, place)


def claims_of(lines: Iterable[str], places: Places, period: str) -> tuple[Claim, ...]:
    """Read the claims of a case.

    `count tier=high;batch=1 = 21家 @三、6`, `share tier=high of all = 26.06%`, `change tier=high = 6家 vs 2024`,
    `band tier=high = 85~100`, `threshold all = <=50`, `list batch=later = 甲、乙等`.
    """
    found = []
    for line in lines:
        special = _special(line, places, period)
        if special is None:
            told = _CLAIM.fullmatch(line)
            assert told, f"no claim: {line}"
            special = claim_of(told.groupdict(), places, period)
        found.append(special)
    return tuple(found)


def _special(line: str, places: Places, period: str) -> Claim | None:
    kind, _, rest = line.partition(" ")
    if kind not in ("band", "threshold", "list"):
        return None
    of, _, told = rest.partition(" = ")
    told, _, place = told.partition(" @")
    where, place = places.where(told), place or "一"
    if kind == "list":
        names = tuple(told.removesuffix("等").split("、"))
        sets = (population(of),)
        open_list = not told.endswith("等")
        return Claim(kind, "alliance", sets, (), period, None, "", names, open_list, rest, where, place)
    sets = (population(of).within("score", score_range(told)),)
    return Claim(kind, "score", sets, (), period, None, "", (), True, rest, where, place)


def row_of(table: Mapping[str, Any], places: Places) -> Row:
    """Make a row of rank, name, tier, code and score; an honour with start and end makes it one of the honours list."""
    cells = {k: str(table.get(k, "")) for k in ("rank", "name", "code", "score")}
    where = places.where("".join(cells.values()))
    placed = tuple((column, places.where(text)) for column, text in cells.items() if text)
    honour = str(table.get("honour", ""))
    tier = str(table.get("tier", ""))
    return Row(
        table="honours" if honour else "evaluations",
        number=2 if honour else 1,
        rank=int(cells["rank"]) if cells["rank"] else None,
        name=cells["name"],
        code=cells["code"],
        score=cells["score"],
        tier=tier,
        tier_as_printed=tier,
        honour=honour,
        start=str(table.get("start", "")),
        end=str(table.get("end", "")),
        periods_count=None,
        value="",
        unit="",
        where=where,
        cells=placed,
    )


def rows_of(lines: Iterable[str], places: Places) -> tuple[Row, ...]:
    """Read rows of a case: `1 甲联盟 high 104 98`, `1 甲联盟 A:2016-2018 104`; a dash leaves a cell out."""
    found = []
    for line in lines:
        rank, name, tier, *more = (c if c != "-" else "" for c in line.split())
        table: dict[str, str] = {"rank": rank, "name": name, "tier": tier}
        if ":" in tier:
            honour, _, span = tier.partition(":")
            table |= {"tier": "", "honour": honour, "start": span[:4], "end": span[-4:]}
        table |= dict(zip(("code", "score"), more, strict=False))
        found.append(row_of(table, places))
    return tuple(found)


def case_reading(table: Mapping[str, Any], document: str = "report") -> Reading:
    """Build the reading that a case describes."""
    if "text" in table:
        data = "\n".join(table["text"]).encode()
        return read_bytes(data[: len(data) - table.get("cut", 0)], document, f"{document}.txt", vocabulary())
    places = Places(document)
    period = str(table.get("period", "2025"))
    rows = rows_of(table.get("rows", ()), places)
    honours = {id(r) for r in rows if r.table == "honours"}
    mentions = [Mention(r.name, "honour" if id(r) in honours else "row", r.cell("name")) for r in rows]
    for line in table.get("mentions", ()):
        role, _, name = line.partition(" ")
        mentions.append(Mention(name, role, places.where(name)))
    panel = tuple(_person(line, places) for line in table.get("panel", ()))
    mentions += [Mention(p.affiliation, "panel", p.affiliation_where) for p in panel]
    items, said = _items(table.get("items", ()), places)
    kind = "bulletin" if items else "report"
    info = DocumentInfo(document, f"{document}.txt", "", "text/plain", kind, SERIES, period, "", "", "", period, 1)
    return Reading(
        document=info,
        rows=rows,
        groups=tuple(_group(line, places) for line in table.get("groups", ())),
        claims=claims_of(table.get("claims", ()), places, period),
        mentions=(*mentions, *said),
        panel=panel,
        items=items,
        headings=_headings(table.get("headings", ()), places),
        contents=tuple(_entry(line, places) for line in table.get("contents", ())),
        structure=(),
        unread=(),
        references=tuple(_reference(line, places) for line in table.get("references", ())),
        labels=tuple(_label(line, places) for line in table.get("labels", ())),
        people=tuple(_person(line, places) for line in table.get("people", ())),
        strays=tuple(places.where(line) for line in table.get("strays", ())),
        unsure_labels=tuple(places.where(line) for line in table.get("unsure_labels", ())),
        cut_names=tuple(places.where(line) for line in table.get("cut_names", ())),
    )


def _person(line: str, places: Places) -> Person:
    name, role, affiliation, title = line.split()
    return Person(name, role, affiliation, title, places.where(line), places.where(affiliation))


def _group(line: str, places: Places) -> Group:
    tier, label, count = line.split()
    return Group(1, tier, label, int(count), places.where(label), places.where(count))


def _label(line: str, places: Places) -> Label:
    axis, value, text = line.split()
    return Label(axis, (value,), text, places.where(text))


def _reference(line: str, places: Places) -> Structure:
    kind, text = line.split()
    return Structure(kind, text, places.where(text))


def _entry(line: str, places: Places) -> ContentsEntry:
    level, number, text = line.split()
    return ContentsEntry(number.strip("-"), int(level), text, "1", places.where(text))


def _headings(lines: Iterable[str], places: Places) -> tuple[Heading, ...]:
    """Read headings: `1 一 前言` is not in the contents list, `1 一 前言 < 前言` is."""
    found = []
    for position, line in enumerate(lines, 1):
        head, _, listed = line.partition(" < ")
        level, number, text = head.split()
        entry = places.where(listed) if listed else None
        found.append(
            Heading(position, number.strip("-"), int(level), text, bool(listed), listed, places.where(text), entry)
        )
    return tuple(found)


def _items(lines: Iterable[str], places: Places) -> tuple[tuple[Item, ...], tuple[Mention, ...]]:
    """Read items: `heading | names in the text | contributor`."""
    items, mentions = [], []
    for position, line in enumerate(lines, 1):
        heading, names, contributor = (part.strip() for part in line.split("|"))
        where, text_where = places.where(heading), places.where(names)
        mentions += [Mention(n, "item", places.where(n)) for n in names.split("、") if n]
        mentions += [Mention(contributor, "contributor", places.where(contributor))] if contributor else []
        items.append(
            Item("", position, heading, "", "", "", contributor, "", tuple(names.split("、")), names, where, text_where)
        )
    return tuple(items), tuple(mentions)


def case_ledger(table: Mapping[str, Any], reading: Reading) -> Ledger:
    """Reconcile a case with the earlier documents and the judgements it names."""
    earlier = tuple(case_reading(e, f"earlier-{n}") for n, e in enumerate(table.get("earlier", ()), 1))
    judgements = tuple(Judgement(**_judgement(line, n)) for n, line in enumerate(table.get("judgements", ()), 1))
    return reconcile((*earlier, reading), (), judgements, vocabulary())


def _judgement(line: str, number: int) -> dict[str, Any]:
    kind, names, alliance = line.split()
    return {
        "id": f"j-{number:04d}",
        "kind": kind,
        "names": tuple(names.split("|")),
        "alliance": alliance,
        "evidence": "",
        "reason": "",
        "who": "editor",
        "date": "2026-01-01",
        "supersedes": "",
        "line": number,
    }


# ---- gold -------------------------------------------------------------------------------------------------------


def table(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gold_reading(document: str) -> Reading:
    """Build a reading from what was transcribed by hand; the places are made up."""
    places = Places(document)
    year = document.rpartition("-")[2]
    claims = tuple(
        claim_of(r | {"against": str(int(year) - 1) if r["kind"] == "change" else ""}, places, year)
        for r in table(f"claims-{document}.csv")
    )
    rows = tuple(row_of(r, places) for r in table(f"rows-{document}.csv"))
    panel: tuple[Person, ...] = ()
    if (GOLD / f"panel-{document}.csv").exists():
        panel = tuple(
            Person(r["person"], r["role"], r["affiliation"], r["title"], places.where(r["person"]), places.where(""))
            for r in table(f"panel-{document}.csv")
        )
    bands = tuple(_band(r, places, year) for r in table("bands.csv") if r["document"] == document)
    info = DocumentInfo(document, document, "", "text/plain", "report", SERIES, year, "", "", "", year, 1)
    return Reading(info, rows, (), claims + bands, (), panel, (), (), (), (), ())


def _band(r: dict[str, str], places: Places, year: str) -> Claim:
    low, high = (Decimal(r[k]) if r[k] else None for k in ("low", "high"))
    interval = Interval(low, high, r["includes_low"] == "true", r["includes_high"] == "true")
    of = Population().having("tier", (r["tier"],)).within("score", interval)
    where = places.where(r["label"])
    return Claim("band", "score", (of,), (), year, None, "", (), True, r["label"], where, "二、5")
