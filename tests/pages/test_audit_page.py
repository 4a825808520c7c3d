"""The audit page in a real browser: by link, by keyboard, filtered, searched, printed; for all eyes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit_pages import HARM, LONG, REPORT, TYPESET, harmful, page_of

FIRST, SHARE = "高质量建筑", "44.45%"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "text": page_of(REPORT),
        "english": page_of(REPORT, "en"),
        "pdf": page_of(TYPESET),
        "harm": harmful(),
    }
    for name, html in made.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made}


def share_finding(page) -> str:
    return page.locator(".finding", has_text=f"称{SHARE}").get_attribute("id")


def marked(page, kind: str) -> list[str]:
    return page.locator(f".m.{kind}:visible").all_inner_texts()


@pytest.mark.parametrize("width", ["phone", "desktop"])
@pytest.mark.parametrize("name", ["text", "english", "pdf", "harm"])
def test_it_opens_offline_without_complaint_and_without_sideways_scrolling(
    pages, opened: Callable, name: str, width: str
) -> None:
    shown = opened(pages[name], width=width)
    page = shown.page
    page.keyboard.press("j")
    assert page.locator("h1:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert shown.complaints == []


def test_a_link_opens_its_finding_and_marks_both_sides(pages, opened) -> None:
    first = opened(pages["text"]).page
    wanted = share_finding(first)
    shown = opened(f"{pages['text']}#{wanted}")
    page = shown.page
    assert page.locator(".finding.current").get_attribute("id") == wanted
    assert page.locator(f"#{wanted} .card").is_visible()
    assert marked(page, "printed") == [SHARE]
    assert sorted(marked(page, "source")) == ["4 家", "9 家", "9家"]
    assert page.locator(".paper > .ties path").count() == 3
    assert page.locator(".lines p:visible").count() < 20
    assert shown.complaints == []


def test_a_link_opens_its_finding_on_a_phone_with_the_paper_inside(pages, opened) -> None:
    wanted = share_finding(opened(pages["pdf"]).page)
    page = opened(f"{pages['pdf']}#{wanted}", width="phone").page
    assert page.locator(f"#{wanted} .paper").is_visible()
    box = page.locator(".m.printed:visible").first.bounding_box()
    paper = page.locator(".paper:visible").bounding_box()
    assert paper["x"] <= box["x"] <= paper["x"] + paper["width"]
    assert paper["y"] <= box["y"] <= paper["y"] + paper["height"]
    assert page.locator(".picture:visible").first.bounding_box()["width"] > 390


def test_the_keyboard_alone_walks_through_the_findings(pages, opened) -> None:
    page = opened(pages["text"]).page
    ids = page.locator(".finding").evaluate_all("all => all.map(one => one.id)")
    assert page.locator(".finding.current").get_attribute("id") == ids[0]
    page.keyboard.press("j")
    assert page.locator(".finding.current").get_attribute("id") == ids[1]
    assert page.evaluate("location.hash") == f"#{ids[1]}"
    assert page.evaluate("document.activeElement.closest('.finding').id") == ids[1]
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.locator(".finding.current").get_attribute("id") == ids[0]
    page.keyboard.press("Enter")
    assert page.locator(".finding.current").count() == 0
    page.keyboard.press("/")
    page.keyboard.type("j44")
    assert page.locator(".search").input_value() == "j44", "letters typed into the search are letters"


def test_boxes_can_be_hidden_and_the_whole_document_shown(pages, opened) -> None:
    page = opened(pages["text"]).page
    page.keyboard.press("j")
    folded = page.locator(".lines p:visible").count()
    outline = (
        "document.querySelector('.m.printed') && getComputedStyle(document.querySelector('.m.printed')).outlineStyle"
    )
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("b")
    assert page.evaluate(outline) == "none"
    assert page.locator("[data-do=boxes]").get_attribute("aria-pressed") == "false"
    page.keyboard.press("b")
    page.keyboard.press("t")
    assert page.locator(".lines p:visible").count() > 10 * folded
    assert page.locator(".gap").count() == 0


def test_filters_stand_in_the_address_and_come_back_with_it(pages, opened) -> None:
    page = opened(pages["text"]).page
    total = page.locator(".finding").count()
    doubts = page.locator(".finding[data-level=warning]").count()
    assert 0 < doubts < total
    page.locator("[data-value=warning]").click()
    assert page.locator(".finding:visible").count() == doubts
    page.locator("summary", has_text="更多筛选").click()
    page.locator("[data-value=SHR-01]").click()
    assert page.locator(".finding:visible").count() == 1
    assert page.locator(".shown").inner_text() == f"显示 1 / {total} 条"
    page.fill(".search", "没有这样的话")
    assert page.locator(".finding:visible").count() == 0
    page.fill(".search", SHARE)
    assert page.locator(".finding:visible").count() == 1
    again = opened(page.url).page
    assert again.locator(".finding:visible").count() == 1
    assert again.locator(".search").input_value() == SHARE
    assert again.locator("[data-value=warning]").get_attribute("aria-pressed") == "true"
    again.locator("[data-value=warning]").click()
    again.locator("summary", has_text="更多筛选").click()
    again.locator("[data-value=SHR-01]").click()
    again.fill(".search", "")
    assert again.locator(".finding:visible").count() == total


def test_a_figure_of_the_graph_tells_what_it_was_compared_with(pages, opened) -> None:
    page = opened(pages["text"]).page
    page.locator(".node.n-warning").click()
    assert "4 ÷ 9 ≈ 44.4444% ≠ 44.45%" in page.locator(".tie-note").inner_text()
    assert page.locator(".node.tied").count() >= 2
    assert marked(page, "printed") == [SHARE]
    page.locator(".node.n-unchecked").first.click()
    assert page.locator(".tie-note").inner_text() == "没有与别的数据核对过。"


def test_errata_and_citations_can_be_copied(pages, opened) -> None:
    page = opened(pages["text"]).page
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.locator("[data-do=copy-table]").click()
    copied = page.evaluate("window.copied").split("\n")
    assert copied[0] == "原文\t应为\t依据\t位置"
    assert copied[1].startswith("44.45%\t44.44%\t4 ÷ 9")
    page.locator(f"#{share_finding(page)} .open").click()
    page.locator(".finding.current [data-do=copy]").click()
    assert "alliance-activity-2025-report.txt" in page.evaluate("window.copied")
    assert "第216行" in page.evaluate("window.copied")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desktop"])
@pytest.mark.parametrize("name", ["text", "english", "pdf"])
def test_axe_finds_nothing_serious(pages, opened, name: str, width: str, dark: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(pages[name], width=width, dark=dark).page
    page.keyboard.press("j")
    page.locator("summary").first.click()
    page.locator(".all summary").click()
    found = axe.Axe().run(page).response["violations"]
    bad = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
    assert bad == []


def test_what_means_harm_appears_as_text(pages, opened) -> None:
    shown = opened(pages["harm"])
    page = shown.page
    page.keyboard.press("t")
    assert page.evaluate("window.harmed") is None
    text = page.locator("body").inner_text()
    assert HARM[0] in text
    assert HARM[2] in text
    assert "\u202e" not in text
    assert LONG in page.locator("body").text_content()
    assert shown.complaints == []


@pytest.mark.parametrize("name", ["text", "pdf"])
def test_print_has_every_finding_whole_and_no_tools(pages, opened, name: str, tmp_path: Path) -> None:
    page = opened(pages[name]).page
    page.emulate_media(media="print")
    findings = page.locator(".finding").count()
    assert page.locator(".finding .card:visible").count() == findings
    assert page.locator(".tools:visible, .pane:visible, .cite:visible, .parts:visible").count() == 0
    assert page.locator(".crop:visible").count() == (0 if name == "text" else page.locator(".crop").count())
    assert len(page.pdf(path=tmp_path / "page.pdf")) > 50_000
