"""Taking new documents in: what each would change is worked out first, one after the other, and written in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.desk.checks import bands_of, entries_of, names_of, tallies_of
from extractors.desk.desk import STDIN
from extractors.desk.expect import expectations
from extractors.desk.files import same_work
from extractors.desk.overview import overview_of
from extractors.desk.pending import Pending, write
from extractors.desk.remove import leave
from extractors.desk.state import State, finding_changes, state_of, table_changes
from extractors.desk.tick import ticked
from extractors.ledger import in_order
from extractors.ledger.corpus import Entry
from extractors.names import mint
from extractors.reports import read_bytes
from schemas.errors import Misdeclared, Unreadable
from schemas.finding import Message
from schemas.intake import (
    BACK,
    EDITION,
    KNOWN,
    NEW,
    UNREADABLE,
    Intake,
    Refusal,
    Resting,
    RestingCorrection,
    RestingJudgement,
)
from schemas.ledger import Alliance
from schemas.reading import Reading
from schemas.vocabulary import load_series


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says of documents that they do not say of themselves, and what to do with another edition."""

    document: str = ""
    publisher: str = ""
    origin: str = ""
    replace: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file to take in: how it was named, and its bytes or why there are none."""

    path: str
    data: bytes
    error: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking files in comes to: one intake a file, in the order of their periods, and the change to be written.

    `after` is the corpus judged as it would be.
    """

    before: State
    intakes: tuple[Intake, ...]
    pending: Pending
    after: State

    @property
    def changes(self) -> bool:
        """Tell whether there is anything to write."""
        return self.pending.corpus.seen != self.before.desk.corpus.seen


def plan_ingest(before: State, files: Iterable[File], wish: Wish) -> Plan:
    """Work out what taking files in would change; nothing is written.

    A file that cannot be read or registered is told in its intake, and the others are worked out all the same.
    """
    refused: list[Intake] = []
    read: list[tuple[File, Reading]] = []
    for file in files:
        try:
            read.append((file, _read(file)))
        except Unreadable as error:
            refused.append(_refused(file, "", error))
    order = [reading.document.document for reading in in_order(reading for _, reading in read)]
    read.sort(key=lambda pair: order.index(pair[1].document.document))
    state, pending, intakes = before, Pending(before.desk), list[Intake]()
    for file, reading in read:
        try:
            intake, pending, state = _take(file, reading, wish, pending, state)
        except Misdeclared as error:
            intake = _refused(file, reading.document.document, error)
        intakes.append(intake)
    return Plan(before, (*intakes, *refused), pending, state)


def commit(plan: Plan) -> None:
    """Write what was planned: all of it or nothing.

    Raises:
        Misdeclared: when the corpus was changed since it was read, or cannot be written.
    """
    if plan.changes:
        write(plan.before.desk.corpus, plan.pending)


def refuse(intake: Intake, dry_run: bool = False) -> None:
    """Raise what keeps a file from being taken in; an undecided edition may be looked at.

    Raises:
        Unreadable: when it cannot be read.
        Misdeclared: when it cannot be registered, or another edition is there and nobody has decided.
    """
    if intake.refusal:
        kind = Unreadable if intake.refusal.exit_code == Unreadable.exit_code else Misdeclared
        raise kind(intake.refusal.what, intake.refusal.why, intake.refusal.advice)
    if intake.status == EDITION and not dry_run:
        old = "、".join(intake.editions)
        raise Misdeclared(
            Message(f"{intake.path} 没有写入。", f"{intake.path} was not written."),
            Message(f"语料里已有同期的另一版 {old}。", f"the corpus has another edition, {old}."),
            Message("用 replace 取代它，或用 as_edition 两版并存。", "say replace, or as_edition to keep both."),
        )


def _refused(file: File, document: str, error: Unreadable | Misdeclared) -> Intake:
    return Intake(
        file.path, UNREADABLE, document, "", refusal=Refusal(error.what, error.why, error.advice, error.exit_code)
    )


def _read(file: File) -> Reading:
    """Read a file under a name of its own, for now: its digest, so that two copies among the files are one.

    Raises:
        Unreadable: when it cannot be read.
    """
    if file.error is not None:
        raise file.error
    name = "stdin" if file.path == STDIN else Path(file.path).name
    return read_bytes(file.data, hashlib.sha256(file.data).hexdigest(), name)


