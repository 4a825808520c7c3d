"""Readings made by hand, from the gold tables or from a few names; their places are unique but stand for no file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from schemas.document import DocumentInfo
from schemas.population import Population
from schemas.reading import Claim, Item, Mention, Person, Reading, Row
from schemas.where import Span, Where

GOLD = Path(__file__).parent / "gold"

PERIODS = {
    "report-2016": ("2016", "2017"),
    "report-2018": ("2018", "2019"),
    "release-2019": ("2019", "2020-11-19"),
    "report-2025": ("2025", "2026-04"),
    "bulletin-2026-01": ("", "2026-04-20"),
}
"""The founding documents in the order of their periods: period, published."""


def table(name: str) -> list[dict[str, str]]:
    """Read one gold table."""
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Ink:
    """Gives every printed string a place of its own in an imagined document."""

    def __init__(self, document: str) -> None:
        self.document, self.at, self.line = document, 0, 0

    def place(self, quote: str) -> Where:
        self.line += 1
        start, self.at = self.at, self.at + len(quote) + 1
        span = Span(1, self.line, start, start + len(quote))
        return Where(self.document, f"documents/{self.document}.txt", quote, (span,))


def info(document: str, period: str = "", published: str = "", kind: str = "report") -> DocumentInfo:
    return DocumentInfo(
        document, f"documents/{document}.txt", "0" * 64, "text/plain", kind, "alliance-activity", period, "", document,
        "", published, 1,
    )  # fmt: skip


def reading(document: str, period: str = "", published: str = "", **parts: object) -> Reading:
    """Make a reading of the parts given; all others are empty."""
    kind = document.partition("-")[0]
    empty = Reading(info(document, period, published, kind), (), (), (), (), (), (), (), (), (), ())
    return replace(empty, **parts)  # type: ignore[arg-type]


def row(ink: Ink, name: str, number: int = 1, code: str = "", tier: str = "high", **more: object) -> Row:
    """Make a row of an evaluation; `honour`, `start`, `end`, `periods_count` make it a row of an honours list."""
    places = {"name": ink.place(name)}
    if code:
        places["code"] = ink.place(code)
    score = str(more.get("score", ""))
    if score:
        places["score"] = ink.place(score)
    made = Row(
        "evaluations", number, number, name, code, score, tier, tier, "", "", "", None, "", "", places["name"],
        tuple(places.items()),
    )  # fmt: skip
    if more.get("honour"):
        made = replace(made, table="honours", tier="", tier_as_printed="")
    return replace(made, **more)  # type: ignore[arg-type]


def mention(ink: Ink, name: str, role: str = "prose") -> Mention:
    return Mention(name, role, ink.place(name))


def seat(ink: Ink, person: str, affiliation: str, title: str = "秘书长") -> Person:
    return Person(person, "member", affiliation, title, ink.place(person), ink.place(affiliation))


def with_mentions(made: Reading, more: Iterable[Mention] = ()) -> Reading:
    """Add the mentions that rows and panel are."""
    rows = tuple(
        Mention(r.name, "honour" if r.table == "honours" else "row", r.cell("name"))
        for r in made.rows
        if r.table != "activities"
    )
    panel = tuple(Mention(p.affiliation, "panel", p.affiliation_where) for p in made.panel if p.affiliation)
    return replace(made, mentions=(*rows, *panel, *more))


def of_gold(document: str) -> Reading:
    """Make the reading of a founding document from its gold tables."""
    ink = Ink(document)
    rows, people, more, items = [], [], [], []
    if (GOLD / f"rows-{document}.csv").exists():
        for r in table(f"rows-{document}.csv"):
            honour = {"honour": r["honour"], "start": r["start"], "end": r["end"]} if r["honour"] else {}
            count = {"periods_count": int(r["periods_count"])} if r["periods_count"] else {}
            rows.append(row(ink, r["name"], int(r["rank"]), r["code"], r["tier"], score=r["score"], **honour, **count))
    if (GOLD / f"panel-{document}.csv").exists():
        people = [seat(ink, p["person"], p["affiliation"], p["title"]) for p in table(f"panel-{document}.csv")]
    lists = [entry for entry in table("lists.csv") if entry["document"] == document]
    more += [mention(ink, name) for name in (*(entry["name"] for entry in lists), *SHORT.get(document, ()))]
    if document.startswith("bulletin"):
        for n, item in enumerate(table(f"items-{document}.csv")):
            names = [mention(ink, name, "item") for name in filter(None, item["alliances"].split(";"))]
            more += names
            place = ink.place(item["heading"])
            told = (item["date_text"], item["date_from"], item["date_to"], item["contributor"], item["source"])
            ids = tuple(m.id for m in names)
            items.append(Item(item["section"], n + 1, item["heading"], *told, ids, "", place, place))
    period, published = PERIODS[document]
    made = reading(document, period, published, rows=tuple(rows), panel=tuple(people), items=tuple(items))
    made = with_mentions(made, more)
    alliances = tuple(m for m in made.mentions if m.role != "panel" or m.name.endswith("联盟"))
    return replace(made, mentions=alliances, claims=tuple(_absent(ink, lists, period)))


def _absent(ink: Ink, lists: list[dict[str, str]], period: str) -> Iterable[Claim]:
    names = tuple(entry["name"] for entry in lists if entry["what"] == "absent")
    if names:
        years = tuple(str(year) for year in range(int(period) - 2, int(period) + 1))
        of = Population(periods=years, every=True, members=names).having("evaluated", ("no",))
        yield Claim("list", "alliance", (of,), (), period, None, "", names, True, "、".join(names), ink.place("列表"))


SHORT = {
    "report-2016": ("住宅联盟",),
    "report-2018": ("住宅科技联盟", "农业装备联盟", "半导体联盟", "住宅联盟"),
    "release-2019": ("化纤联盟", "新一代纺织设备产业技术创新战略联盟"),
}
"""Names in running text that no gold table lists."""


def founding() -> tuple[Reading, ...]:
    """Make the readings of the five founding documents, in the order of their periods."""
    return tuple(of_gold(document) for document in PERIODS)
