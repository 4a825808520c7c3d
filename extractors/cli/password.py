"""The option for files that are locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rich_click as click

from extractors.cli.settings import Say


def password_option(say: Say) -> Callable[[Any], Any]:
    """Make `--password`, which may be left to the environment so that no list of processes shows it."""
    return click.option(
        "--password",
        envvar="ALLIANCES_PASSWORD",
        default="",
        show_default=False,
        metavar=say("密码", "WORD"),
        help=say(
            "打开加密的 PDF；也可放在环境变量 ALLIANCES_PASSWORD 里", "opens a locked PDF; or set ALLIANCES_PASSWORD"
        ),
    )
