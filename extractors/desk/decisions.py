"""Decisions on names: what a question allows, the line it becomes, and what that line would change. Nothing is written.

A decision is tried on the very bytes that would be written, so that what replay would refuse never reaches the file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.desk.effect import effect_of
from extractors.desk.questions import open_questions
from extractors.desk.seen import evidence_of
from extractors.ledger import Corpus, reconcile
from extractors.ledger.corpus import ALLIANCES, JUDGEMENTS, corpus_of
from extractors.ledger.lines import with_lines, without_lines
from extractors.ledger.store import Snapshot
from extractors.names import PROVISIONAL
from extractors.names.declared import read_declared
from extractors.names.judgements import ASSIGNING, IN_DOCUMENT, active_judgements, cells_of, next_id
from extractors.names.roster import COLUMNS, id_of, next_number
from schemas.errors import Misdeclared
from schemas.finding import Audit
from schemas.ledger import Judgement, Ledger
from schemas.question import NAME, Candidate, Decision, Effect, Option, Question
from schemas.vocabulary import Vocabulary

SAME, RENAME, MISPRINT, SUCCESSOR, DIFFERENT, NEW = "same", "rename", "misprint", "successor", "different", "new"
KINDS = (SAME, RENAME, MISPRINT, SUCCESSOR, DIFFERENT, NEW)
"""Kinds of judgement that answer a question, in the order they are offered."""

WITNESSES = 2
"""A rename needs as many independent witnesses (the code, the person in office); with fewer a reason must be given."""

SHOWN_PLACES = 2
"""Places of the alliance meant that go into the evidence, beside all places of the name."""


@dataclass(frozen=True, slots=True)
class State:
    """The corpus as it was read, and what follows from it."""

    corpus: Corpus
    vocabulary: Vocabulary
    ledger: Ledger
    audits: tuple[Audit, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give the open questions."""
        return open_questions(self.ledger, self.vocabulary, self.audits)

    def with_files(self, seen: Snapshot) -> State:
        """Make the state that follows from other declared files over the same documents.

        Raises:
            Misdeclared: when they contradict themselves, each other, or what is printed.
        """
        corpus = corpus_of(self.corpus.root, seen)
        ledger = reconcile(self.ledger.readings, corpus.alliances, corpus.judgements, self.vocabulary)
        return replace(self, corpus=corpus, ledger=ledger)


@dataclass(frozen=True, slots=True)
class Written:
    """A change of the declared files: the line's judgement, the files after it, the state, and what it changes."""

    judgement: Judgement
    files: tuple[tuple[str, bytes], ...]
    state: State
    effect: Effect


def options(question: Question, state: State) -> tuple[Option, ...]:
    """Give the decisions a question allows, each with its effect; not what the files refuse or nothing follows from."""
    found = []
    for candidate in question.candidates:
        for kind in KINDS[:-1]:
            if candidate.alliance.startswith(PROVISIONAL) or (kind == SUCCESSOR and "code" not in candidate.witnesses):
                continue
            found.append((kind, candidate.alliance))
    if question.kind == NAME:
        found.append((NEW, ""))
    made = []
    for kind, alliance in found:
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
    """Make the line of a decision and all that follows from it, and write nothing.

    Raises:
        Misdeclared: when the line contradicts another one, both lines shown, or names an alliance that is not on file.
    """
    judgement = judgement_of(question, decision, state)
    seen = state.corpus.seen
    judgements = with_lines(seen.read(JUDGEMENTS.name) or b"", [cells_of(judgement)])
    files = [(JUDGEMENTS.name, judgements)]
    if decision.kind == NEW:
        alliances = with_lines(seen.read(ALLIANCES.name) or b"", [(judgement.alliance, question.title)])
        files.append((ALLIANCES.name, alliances))
    return _written(judgement, tuple(files), state, question)


def try_undo(id: str, reason: str, who: str, date: str, state: State, minted: frozenset[str] = frozenset()) -> Written:
    """Make the line that retracts a judgement; an alliance that was minted for it, and is in `minted`, goes again.

    Raises:
        Misdeclared: when no such judgement is in force, or others rest on it.
    """
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
    return _written(judgement, tuple(files), state, None)


def _written(
    judgement: Judgement, files: tuple[tuple[str, bytes], ...], state: State, question: Question | None
) -> Written:
    seen = state.corpus.seen
    after = state.with_files(Snapshot(tuple((file, dict(files).get(file, data)) for file, data in seen.files)))
    effect = effect_of(state.ledger, after.ledger, question, after.questions)
    return Written(after.corpus.judgements[-1], files, after, effect)


def in_force(state: State) -> tuple[Judgement, ...]:
    """Give the judgements that hold, in the order of the file."""
    return active_judgements(state.corpus.judgements)
