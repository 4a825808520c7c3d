"""Scores and ranges of scores: 95 分以上, 70 分（含）至 80 分, 介于 60 分与 70 分之间, ≥80 分."""

from __future__ import annotations

import re

from extractors.statistics.figure import NUMBER, TO, Figure, number
from extractors.statistics.numerals import CHINESE
from schemas.population import Interval
from schemas.quantity import Quantity

# Every score has this in it.
_SCORED = re.compile(rf"[\d{CHINESE}]分")
_OPEN = r"(?P<open>以上|及以上|以下|及以下|以内)?"
_NOTE = r"(?:（(?P<note>[^（）]{0,12}?含[^（）]{0,8})）)?"
_BAND = re.compile(
    rf"(?P<a>{NUMBER})分?(?P<na>（不?含）)?{TO}(?P<b>{NUMBER})分(?![别钟类项]|之[^间])(?P<nb>（不?含）)?{_NOTE}"
)
_EDGE = re.compile(rf"(?P<n>{NUMBER})分(?![别钟类项之])(?P<nn>（不?含）)?{_OPEN}{_NOTE}")
_BOTH = re.compile(
    rf"(?P<a>{NUMBER})分?(?:（不?含）)?及?以上[，、；且至]?(?P<less>不足|低于|未满)?(?P<b>{NUMBER})分(?:（不?含）)?(?:及?以下)?"
)
_BETWEEN = re.compile(rf"介于(?P<a>{NUMBER})分?[与和至]?(?P<b>{NUMBER})分之间")
_BETWEEN_SIGNS = re.compile(
    rf"(?P<a>{NUMBER})分?(?P<low>≤|<=|≦|＜|<)[^\d，。；≤≦＜<]{{0,6}}(?P<high>≤|<=|≦|＜|<)(?P<b>{NUMBER})分(?![别钟类项之])"
)
_BELOW_REACHING = re.compile(
    rf"(?:不足|低于|未满|不到)(?P<b>{NUMBER})分?[，、]?[但且而]?(?:达到|不低于|不少于|高于或等于|在)(?P<a>{NUMBER})分(?:及?以上)?"
)
_IN = "（含）"
_STRICT = ("＞", "＜", ">", "<")
_SIGNED = re.compile(rf"(?P<sign>≥|≤|>=|<=|＞|＜|>|<)(?P<n>{NUMBER})分(?![别钟类项之])")
_BELOW = re.compile(rf"(?P<word>低于|不足|不到|未满|高于|超过|不低于|不少于)(?P<n>{NUMBER})分(?![别钟类项之])")


def scores(text: str) -> list[Figure]:
    """Find the scores of a text, ranges first; they may overlap."""
    found: list[Figure] = []
    if "分" not in text or not _SCORED.search(text):
        return found
    for m in _BAND.finditer(text):
        a, b = number(m["a"]), number(m["b"])
        if a is not None and b is not None and a <= b:
            note = m["note"] or ""
            low_in = "不含" not in (m["na"] or "") and f"不含{m['a']}" not in note
            high_in = "不含" not in (m["nb"] or "") and f"不含{m['b']}" not in note and note != "不含"
            # 70 分（含）至 80 分: where one end is said to be in, the other is not.
            low_in, high_in = (
                low_in and (bool(m["na"]) or m["nb"] != _IN),
                high_in and (bool(m["nb"]) or m["na"] != _IN),
            )
            found.append(Figure("score", *m.span(), interval=Interval(a, b, low_in, high_in)))
    found += _two_sided(text)
    for m in _BELOW.finditer(text):
        value = number(m["n"])
        word = m["word"]
        if word in ("低于", "不足", "不到", "未满"):
            found.append(Figure("score", *m.span(), interval=Interval(None, value, False, False)))
        else:
            found.append(Figure("score", *m.span(), interval=Interval(value, None, word.startswith("不"), False)))
    for m in _EDGE.finditer(text):
        value = number(m["n"])
        if value is None or (not m["n"][0].isdigit() and not m["open"]):
            continue
        includes = "不含" not in (m["nn"] or "") + (m["note"] or "")
        if m["open"] and m["open"].endswith("上"):
            interval = Interval(value, None, includes, False)
        elif m["open"]:
            interval = Interval(None, value, False, includes)
        else:
            interval = Interval(value, value)
        found.append(Figure("score", *m.span(), Quantity(value, "分", 0, m.group(), value, value), interval))
    return found


def _two_sided(text: str) -> list[Figure]:
    """Find ranges told by both edges (70 分以上、85 分以下; 介于 … 之间) and edges told by signs (≥80 分)."""
    found = []
    for m in (*_BOTH.finditer(text), *_BETWEEN.finditer(text)):
        a, b = number(m["a"]), number(m["b"])
        if a is not None and b is not None and a < b:
            less = m.re is _BOTH and bool(m["less"])
            found.append(Figure("score", *m.span(), interval=Interval(a, b, True, not less)))
    for m in (*_BETWEEN_SIGNS.finditer(text), *_BELOW_REACHING.finditer(text)):
        a, b = number(m["a"]), number(m["b"])
        if a is not None and b is not None and a < b:
            signed = m.re is _BETWEEN_SIGNS
            low_in = not signed or m["low"] not in _STRICT
            found.append(
                Figure("score", *m.span(), interval=Interval(a, b, low_in, signed and m["high"] not in _STRICT))
            )
    for m in _SIGNED.finditer(text):
        value, sign = number(m["n"]), m["sign"]
        strict = sign in _STRICT
        up = sign in ("≥", ">=", "＞", ">")
        interval = Interval(value, None, not strict, False) if up else Interval(None, value, False, not strict)
        found.append(Figure("score", *m.span(), interval=interval))
    return found
