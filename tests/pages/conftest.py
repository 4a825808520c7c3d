"""A real browser for the pages, offline, at the widths people have; everything it complains about fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = {"phone": 390, "desktop": 1366}


@dataclass(frozen=True)
class Opened:
    page: Page
    complaints: list[str] = field(default_factory=list)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/pages/" in item.path.as_posix():
            item.add_marker("pages")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright: make test-pages")
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("needs Debian's chromium: make test-pages")
    with api.sync_playwright() as driver:
        # Chromium's own sandbox does not start for root in a container.
        running = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """``opened(address, width="phone", offline=True, dark=False)``: the page, and what its console said against it."""
    contexts = []

    def visit(address: str, *, width: str = "desktop", offline: bool = True, dark: bool = False) -> Opened:
        context = browser.new_context(
            viewport={"width": WIDTHS[width], "height": 900},
            offline=offline,
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
        )
        contexts.append(context)
        result = Opened(context.new_page())
        result.page.on("console", lambda m: result.complaints.append(m.text) if m.type == "error" else None)
        result.page.on("pageerror", lambda error: result.complaints.append(str(error)))
        result.page.goto(address)
        return result

    yield visit
    for context in contexts:
        context.close()
