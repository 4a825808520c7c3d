"""The corpus while it is decided on: as it was read, and as a line would leave it. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.audit import RULES, Graphs, check_corpus, settle
from extractors.desk.desk import Desk, checked
from extractors.desk.effect import effect_of
from extractors.desk.questions import open_questions
from extractors.ledger import Corpus, reconcile
from extractors.ledger.corpus import corpus_of
from extractors.ledger.corrections import MISREAD
from extractors.ledger.store import Snapshot
from schemas.finding import Audit, Finding
from schemas.ledger import Correction, Judgement, Ledger
from schemas.question import Effect, OnFile, Question
from schemas.vocabulary import Vocabulary

OWN = frozenset(rule.code for rule in RULES)
"""Rules that the audit asks again; what is wrong with the files themselves stays as it was found."""


@dataclass(frozen=True, slots=True)
class State:
    """The corpus as it was read, and what follows from it; `audits` are as before any ruling answers a finding.

    They are `stale` after a decision on names: it moves findings on names only, and an audit takes a second, which
    nobody should wait for between two names. `graphs` are kept for the audits that rulings make necessary.
    """

    corpus: Corpus
    vocabulary: Vocabulary
    ledger: Ledger
    audits: tuple[Audit, ...]
    stale: bool = False
    graphs: Graphs = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, desk: Desk) -> State:
        """Judge what lies on a desk.

        Raises:
            Misdeclared: when judgements or corrections contradict each other, the alliances or the documents.
        """
        graphs: Graphs = {}
        ledger, audits = checked(desk, graphs)
        return cls(desk.corpus, desk.vocabulary, ledger, audits, graphs=graphs)

    @property
    def settled(self) -> tuple[Audit, ...]:
        """Give the audits with what people ruled on their findings."""
        return settle(self.audits, self.ledger.corrections)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give every finding once."""
        return tuple({finding.id: finding for audit in self.settled for finding in audit.findings}.values())

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give the open questions."""
        return open_questions(self.ledger, self.vocabulary, self.settled)

    def with_files(self, seen: Snapshot) -> State:
        """Make the state that follows from other declared files over the same documents.

        Raises:
            Misdeclared: when they contradict themselves, each other, or what is printed.
        """
        corpus = corpus_of(self.corpus.root, seen)
        ledger = reconcile(
            self.ledger.readings, corpus.alliances, corpus.judgements, self.vocabulary, corpus.corrections
        )
        same = (corpus.judgements, corpus.alliances) == (self.corpus.judgements, self.corpus.alliances)
        return replace(self, corpus=corpus, ledger=ledger, audits=self._audited(ledger), stale=self.stale or not same)

    def fresh(self) -> State:
        """Audit anew what decisions on names left stale."""
        if not self.stale:
            return self
        made = {audit.document: audit for audit in check_corpus(self.ledger, self.vocabulary, known=self.graphs)}
        audits = tuple(_with_files(old, made.get(old.document, old)) for old in self.audits)
        return replace(self, audits=audits, stale=False)

    def _audited(self, ledger: Ledger) -> tuple[Audit, ...]:
        """Audit anew what a slip of our text, mended or no longer, may change: its document and all that come later."""
        changed = {correction.document for correction in _misread(self.ledger) ^ _misread(ledger)}
        order = [reading.document.document for reading in ledger.readings]
        if not changed:
            return self.audits
        later = frozenset(order[min(map(order.index, changed)) :])
        fresh = {audit.document: audit for audit in check_corpus(ledger, self.vocabulary, later, self.graphs)}
        return tuple(_with_files(old, fresh.get(old.document, old)) for old in self.audits)


def _misread(ledger: Ledger) -> frozenset[Correction]:
    return frozenset(made.correction for made in ledger.corrections if made.correction.verdict == MISREAD)


def _with_files(old: Audit, fresh: Audit) -> Audit:
    if fresh is old:
        return old
    return replace(fresh, findings=(*(f for f in old.findings if f.rule not in OWN), *fresh.findings))


@dataclass(frozen=True, slots=True)
class Written:
    """A change of the declared files: what is entered, the files after it, the state, and what it changes.

    `judgement` is the line where it is one of judgements.csv.
    """

    entry: OnFile
    judgement: Judgement | None
    files: tuple[tuple[str, bytes], ...]
    state: State
    effect: Effect


def after(files: tuple[tuple[str, bytes], ...], state: State, question: Question | None) -> tuple[State, Effect]:
    """Give the state that files would leave, and what that changes; nothing is written.

    Raises:
        Misdeclared: when what they declare contradicts itself, or the print.
    """
    new = dict(files)
    now = state.with_files(Snapshot(tuple((file, new.get(file, data)) for file, data in state.corpus.seen.files)))
    return now, effect_of(state.ledger, now.ledger, question, now.questions, (state.findings, now.findings))
