"""Who may talk to the page: this machine's browser that came with the address we printed, and nobody else.

A page on loopback can be reached by any site the browser has open and by any name that resolves to 127.0.0.1 (DNS
rebinding). So the Host must be ours, a request that changes something must come from our own page (Origin) and carry
the page's secret, and a browser gets its cookie only for an address with a token, which works once.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not no-referrer: with it browsers send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
}

LONGEST_BODY = 64 * 1024
"""Bytes of a form: a reason, ids and secrets take a few hundred."""


@dataclass(slots=True)
class Doorkeeper:
    """Keeps the secrets of one run: the next token, the cookies given out, the forms' secret.

    `announce` is told each new address; a token that was used is replaced, so that a second browser can be let in.
    """

    port: int
    announce: Callable[[str], None]
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _token: str = ""
    _cookies: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cookie(self) -> str:
        """Name the cookie; browsers do not keep the cookies of two ports apart."""
        return f"alliances-review-{self.port}"

    def new_address(self) -> str:
        """Make the address that lets one browser in."""
        self._token = secrets.token_urlsafe(24)
        return f"http://127.0.0.1:{self.port}/?token={self._token}"

    def refusal(self, request: Request) -> str:
        """Say why a request is refused, empty where it is not; its cookie is not looked at here."""
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            return "host"
        ours = f"http://{hosts[0].lower()}"
        origins = request.headers.getlist("origin")
        changes = request.method not in ("GET", "HEAD")
        if (origins and origins != [ours]) or (changes and not origins):
            return "origin"
        if changes and request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "origin"
        length = request.headers.get("content-length", "0")
        if changes and (not length.isdigit() or int(length) > LONGEST_BODY or "transfer-encoding" in request.headers):
            return "length"
        return ""

    def knows(self, request: Request) -> bool:
        """Tell whether a browser has been let in."""
        sent = request.cookies.get(self.cookie, "")
        return any(hmac.compare_digest(sent.encode(), known.encode()) for known in self._cookies)

    def let_in(self, token: str, response: Response) -> bool:
        """Give a browser its cookie for the token, which is used up by that."""
        with self._lock:
            if not self._token or not hmac.compare_digest(token.encode(), self._token.encode()):
                return False
            cookie = secrets.token_urlsafe(24)
            self._cookies.add(cookie)
            address = self.new_address()
        response.set_cookie(self.cookie, cookie, httponly=True, samesite="strict", path="/")
        self.announce(address)
        return True

    def same_page(self, secret: str) -> bool:
        """Tell whether a form was made by our page."""
        return hmac.compare_digest(secret.encode(), self.secret.encode())
