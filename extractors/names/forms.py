"""The normal form of a printed name: what is left when layout, font and script are taken away."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from schemas.radicals import fold_radicals

if TYPE_CHECKING:
    from opencc import OpenCC

_BRACKETS = str.maketrans({**dict.fromkeys("〔【［[{｛〈", "("), **dict.fromkeys("〕】］]}｝〉", ")")})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))
_DROPPED = str.maketrans(dict.fromkeys("*“”‘’\"'「」『』《》", ""))
_PLAIN = re.compile(r"[\u4e00-\u9fffa-z0-9()\-.+]*")
_EMPTY = re.compile(r"\(\)")
_CORNERS = str.maketrans("「」『』", "“”‘’")

STEPS = 4
"""How often the folding may be repeated until nothing changes; two rounds do for every character of Unicode 16."""


@cache
def _simplifier() -> OpenCC:
    # Imported here: a corpus in simplified script never pays for loading the dictionaries.
    from opencc import OpenCC

    return OpenCC("t2s")


def _needs_simplifying(text: str) -> bool:
    # GB 2312 holds the simplified forms; a text inside it is left alone (著 is in it and in the dictionaries).
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any(character >= "\u3400" for character in text)
    return False


def simplified(text: str) -> str:
    """Write traditional script and its quotation marks in simplified, character for character: every offset stays.

    Lines inside GB 2312, which holds the simplified forms, are left alone.
    """
    return "".join(_simplified_line(line) for line in text.splitlines(keepends=True)).translate(_CORNERS)


def _simplified_line(line: str) -> str:
    if not _needs_simplifying(line):
        return line
    converted: str = _simplifier().convert(line)
    if len(converted) == len(line):
        return converted
    each = ((c, _simplifier().convert(c)) for c in line)
    return "".join(made if len(made) == 1 else c for c, made in each)


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", fold_radicals(text))
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Mn"))
    text = text.translate(_BRACKETS).translate(_DASHES).translate(_DROPPED)
    if _needs_simplifying(text):
        text = _simplifier().convert(text)
    return _EMPTY.sub("", text.casefold())


@cache
def _lookalikes() -> dict[int, str]:
    text = (resources.files("extractors.names") / "lookalikes.txt").read_text(encoding="utf-8")
    groups = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {ord(character): group[0] for group in groups for character in group}


def fold_lookalikes(text: str) -> str:
    """Write one character for all that are taken for it (高梁, 高粱), so that a misread name still finds its like."""
    return text.translate(_lookalikes())


@lru_cache(maxsize=1 << 16)
def normal_form(text: str) -> str:
    """Fold a name so that two prints of one name are the same string.

    Radicals become ideographs, full and half width the same, brackets round, traditional script simplified, Latin
    letters small; white space, invisible characters, quotation marks and bold marks go. Folding twice changes nothing.
    """
    for _ in range(STEPS):
        if _PLAIN.fullmatch(text) and not _needs_simplifying(text):
            return text
        folded = _fold(text)
        if folded == text:
            return text
        text = folded
    return text
