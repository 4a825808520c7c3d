"""The roster: every alliance under all its names, with its tier in every period."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.ledger.roster import tier_word
from extractors.render import plain
from extractors.render.history import History
from extractors.render.places import Proofs
from extractors.render.plain import Json
from extractors.render.screen import clean, columns_of, cut
from extractors.render.words import BASIS, NAMES, NOTHING, ROLES, word
from schemas.ledger import Evaluation, Honour, PanelSeat, Period
from schemas.vocabulary import Vocabulary

SCHEMA = "alliances.roster/1"
_NAME_COLUMNS = 44


def _span(honour: Honour) -> str:
    start, end = honour.row.start, honour.row.end
    return start if start == end or not end else f"{start}-{end}"


def roster_json(histories: Sequence[History], periods: Sequence[Period]) -> str:
    """Write the roster as JSON."""
    value = {
        "schema": SCHEMA,
        "periods": [p.period for p in periods],
        "alliances": [_history(h) for h in histories],
    }
    return plain.dump(value)


def _history(history: History) -> Json:
    return {
        "id": history.profile.alliance,
        "name": history.profile.name,
        "batches": list(history.profile.batches),
        "codes": list(history.profile.codes),
        "names": [
            {
                "name": seen.name,
                "kind": seen.kind,
                "first_seen": seen.first_seen or None,
                "last_seen": seen.last_seen or None,
            }
            for seen in history.names
        ],
        "evaluations": [_evaluation(e) for e in history.evaluations],
        "honours": [_honour(h) for h in history.honours],
        "people": [_seat(s) for s in history.panel],
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
        "role": seat.person.role,
        "title": seat.person.title or None,
        "where": plain.where(seat.person.where),
    }


def roster_text(
    histories: Sequence[History], periods: Sequence[Period], vocabulary: Vocabulary, lang: str = "zh"
) -> str:
    """Write the roster in columns; a period whose report is not in the corpus shows only what other documents tell."""
    head = ("id", "name", "batch", "code", "A-level") if lang == "en" else ("编号", "名称", "批次", "联盟编号", "A级")
    rows = [
        (
            history.profile.alliance,
            cut(clean(history.profile.name), _NAME_COLUMNS),
            _batches(history, vocabulary, lang),
            "/".join(history.profile.codes),
            " ".join(_span(h) for h in history.honours),
            *(
                _tier_words({e.period: e for e in history.evaluations}.get(period.period), vocabulary, lang)
                for period in periods
            ),
        )
        for history in histories
    ]
    return "\n".join(columns_of([(*head, *(p.period for p in periods)), *rows])) + "\n"


def _value_word(vocabulary: Vocabulary, axis: str, key: str, lang: str) -> str:
    if lang == "en" or not key:
        return key
    try:
        return vocabulary.axis(axis).value(key).zh
    except KeyError:
        return key


def _batches(history: History, vocabulary: Vocabulary, lang: str) -> str:
    return "/".join(_value_word(vocabulary, "batch", batch, lang) for batch in history.profile.batches)


def _tier_words(evaluation: Evaluation | None, vocabulary: Vocabulary, lang: str) -> str:
    if evaluation is None:
        return ""
    told = tier_word(evaluation, reported=True)
    tier = word(NOTHING, told, lang) if told in NOTHING else _value_word(vocabulary, "tier", told, lang)
    score = evaluation.row.score if evaluation.row else ""
    mark = "" if evaluation.basis == "printed" else f"({word(BASIS, evaluation.basis, lang)})"
    return " ".join(part for part in (tier + mark, score) if part)


def history_text(history: History, vocabulary: Vocabulary, proofs: Proofs, lang: str = "zh") -> str:
    """Write one alliance through the years, with the place of every statement."""
    zh = lang == "zh"
    title = [history.profile.name, history.profile.alliance, _batches(history, vocabulary, lang)]
    rows: list[tuple[str, str, str, str]] = []
    for seen in history.names:
        dates = seen.first_seen if seen.first_seen == seen.last_seen else f"{seen.first_seen}–{seen.last_seen}"
        rows.append(("名称" if zh else "name", seen.name, word(NAMES, seen.kind, lang), dates))
    for code in history.profile.codes:
        rows.append(("联盟编号" if zh else "code", code, "", ""))
    for evaluation in history.evaluations:
        row = evaluation.row
        place = proofs.name(row.where, lang) if row else proofs.premises(evaluation.premises, lang)
        tier = _tier_words(evaluation, vocabulary, lang)
        rows.append(("评价期" if zh else "period", evaluation.period, tier, place))
    for honour in history.honours:
        count = honour.row.periods_count
        times = "" if count is None else (f"连续{count}期" if zh else f"{count} periods")
        rows.append((f"{honour.row.honour}级" if zh else honour.row.honour, _span(honour), times,
                     proofs.name(honour.row.where, lang)))  # fmt: skip
    for seat in history.panel:
        who = f"{seat.person.person} {word(ROLES, seat.person.role, lang)}"
        rows.append(("专家组" if zh else "panel", seat.period, who, proofs.name(seat.person.where, lang)))
    return "\n".join(["  ".join(clean(t) for t in title if t), *(f"  {line}" for line in columns_of(rows))]) + "\n"