def _take(file: File, reading: Reading, wish: Wish, pending: Pending, state: State) -> tuple[Intake, Pending, State]:
    """Work one document out, on top of what was worked out before it."""
    pending = _of_series(reading, pending)
    corpus, digest = pending.corpus, reading.document.sha256
    known = next((e for e in corpus.entries if e.sha256 == digest), None)
    if known is not None:
        return _again(file, known, pending, state)
    back = next((e for e in corpus.removed if e.sha256 == digest), None)
    document = back.document if back else wish.document or _new_id(reading, pending)
    editions = tuple(
        r.document.document for r in pending.desk.readings if same_work(r.document, reading.document)
    )  # fmt: skip
    place = back.file if back else pending.file_for(Path(file.path).name, document, file.data)
    reading = read_bytes(file.data, document, place, pending.desk.vocabulary)
    entry = _entry(reading, back, wish)
    if editions and not (wish.replace or wish.beside):
        told = Intake(file.path, EDITION, document, place, reading.document, editions=editions)
        others = tuple(r for r in pending.desk.readings if r.document.document not in editions)
        alone = Pending(replace(pending.desk, readings=others))
        minted = _minted(reading, alone)
        # Beside its other editions every slip it has mended would look like a contradiction.
        judged = state_of(alone.put_in(entry, file.data, reading, minted).desk)
        return _looked_at(told, reading, (judged, minted), state), pending, state
    replaced = editions if wish.replace else ()
    pending, resting = _leave(replaced, pending, state)
    minted = _minted(reading, pending)
    pending = pending.put_in(entry, file.data, reading, minted)
    after = state_of(pending.desk)
    told = Intake(
        file.path, BACK if back else NEW, document, place, reading.document, editions=editions, replaces=replaced,
        resting=resting,
    )  # fmt: skip
    told = _looked_at(told, reading, (after, minted), state)
    told = replace(
        told,
        minted=minted,
        changes=table_changes(state, after),
        elsewhere=finding_changes(state, after, (document, *replaced)),
    )
    return told, pending, after


def _leave(documents: tuple[str, ...], pending: Pending, state: State) -> tuple[Pending, Resting]:
    """Take out the editions that another one replaces, and say what people decided on them."""
    judgements, corrections = list[RestingJudgement](), list[RestingCorrection]()
    for entry in filter(None, map(pending.corpus.entry, documents)):
        pending, left = leave(pending, entry, state.ledger)
        judgements += left.judgements
        corrections += left.corrections
    return pending, Resting(tuple(judgements), tuple(corrections))


def _again(file: File, known: Entry, pending: Pending, state: State) -> tuple[Intake, Pending, State]:
    """Look at a document that the corpus has: names without an id get one, and nothing else happens."""
    reading = next((r for r in pending.desk.readings if r.document.document == known.document), None)
    minted = _minted(reading, pending) if reading else ()
    info = reading.document if reading else None
    told = Intake(file.path, KNOWN, known.document, known.file, info, minted=minted)
    if not minted:
        return told, pending, state
    pending = pending.named(minted)
    after = state_of(pending.desk)
    return replace(told, changes=table_changes(state, after)), pending, after


def _of_series(reading: Reading, pending: Pending) -> Pending:
    """Let the first document decide the series of a corpus.

    Raises:
        Misdeclared: when the corpus is of another one.
    """
    series = reading.document.series
    if series == pending.desk.vocabulary.series:
        return pending
    if pending.corpus.entries:
        own, file = pending.desk.vocabulary.series, reading.document.file
        raise Misdeclared(
            Message(f"{file}: 不属于这个语料。", f"{file}: not of this corpus."),
            Message(f"它属于 {series} 系列，语料是 {own}。", f"it is of the series {series}, the corpus of {own}."),
            Message("每个系列各建一个语料。", "make a corpus for each series."),
        )
    return replace(pending, desk=replace(pending.desk, vocabulary=load_series(series)))


def _minted(reading: Reading, pending: Pending) -> tuple[Alliance, ...]:
    others = in_order(r for r in pending.desk.readings if r.document.document != reading.document.document)
    corpus, vocabulary = pending.corpus, pending.desk.vocabulary
    return mint((reading,), corpus.alliances, corpus.judgements, vocabulary, beside=others)


def _looked_at(intake: Intake, reading: Reading, judged: tuple[State, tuple[Alliance, ...]], before: State) -> Intake:
    """Add what the document says of itself and beside the others."""
    (after, minted), vocabulary = judged, before.desk.vocabulary
    period = reading.document.period
    expected = expectations(before.ledger, vocabulary, period) if period else ()
    return replace(
        intake,
        tallies=tallies_of(reading, after.ledger, vocabulary),
        bands=bands_of(reading, after.ledger, vocabulary),
        names=names_of(reading, after.ledger, minted, vocabulary),
        audit=after.audit(reading.document.document),
        overview=overview_of(reading, after.ledger, vocabulary),
        entries=entries_of(reading, after.ledger),
        ticks=ticked(expected, reading, after.ledger),
        unread=len(reading.unread),
    )


def _new_id(reading: Reading, pending: Pending) -> str:
    """Name a document by its kind and what it is of, numbered on where that is or was taken."""
    info = reading.document
    stem = "-".join(part for part in (info.kind or "document", info.period or info.issue or info.published) if part)
    taken = {entry.document for entry in (*pending.corpus.entries, *pending.corpus.removed)}
    return next(d for d in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if d not in taken)


def _entry(reading: Reading, back: Entry | None, wish: Wish) -> Entry:
    """Write the line of the manifest; a document that comes back has the one it had."""
    info = reading.document
    if back:
        return replace(back, publisher=wish.publisher or back.publisher, origin=wish.origin or back.origin)
    return Entry(
        info.document, info.file, info.sha256, info.kind, info.series, info.period, info.title,
        wish.publisher or info.publisher, info.published, info.media, wish.origin, 0,
    )  # fmt: skip
