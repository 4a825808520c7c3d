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
    """Told of each page that has been read; silent for short files."""

    def __init__(self, settings: Settings) -> None:
        self._say = settings.say

    def __call__(self, page: int, pages: int) -> None:
        if pages < LONG:
            return
        words = self._say(f"读入 {page}/{pages} 页", f"page {page} of {pages}")
        if sys.stderr.isatty():
            full = CELLS * page // pages
            sys.stderr.write(f"\r[{'#' * full}{'.' * (CELLS - full)}] {words}" + "\r\x1b[K" * (page == pages))
            sys.stderr.flush()
        elif page % EVERY == 0 or page == pages:
            complain(words)
