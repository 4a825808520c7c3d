"""Intake: what a new document is, what it would change, and how the report compares with the ones before it."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.document import DocumentInfo
from schemas.finding import Audit, Finding, Message
from schemas.ledger import Alliance
from schemas.population import Interval
from schemas.where import Where

NEW, KNOWN, BACK, EDITION, UNREADABLE = "new", "known", "back", "edition", "unreadable"
STATUSES = (NEW, KNOWN, BACK, EDITION, UNREADABLE)
"""A document that is new; one the corpus has; one that was taken out and comes back; another edition of one that the
corpus has, about which nobody has decided; one that cannot be read or registered."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is left out: what, why, what to do."""

    what: Message
    why: Message
    advice: Message
    exit_code: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows counted against the number the document prints for them, None where it prints none."""

    label: Message
    printed: int | None
    counted: int
    where: Where | None


@dataclass(frozen=True, slots=True)
class BandShift:
    """The scores that make a tier now and in the period `against`; None where one of them does not print it."""

    tier: str
    label: Message
    before: Interval | None
    now: Interval | None
    where: Where | None


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of a document beside those of the last period that prints some (`against`, empty where none does)."""

    against: str
    shifts: tuple[BandShift, ...]

    @property
    def changed(self) -> bool:
        """Tell whether any tier that both print has other scores."""
        return any(s.before is not None and s.now is not None and s.before != s.now for s in self.shifts)


@dataclass(frozen=True, slots=True)
class NameSeenNow:
    """A name of the document that is not known: `alliance` is the id it would get, empty where a person must decide.

    `rows` counts the table rows it concerns, `mentions` all places; `where` is the first of them.
    """

    name: str
    alliance: str
    candidates: tuple[Alliance, ...]
    reasons: tuple[Message, ...]
    code: str
    rows: int
    mentions: int
    where: Where


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a document, each spelling once: how many are known, which are new, which need a decision.

    `rows` gives the same for rows of the result table: known, new, to be decided.
    """

    known: int
    new: tuple[NameSeenNow, ...]
    undecided: tuple[NameSeenNow, ...]
    rows: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What becomes of one table of the dataset: rows before and after, and how many of them are other ones."""

    table: str
    before: int
    after: int
    added: int
    changed: int
    dropped: int


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings that came and went in the documents that were there before, the new one left out."""

    came: tuple[Finding, ...]
    went: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What became of one alliance between two periods.

    `kind` as in `extractors.ledger.movement`, and beside: untold (the bands changed, and without the old score both
    could be), lower_now and higher_now (the same word, another tier by the old score), undecided (it may be another
    alliance, under a name on which nobody has decided).

    Tiers and scores are empty where there is none; `bridged` is the tier the old score makes under the new bands.
    """

    alliance: str
    name: str
    kind: str
    before: str
    before_score: str
    now: str
    now_score: str
    bridged: str


@dataclass(frozen=True, slots=True)
class HonourList:
    """An honours list beside the last one before it: who kept a place, won one, lost one.

    `undecided` are those who may be one and the same, one of them won and the other lost.
    """

    honour: str
    span: str
    before: str
    kept: tuple[Alliance, ...]
    won: tuple[Alliance, ...]
    lost: tuple[Alliance, ...]
    undecided: tuple[Alliance, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Something that editions print or do not: a column, a table, a kind of figure; `where` is one example."""

    label: Message
    number: int
    where: Where | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A sentence with figures that stands word for word in an earlier edition; `since` are the periods that have it."""

    text: str
    figures: tuple[str, ...]
    since: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Overview:
    """A report as a whole, beside the last one with a result table (`against`, empty where there is none).

    `bands` is same, changed or unknown; `scores` tells whether the earlier and this one print scores; `gap` are the
    periods between the two whose result tables are not in the corpus.
    """

    period: str
    against: str
    bands: str
    scores: tuple[bool, bool]
    gap: tuple[str, ...]
    moves: tuple[Move, ...]
    honours: tuple[HonourList, ...]
    edition: str
    stopped: tuple[Printed, ...]
    first: tuple[Printed, ...]
    carried: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """The items of a bulletin: by section, those that name an alliance or nobody, and how exact their dates are."""

    sections: tuple[tuple[str, int], ...]
    named: int
    unnamed: int
    by_day: int
    by_month: int
    undated: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must hold of a coming report, or has held of all so far.

    `kind` says how it is looked up (count, range, honour, holders, change, code, bands, window; a note is only told);
    `strength` is must or usual. `subject` and `values` are what the look-up needs; `premises` the places it rests on.
    """

    kind: str
    strength: str
    message: Message
    subject: str
    values: tuple[str, ...]
    premises: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """An expectation held against a report: kept, broken, or not printed there."""

    expectation: Expectation
    verdict: str
    found: Message
    where: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class RestingJudgement:
    """A judgement that a document's leaving concerns.

    `fate` is rests (it is let be, and holds again when the document is back) or completed (nothing that stays prints
    its names, so that the place in the document is added to its evidence, by a line that supersedes it; then it rests).
    """

    id: str
    names: tuple[str, ...]
    alliance: str
    fate: str


@dataclass(frozen=True, slots=True)
class RestingCorrection:
    """A correction of something printed in a document that leaves: it is let be, and holds again when that is back.

    `printed` is what stands at the place; `meant` what it is corrected to, empty where the ruling is that it stands.
    """

    id: str
    verdict: str
    at: str
    printed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Resting:
    """What people decided on a document that leaves."""

    judgements: tuple[RestingJudgement, ...] = ()
    corrections: tuple[RestingCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """One file held against the corpus, and what taking it in would change. Nothing is written by making one.

    `document` and `file` are the id and the place it would get; `replaces` are documents that would be taken out for
    it, `resting` what people decided on those; `audit` is its own audit beside the others. What could not be worked
    out is None or empty: a file that cannot be read has a refusal and nothing else.
    """

    path: str
    status: str
    document: str
    file: str
    info: DocumentInfo | None = None
    refusal: Refusal | None = None
    editions: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    resting: Resting = Resting()
    tallies: tuple[Tally, ...] = ()
    bands: Bands | None = None
    names: Names | None = None
    minted: tuple[Alliance, ...] = ()
    changes: tuple[TableChange, ...] = ()
    audit: Audit | None = None
    elsewhere: FindingChanges | None = None
    overview: Overview | None = None
    entries: Entries | None = None
    ticks: tuple[Tick, ...] = ()
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Removal:
    """What taking a document out of the corpus would change. Ids of alliances stay; `unseen` are those no document
    prints any more.
    """

    document: str
    file: str
    info: DocumentInfo
    changes: tuple[TableChange, ...]
    findings: FindingChanges
    unseen: tuple[Alliance, ...]
    periods: tuple[str, ...]
    resting: Resting
