"""alliances roster [NAME|CODE]: every alliance through the years, or one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import Desk, open_desk
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.options import format_option
from extractors.cli.output import complain, emit
from extractors.cli.settings import Say, Settings
from extractors.ledger.dataset import csv_text
from extractors.ledger.find import nearest_codes
from extractors.ledger.roster import roster_header, roster_rows
from extractors.ledger.standing import printed_only
from extractors.ledger.views import bridges, moves, offices
from extractors.ledger.who import Answer, confused_with, who_is
from extractors.render.history import History, histories
from extractors.render.places import Proofs
from extractors.render.roster import history_text, roster_text
from extractors.render.roster_json import roster_json
from extractors.render.screen import clean
from extractors.render.views import (
    BRIDGE_COLUMNS,
    MOVES_COLUMNS,
    OFFICES_COLUMNS,
    bridge_cells,
    bridge_json,
    bridge_text,
    moves_cells,
    moves_json,
    moves_text,
    offices_cells,
    offices_json,
    offices_text,
)
from schemas.errors import AllianceError, Unreadable
from schemas.ledger import Ledger

Histories = tuple[History, ...]
NEAREST = 3
"""How many near names or codes are offered for one that nobody has."""


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
    @format_option(say, ("text", "csv", "json"))
    @click.option(
        "--show",
        "view",
        type=click.Choice(list(VIEWS)),
        default="tiers",
        help=say(
            "看什么：各期等级（默认）、旧分数按新标准、变动家数、任职人员",
            "what to show: tiers (default), old scores by new bands, movements counted, offices held",
        ),
    )
    @click.option(
        "--no-inferred",
        "printed",
        is_flag=True,
        help=say("不列推算和推断所得，只列原文载明的", "leave out what is derived or inferred; only what is printed"),
    )
    @click.pass_obj
    def roster(settings: Settings, name: str | None, form: str, view: str, printed: bool) -> int:
        return run(settings, name or "", form, printed, view)

    return roster


def run(settings: Settings, name: str, form: str, printed: bool = False, view: str = "tiers") -> int:
    """Print the roster, or the alliances a name or code fits; an ambiguous name lists all it fits.

    Raises:
        Unknown: when it fits none.
    """
    desk = open_desk(settings)
    for _, error in desk.unread:
        tell(error, settings.lang)
    ledger = desk.reconciled()
    if printed:
        ledger = printed_only(ledger)
    found = histories(ledger)
    if name:
        answer = who_is(name, ledger, desk.vocabulary)
        wanted = {considered.alliance for considered in answer.taken}
        found = tuple(history for history in found if history.profile.alliance in wanted)
        if not found:
            raise _unknown(settings, name, answer, ledger)
    emit(VIEWS[view](found, ledger, desk, form, settings.lang, name))
    if name and view == "tiers" and form == "text" and len(found) > 1:
        complain(settings.say(f"有 {len(found)} 家，写全名称可看其中一家。", f"{len(found)} alliances fit."))
    return Unreadable.exit_code if desk.unread else 0


def _unknown(settings: Settings, name: str, answer: Answer, ledger: Ledger) -> Unknown:
    """Say that nobody is known so, and who or what is nearest."""
    near = tuple(f"{other.name}（{other.alliance}）" for other in answer.others[:NEAREST] if other.name)
    codes = tuple(f"{seen.code} {title}" for seen, title in nearest_codes(name, ledger, NEAREST))
    nearest = "；".join(dict.fromkeys(clean(words) for words in (*codes, *near)))
    advice = ("换短一些的词试试，如 电动汽车。", "try a shorter part of the name.")
    if nearest:
        advice = (f"相近的有：{nearest}。", f"nearest: {nearest}.")
    return Unknown(
        settings.say(f"没有找到“{clean(name)}”。", f"nothing found for “{clean(name)}”."),
        settings.say("名册里没有这个名称、联盟编号或台账编号。", "no alliance has this name, code or id."),
        settings.say(*advice),
    )


def _tiers(found: Histories, ledger: Ledger, desk: Desk, form: str, lang: str, name: str) -> str:
    one = bool(name) and len(found) == 1
    if form == "json" or one:
        confused = confused_with(ledger, desk.vocabulary, (history.profile.alliance for history in found))
        found = tuple(replace(h, confused=confused[h.profile.alliance]) for h in found)
    if form == "json":
        return roster_json(found, ledger.periods, ledger.bands)
    if form == "csv":
        shown = {history.profile.alliance for history in found}
        return csv_text(roster_header(ledger), (row for row in roster_rows(ledger) if row[0] in shown))
    if one:
        return history_text(found[0], desk.vocabulary, Proofs(desk.readings), lang)
    return roster_text(found, ledger.periods, desk.vocabulary, lang, ledger.bands)


def _bridge(found: Histories, ledger: Ledger, desk: Desk, form: str, lang: str, name: str) -> str:
    shown = {history.profile.alliance for history in found}
    kept = replace(ledger, evaluations=tuple(e for e in ledger.evaluations if e.alliance in shown))
    made = tuple(bridges(kept))
    if form == "csv":
        return csv_text(BRIDGE_COLUMNS, bridge_cells(made))
    return bridge_json(made) if form == "json" else bridge_text(made, desk.vocabulary, lang)


def _moves(found: Histories, ledger: Ledger, desk: Desk, form: str, lang: str, name: str) -> str:
    made = moves((history.steps for history in found), ledger)
    if form == "csv":
        return csv_text(MOVES_COLUMNS, moves_cells(made))
    return moves_json(made) if form == "json" else moves_text(made, lang)


def _people(found: Histories, ledger: Ledger, desk: Desk, form: str, lang: str, name: str) -> str:
    made = tuple(o for h in found for o in offices(h.profile, (*h.panel, *h.people), h.standings))
    if form == "csv":
        return csv_text(OFFICES_COLUMNS, offices_cells(made))
    return offices_json(made) if form == "json" else offices_text(made, desk.vocabulary, Proofs(desk.readings), lang)


VIEWS: Mapping[str, Callable[[Histories, Ledger, Desk, str, str, str], str]] = {
    "tiers": _tiers,
    "bridge": _bridge,
    "moves": _moves,
    "people": _people,
}
