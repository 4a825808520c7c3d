"""Items of a bulletin: what a heading counts, against the text under it and the contents list."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.audit.case import Case
from extractors.audit.saying import finding
from schemas.finding import Finding
from schemas.reading import Claim
from schemas.where import Where

COUNT = "count"
# 政策举措推动… in a heading and 政策举措 in the text are one thing: two characters are the least that says so.
SAME_NOUN = 2


def heading_count(case: Case) -> Iterator[Finding]:
    """HDG-05 标题所称数目与正文不符 (a heading counts otherwise than its text).

    保护什么：标题里的数目在正文中有着落。
    举例：标题称成立8个专委会，正文称陆续成立了6个专委会。
    不管什么：正文另有同类的其他数目；正文没有数目的标题。

    Protects: what a heading counts is told in the text under it.
    Example: 8 committees in the heading, 6 in the text.
    Silent on: other counts of such things beside the right one; headings whose text counts nothing of the kind.
    """
    for head, told in counted_heads(case):
        if told and not any(_agree(head, claim) for claim in told):
            printed = "、".join(dict.fromkeys(c.quantity.text for c in told if c.quantity))
            said = head.quantity.text if head.quantity else ""
            yield finding(
                "HDG-05",
                "warning",
                "前后不一致",
                f"标题称{said}，正文称{printed}",
                f"the heading says {said}, the text {printed}",
                where=(head.where,),
                against=tuple(c.where for c in told),
                published=said,
                recomputed=printed,
                working=f"{said} ≠ {printed}",
                blame="open",
            )


def counted_heads(case: Case) -> Iterator[tuple[Claim, list[Claim]]]:
    """Give each count that stands in an item's heading, with the counts of the same thing in the item's text."""
    counts = [c for c in case.claims(COUNT) if c.quantity is not None]
    for item in case.reading.items:
        heads = [c for c in counts if _inside(c.where, item.where)]
        body = [c for c in counts if _inside(c.where, item.text_where)]
        for head in heads:
            yield head, [c for c in body if _same_thing(head, c)]


def agreeing(case: Case) -> Iterator[Where]:
    """Give the figures that heading, text and contents list of one item agree on."""
    for head, told in counted_heads(case):
        same = [c for c in told if _agree(head, c)]
        if same:
            yield head.where
            yield from (c.where for c in same)
    counts = [c for c in case.claims(COUNT) if c.quantity is not None]
    for heading in case.reading.headings:
        if heading.contents_where is None:
            continue
        listed = [c for c in counts if _inside(c.where, heading.contents_where)]
        for claim in (c for c in counts if _inside(c.where, heading.where)):
            for other in listed:
                if _same_thing(claim, other) and _agree(claim, other):
                    yield claim.where
                    yield other.where


def _inside(place: Where, whole: Where) -> bool:
    return any(a.start <= s.start and s.end <= a.end for s in place.spans for a in whole.spans)


def _same_thing(one: Claim, other: Claim) -> bool:
    a, b = one.measure, other.measure
    return a == b or (min(len(a), len(b)) >= SAME_NOUN and (a.startswith(b) or b.startswith(a)))


def _agree(one: Claim, other: Claim) -> bool:
    return one.quantity is not None and other.quantity is not None and one.quantity.value == other.quantity.value
