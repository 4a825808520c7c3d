"""Plain text: the charset is found strictly, never guessed; offsets index the decoded text, BOM and newlines kept."""

from __future__ import annotations

import codecs
import re

from schemas.document import Line, Source
from schemas.errors import Unreadable
from schemas.finding import Message

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# GB18030 contains GB2312 and GBK; Big5 comes after it because almost any bytes pass for it.
CHARSETS = ("utf-8", "gb18030", "big5")
# Text read in a wrong charset comes out as rare characters. Real prose has one of these at least every 200 characters;
# the four founding reports and release have one in four.
_COMMON = re.compile("[的和联盟技术创新一年中在0-9]")
_MIN_COMMON = 0.005
_HAN = re.compile("[\u4e00-\u9fff]")
# Bytes of one character that a file cut short may end with; a shorter file tells too little to be sure that it was cut.
_MAX_CUT = 3
_MIN_CUT_FILE = 60
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def bid(data: bytes) -> float:
    """Bid for anything; every other reader knows its magic."""
    return 0.5


def decode(data: bytes, file: str) -> str:
    """Decode by BOM, then strict UTF-8, GB18030, Big5.

    Raises:
        Unreadable: when no charset fits, or what comes out is no Chinese text.

    """
    wide = unmarked(data)
    if wide:
        return data.decode(wide)
    for bom, charset in BOMS:
        if data.startswith(bom):
            candidates: tuple[str, ...] = (charset,)
            break
    else:
        candidates = CHARSETS
    for charset in candidates:
        try:
            text = data.decode(charset)
        except UnicodeDecodeError as error:
            if charset == "utf-8" and cut_short(data, error):
                return data[: error.start].decode(charset)
            continue
        if charset == "utf-8" or _plausible(text):
            return text
    raise Unreadable(
        Message(f"{file}: 读不了，编码不对。", f"{file}: cannot be read, no charset fits."),
        Message("既不是 UTF-8，也不是 GB18030 或 Big5。", "it is neither UTF-8 nor GB18030 nor Big5."),
        Message("请用记事本另存为 UTF-8 后再读入。", "save it as UTF-8 in an editor, then read it."),
    )


def cut_short(data: bytes, error: UnicodeDecodeError) -> bool:
    """Tell a UTF-8 file whose last character lacks bytes from one that is no UTF-8."""
    return (
        error.reason == "unexpected end of data" and len(data) - error.start <= _MAX_CUT and error.start > _MIN_CUT_FILE
    )


def unmarked(data: bytes) -> str:
    """Name the charset of UTF-16 text without a byte order mark; empty for all else.

    Every second byte of its digits, spaces and line breaks is nought, as in a binary file; but a binary file does not
    decode without a control character into text with the commonest characters of Chinese.
    """
    if b"\x00" not in data or len(data) % 2 or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    for charset in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and _HAN.search(text) and _plausible(text):
            return charset
    return ""


def _plausible(text: str) -> bool:
    return len(_COMMON.findall(text)) >= _MIN_COMMON * len(text)


def split_lines(text: str) -> tuple[Line, ...]:
    """Cut decoded text into lines; a form feed starts a page; both count from 1."""
    lines: list[Line] = []
    page, start = 1, 0
    for found in (*_BREAK.finditer(text), None):
        end = found.start() if found else len(text)
        lines.append(Line(start, end, page, len(lines) + 1))
        if found is None:
            break
        page += found.group() == "\x0c"
        start = found.end()
    return tuple(lines)


def read(data: bytes, document: str, file: str, sha256: str) -> Source:
    """Make the Source of a text file.

    Raises:
        Unreadable: when the charset cannot be found.

    """
    text = decode(data, file)
    lines = split_lines(text)
    return Source(document, file, sha256, "text/plain", text, lines, pages=lines[-1].page, cut=_is_cut(data))


def _is_cut(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return cut_short(data, error)
    return False
