"""Numerals: printed digits and Chinese numerals to exact values, ranges where the wording leaves room."""

from __future__ import annotations

import re
from decimal import Decimal
from operator import attrgetter

from schemas.record import record

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
UNITS = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
_ZEROS = ("零", "〇", "○")
CHINESE = "零〇○一二三四五六七八九十百千万亿两"

_CHARACTERS, _ONES = frozenset(CHINESE), frozenset(DIGITS)
# A pattern that begins with one class, and not with a repetition, skips what is none in one go.
_ARABIC = re.compile(r"\d\d*(?:,\d{3})*(?:\.\d+)?")
_CHINESE = re.compile(rf"[{CHINESE}][{CHINESE}]*(?:点[零〇○一二三四五六七八九]+)?")


@record
class Numeral:
    """A numeral as it stands in a text: from `start` to `end`, its value, printed decimals, and whether in digits."""

    start: int
    end: int
    value: Decimal
    decimals: int
    arabic: bool
    vague: bool = False


def chinese_value(text: str) -> Decimal | None:
    """Read a Chinese numeral, positional (二〇一六) or with units (一百零八, 两亿, 三点五); None if it is none.

    The rules are those of everyday print: a digit after the last unit counts one unit down (三万五 = 35 000).
    """
    whole, _, fraction = text.partition("点")
    if not whole or not _CHARACTERS.issuperset(whole):
        return None
    if fraction:
        if not _ONES.issuperset(fraction):
            return None
        integer = chinese_value(whole)
        return None if integer is None else integer + Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    if _ONES.issuperset(whole):
        return Decimal(int("".join(str(DIGITS[c]) for c in whole)))
    return _with_units(whole)


def _with_units(text: str) -> Decimal | None:
    total, section, digit, last = 0, 0, 0, 1
    after_zero = False
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
            after_zero = after_zero or digit == 0
        elif char in UNITS:
            section += (digit or 1) * UNITS[char]
            digit, last, after_zero = 0, UNITS[char], False
        else:
            if section + digit == 0 and total == 0:
                section = 1
            total = (
                (total + section + digit) * GROUPS[char] if char == "亿" else total + (section + digit) * GROUPS[char]
            )
            section, digit, last, after_zero = 0, 0, GROUPS[char], False
    if digit and last > 10 and not after_zero:
        digit *= last // 10
    return Decimal(total + section + digit)


def numerals(text: str) -> tuple[Numeral, ...]:
    """Find every numeral: runs of digits (1,044 and 3.5 included) and Chinese numerals; a digit run may be followed by
    万 or 亿, which is left to the unit.
    """
    found = []
    for m in _ARABIC.finditer(text):
        printed = m.group()
        found.append(Numeral(*m.span(), Decimal(printed.replace(",", "")), len(printed.partition(".")[2]), True))
    for m in _CHINESE.finditer(text):
        printed = m.group()
        # 零 alone begins words (零件); as a numeral it is written 0.
        value = chinese_value(printed) if printed not in _ZEROS else None
        if value is not None:
            found.append(Numeral(*m.span(), value, len(printed.partition("点")[2]), False))
    return tuple(sorted(found, key=attrgetter("start")))
