"""alliances explain RULE: what a rule protects, an example, what it does not flag."""

from __future__ import annotations

import inspect

import rich_click as click
from rich_click import RichCommand

from extractors.audit import RULES
from extractors.cli.group import Command
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.desk import files
from extractors.render.screen import columns_of


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "explain",
        cls=Command,
        help=say(
            "说明一条核查规则：保护什么，举例，不管什么。不写规则则列出全部。",
            "Explains a rule: what it protects, an example, what it does not flag. Without RULE all are listed.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("rule", required=False, metavar=say("[规则]", "[RULE]"))
    @click.pass_obj
    def explain(settings: Settings, rule: str | None) -> int:
        return run(settings, rule or "")

    return explain


def texts() -> dict[str, str]:
    """Give the docstring of every rule by its code."""
    return {rule: inspect.getdoc(function) or "" for rule, function in (*files.RULES, *RULES)}


def run(settings: Settings, rule: str) -> int:
    """Print a rule's docstring, or the first line of each.

    Raises:
        click.UsageError: when there is no such rule.
    """
    known = texts()
    if not rule:
        titles = ((code, known[code].split("\n")[0].removeprefix(code)) for code in sorted(known))
        emit("\n".join(columns_of(titles)) + "\n")
    elif rule.upper() in known:
        emit(known[rule.upper()].rstrip() + "\n")
    else:
        raise click.UsageError(settings.say(f"没有 {rule} 这条规则。", f"there is no rule {rule}."))
    return 0
