"""Document: the decoded ink of one file, and what stands on its cover."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.boxes import Box, Boxes
from schemas.where import Span, Where

__all__ = ["Box", "Boxes", "DocumentInfo", "Line", "Source"]


class Line(NamedTuple):
    """One printed line: where its characters start and end in `Source.text` (no line break), page and number; `row`
    where the reader put it together from the cells of a row, so that nothing above it is part of it.
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
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep where lines start, which is asked for each place."""
        object.__setattr__(self, "_starts", tuple([line.start for line in self.lines]))

    def where(self, offsets: tuple[int, ...], confidence: float = 1.0) -> Where:
        """Place the characters at the given offsets: one span a line, from its first to its last character there.

        Raises:
            ValueError: when no offset is given, since a claim without a place must not exist.

        """
        if not offsets:
            raise ValueError("a place needs at least one character")
        ordered, lines = sorted(offsets), self.lines
        first, last = ordered[0], ordered[-1]
        at = bisect_right(self._starts, first)
        # Nearly every place is on one line.
        if at == len(lines) or last < lines[at].start:
            spans: tuple[Span, ...] = (self._span(lines[at - 1], first, last),)
            quote = self.text[first : last + 1]
        else:
            spans = tuple([self._span(*run) for run in self._runs(ordered)])
            quote = "".join([self.text[span.start : span.end] for span in spans])
        return Where(self.document, self.file, quote, spans, self.method, confidence)

    def _runs(self, offsets: list[int]) -> Iterator[tuple[Line, int, int]]:
        """Part offsets by lines: each line, with the first and last of the offsets on it."""
        i = 0
        while i < len(offsets):
            at = bisect_right(self._starts, offsets[i])
            end = bisect_left(offsets, self._starts[at], i) if at < len(self.lines) else len(offsets)
            yield self.lines[at - 1], offsets[i], offsets[end - 1]
            i = end

    def _span(self, line: Line, first: int, last: int) -> Span:
        boxes = self.boxes
        bbox = boxes.around(self.text, first, last) if boxes.starts else None
        return Span(line.page, line.number, first, last + 1, bbox)


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
