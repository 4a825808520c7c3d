"""Where things stand in print: every name, code and row of a ledger with what is told beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.ledger.order import document_key, seen_in
from extractors.names.judgements import BETWEEN_PLACES
from schemas.finding import Message
from schemas.ledger import Ledger
from schemas.question import CODE, FIGURE, Seen
from schemas.reading import Mention, Person, Row
from schemas.where import Span, Where

TABLES = ("evaluations", "honours")
ROLES = {"evaluations": "row", "honours": "honour"}
_ORDER = ("row", "honour", "panel", "contributor", "item", "prose", CODE, FIGURE)


@dataclass(frozen=True, slots=True)
class Prints:
    """The rows and people of a ledger's readings, found by the places of their cells."""

    rows: Mapping[str, Row]
    people: Mapping[str, tuple[Person, int]]
    periods: Mapping[str, str]
    documents: tuple[str, ...]

    @classmethod
    def of(cls, ledger: Ledger) -> Prints:
        """Gather them."""
        rows: dict[str, Row] = {}
        people: dict[str, tuple[Person, int]] = {}
        for reading in ledger.readings:
            for row in reading.rows:
                if row.table in TABLES:
                    rows |= {row.where.id: row, row.cell("name").id: row, row.cell("code").id: row}
            for number, person in enumerate(reading.panel, start=1):
                people |= {person.where.id: (person, number), person.affiliation_where.id: (person, number)}
        ordered = sorted((reading.document for reading in ledger.readings), key=document_key)
        periods = {info.document: seen_in(info) for info in ordered}
        return cls(rows, people, periods, tuple(info.document for info in ordered))

    def mention(self, mention: Mention) -> Seen:
        """Tell of a printed name what stands beside it."""
        where = mention.where
        row = self.rows.get(where.id) if mention.role in ROLES.values() else None
        person, number = self.people.get(where.id, (None, 0)) if mention.role == "panel" else (None, 0)
        if row:
            return self.row(row)
        if person:
            return Seen(
                person.affiliation_where,
                person.where,
                "panel",
                self.periods[where.document],
                _office(person),
                f"{where.document}#panel/{number}",
                False,
            )
        return self.place(where, mention.role)

    def row(self, row: Row) -> Seen:
        """Tell of a row what it prints."""
        where = row.cell("name")
        evidence = f"{where.document}#{row.table}/{row.rank}" if row.rank else pointer(where)
        told = (
            ("序号", "no.", str(row.rank or "")),
            ("编号", "code", row.code),
            ("等级", "tier", row.tier_as_printed if row.table == "evaluations" else ""),
            ("得分", "score", row.score),
            ("", "", "–".join(filter(None, dict.fromkeys((row.start, row.end))))),
        )
        return Seen(
            where,
            row.where,
            ROLES[row.table],
            self.periods[where.document],
            tuple(Message(f"{zh} {value}".strip(), f"{en} {value}".strip()) for zh, en, value in told if value),
            evidence,
            True,
        )

    def place(self, where: Where, role: str) -> Seen:
        """Tell of a place that is no row."""
        return Seen(where, where, role, self.periods.get(where.document, ""), (), pointer(where), False)

    def ordered(self, places: Iterable[Seen]) -> tuple[Seen, ...]:
        """Put places in order: rows of tables first, each kind by document and place; none twice."""
        return tuple(sorted({seen.where.id: seen for seen in places}.values(), key=self.order))

    def order(self, seen: Seen) -> tuple[int, int, tuple[Span, ...]]:
        """Tell where a place comes among others."""
        return _ORDER.index(seen.role), self.documents.index(seen.where.document), seen.where.spans


def _office(person: Person) -> tuple[Message, ...]:
    """Tell of a member of the panel the name and the office, both as printed; what is not printed is left out."""
    told = (("", "", person.person), ("职务", "office", person.title))
    return tuple(Message(f"{zh} {value}".strip(), f"{en} {value}".strip()) for zh, en, value in told if value)


def pointer(where: Where) -> str:
    """Point at a place as the evidence of a judgement does: offsets in a text, the page in a PDF."""
    if not where.spans:
        return f"{where.document}#page/1"
    if where.spans[0].printed_start is None:
        return f"{where.document}#page/{where.spans[0].page}"
    return f"{where.document}@{where.spans[0].start}-{where.spans[-1].end}"


def evidence_of(places: Iterable[Seen]) -> str:
    """Write the evidence cell of a judgement, each place once."""
    return BETWEEN_PLACES.join(dict.fromkeys(seen.evidence for seen in places))
