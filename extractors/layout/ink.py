"""Printed lines as Ink: layout white space gone, width folded, every character still at its offset."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import ascii_letters, digits

from extractors.layout.parted import comma_parted, without_marks
from schemas.document import Line, Source
from schemas.passage import EMPTY, Ink
from schemas.radicals import radicals
from schemas.record import record

# Commas, colons, semicolons and brackets mean the same in both widths; the grammar knows the wide ones.
_NARROW = {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# Unicode's white space and the separators that `str.isspace` takes for it.
_RUN = re.compile(r"\S+")
# What marks an item of a list, or with # a heading, before its words.
BULLETS = ("-", "•", "·")
# Chinese characters and the marks among them, nearly all of a line: what is left is asked one by one.
_SURELY_WIDE = re.compile("[\u3001-\u3029\u4e00-\u9fff\uff01-\uff60]+")
# A report has some two thousand different characters.
KNOWN_CHARACTERS = 8192
_WIDE = str.maketrans(_NARROW)
# 1,044 and 10:30 keep their marks narrow.
_INSIDE_NUMBER = re.compile(r"[，：](?<=\d.)(?=\d)")
# What may not be folded to itself, as nearly every character of a document is.
_ODD = re.compile("[^ 0-9A-Za-z.%，、。；：（）“”《》\u4e00-\u9fff]")
_LATIN = frozenset(ascii_letters + digits)
_NARROWED = {wide: narrow for narrow, wide in _NARROW.items()}


@record
class Printed:
    """One non-blank line: `ink` without layout white space and its text, `tokens` as white space parts them, `width` in
    cells.
    """

    line: Line
    ink: Ink
    tokens: tuple[Ink, ...]
    width: int
    text: str


def display_width(text: str) -> int:
    """Count terminal cells: wide characters take two."""
    others = _SURELY_WIDE.sub("", text)
    wide = 2 * (len(text) - len(others))
    return wide + (len(others) if others.isascii() else sum(map(_cells_of, others)))


@lru_cache(maxsize=KNOWN_CHARACTERS)
def _cells_of(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


@lru_cache(maxsize=KNOWN_CHARACTERS)
def fold(char: str) -> str:
    """Fold one character to the form the vocabulary is written in, one for one."""
    char = radicals().get(ord(char), char)
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and unicodedata.category(char) != "No" else char


def printed_lines(source: Source) -> tuple[Printed, ...]:
    """Make the non-blank lines of a document."""
    lines = []
    fields = comma_parted(source.text, source.lines)
    for line in source.lines:
        raw = without_marks(source.text[line.start : line.end], line.number in fields)
        tokens = _tokens(raw, line.start)
        if tokens:
            ink = join(tokens)
            lines.append(Printed(line, ink, tokens, display_width(raw.strip()), ink.text))
    return tuple(lines)


class _Forms(dict[int, str]):
    """The folded form of each character met, marks wide; `_OPEN` where it is not shown, or its neighbours decide."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = _OPEN if char == "*" or not _shown(char) else fold(char).translate(_WIDE)
        if len(self) < KNOWN_CHARACTERS:
            self[code] = form
        return form


_OPEN = "\0"
_FORMS = _Forms()


def _tokens(raw: str, start: int) -> tuple[Ink, ...]:
    tokens: list[Ink] = []
    odd = _ODD.search(raw) is not None
    folded = raw.translate(_FORMS) if odd else raw
    plain = not odd or _OPEN not in folded
    folded = _INSIDE_NUMBER.sub(_narrowed, folded)
    for run in _RUN.finditer(raw):
        first, end = run.span()
        text = folded[first:end]
        if plain or _OPEN not in text:
            tokens.append(Ink(text, tuple(range(start + first, start + end))))
            continue
        kept = [i for i in range(first, end) if folded[i] != _OPEN or (raw[i] == "*" and not _bold(raw, i))]
        if kept:
            shown = "".join(["*" if folded[i] == _OPEN else folded[i] for i in kept])
            tokens.append(Ink(shown, tuple([start + i for i in kept])))
    if tokens and (tokens[0].text in BULLETS or not tokens[0].text.strip("#")):
        tokens = tokens[1:]
    return tuple(tokens)


def _narrowed(mark: re.Match[str]) -> str:
    return _NARROWED[mark.group()]


@lru_cache(maxsize=KNOWN_CHARACTERS)
def _shown(char: str) -> bool:
    return unicodedata.category(char) not in ("Cf", "Cc")


def _bold(raw: str, i: int) -> bool:
    """Tell whether a star is half of a bold mark (`**`)."""
    return raw[i] == "*" and ((i > 0 and raw[i - 1] == "*") or raw[i + 1 : i + 2] == "*")


def join(parts: tuple[Ink, ...], wrapped: bool = False) -> Ink:
    """Put pieces together; a space stays only between two Latin letters or digits, and not where a line was wrapped
    inside a number.
    """
    if len(parts) == 1:
        return parts[0]
    texts: list[str] = []
    at: list[int] = []
    last = ""
    for part in parts:
        text = part.text
        if not text:
            continue
        if last in _LATIN and text[0] in _LATIN and not (wrapped and last.isdigit() and text[0].isdigit()):
            texts.append(" ")
            at.append(at[-1])
        texts.append(text)
        at += part.at
        last = text[-1]
    return Ink("".join(texts), tuple(at)) if texts else EMPTY


def as_printed(source: Source, ink: Ink) -> str:
    """Give the characters of an ink as the print has them, width and brackets untouched, layout white space gone."""
    at = ink.at
    if at and at[-1] - at[0] == len(at) - 1 and tuple(range(at[0], at[-1] + 1)) == at:
        return source.text[at[0] : at[-1] + 1]
    spaced = {place for text, place in zip(ink.text, at, strict=True) if text == " "}
    return "".join(source.text[place] + (" " if place in spaced else "") for place in dict.fromkeys(at))
