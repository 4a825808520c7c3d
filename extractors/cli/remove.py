"""alliances remove DOCUMENT ...: take documents out of the corpus again; the undo of ingest."""

from __future__ import annotations

from shutil import get_terminal_size

import rich_click as click
from rich_click import RichCommand

from extractors.cli.ask import ask, can_ask
from extractors.cli.desk import open_desk
from extractors.cli.group import Command
from extractors.cli.options import format_option
from extractors.cli.output import emit
from extractors.cli.settings import Say, Settings
from extractors.desk.remove import commit, plan_removal
from extractors.desk.state import state_of
from extractors.ledger.corpus import REMOVED
from extractors.render.intake import removal_text
from extractors.render.intake_json import removals_json
from extractors.render.screen import clean


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "remove",
        cls=Command,
        help=say(
            "把文件移出语料（ingest 的撤销）：先说会少什么，确认或加 --yes 才动。"
            "联盟编号、人的认定都保留，文件再登记即复原。",
            "Takes documents out of the corpus (the undo of ingest): says what goes, and does it when you say so, or"
            " with --yes. Ids and judgements stay; registering the file again restores it.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @click.argument("documents", nargs=-1, required=True, metavar=say("文件编号...", "DOCUMENT..."))
    @click.option("--yes", is_flag=True, help=say("移出", "do it"))
    @click.option("--dry-run", is_flag=True, help=say("只看，不问也不动", "look only"))
    @click.option("--no-input", is_flag=True, help=say("不提问（没有 --yes 就不动）", "ask nothing"))
    @format_option(say)
    @click.pass_obj
    def remove(
        settings: Settings, documents: tuple[str, ...], yes: bool, dry_run: bool, no_input: bool, form: str
    ) -> int:
        if yes and dry_run:
            raise click.UsageError(settings.say("--yes 与 --dry-run 只能用一个。", "--yes or --dry-run, not both."))
        asking = not (yes or dry_run or no_input) and form == "text" and can_ask()
        return run(settings, documents, yes, asking, form)

    return remove


def run(settings: Settings, documents: tuple[str, ...], yes: bool, asking: bool, form: str = "text") -> int:
    """Tell what goes with documents, and take them out where that is wanted.

    Raises:
        Misdeclared: when the corpus has no such document, was changed meanwhile or cannot be written.
    """
    plan = plan_removal(state_of(open_desk(settings)), documents)
    vocabulary, columns = plan.pending.desk.vocabulary, get_terminal_size((100, 24)).columns
    if form == "text":
        for removal in plan.removals:
            emit(removal_text(removal, vocabulary, settings.lang, columns) + "\n")
    again = clean(settings.again)
    names = " ".join(removal.document for removal in plan.removals)
    done = yes or (asking and ask(settings, settings.say(f"移出 {names}？", f"take out {names}?")))
    if done:
        commit(plan)
    if form == "json":
        emit(removals_json(plan.removals, done))
    elif done:
        zh = f"已移出 {names}，记入 {REMOVED.as_posix()}（再 ingest 同一文件即放回）。接着  {again} build\n"
        en = f"taken out: {names}, noted in {REMOVED.as_posix()} (ingest the file again to put it back)."
        emit(settings.say(zh, f"{en} Next: {again} build\n"))
    else:
        same = f"{again} remove {names} --yes"
        emit(settings.say(f"未动。接着  {same}\n", f"nothing was changed. Next: {same}\n"))
    return 0
