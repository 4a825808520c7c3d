"""Rule on numbers that count a list beside them."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.audit.case import Case
from extractors.audit.causes import OPEN
from extractors.audit.saying import finding
from schemas.finding import Finding
from schemas.reading import Enumeration
from schemas.where import Where


def list_length(case: Case) -> Iterator[Finding]:
    """LST-04 列项与所称数目不符 (a number that its own list does not bear out).

    保护什么：称几个方面、几个程序、几档的，与所列的项数相同。
    举例：“以下四个原则”之后列三项；“2016年、2017年、2018年四年”；前称五个方面，后称“这六方面”。
    不管什么：项内又有“和”“及”、一项两项分不清的；以“等”收尾而列得少的（只作提示）。

    Protects: a number of aspects, steps or grades is that of the things listed.
    Example: four principles followed by three; three years called four; five aspects that are then called these six.
    Silent on: lists whose items hold an 和 and may be one or two; fewer before 等 is a note.
    """
    for told in case.reading.enumerations:
        if told.low <= told.said <= told.high:
            continue
        number = str(told.low) if told.low == told.high else f"{told.low}—{told.high}"
        left_open = told.open and told.said > told.high
        zh = f"{told.place}称{told.where.quote}，所列为{number}项" + ("，以“等”收尾" if left_open else "")
        yield finding(
            "LST-04",
            "note" if left_open else "warning",
            "列举未尽" if left_open else OPEN,
            zh,
            f"{told.said} are told, {number} are listed",
            where=(told.where,),
            against=told.listed,
            published=told.where.quote,
            recomputed=number,
            working=f"{told.said} ≠ {number}",
            blame="open",
        )


def borne_out(case: Case) -> Iterator[Where]:
    """Give the figures whose lists have just as many items."""
    for told in case.reading.enumerations:
        if certain(told) and told.said == told.low:
            yield told.where


def certain(told: Enumeration) -> bool:
    """Tell whether the list can be counted in one way only."""
    return told.low == told.high
