"""Finding: what cannot be true, why, and where both sides stand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from schemas.where import Where, content_id

LEVELS = ("note", "warning", "error")
"""Rising order of weight; 提示, 存疑, 矛盾."""


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """A printed figure whose change would mend failed identities: what it would be, and how many it mends."""

    where: Where
    published: str
    would_be: str
    mends: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about a finding: the correction, its verdict, what is meant (may be empty), in words."""

    correction: str
    verdict: str
    meant: str
    message: Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint, grouped by cause.

    `where` is what is wrong or in doubt, `against` what contradicts it; both point at figures or names, not at
    paragraphs. `blame` is print, extraction or open: whose slip it may be. `documents` names every document concerned.
    `settled` are the rulings of people that answer it: it stays, and is no open question any more.
    """

    rule: str
    level: str
    cause: str
    blame: str
    message: Message
    published: str
    recomputed: str
    working: str
    where: tuple[Where, ...]
    against: tuple[Where, ...]
    suspects: tuple[Suspect, ...] = ()
    settled: tuple[Ruling, ...] = ()

    @property
    def id(self) -> str:
        """Name the finding by rule, places and words printed there, so that it keeps its name between builds."""
        return content_id("f", self.rule, *(w.id for w in self.where), *(w.id for w in self.against), self.published)

    @property
    def documents(self) -> tuple[str, ...]:
        return tuple(sorted({w.document for w in (*self.where, *self.against)}))


@dataclass(frozen=True, slots=True)
class Checked:
    """A printed figure and the rules that compared it with something independent."""

    where: Where
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """One comparison of figures: an identity, or several places that print one value.

    `figures` are the printed figures it joins, the whole or the quotient first. `witnesses` names what was counted
    beside them (rows of a table, names of a list) and is not itself a printed figure.
    """

    rule: str
    holds: bool
    working: str
    figures: tuple[Where, ...]
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rounding:
    """A printed share beside the exact one: `part` of `base`. `value` and `exact` are percentages.

    `mode` is the habit the document has for that many decimals, `fits` whether the share follows it.
    """

    where: Where
    value: Fraction
    exact: Fraction
    decimals: int
    part: Fraction
    base: Fraction
    mode: str
    fits: bool

    @property
    def off(self) -> Fraction:
        """Give printed less exact, in units of the last printed digit."""
        return (self.value - self.exact) * Fraction(10**self.decimals)


@dataclass(frozen=True, slots=True)
class Lonely:
    """A printed figure that nothing could check, and why.

    `reason` is unplaced (whose figure it is cannot be told), baseless (a share of nothing named), uncounted (a share
    whose counts are not printed), bounded (only upper or lower bounds meet it) or alone (told once, of nothing else).
    """

    where: Where
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a crossing; `where` is None where nothing prints it. `text` is empty where it is not known."""

    text: str
    where: Where | None = None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class CrossLine:
    """A row or column of a crossing: its cells, its margin, and whether they add up to it (None: nothing says)."""

    name: Message
    cells: tuple[Cell, ...]
    margin: Cell
    adds_up: bool | None


@dataclass(frozen=True, slots=True)
class Crossing:
    """Counts on two axes at once (batch by tier): rows, and the columns with their own margins."""

    rows: tuple[CrossLine, ...]
    columns: tuple[CrossLine, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Alias:
    """An alliance that one document prints under several names; each with its first place and how often it stands."""

    alliance: str
    names: tuple[tuple[str, int, Where], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the checks saw on the way, findings or none, for those who want to see it.

    `errata` are wrong figures of which the arithmetic leaves no other culprit, with what they would be.
    """

    ties: tuple[Tie, ...] = ()
    roundings: tuple[Rounding, ...] = ()
    lonely: tuple[Lonely, ...] = ()
    crossing: Crossing | None = None
    aliases: tuple[Alias, ...] = ()
    errata: tuple[Suspect, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule is called, protects, is shown by and leaves alone, in both languages."""

    code: str
    title: Message
    protects: Message
    example: Message
    silent: Message


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one document: findings, the figures that were checked, and the figures that nothing could check."""

    document: str
    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]
    unchecked: tuple[Where, ...]
    passed: int
    evidence: Evidence = Evidence()

    def count(self, level: str) -> int:
        """Count the findings of one level."""
        return sum(finding.level == level for finding in self.findings)
