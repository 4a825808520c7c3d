"""Kinds of file that are recognised and refused, each with what to do instead."""

from __future__ import annotations

from typing import NoReturn

from extractors.readers import text
from schemas.errors import Unreadable
from schemas.finding import Message

_SAVE_TEXT = Message(
    "请另存为纯文本（UTF-8 的 .txt）后再读入。", "save it as plain text (.txt, UTF-8), then read that."
)
_PICTURE = Message("这是图片。", "it is a picture.")
_RECOGNISE = Message("请先做文字识别（OCR），再读入识别出的文本。", "recognise its text (OCR) first, then read that.")
_CHECK_NAME = Message("请检查文件名。", "check the name.")
_NEW_OFFICE = Message("这是压缩包或 Office 文件（docx、xlsx）。", "it is an archive or an Office file (docx, xlsx).")
_OLD_OFFICE = Message("这是旧版 Office 文件（.doc、.xls）。", "it is an old Office file (.doc, .xls).")
_PROGRAM = Message("这是程序，不是报告。", "it is a program, not a report.")
_PAGE = Message("这是网页（HTML）源码，不是正文文本。", "it is the source of a web page (HTML), not its text.")
_SAVE_PAGE = Message(
    "请在浏览器中打开，另存为文本文件后再读入。", "open it in a browser, save it as text, then read that."
)
_BINARY = Message("里面有空字节，是二进制文件。", "it has null bytes: a binary file.")
_CHECK_OR_SAVE = Message(
    "请检查文件名；若是报告，另存为纯文本（UTF-8 的 .txt）后再读入。",
    "check the name; if it is a report, save it as plain text (.txt, UTF-8), then read that.",
)
_UNKNOWN = Message("不认识这种文件。", "this kind of file is not known.")

MAGIC: tuple[tuple[bytes, Message, Message], ...] = (
    (b"PK\x03\x04", _NEW_OFFICE, _SAVE_TEXT),
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE, _SAVE_TEXT),
    (b"\x89PNG", _PICTURE, _RECOGNISE),
    (b"\xff\xd8\xff", _PICTURE, _RECOGNISE),
    (b"\x7fELF", _PROGRAM, _CHECK_NAME),
)
_HTML = (b"<!doctype html", b"<html")


def _reason(data: bytes) -> tuple[Message, Message] | None:
    head = data[:1024]
    for magic, why, advice in MAGIC:
        if magic in head[: len(magic) + 16]:
            return why, advice
    if any(mark in head.lower() for mark in _HTML):
        return _PAGE, _SAVE_PAGE
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in data[:65536] and not wide and not text.unmarked(data):
        return _BINARY, _CHECK_OR_SAVE
    return None


def bid(data: bytes) -> float:
    """Bid high on a kind that is known and cannot be read."""
    return 0.9 if _reason(data) else 0.0


def read(data: bytes, document: str, file: str, sha256: str) -> NoReturn:
    """Refuse, saying why and what to do.

    Raises:
        Unreadable: always.

    """
    why, advice = _reason(data) or (_UNKNOWN, _SAVE_TEXT)
    raise Unreadable(Message(f"{file}: 读不了。", f"{file}: cannot be read."), why, advice)
