"""Typesettings of the founding documents: every row, person and item from every layout, every figure with its box."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from extractors.reports import read_path
from schemas.errors import Unreadable
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
