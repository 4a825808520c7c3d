"""The words of a series, read from `schemas/series/<name>.toml` and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from schemas.errors import Misdeclared

_NONE: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value of an axis: key, Chinese name, labels that mean it anywhere, bare ones beside the stem, and
    verbs that mean it right before a figure or the word for the members (填报 32 家, 填报联盟).
    """

    key: str
    zh: str
    labels: tuple[str, ...]
    bare: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Union:
    """A label that means several values at once (三批试点 = batches 1 to 3)."""

    values: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """One way of dividing members.

    `partition`: every member of `whole` has exactly one value. `remainder`: values a printed split may leave out.
    `stem`: words that bare labels need beside them; `introduced`: words after which they need it no more in a sentence.
    `ranked`: the order of the values is one of better and worse (一般及以上).
    """

    name: str
    partition: bool
    whole: tuple[tuple[str, str], ...]
    order: tuple[str, ...]
    remainder: tuple[str, ...]
    stem: tuple[str, ...]
    values: tuple[AxisValue, ...]
    unions: tuple[Union, ...]
    entity: str = ""
    introduced: tuple[str, ...] = ()
    ranked: bool = False

    def value(self, key: str) -> AxisValue:
        """Give a declared value.

        Raises:
            KeyError: when the axis has no such value.

        """
        for value in self.values:
            if value.key == key:
                return value
        raise KeyError(f"{self.name}={key}")


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """What is counted: the words for it, its measure words, and how names of members look; `noun` is what findings call
    any of them. Like its vocabulary it is loaded once and is the same as itself alone, for it is a key of caches, too.
    """

    name: str
    noun: str
    heads: tuple[str, ...]
    measure_words: tuple[str, ...]
    name_endings: tuple[str, ...]
    name_tails: tuple[str, ...]
    full_endings: tuple[str, ...]
    not_names: tuple[str, ...]
    not_in_names: tuple[str, ...]
    name_breaks: str
    name_openers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """A series: its entity, its axes, and the word lists of the grammar by section (`words("relation", "share")`).

    It is the same as itself alone: caches that it is a key of are asked thousands of times a document, and its words
    would be hashed each time.
    """

    series: str
    title_zh: str
    title_en: str
    marks: tuple[str, ...]
    entity: Entity
    axes: tuple[Axis, ...]
    sections: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]
    things: tuple[tuple[str, tuple[str, ...]], ...] = ()
    _sections: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = field(init=False, repr=False, compare=False)
    _lists: dict[str, dict[str, tuple[str, ...]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the word lists by name, since they are asked for thousands of times a document."""
        object.__setattr__(self, "_sections", dict(self.sections))
        object.__setattr__(self, "_lists", {section: dict(lists) for section, lists in self.sections})

    def axis(self, name: str) -> Axis:
        """Give a declared axis.

        Raises:
            KeyError: when the series has no such axis.

        """
        for axis in self.axes:
            if axis.name == name:
                return axis
        raise KeyError(name)

    def words(self, section: str, key: str) -> tuple[str, ...]:
        """Give a declared word list; empty where the series has none."""
        return self._lists.get(section, _NONE).get(key, ())

    def rising(self, name: str) -> tuple[str, ...]:
        """Give the values of a graded axis from the lowest up; those that stand apart (`[ladder]`) are no grades."""
        apart = self.words("ladder", "apart")
        return tuple(key for key in reversed(self.axis(name).order) if f"{name}={key}" not in apart)

    def section(self, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give all word lists of a section in the order declared."""
        return self._sections.get(name, ())

    def lists(self, section: str) -> Mapping[str, tuple[str, ...]]:
        """Give all word lists of a section by their keys."""
        return self._lists.get(section, _NONE)


def _tuple(value: Any) -> tuple[str, ...]:
    return tuple(str(v) for v in value)


def _axis(table: dict[str, Any]) -> Axis:
    values = tuple(
        AxisValue(
            key,
            v["zh"],
            _tuple(v["labels"]),
            _tuple(v.get("bare", ())),
            _tuple(v.get("verbs", ())),
            v.get("entity", table.get("entity", "")),
        )
        for key, v in table["value"].items()
    )
    unions = tuple(Union(_tuple(u["values"]), _tuple(u["labels"])) for u in table.get("union", ()))
    declared = {v.key for v in values}
    for key in (*table["order"], *table.get("remainder", ()), *(k for u in unions for k in u.values)):
        if key not in declared:
            raise Misdeclared(
                f"axis {table['name']} speaks of {key}", "no such value is declared", "declare it or mend the name"
            )
    return Axis(
        name=table["name"],
        partition=table["partition"],
        whole=tuple(table["whole"].items()),
        order=_tuple(table["order"]),
        remainder=_tuple(table.get("remainder", ())),
        stem=_tuple(table.get("stem", ())),
        introduced=_tuple(table.get("introduced", ())),
        ranked=table.get("ranked", False),
        values=values,
        unions=unions,
        entity=table.get("entity", ""),
    )


_ENTITY_LISTS = (
    "heads", "measure_words", "name_endings", "name_tails", "full_endings", "not_names", "not_in_names", "name_openers",
)  # fmt: skip
_OWN = ("series", "title", "marks", "entity", "axis", "thing")


_Sections = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


@cache
def _language() -> dict[str, dict[str, list[str]]]:
    """Give the words that all series share."""
    return tomllib.loads((resources.files("schemas") / "language.toml").read_text(encoding="utf-8"))


def _with_language(own: dict[str, dict[str, list[str]]]) -> _Sections:
    """Add to the words of a series those of the language, each once, its own first."""
    shared = _language()
    found = []
    for name in dict.fromkeys((*own, *shared)):
        one, other = own.get(name, {}), shared.get(name, {})
        keys = dict.fromkeys((*one, *other))
        found.append((name, tuple((k, _tuple(dict.fromkeys((*one.get(k, ()), *other.get(k, ()))))) for k in keys)))
    return tuple(found)


def parse_series(text: str) -> Vocabulary:
    """Make a vocabulary of the text of a series file, and of the words that all series share.

    Raises:
        Misdeclared: when the file is no TOML, lacks a table, or names a value it does not declare.

    """
    try:
        table = tomllib.loads(text)
        sections = _with_language({name: body for name, body in table.items() if name not in _OWN})
        return Vocabulary(
            series=table["series"],
            title_zh=table["title"]["zh"],
            title_en=table["title"]["en"],
            marks=_tuple(table["marks"]),
            entity=Entity(
                name=table["entity"]["name"],
                noun=table["entity"].get("noun", table["entity"]["name_endings"][0]),
                name_breaks=table["entity"]["name_breaks"],
                **{key: _tuple(table["entity"][key]) for key in _ENTITY_LISTS},
            ),
            axes=tuple(_axis(a) for a in table["axis"]),
            sections=sections,
            things=tuple((t["name"], _tuple(t["labels"])) for t in table.get("thing", ())),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise Misdeclared(
            "a series file cannot be used", f"{error}", "compare it with alliance-activity.toml"
        ) from error


@cache
def load_series(name: str) -> Vocabulary:
    """Load a series by name, once a process.

    Raises:
        Misdeclared: when there is no such series or its file contradicts itself.

    """
    path = resources.files("schemas") / "series" / f"{name}.toml"
    if not path.is_file():
        raise Misdeclared(f"no series is called {name}", f"schemas/series/{name}.toml is not there", "check the name")
    return parse_series(path.read_text(encoding="utf-8"))


def all_series() -> tuple[Vocabulary, ...]:
    """Load every declared series, in the order of their names."""
    folder = resources.files("schemas") / "series"
    names = sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))
    return tuple(load_series(name) for name in names)
