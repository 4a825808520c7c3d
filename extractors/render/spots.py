"""Spots: places in a text as editors count them, by line and column of the file itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.document import Source
from schemas.where import Where

_BREAK = re.compile("\r\n|\r|\n")
"""What editors, code hosts and SARIF viewers take for the end of a line; a form feed is none."""
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a text: lines and columns count from 1, the end column is past the last character.

    `offset` counts characters from 0, without the byte order mark, and `text` is what stands there.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    offset: int
    text: str


class Spots:
    """Finds spots in the texts of some documents; a PDF has none, nor has a document that is not among them."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._texts = {source.document: source.text for source in sources if not source.boxes}
        self._starts = {d: [0, *(b.end() for b in _BREAK.finditer(text))] for d, text in self._texts.items()}

    def spot(self, where: Where) -> Spot | None:
        """Find a place, from its first character to its last."""
        text = self._texts.get(where.document)
        offsets = [(s.printed_start, s.printed_end) for s in where.spans]
        first = min((start for start, _ in offsets if start is not None), default=None)
        last = max((end for _, end in offsets if end is not None), default=None)
        if text is None or first is None or last is None or not 0 <= first < last <= len(text):
            return None
        marked = int(text.startswith(_MARK))
        line, column = self._count(where.document, first, marked)
        end_line, end_column = self._count(where.document, last, marked)
        return Spot(line, column, end_line, end_column, first - marked, text[first:last])

    def _count(self, document: str, offset: int, marked: int) -> tuple[int, int]:
        line = bisect_right(self._starts[document], offset)
        column = offset - self._starts[document][line - 1] + 1
        return line, column - marked if line == 1 else column
