"""alliances audit [FILE ...]: what cannot be true, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import rich_click as click
from rich_click import RichCommand

from extractors.audit import RULES, audit_corpus, audit_document
from extractors.cli.desk import (
    Desk,
    Opened,
    files_of,
    nearest_corpus,
    open_corpus,
    open_entry,
    open_file,
    read_corpus,
)
from extractors.cli.endings import format_of
from extractors.cli.errors import tell
from extractors.cli.formats import ENDINGS, FORMATS, Result
from extractors.cli.group import Command
from extractors.cli.options import format_option, with_options
from extractors.cli.output import complain, emit, write_output
from extractors.cli.password import password_option
from extractors.cli.progress import CorpusProgress, PageProgress
from extractors.cli.settings import Say, Settings
from extractors.cli.spare import spare
from extractors.desk.files import RULES as FILE_RULES
from extractors.desk.files import same_work
from extractors.ledger import reconcile
from extractors.reports import reading_with
from schemas.document import DocumentInfo
from schemas.errors import Misdeclared, Unreadable
from schemas.finding import Audit, Finding, Message
from schemas.reading import Reading
from schemas.vocabulary import load_series

FAIL_ON = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
"""The levels that make the exit code 1."""


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "audit",
        cls=Command,
        help=say(
            "核查文件里的数据：分项与合计、占比与家数、表与文、前后各处，并与语料里的其他文件对照。不写文件则核查整个语料。",
            "Checks the figures of files against each other and against the other documents of the corpus."
            " Without FILE the whole corpus is checked.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @_options(say)
    @click.pass_obj
    def audit(
        settings: Settings,
        files: tuple[str, ...],
        form: str | None,
        select: str,
        fail_on: str,
        alone: bool,
        output: Path | None,
        shown: bool,
        password: str,
    ) -> int:
        chosen = _format(settings, form or "", output, shown)
        with reading_with(password, PageProgress(settings)):
            return run(settings, files, Wanted(chosen, select, fail_on, alone, output, shown))

    return audit


def _options(say: Say) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give the argument and the options, first to last."""
    return with_options(
        click.argument("files", nargs=-1, metavar=say("[文件]...", "[FILE]...")),
        format_option(
            say,
            tuple(FORMATS),
            "输出格式；不写则看 -o 的结尾，否则 text",
            "output format; default: what the ending of -o tells, else text",
            default=False,
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar=say("文件", "FILE"),
            help=say("写到文件而不是标准输出", "write to a file instead of standard output"),
        ),
        click.option(
            "--open",
            "shown",
            is_flag=True,
            help=say("写成网页并在浏览器里打开", "write a page and open it in the browser"),
        ),
        click.option(
            "--select",
            metavar=say("规则", "RULES"),
            default="",
            help=say("只看这些规则，可只写开头，逗号分隔", "only these rules or beginnings of rules, parted by commas"),
        ),
        click.option(
            "--fail-on",
            type=click.Choice(list(FAIL_ON)),
            default="error",
            help=say("有这一级的发现时退出码为 1（默认 error）", "exit code 1 from this level on (default: error)"),
        ),
        password_option(say),
        click.option("--alone", is_flag=True, help=say("只看文件本身，不与语料对照", "look at nothing but the file")),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of a run: format, rules, level that fails, whether alone, file to write, whether to open it."""

    form: str = "text"
    select: str = ""
    fail_on: str = "error"
    alone: bool = False
    output: Path | None = None
    shown: bool = False


def _format(settings: Settings, form: str, output: Path | None, shown: bool) -> str:
    """Give the format to write in: the one asked for, else the one that the ending of the output tells.

    Raises:
        Misdeclared: when the format, the ending and `--open` contradict each other.
    """
    if shown and form not in ("", "html"):
        raise Misdeclared(
            settings.say(f"--open 与 --format {form} 矛盾。", f"--open and --format {form} contradict each other."),
            settings.say("在浏览器里打开的只能是网页。", "only a page opens in the browser."),
            settings.say("去掉其中一个，或写 --format html。", "leave one out, or write --format html."),
        )
    asked, said = ("html", "--open") if shown and not form else (form, f"--format {form}")
    return format_of(settings, str(output or ""), ENDINGS, asked, said)


def run(settings: Settings, files: tuple[str, ...], wanted: Wanted) -> int:
    """Audit files, or the corpus, and write what was found; a file that cannot be read leaves the others to be done."""
    _check_rules(wanted.select)
    corpus = open_corpus(settings) if not files else None if wanted.alone else nearest_corpus(settings)
    inputs: tuple[str | Path, ...] = (*files, *(files_of(corpus) if corpus else ()))
    if wanted.output:
        spare(settings, wanted.output, inputs)
    desk = read_corpus(corpus, CorpusProgress(settings)) if corpus else None
    result = _files(settings, files, desk, wanted.alone) if desk is None or files else _corpus(desk, wanted.alone)
    audits = tuple(replace(a, findings=tuple(_selected(a, wanted.select))) for a in result.audits)
    _write(settings, replace(result, audits=audits), wanted, inputs)
    if result.unread:
        return Unreadable.exit_code
    return int(any(a.count(level) for a in audits for level in FAIL_ON[wanted.fail_on]))


def _write(settings: Settings, result: Result, wanted: Wanted, inputs: Iterable[str | Path]) -> None:
    """Write the result where it is wanted.

    Raises:
        Misdeclared: when the file is one of the inputs, or cannot be written.
    """
    path = wanted.output or (page_path(result) if wanted.shown else None)
    text = FORMATS[wanted.form](result, settings, path is not None)
    if path is None:
        emit(text)
    if path is None or not result.audits:
        return
    spare(settings, path, inputs)
    write_output(settings, path, text.encode("utf-8"))
    # A page that opens by itself has not been named by anybody: told in full, it is found again.
    left = path.absolute() if wanted.shown else path
    complain(settings.say(f"已写 {left}（{len(text.encode()) / 1e6:.2f} MB）", f"wrote {left}"))
    if wanted.shown:
        click.launch(left.as_uri())


def page_path(result: Result) -> Path:
    """Name the page beside where one stands: of the document, or of the audit where it has several."""
    return Path(f"{result.audits[0].document if len(result.audits) == 1 else 'alliances'}.audit.html")


def _wanted(select: str) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in select.split(",") if part.strip())


def _check_rules(select: str) -> None:
    """Refuse rules that do not exist: a misspelt one would make any document look clean.

    Raises:
        Misdeclared: naming the rule.
    """
    codes = [*(rule.code for rule in RULES), *(code for code, _ in FILE_RULES)]
    for wanted in _wanted(select):
        if not any(code.startswith(wanted) for code in codes):
            raise Misdeclared(
                Message(f"--select: 没有规则 {wanted}。", f"--select: there is no rule {wanted}."),
                Message("规则代码拼错了。", "the code is misspelt."),
                Message("用 alliances explain 查看全部规则。", "alliances explain lists all rules."),
            )


def _selected(audit: Audit, select: str) -> Iterable[Finding]:
    wanted = _wanted(select)
    return (f for f in audit.findings if not wanted or f.rule.startswith(wanted))


def _corpus(desk: Desk, alone: bool) -> Result:
    """Audit every document of the corpus, beside the others or each by itself."""
    corpus, vocabulary = desk.corpus, desk.vocabulary
    if alone:
        singles = ((r, reconcile((r,), corpus.alliances, (), vocabulary, corpus.corrections)) for r in desk.readings)
        audits = tuple(audit_document(r, ledger, vocabulary, alone=True) for r, ledger in singles)
    else:
        audits = audit_corpus(desk.reconciled(), vocabulary)
    return Result(
        desk.with_files(audits), desk.infos, desk.readings, bool(desk.unread), partial(open_entry, desk), desk
    )


def _files(settings: Settings, files: tuple[str, ...], desk: Desk | None, alone: bool) -> Result:
    """Audit files one by one, each beside the corpus without its own copy there."""
    if desk is None and not alone:
        complain(settings.say("没有找到语料，只看文件本身。", "no corpus found: looking at nothing but the file."))
    audits: list[Audit] = []
    opened: dict[str, Opened] = {}
    named: list[tuple[DocumentInfo, str]] = []
    unread = False
    for file in files:
        try:
            found = open_file(file, desk)
        except Unreadable as error:
            tell(error, settings.lang)
            unread = True
            continue
        audits.append(_beside(found.reading, desk))
        opened[found.reading.document.document] = found
        named.append((found.reading.document, file))
    readings = tuple(found.reading for found in opened.values())
    infos = tuple(reading.document for reading in readings)
    known = (*readings, *(desk.readings if desk else ()))
    return Result(tuple(audits), infos, known, unread, opened.get, desk, tuple(named))


def _beside(reading: Reading, desk: Desk | None) -> Audit:
    """Audit one reading beside the other documents on the desk; one of another series by itself."""
    vocabulary = load_series(reading.document.series)
    if desk is None or desk.vocabulary.series != vocabulary.series:
        return audit_document(reading, reconcile((reading,), (), (), vocabulary), vocabulary, alone=True)
    others = tuple(r for r in desk.readings if not same_work(r.document, reading.document))
    return audit_document(reading, desk.reconciled((*others, reading)), vocabulary)
