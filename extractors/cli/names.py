"""alliances names NAME: who it is, why, and who else was considered and why not."""

from __future__ import annotations

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import open_desk
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.options import format_option
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.ledger.who import periods_told, who_is
from extractors.render.names import names_json, names_text
from schemas.errors import Unreadable


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "names",
        cls=Command,
        help=say(
            "一个名称是哪一家，依据是什么，还考虑过哪些家、为何不是。可写全称、简称、曾用名、误写、联盟编号、台账编号、拼音首字母。"
            "有歧义时列出各家，不猜。",
            "Says whom a name means, why, who else was considered and why not. Takes a name, a short form, a former"
            " name, a slip, a code, an id, pinyin initials. Where it is ambiguous all are listed and none is guessed.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("name", metavar=say("名称", "NAME"))
    @click.option("--period", default="", metavar=say("评价期", "PERIOD"), help=say("只看这一期", "that period only"))
    @format_option(say)
    @click.pass_obj
    def names(settings: Settings, name: str, period: str, form: str) -> int:
        return run(settings, name, period, form)

    return names


def run(settings: Settings, name: str, period: str, form: str) -> int:
    """Print who a name means; a name that nobody has is an answer too, with the nearest there are.

    Raises:
        click.UsageError: when the name is empty, or the corpus knows no such period.
    """
    if not name.strip():
        raise click.UsageError(settings.say("名称是空的。", "the name is empty."))
    desk = open_desk(settings)
    for _, error in desk.unread:
        tell(error, settings.lang)
    ledger = desk.reconciled()
    known = periods_told(ledger)
    if period and period not in known:
        raise click.UsageError(
            settings.say(f"没有 {period} 这一期；有 {'、'.join(known)}。", f"no period {period}; {', '.join(known)}.")
        )
    answer = who_is(name, ledger, desk.vocabulary, period)
    emit(names_json(answer) if form == "json" else names_text(answer, ledger.profiles, settings.lang))
    return Unreadable.exit_code if desk.unread else 0
