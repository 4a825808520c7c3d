"""A text in parts: sentences, and units that have one year; and the plain words of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from extractors.reports.sentences import Told
from extractors.statistics.tokens import Token
from schemas.vocabulary import Vocabulary

_COMPARED = ("比", "较", "自", "从", "由")
_BESIDE, _THAN = ("与", "和", "同"), ("相比", "比")
_FIGURES = ("quantity", "percent", "score", "streak", "name")
_BREAKS = ("comma", "semi", "stop")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a paragraph that is about one year, or names the years of a streak or a movement.

    `years` are those it names for its own figures, `compared` those it only compares with; `carried` tells that the
    year is that of the sentence before.
    """

    told: Told
    start: int
    end: int
    tokens: tuple[Token, ...]
    years: tuple[str, ...]
    compared: tuple[str, ...]
    dated: bool
    carried: bool = False

    @property
    def period(self) -> str:
        """Give the one year of the unit, the last one of a run of years, nothing where several stand side by side."""
        if len(self.years) == 1 or (self.years and self.spanned):
            return self.years[-1]
        return ""

    @property
    def spanned(self) -> bool:
        """Tell whether several years belong to one streak or movement."""
        return any(t.kind in ("streak", "lasting", "become") for t in self.tokens)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: where it starts and ends in its paragraph."""

    told: Told
    start: int
    end: int


@dataclass(slots=True)
class Words:
    """What has been used of the tokens of a unit, by their starts."""

    used: set[int] = field(default_factory=set)

    def take(self, found: Iterable[Token]) -> None:
        """Mark tokens as used."""
        self.used.update(t.start for t in found)


def sentences_of(told: Told) -> tuple[Line, ...]:
    """Part a paragraph at full stops."""
    found, start = [], 0
    for token in told.tokens:
        if token.kind == "stop":
            found.append(Line(told, start, token.end))
            start = token.end
    if told.text[start:].strip():
        found.append(Line(told, start, len(told.text)))
    return tuple(found)


def units_of(told: Told, period: str = "") -> tuple[Unit, ...]:
    """Part a paragraph where a sentence ends or a clause names its own year; 其中 belongs to what stands before.

    `period` is the year of what names none at all.
    """
    cuts = [0]
    for i, token in enumerate(told.tokens):
        before = told.tokens[i - 1] if i else None
        if before is None or before.kind not in _BREAKS:
            continue
        so_far = [t for t in told.tokens[:i] if t.start >= cuts[-1]]
        own_year = is_whole_year(token) and any(is_whole_year(t) for t in so_far)
        new_year = own_year and any(t.kind in (*_FIGURES, "axis") for t in so_far)
        if (before.kind == "stop" and token.kind != "among") or new_year:
            cuts.append(token.start)
    ends = [*cuts[1:], len(told.text)]
    units: list[Unit] = []
    last: tuple[str, ...] = (period,) if period else ()
    for start, end in zip(cuts, ends, strict=True):
        unit = _unit(told, start, end)
        if not unit.years and last:
            unit = Unit(told, start, end, unit.tokens, last, unit.compared, unit.dated, carried=True)
        last = unit.years[-1:]
        units.append(unit)
    return tuple(units)


def _unit(told: Told, start: int, end: int) -> Unit:
    inside = tuple(t for t in told.tokens if start <= t.start < end)
    years: list[str] = []
    compared: list[str] = []
    moving = any(t.kind == "become" for t in inside)
    dated = False
    for token in inside:
        if token.kind != "date" or token.figure is None:
            continue
        precise = "-" in token.figure.date_from
        dated = dated or precise
        before, after = told.text[: token.start], told.text[token.end :]
        aside = before.endswith(_COMPARED) or (before.endswith(_BESIDE) and after.startswith(_THAN))
        aside = aside and not moving and len(token.figure.years) == 1
        (compared if aside else years).extend(() if precise else token.figure.years)
    return Unit(told, start, end, inside, tuple(dict.fromkeys(years)), tuple(dict.fromkeys(compared)), dated)


def is_whole_year(token: Token) -> bool:
    """Tell a year from a month or a day."""
    return (
        token.kind == "date"
        and token.figure is not None
        and bool(token.figure.years)
        and "-" not in token.figure.date_from
    )


def clauses_of(unit: Unit) -> tuple[tuple[Token, ...], ...]:
    """Part a unit at commas, semicolons and stops."""
    found: list[list[Token]] = [[]]
    for token in unit.tokens:
        if token.kind in _BREAKS:
            found.append([])
        else:
            found[-1].append(token)
    return tuple(tuple(c) for c in found if c)


def clause_before(unit: Unit, start: int, end: int, vocabulary: Vocabulary) -> tuple[str, str]:
    """Give the clause of a figure up to its end, and the word for the thing it counts where one stands beside it."""
    begin = max((t.end for t in unit.tokens if t.kind in _BREAKS and t.end <= start), default=unit.start)
    close = min((t.start for t in unit.tokens if t.kind in _BREAKS and t.start >= end), default=unit.end)
    labels = {label for _, found in vocabulary.things for label in found}
    things = [t for t in unit.tokens if (t.kind == "thing" or t.text in labels) and begin <= t.start < close]
    nearest = min(things, key=lambda t: abs(t.start - start), default=None)
    return unit.told.printed(begin, end), nearest.text if nearest else ""


# ---- plain words -----------------------------------------------------------------------------------------------------


@cache
def _pieces(vocabulary: Vocabulary) -> re.Pattern[str]:
    keys = ("not", "not_figure", "light", "lasting", "rank", "code")
    words = {w for key in keys for w in vocabulary.words("verify", key)}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")


@cache
def _light(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = sorted(vocabulary.words("verify", "light"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})+" if words else r"(?!)")


def is_light(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text is made of declared words that change nothing."""
    return _light(vocabulary).fullmatch(text) is not None


