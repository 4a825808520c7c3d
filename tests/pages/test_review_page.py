"""The review page in a real browser: decide, see the effect, undo it, by keyboard alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.review.guard import Doorkeeper
from extractors.review.server import application, listen
from extractors.review.session import Session
from tests.review_desk import MACHINES, SMOKE, decided, lines, session, undecided, with_pdf


@dataclass
class Served:
    root: Path
    session: Session
    addresses: list[str]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator:
    """Serve the page of an undecided corpus; the last address lets a browser in."""
    import uvicorn

    running = []

    def start(root: Path | None = None, lang: str = "zh", read_anew: bool = False) -> Served:
        corpus = root or undecided(tmp_path)
        opened_port = listen(0)
        addresses: list[str] = []
        door = Doorkeeper(opened_port.getsockname()[1], addresses.append)
        addresses.append(door.new_address())
        sitting = session(corpus, read_anew=read_anew)
        config = uvicorn.Config(application(sitting, door, lang), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened_port]}, daemon=True)
        thread.start()
        running.append((server, thread))
        return Served(corpus, sitting, addresses)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


def axe(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found if v["impact"] in ("serious", "critical")]


def test_deciding_by_keyboard_alone_and_taking_it_back(serve, opened) -> None:
    served = serve()
    seen = opened(served.addresses[-1], offline=False)
    page = seen.page
    page.wait_for_selector("#question")
    assert SMOKE in page.inner_text("#question")
    assert "将影响 4 行" in page.inner_text(".effect:visible")
    page.keyboard.press("r")
    page.wait_for_selector(".notice.done")
    assert "已存 corpus/judgements.csv 第2行 j-0001 · 4 行变动 · 剩 10" in page.inner_text("#notices")
    assert "4 行归入 al-0009" in page.inner_text("#notices")
    assert [line["kind"] for line in lines(served.root)] == ["rename"]
    assert MACHINES in page.inner_text("#question")
    page.keyboard.press("u")
    page.locator("#notices").get_by_text("已撤销 j-0001").wait_for()
    assert [line["kind"] for line in lines(served.root)] == ["rename", "retract"]
    assert "剩 11" in page.inner_text("#left")
    assert seen.complaints == []


def test_an_override_asks_for_its_reason_first(serve, opened) -> None:
    served = serve()
    seen = opened(served.addresses[-1], offline=False)
    page = seen.page
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "reason"
    page.keyboard.press("Enter")
    assert lines(served.root) == []
    page.keyboard.type("两家，各有秘书长")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice.done")
    assert [(x["kind"], x["reason"]) for x in lines(served.root)] == [("different", "两家，各有秘书长")]
    assert seen.complaints == []


def test_escape_leaves_the_reason_and_decides_nothing(serve, opened) -> None:
    served = serve()
    page = opened(served.addresses[-1], offline=False).page
    page.keyboard.press("n")
    page.keyboard.type("qy")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "question"
    assert page.locator("button.pending").count() == 0
    assert lines(served.root) == []


def test_the_effect_follows_the_focus(serve, opened) -> None:
    served = serve()
    page = opened(served.addresses[-1], offline=False).page
    page.locator("button[data-key=c]").focus()
    shown = page.inner_text(".effect:visible")
    assert "承继" in shown and "有争议 → 承继" in shown
    page.locator("button[data-key=y]").focus()
    assert "2016" in page.inner_text(".effect:visible .roster")


def test_skipping_and_looking_at_the_print(serve, opened) -> None:
    served = serve()
    page = opened(served.addresses[-1], offline=False).page
    assert page.locator(".places details:not([open])").count() > 0
    page.keyboard.press("e")
    assert page.locator(".places details:not([open])").count() == 0
    page.keyboard.press("s")
    page.wait_for_url("**/q/*")
    page.wait_for_selector("#question")
    assert MACHINES in page.inner_text("#question")
    assert page.locator("mark").first.inner_text() == MACHINES


def test_two_tabs_lose_nothing(serve, opened) -> None:
    served = serve()
    one = opened(served.addresses[-1], offline=False)
    other = opened(served.addresses[-1], offline=False)
    one.page.keyboard.press("y")
    one.page.wait_for_selector(".notice.done")
    other.page.keyboard.press("n")
    other.page.keyboard.type("两家")
    other.page.keyboard.press("Enter")
    other.page.wait_for_selector(".notice.gone")
    assert "已由 editor 认定（j-0001，同一 al-0009），没有再写入。" in other.page.inner_text("#notices")
    assert [line["kind"] for line in lines(served.root)] == ["same"]
    assert one.complaints == other.complaints == []


def test_a_name_with_markup_is_text(serve, opened, tmp_path: Path) -> None:
    root = undecided(tmp_path)
    path = root / "corpus" / "alliances.csv"
    nasty = "<script>window.evil=1</script>产业技术创新战略联盟"
    lines_before = path.read_text("utf-8")
    path.write_text(lines_before.replace("重点行业减污降碳产业技术创新战略联盟", nasty), "utf-8")
    served = serve(root)
    seen = opened(served.addresses[-1], offline=False)
    assert seen.page.evaluate("window.evil") is None
    assert "<script>window.evil=1</script>" in seen.page.content().replace("&lt;", "<").replace("&gt;", ">")
    assert seen.complaints == []


def test_a_page_of_a_pdf_is_shown_and_the_rest_stays(serve, opened, tmp_path: Path) -> None:
    served = serve(with_pdf(undecided(tmp_path)), read_anew=True)
    seen = opened(served.addresses[-1], offline=False)
    page = seen.page
    picture = page.locator(".strip svg image").first
    picture.wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")
    box = page.locator(".strip svg rect").first.bounding_box()
    assert box and box["width"] > 50
    page.keyboard.press("y")
    page.wait_for_selector(".notice.done")
    assert seen.complaints == []


def test_a_figure_is_ruled_on_by_keyboard_and_taken_back(serve, opened, tmp_path: Path) -> None:
    served = serve(decided(tmp_path))
    file = served.root / "corpus" / "corrections.toml"
    seen = opened(served.addresses[-1], offline=False)
    page = seen.page
    for _ in range(5):
        if "SUM-02 二批" in page.inner_text("#question"):
            break
        page.keyboard.press("s")
        page.wait_for_timeout(1000)
    assert "SUM-02 二批" in page.inner_text("#question")
    assert "若认作“误印 3批”：将了结 1 项发现" in page.inner_text(".effect:visible")
    page.keyboard.press("2")
    assert "“误印 2批”" in page.inner_text(".effect:visible")
    page.keyboard.press("1")
    page.keyboard.press("v")
    page.keyboard.type("三批")
    page.locator("#typed").get_by_text("“误读 三批”").wait_for()
    assert "发现消去：SUM-02 二批" in page.inner_text("#typed")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.id") == "reason"
    assert not file.exists()
    page.keyboard.type("三个批次合计146")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice.done")
    assert "已存 corpus/corrections.toml 第1行 k-0001 · 了结 1 项发现 · 剩 2" in page.inner_text("#notices")
    assert 'expect = "二批"\nmeant = "三批"' in file.read_text("utf-8")
    assert axe(page) == []
    page.keyboard.press("u")
    page.locator("#notices").get_by_text("已撤销 k-0001").wait_for()
    assert 'supersedes = ["k-0001"]' in file.read_text("utf-8")
    assert "剩 3" in page.inner_text("#left")
    assert seen.complaints == []


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_anybody_can_rule_on_a_figure(serve, opened, tmp_path: Path, width: str) -> None:
    served = serve(decided(tmp_path), lang="en")
    seen = opened(served.addresses[-1], offline=False, width=width)
    page = seen.page
    figure = next(q for q in served.session.questions if q.kind == "figure")
    page.locator(f'nav a[href="/q/{figure.id}"]').click()
    page.wait_for_selector("#meant")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe(page) == []
    assert seen.complaints == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_anybody_can_use_it(serve, opened, width: str, dark: bool) -> None:
    served = serve(lang="en" if dark else "zh")
    seen = opened(served.addresses[-1], offline=False, width=width, dark=dark)
    page = seen.page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe(page) == []
    page.keyboard.press("y")
    page.wait_for_selector(".notice.done")
    assert axe(page) == []
    assert seen.complaints == []
