"""Results to stdout, words to stderr, files whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from extractors.cli.settings import Settings
from extractors.desk.desk import STDIN
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


def spare(settings: Settings, output: Path, inputs: Iterable[str | Path]) -> None:
    """Refuse to write where one of the inputs lies: at the same file, whatever it is called, or in the same folder.

    Raises:
        Misdeclared: naming the output.
    """
    met = next((given for given in inputs if _holds(given, output)), None)
    if met is None:
        return
    why = ("这是正在读的文件，写了原文就没有了。", "this is a file being read, which would be lost.")
    if Path(met).is_dir():
        why = ("这里放的是正在读的语料，产出不放进去。", "this is in the corpus being read, where no output goes.")
    raise Misdeclared(
        settings.say(f"{output}: 没有写。", f"{output}: not written."),
        settings.say(*why),
        settings.say("请写到别处。", "write somewhere else."),
    )


def _holds(given: str | Path, output: Path) -> bool:
    """Tell whether an output is an input, or lies in a folder that is one."""
    with suppress(OSError, ValueError):
        met = os.fstat(sys.stdin.fileno()) if given == STDIN else os.stat(given)
        if os.path.samestat(met, output.stat()):
            return True
    return given != STDIN and Path(os.path.realpath(output)).is_relative_to(os.path.realpath(given))


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
