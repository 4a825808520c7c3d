"""Figures in a sentence: quantities with units, percentages, scores and score ranges, streaks, dates."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from operator import attrgetter

from extractors.statistics.bands import scores
from extractors.statistics.figure import TO, Figure
from extractors.statistics.numerals import CHINESE, DIGITS, Numeral, chinese_value, numerals
from extractors.statistics.worded import AT_LEAST, AT_MOST, FRACTION, MORE, PARTED, worded_shares
from schemas.quantity import Quantity
from schemas.record import record
from schemas.vocabulary import Vocabulary

_YEAR = rf"(?:\d{{4}}|[{''.join(DIGITS)}]{{4}})"
_PART = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = rf"(?:(?P<y{{0}}>{_YEAR})年(?:度)?)?(?:(?P<m{{0}}>{_PART})月(?:份)?(?:(?P<d{{0}}>{_PART})[日号])?)?"
_DATE_RANGE = re.compile(
    rf"(?=[\d一二三四五六七八九〇○零十])(?={_YEAR}年|{_PART}月)"
    + _DAY.replace("{0}", "1")
    + rf"(?:{TO}"
    + _DAY.replace("{0}", "2")
    + ")?"
)
_YEAR_RANGE = re.compile(rf"(?P<a>\d{{4}})年?(?:度)?{TO}(?P<b>\d{{4}})年(?:度)?")
_YEARS = re.compile(r"\d{4}(?:[、和与及]\d{4})+年(?:度)?")
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
# Where years may stand in a row or a range, or a date in digits; a pattern that begins with one class, and not with a
# repetition, skips what is none in one go.
_YEARS_ON = re.compile(rf"\d\d{{3}}年?(?:度)?(?:{TO}|[-/.、和与及])\d")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_SHUT = b"\x01"
_NUMERIC = re.compile(rf"[\d数几{CHINESE}]")
_VAGUE = re.compile(r"[数几](?P<scale>[十百千万亿]+)")


def find_figures(text: str, vocabulary: Vocabulary, lexical: re.Pattern[str]) -> tuple[Figure, ...]:
    """Find all figures of a text, left to right, none overlapping; numerals inside lexical words are none."""
    if not _NUMERIC.search(text):
        return ()
    terms = _terms(vocabulary)
    shut = _shut(text, lexical, terms)
    taken: list[Figure] = []

    def keep(figures: Iterable[Figure]) -> None:
        for figure in figures:
            if shut.find(_SHUT, figure.start, figure.end) < 0:
                taken.append(figure)
                _close(shut, figure.start, figure.end)

    keep(_dates(text))
    keep(scores(text))
    values = numerals(text)
    keep(_ordinals(text, values))
    keep(_streaks(text, values, terms))
    keep(worded_shares(text, vocabulary))
    keep(_quantities(text, values, terms))
    keep(_sharing_unit(text, values, taken))
    return tuple(sorted(taken, key=attrgetter("start")))


def _shut(text: str, lexical: re.Pattern[str], terms: _Terms) -> bytearray:
    """Mark the characters that are of no figure: those of lexical words, and of references."""
    shut = bytearray(len(text))
    # 之一 in 数量之一 is a word, in 三分之一 the end of a figure.
    fractions = [m.span() for m in FRACTION.finditer(text)] if PARTED in text else []
    for m in lexical.finditer(text):
        if not any(a < m.start() < b for a, b in fractions):
            _close(shut, *m.span())
    for m in terms.references.finditer(text):
        _close(shut, *m.span())
    return shut


def _close(shut: bytearray, start: int, end: int) -> None:
    shut[start:end] = _SHUT * (end - start)


@record
class _Terms:
    """The words that figures of a series are printed with: units with their class, longest first, also by their first
    character; words for about; words before a streak, and its units; and 图 2, 表 1, 附件 3, whose number names a place
    and counts nothing.
    """

    units: tuple[tuple[str, str], ...]
    units_from: dict[str, list[tuple[str, str]]]
    about: tuple[str, ...]
    streaks: tuple[str, ...]
    lasting: tuple[str, ...]
    references: re.Pattern[str]


@cache
def _terms(vocabulary: Vocabulary) -> _Terms:
    pairs = [(u, kind) for kind, units in vocabulary.section("units") if kind in _CLASSES for u in units]
    units = sorted(pairs, key=lambda pair: -len(pair[0]))
    units_from: dict[str, list[tuple[str, str]]] = {}
    for unit, kind in units:
        units_from.setdefault(unit[0], []).append((unit, kind))
    places = [w for key in ("annex", "figure", "table") for w in vocabulary.words("layout", key)]
    return _Terms(
        tuple(units),
        units_from,
        vocabulary.words("units", "approximate_before"),
        vocabulary.words("relation", "streak"),
        (*vocabulary.words("units", "duration"), "次", "届", "期", "年度", "个年度"),
        re.compile(f"(?:{'|'.join(map(re.escape, places))})\\d{{1,2}}(?!\\d)"),
    )


def _dates(text: str) -> list[Figure]:
    worded = "年" in text or "月" in text
    found = []
    if _YEARS_ON.search(text):
        found += [_years(m) for m in _YEARS.finditer(text)]
        found += [_year_range(m) for m in _YEAR_RANGE.finditer(text) if int(m["a"]) < int(m["b"])]
        found += [
            Figure("date", *m.span(), date_from=iso, date_to=iso, years=(m["y"],))
            for m in _ISO.finditer(text)
            if (iso := _iso(int(m["y"]), int(m["m"]), int(m["d"]), True))
        ]
    found += [Figure("clock", *m.span()) for m in _CLOCK.finditer(text)] if ":" in text else []
    found += [_date(m) for m in _DATE_RANGE.finditer(text)] if worded else []
    return found


def _years(m: re.Match[str]) -> Figure:
    """Read 2022、2023、2024 年度: years in a row, the word for them said once."""
    years = tuple(re.findall(r"\d{4}", m.group()))
    return Figure("date", *m.span(), date_from=min(years), date_to=max(years), years=years)


def _year_range(m: re.Match[str]) -> Figure:
    a, b = int(m["a"]), int(m["b"])
    years = tuple(str(y) for y in range(a, b + 1))
    return Figure("date", *m.span(), date_from=f"{a}", date_to=f"{b}", years=years)


def _int(text: str | None) -> int | None:
    if not text:
        return None
    value = chinese_value(text) if not text.isdigit() else Decimal(text)
    return None if value is None else int(value)


def _date(m: re.Match[str]) -> Figure:
    y1, m1, d1 = _int(m["y1"]), _int(m["m1"]), _int(m["d1"])
    y2, m2, d2 = _int(m["y2"]), _int(m["m2"]), _int(m["d2"])
    first = _iso(y1, m1, d1, True)
    if m2 or y2:
        last = _iso(y2 or y1, m2, d2, False)
        years = tuple(str(y) for y in range(y1 or 0, (y2 or y1 or 0) + 1)) if y1 else ()
    else:
        last = _iso(y1, m1, d1, False)
        years = (str(y1),) if y1 else ()
    end = m.end()
    return Figure("date", m.start(), end, date_from=first, date_to=last, years=years[:30])


def _iso(year: int | None, month: int | None, day: int | None, first: bool) -> str:
    """Write a date at its printed precision: YYYY, YYYY-MM, YYYY-MM-DD, --MM-DD where the year is not printed."""
    if month and not 1 <= month <= 12:
        return ""
    if day and not 1 <= day <= (monthrange(year, month)[1] if year and month else 31):
        return ""
    head = f"{year:04d}" if year else "-"
    return head + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def _ordinals(text: str, values: tuple[Numeral, ...]) -> list[Figure]:
    found = []
    for n in values:
        if text[n.start - 1 : n.start] == "前" and text[n.end : n.end + 1] in _PLACES:
            q = Quantity(n.value, text[n.end], 0, text[n.start - 1 : n.end + 1], n.value, n.value)
            found.append(Figure("ordinal", n.start - 1, n.end + 1, q))
        elif text[n.start - 1 : n.start] == "第":
            unit = _longest(text, n.end, ("次", "届"))
            end = n.end + len(unit) if unit else _listed_ordinals(text, n.end, values)
            q = Quantity(n.value, unit, 0, text[n.start - 1 : end], n.value, n.value)
            found.append(Figure("ordinal", n.start - 1, end, q))
        elif _is_grade(text, n):
            q = Quantity(n.value, "级", 0, text[n.start : n.end + 1], n.value, n.value)
            found.append(Figure("ordinal", n.start, n.end + 1, q))
    return found


def _listed_ordinals(text: str, end: int, values: tuple[Numeral, ...]) -> int:
    """Find where 第二、三 ends: numerals listed after an ordinal are ordinals too."""
    starts = {n.start: n.end for n in values}
    while text[end : end + 1] == "、" and end + 1 in starts:
        end = starts[end + 1]
    return end


def _is_grade(text: str, n: Numeral) -> bool:
    """Tell 一级指标, where the numeral ranks, from 划分为三级, where it counts."""
    ranks = not n.arabic and n.end - n.start == 1 and text[n.end : n.end + 1] == "级"
    return ranks and text[n.start - 1 : n.start] not in "为成共"


def _streaks(text: str, values: tuple[Numeral, ...], terms: _Terms) -> list[Figure]:
    found = []
    words = [word for word in terms.streaks if word in text]
    for n in values if words else ():
        for word in words:
            if text.endswith(word, 0, n.start):
                unit = _longest(text, n.end, terms.lasting)
                if unit:
                    end = n.end + len(unit)
                    q = Quantity(n.value, unit, 0, text[n.start : end], n.value, n.value)
                    found.append(Figure("streak", n.start - len(word), end, q))
    return found


# What may stand between a number and its unit.
_SOME = ("余", "多", "来")
_SCALES = ("万亿", "千亿", "百亿", "亿", "千万", "百万", "万")
# What may stand behind the unit.
_TAILS = ("以上", "以下", "左右", "以内")
# What a rank is told in: 前十名, 前三位.
_PLACES = ("名", "位", "强")
# What joins the numbers of a row.
_JOINS = ("、", "和", "与", "及")
_CLASSES = ("count", "amount", "duration", "score", "percent")


def _longest(text: str, start: int, words: tuple[str, ...]) -> str:
    if not text.startswith(words, start):
        return ""
    return max((w for w in words if text.startswith(w, start)), key=len)


def _quantities(text: str, values: tuple[Numeral, ...], terms: _Terms) -> list[Figure]:
    found = [f for n in values if (f := _quantity(text, n, terms))]
    for m in _VAGUE.finditer(text) if "数" in text or "几" in text else ():
        value = chinese_value(m["scale"])
        if value is not None:
            vague = Numeral(m.start(), m.end(), value, 0, False, vague=True)
            figure = _quantity(text, vague, terms)
            if figure:
                found.insert(0, figure)
    return sorted(found, key=lambda f: (f.start, -f.end))


def _quantity(text: str, n: Numeral, terms: _Terms) -> Figure | None:
    after = text[n.end : n.end + 1]
    after = after if after in _SOME else ""
    at = n.end + len(after)
    scale = _longest(text, at, _SCALES)
    if scale:
        return _scaled(text, n, after, scale, terms)
    for unit, kind in terms.units_from.get(text[at : at + 1], ()):
        if text.startswith(unit, at):
            return _made(text, n, after, unit, kind, at + len(unit), terms)
    return None


def _scaled(text: str, n: Numeral, after: str, scale: str, terms: _Terms) -> Figure | None:
    """Read a number whose unit stands behind 万 or 亿, or begins with it: 3 万家, 3 万余家, 3 万元."""
    at = n.end + len(after)
    inner = _longest(text, at + len(scale), ("余", "多"))
    for unit, kind in terms.units:
        scaled = scale + unit
        if text.startswith(scaled, at) and not unit.startswith(scale):
            return _made(text, n, after, scaled, kind, at + len(scaled), terms)
        if inner and text.startswith(scale + inner + unit, at):
            return _made(text, n, inner, scaled, kind, at + len(scale + inner + unit), terms)
        if text.startswith(unit, at):
            return _made(text, n, after, unit, kind, at + len(unit), terms)
    return None


def _sharing_unit(text: str, values: tuple[Numeral, ...], taken: list[Figure]) -> list[Figure]:
    """Find numbers of a row whose unit is told behind the last (26、10 和 12 家); not the mark of an item (1、3 家)."""
    units = {f.start: f for f in taken if f.kind in ("quantity", "percent")}
    found: list[Figure] = []
    for n in reversed(values) if units else ():
        end = n.end + 1 if text[n.end : n.end + 1] in _JOINS else 0
        last = units.get(end)
        if last is None or last.quantity is None or not n.arabic or not _in_words(text[n.start - 1 : n.start]):
            continue
        q = Quantity(n.value, last.quantity.unit, n.decimals, text[n.start : n.end], n.value, n.value)
        units[n.start] = Figure(last.kind, n.start, n.end, q, unit_class=last.unit_class)
        found.append(units[n.start])
    return found


def _in_words(before: str) -> bool:
    """Tell whether a number stands behind a word or another number of its row, and not at the head of its line."""
    return before in _JOINS or (before > "一" and before not in "第，。；：、（）图表")


def _made(text: str, n: Numeral, after: str, unit: str, kind: str, end: int, terms: _Terms) -> Figure:
    tail = text[end : end + 2]
    tail = tail if tail in _TAILS else ""
    hedged = text.endswith(terms.about, 0, n.start)
    before = next((w for w in terms.about if text.endswith(w, 0, n.start)), "") if hedged else ""
    low, high = _bounds(n, before, after, tail) if n.vague or before or after or tail else (n.value, n.value)
    end += len(tail)
    q = Quantity(n.value, unit, n.decimals, text[n.start : end], low, high)
    return Figure("percent" if kind == "percent" else "quantity", n.start, end, q, unit_class=kind)


def _bounds(n: Numeral, before: str, after: str, tail: str) -> tuple[Decimal | None, Decimal | None]:
    """Bound what a number says by the words around it; None is open."""
    step = _step(n.value)
    if n.vague:
        return n.value, n.value * 10
    if after or before in MORE:
        return n.value, n.value + step if after else None
    if tail == "以上" or before in AT_LEAST:
        return n.value, None
    if before in AT_MOST:
        return None, n.value
    if tail in ("以下", "以内") or before in ("近", "接近"):
        return n.value - step if before else None, n.value
    if tail == "左右" or before == "约":
        return n.value - step, n.value + step
    return n.value, n.value


def _step(value: Decimal) -> Decimal:
    """Give the unit of the last non-zero digit: 80 余 reaches below 90, 100 多 below 200."""
    if value == 0:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** (exponent if isinstance(exponent, int) else 0)
