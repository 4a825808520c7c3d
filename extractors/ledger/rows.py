"""The rows of each table of the dataset, from the ledger and the audits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from extractors.ledger.tables import Table
from schemas.finding import Audit, Finding
from schemas.ledger import Ledger
from schemas.population import Interval, Population
from schemas.reading import Claim, Item
from schemas.where import Where

Cell = str | int | bool | Decimal | float | None
Cells = tuple[Cell, ...]

BETWEEN = "|"
"""Parts several values in one cell; no name, id or period contains it."""

READINGS = " // "
"""Parts the other readings of a phrase that can mean several populations."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A table of the dataset with its rows."""

    table: Table
    rows: tuple[Cells, ...]


class Places:
    """Hands out the ids of places, and remembers the places for the table of wheres."""

    def __init__(self) -> None:
        self.known: dict[str, Where] = {}

    def id(self, where: Where) -> str:
        """Give the id of a place."""
        identifier = where.id
        self.known.setdefault(identifier, where)
        return identifier


def _documents(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for info in (reading.document for reading in ledger.readings):
        yield (
            info.document, info.file, info.sha256, info.kind, info.series, info.period, info.issue, info.title,
            info.publisher, info.published, info.media, info.pages,
        )  # fmt: skip


def _headings(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for reading in ledger.readings:
        for h in reading.headings:
            yield (
                reading.document.document, h.position, h.number, h.level, h.text, h.in_contents, places.id(h.where)
            )  # fmt: skip


def _periods(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for p in ledger.periods:
        yield (
            p.period, p.start_year, p.end_year, p.window_from, p.window_to, p.document, p.listed, p.registered,
            p.evaluated, p.basis, BETWEEN.join(p.premises),
        )  # fmt: skip


def _bands(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for band in ledger.bands:
        i: Interval = band.interval
        where = places.id(band.where)
        yield band.period, band.tier, band.label, i.low, i.high, i.includes_low, i.includes_high, where


def _alliances(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for p in ledger.profiles:
        yield (
            p.alliance, p.name, BETWEEN.join(p.batches), BETWEEN.join(p.codes), p.first_seen, p.last_seen,
            len(p.evaluated), len(p.high), BETWEEN.join(p.honours), BETWEEN.join(p.batches_possible),
        )  # fmt: skip


def _names(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for n in sorted(ledger.names, key=lambda n: (n.alliance, n.name)):
        yield n.alliance, n.name, n.kind, n.first_seen, n.last_seen, n.judgement


def _codes(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for c in sorted(ledger.codes, key=lambda c: (c.alliance, c.document, c.where.spans)):
        yield c.alliance, c.code, c.document, c.verdict, places.id(c.where), c.meant


def _mentions(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for match in ledger.matches:
        m = match.mention
        yield (
            m.id, m.where.document, m.name, match.alliance, match.outcome, BETWEEN.join(match.candidates),
            "；".join(match.reasons), places.id(m.where), m.role,
        )  # fmt: skip


def _evaluations(ledger: Ledger, places: Places) -> Iterator[Cells]:
    grounds = _grounds(ledger)
    for e in ledger.evaluations:
        row = e.row
        where = row.where if row else next(grounds[premise] for premise in e.premises if premise in grounds)
        yield (
            e.period, e.alliance, row.rank if row else None, e.tier, BETWEEN.join(e.tiers_possible),
            row.tier_as_printed if row else "", row.score if row else "", row.name if row else "",
            row.code if row else "", e.basis, BETWEEN.join(e.premises), places.id(where),
        )  # fmt: skip


def _grounds(ledger: Ledger) -> dict[str, Where]:
    """Place the rows and claims that evaluations without a row of their own rest on."""
    claims = {claim.id: claim.where for reading in ledger.readings for claim in reading.claims}
    return claims | {row.id: row.where for reading in ledger.readings for row in reading.rows}


def _honours(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for h in ledger.honours:
        r = h.row
        yield r.honour, r.start, r.end, r.periods_count, h.alliance, r.rank, r.name, r.code, places.id(r.where)


def _claims(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for reading in ledger.readings:
        for claim in reading.claims:
            yield _claim(claim, "printed", (), places)
    for derived in ledger.derived:
        yield _claim(derived.claim, "derived", derived.premises, places)


def _claim(claim: Claim, basis: str, premises: tuple[str, ...], places: Places) -> Cells:
    of = claim.of[0] if claim.of else None
    periods = of.periods if of and of.periods else (claim.period,)
    quantity = claim.quantity
    return (
        claim.id, claim.where.document, claim.kind, claim.measure, str(of) if of else "",
        str(claim.base[0]) if claim.base else "", BETWEEN.join(periods),
        quantity.value if quantity else None, quantity.low if quantity else None, quantity.high if quantity else None,
        quantity.unit if quantity else "", quantity.decimals if quantity else None, claim.against_period,
        BETWEEN.join(claim.members), claim.complete if claim.members else None, claim.text, basis,
        BETWEEN.join(premises), places.id(claim.where), _others(claim.of), _others(claim.base),
        claim.date_from, claim.date_to, claim.place,
    )  # fmt: skip


def _others(candidates: tuple[Population, ...]) -> str:
    return READINGS.join(str(population) for population in candidates[1:])


def _panel(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for seat in ledger.panel:
        p = seat.person
        yield seat.period, p.person, p.role, p.affiliation, seat.alliance, p.title, places.id(p.where)


def _items(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for reading in ledger.readings:
        for item in reading.items:
            yield _item(reading.document.document, item, places)


def _item(document: str, item: Item, places: Places) -> Cells:
    return (
        document, item.section, item.position, item.heading, item.date_text, item.date_from, item.date_to,
        item.contributor, item.source, BETWEEN.join(item.mentions), item.text, places.id(item.where),
        places.id(item.text_where),
    )  # fmt: skip


def _structure(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for reading in ledger.readings:
        for s in reading.structure:
            yield reading.document.document, s.type, s.text, places.id(s.where)


def _corrections(ledger: Ledger, places: Places) -> Iterator[Cells]:
    for made in sorted(ledger.corrections, key=lambda made: made.correction.id):
        c = made.correction
        for where in made.places:
            yield (
                c.id, c.document, places.id(where), c.verdict, where.quote, c.meant, c.finding, c.reason, c.who, c.date
            )  # fmt: skip


def findings(audits: Iterable[Audit], places: Places) -> Iterator[Cells]:
    """Give each finding once, though the audits of two documents may both have it."""
    unique = {finding.id: finding for audit in audits for finding in audit.findings}
    for identifier in sorted(unique):
        yield _finding(unique[identifier], places)


def _finding(f: Finding, places: Places) -> Cells:
    return (
        f.id, f.rule, f.level, f.cause, f.blame, f.message.zh, f.message.en, f.published, f.recomputed, f.working,
        BETWEEN.join(f.documents), BETWEEN.join(places.id(w) for w in f.where),
        BETWEEN.join(places.id(w) for w in f.against), BETWEEN.join(ruling.correction for ruling in f.settled),
    )  # fmt: skip


def wheres(places: Places) -> Iterator[Cells]:
    """Give one row a span; each quotes its own stretch, so that the quotes joined are the quote of the place.

    A place without spans (a whole file) has one row that names the document only.
    """
    order = sorted(places.known.items(), key=lambda item: (item[1].document, item[1].spans, item[0]))
    for identifier, where in order:
        for number, (span, quote) in enumerate(zip(where.spans, quotes(where), strict=True), start=1):
            box = span.bbox or (None,) * 4
            place = (span.page, span.line, span.printed_start, span.printed_end, *box)
            yield identifier, where.document, number, *place, quote, where.method, where.confidence
        if not where.spans:
            yield identifier, where.document, 1, *(None,) * 8, where.quote, where.method, where.confidence


def quotes(where: Where) -> tuple[str, ...]:
    """Cut the quote of a place at its spans; where they do not tell how, the first span has all of it."""
    lengths = [span.end - span.start for span in where.spans]
    if sum(lengths) != len(where.quote):
        return (where.quote, *("" for _ in where.spans[1:]))
    ends = list(accumulate(lengths))
    return tuple(where.quote[end - length : end] for length, end in zip(lengths, ends, strict=True))


BUILDERS: tuple[tuple[str, Callable[[Ledger, Places], Iterator[Cells]]], ...] = (
    ("documents", _documents),
    ("headings", _headings),
    ("periods", _periods),
    ("bands", _bands),
    ("alliances", _alliances),
    ("names", _names),
    ("codes", _codes),
    ("mentions", _mentions),
    ("evaluations", _evaluations),
    ("honours", _honours),
    ("claims", _claims),
    ("panel", _panel),
    ("items", _items),
    ("structure", _structure),
    ("corrections", _corrections),
)
"""The tables that come from the ledger alone; findings and wheres follow, since they need the audits and all places."""
