"""The layout of one document: everything a typesetter may choose, drawn by a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.press.more import PLAIN, More, make_beyond, make_more

RULES = ("grid", "rows", "none", "zebra")
TIERS = ("group row", "merged column", "column", "none")
ALIGNS = ("top", "middle", "bottom")
PAGE_NUMBERS = ("— {} —", "- {} -", "{}", "第 {} 页", "第{}页 共{}页", "{}/{}", "·{}·", "")
HEADS = ("", "same", "odd and even", "ruled")
# From this seed on a layout may have more.
MORE_FROM = 10_000
# And from this one on more of a page: turned tables, shifted margins, captions, subtotals, footnotes.
BEYOND_FROM = 20_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A layout. `tiers` says where the tier stands, `label` how a merged cell prints it, `repeat` whether a merged cell
    or a group row that goes on over a page prints it again.
    """

    rules: str
    tiers: str
    repeat: bool
    label_align: str
    label_wrapped: bool
    tier_first: bool
    align: str
    name_width: float
    name_centred: bool
    heads_each: bool
    blocks: int
    wide_digits: bool
    code: bool
    score: bool
    remark: str
    note: bool
    counts: bool
    contents: bool
    people: str
    numbered: bool
    two_column_prose: bool
    honours: bool
    rotated: bool
    font: str
    size: float
    padding: float
    page: tuple[float, float]
    page_number: str
    running_head: str
    split_group: bool
    start_low: bool
    more: More = PLAIN


def make_plan(seed: int) -> Plan:
    """Draw the layout of a seed, with more in it from `MORE_FROM` on."""
    plan = _plain(seed)
    if seed < MORE_FROM:
        return plan
    more = make_more(seed, plan.tiers, plan.blocks)
    if seed >= BEYOND_FROM:
        more = make_beyond(seed, more)
    return replace(
        plan,
        more=more,
        blocks=more.blocks or plan.blocks,
        remark="" if more.blocks else plan.remark,
        name_width=8.5 if more.blocks else plan.name_width,
        page=(842.0, 595.0) if more.blocks else more.page or plan.page,
        size=8.0 if more.blocks else more.size or plan.size,
        align="top" if more.torn else plan.align,
    )


def _plain(seed: int) -> Plan:
    """Draw a layout; what nobody could read with certainty is not drawn (a tier centred in a cell nobody can see)."""
    rng = random.Random(seed)
    rules = rng.choice(RULES)
    tiers = rng.choices(TIERS, (5, 4, 2, 1))[0]
    label_align = rng.choice(("top", "middle"))
    repeat = rng.random() < 0.5
    if tiers == "merged column" and rules not in ("grid", "rows") and label_align == "middle":
        repeat = True
    blocks = 2 if rng.random() < 0.2 else 1
    page = rng.choice(((595.0, 842.0), (595.0, 842.0), (612.0, 792.0), (842.0, 595.0), (516.0, 729.0)))
    size = rng.choice((9.0, 10.0, 10.5, 12.0, 14.0)) if blocks == 1 else rng.choice((8.0, 9.0))
    code, score = rng.choice(((True, True), (True, False), (False, True), (True, True), (False, False)))
    return Plan(
        rules=rules,
        tiers=tiers,
        repeat=repeat,
        label_align=label_align,
        label_wrapped=tiers == "merged column" and rng.random() < 0.25,
        tier_first=rng.random() < 0.35,
        align=rng.choice(ALIGNS),
        name_width=rng.choice((8.5, 11.5, 15.5, 24.0)) if blocks == 1 else rng.choice((8.5, 11.5)),
        name_centred=rng.random() < 0.3,
        heads_each=rng.random() < 0.5,
        blocks=blocks,
        wide_digits=rng.random() < 0.15,
        code=code,
        score=score,
        remark=rng.choice(("", "", "some", "empty")) if blocks == 1 else "",
        note=rng.random() < 0.4,
        counts=rng.random() < 0.7,
        contents=rng.random() < 0.6,
        people=rng.choice(("", "list", "table", "bulleted")),
        numbered=rng.random() < 0.6,
        two_column_prose=rng.random() < 0.15,
        honours=rng.random() < 0.4,
        rotated=rng.random() < 0.1,
        font=rng.choice(("cjk", "china-s")),
        size=size,
        padding=rng.choice((1.0, 2.5, 5.0, 8.0)),
        page=page,
        page_number=rng.choice(PAGE_NUMBERS),
        running_head=rng.choice(HEADS),
        split_group=rng.random() < 0.8,
        start_low=rng.random() < 0.5,
    )
