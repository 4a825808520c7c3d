"""What the roster page holds beside the alliances: periods with their bands, cohorts, documents, open questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from extractors.ledger.cohorts import Cohort, cohorts_of
from extractors.ledger.figures import Total
from extractors.ledger.movement import LADDER, band_bridge, bands_between
from extractors.render import plain
from extractors.render.audit import counts, ordered
from extractors.render.pages.roster_told import Told
from extractors.render.plain import Json
from extractors.render.reading import claimed_figures
from extractors.render.roster import scores
from schemas.document import DocumentInfo
from schemas.finding import Audit, Finding
from schemas.ledger import Ledger

REVIEW = "review"
ACROSS = ("BND-06", "BND-07")
"""The rules on whether two periods can be compared: changed bands, another notion of who was evaluated."""
Pairs = tuple[tuple[str, str], ...]


def pairs_of(ledger: Ledger) -> Pairs:
    """Give the pairs of periods that flows are shown between: those with a table of their own, then all neighbours."""
    reported = {e.period for e in ledger.evaluations if e.row}
    every = [p.period for p in ledger.periods]
    own = [period for period in every if period in reported]
    return tuple(dict.fromkeys((*pairwise(own), *pairwise(every))))


def periods(ledger: Ledger, told: Told) -> list[Json]:
    """Write each period: its bands, and how they compare with the last bands known before (same, changed, unknown)."""
    reported = {e.period for e in ledger.evaluations if e.row}
    made: list[Json] = []
    last = ""
    for period in ledger.periods:
        own = [band for band in ledger.bands if band.period == period.period]
        bands = [
            {
                "t": band.tier,
                "w": band.label,
                "s": scores(band.interval),
                "low": plain.decimal(band.interval.low),
                "high": plain.decimal(band.interval.high),
                "at": told.at((band.where,)),
            }
            for band in own
        ]
        made.append(
            {
                "p": period.period,
                "doc": period.document,
                "reported": period.period in reported,
                "bands": bands,
                "compared": bands_between(ledger.bands, last, period.period) if last else "",
                "since": last,
                "listed": period.listed,
                "registered": period.registered,
                "evaluated": period.evaluated,
                "basis": period.basis,
            }
        )
        last = period.period if own else last
    return made


def bridges(ledger: Ledger, pairs: Pairs) -> list[Json]:
    """Write for each pair of periods what the earlier scores would make under the later bands, where those changed."""
    tiers = (*reversed(LADDER), "incomplete", "unscored", "")
    return [
        {
            "from": earlier,
            "to": later,
            "rows": sorted(
                ([tier, bridged, count] for tier, bridged, count in band_bridge(ledger, earlier, later)),
                key=lambda row: [tiers.index(str(key)) if key in tiers else len(tiers) for key in row[:2]],
            ),
        }
        for earlier, later in pairs
        if bands_between(ledger.bands, earlier, later) == "changed"
    ]


def cohorts(ledger: Ledger, told: Told) -> list[Json]:
    """Write the cohorts: each stage with its number, its basis and its places."""
    return [_cohort(cohort, told) for cohort in cohorts_of(ledger, told.vocabulary)]


def _cohort(cohort: Cohort, told: Told) -> Json:
    stages = {"listed": cohort.listed, "evaluated": cohort.evaluated, "high": cohort.high}
    return {"p": cohort.period, "b": cohort.batch, **{name: _total(total, told) for name, total in stages.items()}}


def _total(total: Total | None, told: Told) -> list[object] | None:
    return [total.value, total.basis, told.at(told.proofs.places(total.premises))] if total else None


def documents(
    ledger: Ledger, audits: Sequence[Audit], infos: Iterable[DocumentInfo], read: frozenset[str]
) -> list[Json]:
    """Write the matrix of documents: read, audited, open questions, findings by level."""
    by_audit = {audit.document: audit for audit in audits}
    by_reading = {reading.document.document: reading for reading in ledger.readings}
    open_names: dict[str, set[str]] = defaultdict(set)
    for match in ledger.matches:
        if match.outcome == REVIEW:
            open_names[match.mention.where.document].add(match.mention.name)
    made = []
    for info in infos:
        reading, audit = by_reading.get(info.document), by_audit.get(info.document)
        made.append(
            {
                "id": info.document,
                "kind": info.kind,
                "period": info.period or info.issue or info.published[:4],
                "title": info.title,
                "publisher": info.publisher,
                "read": info.document in read,
                "rows": len(reading.rows) if reading else 0,
                "figures": claimed_figures(reading) if reading else 0,
                "unread": len(reading.unread) if reading else 0,
                "open": len(open_names[info.document]),
                "counts": counts(audit) if audit else None,
            }
        )
    return made


def open_questions(ledger: Ledger, told: Told) -> list[Json]:
    """Write the names that only a person's judgement can settle, each with its places and whom it may mean."""
    found: dict[str, Json] = {}
    places = defaultdict(list)
    for match in ledger.matches:
        if match.outcome == REVIEW:
            name = match.mention.name
            places[name].append(match.mention.where)
            found.setdefault(name, {"n": name, "may": list(match.candidates), "why": list(match.reasons)})
    return [{**found[name], "at": told.at(places[name])} for name in sorted(found)]


def findings_by_alliance(ledger: Ledger, findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Give for each alliance the findings with a place at a name, code or row of it."""
    homes = _homes(ledger)
    found: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        touched = {homes[where.id] for where in (*finding.where, *finding.against) if where.id in homes}
        for alliance in sorted(touched):
            found[alliance].append(finding.id)
    return found


def _homes(ledger: Ledger) -> Mapping[str, str]:
    homes = {match.mention.where.id: match.alliance for match in ledger.matches if match.alliance}
    rows = [(e.alliance, e.row) for e in ledger.evaluations] + [(h.alliance, h.row) for h in ledger.honours]
    for alliance, row in rows:
        if row:
            homes.update({where.id: alliance for where in (row.where, *(where for _, where in row.cells))})
    for seat in ledger.panel:
        if seat.alliance:
            homes[seat.person.where.id] = seat.alliance
    return homes


def findings_told(audits: Iterable[Audit], told: Told, wanted: frozenset[str]) -> list[Json]:
    """Write the findings that alliances or periods point at, heaviest first; `doc` is the audit page that has it."""
    every = {finding.id: finding for audit in audits for finding in audit.findings}
    unique = {id: finding for id, finding in every.items() if id in wanted or finding.rule in ACROSS}
    return [
        {
            "id": finding.id,
            "rule": finding.rule,
            "level": finding.level,
            "doc": finding.where[0].document,
            "zh": told.word(finding.message),
            **({"across": True} if finding.rule in ACROSS else {}),
        }
        for finding in ordered(unique.values())
    ]
