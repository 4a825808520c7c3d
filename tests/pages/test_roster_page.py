"""The roster page in a browser: offline, phone and desktop, light and dark, by keyboard alone, with its downloads."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import WIDTHS, Opened
from tests.roster_made_up import HARMFUL, harmful, large, page_of
from tests.test_ledger_facts import ledger, named

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the addresses of the founding page, the harmful one and the large one."""
    folder: Path = tmp_path_factory.mktemp("roster")
    found = {}
    for name, made in (("founding", ledger()), ("harmful", harmful()), ("large", large())):
        path = folder / f"{name}.html"
        path.write_text(page_of(made), encoding="utf-8")
        found[name] = path.as_uri()
    return found


def saved(opened: Opened, button: str) -> tuple[str, list[list[str]]]:
    """Press a download button; give the file's name and its cells."""
    with opened.page.expect_download() as waiting:
        opened.page.click(button)
    text = Path(waiting.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    return waiting.value.suggested_filename, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_opens_without_complaint_and_nothing_is_wider_than_the_screen(
    pages: dict[str, str], opened: Open, width: str, dark: bool
) -> None:
    vans = named("电动汽车")
    for hash in ("", f"#{vans}", f"#{vans}&lang=en", "#flows&flow=all", "#lang=en"):
        seen = opened(pages["founding"] + hash, width=width, dark=dark)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
        assert seen.page.locator("h1").is_visible()
        assert seen.complaints == []


def test_every_alliance_has_a_row_and_every_cell_a_word(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["founding"]).page
    assert page.locator("table.heat tbody tr").count() == len(ledger().profiles)
    row = page.locator(f"[id='row-{named('电动汽车')}']")
    cells = [" ".join(text.split()) for text in row.locator("td").all_inner_texts()]
    assert cells[1:-1] == ["较差 47", "高 推断", "高 96", "高 推断 A", "高 推断", "高 A"]
    empty = page.locator("table.heat .cell").evaluate_all(
        "cells => cells.filter(cell => !cell.textContent.trim()).length"
    )
    assert empty == 0
    assert page.locator("table.heat thead th.break").inner_text().startswith("2025")
    assert "80–100" in page.locator("table.heat thead th.break").inner_text()


def test_filters_are_in_the_address_and_the_address_filters(pages: dict[str, str], opened: Open) -> None:
    first = opened(pages["founding"])
    first.page.fill("#search", "汽车")
    first.page.click("[data-filter='batch=3']")
    first.page.select_option("#sort", "name")
    names = first.page.locator("table.heat tbody a").all_inner_texts()
    assert 0 < len(names) < 10
    second = opened(first.page.url)
    assert second.page.locator("table.heat tbody a").all_inner_texts() == names
    assert second.page.input_value("#search") == "汽车"
    assert second.page.get_attribute("[data-filter='batch=3']", "aria-pressed") == "true"
    second.page.click("#clear")
    assert second.page.locator("table.heat tbody tr").count() == len(ledger().profiles)
    assert (first.complaints, second.complaints) == ([], [])


@pytest.mark.parametrize("query", ["ddqc", "al-0084", "212", "电动汽车联盟", "刘国芳"])
def test_search_finds_by_initials_id_code_short_name_and_person(
    pages: dict[str, str], opened: Open, query: str
) -> None:
    page = opened(pages["founding"] + f"#q={query}").page
    ids = page.locator("table.heat tbody a").evaluate_all("links => links.map(link => link.dataset.id)")
    assert "al-0084" in ids and len(ids) < 12


def test_printed_only_hides_what_is_inferred(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["founding"] + "#printed=1").page
    assert page.locator("table.heat .is-inferred").count() == 0
    assert page.locator("table.heat .no-not_joined").count() == 0
    assert opened(pages["founding"]).page.locator("table.heat .is-inferred").count() > 50


def test_order_by_tier_and_by_stability(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["founding"] + "#sort=tier").page
    words = page.locator("table.heat tbody tr td:nth-last-child(2)").all_inner_texts()
    order = ["高", "较高", "一般", "其他联盟", "未参评"]
    ranks = [order.index(word.split()[0]) for word in words]
    assert ranks == sorted(ranks) and set(ranks) == set(range(5))
    page = opened(pages["founding"] + "#sort=steady").page
    changes = [text.split("/")[0] for text in page.locator("table.heat td.steady").all_inner_texts() if "/" in text]
    assert changes == sorted(changes)


def test_one_alliance_by_keyboard_alone(pages: dict[str, str], opened: Open) -> None:
    seen = opened(pages["founding"])
    page, keys = seen.page, seen.page.keyboard
    keys.press("/")
    keys.type("电动汽车产业")
    assert page.locator("table.heat tbody tr").count() == 1
    for _ in range(25):
        keys.press("Tab")
        if page.evaluate("Boolean(document.activeElement.dataset.id)"):
            break
    keys.press("Enter")
    page.wait_for_selector("#one")
    assert page.evaluate("document.activeElement.id") == "one-title"
    assert page.url.split("#")[1].startswith(named("电动汽车产业技术创新战略联盟"))
    keys.press("Escape")
    page.wait_for_selector("table.heat")
    assert page.evaluate("document.activeElement.dataset.id") == named("电动汽车产业技术创新战略联盟")
    assert page.input_value("#search") == "电动汽车产业"
    assert seen.complaints == []


def test_one_alliance_has_all_its_parts(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["founding"] + f"#{named('电动汽车产业技术创新战略联盟')}").page
    text = page.inner_text("#one")
    for part in ("各评价期", "变动", "用过的名称", "联盟编号", "A级名单", "人员", "简报条目", "易混"):
        assert part in text, part
    for said in (
        "report-2016 附件 第351行",
        "84 电动汽车产业技术创新战略联盟 47",
        "按 2025 标准为一般",
        "赵立金",
        "同表两行",
    ):
        assert said in text, said
    drawn = page.inner_text("#timeline") or page.text_content("#timeline") or ""
    assert "47" in drawn and "96" in drawn and "A级 2017–2019" in drawn
    page = opened(pages["founding"] + f"#{named('卤水精细化工')}").page
    assert "有争议" in page.inner_text("#one")
    link = page.locator("ul.findings a").first.get_attribute("href") or ""
    assert link.startswith("audits/report-2025.html#f-")


def test_flows_say_when_the_bands_changed(pages: dict[str, str], opened: Open) -> None:
    page = opened(pages["founding"]).page
    pairs = page.locator("#flow-pairs li").all_inner_texts()
    assert len(pairs) == 2
    assert "分级标准相同" in pairs[0] and "分级标准已改" in pairs[1] and "因标准改变" in pairs[1]
    assert "较高 5 家为高" in pairs[1]
    assert "两期占参评联盟的比例不可直接比较" in page.inner_text("#cohorts")
    assert (
        page.locator("#flow-picture .only-bands").count() > 0 and page.locator("#flow-picture line.break").count() == 1
    )
    page.click("#flow-all")
    assert page.locator("#flow-pairs li").count() == 5
    assert "不能分清" in page.locator("#flow-pairs li").first.inner_text()
    assert "已知 2025 年的标准与 2019 年不同" in page.locator("#flow-pairs li").last.inner_text()


def test_downloads_hold_what_is_shown_and_codes_stay_text(pages: dict[str, str], opened: Open) -> None:
    seen = opened(pages["founding"] + "#q=" + "%E7%94%B5%E5%8A%A8%E6%B1%BD%E8%BD%A6")
    name, cells = saved(seen, "[data-file='roster.csv']")
    assert name == "roster.csv" and len(cells) == seen.page.locator("table.heat tbody tr").count() + 1
    held = {row[0]: dict(zip(cells[0], row, strict=True)) for row in cells[1:]}
    vans = held[named("电动汽车产业技术创新战略联盟")]
    assert vans["code"] == "\t212" and vans["tier_2016"] == "low" and vans["score_2016"] == "47"
    assert vans["basis_2017"] == "inferred" and vans["printed_2018"] == "高"
    for file in ("flows.csv", "cohorts.csv", "documents.csv"):
        name, cells = saved(seen, f"[data-file='{file}']")
        assert name == file and len(cells) > 2 and len({len(row) for row in cells}) == 1
    seen = opened(pages["founding"] + f"#{named('电动汽车产业技术创新战略联盟')}")
    name, cells = saved(seen, "#one .download")
    assert name == "al-0084.csv" and {"standing", "name", "code", "honour", "person", "item"} <= {
        row[0] for row in cells
    }
    assert seen.complaints == []


def test_harmful_names_are_text_on_the_page_and_harmless_in_a_sheet(pages: dict[str, str], opened: Open) -> None:
    for width in WIDTHS:
        seen = opened(pages["harmful"], width=width)
        shown = seen.page.locator("table.heat tbody th a").all_inner_texts()
        assert [text.replace("\n", "") for text in shown][:3] == list(HARMFUL[:3])
        assert seen.page.locator("img, b.owned").count() == 0 and seen.page.title() != "owned"
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
        _, cells = saved(seen, "[data-file='roster.csv']")
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in cells for cell in row)
        assert [row for row in cells if row[1].startswith("'=HYPERLINK")]
        assert "\t007" in {cell for row in cells for cell in row}
        for number in range(1, len(HARMFUL) + 1):
            seen.page.goto(f"{pages['harmful']}#al-{number:04d}")
            assert seen.page.locator("h1").is_visible()
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
        assert seen.complaints == []


