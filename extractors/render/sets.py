"""Sets in words: the members that a figure speaks of, as a reader would name them."""

from __future__ import annotations

from extractors.render.screen import clean
from schemas.population import Interval, Population
from schemas.vocabulary import Vocabulary

DESCRIBED = "described"
BATCHES = {"batch": ("批次",)}
"""Axes whose values are counted themselves (三批)."""


def set_words(of: Population, vocabulary: Vocabulary, lang: str) -> str:
    """Name a set: 第一批、活跃度高; a set that only free words tell is quoted by them (“我省牵头的12家”)."""
    zh = lang == "zh"
    parts: list[str] = []
    quoted = ""
    for axis, values in of.axes:
        if axis == DESCRIBED:
            quoted = "、".join(f"“{clean(value.rpartition('@')[0])}”" for value in values)
        elif zh:
            parts.append("、".join(_value(axis, key, vocabulary) for key in values))
        else:
            parts.append(f"{axis} {' or '.join(values)}")
    parts += [_range(interval, zh) for _, interval in of.intervals]
    if of.every:
        span = "、".join(of.periods)
        parts.insert(0, f"历年连续{span}" if zh else f"in every period {span}".rstrip())
    if quoted:
        parts.append(f"原文所述{quoted}" if zh else f"as worded {quoted}")
    entity = "" if of.entity == vocabulary.entity.name else _entity(of.entity, vocabulary, zh)
    told = ("，" if zh else ", ").join(filter(None, parts))
    if not told and not entity:
        return "全部" if zh else "all"
    return f"{entity}：{told}" if zh and entity and told else f"{entity}: {told}" if entity and told else entity or told


def _value(axis: str, key: str, vocabulary: Vocabulary) -> str:
    declared = next((a for a in vocabulary.axes if a.name == axis), None)
    value = next((v for v in declared.values if v.key == key), None) if declared else None
    if declared is None or value is None:
        return key
    return declared.stem[0] + value.zh if declared.stem and value.zh in value.bare else value.zh


def _entity(entity: str, vocabulary: Vocabulary, zh: bool) -> str:
    labels = dict(vocabulary.things).get(entity, ()) or BATCHES.get(entity, ())
    return clean(labels[-1]) if zh and labels else clean(entity)


def _range(interval: Interval, zh: bool) -> str:
    if not zh:
        return f"score {interval}"
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return f"{low}分"
    ends = f"{low}分以上" if high is None else f"{high}分以下" if low is None else f"{low}分至{high}分"
    left = f"（不含{low}分）" if low is not None and not interval.includes_low else ""
    right = f"（不含{high}分）" if high is not None and not interval.includes_high else ""
    return ends + left + right
