"""The local review page: routes over one session, for as many tabs and people as are let in."""

from __future__ import annotations

import re
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING

from extractors.render.pages.frame import asset
from extractors.review.guard import HEADERS, Doorkeeper
from extractors.review.session import DONE, RETRACT, Session, Told
from extractors.review.view import PACKAGE, Notice, desk_html, page_html, strip_html, typed_html
from extractors.review.words import MISPRINT
from schemas.errors import AllianceError, Misdeclared
from schemas.finding import Message
from schemas.question import NAME, Decision, Effect, Option

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

LOOPBACK = "127.0.0.1"
ASSETS = {
    "base.css": "text/css",
    "review.css": "text/css",
    "review.js": "text/javascript",
    "htmx.min.js": "text/javascript",
}
_SHARED = ("base.css",)
"""Assets that all pages of ours have; the others are the review page's own."""

_ALLIANCE = re.compile(r"\s*(al-\d{4,})\b.*", re.DOTALL)


class PortTaken(AllianceError):
    """The port asked for belongs to another program."""

    exit_code = 2


class Desk:
    """The routes of the page."""

    def __init__(self, session: Session, door: Doorkeeper, lang: str) -> None:
        self._session, self._door, self._lang = session, door, lang

    def show(self, request: Request) -> Response:
        """Show a question: the one in the address, or the first."""
        wanted = request.path_params.get("question", "")
        notices = self._look()
        if wanted and self._session.question(wanted) is None:
            words = Message("这个问题已不在待定之列。", "this question is no longer open.")
            notices = (*notices, Notice("gone", (words,)))
        return _html(page_html(self._session, self._lang, self._door.secret, wanted, notices))

    def _look(self) -> tuple[Notice, ...]:
        """Read the files again, and say so when they cannot be read; what was read before is shown on."""
        try:
            self._session.refresh()
        except Misdeclared as error:
            return (Notice("refused", _lines(error)),)
        return ()

    def decide(self, form: FormData) -> tuple[Notice, ...]:
        """Take the decision of a form."""
        kind, _, target = _text(form, "choice").partition("|")
        if target == "?":
            found = _ALLIANCE.fullmatch(_text(form, "other"))
            target = found[1] if found else ""
            if not target:
                return _refusal("先写出是哪一家（台账编号）。", "first name the alliance (its id).")
        question = self._session.question(_text(form, "question"))
        reason = _text(form, "reason").strip()
        only: tuple[str, ...] = ()
        meant = ""
        if question is not None:
            options = self._session.options(question)
            option = next((o for o in options if (o.kind, o.alliance or o.choice) == (kind, target)), None)
            if question.kind != NAME and option is None:
                return _refusal("没有这个选择，没有写入。", "there is no such choice; nothing was written.")
            if not reason and (option is None or option.needs_reason):
                return _refusal("这样认定须写理由，没有写入。", "this decision needs a reason; nothing was written.")
            only = question.documents if question.ambiguous and _text(form, "only") else ()
            meant = _meant(form, option) if option and option.asks else ""
        named = question is None or question.kind == NAME
        alliance, choice = (target, "") if named else ("", target)
        who, today = self._session.who, self._session.today
        made = Decision(kind, alliance, reason, who, today, only, choice=choice, meant=meant)
        return self._told(lambda: self._session.decide(_text(form, "question"), _text(form, "stamp"), made))

    def effect(self, form: FormData) -> str:
        """Say what the value typed would change, on the side one looks at; empty where nothing is typed."""
        question, side = self._session.question(_text(form, "question")), _text(form, "side")
        typed = _text(form, "meant").strip()
        if question is None or not typed or not side.isdigit() or not 0 < int(side) <= len(question.choices):
            return ""
        choice = question.choices[int(side) - 1].key
        told: list[tuple[Option, Effect | None, tuple[Message, ...]]] = []
        for option in (o for o in self._session.options(question) if o.asks and o.choice == choice):
            made = Decision(
                option.kind, "", "—", self._session.who, self._session.today, choice=choice, meant=_meant(form, option)
            )
            try:
                told.append((option, self._session.preview(question, made), ()))
            except Misdeclared as error:
                told.append((option, None, _lines(error)[1:]))
        return typed_html(tuple(told), typed, self._lang)

    def undo(self, form: FormData) -> tuple[Notice, ...]:
        """Take a judgement back."""
        return self._told(lambda: self._session.undo(_text(form, "judgement"), _text(form, "reason")))

    def _told(self, make: Callable[[], Told]) -> tuple[Notice, ...]:
        try:
            told = make()
        except Misdeclared as error:
            nothing = Message("没有写入。", "nothing was written.")
            return (Notice("refused", (nothing, *_lines(error))),)
        lines = (told.message, *(told.effect.lines if told.effect else ()))
        undo = told.entry.id if told.entry and told.outcome == DONE and told.entry.kind != RETRACT else ""
        return (Notice(told.outcome, lines, undo),)

    def posted(self, take: Callable[[FormData], tuple[Notice, ...]]) -> Callable[[Request], Awaitable[Response]]:
        """Make the endpoint of a form: its secret is looked at, then the part of the page that changes is sent back."""
        from starlette.concurrency import run_in_threadpool

        async def endpoint(request: Request) -> Response:
            form = await request.form(max_files=0, max_fields=20)
            if not self._door.same_page(_text(form, "secret")):
                return _refused("secret")
            notices = await run_in_threadpool(take, form)
            make = desk_html if "hx-request" in request.headers else page_html
            following = _text(form, "following") if notices[0].kind in ("done", "gone") else _text(form, "question")
            html = await run_in_threadpool(make, self._session, self._lang, self._door.secret, following, notices)
            return _html(html)

        return endpoint

    def previewed(self) -> Callable[[Request], Awaitable[Response]]:
        """Make the endpoint that says what a typed value would change; nothing is written by it."""
        from starlette.concurrency import run_in_threadpool

        async def endpoint(request: Request) -> Response:
            form = await request.form(max_files=0, max_fields=20)
            if not self._door.same_page(_text(form, "secret")):
                return _refused("secret")
            return _html(await run_in_threadpool(self.effect, form))

        return endpoint

    def strip(self, request: Request) -> Response:
        """Send the strip of a page around a place of a question."""
        question, place = request.path_params["question"], request.path_params["place"]
        return _html(strip_html(self._session, self._lang, question, place))

    def picture(self, request: Request) -> Response:
        """Send the picture of a page."""
        from starlette.responses import Response

        document, page = request.path_params["document"], request.path_params["page"]
        found = self._session.shelf.picture(document, page, self._session.state.corpus)
        return Response(found.data, media_type=found.media) if found else Response(status_code=404)


