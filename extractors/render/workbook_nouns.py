"""What a sheet of the workbook is made of, and what all sheets are made from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractors.render import words
from extractors.render.places import Proofs
from extractors.render.words import word
from schemas.finding import Audit, Message
from schemas.ledger import Ledger
from schemas.vocabulary import Vocabulary
from schemas.where import Where

LIST = "、"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a file beside the workbook."""

    text: str
    target: str


Value = str | int | Decimal | Link | None


@dataclass(frozen=True, slots=True)
class Head:
    """A column: the key it has in the dataset, its head, what it says.

    `kind` is text, code (text that must not become a number), prose (wraps), number, tier, level or link.
    """

    key: str
    name: Message
    what: Message
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `frozen` columns on the left stay in sight, up to the one that names the row."""

    name: Message
    what: Message
    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    frozen: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What all sheets are made from: the ledger, the audits, the words of the series, places in words, a language."""

    ledger: Ledger
    audits: tuple[Audit, ...]
    vocabulary: Vocabulary
    proofs: Proofs
    lang: str

    def value(self, axis: str, key: str) -> str:
        """Give the word for a value of an axis."""
        if self.lang == "en" or not key:
            return key
        known = {v.key: v.zh for a in self.vocabulary.axes if a.name == axis for v in a.values}
        return known.get(key, key)

    def basis(self, key: str) -> str:
        """Give the word for a basis."""
        return word(words.BASIS, key, self.lang)

    def place(self, where: Where) -> str:
        """Name a place, the document first."""
        return self.proofs.name(where, self.lang)

    @property
    def official(self) -> dict[str, str]:
        """Give the name on file of every alliance."""
        return {alliance.id: alliance.name for alliance in self.ledger.alliances}
