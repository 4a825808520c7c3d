"""The parts of a name: stem, tail, and what stands in its brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.names.forms import normal_form
from schemas.vocabulary import Vocabulary

_BRACKET = re.compile(r"\(([^()]*)\)")
_LATIN = re.compile(r"(?=[^a-z]*[a-z])[a-z0-9.+/\-]{2,}")
_SHORTEST_TITLED_TAIL = 2
"""Words a tail must have before what follows it is taken for an office (…战略联盟|联盟秘书长)."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart, in normal form.

    `stem` is the name without its tail; `outer` the stem without its brackets; `acronyms` the Latin words that stood
    in them (建筑信息模型(bim): 建筑信息模型, bim). `tail` is by slot, in the order declared.
    """

    normal: str
    stem: str
    outer: str
    acronyms: tuple[str, ...]
    tail: tuple[tuple[str, str], ...]

    def tail_word(self, slot: str) -> str:
        """Give the word of one slot of the tail, empty where it has none."""
        return dict(self.tail).get(slot, "")


@lru_cache(maxsize=8)
def _tail_pattern(slots: tuple[tuple[str, tuple[str, ...]], ...]) -> re.Pattern[str]:
    words = ["|".join(re.escape(w) for w in sorted(group, key=len, reverse=True)) for _, group in slots]
    *inner, body = (f"(?P<{name}>{word})" for (name, _), word in zip(slots, words, strict=True))
    return re.compile(rf"(?P<stem>.+?){''.join(f'{slot}?' for slot in inner)}{body}")


def cut_office(normal: str, vocabulary: Vocabulary) -> str:
    """Cut an office glued to the end of a name in normal form (…战略联盟秘书长); a name without one stays whole."""
    endings = vocabulary.entity.name_endings
    if normal.endswith(endings) and normal.count(endings[0]) <= 1:
        return normal
    pattern = _tail_pattern(vocabulary.section("name_tail"))
    ends = sorted({m.end() for ending in endings for m in re.finditer(re.escape(ending), normal)})
    for end in ends:
        found = pattern.fullmatch(normal[:end])
        if found and sum(word is not None for word in found.groups()[1:]) >= _SHORTEST_TITLED_TAIL:
            return normal[:end]
    return normal[: ends[-1]] if ends else normal


@lru_cache(maxsize=1 << 16)
def _take_apart(normal: str, slots: tuple[tuple[str, tuple[str, ...]], ...], endings: tuple[str, ...]) -> Name:
    stem, tail = normal, {}
    found = _tail_pattern(slots).fullmatch(normal) if slots and normal.endswith(endings) else None
    if found and normal[found.end("stem") :].endswith(endings):
        tail = {slot: word for slot, word in found.groupdict().items() if word and slot != "stem"}
        stem = found["stem"]
    insides = _BRACKET.findall(stem)
    outer = _BRACKET.sub("", stem) or stem
    acronyms = tuple(inside for inside in insides if _LATIN.fullmatch(inside))
    return Name(normal, stem, outer, acronyms, tuple(tail.items()))


def parse_name(text: str, vocabulary: Vocabulary) -> Name:
    """Take a printed name apart.

    The tail is what the series declares in `[name_tail]`, taken off once from the end: 住宅科技产业技术创新战略联盟
    leaves 住宅科技, for 科技 does not stand where a tail has it. A name without a declared ending is all stem.
    """
    normal = cut_office(normal_form(text), vocabulary)
    return _take_apart(normal, vocabulary.section("name_tail"), vocabulary.entity.name_endings)


def stem_of(text: str, vocabulary: Vocabulary) -> str:
    """Give the stem of a printed name."""
    return parse_name(text, vocabulary).stem


def is_short(name: Name, vocabulary: Vocabulary) -> bool:
    """Tell whether a name is a short form: it has a tail, but none of the slots that make a tail full."""
    return bool(name.tail) and not any(name.tail_word(slot) for slot in vocabulary.words("name_match", "full_tail"))


def names_a_member(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a printed string can name one member: it has a stem and a tail, and is no declared generic word."""
    name = parse_name(text, vocabulary)
    return bool(name.tail) and name.normal not in {normal_form(word) for word in vocabulary.entity.not_names}
