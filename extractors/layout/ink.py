"""Printed lines as Ink: layout white space gone, width folded, every character still at its offset."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from schemas.document import Line, Source
from schemas.passage import EMPTY, Ink
from schemas.radicals import radicals

# Commas, colons, semicolons and brackets mean the same in both widths; the grammar knows the wide ones.
_NARROW = {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# Unicode's white space and the separators that `str.isspace` takes for it.
_RUN = re.compile(r"\S+")
# A report has some two thousand different characters.
KNOWN_CHARACTERS = 8192
_INSIDE_NUMBERS = frozenset(",:")


@dataclass(frozen=True, slots=True)
class Printed:
    """One non-blank line: `ink` without layout white space, `tokens` as white space parts them, `width` in cells."""

    line: Line
    ink: Ink
    tokens: tuple[Ink, ...]
    width: int

    @property
    def text(self) -> str:
        return self.ink.text


def display_width(text: str) -> int:
    """Count terminal cells: wide characters take two."""
    return sum(map(_cells_of, text))


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
    for line in source.lines:
        raw = source.text[line.start : line.end]
        tokens = _tokens(raw, line.start)
        if tokens:
            lines.append(Printed(line, join(tokens), tokens, display_width(raw.strip())))
    return tuple(lines)


class _Forms(dict[int, str]):
    """The folded form of each character met; `_OPEN` where it is not shown, or what stands beside it decides."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = fold(char)
        form = _OPEN if char == "*" or folded in _NARROW or not _shown(char) else folded
        if len(self) < KNOWN_CHARACTERS:
            self[code] = form
        return form


_OPEN = "\0"
_FORMS = _Forms()


def _tokens(raw: str, start: int) -> tuple[Ink, ...]:
    tokens: list[Ink] = []
    folded = raw.translate(_FORMS)
    for run in _RUN.finditer(raw):
        first, end = run.span()
        text = folded[first:end]
        if _OPEN not in text:
            tokens.append(Ink(text, tuple(range(start + first, start + end))))
            continue
        kept = [i for i in range(first, end) if _shown(raw[i]) and not (raw[i] == "*" and _bold(raw, i))]
        if kept:
            tokens.append(Ink("".join([_punctuation(raw, i) for i in kept]), tuple([start + i for i in kept])))
    if tokens and tokens[0].text in ("-", "•", "·"):
        tokens = tokens[1:]
    return tuple(tokens)


@lru_cache(maxsize=KNOWN_CHARACTERS)
def _shown(char: str) -> bool:
    return unicodedata.category(char) not in ("Cf", "Cc")


def _bold(raw: str, i: int) -> bool:
    """Tell whether a star is half of a bold mark (`**`)."""
    return raw[i] == "*" and ((i > 0 and raw[i - 1] == "*") or raw[i + 1 : i + 2] == "*")


def _punctuation(raw: str, i: int) -> str:
    char = fold(raw[i])
    if char not in _NARROW or (char in _INSIDE_NUMBERS and raw[i - 1 : i].isdigit() and raw[i + 1 : i + 2].isdigit()):
        return char
    return _NARROW[char]


def join(parts: tuple[Ink, ...], wrapped: bool = False) -> Ink:
    """Put pieces together; a space stays only between two Latin letters or digits, and not where a line was wrapped
    inside a number.
    """
    texts: list[str] = []
    at: list[int] = []
    for part in parts:
        if not len(part):
            continue
        last, first = texts[-1][-1] if texts else "", part.text[0]
        if last and _latin(last) and _latin(first) and not (wrapped and last.isdigit() and first.isdigit()):
            texts.append(" ")
            at.append(at[-1])
        texts.append(part.text)
        at += part.at
    return Ink("".join(texts), tuple(at)) if texts else EMPTY


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def as_printed(source: Source, ink: Ink) -> str:
    """Give the characters of an ink as the print has them, width and brackets untouched, layout white space gone."""
    seen = dict.fromkeys(ink.at)
    spaced = {at for text, at in zip(ink.text, ink.at, strict=True) if text == " "}
    return "".join(source.text[at] + (" " if at in spaced else "") for at in seen)
