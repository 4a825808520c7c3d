"""Document: the decoded ink of one file, and what stands on its cover."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from schemas.where import Span, Where

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: where its characters start and end in `Source.text` (no line break), page and number."""

    start: int
    end: int
    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader made of a file: the decoded text, untouched, and its lines.

    Offsets everywhere in the reading tower index `text`. `boxes` holds one box a character for readers that know
    them (PDF); it is empty for texts. `cut` says that the file ends within a character, which is left out.
    """

    document: str
    file: str
    sha256: str
    media: str
    text: str
    lines: tuple[Line, ...]
    pages: int
    method: str = "text"
    boxes: tuple[Box, ...] = ()
    cut: bool = False

    def where(self, offsets: tuple[int, ...], confidence: float = 1.0) -> Where:
        """Place the characters at the given offsets: one span a line, from its first to its last character there.

        Raises:
            ValueError: when no offset is given, since a claim without a place must not exist.

        """
        if not offsets:
            raise ValueError("a place needs at least one character")
        spans: list[Span] = []
        for line, first, last in _runs(self.lines, sorted(offsets)):
            box = _union(self.boxes[first : last + 1]) if self.boxes else None
            spans.append(Span(line.page, line.number, first, last + 1, box))
        quote = "".join(self.text[a : b + 1] for _, a, b in _runs(self.lines, sorted(offsets)))
        return Where(self.document, self.file, quote, tuple(spans), self.method, confidence)


def _runs(lines: tuple[Line, ...], offsets: list[int]) -> list[tuple[Line, int, int]]:
    starts = [line.start for line in lines]
    runs: list[tuple[Line, int, int]] = []
    for offset in offsets:
        line = lines[bisect_right(starts, offset) - 1]
        if runs and runs[-1][0] is line:
            runs[-1] = (line, runs[-1][1], offset)
        else:
            runs.append((line, offset, offset))
    return runs


def _union(boxes: tuple[Box, ...]) -> Box:
    xs0, tops, xs1, bottoms = zip(*boxes, strict=True)
    return (min(xs0), min(tops), max(xs1), max(bottoms))


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
