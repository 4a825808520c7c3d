"""Direction: how the figure of a change is told, which way it goes before how far."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

RISE, FALL, LEVEL = "增加", "减少", "持平"
_ENGLISH = {RISE: "a rise of ", FALL: "a fall of ", LEVEL: "no change"}
_SIGNS = "+-＋－−"
_TOLD = re.compile(f"(?:{RISE}|{FALL})(?=[{re.escape(_SIGNS)}约近超逾]?[\\d零〇一二两三四五六七八九十百千万])|{LEVEL}")


def directed(value: Fraction | Decimal, text: str) -> str:
    """Tell a change of `value` whose figure is written `text`, with or without a sign: 减少4家, 持平."""
    if value == 0:
        return LEVEL
    return f"{RISE if value > 0 else FALL}{text.lstrip(_SIGNS)}"


def undirected(text: str) -> tuple[int, str]:
    """Part a figure from its direction: 1 for a rise, -1 for a fall, 0 where none is told; no change is a rise of 0."""
    if text.startswith(LEVEL):
        return 1, f"0{text.removeprefix(LEVEL)}"
    sign = 1 if text.startswith(RISE) else -1 if text.startswith(FALL) else 0
    return sign, text[len(RISE) :] if sign else text


def direction_words(text: str, lang: str) -> str:
    """Give figures and sums as `directed` tells them in one of the two languages; nothing else of them is changed."""
    return _TOLD.sub(lambda found: _ENGLISH[found.group()], text) if lang == "en" else text
