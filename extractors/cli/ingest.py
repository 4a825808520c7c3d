"""alliances ingest FILE ...: a new document: what it is, what it changes, what is odd in it; --yes writes it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size

import rich_click as click
from rich_click import RichCommand

from extractors.cli.ask import ask, can_ask
from extractors.cli.desk import STDIN, open_desk, slurp
from extractors.cli.errors import tell
from extractors.cli.group import Command
from extractors.cli.options import format_option, with_options
from extractors.cli.output import complain, emit
from extractors.cli.settings import Say, Settings
from extractors.desk.ingest import File, Plan, Wish, commit, plan_ingest
from extractors.desk.state import State, state_of
from extractors.render.audit import counts
from extractors.render.intake import intake_text
from extractors.render.intake_json import intakes_json
from extractors.render.screen import clean
from schemas.errors import Misdeclared, Unreadable
from schemas.intake import EDITION, KNOWN, UNREADABLE, Intake


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "ingest",
        cls=Command,
        help=say(
            "看一份新文件是什么，会改变什么，有什么不对，哪些名称要认定；确认或加 --yes 才写入 corpus/。",
            "Says what a new document is, what it changes, what is odd in it and which names need a decision; it is"
            " written to corpus/ when you say so, or with --yes.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @_options(say)
    @click.pass_obj
    def ingest(
        settings: Settings,
        files: tuple[str, ...],
        yes: bool,
        dry_run: bool,
        no_input: bool,
        instead: bool,
        beside: bool,
        document: str,
        publisher: str,
        origin: str,
        form: str,
    ) -> int:
        if document and len(files) > 1:
            raise click.UsageError(settings.say("--id 只能用于一份文件。", "--id is for one file."))
        if yes and dry_run:
            raise click.UsageError(settings.say("--yes 与 --dry-run 只能用一个。", "--yes or --dry-run, not both."))
        if instead and beside:
            words = ("--replace 与 --as-edition 只能用一个。", "--replace or --as-edition, not both.")
            raise click.UsageError(settings.say(*words))
        asking = not (yes or dry_run or no_input) and form == "text" and can_ask()
        return run(settings, files, Wish(document, publisher, origin, instead, beside), yes, asking, form)

    return ingest


def _options(say: Say) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give the argument and the options, first to last."""
    return with_options(
        click.argument("files", nargs=-1, required=True, metavar=say("文件...", "FILE...")),
        click.option("--yes", is_flag=True, help=say("写入：复制文件、登记、给新名称编号", "copy, register, mint ids")),
        click.option(
            "--dry-run", is_flag=True, help=say("只看，不问也不写", "look only: no question, nothing written")
        ),
        click.option("--no-input", is_flag=True, help=say("不提问（没有 --yes 就不写）", "ask nothing")),
        click.option(
            "--replace", "instead", is_flag=True, help=say("取代同期的另一版", "take the place of another edition")
        ),
        click.option(
            "--as-edition", "beside", is_flag=True, help=say("与同期的另一版并存", "keep it beside another edition")
        ),
        click.option(
            "--id",
            "document",
            default="",
            metavar=say("编号", "ID"),
            help=say("文件编号，如 report-2026", "document id"),
        ),
        click.option("--publisher", default="", metavar=say("名称", "NAME"), help=say("发布者", "who published it")),
        click.option(
            "--origin", default="", metavar=say("说明", "WORDS"), help=say("文件的由来", "where the file is from")
        ),
        format_option(say),
    )


def run(settings: Settings, files: Sequence[str], wish: Wish, yes: bool, asking: bool, form: str = "text") -> int:
    """Tell what files would change, and write them where that is wanted.

    One that cannot be read leaves the others to be done.

    Raises:
        Misdeclared: when the corpus contradicts itself, was changed meanwhile or cannot be written.
    """
    before = state_of(open_desk(settings))
    taken = [_file(file) for file in files]
    plan = plan_ingest(before, taken, wish)
    if asking:
        plan = _decide_editions(settings, before, taken, wish, plan)
    if form == "text":
        _show(settings, plan)
    if yes and any(intake.path == STDIN for intake in plan.intakes if intake.status not in (KNOWN, UNREADABLE)):
        raise Misdeclared(
            settings.say("标准输入不能登记。", "standard input cannot be registered."),
            settings.say("语料里的文件要有名字。", "a file of the corpus has a name."),
            settings.say("先存成文件。", "save it to a file first."),
        )
    write = plan.changes and (yes or (asking and ask(settings, _question(settings, plan))))
    if write:
        commit(plan)
    if form == "json":
        emit(intakes_json(plan.intakes, bool(write)))
    else:
        emit(_next(settings, plan, bool(write), files))
    return _complain(settings, plan, yes)


