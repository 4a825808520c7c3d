"""How far the reading of a long file has come: a bar on a terminal, plain lines anywhere else."""

from __future__ import annotations

import sys

from extractors.cli.output import complain
from extractors.cli.settings import Settings

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
            self._write("\r\x1b[K")
        if pages < LONG:
            return
        words = self._say(f"读入 {page}/{pages} 页", f"page {page} of {pages}")
        if terminal:
            full = CELLS * page // pages
            sorting = self._say("，正在整理……", ", sorting …") if page == pages else ""
            self._write(f"\r[{'#' * full}{'.' * (CELLS - full)}] {words}{sorting}")
        elif page % EVERY == 0 or page == pages:
            complain(words)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
