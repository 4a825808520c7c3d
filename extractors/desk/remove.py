"""Taking a document out of the corpus, and what that means for the judgements and corrections that rest on it.

Nothing is lost. A judgement whose evidence lies in the document rests until the document is back (`require_touching`
lets be what rests on documents that were not read), and so does a correction of what it prints. A judgement that names
the document nowhere, though nothing else prints its names, would be an error for `build`: it is entered again with the
place in that document added to its evidence, which is the truth, and supersedes the old line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.desk.files import declared
from extractors.desk.pending import Pending, write
from extractors.desk.state import State, finding_changes, state_of, table_changes
from extractors.ledger.corpus import Corpus, Entry
from extractors.ledger.corrections import active_corrections
from extractors.names import normal_form
from extractors.names.judgements import BETWEEN_PLACES, active_judgements, names_of, parse_evidence
from schemas.errors import Misdeclared
from schemas.finding import Message
from schemas.intake import Removal, Resting, RestingCorrection, RestingJudgement
from schemas.ledger import Judgement, Ledger
from schemas.where import Where

RESTS, COMPLETED = "rests", "completed"


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """Removals worked out one after the other, and the change they come to."""

    before: Corpus
    removals: tuple[Removal, ...]
    pending: Pending


def plan_removal(before: State, documents: tuple[str, ...]) -> RemovalPlan:
    """Work out what taking documents out would change; nothing is written.

    Raises:
        Misdeclared: when the corpus has no such document.
    """
    entries = [_entry(before.desk.corpus, document) for document in dict.fromkeys(documents)]
    state, pending, removals = before, Pending(before.desk), []
    for entry in entries:
        own = pending.corpus.entry(entry.document) or entry
        pending, resting = leave(pending, own, state.ledger)
        after = state_of(pending.desk)
        removals.append(_removal(own, state, after, resting))
        state = after
    return RemovalPlan(before.desk.corpus, tuple(removals), pending)


def commit(plan: RemovalPlan) -> None:
    """Write a removal that was planned.

    Raises:
        Misdeclared: when the corpus was changed since, or cannot be written.
    """
    write(plan.before, plan.pending)


def leave(pending: Pending, entry: Entry, ledger: Ledger) -> tuple[Pending, Resting]:
    """Take one document out, and say which judgements and corrections that concerns."""
    corpus = pending.corpus
    stays = {other.document for other in corpus.entries} - {entry.document}
    printed: dict[str, dict[str, Where]] = {}
    for match in ledger.matches:
        places = printed.setdefault(normal_form(match.mention.name), {})
        places.setdefault(match.mention.where.document, match.mention.where)
    added: list[Judgement] = []
    resting: list[RestingJudgement] = []
    for judgement in active_judgements(corpus.judgements):
        evidence = {place.document for place in parse_evidence(judgement.evidence)}
        lost = [
            printed[normal][entry.document]
            for document, normal in names_of(judgement)
            if set(printed.get(normal, ())) & ({document} if document else stays | {entry.document}) == {entry.document}
        ]
        if entry.document in evidence:
            resting.append(RestingJudgement(judgement.id, judgement.names, judgement.alliance, RESTS))
        elif lost and evidence <= stays:
            added.append(_completed(judgement, lost, corpus, len(corpus.judgements) + len(added) + 1))
            resting.append(RestingJudgement(judgement.id, judgement.names, judgement.alliance, COMPLETED))
    left = Resting(tuple(resting), _corrections(corpus, entry.document))
    return pending.taken_out(entry, tuple(added)), left


def _completed(judgement: Judgement, lost: list[Where], corpus: Corpus, number: int) -> Judgement:
    """Write a judgement again, with the places that the leaving document has for it."""
    taken = {j.id for j in corpus.judgements}
    new = next(id for n in range(number, number + 10_000) if (id := f"j-{n:04d}") not in taken)
    places = [f"{w.document}@{w.spans[0].start}-{w.spans[-1].end}" for w in lost if w.spans]
    evidence = BETWEEN_PLACES.join((judgement.evidence, *dict.fromkeys(places)))
    return replace(judgement, id=new, evidence=evidence, supersedes=judgement.id)


def _entry(corpus: Corpus, document: str) -> Entry:
    entry = corpus.entry(document) or next((e for e in corpus.entries if e.file == document), None)
    if entry is None:
        known = "、".join(entry.document for entry in corpus.entries)
        raise Misdeclared(
            Message(f"语料里没有 {document}。", f"the corpus has no {document}."),
            Message(f"登记的有：{known or '无'}。", f"it has: {known or 'nothing'}."),
            Message("写上面的编号之一。", "name one of these."),
        )
    return entry


def _removal(entry: Entry, before: State, after: State, resting: Resting) -> Removal:
    reading = next((r for r in before.ledger.readings if r.document.document == entry.document), None)
    seen = {profile.alliance for profile in after.ledger.profiles if profile.first_seen}
    gone = {p.alliance for p in before.ledger.profiles if p.first_seen} - seen
    kept = {period.period for period in after.ledger.periods}
    return Removal(
        document=entry.document,
        file=entry.file,
        info=reading.document if reading else declared(entry),
        changes=table_changes(before, after),
        findings=finding_changes(before, after, (entry.document,)),
        unseen=tuple(a for a in before.ledger.alliances if a.id in gone),
        periods=tuple(p.period for p in before.ledger.periods if p.period not in kept),
        resting=resting,
    )


def _corrections(corpus: Corpus, document: str) -> tuple[RestingCorrection, ...]:
    """Give the corrections in force that correct something printed in a document."""
    return tuple(
        RestingCorrection(c.id, c.verdict, c.at, c.expect, c.meant)
        for c in active_corrections(corpus.corrections)
        if c.document == document
    )
