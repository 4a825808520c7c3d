"""Ranks that count on across a page (1 2, 3 4) are read like those that count on down each block."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.reports import read_bytes
from schemas.vocabulary import load_series
from tests.test_abreast import ENDING, name

FONT = "china-s"
LEFTS = (40, 65, 270, 320, 345, 550)
TOP, BOTTOM, LEADING = 60, 760, 12
LABELS = {"高": "high", "较高": "fairly_high", "一般": "average"}


def drawn(rows: list[list[str]], width: int, middle: bool) -> bytes:
    """Draw rows on as many pages as they take, their heads on each, names on lines of `width` characters and other
    cells beside the first or the middle of them.
    """
    import pymupdf

    pdf: Any = pymupdf.open()  # type: ignore[no-untyped-call]
    page, y = pdf.new_page(), float(BOTTOM + 1)
    for n, row in enumerate([[], *rows]):
        if y > BOTTOM:
            page, y = (pdf.new_page() if n else page), float(TOP)
            title = f"2018年度{ENDING}活跃度评价报告" if n == 0 else ""
            page.insert_text((LEFTS[0], y), title, fontname=FONT, fontsize=10)
            for x, head in zip(LEFTS, ("序号", "联盟名称", "活跃度") * 2, strict=True):
                page.insert_text((x, y + 20), head, fontname=FONT, fontsize=8.5)
            y += 44
        lines = 1
        for x, cell in zip(LEFTS, row, strict=False):
            parts = [cell[at : at + width] for at in range(0, len(cell), width)]
            lines = max(lines, len(parts))
            shift = LEADING / 2 if middle and len(parts) == 1 else 0
            for k, part in enumerate(parts):
                page.insert_text((x, y + shift + LEADING * k), part, fontname=FONT, fontsize=8.5)
        y += 6 + LEADING * lines
    return bytes(pdf.tobytes())


@pytest.mark.parametrize("number", [7, 20, 61, 88])
@pytest.mark.parametrize(("width", "middle"), [(30, False), (10, False), (10, True)], ids=("whole", "top", "middle"))
def test_ranks_that_count_on_across_a_page(number: int, width: int, middle: bool) -> None:
    labels = [tuple(LABELS)[n * 3 // number] for n in range(number)]
    cells = [[str(n + 1), name(n), labels[n]] for n in range(number)]
    rows = [[cell for row in cells[n : n + 2] for cell in row] for n in range(0, number, 2)]
    reading = read_bytes(drawn(rows, width, middle), "drawn", "drawn.pdf", load_series("alliance-activity"))
    assert [(r.rank, r.name, r.tier) for r in reading.rows] == [
        (n + 1, name(n), LABELS[labels[n]]) for n in range(number)
    ]
    assert not reading.strays
    assert {s.page for r in reading.rows for s in r.where.spans} == set(range(1, reading.document.pages + 1))
