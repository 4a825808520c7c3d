"""The command line: click commands; errors become exit codes here and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

COMPLETE = "_ALLIANCES_COMPLETE"
"""What a shell sets to be told how to complete, by click's convention: ``bash_source``, ``zsh_complete`` ..."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `alliances` and give its exit code.

    The language and `--debug` are looked up before click parses anything, since help and errors need them too.
    """
    from extractors.cli.errors import guarded
    from extractors.cli.group import commands
    from extractors.cli.settings import settings_of

    words = list(sys.argv[1:] if argv is None else argv)
    settings = settings_of(words)
    group = commands(settings.lang)
    if asked := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(group, {"obj": settings}, "alliances", COMPLETE, asked)

    def run() -> object:
        with group.make_context("alliances", words, obj=settings) as context:
            return group.invoke(context)

    return guarded(run, settings)
