"""Outputs never go where inputs lie."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from extractors.cli.desk import STDIN
from extractors.cli.settings import Settings
from schemas.errors import Misdeclared


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
