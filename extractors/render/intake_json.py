"""Intakes and removals as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.render import plain
from extractors.render.audit import counts, finding_value, ordered
from extractors.render.expect import expectation_json
from extractors.render.plain import Json
from extractors.render.resting import resting_json
from schemas.intake import (
    Bands,
    Entries,
    FindingChanges,
    HonourList,
    Intake,
    Move,
    Names,
    NameSeenNow,
    Overview,
    Printed,
    Removal,
    TableChange,
    Tally,
    Tick,
)
from schemas.ledger import Alliance
from schemas.where import Where

SCHEMA = "alliances.ingest/1"
REMOVAL_SCHEMA = "alliances.remove/1"


def intakes_json(intakes: Sequence[Intake], written: bool) -> str:
    """Write intakes as JSON; `written` tells whether the corpus was changed."""
    return plain.dump({"schema": SCHEMA, "written": written, "intakes": [_intake(intake) for intake in intakes]})


def _intake(intake: Intake) -> Json:
    return {
        "path": intake.path,
        "status": intake.status,
        "document_id": intake.document or None,
        "file": intake.file or None,
        "document": plain.document(intake.info) if intake.info else None,
        "refusal": {key: plain.message(getattr(intake.refusal, key)) for key in ("what", "why", "advice")}
        if intake.refusal
        else None,
        "editions": list(intake.editions),
        "replaces": list(intake.replaces),
        "resting": resting_json(intake.resting),
        "tallies": [_tally(tally) for tally in intake.tallies],
        "bands": _bands(intake.bands) if intake.bands else None,
        "names": _names(intake.names) if intake.names else None,
        "minted": [_alliance(alliance) for alliance in intake.minted],
        "changes": [_change(change) for change in intake.changes],
        "counts": counts(intake.audit) if intake.audit else None,
        "findings": [finding_value(f) for f in ordered(intake.audit.findings)] if intake.audit else [],
        "elsewhere": _findings(intake.elsewhere) if intake.elsewhere else None,
        "overview": _overview(intake.overview) if intake.overview else None,
        "entries": _entries(intake.entries) if intake.entries else None,
        "ticks": [_tick(tick) for tick in intake.ticks],
        "unread": intake.unread,
    }


def _where(where: Where | None) -> Json | None:
    return plain.where(where) if where else None


def _alliance(alliance: Alliance) -> Json:
    return {"alliance_id": alliance.id, "name": alliance.name}


def _tally(tally: Tally) -> Json:
    return {
        "label": plain.message(tally.label),
        "printed": tally.printed,
        "counted": tally.counted,
        "where": _where(tally.where),
    }


def _bands(bands: Bands) -> Json:
    return {
        "against": bands.against or None,
        "changed": bands.changed,
        "tiers": [
            {
                "tier": shift.tier,
                "before": plain.interval(shift.before) if shift.before else None,
                "now": plain.interval(shift.now) if shift.now else None,
                "where": _where(shift.where),
            }
            for shift in bands.shifts
        ],
    }


def _names(names: Names) -> Json:
    known, new, undecided = names.rows
    return {
        "known": names.known,
        "rows": {"known": known, "new": new, "undecided": undecided},
        "new": [_name(name) for name in names.new],
        "undecided": [_name(name) for name in names.undecided],
    }


def _name(name: NameSeenNow) -> Json:
    return {
        "name": name.name,
        "alliance_id": name.alliance or None,
        "candidates": [_alliance(alliance) for alliance in name.candidates],
        "reasons": [reason.zh for reason in name.reasons],
        "code": name.code or None,
        "rows": name.rows,
        "mentions": name.mentions,
        "where": plain.where(name.where),
    }


def _change(change: TableChange) -> Json:
    return {
        "table": change.table,
        "before": change.before,
        "after": change.after,
        "added": change.added,
        "changed": change.changed,
        "dropped": change.dropped,
    }


def _findings(changes: FindingChanges) -> Json:
    return {"came": [finding_value(f) for f in changes.came], "went": [finding_value(f) for f in changes.went]}


def _overview(overview: Overview) -> Json:
    return {
        "period": overview.period,
        "against": overview.against or None,
        "bands": overview.bands or None,
        "scores_before": overview.scores[0],
        "scores_now": overview.scores[1],
        "gap": list(overview.gap),
        "moves": [_move(move) for move in overview.moves],
        "honours": [_honours(honour) for honour in overview.honours],
        "edition": overview.edition or None,
        "stopped": [_printed(printed) for printed in overview.stopped],
        "first": [_printed(printed) for printed in overview.first],
        "carried": [
            {"text": c.text, "figures": list(c.figures), "since": list(c.since), "where": plain.where(c.where)}
            for c in overview.carried
        ],
    }


def _move(move: Move) -> Json:
    return {
        "alliance_id": move.alliance,
        "name": move.name,
        "kind": move.kind,
        "before": move.before or None,
        "before_score": move.before_score or None,
        "now": move.now or None,
        "now_score": move.now_score or None,
        "bridged": move.bridged or None,
    }


def _honours(honour: HonourList) -> Json:
    return {
        "honour": honour.honour,
        "span": honour.span,
        "before": honour.before or None,
        "kept": [_alliance(alliance) for alliance in honour.kept],
        "won": [_alliance(alliance) for alliance in honour.won],
        "lost": [_alliance(alliance) for alliance in honour.lost],
        "undecided": [_alliance(alliance) for alliance in honour.undecided],
    }


def _printed(printed: Printed) -> Json:
    return {"label": plain.message(printed.label), "number": printed.number, "where": _where(printed.where)}


def _entries(entries: Entries) -> Json:
    return {
        "sections": [{"section": section, "items": number} for section, number in entries.sections],
        "named": entries.named,
        "unnamed": entries.unnamed,
        "by_day": entries.by_day,
        "by_month": entries.by_month,
        "undated": entries.undated,
    }


def _tick(tick: Tick) -> Json:
    return {
        "expectation": expectation_json(tick.expectation),
        "verdict": tick.verdict,
        "found": plain.message(tick.found),
        "where": [plain.where(where) for where in tick.where],
    }


def removals_json(removals: Sequence[Removal], done: bool) -> str:
    """Write removals as JSON; `done` tells whether the corpus was changed."""
    return plain.dump({"schema": REMOVAL_SCHEMA, "written": done, "removals": [_removal(r) for r in removals]})


def _removal(removal: Removal) -> Json:
    return {
        "document_id": removal.document,
        "file": removal.file,
        "document": plain.document(removal.info),
        "changes": [_change(change) for change in removal.changes],
        "findings": _findings(removal.findings),
        "unseen": [_alliance(alliance) for alliance in removal.unseen],
        "periods": list(removal.periods),
        **resting_json(removal.resting),
    }
