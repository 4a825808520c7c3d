"""Facsimile: what a document looks like, for pages that show where a finding stands."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.readers import page_pictures
from schemas.document import Facsimile, Picture, Source
from schemas.errors import Unreadable

PDF = "application/pdf"


def facsimile(source: Source, data: bytes = b"", pages: Iterable[int] = (), budget: int = 0) -> Facsimile:
    """Give the lines of a document and, of a PDF, pictures of the pages asked for, in at most `budget` bytes.

    `data` are the file's bytes, needed for pictures only. Pages that cannot be drawn are left out: their lines are
    there all the same.
    """
    pictures: tuple[Picture, ...] = ()
    if source.media == PDF and budget:
        try:
            pictures = page_pictures(data, source.file, pages, budget)
        except Unreadable:
            pictures = ()
    return Facsimile(source.text, source.lines, pictures)
