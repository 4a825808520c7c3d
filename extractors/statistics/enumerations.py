"""Numbers that count a list beside them: 四个原则：①…②…, A、B、C 等三方面, 2016 年、2017 年、2018 年三年, 这三方面."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.statistics.script import HAN_WORD
from extractors.statistics.tokens import Token
from schemas.vocabulary import Vocabulary

MAX_LISTED = 20
"""More than twenty things are counted, not listed in a sentence."""
MAX_TAIL = 12
"""Words between 等 and the number: 等科技活动全链条的五类 has nine."""
MAX_NOUN = 8
_STRONG = re.compile("，以及|以及|[、；]")
_WEAK = re.compile("和|与|及(?!其)")
_BREAK = re.compile("[。；：！？]|，(?!以及)")
# Where a list may begin within its clause.
_STARTS = re.compile("在|从|通过|包括|覆盖")
_BRACKET = re.compile("（[^（）]*）")
_TAIL = re.compile(rf"等(?P<tail>[^，。；：、]{{0,{MAX_TAIL}}})$")
_YEARS = re.compile(r"(?:\d{4}年度?[、和与])+\d{4}年度?$")
_QUOTED = re.compile("(?:“[^“”]+”[、与和及]?)+$")
_MARKERS = ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫", "一二三四五六七八九十")
_MARKED = re.compile("[-—\\s]*[（(]?(?P<mark>[①-⑫]|[一二三四五六七八九十]+(?=是|）|、)|\\d{1,2}(?=[）).、．]))")
_OPENS = re.compile("[：:]$")


@dataclass(frozen=True, slots=True)
class Listed:
    """A number at `start` to `end` of a passage, and how many things stand in its list: at least, at most; 等 or not.

    `items` are offsets of the list; empty with `follows`, where the list is in the passages behind, and with `grades`,
    where the number counts the grades of the evaluation.
    """

    start: int
    end: int
    said: int
    low: int
    high: int
    open: bool = False
    items: tuple[int, int] = (0, 0)
    follows: bool = False
    grades: bool = False


def enumerations(text: str, found: tuple[Token, ...], vocabulary: Vocabulary) -> tuple[Listed, ...]:
    """Find the numbers of a passage that count a list beside them."""
    words = vocabulary.words("relation", "enumerated")
    counts = [t for t in found if t.kind == "quantity" and t.figure and t.figure.quantity]
    told: list[Listed] = []
    earlier: list[tuple[str, int, Token]] = []
    for token in counts:
        quantity = token.figure.quantity if token.figure else None
        if quantity is None or not quantity.exact or not 1 < quantity.value <= MAX_LISTED or quantity.value % 1:
            continue
        said, noun = int(quantity.value), _noun(text, token)
        thing = quantity.unit + noun
        one = _years(text, token, said, quantity.unit) or _quoted(text, token, said)
        if one is None and any(word in (quantity.unit, thing) or thing.find(word) in (0, 1) for word in words):
            one = _behind(text, token, noun, said) or _before(text, token, said)
        one = one or _grades(text, token, thing, said, found, vocabulary) or _again(text, token, thing, said, earlier)
        if one is not None:
            told.append(one)
        earlier.append((thing, said, token))
    return tuple(told)


def _noun(text: str, token: Token) -> str:
    found = HAN_WORD.match(text, token.end)
    return found.group()[:MAX_NOUN] if found else ""


def _items(text: str) -> tuple[int, int]:
    """Count the things in a list, at least and at most: 和 may join two of them or stand inside one."""
    parts = [p for p in _STRONG.split(_BRACKET.sub("", text)) if p.strip()]
    return len(parts), len(parts) + sum(len(_WEAK.findall(part)) for part in parts)


def _years(text: str, token: Token, said: int, unit: str) -> Listed | None:
    found = _YEARS.search(text[: token.start]) if unit == "年" else None
    if found is None:
        return None
    number = len(re.findall(r"\d{4}", found.group()))
    return Listed(token.start, token.end, said, number, number, items=found.span())


def _quoted(text: str, token: Token, said: int) -> Listed | None:
    found = _QUOTED.search(text[: token.start])
    number = found.group().count("“") if found else 0
    return Listed(token.start, token.end, said, number, number, items=found.span()) if found and number > 1 else None


def _behind(text: str, token: Token, noun: str, said: int) -> Listed | None:
    """Count the list behind a colon: 划分为四个等级：甲（…）、乙（…）."""
    at = text.find("：", token.end, token.end + len(noun) + 2)
    if at < 0 or text[token.end : at] != noun[: at - token.end]:
        return None
    rest = re.split("[。！？]", text[at + 1 :])[0]
    if not rest.strip():
        return Listed(token.start, token.end, said, 0, 0, follows=True)
    marks = _in_order([m["mark"] for m in re.finditer(_MARKED, rest)])
    low, high = (marks, marks) if marks > 1 else _items(re.split("，", rest)[0] if "、" not in rest else rest)
    if "，" in _BRACKET.sub("", rest) and not marks:
        return None
    return Listed(token.start, token.end, said, low, high, items=(at + 1, at + 1 + len(rest))) if high > 1 else None


def _before(text: str, token: Token, said: int) -> Listed | None:
    """Count the list that ends at the number: A、B、C 等三方面, A、B、C 三个程序."""
    head = text[: token.start]
    start = max([m.end() for m in _BREAK.finditer(head)], default=0)
    clause = head[start:]
    closed = _TAIL.search(clause)
    clause = clause[: closed.start()] if closed else clause.removesuffix("的").removesuffix("这")
    if "、" not in clause:
        return None
    cuts = [0, *(m.end() for m in _STARTS.finditer(clause) if "、" in clause[m.end() :])]
    ranges = [_items(clause[cut:]) for cut in cuts]
    low, high = min(a for a, _ in ranges), max(b for _, b in ranges)
    return Listed(token.start, token.end, said, low, high, bool(closed), (start, start + len(clause)))


def _grades(
    text: str, token: Token, thing: str, said: int, found: tuple[Token, ...], vocabulary: Vocabulary
) -> Listed | None:
    """Read 四档 for all grades of the evaluation; 高、较高两档 and 前两档 are some of them."""
    before = next((t.kind for t in reversed(found) if t.end <= token.start), "")
    some = before in ("axis", "bare", "ordinal") or text[: token.start].endswith(("前", "后", "这", "其", "上述"))
    if some or not thing.startswith(vocabulary.words("relation", "grades") or ("\n",)):
        return None
    return Listed(token.start, token.end, said, 0, 0, grades=True)


def _again(text: str, token: Token, thing: str, said: int, earlier: list[tuple[str, int, Token]]) -> Listed | None:
    """Take the number after 这 for one told before of the same things: it must be one of those."""
    if not text[: token.start].endswith("这"):
        return None
    unit = token.figure.quantity.unit if token.figure and token.figure.quantity else ""
    same = [(n, t) for other, n, t in earlier if _alike(thing, other, unit)]
    if not same:
        return None
    number, at = next(((n, t) for n, t in reversed(same) if n == said), same[-1])
    return Listed(token.start, token.end, said, number, number, items=(at.start, at.end))


def _alike(one: str, other: str, unit: str) -> bool:
    """Tell whether two counts are of the same things: 这 6 项标准 and 6 项团体标准成功 are, by unit and noun."""
    a, b = one.removeprefix(unit)[:2], other.removeprefix("个")
    return len(a) > 1 and (a in b or one[:2] == other.removeprefix("个")[:2])


def _in_order(marks: Iterable[str]) -> int:
    """Count marks as long as they go up by one from the first."""
    number = 0
    for mark in marks:
        place = next((row.find(mark) for row in _MARKERS if mark in row), -1)
        value = place + 1 if place >= 0 else int(mark) if mark.isdigit() else 0
        if value != number + 1:
            break
        number = value
    return number


def marked_lines(texts: Iterable[str]) -> int:
    """Count the passages at the head of a row that are marked one after the other (①, ②, ③)."""
    return _in_order(_heads(texts))


def _heads(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        found = _MARKED.match(text)
        if found is None:
            return
        yield found["mark"]
