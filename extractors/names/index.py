"""An index of names: exact keys first, then shared pairs of characters, so that no name has to meet all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter

from extractors.names.compare import (
    REVIEW_RATIO,
    Comparison,
    same_acronym,
    same_stem,
    text_comparisons,
    worth_comparing,
)
from extractors.names.forms import fold_lookalikes
from extractors.names.stems import Name
from schemas.vocabulary import Vocabulary

ENOUGH = 800
"""How many names are drawn by the rarer half of the pairs before the commoner ones (汽车, 材料) are let be; in a roster
of some hundred names all pairs are used."""

SHORTLIST = 96
"""How many of the names that share most pairs of characters are looked at; beyond 10 000 names common words fill it."""

COMPARED = 24
"""How many of these, the likest for their length, are compared in full; five are ever shown."""

EDGE = "\x00"
"""Stands before the first and after the last character, so that a stem changed in its middle still shares two pairs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of an alliance, and the judgement that gave it the name (empty for the name on file)."""

    name: Name
    alliance: str
    judgement: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """Names of alliances, found by key or by likeness."""

    entries: tuple[Entry, ...]
    by_normal: Mapping[str, tuple[int, ...]]
    by_key: Mapping[str, tuple[int, ...]]
    by_pair: Mapping[str, tuple[int, ...]]
    sizes: tuple[int, ...]

    def exact(self, name: Name, vocabulary: Vocabulary) -> tuple[tuple[Entry, Comparison], ...]:
        """Find the names with an equal stem or the same bracketed acronym."""
        found = []
        for number in sorted({n for key in _keys(name) for n in self.by_key.get(key, ())}):
            entry = self.entries[number]
            comparison = same_stem(name, entry.name, entry.alliance, vocabulary) or same_acronym(
                name, entry.name, entry.alliance
            )
            if comparison:
                found.append((entry, comparison))
        return tuple(found)

    def alike(
        self, name: Name, vocabulary: Vocabulary, floor: float = REVIEW_RATIO
    ) -> tuple[tuple[Entry, Comparison], ...]:
        """Find the names near in spelling, each with every reason; those equal are among them.

        Stems less alike than `floor` are not near.
        """
        shared: Counter[int] = Counter()
        pairs = _pairs(name)
        lists = sorted((self.by_pair[pair] for pair in pairs if pair in self.by_pair), key=len)
        left = ENOUGH
        for done, numbers in enumerate(lists):
            if left < len(numbers) and 2 * done >= len(lists):
                break
            shared.update(numbers)
            left -= len(numbers)
        shortlist = nlargest(SHORTLIST, shared.items(), key=itemgetter(1))
        size, sizes = len(pairs), self.sizes
        nearest = [n for _, n in sorted((-count / (size + sizes[n]), n) for n, count in shortlist)[:COMPARED]]
        return tuple(
            (entry, comparison)
            for entry in map(self.entries.__getitem__, sorted(nearest))
            if worth_comparing(name, entry.name, floor)
            for comparison in text_comparisons(name, entry.name, entry.alliance, vocabulary, floor)
        )


def _keys(name: Name) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name.stem, name.outer, *name.acronyms)))


def _pairs(name: Name) -> tuple[str, ...]:
    padded = f"{EDGE}{fold_lookalikes(name.outer)}{EDGE}"
    return tuple(dict.fromkeys(padded[i : i + 2] for i in range(len(padded) - 1)))


def build_index(entries: Iterable[Entry]) -> Index:
    """Index names; the order of the entries does not matter."""
    ordered = tuple(sorted(entries, key=lambda e: (e.alliance, e.judgement, e.name.normal)))
    by_normal: dict[str, list[int]] = defaultdict(list)
    by_key: dict[str, list[int]] = defaultdict(list)
    by_pair: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(ordered):
        by_normal[entry.name.normal].append(number)
        for key in _keys(entry.name):
            by_key[key].append(number)
        for pair in _pairs(entry.name):
            by_pair[pair].append(number)
    sizes = tuple(len(_pairs(entry.name)) for entry in ordered)
    return Index(ordered, _frozen(by_normal), _frozen(by_key), _frozen(by_pair), sizes)


def _frozen(table: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(numbers) for key, numbers in table.items()}
