"""alliances build: corpus -> outputs. The whole of the main job stands in `build`, in the order it is done."""

from __future__ import annotations

from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors import __version__
from extractors.cli.desk import Desk, judged, open_corpus, read_corpus
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.output import complain, emit, unwritable, write_atomically
from extractors.cli.pages import AUDITS, write_audits
from extractors.cli.progress import CorpusProgress
from extractors.cli.settings import Say, Settings
from extractors.cli.spare import spare
from extractors.ledger.dataset import write_dataset, write_roster, write_text
from extractors.render.audit import findings_json
from extractors.render.database import database
from extractors.render.pages.roster import roster_page
from extractors.render.summary import Outputs, summary_text
from extractors.render.workbook import workbook
from schemas.errors import Unreadable
from schemas.finding import Audit
from schemas.ledger import Ledger

WORKBOOK, DATABASE = "联盟台账.xlsx", "alliances.sqlite"


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "build",
        cls=Command,
        help=say(
            "读入语料里的全部文件，对上名称，核查数据，重建 outputs/。一份文件读不了，其余照做。",
            "Reads all documents of the corpus, reconciles them, checks them, and makes outputs/ anew.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        metavar=say("文件夹", "DIR"),
        help=say("产出放在哪里（默认语料旁的 outputs/）", "where outputs go (default: outputs/ beside the corpus)"),
    )
    @click.pass_obj
    def build_command(settings: Settings, out: Path | None) -> int:
        return run(settings, out)

    return build_command


def build(desk: Desk, out: Path) -> tuple[Ledger, tuple[Audit, ...]]:
    """Reconcile what was read, audit it, write all outputs."""
    ledger, audits = judged(desk)
    files = tuple((entry.document, entry.file) for entry in desk.entries)
    read = frozenset(reading.document.document for reading in desk.readings)
    write_dataset(ledger, audits, out / "dataset")
    write_roster(ledger, out / "roster.csv")
    write_text(out / "findings.json", findings_json(audits, files, read))
    write_audits(desk, audits, out / AUDITS)
    write_text(out / "index.html", roster_page(ledger, audits, desk.infos, desk.vocabulary))
    book = workbook(ledger, audits, desk.entries, desk.vocabulary, __version__)
    write_atomically(out / WORKBOOK, book)
    write_atomically(out / DATABASE, database(ledger, audits, desk.vocabulary))
    return ledger, audits


def run(settings: Settings, out: Path | None) -> int:
    """Build, and say what was read, what was found and where to look.

    Raises:
        Misdeclared: when the corpus contradicts itself, or the outputs would lie in it or cannot be written.
    """
    corpus = open_corpus(settings)
    folder = out or corpus.root / "outputs"
    spare(settings, folder, (corpus.root / "corpus",))
    desk = read_corpus(corpus, CorpusProgress(settings))
    for _, error in desk.unread:
        tell(error, settings.lang)
    try:
        ledger, audits = build(desk, folder)
    except OSError as error:
        raise unwritable(settings, folder, error) from error
    filed = (f for a in audits for f in a.findings if f.rule.startswith("FILE-") and f.rule != "FILE-01")
    complain(*(f"{f.rule}  {settings.say(f.message.zh, f.message.en)}" for f in filed))
    shown = str(out or (settings.root or Path()) / "outputs")
    outputs = Outputs(shown, tuple(entry.document for entry, _ in desk.unread), settings.again)
    emit(summary_text(ledger, audits, outputs, settings.lang))
    return Unreadable.exit_code if desk.unread else 0
