"""The roster as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.ledger.movement import Step
from extractors.ledger.standing import Standing
from extractors.ledger.who import Considered
from extractors.render import plain
from extractors.render.history import History
from extractors.render.plain import Json
from schemas.ledger import Band, Evaluation, Honour, PanelSeat, Period
from schemas.reading import Item

SCHEMA = "alliances.roster/1"


def roster_json(histories: Sequence[History], periods: Sequence[Period], bands: Sequence[Band] = ()) -> str:
    """Write the roster as JSON."""
    value = {
        "schema": SCHEMA,
        "periods": [p.period for p in periods],
        "bands": [{"period": b.period, "tier": b.tier, **_band(b)} for b in bands],
        "alliances": [_history(h) for h in histories],
    }
    return plain.dump(value)


def _band(band: Band) -> Json:
    return {"label": band.label, "interval": plain.interval(band.interval), "where": plain.where(band.where)}


def _history(history: History) -> Json:
    profile = history.profile
    return {
        "id": profile.alliance,
        "name": profile.name,
        "first_seen": profile.first_seen or None,
        "last_seen": profile.last_seen or None,
        "batches": list(profile.batches),
        "batches_possible": list(profile.batches_possible),
        "codes": list(profile.codes),
        "code_witnesses": [
            {"code": c.code, "document": c.document, "verdict": c.verdict, "where": plain.where(c.where)}
            for c in history.codes
        ],
        "names": [
            {
                "name": seen.name,
                "kind": seen.kind,
                "first_seen": seen.first_seen or None,
                "last_seen": seen.last_seen or None,
            }
            for seen in history.names
        ],
        "standings": [_standing(s) for s in history.standings],
        "movements": [_step(s) for s in history.steps],
        "evaluations": [_evaluation(e) for e in history.evaluations],
        "honours": [_honour(h) for h in history.honours],
        "people": [_seat(s) for s in (*history.panel, *history.people)],
        "items": [_item(i) for i in history.items],
        "confused_with": [_considered(c) for c in history.confused],
    }


def _standing(standing: Standing) -> Json:
    return {
        "period": standing.period,
        "kind": standing.kind,
        "tier": standing.tier or None,
        "score": standing.score or None,
        "basis": standing.basis,
        "band": plain.interval(standing.band.interval) if standing.band else None,
        "bridged": {"bands_of": standing.latest, "tier": standing.bridged} if standing.bridged else None,
        "premises": list(standing.premises),
    }


def _step(step: Step) -> Json:
    return {
        "from": step.earlier,
        "to": step.later,
        "kind": step.movement.kind,
        "bands": step.bands,
        "bridged": step.movement.bridged or None,
    }


def _item(item: Item) -> Json:
    return {
        "document": item.where.document,
        "section": item.section,
        "position": item.position,
        "heading": item.heading or None,
        "date_text": item.date_text or None,
        "where": plain.where(item.where),
    }


def _considered(value: Considered) -> Json:
    return {
        "id": value.alliance,
        "name": value.name,
        "reasons": [plain.message(m) for m in value.reasons],
        "against": [plain.message(m) for m in value.against],
    }


def _evaluation(evaluation: Evaluation) -> Json:
    row = evaluation.row
    return {
        "period": evaluation.period,
        "tier": evaluation.tier or None,
        "tiers_possible": list(evaluation.tiers_possible),
        "tier_as_printed": (row.tier_as_printed or None) if row else None,
        "rank": row.rank if row else None,
        "score": (row.score or None) if row else None,
        "name_as_printed": row.name if row else None,
        "code_as_printed": (row.code or None) if row else None,
        "basis": evaluation.basis,
        "premises": list(evaluation.premises),
        "where": plain.where(row.where) if row else None,
    }


def _honour(honour: Honour) -> Json:
    row = honour.row
    return {
        "honour": row.honour,
        "start": row.start or None,
        "end": row.end or None,
        "periods_count": row.periods_count,
        "name_as_printed": row.name,
        "code_as_printed": row.code or None,
        "where": plain.where(row.where),
    }


def _seat(seat: PanelSeat) -> Json:
    return {
        "period": seat.period or None,
        "person": seat.person.person,
        "role": seat.person.role or None,
        "title": seat.person.title or None,
        "where": plain.where(seat.person.where),
    }
