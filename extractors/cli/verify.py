"""alliances verify TEXT|FILE|-: somebody's sentences held against the ledger."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import STDIN, named_root, open_corpus, read_corpus, slurp
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.desk.verify import verify_bytes
from extractors.ledger import load_corpus
from extractors.render.verdict import verify_json, verify_text
from schemas.errors import Unreadable
from schemas.verdict import Verification

FAIL_ON = ("mismatch", "unverified", "never")
FINDINGS = 1
"""Exit code where `--fail-on` has found something, as for findings of `audit`."""


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "verify",
        cls=Command,
        help=say(
            "拿别人的说法对照台账，一句一个结论：相符、不符、口径不同（换一个口径才成立）、无法核实，并给出原文位置和台账里的数。"
            "可以写一句话、一个文件名，或 -（标准输入）。没有读懂的话不猜，算无法核实。",
            "Holds somebody's sentences against the ledger, one verdict each: agrees, differs, other basis (true of"
            " another population), cannot be checked; with places and figures. TEXT is a sentence, a file, or - for"
            " standard input. What is not understood is not guessed.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("text", metavar=say("说法|文件|-", "TEXT|FILE|-"))
    @click.option(
        "--period",
        default="",
        metavar=say("评价期", "PERIOD"),
        help=say("没有写年份的话按哪一期核对", "the period of what names no year"),
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
    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help=say("输出格式", "output format"),
    )
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
    data = taken(text)
    desk = read_corpus(open_corpus(settings))
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
    found = verify_bytes(data, ledger, desk.vocabulary, period)
    emit(verify_json(found) if form == "json" else verify_text(found, ledger.readings, settings.lang))
    if desk.unread:
        return Unreadable.exit_code
    wrong = found.count("differs") + found.count("other_basis")
    counted = {"mismatch": wrong, "unverified": wrong + found.count("unverifiable"), "never": 0}[fail_on]
    return FINDINGS if counted else 0


def verdicts(data: bytes, root: Path, period: str) -> Verification:
    """Hold a text against the corpus below a folder.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
        Unreadable: when the bytes are no text that can be read.
    """
    desk = read_corpus(load_corpus(named_root(root)))
    return verify_bytes(data, desk.reconciled(), desk.vocabulary, period)


def taken(text: str) -> bytes:
    """Take the words themselves, or the bytes of what they name: - is standard input, a path is that file.

    Raises:
        Unreadable: when a text without a Chinese character names no file, since it can be no sentence either.
    """
    if text == STDIN:
        return sys.stdin.buffer.read()
    if len(text) < 512 and "\n" not in text:
        try:
            is_file = Path(text).is_file()
        except (OSError, ValueError):
            is_file = False
        if is_file or not any("\u4e00" <= c <= "\u9fff" for c in text):
            return slurp(Path(text), text)
    return text.encode("utf-8", "replace")
