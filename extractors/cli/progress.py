"""How far reading has come: a bar for a long file, a line that goes again for a corpus; both on a terminal.

Anywhere else a long file gets plain lines, and a corpus nothing.
"""

from __future__ import annotations

import sys

from extractors.cli.output import complain
from extractors.cli.settings import Settings
from extractors.render.screen import clean

LONG = 50
"""Pages from which on anybody waits long enough to ask."""
EVERY = 100
"""Pages between two plain lines."""
CELLS = 30


class PageProgress:
    """Told of each page that has been read, and by 0 of 0 that the document is whole; silent for short files."""

    def __init__(self, settings: Settings) -> None:
        self._say = settings.say

    def __call__(self, page: int, pages: int) -> None:
        terminal = sys.stderr.isatty()
        if pages == 0 and terminal:
            _write("\r\x1b[K")
        if pages < LONG:
            return
        words = self._say(f"读入 {page}/{pages} 页", f"page {page} of {pages}")
        if terminal:
            full = CELLS * page // pages
            sorting = self._say("，正在整理……", ", sorting …") if page == pages else ""
            _write(f"\r[{'#' * full}{'.' * (CELLS - full)}] {words}{sorting}")
        elif page % EVERY == 0 or page == pages:
            complain(words)


class CorpusProgress:
    """Told of each document of a corpus before it is read; the line it writes is gone when all are."""

    def __init__(self, settings: Settings) -> None:
        self._say = settings.say

    def __call__(self, done: int, documents: int, following: str) -> None:
        if not sys.stderr.isatty() or not documents:
            return
        words = self._say(f"读入语料 {done + 1}/{documents}", f"reading the corpus, {done + 1} of {documents}")
        _write(f"\r\x1b[K{words}  {clean(following)}" if done < documents else "\r\x1b[K")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
