"""The words of the audit page that no finding brings along."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.finding import Message

WHY: Mapping[str, Message] = {
    "error": Message("两处印出的说法不能同时为真。", "Two printed statements cannot both be true."),
    "warning": Message(
        "与文中其他数据所能得出的不同，或与别处所印不一致；也可能另有原因。",
        "It differs from what other figures give, or from what is printed elsewhere; there may be a reason.",
    ),
    "note": Message(
        "体例、写法或全文的习惯，不说明数据有错。", "A habit, a wording or a layout: no figure is said to be wrong."
    ),
}
BLAMES: Mapping[str, Message] = {
    "print": Message("原文", "the print"),
    "extraction": Message("疑为识别有误", "may be a slip of the extraction"),
    "open": Message("原文或识别，未定", "print or extraction, open"),
}
MODES: Mapping[str, Message] = {
    "nearest": Message("四舍五入", "rounding to the nearest"),
    "truncated": Message("只舍不入", "cutting off"),
    "raised": Message("只入不舍", "rounding up"),
    "pushed": Message("凑整至100%", "making parts add up to 100 %"),
}
REASONS: Mapping[str, Message] = {
    "alone": Message(
        "文中只说了这一次，没有别的数据可以复算。", "Told once, and no other figure allows to work it out."
    ),
    "bounded": Message(
        "只知道不超过某个总数，这还不能证明它对。", "Known only not to exceed a total, which does not confirm it."
    ),
    "uncounted": Message("占比所用的家数或分母文中没有印出。", "A share whose count or base is not printed."),
    "baseless": Message("占比没有说明以什么为分母。", "A share that does not say of what."),
    "unplaced": Message("说不清是谁的数据。", "It cannot be told whose figure it is."),
}
PLACES = ("整数", "一位小数", "两位小数", "三位小数", "四位小数")
"""Names of numbers of printed decimals."""


def decimals(number: int, lang: str) -> str:
    """Name a number of printed decimals."""
    if lang == "en":
        return "whole numbers" if number == 0 else f"{number} decimal{'s' if number > 1 else ''}"
    return PLACES[number] if number < len(PLACES) else f"{number}位小数"
