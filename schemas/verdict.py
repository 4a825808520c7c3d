"""Verdict: what the ledger says of somebody's sentences, and what may be cited from it."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.document import DocumentInfo
from schemas.finding import Message
from schemas.where import Where

VERDICTS = ("agrees", "unverifiable", "other_basis", "differs")
"""Rising order of weight: 相符, 无法核实, 口径不同, 不符. A sentence has the weightiest of its statements."""

ADVICE = ("may", "with_note", "better_not")
"""Rising order of caution: 可引用, 加注口径后引用, 不宜引用."""


@dataclass(frozen=True, slots=True)
class Support:
    """What the ledger has beside a statement, in words, and where it is printed.

    `basis` is printed, counted (rows of a table), derived (43 - 6) or inferred; `premises` the ids it rests on.
    """

    says: Message
    basis: str
    where: tuple[Where, ...]
    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a sentence says: a figure, or something of a named alliance; `text` are its words there.

    `kind` is that of a claim, or tier, honour, batch, code, evaluated, rank, movement, panel, unread.
    """

    text: str
    kind: str
    period: str
    verdict: str
    reason: Message
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence held against the ledger. `line` counts from 1; `not_read` are words that nothing here understands."""

    text: str
    line: int
    verdict: str
    reason: Message
    statements: tuple[Statement, ...]
    not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """A text held against the ledger, sentence by sentence."""

    sentences: tuple[Sentence, ...]

    def count(self, verdict: str) -> int:
        """Count the sentences with one verdict."""
        return sum(sentence.verdict == verdict for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Citation:
    """A figure or entry with what a citation needs.

    `printed` are the words it is printed in; `basis` as in `Support`; `where` the place to cite, `others` where else
    it stands; `document` is None where no document prints it. `note` is what has to be said beside it; `figure_en`
    are English words for a figure that is a Chinese word (a tier).
    """

    figure: str
    subject: Message
    period: str
    basis: str
    advice: str
    reasons: tuple[Message, ...]
    printed: str
    document: DocumentInfo | None
    where: Where | None
    others: tuple[Where, ...] = ()
    premises: tuple[str, ...] = ()
    holds: int = 0
    note: Message | None = None
    figure_en: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """The answer to a question for a figure. `outcome` is found, several (what it could mean) or none.

    `understood` says how the question was taken, `remarks` what there is where nothing was found, or what was not
    understood.
    """

    query: str
    outcome: str
    understood: Message
    citations: tuple[Citation, ...]
    remarks: tuple[Message, ...] = ()
