"""Kinds of file that are recognised and refused, each with what to do instead."""

from __future__ import annotations

from typing import NoReturn

from extractors.readers import text
from schemas.errors import Unreadable

_SAVE_TEXT = "请另存为纯文本（UTF-8 的 .txt）后再读入。"

MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "这是压缩包或 Office 文件（docx、xlsx）。", _SAVE_TEXT),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Office 文件（.doc、.xls）。", _SAVE_TEXT),
    (b"\x89PNG", "这是图片。", "请先做文字识别（OCR），再读入识别出的文本。"),
    (b"\xff\xd8\xff", "这是图片。", "请先做文字识别（OCR），再读入识别出的文本。"),
    (b"\x7fELF", "这是程序，不是报告。", "请检查文件名。"),
)
_HTML = (b"<!doctype html", b"<html")


def _reason(data: bytes) -> tuple[str, str] | None:
    head = data[:1024]
    for magic, why, advice in MAGIC:
        if magic in head[: len(magic) + 16]:
            return why, advice
    if any(mark in head.lower() for mark in _HTML):
        return "这是网页（HTML）源码，不是正文文本。", "请在浏览器中打开，另存为文本文件后再读入。"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in data[:65536] and not wide and not text.unmarked(data):
        return "里面有空字节，是二进制文件。", "请检查文件名；若是报告，请" + _SAVE_TEXT.removeprefix("请")
    return None


def bid(data: bytes) -> float:
    """Bid high on a kind that is known and cannot be read."""
    return 0.9 if _reason(data) else 0.0


def read(data: bytes, document: str, file: str, sha256: str) -> NoReturn:
    """Refuse, saying why and what to do.

    Raises:
        Unreadable: always.

    """
    why, advice = _reason(data) or ("不认识这种文件。", _SAVE_TEXT)
    raise Unreadable(f"{file}: 读不了。", why, advice)
