"""Typesettings of the founding documents: every row, person and item from every layout, every figure with its box."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from extractors import audit_reading
from extractors.readers import pdf
from extractors.reports import bitmaps, draw_pages, read_bytes, read_path, read_source, reading_with
from schemas.errors import Unreadable
from schemas.radicals import fold_radicals
from schemas.reading import Reading
from tests.conftest import reading_of
from tests.gold_files import ROOT, gold

MATERIAL = sorted((ROOT / "tests" / "material").glob("*.pdf"))
REPORTS = [p for p in MATERIAL if p.name.startswith("report")]


@cache
def read(path: Path) -> Reading:
    return read_path(path)


def document_of(path: Path) -> str:
    return path.name.partition("_")[0]


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_every_row_of_every_layout(path: Path) -> None:
    rows = [
        (r.table, str(r.rank), bare(r.name), r.code, r.score, r.tier)
        for r in read(path).rows
        if r.table != "activities"
    ]
    columns = ("table", "rank", "name", "code", "score", "tier")
    assert rows == [tuple(g[c] for c in columns) for g in gold(f"rows-{document_of(path)}")]


@pytest.mark.parametrize("path", [p for p in REPORTS if "zebra" not in p.name], ids=lambda p: p.stem)
def test_panels_are_read_where_the_typesetting_has_them(path: Path) -> None:
    read_people = [(p.person, p.role, bare(p.affiliation), bare(p.title)) for p in read(path).panel]
    document = document_of(path)
    printed = gold(f"panel-{document}") if document != "report-2016" else []
    assert read_people == [(g["person"], g["role"], g["affiliation"], g["title"]) for g in printed]


def test_a_typeset_bulletin_has_its_items() -> None:
    path = next(p for p in MATERIAL if p.name.startswith("bulletin"))
    assert [i.heading for i in read(path).items] == [bare(g["heading"]) for g in gold("items-bulletin-2026-01")]
    assert read(path).unread == ()


@pytest.mark.parametrize("path", [p for p in REPORTS if "report-2025" in p.name], ids=lambda p: p.stem)
def test_a_typeset_report_makes_the_claims_its_text_makes(path: Path) -> None:
    def counted(reading: Reading) -> set[tuple[str, str, str]]:
        found = (c for c in reading.claims if c.kind in ("count", "share", "change") and "described" not in str(c.of))
        return {(c.kind, bare(c.where.quote), str(c.of[0]) if c.of else "") for c in found}

    assert counted(reading_of("report-2025")) <= counted(read(path))


@pytest.mark.parametrize(
    "path", [p for p in REPORTS if "2018" in p.name and "zebra" not in p.name], ids=lambda p: p.stem
)
def test_activities_under_heads_broken_over_lines(path: Path) -> None:
    def counts(reading: Reading) -> list[tuple[int | None, str, str, str]]:
        return [(r.rank, bare(r.name), r.value, r.tier) for r in reading.rows if r.table == "activities"]

    assert counts(read(path)) == counts(reading_of("report-2018"))


def folded(text: str) -> str:
    return bare(unicodedata.normalize("NFKC", fold_radicals(text)))


def told(reading: Reading) -> dict[str, list[tuple[str, str, str, str]]]:
    """Give the claims of each sentence, without the offsets that tell described populations apart."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for c in reading.claims:
        if c.kind != "date" and c.text:
            of, base = (re.sub(r"@\d+\+\d+", "", str(p[:1])) for p in (c.of, c.base))
            found.setdefault(folded(c.text), []).append((c.kind, folded(c.where.quote), of, base))
    return found


@pytest.mark.parametrize("path", MATERIAL, ids=lambda p: p.stem)
def test_a_passage_makes_the_same_claims_typeset_and_as_text(path: Path) -> None:
    typeset, text = told(read(path)), told(reading_of(document_of(path)))
    printed = folded(read_source(path.read_bytes(), "typeset", path.name).text)
    both = [sentence for sentence in text if sentence in printed]
    same = [s for s in both if s in typeset]
    # A sentence that goes on a heading set into its line, or over a caption, is no longer the same passage.
    assert len(same) >= 0.9 * len(both) > 0
    assert [s for s in same if sorted(typeset[s]) != sorted(text[s])] == []


