"""Finding: what cannot be true, why, and where both sides stand."""

from __future__ import annotations

from dataclasses import dataclass

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
class Finding:
    """One complaint, grouped by cause.

    `where` is what is wrong or in doubt, `against` what contradicts it; both point at figures or names, not at
    paragraphs. `blame` is print, extraction or open: whose slip it may be. `documents` names every document concerned.
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
class Audit:
    """The audit of one document: findings, the figures that were checked, and the figures that nothing could check."""

    document: str
    findings: tuple[Finding, ...]
    checked: tuple[Checked, ...]
    unchecked: tuple[Where, ...]
    passed: int

    def count(self, level: str) -> int:
        """Count the findings of one level."""
        return sum(finding.level == level for finding in self.findings)
