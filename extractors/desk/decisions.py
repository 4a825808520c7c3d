"""Decisions: what a question allows, the line it becomes, and what that line would change. Nothing is written.

Names are decided in judgements.csv, here; codes and figures in corrections.toml, in `rulings`.

A decision is tried on the very bytes that would be written, so that what replay would refuse never reaches the file.
"""

from __future__ import annotations

from extractors.desk.rulings import BETWEEN, is_ruling, ruling_options, rulings_in_force, try_retract, try_ruling
from extractors.desk.seen import evidence_of
from extractors.desk.tried import State, Written, after
from extractors.ledger.corpus import ALLIANCES, JUDGEMENTS
from extractors.ledger.lines import with_lines, without_lines
from extractors.names import PROVISIONAL
from extractors.names.declared import read_declared
from extractors.names.judgements import ASSIGNING, IN_DOCUMENT, active_judgements, cells_of, next_id
from extractors.names.roster import COLUMNS, id_of, next_number
from schemas.errors import Misdeclared
from schemas.ledger import Judgement
from schemas.question import NAME, Candidate, Decision, OnFile, Option, Question

SAME, RENAME, MISPRINT, SUCCESSOR, DIFFERENT, NEW = "same", "rename", "misprint", "successor", "different", "new"
KINDS = (SAME, RENAME, MISPRINT, SUCCESSOR, DIFFERENT, NEW)
"""Kinds of judgement that answer a question, in the order they are offered."""

WITNESSES = 2
"""A rename needs as many independent witnesses (the code, the person in office); with fewer a reason must be given."""

SHOWN_PLACES = 2
"""Places of the alliance meant that go into the evidence, beside all places of the name."""


def options(question: Question, state: State) -> tuple[Option, ...]:
    """Give the decisions a question allows, each with its effect; not what the files refuse or nothing follows from."""
    if question.kind != NAME:
        return ruling_options(question, state)
    found = []
    for candidate in question.candidates:
        for kind in KINDS[:-1]:
            if candidate.alliance.startswith(PROVISIONAL) or (kind == SUCCESSOR and "code" not in candidate.witnesses):
                continue
            found.append((kind, candidate.alliance))
    made = []
    for kind, alliance in (*found, (NEW, "")):
        try:
            effect = try_out(question, _sample(question, kind, alliance), state).effect
        except Misdeclared:
            continue
        if effect.settles or effect.mentions:
            made.append(Option(kind, alliance, needs_reason(question, kind, alliance), effect))
    return tuple(made)


def needs_reason(question: Question, kind: str, alliance: str) -> bool:
    """Tell whether a decision goes against the first candidate or beyond its evidence, so that it needs words."""
    first = question.candidates[0] if question.candidates else None
    if first is None or alliance != first.alliance or kind in (DIFFERENT, SUCCESSOR, NEW) or question.ambiguous:
        return True
    return kind == RENAME and len(first.witnesses) < WITNESSES


def _sample(question: Question, kind: str, alliance: str) -> Decision:
    return Decision(kind, alliance, "—", "editor", "2000-01-01", question.documents if question.ambiguous else ())


def judgement_of(question: Question, decision: Decision, state: State) -> Judgement:
    """Make the judgement a decision becomes: with the places as evidence, and the evidence in words for a reason."""
    candidate = next((c for c in question.candidates if c.alliance == decision.alliance), None)
    # That two are different is said everywhere: judgements hold it by name alone.
    documents = decision.documents if decision.kind in ASSIGNING else ()
    names = tuple(f"{question.title}{IN_DOCUMENT}{d}" for d in documents) or (question.title,)
    taken = [a.id for a in state.corpus.alliances] + [j.alliance for j in state.corpus.judgements]
    return Judgement(
        id=next_id(state.corpus.judgements),
        kind=decision.kind,
        names=names,
        alliance=decision.alliance or id_of(next_number(taken)),
        evidence=evidence_of((*question.places, *(candidate.places[:SHOWN_PLACES] if candidate else ()))),
        reason=decision.reason.strip() or _reason(candidate),
        who=decision.who,
        date=decision.date,
        supersedes="",
        line=0,
    )


def _reason(candidate: Candidate | None) -> str:
    return f"{'；'.join(m.zh for m in candidate.reasons)}。" if candidate else ""


def try_out(question: Question, decision: Decision, state: State) -> Written:
    """Make the lines of a decision and all that follows from them, and write nothing.

    Raises:
        Misdeclared: when they contradict others, all shown, or name an alliance that is not on file, or mean what
            cannot stand in the place.
    """
    if question.kind != NAME:
        return try_ruling(question, decision, state)
    judgement = judgement_of(question, decision, state)
    seen = state.corpus.seen
    judgements = with_lines(seen.read(JUDGEMENTS.name) or b"", [cells_of(judgement)])
    files = [(JUDGEMENTS.name, judgements)]
    if decision.kind == NEW:
        alliances = with_lines(seen.read(ALLIANCES.name) or b"", [(judgement.alliance, question.title)])
        files.append((ALLIANCES.name, alliances))
    return _written(tuple(files), state, question)


def try_undo(id: str, reason: str, who: str, date: str, state: State, minted: frozenset[str] = frozenset()) -> Written:
    """Make the line that retracts a decision; an alliance that was minted for it, and is in `minted`, goes again.

    Raises:
        Misdeclared: when no such decision is in force, or others rest on it.
    """
    if is_ruling(id):
        return try_retract(tuple(id.split(BETWEEN)), reason, who, date, state)
    number = next_id(state.corpus.judgements)
    judgement = Judgement(number, "retract", (), "", "", reason, who, date, id, 0)
    seen = state.corpus.seen
    files = [(JUDGEMENTS.name, with_lines(seen.read(JUDGEMENTS.name) or b"", [cells_of(judgement)]))]
    undone = next((j for j in state.corpus.judgements if j.id == id), None)
    if undone and undone.kind == NEW and undone.alliance in minted:
        data = seen.read(ALLIANCES.name) or b""
        records = read_declared(state.corpus.root / ALLIANCES, COLUMNS, data)
        lines = [record.line for record in records if record["alliance_id"] == undone.alliance]
        files.append((ALLIANCES.name, without_lines(data, lines)))
    return _written(tuple(files), state, None)


def _written(files: tuple[tuple[str, bytes], ...], state: State, question: Question | None) -> Written:
    now, effect = after(files, state, question)
    judgement = now.corpus.judgements[-1]
    return Written(_on_file(judgement), judgement, files, now, effect)


def in_force(state: State) -> tuple[OnFile, ...]:
    """Give the decisions that hold: judgements in the order of their file, then corrections."""
    return (*map(_on_file, active_judgements(state.corpus.judgements)), *rulings_in_force(state))


def _on_file(judgement: Judgement) -> OnFile:
    return OnFile(
        (judgement.id,),
        judgement.kind,
        "、".join(judgement.names),
        judgement.alliance or judgement.supersedes,
        judgement.reason,
        judgement.who,
        JUDGEMENTS.as_posix(),
        judgement.line,
    )