@cache
def _leading(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?: |{_pieces(vocabulary).pattern})+")


@cache
def _code_form(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = "|".join(map(re.escape, vocabulary.words("verify", "code"))) or r"(?!)"
    form = "|".join(vocabulary.words("codes", "form")) or r"(?!)"
    return re.compile(rf"(?:{words})(?:为|是|：|为：)?(?P<code>(?:{form})(?![0-9]))")


def codes_in(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Find the codes a clause tells: 编号212."""
    return tuple(m["code"] for m in _code_form(vocabulary).finditer(text))


def pieces_of(token: Token, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Give the declared words in a run of plain words."""
    return tuple(_pieces(vocabulary).findall(_code_form(vocabulary).sub("", token.text)))


def unknown_in(token: Token, vocabulary: Vocabulary, spanned: bool = True, skip: int = 0) -> tuple[int, int] | None:
    """Give what nothing here knows in a run of plain words, by offsets in it; None where all of it is known.

    Words such as 保持 are known only where a streak is told (`spanned`): else they restrict who is counted. The first
    `skip` characters are known already.
    """
    text = _code_form(vocabulary).sub(lambda m: " " * len(m.group()), token.text)
    text = " " * skip + text[skip:]
    known = [m.span() for m in _pieces(vocabulary).finditer(text)]
    lasting = [
        m.span() for m in _pieces(vocabulary).finditer(text) if m.group() in vocabulary.words("verify", "lasting")
    ]
    free = "".join(" " if any(a <= i < b for a, b in known) else c for i, c in enumerate(text))
    if not free.strip():
        return None if spanned or not lasting else lasting[0]
    # 成员单位 is one word, though 位 alone is known: only what stands before the first unknown character comes off.
    begin = next((m.end() for m in [_leading(vocabulary).match(text)] if m), 0)
    return begin, len(text.rstrip())


def denials(found: Iterable[Token], vocabulary: Vocabulary) -> int:
    """Count the words that deny something."""
    no = {*vocabulary.words("verify", "not"), *vocabulary.words("verify", "not_figure")}
    return sum(piece in no for t in found if t.kind == "word" for piece in pieces_of(t, vocabulary))


def denied_figure(unit: Unit, start: int, vocabulary: Vocabulary) -> bool:
    """Tell whether a denial stands right before a figure."""
    before = unit.told.text[unit.start : start]
    return before.endswith(vocabulary.words("verify", "not_figure") or ("\0",))
