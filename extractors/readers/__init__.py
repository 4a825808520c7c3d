"""Readers: bytes to a Source. The reader that bids highest reads; a file that nobody can read is told why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from extractors.readers import pdf, refused, text
from extractors.readers.bitmaps import Bitmap, bitmaps
from extractors.readers.debug import draw_pages
from extractors.readers.pictures import page_pictures
from extractors.readers.running import reading_with, running, uncollected
from schemas.document import Source
from schemas.errors import Unreadable
from schemas.finding import Message


@dataclass(frozen=True, slots=True)
class Reader:
    """`bid` says from 0 to 1 how sure a reader is that the bytes are its own; `read` makes the Source or raises."""

    name: str
    bid: Callable[[bytes], float]
    read: Callable[[bytes, str, str, str], Source]


READERS: tuple[Reader, ...] = (
    Reader("pdf", pdf.bid, pdf.read),
    Reader("refused", refused.bid, refused.read),
    Reader("text", text.bid, text.read),
)


def read_source(data: bytes, document: str, file: str) -> Source:
    """Decode a file with the reader that bids highest.

    Raises:
        Unreadable: when the file is empty, or is of a kind that no reader here can read.

    """
    if not data.strip(b"\x00\r\n\t\x0c "):
        raise Unreadable(
            Message(f"{file}: 读不了，文件是空的。", f"{file}: cannot be read, it is empty."),
            Message("一个字也没有。", "it has no character at all."),
            Message("请换一份完整的文件。", "take a complete copy."),
        )
    reader = max(READERS, key=lambda r: r.bid(data))
    return reader.read(data, document, file, hashlib.sha256(data).hexdigest())


__all__ = [
    "READERS",
    "Bitmap",
    "Reader",
    "bitmaps",
    "draw_pages",
    "page_pictures",
    "read_source",
    "reading_with",
    "running",
    "uncollected",
]
