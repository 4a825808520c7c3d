"""Passage: running text without layout white space, every character of which knows its offset in the document."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.record import record


@record
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


# Marks that point from a name to a note below a table; a bracketed star is one, too.
_NOTE = r"(?:[*＊※△▲☆★#†‡§①-⑳❶-❿¹²³⁴-⁹]|[（(\[](?:注\d?|\*|\d)[）)\]])*"
_MARKED = re.compile(rf"{_NOTE}(?P<name>.*?){_NOTE}", re.DOTALL)


@lru_cache(maxsize=4096)
def unmarked(text: str) -> tuple[int, int]:
    """Find where a name begins and ends without the marks that point to a note."""
    found = _MARKED.fullmatch(text)
    assert found is not None
    return found.span("name")


EMPTY = Ink("", ())


@record
class Passage:
    """One paragraph, caption or list item. `place` names the headings above (三、5); `kind` is para, caption, title."""

    ink: Ink
    kind: str
    place: str
    heading: int
