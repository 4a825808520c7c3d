"""Rules on grade bands: the scores that make each tier, and the rows that bear them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extractors.audit.case import Case
from extractors.audit.causes import SLIP
from extractors.audit.saying import finding
from extractors.audit.sets import decimal_or_none
from extractors.audit.words import interval_zh, value_zh
from schemas.finding import Finding
from schemas.population import Interval
from schemas.reading import Claim, Reading
from schemas.where import Where

TIER = "tier"


@dataclass(frozen=True, slots=True)
class Band:
    """The scores of one tier as most of its statements have them."""

    tier: str
    interval: Interval
    claims: tuple[Claim, ...]


def bands_of(reading: Reading) -> tuple[Band, ...]:
    """Gather the bands of a document, highest first; of several statements of one band most decide."""
    told: dict[str, list[Claim]] = {}
    for claim in reading.claims:
        tiers = claim.of[0].values(TIER) if claim.kind == "band" and claim.of else None
        if tiers and len(tiers) == 1 and claim.of[0].interval("score") is not None:
            told.setdefault(tiers[0], []).append(claim)
    found = []
    for tier, claims in told.items():
        intervals = Counter(interval for c in claims if (interval := c.of[0].interval("score")))
        best = intervals.most_common(1)[0][0]
        found.append(Band(tier, best, tuple(c for c in claims if c.of[0].interval("score") == best)))
    return tuple(
        sorted(found, key=lambda b: b.interval.low if b.interval.low is not None else Decimal(-1), reverse=True)
    )


def _name(case: Case, tier: str) -> str:
    return value_zh(case.vocabulary.axis(TIER), tier)


def score_outside(case: Case) -> Iterator[Finding]:
    """BND-01 得分不在所列等级的分数段 (a score outside the band of its tier).

    保护什么：表中每一行的得分落在它所列等级的分数段里。
    举例：列在活跃度高（85分至100分）一组的联盟得分84。
    不管什么：没有得分的行；没有印出分数段的等级。

    Protects: every score in a table lies in the band of the tier it is listed under.
    Example: a score of 84 among the high, whose band is 85 to 100.
    Silent on: rows without a score; tiers without a band.
    """
    bands = {b.tier: b for b in bands_of(case.reading)}
    for row in case.reading.rows:
        score, band = decimal_or_none(row.score), bands.get(row.tier)
        if row.table != "evaluations" or score is None or band is None or band.interval.holds(score):
            continue
        true = next((b for b in bands.values() if b.interval.holds(score)), None)
        zh = f"第{row.rank}行{row.name}得{row.score}分，"
        zh += f"列在{_name(case, row.tier)}一组，而该级为{interval_zh(band.interval)}"
        zh += f"；按分数应属{_name(case, true.tier)}" if true else ""
        en = f"row {row.rank} scores {row.score} under {row.tier}, whose band is {band.interval}"
        working = f"{row.score} ∉ {band.interval}"
        where, other = (row.cell("score"),), tuple(c.where for c in band.claims)
        yield finding("BND-01", "error", SLIP, zh, en, where=where, against=other, published=row.score, working=working)


def band_told_twice(case: Case) -> Iterator[Finding]:
    """BND-02 分数段前后不一 (two bands for one tier).

    保护什么：同一等级的分数段在文中各处相同。
    举例：二、4称活跃度较高为70分至84分，三、6称70分至85分。
    不管什么：与以往各期分数段的差别（见 BND-06）。

    Protects: the band of a tier is the same wherever it is printed.
    Example: 70 to 84 in one section, 70 to 85 in another.
    Silent on: bands of other editions (see BND-06).
    """
    for band in bands_of(case.reading):
        for claim in case.claims("band"):
            interval = claim.of[0].interval("score") if claim.of else None
            if interval is None or claim.of[0].values(TIER) != (band.tier,) or interval == band.interval:
                continue
            usual = f"{band.claims[0].place}为{interval_zh(band.interval)}"
            zh = f"{claim.place}称{_name(case, band.tier)}为{interval_zh(interval)}，而{usual}"
            en = f"{band.tier} is {interval} here and {band.interval} elsewhere"
            yield finding(
                "BND-02",
                "error",
                SLIP,
                zh,
                en,
                where=(claim.where,),
                against=tuple(c.where for c in band.claims),
                published=claim.where.quote,
                recomputed=interval_zh(band.interval),
            )


def _step(case: Case) -> Decimal:
    """Give the smallest difference that scores of this document can have."""
    places = [-int(s.as_tuple().exponent) for r in case.reading.rows if (s := decimal_or_none(r.score)) is not None]
    return Decimal(1).scaleb(-max(places, default=0))


def _edges(upper: Band, lower: Band, step: Decimal) -> tuple[Decimal, Decimal] | None:
    """Give the first score of a band and the first above the band below it; they are equal where the bands meet."""
    if upper.interval.low is None or lower.interval.high is None:
        return None
    first = upper.interval.low if upper.interval.includes_low else upper.interval.low + step
    after = lower.interval.high + step if lower.interval.includes_high else lower.interval.high
    return first, after


def bands_overlap(case: Case) -> Iterator[Finding]:
    """BND-03 分数段重叠 (bands that overlap).

    保护什么：一个得分只属于一个等级。
    举例：80分至100分为高，70分至82分为较高：80至82分两属。只有端点两属的（90分以上、75分至90分）作提示。
    不管什么：写明“不含”的端点；一段写明“含”而另一段没有写的端点（80分（含）以上，70分至80分）。

    Protects: a score belongs to one tier only.
    Example: 80 to 100 is high, 70 to 82 is fairly high. Where only an end is shared it is a note.
    Silent on: ends that the print excludes (不含), and those that one band says to hold (含) and the other does not.
    """
    step = _step(case)
    for upper, lower in pairwise(bands_of(case.reading)):
        edges = _edges(upper, lower, step)
        if edges is None or edges[0] >= edges[1]:
            continue
        end_only = edges[1] - edges[0] == step
        if end_only and _says_in(upper, edges[0]) != _says_in(lower, edges[0]):
            continue
        zh = "，".join(f"{_name(case, b.tier)}为{interval_zh(b.interval)}" for b in (upper, lower))
        zh += f"，{edges[0]}分两属" if end_only else "，两段重叠"
        en = f"{upper.tier} {upper.interval} and {lower.tier} {lower.interval} overlap"
        where, other = tuple(c.where for c in lower.claims), tuple(c.where for c in upper.claims)
        level = "note" if end_only else "warning"
        yield finding("BND-03", level, "分数段重叠", zh, en, where=where, against=other)


def _says_in(band: Band, edge: Decimal) -> bool:
    """Tell whether the print says of an end that it belongs to the band (80 分（含）以上)."""
    return any(re.search(rf"(?<!\d){edge}分?（含", c.where.quote) for c in band.claims)


def bands_leave_gap(case: Case) -> Iterator[Finding]:
    """BND-04 分级未全覆盖 (a scheme with a gap).

    保护什么：每个可能的得分都有所属等级。
    举例：80至100、70至79、40至69三级，信息完整而不足40分的没有等级。
    不管什么：得分都是整数时84与85之间的空隙；最低一级写作“49分以下”的。

    Protects: every score there can be has a tier.
    Example: with 80-100, 70-79 and 40-69 a complete entry below 40 has no tier.
    Silent on: the step from 84 to 85 where scores are whole; a lowest band that is open below.
    """
    bands, step = bands_of(case.reading), _step(case)
    if len(bands) < 2:
        return
    gaps = []
    for upper, lower in pairwise(bands):
        edges = _edges(upper, lower, step)
        if edges is not None and edges[0] > edges[1]:
            gaps.append(f"{edges[1]}分至不足{edges[0]}分")
    lowest = bands[-1].interval
    if lowest.low is not None and lowest.low > 0:
        gaps.append(f"不足{lowest.low}分")
    if gaps:
        zh = f"分数段没有覆盖{'、'.join(gaps)}：信息完整而得分在此的联盟没有等级"
        en = f"no tier covers {', '.join(gaps)}"
        wheres = tuple(c.where for b in bands for c in b.claims[:1])
        printed = "、".join(interval_zh(b.interval) for b in bands)
        yield finding("BND-04", "note", "分级未全覆盖", zh, en, where=wheres, published=printed)


def threshold_no_edge(case: Case) -> Iterator[Finding]:
    """BND-05 界限不是本期分数段的端点 (a threshold that is no edge of this edition's bands).

    保护什么：文中用来分组的分数界限，是本期分级标准的端点。
    举例：2025年度分80、70、40三档，文中却说“评价分数50分以下的联盟”，沿用了以往的界限。
    不管什么：只用来点数的分数（“95分以上有两家”）；没有印出分级标准的文件。

    Protects: a limit that the prose groups scores by is an edge of this edition's bands.
    Example: the bands are 80, 70, 40, but the text speaks of those below 50.
    Silent on: scores that only count members; documents without bands.
    """
    bands = bands_of(case.reading)
    edges = {e for b in bands for e in (b.interval.low, b.interval.high) if e is not None}
    odd: dict[str, list[Claim]] = {}
    for claim in case.claims("threshold"):
        interval = claim.of[0].interval("score") if claim.of else None
        if claim.measure == "counted" or interval is None or not edges:
            continue
        if not {e for e in (interval.low, interval.high) if e is not None} <= edges:
            odd.setdefault(interval_zh(interval), []).append(claim)
    for text, claims in odd.items():
        places = "，".join(dict.fromkeys(c.place for c in claims))
        listed = "、".join(interval_zh(b.interval) for b in bands)
        zh = f"{places}以“{text}”分组，而本期分级标准为{listed}，没有这个界限，疑沿用以往的标准"
        en = f"{text} is no edge of the bands of this edition"
        other = tuple(c.where for b in bands for c in b.claims[:1])
        yield finding(
            "BND-05",
            "note",
            "沿用上期未更新",
            zh,
            en,
            where=tuple(c.where for c in claims),
            against=other,
            published=text,
        )


def bands_changed(case: Case) -> Iterator[Finding]:
    """BND-06 分级标准有变 (bands that differ from the edition before).

    保护什么：各期等级可比与否，读者应当知道。
    举例：2019年度85分以上为高，2025年度80分以上为高。
    不管什么：分级标准的好坏；只看本文件时（--alone）的以往各期。

    Protects: readers know whether the tiers of two editions measure the same.
    Example: high began at 85 in 2019 and begins at 80 in 2025.
    Silent on: whether a scheme is good; earlier editions when a file is audited alone.
    """
    own = bands_of(case.reading)
    before = next(
        (r for r in reversed(case.earlier) if bands_of(r) and r.document.period != case.reading.document.period), None
    )
    if not own or before is None:
        return
    old = {b.tier: b for b in bands_of(before)}
    changed = [b for b in own if b.tier in old and old[b.tier].interval != b.interval]
    if changed:
        pairs = [(b, old[b.tier]) for b in changed]
        listed = "、".join(
            f"{_name(case, b.tier)}由{interval_zh(o.interval)}改为{interval_zh(b.interval)}" for b, o in pairs
        )
        zh = f"分级标准与{before.document.period}年度不同：{listed}，两期等级不可直接比较"
        en = "the bands differ from those of " + before.document.period
        where = tuple(b.claims[0].where for b, _ in pairs)
        other: tuple[Where, ...] = tuple(o.claims[0].where for _, o in pairs)
        yield finding("BND-06", "note", "分级标准有变", zh, en, where=where, against=other)


def scope_changed(case: Case) -> Iterator[Finding]:
    """BND-07 参评口径有变 (an edition that counts the incomplete among the evaluated, where an earlier one did not).

    保护什么：各期“占参评联盟”的比例可比与否，读者应当知道。
    举例：2016年度信息录入不完整的29家不参评，2025年度信息不全的4家计入参评。
    不管什么：哪种口径更好；只看本文件时（--alone）的以往各期。

    Protects: readers know whether shares of the evaluated compare between two editions.
    Example: 29 incomplete entries stood outside in 2016, four are among the evaluated in 2025.
    Silent on: which is better; earlier editions when a file is audited alone.
    """
    apart = {tuple(a.split("=", 1)) for a in case.vocabulary.words("ladder", "apart")}
    last = {a.split("=", 1)[0] for a in case.vocabulary.words("ladder", "last")}
    inside = [c for c in case.claims("count") if c.of and any((a, v) in apart for a, vs in c.of[0].axes for v in vs)]
    if not inside:
        return
    for reading in reversed(case.earlier):
        outside = [
            c for c in reading.claims if c.kind == "count" and c.of and any(c.of[0].values(a) == ("no",) for a in last)
        ]
        graded = any((a, v) in apart for c in reading.claims for p in c.of for a, vs in p.axes for v in vs)
        if outside and not graded:
            one, other = inside[0].quantity, outside[0].quantity
            zh = f"信息不全的{one.text if one else ''}计入参评，"
            zh += f"而{reading.document.period}年度信息不全的{other.text if other else ''}不参评"
            zh += "，两期占参评联盟的比例不可直接比较"
            en = f"incomplete entries are among the evaluated, in {reading.document.period} they were not"
            where, against = (inside[0].where,), (outside[0].where,)
            yield finding("BND-07", "note", "参评口径有变", zh, en, where=where, against=against)
            return
