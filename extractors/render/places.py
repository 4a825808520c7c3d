"""Places in words: 三、5 第41行."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.render.screen import clean, cut
from schemas.reading import Heading, Reading
from schemas.where import Where

_TITLE_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a heading stands and what a place below it is called."""

    page: int
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of the places of some documents; `home` is the document that need not be named."""

    chapters: tuple[tuple[str, tuple[Chapter, ...]], ...]
    home: str = ""

    def name(self, where: Where, lang: str = "zh") -> str:
        """Name a place by chapter and line (page in a PDF); the document is named where it is not the home."""
        if not where.spans:
            return clean(where.document)
        span, chapter = where.spans[0], self.chapter(where)
        paged = any(s.bbox for s in where.spans)
        if lang == "en":
            line = f"page {span.page}" if paged else f"line {span.line}"
        else:
            line = f"第{span.page}页" if paged else f"第{span.line}行"
        document = clean(where.document) if where.document != self.home else ""
        return " ".join(part for part in (document, chapter, line) if part)

    def chapter(self, where: Where) -> str:
        """Name the chapter a place lies in; empty above the first heading, and for a place without ink."""
        known = dict(self.chapters).get(where.document, ())
        if not where.spans:
            return ""
        span = where.spans[0]
        below = bisect_right([(c.page, c.line) for c in known], (span.page, span.line))
        return known[below - 1].name if below else ""


class Proofs:
    """The places of a corpus, also of the rows and claims that a statement rests on and names by id."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        readings = tuple(readings)
        self.gazetteer = gazetteer(readings)
        self._places = {row.id: row.where for reading in readings for row in reading.rows}
        self._places |= {claim.id: claim.where for reading in readings for claim in reading.claims}

    def name(self, where: Where, lang: str) -> str:
        """Name a place."""
        return self.gazetteer.name(where, lang)

    def places(self, ids: Iterable[str]) -> tuple[Where, ...]:
        """Give the places of premises, each once; an id that stands for no place gives none."""
        return tuple(dict.fromkeys(self._places[id] for id in ids if id in self._places))

    def premises(self, ids: Iterable[str], lang: str) -> str:
        """Name the places of premises, each once; an id that stands for no place stands for itself."""
        names = (self.name(self._places[id], lang) if id in self._places else id for id in ids)
        return ("; " if lang == "en" else "；").join(dict.fromkeys(names))


def gazetteer(readings: Iterable[Reading], home: str = "") -> Gazetteer:
    """Name the chapters of documents."""
    chapters = ((r.document.document, _chapters(r.headings)) for r in readings)
    return Gazetteer(tuple(sorted(chapters, key=lambda c: c[0])), home)


def _chapters(headings: tuple[Heading, ...]) -> tuple[Chapter, ...]:
    chapters: list[Chapter] = []
    above: dict[int, str] = {}
    for heading in sorted(headings, key=lambda h: h.position):
        if not heading.where.spans:
            continue
        above = {level: name for level, name in above.items() if level < heading.level}
        above[heading.level] = heading.number
        title = cut(clean(heading.text), _TITLE_COLUMNS)
        # A number says little without those above it; a title says enough by itself.
        name = _joined([above[level] for level in sorted(above) if above[level]]) if heading.number else title
        span = heading.where.spans[0]
        chapters.append(Chapter(span.page, span.line, name))
    return tuple(sorted(chapters, key=lambda c: (c.page, c.line)))


def _joined(parts: list[str]) -> str:
    # 三、5 but 三、5（1）: brackets part by themselves.
    text = ""
    for part in parts:
        text += part if not text or part.startswith(("（", "(")) else f"、{part}"
    return text
