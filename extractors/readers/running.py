"""What holds while files are read for one command: the word that opens locked ones, and who is told of the pages."""

from __future__ import annotations

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