def application(session: Session, door: Doorkeeper, lang: str) -> Starlette:
    """Make the page's application."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.base import BaseHTTPMiddleware
    from starlette.responses import RedirectResponse, Response
    from starlette.routing import Route

    desk = Desk(session, door, lang)

    async def guarded(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await _through(request, call)
        response.headers.update(HEADERS)
        return response

    async def _through(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        why = door.refusal(request)
        if why:
            return _refused(why)
        token = request.query_params.get("token", "")
        if token and request.method == "GET" and request.url.path == "/":
            answer = RedirectResponse("/", status_code=303)
            # A token that was used: the browser that used it may come by its history again.
            return answer if door.let_in(token, answer) or door.knows(request) else _refused("token")
        return await call(request) if door.knows(request) else _refused("token")

    def send(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            return Response(status_code=404)
        text = asset(name) if name in _SHARED else files(PACKAGE).joinpath("assets", name).read_text("utf-8")
        return Response(text, media_type=ASSETS[name])

    return Starlette(
        routes=[
            Route("/", desk.show),
            Route("/q/{question}", desk.show),
            Route("/decide", desk.posted(desk.decide), methods=["POST"]),
            Route("/effect", desk.previewed(), methods=["POST"]),
            Route("/undo", desk.posted(desk.undo), methods=["POST"]),
            Route("/strip/{question}/{place}", desk.strip),
            Route("/picture/{document}/{page:int}.png", desk.picture),
            Route("/assets/{name}", send),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=guarded)],
    )


def listen(port: int) -> socket.socket:
    """Open the port on loopback, 0 for any.

    Raises:
        PortTaken: when another program has it.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.bind((LOOPBACK, port))
    except OSError as error:
        made.close()
        raise PortTaken(
            Message(f"端口 {port} 用不了。", f"port {port} cannot be used."),
            Message(f"系统说：{error.strerror}。", f"the system says: {error.strerror}."),
            Message("换一个 --port，或不写，由系统挑一个。", "choose another --port, or none for the system's choice."),
        ) from error
    made.listen()
    return made


def serve(session: Session, opened: socket.socket, lang: str, announce: Callable[[str], None]) -> None:
    """Serve the page on an open socket until the process is interrupted; `announce` is told each new address."""
    import uvicorn

    door = Doorkeeper(opened.getsockname()[1], announce)
    app = application(session, door, lang)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=2
    )
    announce(door.new_address())
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[opened])


def _refusal(zh: str, en: str) -> tuple[Notice, ...]:
    return (Notice("refused", (Message(zh, en),)),)


def _meant(form: FormData, option: Option) -> str:
    """Give the value typed, else the one suggested; a question mark where a misprint's right value is not known."""
    typed = _text(form, "meant").strip() or option.meant
    return "" if typed == "?" and option.kind == MISPRINT else typed


def _lines(error: AllianceError) -> tuple[Message, ...]:
    told = ("\n".join(error.lines(lang)).split("\n") for lang in ("zh", "en"))
    return tuple(Message(zh, en) for zh, en in zip(*told, strict=True))


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _html(text: str) -> Response:
    from starlette.responses import HTMLResponse

    return HTMLResponse(text)


def _refused(why: str) -> Response:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(f"403 {why}\n{_WHY[why]}\n", status_code=403)


_WHY = {
    "host": "只答应 127.0.0.1 上的本页。 This page answers to its own address on this machine only.",
    "origin": "请求来自别的网页。 The request comes from another page.",
    "token": "请用终端里印出的最新地址打开。 Open the newest address printed in the terminal.",
    "secret": "表单不是本页发出的，请重新打开本页。 The form is not of this page; load it again.",
    "length": "内容过长。 Too long.",
}
