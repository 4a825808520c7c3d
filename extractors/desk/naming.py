"""Populations and values in the words of both languages; the English words stand in the series, with the Chinese ones.

A reader of the English output looks for the Chinese word in the report: tier high (高), batches 1 to 3 (三批试点).
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.audit.ladder import STANDING
from extractors.audit.sets import Scheme
from extractors.audit.words import population, values_zh
from schemas.finding import Message
from schemas.population import Interval, Population
from schemas.vocabulary import Axis, Vocabulary


def name_population(of: Population, scheme: Scheme) -> Message:
    """Name a population in both languages: 第一批活跃度高联盟; batch 1 (第一批), tier high (高)."""
    canon, vocabulary = scheme.canon(of), scheme.vocabulary
    zh = population(canon, scheme).zh
    for axis in vocabulary.axes:
        for union in axis.unions:
            zh = zh.replace(values_zh(axis, union.values), union.labels[0])
    return Message(zh, _english(canon, scheme))


def value_en(axis: Axis, keys: Iterable[str], vocabulary: Vocabulary) -> str:
    """Name values of an axis in English, the Chinese beside it."""
    wanted = set(keys)
    ordered = [k for k in axis.order if k in wanted]
    union = next((u for u in axis.unions if set(u.values) == wanted), None)
    declared = vocabulary.words("english", f"{axis.name}={'|'.join(ordered)}")
    words = declared[0] if declared else " or ".join(_one(axis, k, vocabulary) for k in ordered)
    zh = union.labels[0] if union else "、".join(axis.value(k).zh for k in ordered)
    return f"{words} ({zh})"


def _one(axis: Axis, key: str, vocabulary: Vocabulary) -> str:
    declared = vocabulary.words("english", f"{axis.name}={key}")
    if declared:
        return declared[0]
    plain = {"yes": axis.name, "no": f"not {axis.name}"}
    return plain.get(key, f"{axis.name} {key}").replace("_", " ")


def _english(of: Population, scheme: Scheme) -> str:
    vocabulary = scheme.vocabulary
    parts = []
    axes = [(axis, of.values(axis.name)) for axis in scheme.axes(of.entity)]
    for axis, keys in sorted(axes, key=lambda a: (a[0].name != STANDING, bool(a[0].stem))):
        if keys is None:
            continue
        told = scheme.ladder.unfolded(keys) if axis.name == STANDING else None
        if told is not None:
            parts.append(value_en(vocabulary.axis(told[0]), (told[1],), vocabulary))
        elif axis.name != STANDING:
            parts.append(value_en(axis, keys, vocabulary))
    parts += [f"{name} {interval_en(interval)}" for name, interval in of.intervals]
    if of.every and of.periods:
        parts.append(f"in every period {of.periods[0]}–{of.periods[-1]}")
    if of.entity == vocabulary.entity.name:
        return ", ".join(parts) or "all listed (总数)"
    noun = (vocabulary.words("english", of.entity) or (of.entity.replace("_", " "),))[0]
    labels = dict(vocabulary.things).get(of.entity, ())
    return ", ".join([f"{noun} ({labels[-1]})" if labels else noun, *parts])


def interval_en(interval: Interval) -> str:
    """Write a range of scores in English."""
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return f"{low}"
    if low is None:
        return f"{high} or less" if interval.includes_high else f"below {high}"
    if high is None:
        return f"{low} or more" if interval.includes_low else f"above {low}"
    return f"{low} to {high}"


def numeral_zh(number: int) -> str:
    """Write a small number as Chinese prose does."""
    return dict(zip(range(1, 11), "一二三四五六七八九十", strict=True)).get(number, str(number))
