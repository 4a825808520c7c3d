"""One writer at a time: a lock on a file, which the system takes back when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import Misdeclared

PATIENCE = 10.0
"""Seconds to wait for another writer; a change takes some hundredths of a second, on a slow drive a second or two."""

_PAUSE = 0.05


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock at `path` for a block; threads and processes alike wait for each other.

    The file is made for it and taken away again where the system lets an open file be removed (not on Windows).

    Raises:
        Misdeclared: when another writer holds it for longer than `patience` seconds, or the folder cannot be written.
    """
    handle = _held(path, time.monotonic() + patience)
    try:
        yield
    finally:
        if sys.platform != "win32":
            path.unlink(missing_ok=True)
        os.close(handle)


def _held(path: Path, until: float) -> int:
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise Misdeclared(f"{path.parent} 写不进去。", f"{error.strerror}。", "核对文件夹的写入权限。") from error
        # Whoever had the lock before has taken the file away: what was locked then is a file without a name, which
        # keeps nobody out.
        if _try(handle) and _same(handle, path):
            return handle
        os.close(handle)
        if time.monotonic() > until:
            raise Misdeclared(
                "语料正由另一个程序写入。", f"等了很久，{path.parent.name}/{path.name} 仍被占用。", "稍后再试。"
            )
        time.sleep(_PAUSE)


def _same(handle: int, path: Path) -> bool:
    """Tell whether the open file is the one that has the name now."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _try(handle: int) -> bool:
    """Lock an open file without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            # flock and not lockf: it holds between two threads of one process too, and closing another handle on the
            # file does not lose it.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
