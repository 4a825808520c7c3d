"""Pictures of pages: a few greys are enough for print, and keep a page of a report under 40 KB."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from itertools import islice
from typing import Any

from extractors.readers.guard import in_child
from extractors.readers.pdf import open_pdf
from schemas.document import Picture

POINTS = 72
STEPS = ((144, 4), (144, 2), (120, 2), (96, 2), (72, 2))
"""Dots to the inch and bits to the dot, best first; 72 dots in four greys are the least in which 小四 can be read."""
MAX_SIDE = 2400
"""Dots on the longer side of a picture: a poster must not cost the memory of a hundred pages."""
MAX_PAGES = 80
"""Pages drawn of one document."""
SAMPLE = 2
"""Pages drawn to guess the weight of all."""
PACKING = 6
"""zlib's level; 9 takes three times as long for a twentieth of the bytes."""


def page_pictures(data: bytes, file: str, pages: Iterable[int], budget: int) -> tuple[Picture, ...]:
    """Draw pages of a PDF (counted from 1) in as many dots as fit a budget of bytes; the last ones go if none do.

    Raises:
        Unreadable: when the file cannot be opened or drawn, or takes too long.
    """
    wanted = tuple(islice(sorted(set(pages)), MAX_PAGES))
    return in_child(file, _draw, data, file, wanted, budget) if wanted else ()


def _draw(data: bytes, file: str, pages: tuple[int, ...], budget: int) -> tuple[Picture, ...]:
    pdf = open_pdf(data, file)
    pages = tuple(page for page in pages if page <= pdf.page_count)
    drawn: tuple[Picture, ...] = ()
    for dots, bits in STEPS:
        if (dots, bits) != STEPS[-1] and _guess(pdf, pages, dots, bits) > budget:
            continue
        drawn = tuple(_picture(pdf[page - 1], page, dots, bits) for page in pages)
        if _weight(drawn) <= budget:
            return drawn
    while _weight(drawn) > budget:
        drawn = drawn[:-1]
    return drawn


def _guess(pdf: Any, pages: tuple[int, ...], dots: int, bits: int) -> int:
    """Guess from a few pages what all would weigh: drawing all of them in every step would take seconds."""
    sample = pages[:: max(1, len(pages) // SAMPLE)][:SAMPLE]
    return _weight(_picture(pdf[page - 1], page, dots, bits) for page in sample) * len(pages) // max(1, len(sample))


def _weight(pictures: Iterable[Picture]) -> int:
    return sum(len(picture.data) for picture in pictures)


def _picture(page: Any, number: int, dots: int, bits: int) -> Picture:
    width, height = page.rect.width, page.rect.height
    scale = min(dots / POINTS, MAX_SIDE / max(width, height, 1))
    import pymupdf

    matrix = pymupdf.Matrix(scale, scale)  # type: ignore[no-untyped-call]
    drawn = page.get_pixmap(matrix=matrix, colorspace="gray", alpha=False)
    data = grey_png(drawn.width, drawn.height, drawn.samples, bits)
    return Picture(number, width, height, "image/png", data)


def grey_png(width: int, height: int, samples: bytes, bits: int) -> bytes:
    """Write one byte a dot as a PNG of 2, 4 or 8 bits a dot (PNG, third edition, 11.2.1 and 7.2)."""
    each, top = 8 // bits, (1 << bits) - 1
    row = (width + each - 1) // each
    gap = row * each - width
    if gap:
        lines = (samples[y * width : (y + 1) * width] + b"\xff" * gap for y in range(height))
        samples = b"".join(lines)
    packed = 0
    for place in range(each):
        table = bytes(((value * top + 127) // 255) << (bits * (each - 1 - place)) for value in range(256))
        packed |= int.from_bytes(samples[place::each].translate(table), "big")
    dots = packed.to_bytes(row * height, "big")
    raw = b"".join(b"\0" + dots[y * row : (y + 1) * row] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(raw, PACKING)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
