"""The nouns that the tables of the dataset are declared with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its Table Schema type and what it says. `many` cells hold several values parted by |."""

    name: str
    type: str
    zh: str
    en: str
    required: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose values are those of a column of another table."""

    column: str
    table: str
    other: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the dataset; `key` is unique, rows are sorted by it unless the builder has a better order."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def text(name: str, zh: str, en: str, required: bool = False) -> Column:
    """Declare a column of words."""
    return Column(name, "string", zh, en, required)


def many(name: str, zh: str, en: str) -> Column:
    """Declare a column of several words parted by |."""
    return Column(name, "string", zh, en, many=True)


def whole(name: str, zh: str, en: str, required: bool = False) -> Column:
    """Declare a column of a whole number."""
    return Column(name, "integer", zh, en, required)


def flag(name: str, zh: str, en: str) -> Column:
    """Declare a column of yes or no."""
    return Column(name, "boolean", zh, en)


def key(name: str, zh: str, en: str) -> Column:
    """Declare a column of words that are never empty."""
    return text(name, zh, en, required=True)


def number(name: str, zh: str, en: str) -> Column:
    """Declare a column of decimal numbers."""
    return Column(name, "number", zh, en)
