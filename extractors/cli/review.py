"""alliances review: the open questions, in the terminal or on a local page."""

from __future__ import annotations

import re
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from shutil import get_terminal_size
from typing import Any

import rich_click as click
from rich_click import RichCommand

from extractors.cli.desk import open_corpus, read_corpus
from extractors.cli.errors import INTERRUPTED, tell
from extractors.cli.group import Command
from extractors.cli.options import format_option, with_options
from extractors.cli.output import complain, emit
from extractors.cli.progress import CorpusProgress
from extractors.cli.settings import Say, Settings
from extractors.desk.tried import State
from extractors.ledger import Corpus
from extractors.render.places import Proofs
from extractors.render.screen import clean
from extractors.review.listing import questions_json, questions_text
from extractors.review.server import listen, serve
from extractors.review.session import DONE, Session
from extractors.review.terminal import Sitting
from schemas.errors import Misdeclared
from schemas.finding import Message

EDITOR = "editor"
"""The role written where none is given: a role and not a person, for what is written is published."""

Option = Callable[[Any], Any]
"""A decorator of click."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for on the command line, by the names of the options."""

    web: bool
    port: int
    browse: bool
    no_input: bool
    form: str
    strict: bool
    who: str
    day: str
    retract: str
    reason: str


def command(say: Say) -> RichCommand:
    """Make the command in one language."""

    @click.command(
        "review",
        cls=Command,
        help=say(
            "未定的问题：名称、编号、成因不明的数据。在终端里逐个认定，或用 --web 在本机网页上认定；"
            "名称逐条追加到 corpus/judgements.csv，编号和数据追加到 corpus/corrections.toml，都可撤销。",
            "The open questions on names, codes and doubtful figures, decided one by one in the terminal or (--web)"
            " on a page of this machine. Decisions on names are appended to corpus/judgements.csv, those on codes and"
            " figures to corpus/corrections.toml; each can be undone.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
    )
    @with_options(*_showing(say))
    @with_options(*_deciding(say))
    @click.pass_obj
    def review(settings: Settings, /, **told: Any) -> int:
        return _run(settings, _Wanted(**told))

    return review


def _showing(say: Say) -> tuple[Option, ...]:
    return (
        click.option("--web", is_flag=True, help=say("在本机网页上认定", "decide on a page of this machine")),
        click.option(
            "--port",
            type=click.IntRange(0, 65535),
            default=0,
            metavar=say("端口", "PORT"),
            help=say("网页的端口（默认由系统挑）", "port of the page (default: the system's choice)"),
        ),
        click.option("--open", "browse", is_flag=True, help=say("打开浏览器", "open the browser")),
        click.option("--no-input", is_flag=True, help=say("只列出，不提问", "list them and ask nothing")),
        format_option(say, zh="列出时的输出格式；json 只列出", en="output format of the list; json lists only"),
        click.option("--strict", is_flag=True, help=say("还有未定的则退出码为 1", "exit code 1 while any are open")),
    )


def _deciding(say: Say) -> tuple[Option, ...]:
    return (
        click.option(
            "--who",
            default=EDITOR,
            metavar=say("角色", "ROLE"),
            help=say("以什么角色认定（默认 editor）", "the role that decides (default: editor)"),
        ),
        click.option(
            "--date",
            "day",
            default="",
            metavar=say("日期", "DAY"),
            help=say("认定的日期（默认今天）", "the day of the decisions (default: today)"),
        ),
        click.option(
            "--retract",
            default="",
            metavar=say("编号", "ID"),
            help=say("撤销一条，如 j-0013、k-0002", "take one back, such as j-0013 or k-0002"),
        ),
        click.option(
            "--reason", default="", metavar=say("理由", "WORDS"), help=say("撤销的理由", "why it is taken back")
        ),
    )


def _run(settings: Settings, wanted: _Wanted) -> int:
    listed = wanted.form == "json" or wanted.no_input or not (sys.stdin.isatty() and sys.stdout.isatty())
    if (wanted.web or not (listed or wanted.retract)) and not sys.stderr.isatty():
        complain(settings.say("正在读语料……", "reading the corpus ..."))
    session = _session(settings, wanted.who, wanted.day)
    if wanted.retract:
        return _retract(settings, session, wanted.retract, wanted.reason)
    if wanted.web:
        left = _serve(settings, session, wanted.port, wanted.browse)
    elif listed:
        left = _list(settings, session, wanted.form)
    else:
        left = _ask(settings, session)
        if left < 0:
            return INTERRUPTED
    return int(wanted.strict and left > 0)


def _session(settings: Settings, who: str, day: str) -> Session:
    today = day or date.today().isoformat()
    if not _DAY.fullmatch(today):
        raise click.UsageError(settings.say("--date 写成 2026-11-20 的样子。", "--date looks like 2026-11-20."))
    if not who.strip():
        raise click.UsageError(settings.say("--who 是空的。", "--who is empty."))
    corpus = open_corpus(settings)
    return Session(_state(corpus, settings), lambda: _state(open_corpus(settings), settings), who.strip(), today)


def _state(corpus: Corpus, settings: Settings) -> State:
    """Read the corpus whole; a document that cannot be read is told, and the others are asked about."""
    desk = read_corpus(corpus, CorpusProgress(settings))
    for _, error in desk.unread:
        tell(error, settings.lang)
    return State.of(desk)


def _list(settings: Settings, session: Session, form: str) -> int:
    questions = session.questions
    if form == "json":
        emit(questions_json(questions))
    else:
        emit(questions_text(questions, Proofs(session.state.ledger.readings), settings.lang, clean(settings.again)))
    return len(questions)


def _ask(settings: Settings, session: Session) -> int:
    columns = get_terminal_size((100, 24)).columns
    sitting = Sitting(session, input_line, show, settings.lang, columns)
    try:
        return sitting.conduct()
    except KeyboardInterrupt:
        complain("", settings.say("已中断；已存的认定都在。", "interrupted; what was saved is kept."))
        return -1


def input_line(prompt: str) -> str:
    """Show a prompt on stderr and read a line.

    Raises:
        EOFError: at the end of input.
    """
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def show(text: str) -> None:
    """Write lines of the dialogue to stderr with their indents; whatever comes from a document was cleaned before."""
    charset = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(charset, errors="replace").decode(charset) + "\n")
    sys.stderr.flush()


