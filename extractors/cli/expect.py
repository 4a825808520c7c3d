"""alliances expect PERIOD: what must hold of the coming report, and what it rests on."""

from __future__ import annotations

from shutil import get_terminal_size

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import open_desk
from extractors.cli.group import Command
from extractors.cli.options import format_option
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.desk.expect import expectations
from extractors.render.expect import expectations_json, expectations_text
from extractors.render.screen import clean
from schemas.errors import Misdeclared


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "expect",
        cls=Command,
        help=say(
            "下一份报告必须怎样，依据是什么：谁能进A级名单，哪些总数不变，增减该是多少，编号不能给谁。"
            "ingest 逐条核对。",
            "What must hold of the next report, and what that rests on: who can be on the A-level list, which totals"
            " carry over, what changes must come to. ingest ticks it off.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("period", metavar=say("评价期", "PERIOD"))
    @click.option("--full", is_flag=True, help=say("列出全部名称和编号", "list all names and codes"))
    @format_option(say)
    @click.pass_obj
    def expect(settings: Settings, period: str, full: bool, form: str) -> int:
        return run(settings, period, full, form)

    return expect


def run(settings: Settings, period: str, full: bool = False, form: str = "text") -> int:
    """List what is expected of a period's report.

    Raises:
        Misdeclared: when the text is no period.
    """
    desk = open_desk(settings)
    ledger = desk.reconciled()
    try:
        found = expectations(ledger, desk.vocabulary, period)
    except ValueError as error:
        what = settings.say(f"“{period}”不是评价期。", f"“{period}” is no period.")
        advice = settings.say("写成 2026，跨年的写成 2026-2027。", "write 2026, or 2026-2027.")
        raise Misdeclared(what, settings.say("看不懂。", "it cannot be read."), advice) from error
    if form == "json":
        emit(expectations_json(period, found))
    else:
        columns = get_terminal_size((100, 24)).columns
        again = clean(settings.again)
        emit(expectations_text(period, found, ledger, desk.vocabulary, settings.lang, columns, full, again))
    return 0
