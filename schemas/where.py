"""Where: the place of a printed thing, exact enough that reading it again gives the quote again."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from schemas.record import record


class Span(NamedTuple):
    """One unbroken stretch of ink on one line.

    `start` and `end` index `Source.text`; in a PDF that text is the reader's own, so they are not written out there
    (`printed_start`, `printed_end`). `page` and `line` count from 1. `bbox` is (x0, top, x1, bottom) in points from the
    top left of the page (None in a text).
    """

    page: int
    line: int
    start: int = 0
    end: int = 0
    bbox: tuple[float, float, float, float] | None = None

    @property
    def printed_start(self) -> int | None:
        """Give the offset in the file's own text, None in a PDF."""
        return None if self.bbox else self.start

    @property
    def printed_end(self) -> int | None:
        """Give the offset past the last character in the file's own text, None in a PDF."""
        return None if self.bbox else self.end


@record
class Where:
    """A document, the spans in reading order, and the quote: the spans' texts joined without anything between."""

    document: str
    file: str
    quote: str
    spans: tuple[Span, ...]
    method: str = "text"
    confidence: float = 1.0

    @property
    def id(self) -> str:
        """Name the place by its content, so that a new document does not renumber the old ones."""
        spans = ";".join(f"{s.page},{s.start},{s.end},{s.bbox}" for s in self.spans)
        return content_id("w", self.document, spans, self.quote)


def content_id(prefix: str, *parts: str) -> str:
    """Make a stable id from what a thing says: `prefix-` and ten hex digits (1 clash in 20 000 sets of 10 000)."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:10]}"
