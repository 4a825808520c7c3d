"""Places of one document on its audit page: short keys, words around them, lines with marks, pages with boxes."""

from __future__ import annotations

import base64
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.render import plain
from extractors.render.places import Gazetteer
from extractors.render.screen import cut
from schemas.document import Facsimile, Line, Picture
from schemas.finding import Audit
from schemas.where import Where

CONTEXT = 28
"""Characters shown on either side of a quote."""
QUOTE_COLUMNS = 120
MAX_TEXT = 120_000
"""Characters of a document up to which all of it is on the page; beyond, the lines around marked places are."""
AROUND = 3
"""Lines kept on either side of a marked one in a longer document."""
CROP = 34.0
"""Points of a page shown above and below a place in print."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a card names it. `key` is empty where it cannot be shown; `crop` is the part of a page to print."""

    key: str
    name: str
    quote: str
    before: str
    after: str
    page: int
    crop: str = ""
    boxes: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line and the keys of the places it belongs to."""

    text: str
    keys: str
    lonely: bool


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line in pieces."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page picture, in per cent of the page."""

    keys: str
    left: str
    top: str
    width: str
    height: str
    lonely: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to look at: as a picture with boxes, or as lines."""

    page: int
    width: float
    height: float
    picture: str
    boxes: tuple[Box, ...]
    lines: tuple[TextLine, ...]


class Places:
    """The places that an audit speaks of in its own document, numbered in the order of the ink."""

    def __init__(self, audit: Audit, names: Gazetteer, facsimile: Facsimile | None, lang: str) -> None:
        self.names, self.facsimile, self.lang = names, facsimile, lang
        own = {w.id: w for w in _spoken_of(audit) if w.document == audit.document and w.spans}
        self._wheres = tuple(sorted(own.values(), key=plain.position))
        self._keys = {w.id: f"p{n}" for n, w in enumerate(self._wheres, 1)} if facsimile else {}
        self._lonely = frozenset(w.id for w in audit.unchecked)
        self._drawn = {p.page: p for p in facsimile.pictures} if facsimile else {}

    def key(self, where: Where) -> str:
        """Give the short key of a place, empty where the page does not show it."""
        return self._keys.get(where.id, "")

    def keys(self, wheres: Iterable[Where]) -> str:
        """Give the keys of places, parted by spaces."""
        return " ".join(dict.fromkeys(k for w in wheres if (k := self.key(w))))

    def name(self, where: Where) -> str:
        """Name a place."""
        return self.names.name(where, self.lang)

    def spot(self, where: Where) -> Spot:
        """Describe a place with the words around it."""
        before = after = crop = ""
        boxes: tuple[tuple[float, float, float, float], ...] = ()
        key = self.key(where)
        if key and self.facsimile:
            first, last = where.spans[0], where.spans[-1]
            line, end = self._line(first.line), self._line(last.line)
            text = self.facsimile.text
            before = text[max(line.start, first.start - CONTEXT) : first.start].lstrip()
            after = text[last.end : min(end.end, last.end + CONTEXT)].rstrip()
            drawn = self._drawn.get(first.page)
            boxes = tuple(s.bbox for s in where.spans if s.bbox and s.page == first.page)
            if drawn and boxes:
                top = max(0.0, min(b[1] for b in boxes) - CROP)
                bottom = min(drawn.height, max(b[3] for b in boxes) + CROP)
                crop = f"0 {top:.1f} {drawn.width:.1f} {bottom - top:.1f}"
        page = where.spans[0].page if where.spans and where.spans[0].bbox else 0
        return Spot(key, self.name(where), cut(where.quote, QUOTE_COLUMNS), before, after, page, crop, boxes)

    def _line(self, number: int) -> Line:
        assert self.facsimile is not None, "only asked for places that are shown"
        return self.facsimile.lines[number - 1]

    def sheets(self) -> tuple[Sheet, ...]:
        """Lay out the pages to look at: those drawn, and the lines of the others that have places."""
        if self.facsimile is None:
            return ()
        lines, found = self._text_lines(), []
        paged = any(s.bbox for w in self._wheres for s in w.spans)
        pages = sorted({line.page for line in self.facsimile.lines}) if paged else [0]
        for page in pages:
            drawn = self._drawn.get(page)
            if drawn:
                found.append(Sheet(page, drawn.width, drawn.height, _uri(drawn), self._boxes(drawn), ()))
                continue
            own = tuple(text for line, text in lines if not page or line.page == page)
            if not paged or any(piece.keys for text in own for piece in text.pieces):
                found.append(Sheet(page, 0, 0, "", (), own))
        return tuple(found)

    def _boxes(self, drawn: Picture) -> tuple[Box, ...]:
        keys: dict[tuple[float, float, float, float], list[Where]] = defaultdict(list)
        for where in self._wheres:
            for span in where.spans:
                if span.page == drawn.page and span.bbox:
                    keys[span.bbox].append(where)
        return tuple(
            Box(
                self.keys(wheres),
                f"{x0 / drawn.width:.2%}",
                f"{top / drawn.height:.2%}",
                f"{(x1 - x0) / drawn.width:.2%}",
                f"{(bottom - top) / drawn.height:.2%}",
                any(w.id in self._lonely for w in wheres),
            )
            for (x0, top, x1, bottom), wheres in sorted(keys.items(), key=lambda b: (b[0][1], b[0][0]))
        )

    def _text_lines(self) -> list[tuple[Line, TextLine]]:
        assert self.facsimile is not None
        at: dict[int, list[tuple[int, int, Where]]] = defaultdict(list)
        for where in self._wheres:
            for span in where.spans:
                at[span.line].append((span.start, span.end, where))
        whole = len(self.facsimile.text) <= MAX_TEXT
        near = {n for line in at for n in range(line - AROUND, line + AROUND + 1)}
        found = []
        for line in self.facsimile.lines:
            if whole or line.number in near:
                pieces = self._pieces(line, at.get(line.number, ()))
                found.append((line, TextLine(line.number, pieces)))
        return found

    def _pieces(self, line: Line, marked: Sequence[tuple[int, int, Where]]) -> tuple[Piece, ...]:
        """Cut a line where a place begins or ends; places may overlap."""
        assert self.facsimile is not None
        cuts = sorted({line.start, line.end, *(x for a, b, _ in marked for x in (a, b))})
        pieces = []
        for start, end in itertools.pairwise(cuts):
            inside = [w for a, b, w in marked if a <= start and end <= b]
            text = self.facsimile.text[start:end].rstrip("\r\n")
            if text and line.start <= start < line.end:
                pieces.append(Piece(text, self.keys(inside), any(w.id in self._lonely for w in inside)))
        return tuple(pieces)


def _spoken_of(audit: Audit) -> Iterable[Where]:
    for finding in audit.findings:
        yield from (*finding.where, *finding.against, *(s.where for s in finding.suspects))
    seen = audit.evidence
    yield from (w for tie in seen.ties for w in tie.figures)
    yield from (c.where for c in audit.checked)
    yield from audit.unchecked
    yield from (r.where for r in seen.roundings)
    yield from (place for alias in seen.aliases for _, _, place in alias.names)


def _uri(picture: Picture) -> str:
    return f"data:{picture.media};base64,{base64.b64encode(picture.data).decode()}"
