"""Shares in words (三成, 百分之六十, 三分之一), and the words that bound what a figure beside them says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.statistics.figure import NUMBER, Figure, number
from extractors.statistics.numerals import DIGITS, chinese_value
from schemas.quantity import Quantity
from schemas.vocabulary import Vocabulary

# Words before a figure that bound what it says.
AT_MOST = ("不超过", "不高于", "不多于", "不足", "不到", "未满", "不满")
AT_LEAST = ("至少", "不少于", "不低于")
MORE = ("超过", "超", "突破", "逾")

# What shares in hundredths, thirds and quarters all have in them.
PARTED = "分之"
FRACTION = re.compile(r"(?P<d>[二三四五六七八九十])分之(?P<n>[一二两三四五六七八九])")
_TENTHS = re.compile(r"(?P<n>[一二两三四五六七八九])成(?P<half>半)?(?P<more>[一二三四五六七八九])?")
_HALF = re.compile("½")
_HUNDREDTHS = re.compile(rf"百分之(?P<n>{NUMBER})")


def worded_shares(text: str, vocabulary: Vocabulary) -> Iterator[Figure]:
    """Find shares in words, in percent; words of tenths and fractions are rounded ones."""
    parted = PARTED in text
    for m in _HUNDREDTHS.finditer(text) if parted else ():
        value = number(m["n"])
        if value is not None:
            yield _percent(m.start(), m.end(), Quantity(value, "%", 0, m.group(), value, value))
    tenths = _TENTHS.finditer(text) if "成" in text else ()
    words = vocabulary.words("units", "approximate_before")
    for m in (*tenths, *(FRACTION.finditer(text) if parted else ()), *_HALF.finditer(text)):
        value = _part(m)
        before = next((w for w in words if text.endswith(w, 0, m.start())), "")
        low = None if before in AT_MOST else value - 5 if before in ("近", "约", "接近", "") else value
        high = value if before in AT_MOST else None if before in (*MORE, *AT_LEAST) else value + 5
        tail = next((w for w in ("以上", "多") if text.startswith(w, m.end())), "")
        low, high = (value, None if tail == "以上" else value + 10) if tail else (low, high)
        # 多 belongs to 三成多 as to 70 多家; 以上 is a bound beside the figure.
        end = m.end() + (tail == "多")
        yield _percent(m.start(), end, Quantity(value, "%", 0, text[m.start() : end], low, high))


def _percent(start: int, end: int, quantity: Quantity) -> Figure:
    return Figure("percent", start, end, quantity, unit_class="percent")


def _part(m: re.Match[str]) -> Decimal:
    """Give what part of a hundred tenths, a fraction or ½ tell."""
    if m.re is _HALF:
        return Decimal(50)
    if m.re is FRACTION:
        return (Decimal(DIGITS[m["n"]]) * 100 / (chinese_value(m["d"]) or Decimal(1))).quantize(Decimal("0.01"))
    return Decimal(10 * DIGITS[m["n"]] + (DIGITS[m["more"]] if m["more"] else 0) + (5 if m["half"] else 0))
