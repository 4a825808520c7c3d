"""Pictures of what the reader sees: each page with strokes, words, rank and name columns, rows and labels drawn on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from extractors.readers.blocks import Block
from extractors.readers.guard import in_child
from extractors.readers.merged import Carry
from extractors.readers.pdf import declared_words, open_pdf, parted_pieces, pieces_of, shapes_of
from extractors.readers.pieces import cell_box
from extractors.readers.placed import page_rows
from extractors.readers.strokes import PageStrokes
from schemas.boxes import Box

DPI = 110
GREY, BLUE, GREEN, RED, PURPLE, ORANGE = (
    (0.6, 0.6, 0.6), (0.1, 0.3, 0.9), (0.0, 0.55, 0.2), (0.85, 0.1, 0.1), (0.6, 0.0, 0.7), (1.0, 0.5, 0.0),
)  # fmt: skip


def draw_pages(data: bytes, file: str, folder: Path) -> list[Path]:
    """Write a PNG a page into a folder: words grey, strokes orange, ranks blue, names green, rows red, labels purple.

    Raises:
        Unreadable: when the file is no PDF that can be read.
    """
    return in_child(file, _draw_pages, data, file, folder)


def _draw_pages(data: bytes, file: str, folder: Path) -> list[Path]:
    pdf = open_pdf(data, file)
    carry, words, strokes = Carry(), declared_words(), PageStrokes(data)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(pdf.page_count):
        page = pdf[number]
        seen: list[Block] = []
        pieces = pieces_of(page)
        asked = partial(strokes.of, number), partial(parted_pieces, page), partial(shapes_of, page)
        page_rows(pieces, page.rect.width, words, carry, *asked, seen)
        shape = page.new_shape()
        _draw(shape, page, [(p.x0, p.top, p.x1, p.bottom) for p in pieces], GREY, 0.3)
        _draw(shape, page, [s for s in strokes.of(number)] if seen else [], ORANGE, 1.2)
        for block in seen:
            _draw_block(shape, page, block)
        shape.commit()
        made.append(folder / f"page-{number + 1:03}.png")
        page.get_pixmap(dpi=DPI).save(made[-1])
    return made


def _draw_block(shape: Any, page: Any, block: Block) -> None:
    ranks = [(p.x0, p.top, p.x1, p.bottom) for p in block.ranks]
    left, right = min(r[0] for r in ranks), block.name_column[1]
    _draw(shape, page, [(left - 3, top, right + 3, bottom) for top, bottom in block.bands], RED, 0.5)
    _draw(shape, page, ranks, BLUE, 1.0)
    _draw(shape, page, [cell_box(cell) for run in block.names for cell in run], GREEN, 1.0)
    _draw(shape, page, [cell_box(cell) for label in block.labels for cell in label], PURPLE, 1.2)


def _draw(shape: Any, page: Any, boxes: list[Box], colour: tuple[float, float, float], width: float) -> None:
    import pymupdf

    mupdf: Any = pymupdf
    for box in boxes:
        # Boxes are upright as a reader sees them; a page is drawn on as it lies.
        shape.draw_rect(mupdf.Rect(box) * page.derotation_matrix)
    if boxes:
        shape.finish(color=colour, width=width)
