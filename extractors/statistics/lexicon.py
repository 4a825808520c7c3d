"""The lexicon of a series: every declared label as a token kind, looked up longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from schemas.vocabulary import Axis, Vocabulary

# A label with … bridges at most this many characters of one clause: 没有按照 2018 年度活跃度评价要求填报 has 13.
# A contrast ends it: 虽已填报但信息不完整 does not tell of 已填报…信息.
GAP = r"[^，。；、：（）但却]{0,36}?"
_ORDINAL = re.compile("[一二三四五六七八九十]+")
_ORDINAL_MARK = "第"
_NUMBERED = re.compile(_ORDINAL_MARK + "(?P<n>[一二三四五六七八九十]+)(?P<end>[^一二三四五六七八九十])")
_THROUGH = "(?:至|到)"
_RANGE = re.compile(_THROUGH)
SKIP = "“”‘’\"'"
MARKS = dict.fromkeys(SKIP, "skip") | {
    "，": "comma",
    "：": "comma",
    "。": "stop",
    "；": "semi",
    "＝": "comma",
    "＋": "comma",
    "=": "comma",
    "+": "comma",
    "、": "list",
    "！": "stop",
    "？": "stop",
    "（": "open",
    "）": "close",
}
_RELATIONS = (
    "share", "reach", "in", "among", "each", "than", "last_period", "up", "down", "etc", "and", "definite", "contrast",
    "respectively", "become", "restrict", "yearly", "this_period", "milestone", "together", "sum", "rest", "except",
    "without", "including", "upward", "downward", "divided", "bodies", "joins", "within", "graded", "mean", "extreme",
    "flow",
    "shows", "counting_in", "place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One label: the kind of token it makes, and what it means."""

    label: str
    kind: str
    axis: str = ""
    values: tuple[str, ...] = ()
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Labels by their text, and how long those are that begin with two characters, longest first; as patterns, labels
    with a gap by the two characters that they begin with, and rows of ordinals (第一、二批).

    `begun` matches where a label, a lexical word or a mark may begin; `marks` are those that begin no other.
    """

    labels: dict[str, Entry]
    lengths: dict[str, tuple[int, ...]]
    gapped: dict[str, tuple[tuple[str, re.Pattern[str], Entry], ...]]
    lexical: re.Pattern[str]
    lexical_firsts: frozenset[str]
    begun: re.Pattern[str]
    marks: dict[str, str]
    things: dict[str, str]
    light: frozenset[str]
    series: tuple[tuple[re.Pattern[str], str, dict[str, str]], ...] = ()

    def places(self, text: str) -> list[int]:
        """Find where a label, a lexical word or a mark may begin."""
        return [found.start() for found in self.begun.finditer(text)]

    def at(self, text: str, start: int) -> tuple[Entry, int] | None:
        """Find the longest label that starts here; of the same length, one with a gap."""
        head = text[start : start + 2]
        first = head[0]
        for pattern, axis, keys in self.series if first == _ORDINAL_MARK else ():
            found = pattern.match(text, start)
            if found:
                return Entry(found.group(), "axis", axis, _ordered(found.group(), keys)), found.end()
        plain, end = self.labels.get(first), start + 1
        for length in self.lengths.get(head, ()):
            longer = self.labels.get(text[start : start + length])
            if longer is not None:
                plain, end = longer, start + len(longer.label)
                break
        for _, pattern, entry in self.gapped.get(head) or self.gapped.get(first, ()):
            found = pattern.match(text, start)
            if found:
                return (entry, found.end()) if plain is None or end <= found.end() else (plain, end)
        return (plain, end) if plain is not None else None

    def entries(self, axis: str) -> tuple[Entry, ...]:
        """Give the labels for values of an axis."""
        gapped = (entry for found in self.gapped.values() for _, _, entry in found)
        return tuple(e for e in (*self.labels.values(), *gapped) if e.axis == axis)

    def lexical_at(self, text: str, start: int) -> int:
        """Give where the lexical word that starts here ends, 0 where none does; asked where `lexical_firsts` has the
        character.
        """
        found = self.lexical.match(text, start)
        return found.end() if found else 0


@cache
def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """Compile the labels of a vocabulary."""
    entries = [entry for axis in vocabulary.axes for entry in _axis_entries(axis)]
    entries += [Entry(label, "head") for label in vocabulary.entity.heads]
    entries += [Entry(label, "head") for label in vocabulary.words("relation", "subjects")]
    entries += [Entry(label, "thing", entity=name) for name, labels in vocabulary.things for label in labels]
    entries += [
        Entry(label, "measure", axis=name) for name, labels in vocabulary.section("measures") for label in labels
    ]
    entries += [
        Entry(label, "whole") for label, _ in vocabulary.section("wholes") if label not in vocabulary.entity.heads
    ]
    entries += [Entry(word, kind) for kind in _RELATIONS for word in vocabulary.words("relation", kind)]
    entries += [Entry(word, "lasting") for key in ("streak", "each_year") for word in vocabulary.words("relation", key)]
    entries += [Entry(word, "stem", axis.name) for axis in vocabulary.axes for word in axis.introduced]
    entries += [
        Entry(word, "rate", *_axis_value(value)) for value, words in vocabulary.section("rates") for word in words
    ]
    entries += [
        Entry(word, "narrowed", *_axis_value(value))
        for value, words in vocabulary.section("narrowed")
        for word in words
    ]
    entries += [
        Entry(begun + word + ended, "viewed", axis)
        for axis, words in vocabulary.section("axis_words")
        for word in words
        for begun in vocabulary.words("relation", "view_begins")
        for ended in vocabulary.words("relation", "view_ends")
    ]
    entries += [Entry(word, "same", axis) for axis, words in vocabulary.section("same") for word in words]
    entries += [Entry(word, "wording", kind) for kind, words in vocabulary.section("wording") for word in words]
    entries += [Entry(word, "full") for word in vocabulary.words("relation", "full_mark")]
    labels: dict[str, Entry] = {}
    lengths: dict[str, list[int]] = {}
    gaps: list[tuple[str, re.Pattern[str], Entry]] = []
    for entry in sorted(entries, key=lambda e: -len(e.label)):
        if "…" in entry.label:
            head, _, tail = entry.label.partition("…")
            gaps.append((head, re.compile(re.escape(head) + GAP + re.escape(tail)), entry))
        elif labels.setdefault(entry.label, entry) is entry:
            lengths.setdefault(entry.label[:2], []).append(len(entry.label))
    words = sorted(vocabulary.words("lexical", "words"), key=len, reverse=True)
    lexical = re.compile("|".join(map(re.escape, words)) or r"(?!)")
    heads = (*(e.label.partition("…")[0] for e in entries), *words)
    return Lexicon(
        labels,
        {head: tuple(dict.fromkeys(found)) for head, found in lengths.items() if len(head) > 1},
        {
            key: tuple(g for g in gaps if g[0].startswith(key) or key.startswith(g[0]))
            for key in {g[0][:2] for g in gaps}
        },
        lexical,
        frozenset(word[0] for word in words),
        _begun((*heads, *MARKS)),
        {mark: kind for mark, kind in MARKS.items() if not any(head.startswith(mark) for head in heads)},
        {label: name for name, labels in vocabulary.things for label in labels},
        frozenset(vocabulary.words("light", "anywhere")),
        tuple(found for axis in vocabulary.axes if (found := _series(axis))),
    )


def _begun(words: Iterable[str]) -> re.Pattern[str]:
    """Match where one of these may begin: the first two characters tell nearly all places where none does."""
    beginnings = {word[:2] for word in words}
    alone = {word for word in beginnings if len(word) == 1}
    pairs = {word for word in beginnings if word[0] not in alone}
    firsts, seconds = ({pair[k] for pair in pairs} for k in (0, 1))
    either, first, second = (re.escape("".join(sorted(chars))) for chars in (alone, firsts, seconds))
    return re.compile(f"[{either}]|[{first}](?=[{second}])")


def _axis_value(text: str) -> tuple[str, tuple[str, ...]]:
    """Part a declared axis=value|value."""
    axis, _, values = text.partition("=")
    return axis, tuple(values.split("|"))


def _series(axis: Axis) -> tuple[re.Pattern[str], str, dict[str, str]] | None:
    """Make the pattern of an axis whose values are ordinals (第一批, 第二批), told in a row with the ends said once."""
    ordinals = [(m, v.key) for v in axis.values for label in v.labels if (m := _NUMBERED.fullmatch(label))]
    ends = {m["end"] for m, _ in ordinals}
    if len(ordinals) < 2 or len(ends) != 1:
        return None
    keys = {m["n"]: key for m, key in ordinals}
    one, end = "|".join(keys), next(iter(ends))
    listed = f"第(?:{one})(?:(?:、|和|与|及|以及)第?(?:{one}))+{end}"
    return re.compile(f"{listed}|第(?:{one}){end}?{_THROUGH}第(?:{one}){end}"), axis.name, keys


def _ordered(text: str, keys: dict[str, str]) -> tuple[str, ...]:
    """Give the values that a row of ordinals names, and those between the ends of a range (第一批至第三批)."""
    named = [keys[m] for m in _ORDINAL.findall(text) if m in keys]
    order = list(keys.values())
    if _RANGE.search(text):
        named = order[order.index(named[0]) : order.index(named[-1]) + 1]
    return tuple(sorted(set(named)))


def _axis_entries(axis: Axis) -> list[Entry]:
    entries = []
    for value in axis.values:
        labels = [
            *value.labels,
            *(s + b for s in axis.stem for b in value.bare),
            *(b + axis.stem[0] for b in value.bare if axis.stem),
        ]
        entries += [Entry(label, "axis", axis.name, (value.key,), value.entity) for label in labels]
        entries += [Entry(label, "verb", axis.name, (value.key,), value.entity) for label in value.verbs]
        kind = "bare" if axis.stem else "axis"
        entries += [Entry(label, kind, axis.name, (value.key,), value.entity) for label in value.bare]
    for union in axis.unions:
        entries += [Entry(label, "axis", axis.name, union.values, axis.entity) for label in union.labels]
    return entries
