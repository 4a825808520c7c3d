"""One alliance through the years: what the ledger holds of it, gathered."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from schemas.ledger import Alliance, Evaluation, Honour, Ledger, PanelSeat
from schemas.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class History:
    """`names` are the printed ones, each with its documents; `codes` the printed ones, the most frequent first."""

    alliance: Alliance
    batch: str
    codes: tuple[str, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...]
    evaluations: tuple[Evaluation, ...]
    honours: tuple[Honour, ...]
    panel: tuple[PanelSeat, ...]


def histories(ledger: Ledger, vocabulary: Vocabulary) -> tuple[History, ...]:
    """Gather the history of every alliance of the ledger, in its order."""
    names: dict[str, dict[str, dict[str, None]]] = defaultdict(dict)
    for match in ledger.matches:
        if match.alliance:
            seen = names[match.alliance].setdefault(match.mention.name, {})
            seen.setdefault(match.mention.where.document)
    evaluations: dict[str, list[Evaluation]] = defaultdict(list)
    honours: dict[str, list[Honour]] = defaultdict(list)
    panel: dict[str, list[PanelSeat]] = defaultdict(list)
    for evaluation in ledger.evaluations:
        evaluations[evaluation.alliance].append(evaluation)
    for honour in ledger.honours:
        honours[honour.alliance].append(honour)
    for seat in ledger.panel:
        panel[seat.alliance].append(seat)
    found: list[History] = []
    for alliance in ledger.alliances:
        rows = [e.row for e in evaluations[alliance.id] if e.row] + [h.row for h in honours[alliance.id]]
        codes = Counter(row.code.upper() for row in rows if row.code)
        ranked = tuple(sorted(codes, key=lambda code: (-codes[code], code)))
        found.append(
            History(
                alliance,
                batch_of(ranked, vocabulary),
                ranked,
                tuple((name, tuple(documents)) for name, documents in names[alliance.id].items()),
                tuple(sorted(evaluations[alliance.id], key=lambda e: (e.period, e.basis))),
                tuple(sorted(honours[alliance.id], key=lambda h: (h.row.start, h.row.end))),
                tuple(sorted(panel[alliance.id], key=lambda s: (s.period, s.person.person))),
            )
        )
    return tuple(found)


def batch_of(codes: tuple[str, ...], vocabulary: Vocabulary) -> str:
    """Tell the batch from the first character of the code printed most often; empty where no code tells it."""
    for batch, marks in vocabulary.section("code_batch"):
        if codes and codes[0].startswith(marks):
            return batch
    return ""


def matching(found: tuple[History, ...], asked: str) -> tuple[History, ...]:
    """Find alliances by id, code, or name: whole names first, then parts of names; nothing is guessed."""
    wanted = "".join(asked.split()).casefold()
    if not wanted:
        return ()
    by_key = tuple(h for h in found if wanted in (h.alliance.id, *(code.casefold() for code in h.codes)))
    whole = tuple(h for h in found if wanted in _all_names(h))
    return by_key or whole or tuple(h for h in found if any(wanted in name for name in _all_names(h)))


def _all_names(history: History) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (history.alliance.name, *(name for name, _ in history.names)))
