"""A served corpus and a browser's side of it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from extractors.review.guard import Doorkeeper
from extractors.review.server import application
from tests.review_desk import asked, session, undecided

PORT = 4711
HERE = f"http://127.0.0.1:{PORT}"
ROUTES = [("GET", "/"), ("GET", "/q/q-0000000000"), ("POST", "/decide"), ("POST", "/undo"), ("POST", "/effect"),
          ("GET", "/picture/report-2018/1.png"), ("GET", "/strip/q-0/w-0"), ("GET", "/assets/htmx.min.js")]  # fmt: skip


class Site:
    """A served corpus and a browser's side of it."""

    def __init__(self, root: Path, lang: str = "zh", reread: bool = False) -> None:
        self.root, self.session, self.addresses = root, session(root, read_anew=reread), []
        self.door = Doorkeeper(PORT, self.addresses.append)
        self.addresses.append(self.door.new_address())
        self.app = application(self.session, self.door, lang)
        self.client = self.browser()

    def browser(self, let_in: bool = True) -> TestClient:
        client = TestClient(self.app, base_url=HERE, headers={"origin": HERE})
        if let_in:
            assert client.get(self.addresses[-1].removeprefix(HERE), follow_redirects=False).status_code == 303
        return client

    def fields(self, title: str = "", client: TestClient | None = None) -> dict[str, str]:
        """Give the hidden fields of a question's form."""
        wanted = f"/q/{asked(self.session, title).id}" if title else "/"
        html = (client or self.client).get(wanted).text
        form = html[html.index('id="decision"') : html.index("</form>", html.index('id="decision"'))]
        return {unescape(n): unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}

    def decide(self, title: str, choice: str, client: TestClient | None = None, **more: str):
        return (client or self.client).post("/decide", data=self.fields(title, client) | {"choice": choice} | more)

    def secret(self) -> str:
        return self.door.secret


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(undecided(tmp_path))


@pytest.fixture(scope="module")
def shut(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A page for tests that must leave everything as it was."""
    return Site(undecided(tmp_path_factory.mktemp("shut")))


def said(response) -> str:
    html = response.text
    start = html.index('id="notices"')
    return unescape(re.sub(r"<[^>]+>", " ", html[start : html.index('class="columns"', start)]))
