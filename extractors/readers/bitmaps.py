"""Bitmaps of a PDF, as they are stored, for those who want to look at what was not read."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.readers.guard import in_child
from extractors.readers.pdf import open_pdf

MOST_BYTES = 256 * 1024**2
"""Bytes taken out of one file; a scan of a report has some 50 MB."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A bitmap: its page, its number on the page, the ending of its format, and its bytes."""

    page: int
    number: int
    ending: str
    data: bytes


def bitmaps(data: bytes, file: str) -> tuple[Bitmap, ...]:
    """Take every bitmap out of a PDF once, on the first page that shows it.

    Raises:
        Unreadable: when the file cannot be opened.
    """
    return in_child(file, _taken, data, file)


def _taken(data: bytes, file: str) -> tuple[Bitmap, ...]:
    pdf = open_pdf(data, file)
    seen: set[int] = set()
    found: list[Bitmap] = []
    left = MOST_BYTES
    for number in range(pdf.page_count):
        page = pdf[number]
        shown = page.read_contents()
        images = [i for i in page.get_images(full=True) if i[9] or b"/" + i[7].encode() + b" " in shown]
        for at, image in enumerate(images, 1):
            stored = {} if image[0] in seen else pdf.extract_image(image[0])
            seen.add(image[0])
            left -= len(stored.get("image", b""))
            if stored and left >= 0:
                found.append(Bitmap(number + 1, at, str(stored["ext"]), bytes(stored["image"])))
    return tuple(found)
