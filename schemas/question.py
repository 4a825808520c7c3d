"""Question: what only a person can decide; Decision: what the person said; Effect: what it changes."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.finding import Message
from schemas.where import Where, content_id

NAME, CODE, FIGURE = "name", "code", "figure"


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a name, a code or a figure stands.

    `where` is the very place, `line` the printed row or the place again; `role` as of a mention, or code, figure;
    `told` is what stands beside it in print (rank, code, tier, score, person), `evidence` how judgements.csv points at
    it.
    """

    where: Where
    line: Where
    role: str
    period: str
    told: tuple[Message, ...]
    evidence: str
    is_row: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An alliance that a name may mean: what speaks for it, by which independent witnesses (code, person), and where
    it is printed, the places that bear the evidence first.
    """

    alliance: str
    name: str
    reasons: tuple[Message, ...]
    witnesses: tuple[str, ...]
    places: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a question on a code or a figure may turn on: a printed code, an alliance that bears it, or a figure.

    `key` is that code, the alliance's id, or the id of the figure's place; `would_be` what the arithmetic would have in
    its place, empty where nothing says.
    """

    key: str
    name: str
    would_be: str
    reasons: tuple[Message, ...]
    places: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An alliance that came near and is no candidate, and why not."""

    alliance: str
    name: str
    against: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """An open question on a name, a code or a figure.

    `title` is what it is about, as printed; `places` where it stands, table rows first; `against` what stands on the
    other side where no candidates do (the other code, the statement that contradicts). `ambiguous` tells a short form
    that fits several, for which a decision holds in the documents it was made for. `key` is the name in normal form,
    the alliance of codes or the code of alliances, the finding of a figure; `finding` is what asks about codes.
    """

    kind: str
    key: str
    title: str
    message: Message
    places: tuple[Seen, ...]
    candidates: tuple[Candidate, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    against: tuple[Seen, ...] = ()
    ambiguous: bool = False
    choices: tuple[Choice, ...] = ()
    finding: str = ""

    @property
    def id(self) -> str:
        """Name the question by what it is about, so that it keeps its name while the answers come in."""
        return content_id("q", self.kind, self.key)

    @property
    def stamp(self) -> str:
        """Tell what was shown: a decision on a question whose evidence has changed since is not taken."""
        return content_id(
            "s",
            *(seen.where.id for seen in self.places),
            *(f"{c.alliance} {c.name} {[m.zh for m in c.reasons]}" for c in self.candidates),
            *(f"{c.key} {c.name} {c.would_be} {[seen.where.id for seen in c.places]}" for c in self.choices),
        )

    @property
    def rows(self) -> int:
        """Count the rows of tables concerned."""
        return sum(seen.is_row for seen in self.places)

    @property
    def periods(self) -> tuple[str, ...]:
        """Give the periods or years in which it was printed."""
        return tuple(sorted({seen.period for seen in self.places if seen.period}))

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(seen.where.document for seen in self.places))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said to a question: a kind of judgement or ruling, of what, why, who and when.

    On a name: the alliance meant, empty for `new`; `documents` limit it to some documents, none means everywhere. On a
    code or a figure: the `choice` by its key, and what is `meant` in its place.
    """

    kind: str
    alliance: str
    reason: str
    who: str
    date: str
    documents: tuple[str, ...] = ()
    choice: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class OnFile:
    """A decision as it stands in corpus/: a judgement, or the corrections that answer one question.

    `about` is what it speaks of as printed, `says` the alliance or value meant, or what a retraction takes back;
    `line` the first of it in `file`.
    """

    ids: tuple[str, ...]
    kind: str
    about: str
    says: str
    reason: str
    who: str
    file: str
    line: int

    @property
    def id(self) -> str:
        """Name all its lines at once, to take them back together."""
        return "|".join(self.ids)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """An alliance in the roster: a word for each period (a tier, or a kind of nothing)."""

    alliance: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision changes: rows that come to stand under another alliance, printed names that are settled, the
    same in words, how many questions stay open, and the lines of the roster before and after, over `periods`.

    `settles` tells whether this question is closed, or another one, by it; `findings` are those gone or answered.
    """

    rows: int
    mentions: int
    lines: tuple[Message, ...]
    remaining: int
    settles: bool
    periods: tuple[str, ...] = ()
    before: tuple[RosterLine, ...] = ()
    after: tuple[RosterLine, ...] = ()
    findings: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Printed lines around a place; the place itself is `marked`, in as many lines as it goes over.

    Each line is its number, what stands before the marked ink, the ink, and what stands after it.
    """

    lines: tuple[tuple[int, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A decision that a question allows, and what it would do; `needs_reason` where it goes against the evidence.

    `choice` and `meant` are those of a decision on a code or a figure; `asks` tells that a value must be given, for
    which `meant` is only what is suggested.
    """

    kind: str
    alliance: str
    needs_reason: bool
    effect: Effect
    choice: str = ""
    meant: str = ""
    asks: bool = False
