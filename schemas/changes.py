"""Changes: what became of a dataset between two builds."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.finding import Message

Pairs = tuple[tuple[str, str], ...]
"""Columns with their cells."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that says something else now."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is still there and says something else; `key` is that of the new row, `name` says whom it is about."""

    key: Pairs
    name: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A whole row that came or went."""

    key: Pairs
    name: str
    cells: Pairs


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What became of one table. `moved` rows say the same at another place or under an id made from that place.

    `columns_added` and `columns_withdrawn` are its own; rows are compared on the columns that both have. `whole` is
    added or withdrawn for a table that only one dataset has.
    """

    table: str
    added: tuple[RowSeen, ...]
    changed: tuple[RowChange, ...]
    withdrawn: tuple[RowSeen, ...]
    moved: int
    same: int
    columns_added: tuple[str, ...] = ()
    columns_withdrawn: tuple[str, ...] = ()
    whole: str = ""

    @property
    def nothing(self) -> bool:
        """Tell whether the table says what it said, moved rows aside."""
        told = (self.added, self.changed, self.withdrawn, self.columns_added, self.columns_withdrawn, self.whole)
        return not any(told)


@dataclass(frozen=True, slots=True)
class FindingSeen:
    """A finding that came or went."""

    id: str
    rule: str
    level: str
    message: Message
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of a dataset: table by table, and the findings that came and went."""

    tables: tuple[TableChanges, ...]
    came: tuple[FindingSeen, ...]
    went: tuple[FindingSeen, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether both say the same, moved rows aside."""
        return all(table.nothing for table in self.tables)
