"""The one place where errors become exit codes and words on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from extractors.cli.output import complain
from extractors.cli.settings import Settings
from extractors.cli.usage import what
from schemas.errors import AllianceError

USAGE, INTERRUPTED, PIPE_CLOSED, BROKEN = 2, 130, 141, 70
"""click's own code for usage; 128 + SIGINT; 128 + SIGPIPE; sysexits' EX_SOFTWARE, so that a fault of ours is never
taken for findings (1)."""


def guarded(run: Callable[[], object], settings: Settings) -> int:
    """Run a command; every error becomes an exit code and at most three lines: what, why, what to do.

    With `--debug` errors are raised as they are.
    """
    try:
        code = run()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        return _pipe_closed()
    except (KeyboardInterrupt, EOFError, click.Abort):
        complain(settings.say("已中断。", "interrupted."))
        return INTERRUPTED
    except click.ClickException as error:
        return _usage(error, settings)
    except AllianceError as error:
        if settings.debug:
            raise
        tell(error, settings.lang)
        return error.exit_code
    except Exception as error:
        if settings.debug:
            raise
        complain(
            settings.say("程序出错了。", "the program failed."),
            f"{type(error).__name__}: {error}",
            settings.say(
                "这是本程序的错，不是文件的错；加 --debug 可看详情。", "the fault is ours; --debug shows where."
            ),
        )
        return BROKEN


def tell(error: AllianceError, lang: str) -> None:
    """Write an error's three lines."""
    complain(*error.lines(lang))


def _pipe_closed() -> int:
    # Nobody reads any more (| head): no complaint, and none when the interpreter flushes at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _usage(error: click.ClickException, settings: Settings) -> int:
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "alliances"
    complain(what(error, settings.lang), settings.say(f"用法见 {path} --help", f"see {path} --help"))
    return error.exit_code