def test_two_hundred_by_fifteen_open_in_time(pages: dict[str, str], opened: Open) -> None:
    seen = opened(pages["large"])
    assert seen.page.locator("table.heat tbody tr").count() == 200
    spent = seen.page.evaluate("performance.timing.domContentLoadedEventEnd - performance.timing.responseEnd")
    assert spent < 5000
    typed = seen.page.evaluate("""() => {
        const box = document.getElementById("search"), start = performance.now();
        box.value = "产业";
        box.dispatchEvent(new Event("input"));
        document.body.offsetHeight;
        return performance.now() - start;
    }""")
    assert typed < 1500
    assert seen.complaints == []


def test_both_languages(pages: dict[str, str], opened: Open) -> None:
    seen = opened(pages["founding"])
    seen.page.click("#lang")
    assert seen.page.get_attribute("html", "lang") == "en"
    assert "Tiers from period to period" in seen.page.inner_text("main")
    assert "lang=en" in seen.page.url
    row = seen.page.locator(f"[id='row-{named('电动汽车产业技术创新战略联盟')}']").inner_text()
    assert "low" in row and "inferred" in row
    seen.page.goto(pages["founding"] + f"#{named('电动汽车产业技术创新战略联盟')}&lang=en")
    assert "Easily confused with" in seen.page.inner_text("#one")
    assert seen.complaints == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_serious(pages: dict[str, str], opened: Open, width: str, dark: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    for hash in (
        "",
        f"#{named('卤水精细化工')}",
        f"#{named('电动汽车产业技术创新战略联盟')}&lang=en",
        "#sort=batch&lang=en",
    ):
        page = opened(pages["founding"] + hash, width=width, dark=dark).page
        result = axe.Axe().run(page)
        found = [v for v in result.response["violations"] if v["impact"] in ("serious", "critical")]
        told = [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found]
        assert told == [], hash