# What these say depends on all that is printed: a shorter narrative or contents list has others.
ON_THE_WHOLE = {"LBL-01", "LBL-03", "HDG-02", "SHR-02"}


@pytest.mark.parametrize("path", MATERIAL, ids=lambda p: p.stem)
def test_what_both_print_is_found_in_both(path: Path) -> None:
    def found(reading: Reading) -> dict[tuple[str, str], list[str]]:
        findings = (f for f in audit_reading(reading).findings if f.rule not in ON_THE_WHOLE)
        return {(f.rule, folded(f.published)): [folded(w.quote) for w in (*f.where, *f.against)] for f in findings}

    text = reading_of(document_of(path))
    pages = folded(read_source(path.read_bytes(), "typeset", path.name).text)
    words = folded((ROOT / "corpus" / text.document.file).read_text(encoding="utf-8"))
    typeset, plain = found(read(path)), found(text)
    assert [f for f, quotes in plain.items() if f not in typeset and all(q in pages for q in quotes)] == []
    assert [f for f, quotes in typeset.items() if f not in plain and all(q in words for q in quotes)] == []


# Read off the pages: the pie under 图 2 is of those evaluated, the one under 图 11 of those of high activity.
TIERS_2025 = {"活跃度高": "61.43%", "活跃度较高": "12.86%", "活跃度一般": "20%", "其他": "5.71%"}
BATCHES_2025 = {"第一批": "48.84%", "第二批": "13.95%", "第三批": "27.91%", "后续参加": "9.3%"}
TIERS_2016 = {"活跃度高": "29%", "活跃度较高": "23%", "活跃度一般": "30%", "活跃度差": "18%"}
TIERS_2018 = {"活跃度高": "34.09%", "活跃度较高": "17.05%", "活跃度一般": "26.13%", "不活跃": "22.73%"}
PIES = (
    ("report-2025_wp", 5, TIERS_2025, "evaluated"),
    ("report-2025_wp", 8, BATCHES_2025, "tier"),
    ("report-2025_rl", 8, BATCHES_2025, "tier"),
    ("report-2016_chr", 4, TIERS_2016, "evaluated"),
    ("report-2018_rl", 4, TIERS_2018, "evaluated"),
)


@pytest.mark.parametrize(("stem", "page", "sectors", "base"), PIES, ids=lambda v: str(v)[:14])
def test_the_sectors_of_a_pie_are_shares(stem: str, page: int, sectors: dict[str, str], base: str) -> None:
    reading = read(next(p for p in MATERIAL if p.name.startswith(stem)))
    wanted = {bare(label + share) for label, share in sectors.items()}
    shares = [c for c in reading.claims if c.where.spans[0].page == page and bare(c.text) in wanted]
    assert {bare(c.text): c.where.quote for c in shares} == {bare(k + v): v for k, v in sectors.items()}
    assert {axis for c in shares for population in c.base for axis, _ in population.axes} == {base}


@pytest.mark.parametrize(
    ("stem", "pages"),
    [("report-2018_chr", (6,)), ("report-2018_lo", (5,)), ("report-2025_lo", (4, 7)), ("report-2025_wp", ())],
)
def test_bitmaps_are_counted_as_not_read(stem: str, pages: tuple[int, ...], tmp_path: Path) -> None:
    path = next(p for p in MATERIAL if p.name.startswith(stem))
    assert read(path).pictures == pages
    assert tuple(b.page for b in bitmaps(path.read_bytes(), path.name)) == pages


def test_what_the_reader_sees_is_drawn_page_by_page(tmp_path: Path) -> None:
    path = next(p for p in MATERIAL if "zebra" in p.name)
    drawn = draw_pages(path.read_bytes(), path.name, tmp_path)
    assert [p.name for p in drawn] == [f"page-{n:03}.png" for n in range(1, 11)]
    seen: Any = pymupdf.Pixmap(str(drawn[-1]))
    # Rows are framed in red, which the page itself has nothing of.
    assert any(r > 180 and g < 90 and b < 90 for r, g, b in zip(*[iter(seen.samples)] * 3, strict=True))


