"""alliances doctor: versions, corpus, terminal; nothing else."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from shutil import get_terminal_size

import rich_click as click
from rich_click import RichCommand

from extractors import __version__
from extractors.cli.desk import named_root
from extractors.cli.group import Command
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.ledger import find_root
from extractors.render.screen import columns_of
from schemas.errors import Misdeclared

PACKAGES = (
    "click", "jinja2", "opencc", "pandas", "pdfplumber", "pymupdf", "rapidfuzz", "regex", "rich-click", "starlette",
    "uvicorn", "xlsxwriter",
)  # fmt: skip


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "doctor",
        cls=Command,
        help=say("列出版本、语料位置、终端宽度与编码。", "Shows versions, the corpus found, the terminal."),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.pass_obj
    def doctor(settings: Settings) -> int:
        return run(settings)

    return doctor


def run(settings: Settings) -> int:
    """Print what a report of trouble should contain."""
    try:
        root = find_root(Path()) if settings.root is None else named_root(settings.root)
        writable = os.access(root, os.W_OK)
        corpus = f"{root}{'' if writable else settings.say('（不可写）', ' (read-only)')}"
    except Misdeclared as error:
        what, _, advice = error.lines(settings.lang)
        corpus = f"{what}{advice}" if settings.lang == "zh" else f"{what} {advice}"
    rows = [
        ("alliance-ledger", __version__),
        ("python", f"{platform.python_version()} {sys.platform}"),
        *((name, version(name)) for name in PACKAGES),
        (settings.say("语料", "corpus"), corpus),
        (settings.say("终端", "terminal"), f"{get_terminal_size().columns} × {sys.stdout.encoding}"),
    ]
    emit("\n".join(columns_of(rows)) + "\n")
    return 0
