"""alliances roster [NAME|CODE]: every alliance through the years, or one of them."""

from __future__ import annotations

from dataclasses import replace

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import open_corpus, read_corpus
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.output import complain, emit
from extractors.cli.settings import Say, Settings
from extractors.ledger import reconcile
from extractors.ledger.dataset import csv_text
from extractors.ledger.find import find
from extractors.ledger.roster import roster_header, roster_rows
from extractors.ledger.standing import printed_only
from extractors.ledger.who import confused_with
from extractors.render.history import histories
from extractors.render.places import Proofs
from extractors.render.roster import history_text, roster_text
from extractors.render.roster_json import roster_json
from schemas.errors import AllianceError, Unreadable


class Unknown(AllianceError):
    """A name or code that no alliance of the corpus has."""

    exit_code = 2


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "roster",
        cls=Command,
        help=say(
            "名册：每家联盟一行，每个评价期一列。写上名称（可只写一部分）、联盟编号或台账编号，看一家的来龙去脉。",
            "The roster: a row an alliance, a column a period. With a name, a part of one, a code or an id: that one.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("name", required=False, metavar=say("[名称|编号]", "[NAME|CODE]"))
    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "csv", "json"]),
        default="text",
        help=say("输出格式", "output format"),
    )
    @click.option(
        "--no-inferred",
        "printed",
        is_flag=True,
        help=say("不列推算和推断所得，只列原文载明的", "leave out what is derived or inferred; only what is printed"),
    )
    @click.pass_obj
    def roster(settings: Settings, name: str | None, form: str, printed: bool) -> int:
        return run(settings, name or "", form, printed)

    return roster


def run(settings: Settings, name: str, form: str, printed: bool = False) -> int:
    """Print the roster, or the alliances a name or code fits; an ambiguous name lists all it fits.

    Raises:
        Unknown: when it fits none.
    """
    desk = read_corpus(open_corpus(settings))
    for _, error in desk.unread:
        tell(error)
    ledger = reconcile(desk.readings, desk.corpus.alliances, desk.corpus.judgements, desk.vocabulary)
    if printed:
        ledger = printed_only(ledger)
    found = histories(ledger)
    if name:
        wanted = find(name, ledger, desk.vocabulary).alliances
        found = tuple(history for history in found if history.profile.alliance in wanted)
        if not found:
            raise Unknown(
                settings.say(f"没有找到“{name}”。", f"nothing found for “{name}”."),
                settings.say("名册里没有这个名称、联盟编号或台账编号。", "no alliance has this name, code or id."),
                settings.say("换短一些的词试试，如 电动汽车。", "try a shorter part of the name."),
            )
    if form == "json" or (name and len(found) == 1):
        confused = confused_with(ledger, desk.vocabulary, (history.profile.alliance for history in found))
        found = tuple(replace(h, confused=confused[h.profile.alliance]) for h in found)
    if form == "json":
        emit(roster_json(found, ledger.periods, ledger.bands))
    elif form == "csv":
        shown = {history.profile.alliance for history in found}
        emit(csv_text(roster_header(ledger), (row for row in roster_rows(ledger) if row[0] in shown)))
    elif name and len(found) == 1:
        emit(history_text(found[0], desk.vocabulary, Proofs(desk.readings), settings.lang))
    else:
        emit(roster_text(found, ledger.periods, desk.vocabulary, settings.lang, ledger.bands))
        if name:
            complain(settings.say(f"有 {len(found)} 家，写全名称可看其中一家。", f"{len(found)} alliances fit."))
    return Unreadable.exit_code if desk.unread else 0
