"""What holds while files are read: the word that opens locked ones, who is told of the pages, and that no garbage is
looked for.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Running:
    """`password` opens encrypted files; `progress` is called with the page reached and the pages there are, and with
    0 and 0 when a document has been read or refused.
    """

    password: str = ""
    progress: Progress | None = None


_ALONE = Running()
_RUNNING: ContextVar[Running | None] = ContextVar("running", default=None)


def running() -> Running:
    """Give what holds now."""
    return _RUNNING.get() or _ALONE


@contextmanager
def reading_with(password: str = "", progress: Progress | None = None) -> Iterator[None]:
    """Let a password and a listener hold for whatever is read inside."""
    before = _RUNNING.set(Running(password, progress))
    try:
        yield
    finally:
        _RUNNING.reset(before)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the search for cyclic garbage rest: a reading is tens of thousands of values that stay and make no cycles,
    and to look through them again and again costs a tenth of the time.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
