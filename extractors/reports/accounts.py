"""No number left behind: every printed number is claimed, is structure of a named type, or is unread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_letters, digits
from typing import NamedTuple

from extractors.layout import Printed, as_printed
from extractors.statistics.tokens import Token
from schemas.document import Source
from schemas.passage import Ink, Passage
from schemas.reading import Structure
from schemas.where import Where

_CIRCLED = "".join(map(chr, range(ord("①"), ord("⑳") + 1)))


class _Look(NamedTuple):
    """How a type of structure looks; it stands only where one of the characters of `signs` does."""

    type: str
    signs: str
    pattern: re.Pattern[str]


# Types of structure by the look of what stands around the digits, first match wins.
_LOOKS = (
    _Look("telephone", "电传手热", re.compile(r"(?:电话|传真|手机|热线)：?[\d\-—（）、 ]+")),
    _Look("telephone", "01", re.compile(r"(?:0(?<!\d0)\d{2,3}-\d{7,8}|1(?<!\d1)[3-9]\d{9})(?!\d)")),
    _Look("address", "地邮网", re.compile(r"(?:地址|邮编|邮箱|网址|网站)：?[^，。；]*?(?=电话|传真|[，。；]|$)")),
    _Look("address", "@", re.compile(r"[\w.]+@[\w.]+")),
    _Look("address", "/", re.compile(r"https?://[\w./?=&#-]+")),
    _Look("address", "w", re.compile(r"www\.[\w./?=&#-]+")),
    _Look("file number", "号", re.compile(r"[\[〔（(]\d{4}[\]〕）)]第?\d+号|第\d+号(?:令|文|公告|通知)?")),
    _Look("ordinal", "期", re.compile(r"\d{4}年第\d+期|总?第\d+期")),
    _Look("standard", "GITYQHJ", re.compile(r"(?:GB|ISO|IEC|IEEE|T|YD|QB|HJ|JB)(?:/[A-Z]+)*[ /-]?\d[\d.\-—:]*")),
    _Look("section", "附图表", re.compile(r"(?:附件|附录|附表|图|表)\d{1,2}(?!\d)")),
    _Look("section", "（", re.compile(r"(?:^|(?<=[；。：-]))（\d{1,2}）")),
    _Look("section", digits, re.compile(r"^\d{1,2}(?:[）).．、]|(?=[\u4e00-\u9fff]))")),
    _Look("section", _CIRCLED, re.compile(f"^[{_CIRCLED}]")),
    _Look("footnote", "注[", re.compile(r"(?:注|\[)\d{1,2}\]?")),
    _Look("code", ascii_letters, re.compile(r"[A-Za-z]+-?\d+[A-Za-z\d]*|\d+[A-Za-z]+\d*")),
)
_SIGNS = frozenset().union(*(look.signs for look in _LOOKS))
# A year that no date takes: inside a longer phrase, or in a title (2026 中关村论坛).
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)(?:年度?)?")
_SEGMENT_START = re.compile(r"(?:^|(?<=；))\d{1,2}(?=[\u4e00-\u9fff])")
_PAGE = re.compile(r"(?<!\d)\d{1,3}$")
_DATE_TAIL = re.compile("[上中下]旬|[初末底中](?![期])")
_TOKEN_TYPES = {"date": "date", "clock": "time", "ordinal": "ordinal"}
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ORDINAL = re.compile(r"第[\d一二三四五六七八九十百]+[批次届期]?")
# What numbers a heading, a contents line or a list item without ASCII digits.
_MARK = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章部编]|[①-⑳]")
_CONTENTS_MARK = re.compile(
    r"(?:附件|附录|附表)\d{0,2}(?!\d)|\d{1,2}[.．、]|[一二三四五六七八九十]+、|（\d{1,2}）|（[一二三四五六七八九十]+）"
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """How the numbers of a document are accounted for."""

    structure: tuple[Structure, ...]
    unread: tuple[Where, ...]


def account(spoken: Iterable[tuple[Passage, tuple[Token, ...]]], claimed: frozenset[int], source: Source) -> Accounts:
    """Account for each number of each passage. `claimed` are the offsets of figures that claims point at."""
    structure: list[Structure] = []
    unread: list[Where] = []
    for passage, found in spoken:
        ink = passage.ink
        for start, end, token in _numbers(ink, found):
            if not claimed.isdisjoint(ink.at[start:end]):
                continue
            part = _structure(ink, start, end, token)
            if part is None:
                unread.append(source.where(ink.at[start:end]))
                continue
            kind, first, last = part
            piece = ink.cut(first, last)
            structure.append(Structure(kind, as_printed(source, piece), source.where(piece.at)))
    unique = {(s.type, s.where.spans): s for s in structure}
    return Accounts(tuple(unique.values()), tuple(unread))


def _numbers(ink: Ink, found: tuple[Token, ...]) -> Iterator[tuple[int, int, Token | None]]:
    """Find the numbers: figures, labels that hold a numeral (第一批), and every other run of digits."""
    covered: set[int] = set()
    for token in found:
        ordinal_label = token.kind == "axis" and token.text.startswith("第")
        if token.figure is not None or ordinal_label:
            covered.update(range(token.start, token.end))
            yield token.start, token.end, token
    for match in _DIGITS.finditer(ink.text):
        if match.start() not in covered:
            yield match.start(), match.end(), None
    mark = _MARK.match(ink.text)
    if mark and covered.isdisjoint(range(*mark.span())):
        yield *mark.span(), None


@lru_cache(maxsize=4)
def _looks(text: str) -> tuple[tuple[str, int, int], ...]:
    """Find whatever looks like structure in a passage, which is asked once for each of its numbers."""
    there = _SIGNS.intersection(text)
    looks = [look for look in _LOOKS if not there.isdisjoint(look.signs)] if there else ()
    return tuple([(look.type, *match.span()) for look in looks for match in look.pattern.finditer(text)])


def _structure(ink: Ink, start: int, end: int, token: Token | None) -> tuple[str, int, int] | None:
    for kind, first, last in _looks(ink.text):
        if first <= start and end <= last:
            return kind, first, last
    if token is not None:
        ordinal = _ORDINAL.match(ink.text, start) if token.kind == "axis" else None
        if ordinal:
            return "ordinal", start, ordinal.end()
        kind = _TOKEN_TYPES.get(token.kind, "")
        part = _DATE_TAIL.match(ink.text, end) if kind == "date" else None
        end = part.end() if part else end
        return (kind, start, end) if kind else None
    if _SEGMENT_START.match(ink.text, start):
        return "section", start, end
    if _MARK.fullmatch(ink.text, start, end):
        return "section", start, end
    year = _YEAR.match(ink.text, start)
    return ("date", start, year.end()) if year else None


def contents_structure(lines: Iterable[Printed], source: Source) -> list[Structure]:
    """Type the numbers of contents lines: the last is the page, those at the start number the section."""
    found: list[Structure] = []
    for line in lines:
        mark = _CONTENTS_MARK.match(line.text)
        page = _PAGE.search(line.text, mark.end() if mark else 0)
        spots = [("section", mark.span())] if mark else []
        spots += [("page", page.span())] if page else []
        spots += [("date", m.span()) for m in _YEAR.finditer(line.text) if not page or m.end() <= page.start()]
        for kind, (start, end) in spots:
            piece = line.ink.cut(start, end)
            found.append(Structure(kind, as_printed(source, piece), source.where(piece.at)))
    return found


def page_structure(lines: Iterable[Printed], source: Source) -> list[Structure]:
    """Type the numbers of page furniture: a number alone is the page; those of a running head are its title's."""
    found: list[Structure] = []
    for line in lines:
        for match in _DIGITS.finditer(line.text):
            piece = line.ink.cut(match.start(), match.end())
            alone = len(line.text) - len(match.group()) <= 6
            found.append(Structure("page" if alone else "date", piece.text, source.where(piece.at)))
    return found
