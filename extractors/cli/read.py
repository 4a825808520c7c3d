"""alliances read FILE: what one document says."""

from __future__ import annotations

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import read_file
from extractors.cli.group import Command
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.render.reading import SHOWS, reading_json, reading_text


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "read",
        cls=Command,
        help=say(
            "读一份文件，说出它的表格、数据表述、数字和条目，每一处都有位置。写 - 读标准输入。",
            "Reads one document: its tables, figures, numbers and items, each with its place. - reads standard input.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("file", metavar=say("文件", "FILE"))
    @click.option(
        "--show",
        type=click.Choice(SHOWS),
        metavar=say("部分", "PART"),
        help=say(f"只看一部分：{'、'.join(SHOWS)}", f"one part of it: {', '.join(SHOWS)}"),
    )
    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help=say("输出格式；json 总是全部内容", "json always has everything"),
    )
    @click.pass_obj
    def read(settings: Settings, file: str, show: str | None, form: str) -> int:
        return run(settings, file, show or "", form)

    return read


def run(settings: Settings, file: str, show: str, form: str) -> int:
    """Read and print one document.

    Raises:
        Unreadable: when it cannot be read.
    """
    reading = read_file(file)
    emit(reading_json(reading) if form == "json" else reading_text(reading, show, settings.lang))
    return 0
