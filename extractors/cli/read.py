"""alliances read FILE: what one document says."""

from __future__ import annotations

from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import open_file
from extractors.cli.group import Command
from extractors.cli.options import format_option
from extractors.cli.output import complain, emit, write_atomically
from extractors.cli.password import password_option
from extractors.cli.progress import PageProgress
from extractors.cli.settings import Say, Settings
from extractors.render.reading import SHOWS, reading_json, reading_text
from extractors.reports import bitmaps, draw_pages, reading_with
from schemas.errors import Misdeclared


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
    @format_option(say, zh="输出格式；json 总是全部内容", en="json always has everything")
    @password_option(say)
    @click.option(
        "--pictures",
        type=click.Path(path_type=Path, file_okay=False),
        metavar=say("文件夹", "DIR"),
        help=say("取出 PDF 里的位图，存到文件夹", "save the bitmaps of a PDF to a folder"),
    )
    @click.option(
        "--debug-image",
        type=click.Path(path_type=Path, file_okay=False),
        metavar=say("文件夹", "DIR"),
        help=say(
            "每页存一张图，画出认到的线、列、行和名称", "save a picture a page with the strokes, columns and rows seen"
        ),
    )
    @click.pass_obj
    def read(
        settings: Settings,
        file: str,
        show: str | None,
        form: str,
        password: str,
        pictures: Path | None,
        debug_image: Path | None,
    ) -> int:
        with reading_with(password, PageProgress(settings)):
            return run(settings, file, show or "", form, pictures, debug_image)

    return read


def run(
    settings: Settings, file: str, show: str, form: str, pictures: Path | None = None, debug_image: Path | None = None
) -> int:
    """Read and print one document, and save its bitmaps and what the reader sees where that is asked for.

    Raises:
        Unreadable: when it cannot be read.
        Misdeclared: when a folder cannot be written to.
    """
    found = open_file(file)
    pdf = found.reading.document.media == "application/pdf"
    try:
        if pictures is not None:
            saved = bitmaps(found.data, found.reading.document.file) if pdf else ()
            for one in saved:
                name = f"page-{one.page:03}-{one.number}.{one.ending}"
                write_atomically(pictures / name, one.data)
            complain(settings.say(f"取出位图 {len(saved)} 幅。", f"bitmaps saved: {len(saved)}."))
        if debug_image is not None and pdf:
            drawn = draw_pages(found.data, found.reading.document.file, debug_image)
            complain(settings.say(f"画出 {len(drawn)} 页。", f"pages drawn: {len(drawn)}."))
    except OSError as error:
        raise Misdeclared(
            settings.say("图片存不下来。", "the pictures cannot be saved."),
            settings.say(f"系统说：{error.strerror}。", f"the system says: {error.strerror}."),
            settings.say("请换一个可写的文件夹。", "choose a folder that can be written to."),
        ) from error
    emit(reading_json(found.reading) if form == "json" else reading_text(found.reading, show, settings.lang))
    return 0
