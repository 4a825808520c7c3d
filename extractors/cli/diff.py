"""alliances diff OLD NEW: a changelog of the dataset between two builds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors.cli.group import Command
from extractors.cli.options import format_option
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.ledger.changes import changes
from extractors.ledger.stored import load_stored
from extractors.render.changes import SHOWN, changes_json, changes_markdown, changes_text
from schemas.changes import Changes

FORMATS: dict[str, Callable[[Changes, str, int], str]] = {
    "text": changes_text,
    "markdown": changes_markdown,
    "json": lambda found, lang, shown: changes_json(found),
}
"""How changes are written; every writer takes them, the language, and how many rows of a kind to tell (0: all)."""


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "diff",
        cls=Command,
        help=say(
            "比较两次产出的数据集：增、改、撤了哪些行，哪些核查发现出现或消失。"
            "文件夹可以是 outputs、其中的 dataset，或项目。",
            "Compares the datasets of two builds: rows added, changed, withdrawn; findings that came and went. A folder"
            " is one of outputs, the dataset in it, or a project.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("old", metavar=say("旧文件夹", "OLD"), type=click.Path(path_type=Path))
    @click.argument("new", metavar=say("新文件夹", "NEW"), type=click.Path(path_type=Path))
    @format_option(say, tuple(FORMATS))
    @click.option(
        "--all",
        "everything",
        is_flag=True,
        help=say(f"列出全部的行，不只每种 {SHOWN} 行", f"tell all rows, and not only {SHOWN} of each kind"),
    )
    @click.pass_obj
    def diff(settings: Settings, old: Path, new: Path, form: str, everything: bool) -> int:
        return run(settings, old, new, form, everything)

    return diff


def run(settings: Settings, old: Path, new: Path, form: str, everything: bool) -> int:
    """Print what became of the dataset; a difference is no failure.

    Raises:
        Misdeclared: when a folder has no dataset, or one that is not what it declares.
    """
    found = changes(load_stored(old), load_stored(new))
    emit(FORMATS[form](found, settings.lang, 0 if everything else SHOWN))
    return 0
