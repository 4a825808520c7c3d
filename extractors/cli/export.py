"""alliances export: the dataset in the forms that other programs want."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors import __version__
from extractors.cli.build import WORKBOOK
from extractors.cli.desk import Desk, judged, open_corpus, read_corpus
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.output import emit, write_output
from extractors.cli.progress import CorpusProgress
from extractors.cli.settings import Say, Settings
from extractors.cli.spare import spare
from extractors.ledger.dataset import filled_tables
from extractors.parquet import parquet_files
from extractors.render.excel_csv import excel_csv
from extractors.render.workbook import workbook
from schemas.errors import Unreadable
from schemas.finding import Audit
from schemas.ledger import Ledger


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    def folder(name: str, dest: str, zh: str, en: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
        kind = click.Path(path_type=Path, file_okay=False)
        return click.option(name, dest, type=kind, metavar=say("文件夹", "DIR"), help=say(zh, en))

    @click.command(
        "export",
        cls=Command,
        help=say(
            "把数据集写成其他格式。可同时写几种；SQLite 由 build 写好，在 outputs/alliances.sqlite。",
            "Writes the dataset in other forms, several at a time if you like. SQLite is written by build:"
            " outputs/alliances.sqlite.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @folder("--parquet", "parquet", "每张表一个 Parquet 文件", "one Parquet file a table")
    @folder(
        "--excel-csv",
        "excel",
        "可双击用 Excel 打开的 CSV：编号仍是文字，没有公式",
        "CSV to open in Excel: codes stay text, nothing is a formula",
    )
    @folder("--workbook", "book", f"{WORKBOOK}，语言随 --lang", f"{WORKBOOK}, in the language of --lang")
    @click.pass_obj
    def export(settings: Settings, parquet: Path | None, excel: Path | None, book: Path | None) -> int:
        return run(settings, parquet, excel, book)

    return export


def run(settings: Settings, parquet: Path | None, excel: Path | None, book: Path | None) -> int:
    """Read the corpus and write what was asked for; the paths of what was written go to stdout.

    Raises:
        click.UsageError: when nothing was asked for.
        Misdeclared: when a folder lies in the corpus, or cannot be written.
        NoParquet: when Parquet was asked for and pyarrow is not installed.
    """
    if not (parquet or excel or book):
        raise click.UsageError(
            settings.say(
                "写明要哪种：--parquet、--excel-csv 或 --workbook。", "ask for --parquet, --excel-csv or --workbook."
            )
        )
    corpus = open_corpus(settings)
    for folder in filter(None, (parquet, excel, book)):
        spare(settings, folder, (corpus.root / "corpus",))
    desk = read_corpus(corpus, CorpusProgress(settings))
    for _, error in desk.unread:
        tell(error, settings.lang)
    ledger, audits = judged(desk)
    # All is made before anything is written: a missing library leaves nothing half done.
    made = list(_made(desk, ledger, audits, settings.lang, parquet, excel, book))
    for path, data in made:
        write_output(settings, path, data)
    emit("".join(f"{path}\n" for path, _ in made))
    return Unreadable.exit_code if desk.unread else 0


def _made(
    desk: Desk,
    ledger: Ledger,
    audits: tuple[Audit, ...],
    lang: str,
    parquet: Path | None,
    excel: Path | None,
    book: Path | None,
) -> Iterator[tuple[Path, bytes]]:
    tables = filled_tables(ledger, audits)
    if parquet:
        yield from ((parquet / f"{name}.parquet", data) for name, data in parquet_files(tables))
    if excel:
        yield from ((excel / f"{filled.table.name}.csv", excel_csv(filled)) for filled in tables)
    if book:
        yield book / WORKBOOK, workbook(ledger, audits, desk.entries, desk.vocabulary, __version__, lang)
