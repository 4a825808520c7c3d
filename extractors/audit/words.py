"""Words: how findings call populations, places and figures, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from extractors.audit.figures import (
    COUNT,
    DERIVED,
    HEADS,
    LISTED,
    PRINTED,
    ROWS,
    SHARE,
    STREAK,
    Figure,
    Variable,
    scaled,
)
from extractors.audit.identities import Statement, paper
from extractors.audit.intervals import show
from extractors.audit.ladder import STANDING
from extractors.audit.sets import Scheme
from schemas.direction import directed
from schemas.finding import Message
from schemas.population import Interval, Population
from schemas.vocabulary import Axis

MAX_PLACES = 4
"""Places named in one sentence; the finding points at all of them anyway."""
MAX_PLACE_NAME = 12
"""A place that is named by its heading and longer than this is set in quotation marks."""
COUNTED_ZH = {ROWS: "实有", HEADS: "实有", LISTED: "列有"}
"""How counts that nobody printed are told."""


def value_zh(axis: Axis, key: str) -> str:
    """Name one value of an axis in Chinese, with its stem where the value alone would say too little."""
    value = axis.value(key)
    return axis.stem[0] + value.zh if axis.stem and value.zh in value.bare else value.zh


def values_zh(axis: Axis, keys: Iterable[str]) -> str:
    """Name values of an axis in Chinese; the stem is said once."""
    ordered = [k for k in axis.order if k in set(keys)]
    values = [axis.value(k) for k in ordered]
    if len(values) > 1 and axis.stem and all(v.zh in v.bare for v in values):
        return axis.stem[0] + "和".join(v.zh for v in values)
    return "、".join(value_zh(axis, k) for k in ordered)


def population(of: Population, scheme: Scheme) -> Message:
    """Name a population: 第一批活跃度高联盟; batch 1, high."""
    own = scheme.vocabulary.entity
    zh, en = [], []
    axes = [(axis, of.values(axis.name)) for axis in scheme.axes(of.entity)]
    # The batch stands before the tier in the reports: a set of members first, then how they did.
    for axis, keys in sorted(axes, key=lambda a: (a[0].name != STANDING, bool(a[0].stem))):
        if keys is None:
            continue
        if axis.name == STANDING:
            told = scheme.ladder.unfolded(keys)
            zh.append(_standing(told, scheme) if told else "")
            en.append(f"{told[0]}={told[1]}" if told else f"{axis.name}={'|'.join(keys)}")
        else:
            zh.append(values_zh(axis, keys))
            en.append(f"{axis.name}={'|'.join(k for k in axis.order if k in keys)}")
    for axis_name, interval in of.intervals:
        zh.append(interval_zh(interval))
        en.append(f"{axis_name} {interval}")
    if of.every:
        span = f"{of.periods[0]}—{of.periods[-1]}" if len(of.periods) > 1 else "".join(of.periods)
        zh.insert(0, f"{span}年连续")
        en.append(f"in every period {span}")
    noun = own.noun if of.entity == own.name else _thing(of.entity, scheme)
    if not zh and of.entity == own.name:
        return Message(f"{noun}总数", "all listed")
    return Message("".join(zh) + noun, ", ".join(en) if of.entity == own.name else ", ".join((of.entity, *en)))


def _standing(told: tuple[str, str], scheme: Scheme) -> str:
    axis = next(a for a in scheme.vocabulary.axes if a.name == told[0])
    return axis.value(told[1]).zh


def _thing(entity: str, scheme: Scheme) -> str:
    labels = dict(scheme.vocabulary.things).get(entity, ())
    axis = next((a for a in scheme.vocabulary.axes if a.name == entity), None)
    if labels:
        return labels[-1]
    return "批次" if axis is not None and entity == "batch" else entity


def interval_zh(interval: Interval) -> str:
    """Write a range of scores as a report would."""
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return f"{low}分"
    if low is None:
        return f"{high}分以下" if interval.includes_high else f"不足{high}分"
    if high is None:
        return f"{low}分以上" if interval.includes_low else f"{low}分以上（不含{low}分）"
    return f"{low}分至{high}分"


def variable(of: Variable, scheme: Scheme) -> Message:
    """Name what a figure measures: 活跃度高联盟占参评联盟的比例."""
    name = population(of.of, scheme)
    if of.measure == SHARE and of.base is not None:
        base = population(of.base, scheme)
        return Message(f"{name.zh}占{base.zh}的比例", f"the share of {name.en} in {base.en}")
    if of.measure == STREAK:
        span = f"{of.of.periods[0]}年至{of.of.periods[-1]}年"
        return Message(f"{span}连续的期数", f"the number of periods from {of.of.periods[0]} to {of.of.periods[-1]}")
    if of.changes:
        since = f" since {of.against}" if of.against else ""
        return Message(f"{subject_zh(of, scheme)}的增减数", f"the change of {name.en}{since}")
    return name


def subject_zh(of: Variable, scheme: Scheme, period: str = "") -> str:
    """Name what a figure measures, as it stands before its figure: 活跃度高联盟比2024年, before 增加6家.

    A count of another year than `period` has its year: one that has risen would else contradict itself.
    """
    if not of.changes:
        other = of.measure == COUNT and period and of.period not in ("", period)
        return (f"{of.period}年" if other else "") + variable(of, scheme).zh
    return population(of.of, scheme).zh + (f"比{of.against}年" if of.against else "")


def places(figures: Iterable[Figure]) -> str:
    """Name where figures stand, each place once: 二、6，三、1."""
    names = list(dict.fromkeys(f.place for f in figures if f.place))
    more = "等处" if len(names) > MAX_PLACES else ""
    return "，".join(f"“{n}”" if len(n) > MAX_PLACE_NAME else n for n in names[:MAX_PLACES]) + more


def told(statement: Statement, name: str = "") -> str:
    """Quote a statement with its places: 三、6称第一批活跃度高联盟21家，结果表实有21行."""
    parts = []
    printed = [f for f in statement.figures if f.source in PRINTED]
    if printed:
        where = places(printed)
        parts.append(f"{where}称{name}{printed[0].named}" if where else f"文中称{name}{printed[0].named}")
    for figure in statement.figures:
        if figure.source in COUNTED_ZH:
            parts.append(f"{figure.place}{COUNTED_ZH[figure.source]}{figure.text}")
        elif figure.source == DERIVED:
            parts.append(f"推算为{figure.named}")
    return "，".join(dict.fromkeys(parts))


def amount(value: Fraction, statement: Statement) -> str:
    """Write a value in the unit and decimals that a statement prints; a change with its direction."""
    figure = statement.figures[0]
    quantity = figure.claim.quantity if figure.claim else None
    unit = quantity.unit if quantity else ""
    if statement.variable.measure == SHARE:
        return f"{show(value, figure.decimals)}%"
    scale = scaled(figure.claim)[0] if figure.claim is not None else Fraction(1)
    text = f"{show(value / scale, figure.decimals)}{unit}"
    return directed(value, text) if statement.variable.changes else text


def listed(statements: Iterable[Statement], scheme: Scheme, period: str) -> str:
    """Spell out statements one after the other: 第一批活跃度高联盟21家、第二批活跃度高联盟6家."""
    return "、".join(f"{subject_zh(s.variable, scheme, period)}{_with_unit(s)}" for s in statements)


def _with_unit(statement: Statement) -> str:
    text = statement.figures[0].named
    return text if any(c.isdigit() for c in text) else f"{text}（{paper(statement)}）"