def _file(path: str) -> File:
    try:
        return File(path, sys.stdin.buffer.read() if path == STDIN else slurp(Path(path), path))
    except Unreadable as error:
        return File(path, b"", error)


def _show(settings: Settings, plan: Plan) -> None:
    columns = get_terminal_size((100, 24)).columns
    for intake in plan.intakes:
        text = intake_text(intake, plan.after.desk.vocabulary, settings.lang, columns)
        emit(text + "\n" if text else "")


def _decide_editions(settings: Settings, before: State, files: list[File], wish: Wish, plan: Plan) -> Plan:
    """Ask what to do with another edition of a document of the corpus, once for all of them."""
    found = [intake for intake in plan.intakes if intake.status == EDITION]
    if not found:
        return plan
    names = settings.say("、", ", ").join(document for intake in found for document in intake.editions)
    complain(settings.say(f"语料里已有同期的另一版：{names}。", f"the corpus has another edition: {names}."))
    answer = ask_one(settings)
    if not answer:
        return plan
    return plan_ingest(before, files, replace(wish, replace=answer == "r", beside=answer == "b"))


def ask_one(settings: Settings) -> str:
    """Ask whether an edition takes the other's place (r), stands beside it (b) or is left out (empty)."""
    words = settings.say("取代它 [r]，两版并存 [b]，还是跳过 [s]？", "replace it [r], keep both [b], or skip [s]?")
    answer = str(click.prompt(words, default="s", type=click.Choice(("r", "b", "s")), err=True, show_choices=False))
    return answer if answer != "s" else ""


def _question(settings: Settings, plan: Plan) -> str:
    new = [intake.document for intake in plan.intakes if intake.status not in (KNOWN, EDITION, UNREADABLE)]
    minted = sum(len(intake.minted) for intake in plan.intakes)
    return settings.say(
        f"写入 corpus/（{'、'.join(new) or '只编号'}，新编号 {minted} 个）？",
        f"write to corpus/ ({', '.join(new) or 'ids only'}; {minted} new ids)?",
    )


def _next(settings: Settings, plan: Plan, written: bool, files: Sequence[str]) -> str:
    """Say what was done and what to type next."""
    if not plan.changes:
        return ""
    again = clean(settings.again)
    minted = sum(len(intake.minted) for intake in plan.intakes)
    undecided = sum(len(intake.names.undecided) for intake in plan.intakes if intake.names)
    if not written:
        named = " ".join(clean(file) for file in files)
        return settings.say(
            f"以上未写入。接着  {again} ingest {named} --yes\n",
            f"nothing was written. Next: {again} ingest {named} --yes\n",
        )
    documents = [i.document for i in plan.intakes if i.status not in (KNOWN, EDITION, UNREADABLE)]
    told = settings.say(
        f"已写入 {'、'.join(documents)}，新编号 {minted} 个。" if documents else f"已写入 {minted} 个新编号。",
        f"written: {', '.join(documents)}, {minted} new ids." if documents else f"wrote {minted} new ids.",
    )
    told += _doubts(settings, plan)
    if undecided:
        told += settings.say(f"接着  {again} review（{undecided} 项）", f" Next: {again} review ({undecided})")
        return told + settings.say(f"，{again} build\n", f", {again} build\n")
    return told + settings.say(f"接着  {again} build\n", f" Next: {again} build\n")


def _doubts(settings: Settings, plan: Plan) -> str:
    """Say again, after the last line, that what was written contradicts itself."""
    errors = sum(counts(intake.audit)["error"] for intake in plan.intakes if intake.audit)
    if not errors:
        return ""
    return settings.say(f"文中有 {errors} 项矛盾，已照印收入。", f" It has {errors} contradictions, kept as printed.")


def _complain(settings: Settings, plan: Plan, yes: bool) -> int:
    """Tell of the files that were left out, and give the exit code."""
    code = 0
    for intake in plan.intakes:
        if intake.refusal:
            tell(Unreadable(intake.refusal.what, intake.refusal.why, intake.refusal.advice), settings.lang)
            code = max(code, intake.refusal.exit_code)
        elif intake.status == EDITION and yes:
            tell(_undecided(settings, intake), settings.lang)
            code = max(code, Misdeclared.exit_code)
    return code


def _undecided(settings: Settings, intake: Intake) -> Misdeclared:
    old = settings.say("、", ", ").join(intake.editions)
    return Misdeclared(
        settings.say(f"{intake.path} 没有写入。", f"{intake.path} was not written."),
        settings.say(f"语料里已有同期的另一版 {old}。", f"the corpus has another edition, {old}."),
        settings.say(
            "加 --replace 取代它，或加 --as-edition 两版并存。", "add --replace, or --as-edition to keep both."
        ),
    )
