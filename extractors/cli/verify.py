"""alliances verify TEXT|FILE|-: somebody's sentences held against the ledger."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import STDIN, named_root, open_desk, read_corpus, slurp
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.options import format_option
from extractors.cli.output import complain, emit
from extractors.cli.settings import Say, Settings
from extractors.desk.verify import is_chinese, verify_bytes
from extractors.ledger import load_corpus
from extractors.names import simplified
from extractors.render.verdict import verify_json, verify_text
from extractors.reports.sentences import told_period
from schemas.errors import Unreadable
from schemas.finding import Message
from schemas.verdict import Verification

FAIL_ON = ("mismatch", "unverified", "never")
LONGEST_PATH = 512
SHOWN = 40
"""Characters of a text that are repeated in an error."""
FINDINGS = 1
"""Exit code where `--fail-on` has found something, as for findings of `audit`."""


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "verify",
        cls=Command,
        help=say(
            "拿别人的说法对照台账，一句一个结论：相符、不符、口径不同（换一个口径才成立）、无法核实，并给出原文位置和台账里的数。"
            "可以写一句话、一个文件名，或 -（标准输入）；只读中文。没有读懂的话不猜，算无法核实。",
            "Holds somebody's sentences against the ledger, one verdict each: agrees, differs, other basis (true of"
            " another population), cannot be checked; with places and figures. TEXT is a sentence, a file, or - for"
            " standard input; only Chinese is read. What is not understood is not guessed.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("text", metavar=say("说法|文件|-", "TEXT|FILE|-"))
    @click.option(
        "--period",
        default="",
        metavar=say("评价期", "PERIOD"),
        help=say(
            "没有写年份的话按哪一期核对；不写则文件按自己的评价期",
            "the period of what names no year; a file has its own by default",
        ),
    )
    @click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        default="never",
        help=say(
            "有不符或口径不同时退出码为 1（mismatch）；连无法核实也算（unverified）；默认 never",
            "exit 1 where something differs or has another basis (mismatch), or cannot be checked either (unverified)",
        ),
    )
    @format_option(say)
    @click.pass_obj
    def verify(settings: Settings, text: str, period: str, fail_on: str, form: str) -> int:
        return run(settings, text, period, fail_on, form)

    return verify


def run(settings: Settings, text: str, period: str, fail_on: str, form: str) -> int:
    """Print the verdicts on a text.

    Raises:
        click.UsageError: when the text is empty, or the corpus knows no such period.
        Unreadable: when it names a file that cannot be read.
    """
    if not text.strip():
        raise click.UsageError(settings.say("没有要核对的话。", "there is nothing to verify."))
    told = taken(text)
    desk = open_desk(settings)
    for _, error in desk.unread:
        tell(error, settings.lang)
    ledger = desk.reconciled()
    periods = [known.period for known in ledger.periods]
    if period and period not in periods:
        raise click.UsageError(
            settings.say(
                f"没有 {period} 这一期；有 {'、'.join(periods)}。", f"no period {period}; {', '.join(periods)}."
            )
        )
    own = period or (told_period(told.data, desk.vocabulary, simplified, told.name) if told.document else "")
    if own and not period:
        zh = f"没有写年份的话按 {own} 年核对（文件自己的评价期）。"
        complain(settings.say(zh, f"what names no year is held as of {own}, the file's own period."))
    found = verify_bytes(told.data, ledger, desk.vocabulary, own, told.name)
    emit(verify_json(found) if form == "json" else verify_text(found, ledger.readings, settings.lang))
    if desk.unread:
        return Unreadable.exit_code
    wrong = found.count("differs") + found.count("other_basis")
    counted = {"mismatch": wrong, "unverified": wrong + found.count("unverifiable"), "never": 0}[fail_on]
    return FINDINGS if counted else 0


def verdicts(data: bytes, root: Path, period: str, document: bool = False) -> Verification:
    """Hold a text against the corpus below a folder; a `document` tells its own period where none is given.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
        Unreadable: when the bytes are no text that can be read.
    """
    desk = read_corpus(load_corpus(named_root(root)))
    own = period or (told_period(data, desk.vocabulary, simplified) if document else "")
    return verify_bytes(data, desk.reconciled(), desk.vocabulary, own)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to be verified, and whether it is a document with a period of its own, not a sentence typed in.

    `name` is what it is called where it cannot be read.
    """

    data: bytes
    document: bool
    name: str = "text"


def taken(text: str) -> Taken:
    """Take the words themselves, or the bytes of what they name: - is standard input, a path is that file.

    Raises:
        Unreadable: when a path names no file, or the words are not Chinese.
    """
    if text == STDIN:
        return Taken(sys.stdin.buffer.read(), document=True, name="stdin")
    if _is_file(text) or _LIKE_A_PATH.search(text.strip()):
        return Taken(slurp(Path(text), text), document=True, name=text)
    if not is_chinese(text):
        raise _not_chinese(text)
    return Taken(text.encode("utf-8", "replace"), document=False)


_LIKE_A_PATH = re.compile(r"^(?!.*[，。；！？\n]).*(?:\.[A-Za-z][A-Za-z0-9]{0,4}|/)$|^[^\s，。；]*/[^\s，。；]*$")
"""A text without a mark of a sentence that ends like a file name, or has a slash and no space."""


def _is_file(text: str) -> bool:
    """Tell whether a text names a file; one that is too long for a name, or has a line break, names none."""
    try:
        return len(text) < LONGEST_PATH and "\n" not in text and Path(text).is_file()
    except (OSError, ValueError):
        return False


def _not_chinese(text: str) -> Unreadable:
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return Unreadable(
        Message(f"“{shown}”：没有可以核对的中文。", f"“{shown}”: no Chinese to verify."),
        Message(
            "只读中文：报告是中文的，句子要用报告的词来读；这里也没有这个名字的文件。",
            "only Chinese is read, since the reports are Chinese; and there is no file of this name.",
        ),
        Message(
            "请写中文句子，如“2025年活跃度高的联盟43家。”；若是文件，请检查路径。",
            "give the sentence in Chinese, e.g. “2025年活跃度高的联盟43家。”; if it is a file, check the path.",
        ),
    )
