"""More of what typesetters do, drawn from a stream of its own, so that older seeds keep their layouts."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

HEAD_WORDS = (
    {"rank": "序号", "name": "联盟名称", "code": "批次", "score": "评分", "tier": "等级", "remark": "备注"},
    {"rank": "排名", "name": "联盟名称", "code": "联盟编号", "score": "得分", "tier": "活跃度等级", "remark": "说明"},
    {"rank": "名次", "name": "单位名称", "code": "代码", "score": "综合得分", "tier": "评价结果", "remark": "备注"},
)
EXTRA_HEADS = {"province": "所在地", "person": "秘书长", "unit": "秘书处单位", "field": "领域", "telephone": "电话"}
RANKS = ("{}", "{}", "{}.", "{}、", "第{}名", "（{}）", "{:02d}")
SCORES = ("{}", "{}分", "{}.0")
BLANKS = ("", "—", "/")
MARKS = ("*", "①", "※", "△")
TRAPS = ("contents of names", "people of alliances", "numbered sentences", "cases", "telephones")


@dataclass(frozen=True, slots=True)
class More:
    """What a layout may have besides. `restart`: ranks begin anew in each group; `ties`: equal ranks; `blank`: what
    stands for a missing score; `first`: columns set between rank and name; `marks`: what marks names for a note below;
    `strike`: bold by printing twice; `upright`: a merged label set character under character; `torn`: a row may go on
    over the page; `traps`: parts that look like tables and are none. `turn`: by what a page is turned that is; only
    those of the table are where `turned_tables`; `shift`: odd and even pages have their margins so much apart;
    `caption`: a line above the table; `subtotals`: a row under each group; `footnotes`: in small type at the foot of
    pages; `ended`: what stands under the last row.
    """

    heads: int = 0
    head_broken: bool = False
    head_fill: str = ""
    rank_form: str = "{}"
    restart: bool = False
    ties: bool = False
    score_form: str = "{}"
    blank: str | None = None
    score_first: bool = False
    extra: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    spread: bool = False
    marks: str = ""
    mark_before: bool = False
    totals: bool = False
    watermark: str = ""
    strike: bool = False
    upright: bool = False
    label_counts: bool = False
    group_left: bool = False
    group_numbered: str = ""
    continued: str = ""
    unit_line: str = ""
    number_near: bool = False
    torn: bool = False
    blocks: int = 0
    page: tuple[float, float] | None = None
    size: float = 0.0
    traps: tuple[str, ...] = ()
    turn: int = 90
    turned_tables: bool = False
    shift: float = 0.0
    caption: str = ""
    subtotals: bool = False
    footnotes: tuple[str, ...] = ()
    ended: str = ""


PLAIN = More()
CAPTIONS = ("表 2 活跃度评价结果", "表2：2024年度产业技术创新战略联盟活跃度评价结果", "活跃度评价结果表")
CONTINUED = ("续表 2", "（接上页）", "表 2 活跃度评价结果（续表）")
FOOTNOTES = (
    "1 数据由联盟协发网汇总，截至 2024 年 12 月。",
    "① 指参加本次评价的产业技术创新战略联盟。",
    "2 现代农业产业技术创新战略联盟",
    "注：得分保留整数。",
)


def make_more(seed: int, tiers: str, blocks: int) -> More:
    """Draw what else a layout has; what cannot stand together is not drawn."""
    rng = random.Random(f"more {seed}")

    def now_and_then(share: float = 0.2) -> bool:
        return rng.random() < share

    extra = tuple(rng.sample(list(EXTRA_HEADS), rng.choice((0, 0, 0, 1, 1, 2)))) if blocks == 1 else ()
    restart = now_and_then(0.25) and tiers == "group row"
    return More(
        heads=rng.randrange(len(HEAD_WORDS)),
        head_broken=now_and_then(),
        head_fill=rng.choice(("", "", "light", "dark")),
        rank_form=rng.choice(RANKS),
        restart=restart,
        ties=now_and_then(0.15) and not restart,
        score_form=rng.choice(SCORES),
        blank=rng.choice(BLANKS) if now_and_then() else None,
        score_first=now_and_then(0.15),
        extra=extra,
        first=tuple(c for c in extra if c in ("province", "field") and now_and_then(0.4)),
        spread=now_and_then(),
        marks=rng.choice(MARKS) if now_and_then() else "",
        mark_before=now_and_then(0.3),
        totals=now_and_then(),
        watermark=rng.choice(("level", "diagonal")) if now_and_then(0.15) else "",
        strike=now_and_then(),
        upright=now_and_then(0.25) and tiers == "merged column",
        label_counts=now_and_then(0.25) and tiers == "merged column",
        group_left=now_and_then(0.4),
        group_numbered=rng.choice(("", "", "（{}）", "{}、")),
        continued=rng.choice(("", "", "续表", "附件 2（续）", "活跃度评价结果表（续）")),
        unit_line=rng.choice(("", "", "（单位：分）", "（排名不分先后）", "按评分由高到低排列")),
        number_near=now_and_then(0.3),
        torn=now_and_then(0.15),
        blocks=3 if now_and_then(0.05) and tiers in ("group row", "none") else 0,
        page=rng.choice(((842.0, 1191.0), (420.0, 595.0), (709.0, 1001.0))) if now_and_then() else None,
        size=rng.choice((6.5, 7.5)) if now_and_then(0.15) else 0.0,
        traps=tuple(t for t in TRAPS if now_and_then(0.3)),
    )


def make_beyond(seed: int, more: More) -> More:
    """Draw what else a page may have."""
    rng = random.Random(f"beyond {seed}")

    def now_and_then(share: float = 0.2) -> bool:
        return rng.random() < share

    return replace(
        more,
        turn=rng.choice((90, 180, 270)),
        turned_tables=now_and_then(0.15),
        shift=rng.choice((9.0, 20.0)) if now_and_then(0.25) else 0.0,
        caption=rng.choice(CAPTIONS) if now_and_then(0.4) else "",
        continued=rng.choice(CONTINUED) if now_and_then(0.25) else more.continued,
        subtotals=now_and_then(0.15),
        footnotes=tuple(rng.sample(FOOTNOTES, rng.choice((1, 2)))) if now_and_then(0.25) else (),
        ended=rng.choice(("（以下空白）", "（完）")) if now_and_then(0.15) else "",
        score_form=rng.choice(("{}.25", "{}.50分")) if now_and_then(0.15) else more.score_form,
    )
