"""Questions, asked only where somebody can answer them."""

from __future__ import annotations

import sys

import rich_click as click

from extractors.cli.settings import Settings


def can_ask() -> bool:
    """Tell whether a person sits at both ends: questions are written to stderr and answered on stdin."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(settings: Settings, question: str) -> bool:
    """Ask a yes-or-no question; no is the default."""
    words = settings.say(f"{question} [y/N]", f"{question} [y/N]")
    answer = click.prompt(words, default="", show_default=False, prompt_suffix=" ", err=True)
    return str(answer).strip().lower() in ("y", "yes", "是")
