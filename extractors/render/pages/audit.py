"""The audit page: what is wrong in a document, where, by what reckoning, and what nothing could check. One file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from extractors.render.audit import counts
from extractors.render.pages.audit_cards import Cards, Cause, Choice, Erratum, choices
from extractors.render.pages.audit_graph import Drawing, drawing
from extractors.render.pages.audit_places import Places, Sheet, Spot
from extractors.render.pages.audit_plot import Plot, across, plots
from extractors.render.pages.audit_words import REASONS
from extractors.render.pages.frame import page
from extractors.render.places import gazetteer
from extractors.render.words import KINDS, LEVELS, word
from schemas.direction import direction_words
from schemas.document import DocumentInfo, Facsimile
from schemas.finding import Audit, Cell, Crossing, RuleText, Tie
from schemas.reading import Reading

MAX_BYTES = 1_000_000
"""What a page of one document may weigh, so that it can be mailed."""
PICTURES = 500_000
"""Bytes of pictures in it, before base64 makes four of three; the rest is text and markup."""
STRIP = ("error", "warning", "note", "pass", "unchecked")


@dataclass(frozen=True, slots=True)
class Subject:
    """A document to be shown: its audit, what it is, and what it looks like (None where it could not be read)."""

    audit: Audit
    info: DocumentInfo
    facsimile: Facsimile | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A tie in words, with the keys of its figures."""

    rule: str
    holds: bool
    working: str
    spots: tuple[Spot, ...]
    keys: str


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One document, as the template lays it out."""

    number: int
    info: DocumentInfo
    kind: str
    counts: tuple[tuple[str, str, int], ...]
    causes: tuple[Cause, ...]
    filters: tuple[tuple[str, str, tuple[Choice, ...]], ...]
    errata: tuple[Erratum, ...]
    to_settle: tuple[Erratum, ...]
    sheets: tuple[Sheet, ...]
    graph: Drawing
    ties: tuple[Comparison, ...]
    crossing: Crossing | None
    cells: tuple[tuple[str, ...], ...]
    plots: tuple[Plot, ...]
    aliases: tuple[tuple[str, tuple[tuple[str, int, Spot], ...]], ...]
    lonely: tuple[tuple[str, tuple[Spot, ...]], ...]
    unread: tuple[Spot, ...]

    @property
    def tally(self) -> tuple[int, ...]:
        return tuple(number for _, _, number in self.counts)


def pages_with_findings(audit: Audit) -> tuple[int, ...]:
    """Give the pages of the document on which a finding points at something, in their order."""
    places = (w for f in audit.findings for w in (*f.where, *f.against) if w.document == audit.document)
    return tuple(sorted({span.page for where in places for span in where.spans if span.bbox}))


def audit_page(
    subjects: Sequence[Subject],
    readings: Iterable[Reading],
    rules: Iterable[RuleText],
    version: str,
    lang: str = "zh",
    siblings: Iterable[str] = (),
) -> str:
    """Make the page of one audit, or of several with a list of the documents before them.

    Args:
        subjects: the documents, in the order they are shown.
        readings: of every document that a place may lie in; they name the chapters.
        rules: what the rules are called and protect.
        version: of the program, shown in the head.
        lang: ``zh`` or ``en``.
        siblings: ids of documents whose pages stand in the same folder as ``<id>.html``; places in them are links.

    Returns:
        One self-contained HTML text: nothing is fetched, and every text of a document is escaped.
    """
    readings, rules = tuple(readings), tuple(rules)
    addresses = {document: f"{quote(document)}.html#" for document in siblings}
    addresses |= {s.audit.document: f"#d{n}-" for n, s in enumerate(subjects, 1)}
    address = partial(_address, addresses)
    sheaves = tuple(_sheaf(n, s, readings, rules, lang, address) for n, s in enumerate(subjects, 1))
    return page(
        "audit.html",
        lang=lang,
        styles=("audit.css",),
        scripts=("audit.js",),
        sheaves=sheaves,
        version=version,
        axis=tuple((number, across(number)) for number in (-1, -0.5, 0, 0.5, 1)),
    )


def _address(known: dict[str, str], document: str) -> str:
    return known.get(document, "")


def _sheaf(
    number: int,
    subject: Subject,
    readings: tuple[Reading, ...],
    rules: tuple[RuleText, ...],
    lang: str,
    address: Callable[[str], str],
) -> Sheaf:
    audit, info = subject.audit, subject.info
    places = Places(audit, gazetteer(readings, audit.document), subject.facsimile, lang, address)
    cards = Cards(audit, info, places, rules, lang)
    causes = cards.causes()
    seen, counted = audit.evidence, counts(audit)
    own = next((r for r in readings if r.document.document == audit.document), None)
    return Sheaf(
        number=number,
        info=info,
        kind=word(KINDS, info.kind, lang),
        counts=tuple((key, word(LEVELS, key, lang), counted[key]) for key in STRIP),
        causes=causes,
        filters=choices(causes, lang),
        errata=cards.errata(),
        to_settle=cards.to_settle(),
        sheets=places.sheets(),
        graph=drawing(audit, places),
        ties=tuple(_comparison(tie, places) for tie in sorted(seen.ties, key=lambda t: t.holds)),
        crossing=seen.crossing,
        cells=_cell_keys(seen.crossing, places),
        plots=plots(seen.roundings, places, lang),
        aliases=tuple(
            (alias.alliance, tuple((name, times, places.spot(where)) for name, times, where in alias.names))
            for alias in seen.aliases
        ),
        lonely=_lonely(audit, places, lang),
        unread=tuple(places.spot(w) for w in own.unread) if own else (),
    )


def _comparison(tie: Tie, places: Places) -> Comparison:
    return Comparison(
        tie.rule,
        tie.holds,
        direction_words(tie.working, places.lang),
        tuple(places.spot(w) for w in tie.figures),
        places.keys(tie.figures),
    )


def _cell_keys(crossing: Crossing | None, places: Places) -> tuple[tuple[str, ...], ...]:
    """Give the keys of a crossing's cells and margins, row by row, the column margins last."""
    if crossing is None:
        return ()

    def key(cell: Cell) -> str:
        return places.key(cell.where) if cell.where else ""

    rows = [(*row.cells, row.margin) for row in crossing.rows]
    last = (*(c.margin for c in crossing.columns), crossing.total)
    return tuple(tuple(key(cell) for cell in cells) for cells in (*rows, last))


def _lonely(audit: Audit, places: Places, lang: str) -> tuple[tuple[str, tuple[Spot, ...]], ...]:
    """Group the figures that nothing could check by the reason."""
    groups: dict[str, list[Spot]] = {}
    for lonely in audit.evidence.lonely:
        groups.setdefault(lonely.reason, []).append(places.spot(lonely.where))
    return tuple((word(REASONS, reason, lang), tuple(groups[reason])) for reason in REASONS if reason in groups)
