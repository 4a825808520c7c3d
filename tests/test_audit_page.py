"""The audit page as text: self-contained, small, the same bytes, nothing of a document taken for markup."""

from __future__ import annotations

import re
import struct
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.audit import RULES
from extractors.cli.pages import page_within
from extractors.readers.pictures import grey_png, page_pictures
from extractors.render.pages.audit import MAX_BYTES, audit_page
from extractors.render.pages.audit_words import MODES, REASONS
from tests.audit_pages import DOCUMENTS, HARM, LONG, REPORT, TYPESET, harmful, page_of, rule_texts, shown
from tests.command import run  # noqa: F401
from tests.gold_files import ROOT

TEXTS = sorted(DOCUMENTS.glob("*.txt"))


class Seen(HTMLParser):
    """Collects elements and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._raw = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))
        self._raw = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._raw = False

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self.text.append(data)


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


@pytest.mark.parametrize("path", [*TEXTS, TYPESET], ids=lambda p: p.stem)
def test_a_page_is_one_small_file_that_fetches_nothing(path: Path) -> None:
    html = page_of(path)
    assert len(html.encode()) < MAX_BYTES
    for tag, attributes in seen(html).tags:
        for name in ("src", "href", "xlink:href", "action", "srcset"):
            target = attributes.get(name, "#")
            assert target.startswith(("#", "data:image/png;base64,")), f"{tag} {name}={target[:60]}"
    assert "@font-face" not in html
    assert "url(" not in html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_document_gives_the_same_bytes(lang: str) -> None:
    first = page_of(REPORT, lang)
    page_of.cache_clear()
    assert page_of(REPORT, lang) == first
    assert not re.search(r"20\d\d-\d\d-\d\dT|\b20\d\d-\d\d-\d\d \d\d:", first)


def test_ids_are_given_once_and_all_links_lead_somewhere() -> None:
    for html in (page_of(REPORT), page_of(TYPESET)):
        tags = seen(html).tags
        ids = [a["id"] for _, a in tags if "id" in a]
        assert len(ids) == len(set(ids))
        wanted = {a["href"][1:] for _, a in tags if a.get("href", "").startswith("#")}
        wanted |= {a[k] for _, a in tags for k in ("aria-controls", "aria-labelledby") if k in a}
        assert wanted <= set(ids)


def test_every_finding_has_its_card_and_every_place_it_names_is_marked() -> None:
    laid, _ = shown(REPORT.read_bytes(), REPORT.name)
    tags = seen(page_of(REPORT)).tags
    cards = {a["id"]: a for _, a in tags if a.get("class", "").startswith("finding ")}
    assert set(cards) == {f.id for f in laid.audit.findings}
    marked = {key for _, a in tags if "data-k" in a for key in a["data-k"].split()}
    for card in cards.values():
        assert card["data-printed"]
        assert set(card["data-printed"].split()) | set(card["data-sources"].split()) <= marked


def test_the_share_pushed_to_a_hundred_is_the_one_erratum_of_2025() -> None:
    laid, _ = shown(REPORT.read_bytes(), REPORT.name)
    told = [(e.published, e.would_be) for e in laid.audit.evidence.errata]
    assert told == [("44.45%", "44.44%")]
    table = page_of(REPORT).split('<table class="errata">')[1].split("</table>")[0]
    assert "44.44%" in table
    assert "4 ÷ 9 ≈ 44.4444% ≠ 44.45%" in table


def test_what_may_be_either_of_two_figures_is_no_erratum() -> None:
    # 二批 against 三批: each would mend the other, and nobody may guess for the publisher.
    laid, _ = shown((DOCUMENTS / "alliance-activity-2016-report.txt").read_bytes(), "2016.txt")
    assert any(f.published == "二批" for f in laid.audit.findings)
    assert laid.audit.evidence.errata == ()
    html = page_of(DOCUMENTS / "alliance-activity-2016-report.txt")
    assert '<table class="errata">' not in html
    assert "二批" in html.split('<ul class="settle">')[1].split("</ul>")[0]


def test_truncation_stands_left_of_nought_and_rounding_on_both_sides() -> None:
    old, _ = shown((DOCUMENTS / "alliance-activity-2016-report.txt").read_bytes(), "2016.txt")
    new, _ = shown(REPORT.read_bytes(), REPORT.name)
    cut = [r.off for r in old.audit.evidence.roundings if r.decimals == 2]
    assert len(cut) >= 16
    assert all(-1 < off <= 0 for off in cut)
    rounded = {r.where.quote: r for r in new.audit.evidence.roundings if r.decimals == 2}
    assert {q for q, r in rounded.items() if not r.fits} == {"44.45%"}
    assert all(abs(r.off) * 2 <= 1 for r in rounded.values() if r.fits)
    assert min(r.off for r in rounded.values()) < 0 < max(r.off for r in rounded.values())


def test_the_crossing_adds_up_as_the_report_of_2025_prints_it() -> None:
    laid, _ = shown(REPORT.read_bytes(), REPORT.name)
    crossing = laid.audit.evidence.crossing
    assert crossing is not None
    rows = {row.name.zh: ([c.text for c in row.cells], row.margin.text, row.adds_up) for row in crossing.rows}
    assert rows["活跃度高"] == (["21", "6", "12", "4"], "43", True)
    assert rows["活跃度较高"] == (["3", "1", "4", "1"], "9", True)
    assert crossing.total.text == "70"


def test_every_figure_is_a_node_and_the_lonely_ones_have_no_edge() -> None:
    laid, _ = shown(REPORT.read_bytes(), REPORT.name)
    tags = seen(page_of(REPORT)).tags
    nodes = [a for _, a in tags if a.get("class", "").startswith("node ")]
    checked, unchecked = laid.audit.checked, laid.audit.unchecked
    assert len(nodes) == len({c.where.id for c in checked} | {w.id for w in unchecked})
    lonely = {a["data-k"] for a in nodes if "n-unchecked" in a["class"]}
    assert len(lonely) == len(unchecked)
    joined = {key for _, a in tags if "data-e" in a for key in a["data-e"].split()}
    assert not lonely & joined


def test_what_machines_obey_stands_there_as_text() -> None:
    found = seen(harmful())
    text = "".join(found.text)
    for harm in (*HARM[:3], *HARM[4:]):
        assert harm in text
    assert "⟨202E⟩倒排⟨202C⟩" in text
    assert LONG in text
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert not [tag for tag, a in found.tags if tag == "img" or any(k.startswith("on") for k in a)]


def test_a_place_in_another_document_is_a_link_where_that_has_a_page() -> None:
    outputs = ROOT / "outputs" / "audits"
    links = [a["href"] for _, a in seen((outputs / "report-2025.html").read_text(encoding="utf-8")).tags if "href" in a]
    away = {link for link in links if not link.startswith("#")}
    assert "report-2018.html#L882" in away
    for link in away:
        name, _, line = link.partition("#L")
        assert f'data-n="{line}"' in (outputs / name).read_text(encoding="utf-8")


def test_the_library_gives_the_page_the_command_writes(run) -> None:
    import extractors

    assert extractors.audit_html(REPORT) == run("audit", REPORT, "--alone", "--format", "html").out


def test_several_documents_have_an_index_and_one_without_ink_is_told() -> None:
    one, first = shown(REPORT.read_bytes(), REPORT.name, "a")
    other, second = shown(TEXTS[0].read_bytes(), TEXTS[0].name, "b")
    html = audit_page((one, other), (first.reading, second.reading), rule_texts(), "0")
    tags = seen(html).tags
    assert [a["href"] for _, a in tags if re.fullmatch(r"#d\d", a.get("href", ""))] == ["#d1", "#d2"]
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))


def test_english_pages_have_english_words_for_habits_and_reasons() -> None:
    for path in TEXTS:
        laid, _ = shown(path.read_bytes(), path.name)
        assert {r.mode for r in laid.audit.evidence.roundings} <= set(MODES)
        assert {x.reason for x in laid.audit.evidence.lonely} <= set(REASONS)
    for words in (MODES, REASONS):
        assert all(message.zh and message.en.isascii() for message in words.values())


def test_pictures_give_way_where_a_page_would_be_too_heavy_to_mail(monkeypatch) -> None:
    laid, opened = shown(TYPESET.read_bytes(), TYPESET.name)
    free = page_within(laid.audit, opened, (opened.reading,), "zh")
    monkeypatch.setattr("extractors.cli.pages.MAX_BYTES", 600_000)
    tight = page_within(laid.audit, opened, (opened.reading,), "zh")
    assert len(tight.encode()) <= 600_000 < len(free.encode()) <= MAX_BYTES
    pictures = sum(tag == "image" for tag, _ in seen(free).tags)
    assert sum(tag == "image" for tag, _ in seen(tight).tags) > pictures // 2


def test_every_rule_says_itself_in_both_languages() -> None:
    told = rule_texts()
    assert len(told) == len(RULES) + 3
    for text in told:
        assert all(m.zh and m.en for m in (text.title, text.protects, text.silent)), text.code


# ---- pictures ---------------------------------------------------------------------------------------------------


def test_pictures_keep_to_their_budget_and_are_the_same_each_time() -> None:
    data = TYPESET.read_bytes()
    rich = page_pictures(data, "a.pdf", (1, 2, 3), 2_000_000)
    poor = page_pictures(data, "a.pdf", range(1, 18), 300_000)
    assert [p.page for p in rich] == [1, 2, 3]
    assert sum(len(p.data) for p in poor) <= 300_000
    assert poor == page_pictures(data, "a.pdf", range(1, 18), 300_000)
    assert (round(rich[0].width), round(rich[0].height)) == (595, 842)


@given(st.integers(1, 9), st.integers(1, 5), st.sampled_from([2, 4, 8]), st.data())
def test_a_grey_picture_keeps_every_dot(width: int, height: int, bits: int, data: st.DataObject) -> None:
    samples = data.draw(st.binary(min_size=width * height, max_size=width * height))
    png = grey_png(width, height, samples, bits)
    assert png[16:26] == struct.pack(">IIBB", width, height, bits, 0)
    start = png.index(b"IDAT") + 4
    packed = zlib.decompress(png[start : start + struct.unpack(">I", png[start - 8 : start - 4])[0]])
    top, each = (1 << bits) - 1, 8 // bits
    row = 1 + (width + each - 1) // each
    for y in range(height):
        for x in range(width):
            byte = packed[y * row + 1 + x // each]
            dot = byte >> (bits * (each - 1 - x % each)) & top
            assert dot == (samples[y * width + x] * top + 127) // 255


# ---- command line -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_output_goes_to_a_file_whole(form: str, run, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "结果"
    printed = run("audit", REPORT, "--alone", "--format", form)
    written = run("audit", REPORT, "--alone", "--format", form, "-o", target)
    assert written.out == ""
    assert str(target) in written.err
    # A terminal has its own width, a file a hundred columns: the words are the same.
    assert "".join(target.read_text(encoding="utf-8").split()) == "".join(printed.out.split())
    assert [p.name for p in target.parent.iterdir()] == ["结果"]


def test_the_page_opens_in_the_browser_on_demand(run, tmp_path: Path, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("extractors.cli.audit.click.launch", opened.append)
    monkeypatch.chdir(tmp_path)
    ran = run("audit", REPORT, "--alone", "--open")
    assert ran.code == 0
    (page,) = tmp_path.iterdir()
    assert str(page) in ran.err
    assert opened == [page.as_uri()]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_file_that_cannot_be_written_is_said_in_three_lines(run, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    done = run("audit", REPORT, "--alone", "--format", "html", "-o", tmp_path / "a" / "b.html")
    assert done.code == 2
    assert len(done.err.strip().splitlines()) == 3
