"""The score against the gold files: `python -m tests.score`. README states what this prints; a test compares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from extractors.render.screen import columns_of
from tests.conftest import reading_of
from tests.gold_files import GOLD, gold, manifest

Thing = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many things of a kind the gold files have, how many were read, and how many of those are right."""

    kind: str
    gold: int
    read: int
    right: int


def bare(text: str) -> str:
    return "".join(text.split())


def documents() -> list[str]:
    return [entry["document_id"] for entry in manifest()]


def of_each(prefix: str, columns: tuple[str, ...]) -> list[Thing]:
    """Read the columns of all gold files of a kind, each line with its document before it."""
    return [
        (document, *(line[column] for column in columns))
        for document in documents()
        if (GOLD / f"{prefix}-{document}.csv").is_file()
        for line in gold(f"{prefix}-{document}")
    ]


def rows() -> tuple[list[Thing], list[Thing]]:
    columns = ("table", "rank", "name", "code", "score", "tier", "honour", "start", "end", "periods_count")
    read = [
        (d, r.table, str(r.rank or ""), bare(r.name), r.code, r.score, r.tier, r.honour, r.start, r.end,
         str(r.periods_count or ""))
        for d in documents() for r in reading_of(d).rows if r.table != "activities"
    ]  # fmt: skip
    return of_each("rows", columns), read


def activities() -> tuple[list[Thing], list[Thing]]:
    columns = ("tier", "position", "label", "value", "unit")
    read = [
        (d, r.tier, str(r.rank or ""), bare(r.name), r.value, r.unit)
        for d in documents()
        for r in reading_of(d).rows
        if r.table == "activities"
    ]
    return of_each("activities", columns), read


def panel() -> tuple[list[Thing], list[Thing]]:
    read = [(d, p.person, p.role, bare(p.affiliation), bare(p.title)) for d in documents() for p in reading_of(d).panel]
    return of_each("panel", ("person", "role", "affiliation", "title")), read


def headings() -> tuple[list[Thing], list[Thing]]:
    read = [
        (d, h.number, str(h.level), bare(h.text), str(h.in_contents).lower(), bare(h.contents_text))
        for d in documents()
        for h in reading_of(d).headings
    ]
    return of_each("headings", ("number", "level", "text", "in_contents", "contents_text")), read


def items() -> tuple[list[Thing], list[Thing]]:
    read: list[Thing] = []
    for document in documents():
        reading = reading_of(document)
        sections = [h.text for h in reading.headings if h.level == 1]
        names = {m.id: bare(m.name) for m in reading.mentions}
        read += [
            (document, str(sections.index(i.section) + 1), bare(i.heading), i.date_text, i.date_from, i.date_to,
             i.contributor, i.source, ";".join(dict.fromkeys(names[m] for m in i.mentions)))
            for i in reading.items
        ]  # fmt: skip
    columns = ("section", "heading", "date_text", "date_from", "date_to", "contributor", "source", "alliances")
    return of_each("items", columns), read


def bands() -> tuple[list[Thing], list[Thing]]:
    read: dict[Thing, None] = {}
    for document in documents():
        for claim in reading_of(document).claims:
            interval = claim.of[0].interval("score") if claim.kind == "band" and claim.of else None
            if interval:
                tier = (claim.of[0].values("tier") or ("",))[0]
                read[(document, tier, str(interval.low or ""), str(interval.high or ""))] = None
    return [(g["document"], g["tier"], g["low"], g["high"]) for g in gold("bands")], list(read)


def procedure() -> tuple[list[Thing], list[Thing]]:
    told = [(g["document"], g["event"], g["date_from"], g["date_to"]) for g in gold("procedure")]
    reports = {document for document, *_ in told}
    read = {
        (d, c.measure, c.date_from, c.date_to)
        for d in reports for c in reading_of(d).claims if c.kind == "date"
    }  # fmt: skip
    return [t for t in told if t[1] != "release"], list(read)


KINDS: tuple[tuple[str, Callable[[], tuple[list[Thing], list[Thing]]]], ...] = (
    ("table rows", rows),
    ("activity counts", activities),
    ("panel members", panel),
    ("headings", headings),
    ("bulletin items", items),
    ("grade bands", bands),
    ("procedure dates", procedure),
)


def scores() -> list[Score]:
    """Score every kind: a thing is right when all its cells are."""
    found: list[Score] = []
    for kind, pair in KINDS:
        told, read = pair()
        right = sum((Counter(told) & Counter(read)).values())
        found.append(Score(kind, len(told), len(read), right))
    return found


def main() -> None:
    head = ("kind", "in gold", "read", "right")
    lines = [(s.kind, str(s.gold), str(s.read), str(s.right)) for s in scores()]
    print("\n".join(columns_of([head, *lines], frozenset({1, 2, 3}))))


if __name__ == "__main__":
    main()
