"""Text for eyes: display width, columns, and nothing that could steer a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_UNSAFE = re.compile("[\u0080-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\x7f]")
"""C1 controls, marks that turn the order of letters round, lone surrogates: none of them is ink."""
_LAYOUT = re.compile("[\x00-\x1f\x85\u2028\u2029]+")
ELLIPSIS = "…"
_CLOSING = "，。、；：！？）》”’】…%.,;:!?)"
_OPENING = "（《“‘【"


def clean(text: str) -> str:
    """Make untrusted text safe to show on one line: controls become a space, hidden marks are named (U+202E)."""
    return _UNSAFE.sub(lambda found: f"U+{ord(found.group()):04X}", _LAYOUT.sub(" ", text)).strip()


def width(text: str) -> int:
    """Count the columns a text takes in a terminal; a Chinese character takes two, a combining one none."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def pad(text: str, columns: int, right: bool = False) -> str:
    """Fill a text with spaces up to a display width."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def cut(text: str, columns: int) -> str:
    """Shorten a text to a display width; what is left out shows as an ellipsis."""
    if width(text) <= columns:
        return text
    taken, used = [], width(ELLIPSIS)
    for character in text:
        used += _columns(character)
        if used > columns:
            break
        taken.append(character)
    return "".join(taken) + ELLIPSIS


def wrap(text: str, columns: int, indent: str = "") -> list[str]:
    """Break a text into lines of a display width: between any two Chinese characters, else at spaces.

    No line starts with a mark that closes (the character before it goes along), or ends with one that opens.
    """
    lines, line = [], ""
    for word in re.findall(r"[!-~]+ ?|[^!-~]", text):
        full = width(indent + line + word.rstrip()) > columns
        if full and not line.strip():
            line = word
        elif full:
            keep = _break_at(line.rstrip(), word)
            lines.append(indent + line[:keep].rstrip())
            line = line[keep:].lstrip() + word.lstrip()
        else:
            line += word
    return [*lines, indent + line.rstrip()] if line or not lines else lines


def _break_at(line: str, word: str) -> int:
    """Say how much of a full line may stay when a word goes to the next one."""
    keep = len(line)
    while keep > 1 and (line[keep - 1] in _OPENING or (line + word)[keep] in _CLOSING):
        keep -= 1
    return keep if keep > 1 else len(line)


def columns_of(rows: Iterable[Sequence[str]], numeric: frozenset[int] = frozenset(), gap: str = "  ") -> list[str]:
    """Align cells by display width; columns named in `numeric` stand flush right."""
    cells = [[clean(cell) for cell in row] for row in rows]
    if not cells:
        return []
    widths = [max(width(cell) for cell in column) for column in zip(*cells, strict=True)]
    return [gap.join(pad(cell, widths[i], i in numeric) for i, cell in enumerate(row)).rstrip() for row in cells]
