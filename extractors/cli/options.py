"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import rich_click as click

from extractors.cli.settings import Say

F = TypeVar("F", bound=Callable[..., Any])


def format_option(
    say: Say,
    formats: Sequence[str] = ("text", "json"),
    zh: str = "输出格式",
    en: str = "output format",
    default: bool = True,
) -> Callable[[F], F]:
    """Make `--format`, handed on as `form`; the first of the formats is the default, or there is none."""
    kind = click.Choice(list(formats))
    return click.option("--format", "form", type=kind, default=formats[0] if default else None, help=say(zh, en))


def with_options(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Put arguments and options on a command, first to last as its help shows them."""

    def decorate(run: F) -> F:
        for option in reversed(options):
            run = option(run)
        return run

    return decorate
