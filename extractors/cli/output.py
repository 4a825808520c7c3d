"""Results to stdout, words to stderr, files whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from extractors.cli.settings import Settings
from extractors.render.screen import clean
from schemas.errors import Misdeclared


def emit(text: str) -> None:
    """Write a result to stdout: in the charset of a terminal, anywhere else in UTF-8 with plain line feeds."""
    stream = sys.stdout
    if stream.isatty() or not hasattr(stream, "buffer"):
        charset = stream.encoding or "utf-8"
        stream.write(text.encode(charset, errors="replace").decode(charset))
    else:
        stream.flush()
        left = memoryview(text.encode("utf-8"))
        while left:
            # With PYTHONUNBUFFERED a pipe may take a part and say how much.
            left = left[stream.buffer.write(left) :]
    stream.flush()


def complain(*lines: str) -> None:
    """Write lines to stderr; nothing in them can steer the terminal, and no charset makes them fail."""
    stream = sys.stderr
    charset = stream.encoding or "utf-8"
    for line in lines:
        stream.write(clean(line).encode(charset, errors="replace").decode(charset) + "\n")
    stream.flush()


def write_output(settings: Settings, path: Path, data: bytes) -> None:
    """Write a file that was asked for.

    Raises:
        Misdeclared: when it cannot be written.
    """
    try:
        write_atomically(path, data)
    except OSError as error:
        raise unwritable(settings, path, error) from error


def unwritable(settings: Settings, path: Path, error: OSError) -> Misdeclared:
    """Say that an output cannot be written, and what the system says."""
    return Misdeclared(
        settings.say(f"{path} 写不进去。", f"{path} cannot be written."),
        error.strerror or str(error),
        settings.say("请写到别处。", "write somewhere else."),
    )


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, meets the old one or the new one and nothing between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
