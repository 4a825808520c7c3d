"""Columns of a table: which there are, how wide they are set, how narrow they may be before print runs into print."""

from __future__ import annotations

from dataclasses import replace

from tests.press.more import PLAIN
from tests.press.pen import MARGIN, Pen
from tests.press.plan import Plan

GUTTER = 20.0
EMS = {"rank": 3.5, "code": 5.0, "score": 5.5, "tier": 6.5, "remark": 6.0,
       "province": 5.0, "person": 4.5, "unit": 9.0, "field": 6.0, "telephone": 8.0}  # fmt: skip
# The least that a column needs for what is not broken: digits and marks of it, and ideographs.
LEAST = {"rank": (3, 0), "code": (4, 0), "score": (3, 0), "tier": (0, 5), "remark": (0, 4),
         "province": (0, 3), "person": (0, 3), "unit": (0, 4), "field": (0, 3), "telephone": (6, 0)}  # fmt: skip
LEAST_NAME = 6.0
# White space between what two columns print.
BETWEEN = 0.6
# A narrow digit is so wide as a part of the type.
NARROW = 0.6


def columns_of(plan: Plan, result: bool) -> list[str]:
    """Give the columns of the result table or of the list of honours, left to right."""
    more = plan.more
    score = ["score"] if plan.score and result else []
    names = ["rank", *(more.first if result else ()), *(score if more.score_first else ()), "name"]
    names += ["code"] if plan.code else []
    names += [] if more.score_first else score
    names += [c for c in more.extra if c not in more.first] if result else []
    names += ["remark"] if plan.remark and result else []
    if result and plan.tiers in ("merged column", "column"):
        names.insert(0 if plan.tier_first else len(names) - bool(plan.remark), "tier")
    return names


def fitted(plan: Plan) -> Plan:
    """Give a layout with more in it room for its table: less beside the names, then smaller type, then a wider page.

    Print over print is nothing that anybody reads with certainty.
    """
    if plan.more == PLAIN:
        return plan
    while sum(least_of(plan, columns_of(plan, True)).values()) > room_of(plan):
        more = plan.more
        if more.extra:
            gone = more.extra[-1]
            more = replace(more, extra=more.extra[:-1], first=tuple(c for c in more.first if c != gone))
            plan = replace(plan, more=more)
        elif plan.remark:
            plan = replace(plan, remark="")
        elif plan.size > 8:
            plan = replace(plan, size=plan.size - 1)
        else:
            plan = replace(plan, page=(plan.page[0] * 1.25, plan.page[1]))
    return plan


def room_of(plan: Plan) -> float:
    """Give the width that one block of a table may take."""
    return (plan.page[0] - 2 * MARGIN - GUTTER * (plan.blocks - 1)) / plan.blocks


def least_of(plan: Plan, columns: list[str]) -> dict[str, float]:
    """Give the least widths of columns."""
    more = plan.more
    wide = plan.wide_digits or plan.font == "china-s"
    decimals = len(more.score_form.removesuffix("分").partition(".")[2])
    marks = {"rank": len(more.rank_form.replace("{:02d}", "{}")) - 2, "score": 1 + decimals}
    head = 2.0 if more.head_broken else 4.0
    widths = {}
    for column in columns:
        if column == "name":
            widths[column] = LEAST_NAME * plan.size
            continue
        narrow, ideographs = LEAST[column]
        ems = (narrow + marks.get(column, 0)) * (1.0 if wide else NARROW) + ideographs
        widths[column] = (max(ems, head if column != "rank" else 2.0) + BETWEEN) * plan.size
    return widths


def widths_of(pen: Pen, columns: list[str]) -> dict[str, float]:
    """Give the widths of columns, shrunk to the room there is."""
    plan = pen.plan
    size = plan.size
    ems = EMS | {"name": plan.name_width + 1}
    if plan.more.upright:
        ems["tier"] = 3.5
    if len(plan.more.rank_form) > 2:
        ems["rank"] = 6.0 if plan.wide_digits else 4.5
    widths = {c: ems[c] * size for c in columns}
    room = room_of(plan)
    least = least_of(plan, columns) if plan.more != PLAIN else {}
    widths = {c: max(w, least.get(c, 0.0)) for c, w in widths.items()}
    over = sum(widths.values()) - room
    if over > 0:
        widths["name"] = max(widths["name"] - over, 6 * size)
        if least:
            over = sum(widths.values()) - room
            slack = sum(w - least[c] for c, w in widths.items())
            part = over / slack if over > 0 and slack else 0.0
            return {c: w - (w - least[c]) * part for c, w in widths.items()}
        shrunk = min(1.0, (room - widths["name"]) / (sum(widths.values()) - widths["name"]))
        widths = {c: w if c == "name" else w * shrunk for c, w in widths.items()}
    return widths