def test_pages_are_told_as_they_are_read(capfd: pytest.CaptureFixture[str]) -> None:
    path = MATERIAL[0]
    with reading_with(progress=lambda page, pages: os.write(2, f"{page}/{pages} ".encode()) and None):
        read_path(path)
    assert capfd.readouterr().err.split() == [*(f"{n}/9" for n in range(1, 10)), "0/0"]


@pytest.mark.parametrize("path", MATERIAL, ids=lambda p: p.stem)
def test_what_stands_in_a_box_is_the_quote(path: Path) -> None:
    reading = read(path)
    pages: Any = pymupdf.open(path)
    places = [c.where for c in reading.claims] + [w for r in reading.rows for name, w in r.cells if name != "rank"]
    assert places
    for place in places[:: max(1, len(places) // 60)]:
        inside = ""
        for span in place.spans:
            assert span.bbox and span.printed_start is None
            x0, top, x1, bottom = span.bbox
            inside += pages[span.page - 1].get_text("text", clip=pymupdf.Rect(x0 - 1, top, x1 + 1, bottom))
        # A box is shared out among the characters of its word, so that one at its edge may fall outside.
        assert len(set(bare(place.quote)) & set(bare(inside))) >= 0.7 * len(set(bare(place.quote))), place


def test_the_dots_of_a_leader_are_one_word_on_upright_and_on_turned_pages() -> None:
    pdf_file: Any = pymupdf.open()
    for rotation in (0, 90):
        page = pdf_file.new_page()
        page.insert_text((72, 72), "1 Preface" + " ." * 20 + "  4", fontsize=12)
        page.insert_text((72, 100), "A sentence . ends", fontsize=12)
        page.set_rotation(rotation)
        words = [piece.text for piece in pdf.pieces_of(page)]
        assert words == ["1", "Preface", "." * 20, "4", "A", "sentence", ".", "ends"]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("no pages", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>", "一页也没有|已损坏"),
        ("cut off", MATERIAL[0].read_bytes()[:3000], "已损坏|一页也没有|扫描件"),
        ("garbage", b"%PDF-1.7\n" + bytes(range(256)) * 20, "已损坏|一页也没有"),
    ],
)
def test_a_damaged_pdf_says_what_why_and_what_to_do(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=why) as caught:
        read_path(path)
    assert all((*caught.value.lines("zh"), *caught.value.lines("en")))


def test_a_locked_pdf_opens_with_its_password(tmp_path: Path) -> None:
    path = next(p for p in MATERIAL if "zebra" in p.name)
    locked: Any = pymupdf.open(path)
    data = locked.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")
    with pytest.raises(Unreadable, match="有打开密码"):
        read_bytes(data, "locked", "locked.pdf")
    with reading_with("wrong"), pytest.raises(Unreadable, match="密码不对"):
        read_bytes(data, "locked", "locked.pdf")
    with reading_with("secret"):
        rows = read_bytes(data, "locked", "locked.pdf").rows
    assert [(r.rank, r.name, r.score) for r in rows] == [(r.rank, r.name, r.score) for r in read(path).rows]


def test_a_locked_pdf_and_a_scan_are_told_apart(tmp_path: Path) -> None:
    blank: Any = pymupdf.open()
    blank.new_page()
    locked, scan = tmp_path / "locked.pdf", tmp_path / "scan.pdf"
    blank.save(scan)
    blank.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")
    with pytest.raises(Unreadable, match="密码"):
        read_path(locked)
    with pytest.raises(Unreadable, match="扫描件"):
        read_path(scan)


def test_memory_refused_is_told_as_a_limit_and_not_as_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(data: bytes, file: str) -> Any:
        raise RuntimeError("code=2: calloc (4104 x 1 bytes) failed")

    data = next(iter(MATERIAL)).read_bytes()
    monkeypatch.setattr(pdf, "open_pdf", full)
    monkeypatch.delattr(os, "fork")
    with pytest.raises(Unreadable, match="内存的上限"):
        read_bytes(data, "full", "full.pdf")
