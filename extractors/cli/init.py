"""alliances init DIR: a new, empty corpus."""

from __future__ import annotations

from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors.cli.group import Command
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.ledger.corpus import ALLIANCES, COLUMNS, JUDGEMENTS, MANIFEST
from extractors.ledger.dataset import write_text
from extractors.names.judgements import COLUMNS as JUDGEMENT_COLUMNS
from extractors.names.roster import COLUMNS as ALLIANCE_COLUMNS
from schemas.errors import Misdeclared


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "init",
        cls=Command,
        help=say(
            "新建一个空的语料文件夹，再用 ingest 登记文件。", "Makes a new, empty corpus folder; ingest fills it."
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("folder", metavar=say("文件夹", "DIR"), type=click.Path(path_type=Path))
    @click.pass_obj
    def init(settings: Settings, folder: Path) -> int:
        return run(settings, folder)

    return init


def run(settings: Settings, folder: Path) -> int:
    """Make the files of an empty corpus.

    Raises:
        Misdeclared: when the folder has a corpus already, or cannot be written.
    """
    if (folder / "corpus").exists():
        raise Misdeclared(
            settings.say(f"{folder} 里已有语料。", f"{folder} has a corpus already."),
            settings.say("不覆盖已有的 corpus/。", "corpus/ is never overwritten."),
            settings.say("换一个文件夹。", "choose another folder."),
        )
    tables = ((MANIFEST, COLUMNS), (ALLIANCES, ALLIANCE_COLUMNS), (JUDGEMENTS, JUDGEMENT_COLUMNS))
    try:
        (folder / "corpus" / "documents").mkdir(parents=True)
        for path, columns in tables:
            write_text(folder / path, ",".join(columns) + "\n")
    except OSError as error:
        raise Misdeclared(
            settings.say(f"{folder} 写不进去。", f"{folder} cannot be written."),
            error.strerror or str(error),
            settings.say("换一个可写的文件夹。", "choose a folder that can be written."),
        ) from error
    emit(
        settings.say(
            f"已建 {folder}/corpus。接着：alliances --root {folder} ingest 报告.txt --yes\n",
            f"made {folder}/corpus. Next: alliances --root {folder} ingest REPORT.txt --yes\n",
        )
    )
    return 0
