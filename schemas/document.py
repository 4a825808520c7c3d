"""Document: the decoded ink of one file, and what stands on its cover."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.boxes import Box, Boxes
from schemas.where import Span, Where

__all__ = ["Box", "Boxes", "DocumentInfo", "Line", "Source"]


class Line(NamedTuple):
    """One printed line: where its characters start and end in `Source.text` (no line break), page and number; `row`
    where the reader put it together from the cells of a row, so that nothing above it is part of it.

    A tuple with names, so that lines are searched by where they start without a call for each.
    """

    start: int
    end: int
    page: int
    number: int
    row: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader made of a file: the decoded text, untouched, and its lines.

    Offsets everywhere in the reading tower index `text`. `boxes` knows the box of each character for readers that
    know them (PDF); it is empty for texts. `pictures` are the pages of bitmaps, one entry a bitmap, of which
    nothing is read. `cut` says that the file ends within a character, which is left out. `unsure` are the numbers of
    lines that a merged cell became, where the print leaves open at which row the cell begins.
    """

    document: str
    file: str
    sha256: str
    media: str
    text: str
    lines: tuple[Line, ...]
    pages: int
    method: str = "text"
    boxes: Boxes = field(default_factory=Boxes)
    cut: bool = False
    pictures: tuple[int, ...] = ()
    unsure: frozenset[int] = frozenset()

    def where(self, offsets: tuple[int, ...], confidence: float = 1.0) -> Where:
        """Place the characters at the given offsets: one span a line, from its first to its last character there.

        Raises:
            ValueError: when no offset is given, since a claim without a place must not exist.

        """
        if not offsets:
            raise ValueError("a place needs at least one character")
        text, lines, boxes, ordered = self.text, self.lines, self.boxes, sorted(offsets)
        spans: list[Span] = []
        quote = ""
        i, last = 0, ordered[-1]
        while i < len(ordered):
            first = ordered[i]
            at = bisect_left(lines, (first + 1,))
            beyond = lines[at].start if at < len(lines) else last + 1
            i = len(ordered) if last < beyond else bisect_left(ordered, beyond, i)
            final = ordered[i - 1]
            _, _, page, number, _ = lines[at - 1]
            spans.append(Span(page, number, first, final + 1, boxes.around(text, first, final) if boxes else None))
            quote += text[first : final + 1]
        return Where(self.document, self.file, quote, tuple(spans), self.method, confidence)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a document is. `period` is the evaluated year, `YYYY` or `YYYY-YYYY`; empty where it does not say."""

    document: str
    file: str
    sha256: str
    media: str
    kind: str
    series: str
    period: str
    issue: str
    title: str
    publisher: str
    published: str
    pages: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture; `width` and `height` in points, as boxes are, `data` of the kind `media`."""

    page: int
    width: float
    height: float
    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Facsimile:
    """What a document looks like: its decoded text by lines, and pictures of those pages that were asked for."""

    text: str
    lines: tuple[Line, ...]
    pictures: tuple[Picture, ...] = ()
