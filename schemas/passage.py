"""Passage: running text without layout white space, every character of which knows its offset in the document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """A string and, for each of its characters, the offset in `Source.text` it was printed at."""

    text: str
    at: tuple[int, ...]

    def cut(self, start: int, end: int) -> Ink:
        """Take a slice."""
        return Ink(self.text[start:end], self.at[start:end])

    def __add__(self, other: Ink) -> Ink:
        return Ink(self.text + other.text, self.at + other.at)

    def __len__(self) -> int:
        return len(self.text)


EMPTY = Ink("", ())


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, caption or list item. `place` names the headings above (三、5); `kind` is para, caption, title."""

    ink: Ink
    kind: str
    place: str
    heading: int