def _retract(settings: Settings, session: Session, id: str, reason: str) -> int:
    told = session.undo(id, reason)
    words = settings.say(told.message.zh, told.message.en)
    if told.outcome != DONE:
        raise Misdeclared(
            told.message,
            Message("能撤销的是还有效的认定和更正。", "only what is in force can be taken back."),
            Message(
                "编号见 corpus/judgements.csv 和 corpus/corrections.toml。",
                "see corpus/judgements.csv and corpus/corrections.toml for the ids.",
            ),
        )
    lines = told.effect.lines if told.effect else ()
    emit("\n".join([words, *(f"  {settings.say(m.zh, m.en)}" for m in lines)]) + "\n")
    return 0


def _serve(settings: Settings, session: Session, port: int, browse: bool) -> int:
    """Serve the page until Ctrl-C; the address, and each later one, goes to stderr."""
    opened = listen(port)
    first: list[str] = []

    def announce(address: str) -> None:
        if first:
            complain(settings.say(f"再开一个浏览器用：{address}", f"for another browser: {address}"))
            return
        first.append(address)
        complain(
            settings.say(f"打开  {address}", f"open  {address}"),
            settings.say("Ctrl-C 结束；认定一条存一条。", "Ctrl-C ends it; each decision is saved at once."),
        )
        if browse:
            webbrowser.open(address)

    serve(session, opened, settings.lang, announce)
    left, done = len(session.questions), len(session.taken)
    complain(
        settings.say(f"已结束：本次认定 {done} 条，未定 {left} 个。", f"ended: {done} decisions taken, {left} open.")
    )
    return left
