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
            "说明一条核查规则：保护什么，举例，不管什么。只写开头则列出这样开头的，不写则列出全部。",
            "Explains a rule: what it protects, an example, what it does not flag. A beginning lists the rules that"
            " begin so, no RULE lists all.",
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
    """Print a rule's docstring, or the first line of each whose code begins so.

    Raises:
        click.UsageError: when no rule begins so.
    """
    known, asked = texts(), rule.upper()
    fitting = [code for code in sorted(known) if code.startswith(asked)]
    if asked in known:
        emit(known[asked].rstrip() + "\n")
    elif fitting:
        titles = ((code, known[code].split("\n")[0].removeprefix(code)) for code in fitting)
        emit("\n".join(columns_of(titles)) + "\n")
    else:
        raise click.UsageError(settings.say(f"没有 {rule} 这条规则。", f"there is no rule {rule}."))
    return 0
