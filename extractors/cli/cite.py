"""alliances cite "2025 高": a figure with its citation, and whether it may be cited."""

from __future__ import annotations

from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors.audit import audit_corpus
from extractors.cli.desk import Desk, named_root, open_desk, read_corpus
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.options import format_option
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.desk.cite import cite as find_citation
from extractors.desk.files import declared
from extractors.ledger import load_corpus
from extractors.render.verdict import cite_json, cite_text
from schemas.errors import Unreadable
from schemas.ledger import Ledger
from schemas.verdict import Cited


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "cite",
        cls=Command,
        help=say(
            "一个数怎么引用：数字、出处（标题、发布者、日期、位置、原文）和能不能引：可引用、加注口径后引用、不宜引用，各有理由。"
            "用报告里的词来问：“2025 高”“2025 第二批 高 占比”“电动汽车 2025”“A级 2019”。意思不止一个就全部列出，不猜；"
            "没有用上的词也会说明。只读中文。",
            "A figure with its citation (title, publisher, date, place, printed words) and whether it may be cited,"
            " and why. Ask in the words of the reports: “2025 高”, “电动汽车 2025”. Several meanings are all listed,"
            " and a word that was not used is said. Only Chinese is read.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("query", nargs=-1, required=True, metavar=say("问题", "QUERY"))
    @format_option(say)
    @click.pass_obj
    def cite(settings: Settings, query: tuple[str, ...], form: str) -> int:
        return run(settings, " ".join(query), form)

    return cite


def run(settings: Settings, query: str, form: str) -> int:
    """Print what may be cited for a question.

    Raises:
        click.UsageError: when the question is empty.
    """
    if not query.strip():
        raise click.UsageError(settings.say("没有写要引什么。", "the question is empty."))
    desk = open_desk(settings)
    for _, error in desk.unread:
        tell(error, settings.lang)
    found, ledger = answer(query, desk)
    emit(cite_json(found) if form == "json" else cite_text(found, ledger.readings, settings.lang))
    return Unreadable.exit_code if desk.unread else 0


def answer(query: str, desk: Desk) -> tuple[Cited, Ledger]:
    """Answer a question from what was read of a corpus; the ledger is given back for naming places."""
    ledger = desk.reconciled()
    audits = desk.with_files(audit_corpus(ledger, desk.vocabulary))
    filed = {entry.document: declared(entry) for entry in desk.corpus.entries}
    return find_citation(query, ledger, audits, desk.vocabulary, filed), ledger


def citations(query: str, root: Path) -> Cited:
    """Answer a question from the corpus below a folder.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
    """
    return answer(query, read_corpus(load_corpus(named_root(root))))[0]
