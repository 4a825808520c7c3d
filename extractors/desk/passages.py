"""The print around a place, read again from the document itself."""

from __future__ import annotations

from bisect import bisect_right

from extractors.ledger import Corpus
from extractors.reports import facsimile, read_source
from schemas.document import Picture, Source
from schemas.errors import Unreadable
from schemas.question import Passage
from schemas.where import Where

AROUND = 2
"""Lines shown before and after a place: enough to see whose sentence or table it is."""

LONGEST = 120
"""Characters kept on either side of the place in its line; a web page saved as text may be one line."""

PICTURE_BYTES = 400_000
"""For one page of a PDF: at this size 小四 can be read on a screen."""


class Shelf:
    """The documents of a corpus, decoded when one is first looked into."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._pictures: dict[tuple[str, int], Picture | None] = {}

    def passage(self, where: Where, corpus: Corpus) -> Passage:
        """Give the lines around a place; only its quote where the document cannot be read any more."""
        source = self._source(where.document, corpus)
        if source is None or not where.spans or where.spans[-1].end > len(source.text):
            return Passage(((where.spans[0].line if where.spans else 0, "", where.quote, ""),))
        starts = [line.start for line in source.lines]
        first = bisect_right(starts, where.spans[0].start) - 1
        last = bisect_right(starts, where.spans[-1].end - 1) - 1
        inked = [n for n, line in enumerate(source.lines) if source.text[line.start : line.end].strip()]
        above, below = [n for n in inked if n < first][-AROUND:], [n for n in inked if n > last][:AROUND]
        shown = []
        for index in (*above, *range(first, last + 1), *below):
            line = source.lines[index]
            inside = [span for span in where.spans if line.start <= span.start < max(line.end, line.start + 1)]
            begin, end = (inside[0].start, inside[-1].end) if inside else (line.end, line.end)
            before, after = source.text[line.start : begin], source.text[end : line.end]
            shown.append((line.number, before[-LONGEST:], source.text[begin:end], after[:LONGEST]))
        return Passage(tuple(shown))

    def picture(self, document: str, page: int, corpus: Corpus) -> Picture | None:
        """Draw a page of a PDF; None where the document has no pages to draw."""
        if (document, page) not in self._pictures:
            self._pictures[(document, page)] = self._draw(document, page, corpus)
        return self._pictures[(document, page)]

    def _draw(self, document: str, page: int, corpus: Corpus) -> Picture | None:
        source, entry = self._source(document, corpus), corpus.entry(document)
        if source is None or entry is None:
            return None
        try:
            data = corpus.path(entry).read_bytes()
        except OSError:
            return None
        pictures = facsimile(source, data, (page,), PICTURE_BYTES).pictures
        return pictures[0] if pictures else None

    def _source(self, document: str, corpus: Corpus) -> Source | None:
        entry = corpus.entry(document)
        if entry is None:
            return None
        if document not in self._sources:
            try:
                self._sources[document] = read_source(corpus.path(entry).read_bytes(), document, entry.file)
            except (OSError, Unreadable):
                return None
        return self._sources[document]
