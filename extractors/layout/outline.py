"""Headings and contents lists, so that a place can be named (三、5)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise

from extractors.layout.ink import BULLETS, Printed
from schemas.document import Source
from schemas.passage import Ink
from schemas.reading import ContentsEntry, Heading
from schemas.vocabulary import Vocabulary

# The longest heading in the founding documents has 40 characters; a numbered paragraph starts at about 80.
MAX_HEADING = 60
MAX_BARE_HEADING = 30
FULL_LINE = 0.85
# Contents and heading of one item differ by a word at most; unrelated ones stay under 60.
SAME_HEADING = 80.0
TERMINAL = "。！？；：，、"
_CN = "一二三四五六七八九十百"
_PATTERNS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"第([{_CN}\d]+)[章部编](?:分)?"), 1),
    (re.compile(rf"([{_CN}]+)、"), 1),
    (re.compile(rf"（([{_CN}]+)）"), 2),
    (re.compile(r"(\d{1,2})[.．、](?!\d)"), 2),
    (re.compile(r"（(\d{1,2})）"), 3),
)
_NUMBERING = frozenset(f"第（0123456789{_CN}")
_PAGE = re.compile(r"[.…·．。]*\s*(\d{1,3})$")
_PAGE_ALONE = re.compile(r"\d{1,3}")
_DOTS = re.compile(r"[.…·．]{2,}$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading's number, its level, and its text."""

    number: str
    level: int
    ink: Ink


def numbered(ink: Ink, vocabulary: Vocabulary) -> Numbered | None:
    """Part a heading's number from its text; None where the line has no number."""
    annexes = vocabulary.words("layout", "annex")
    if ink.text[:1] not in _NUMBERING and not ink.text.startswith(annexes):
        return None
    for annex in annexes:
        found = _annexed(annex).match(ink.text) if ink.text.startswith(annex) else None
        if found and not ink.text[found.end() :].startswith(("》", "）", "。", "，")):
            return Numbered(annex + (found[1] or found[2] or ""), 1, ink.cut(found.end(), len(ink)))
        if ink.text.startswith(annex) and re.match(r"\s?\d{4}年", ink.text[len(annex) :]):
            return Numbered(annex, 1, ink.cut(len(annex), len(ink)))
    for pattern, level in _PATTERNS:
        found = pattern.match(ink.text)
        if found:
            number = found.group() if found.group().startswith("（") else found.group(1)
            return Numbered(number, level, ink.cut(found.end(), len(ink)))
    return None


@cache
def _annexed(annex: str) -> re.Pattern[str]:
    # 附件 1 2022 年度…: a year behind the number begins the title; other digits would be of the number.
    number = rf"(\d{{1,2}}|[{_CN}])"
    return re.compile(rf"{annex}(?:{number}(?=\s(?:19|20)\d\d年)|{number}?(?!\d|\s\d|年)[：、.]?)")


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents list: its entries, which lines it took, and the titles (`titles`) that it prints with no number."""

    entries: tuple[ContentsEntry, ...] = ()
    lines: frozenset[int] = frozenset()
    titles: tuple[ContentsEntry, ...] = ()


def find_contents(lines: tuple[Printed, ...], source: Source, vocabulary: Vocabulary) -> Contents:
    """Find the contents list: entries with a page number at the end, or marked as list items, after its head."""
    heads = vocabulary.words("layout", "contents_heads")
    for i, line in enumerate(lines):
        if line.text in heads:
            return _entries(lines, i, source, vocabulary)
    return Contents()


def _entries(lines: tuple[Printed, ...], head: int, source: Source, vocabulary: Vocabulary) -> Contents:
    entries: list[ContentsEntry] = []
    taken = {lines[head].line.number}
    i = head + 1
    while i < len(lines):
        entry, used = _entry_at(lines, i, entries, source, vocabulary)
        if entry is None or (entry.level == 1 and (entry.number, entry.text) in {(e.number, e.text) for e in entries}):
            break
        annexed = bool(entries) and entries[-1].number.startswith(vocabulary.words("layout", "annex"))
        if annexed and not entry.number and not entries[-1].text:
            entries[-1] = replace(entries[-1], text=entry.text, page=entries[-1].page or entry.page)
        elif annexed and not entry.number:
            entries.append(replace(entry, level=2))
        elif used == 0:
            entries[-1] = entry
        else:
            entries.append(entry)
        taken |= {p.line.number for p in lines[i : i + max(used, 1)]}
        i += max(used, 1)
    titles = tuple(e for e in entries if not e.number and e.page)
    return Contents(tuple(entries), frozenset(taken), titles)


def _entry_at(
    lines: tuple[Printed, ...], i: int, entries: list[ContentsEntry], source: Source, vocabulary: Vocabulary
) -> tuple[ContentsEntry | None, int]:
    """Read the entry that starts at a line, and on how many lines it stands; 0 lines: it goes on the last entry."""
    line = lines[i]
    entry = _entry(line.ink, len(line.tokens) > 1, line, source, vocabulary)
    if entry is not None or i + 1 >= len(lines):
        return entry, 1
    follower = lines[i + 1]
    paged = bool(entries) and bool(entries[-1].page)
    if paged and numbered(line.ink, vocabulary) and _PAGE.search(line.text):
        return _entry(line.ink, True, line, source, vocabulary), 1
    after = _entry(follower.ink, len(follower.tokens) > 1, follower, source, vocabulary)
    if _PAGE_ALONE.fullmatch(follower.text) or (numbered(line.ink, vocabulary) and after and not after.number):
        return _entry(line.ink + follower.ink, True, line, source, vocabulary), 2
    last = entries[-1] if entries else None
    if last is not None and not last.page and last.level > 1 and after is not None:
        return replace(last, text=last.text + line.text), 0
    return None, 1


def _entry(ink: Ink, parted: bool, line: Printed, source: Source, vocabulary: Vocabulary) -> ContentsEntry | None:
    """Read one entry: marked as a list item, or with a page number at its end that dots or white space part off."""
    where = source.where(ink.at)
    if line.text[:1] in vocabulary.words("layout", "section_marks"):
        return ContentsEntry("", 1, line.text[1:], "", where)
    raw = source.text[line.line.start : line.line.end].lstrip()
    if raw[:1] in BULLETS and raw[1:2].isspace():
        return ContentsEntry("", 2, line.text, "", where)
    page = _PAGE.search(ink.text)
    if not page or not (parted or _DOTS.search(ink.text[: page.start(1)])):
        return None
    body = ink.cut(0, page.start())
    dots = _DOTS.search(body.text)
    body = body.cut(0, dots.start()) if dots else body
    part = numbered(body, vocabulary)
    if part is None:
        return ContentsEntry("", 1, body.text.strip(), page.group(1), where)
    return ContentsEntry(part.number, part.level, part.ink.text.strip(), page.group(1), where)


def find_headings(
    lines: tuple[Printed, ...],
    contents: Contents,
    source: Source,
    vocabulary: Vocabulary,
    bulletin: bool = False,
    width: int = 0,
) -> tuple[Heading, ...]:
    """Find the headings of the body among lines that no table has taken, in the order they stand.

    `width` is where the document wraps its lines (0: it does not): a numbered line that full is a paragraph's first.
    """
    found: list[tuple[Printed, Numbered]] = []
    in_annex = False
    items = _item_headings(lines, contents, vocabulary) if bulletin else {}
    for i, line in enumerate(lines):
        part = items.get(i) if bulletin else None
        if part is None:
            part = _heading(lines, i, contents, vocabulary, bulletin, width, source)
        if part is None:
            continue
        if any(part.number.startswith(a) for a in vocabulary.words("layout", "annex")):
            in_annex = True
        elif in_annex and part.level == 1:
            part = Numbered(part.number, 2, part.ink)
        found.append((line, part))
    if not found and not bulletin:
        found = [(line, Numbered("", 1, line.ink)) for i, line in enumerate(lines) if _bare(lines, i)]
    return _with_contents(found, lines, contents, source)


def _heading(
    lines: tuple[Printed, ...],
    i: int,
    contents: Contents,
    vocabulary: Vocabulary,
    bulletin: bool,
    width: int,
    source: Source,
) -> Numbered | None:
    line = lines[i]
    if line.text[:1] in vocabulary.words("layout", "section_marks") and len(line.text) <= MAX_HEADING:
        return Numbered("", 1, line.ink.cut(1, len(line.ink)))
    part = None if bulletin else numbered(line.ink, vocabulary)
    if part is None and not bulletin:
        title = next((e for e in contents.titles if likeness(e.text, line.text) >= SAME_HEADING), None)
        return Numbered("", title.level, line.ink) if title else None
    # A line that begins with 附件 1 in the middle of a bracket goes on the sentence above it.
    open_above = i > 0 and lines[i - 1].text.rfind("（") > lines[i - 1].text.rfind("）")
    if part is None or len(line.text) > MAX_HEADING or open_above:
        return None
    entries = [e.text for e in contents.entries if e.number == part.number and e.level == part.level]
    ink = _listed_title(part.ink, lines[i + 1].ink if i + 1 < len(lines) else None, entries)
    if ink is not None:
        # A closing stop is a slip of a heading only where the contents list has the heading.
        return Numbered(part.number, part.level, ink)
    if not line.text.endswith(tuple(TERMINAL)):
        full = bool(width) and line.width >= width * FULL_LINE
        if not full or "。" in line.text:
            return None if "。" in line.text else part
        return _set_in_below(part, lines[i + 1 : i + 3], width, source, vocabulary)
    return part if part.level == 1 and line.text.endswith("：") and not len(part.ink) else None


def _set_in_below(
    part: Numbered, below: tuple[Printed, ...], width: int, source: Source, vocabulary: Vocabulary
) -> Numbered | None:
    """Read a numbered line as full as a paragraph's first as a heading, of one line or two, where the line below it is
    set in as the first of a paragraph; None where that is not so, or nothing tells it (a text has no boxes).
    """
    if len(below) < 2 or not source.boxes or any(p.line.page != below[0].line.page for p in below):
        return None
    first, second = (source.boxes.around(source.text, p.line.start, p.line.start) for p in below)
    indent = 1.2 * (first[3] - first[1])
    if first[0] - second[0] > indent and "。" not in part.ink.text:
        return part
    short = below[0].width < width * FULL_LINE and not below[0].text.endswith(tuple(TERMINAL))
    wrapped = short and second[0] - first[0] > indent and not numbered(below[0].ink, vocabulary)
    return Numbered(part.number, part.level, part.ink + below[0].ink) if wrapped else None


def _listed_title(ink: Ink, below: Ink | None, entries: list[str]) -> Ink | None:
    """Find a title that the contents list has, on one line or wrapped over two; None where it has none like it."""
    scored = [(likeness(e, ink.text), 0, ink) for e in entries]
    if below is not None and not ink.text.endswith(tuple(TERMINAL)):
        scored += [(likeness(e, ink.text + below.text), -1, ink + below) for e in entries]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] >= SAME_HEADING else None


def _item_headings(lines: tuple[Printed, ...], contents: Contents, vocabulary: Vocabulary) -> dict[int, Numbered]:
    """Find a bulletin's item headings: those its contents list names, each once and in order; without a list, the lines
    that open an item.
    """
    titles = [e.text for e in contents.entries if e.level == 2]
    if not titles:
        return {i: Numbered("", 2, line.ink) for i, line in enumerate(lines) if _opens_item(lines, i, vocabulary)}
    found: dict[int, Numbered] = {}
    start = 0
    for title in titles:
        scored = []
        for i in range(start, len(lines)):
            below = lines[i + 1].ink if i + 1 < len(lines) else None
            ink = _listed_title(lines[i].ink, below, [title])
            if ink is not None:
                scored.append((likeness(title, ink.text), -i, ink))
        if scored:
            _, at, ink = max(scored, key=lambda s: s[:2])
            found[-at] = Numbered("", 2, ink)
            start = -at + 1
    return found


def _opens_item(lines: tuple[Printed, ...], i: int, vocabulary: Vocabulary) -> bool:
    line = lines[i]
    closed = line.text.endswith(tuple(TERMINAL)) or line.text.startswith("（")
    if closed or len(line.text) > MAX_HEADING or i == 0 or i + 1 >= len(lines):
        return False
    before, after = lines[i - 1], lines[i + 1]
    opened = before.text[:1] in vocabulary.words("layout", "section_marks") or before.text.endswith("）")
    return opened and "。" in after.text


def _bare(lines: tuple[Printed, ...], i: int) -> bool:
    """Tell whether an unnumbered line is a heading: short, no figure or stop in it, prose above and below."""
    text = lines[i].text
    if len(text) > MAX_BARE_HEADING or re.search(r"[\d，。；：、！？（]", text) or i == 0 or i + 1 >= len(lines):
        return False
    return lines[i - 1].text.endswith("。") and "，" in lines[i + 1].text


def _with_contents(
    found: list[tuple[Printed, Numbered]], lines: tuple[Printed, ...], contents: Contents, source: Source
) -> tuple[Heading, ...]:
    headings: list[Heading] = []
    paths = _paths([(e.number, e.level) for e in contents.entries])
    used: set[int] = set()
    own_paths = _paths([(part.number, part.level) for _, part in found])
    for position, ((line, part), path) in enumerate(zip(found, own_paths, strict=True), 1):
        ink = part.ink if len(part.ink) else _title_below(lines, line)
        match = _match_entry(ink.text, path, part.level, contents.entries, paths, used)
        if match is not None:
            used.add(match)
        entry = contents.entries[match] if match is not None else None
        headings.append(
            Heading(
                position,
                part.number,
                part.level,
                ink.text,
                entry is not None,
                entry.text if entry else "",
                source.where(tuple(sorted({*line.ink.at, *ink.at}))),
                entry.where if entry else None,
            )
        )
    return tuple(headings)


def _title_below(lines: tuple[Printed, ...], line: Printed) -> Ink:
    """Take the title under a bare 附件 1：, over at most two lines, until a table head or a list starts."""
    index = lines.index(line)
    title = Ink("", ())
    last = line.line.number
    for follower in lines[index + 1 : index + 3]:
        # Blank lines part printed ones in some texts; a wider gap is a table that was taken out.
        if follower.line.number - last > 2:
            break
        last = follower.line.number
        if len(follower.tokens) > 2 or follower.text.endswith(tuple(TERMINAL)) or len(follower.text) > MAX_HEADING:
            break
        if len(title) and follower.width < 20:
            break
        title = title + follower.ink
    return title


def likeness(one: str, other: str) -> float:
    """Compare two titles: 100 for equal ones, less by what must be put in or taken out; unlike ones come out 0."""
    if one == other:
        return 100.0 if one else 0.0
    shortest, both = min(len(one), len(other)), len(one) + len(other)
    if 200 * shortest < (SAME_HEADING - 10) * both:
        return 0.0
    shared = len(_occurrences(one) & _occurrences(other))
    if 200 * shared < (SAME_HEADING - 10) * both:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio() * 100


@lru_cache(maxsize=512)
def _occurrences(text: str) -> frozenset[tuple[str, int]]:
    """Number the occurrences of each character, so that what two texts share is an intersection."""
    seen: Counter[str] = Counter()
    found = []
    for char in text:
        seen[char] += 1
        found.append((char, seen[char]))
    return frozenset(found)


def _paths(parts: list[tuple[str, int]]) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    above: dict[int, str] = {}
    for number, level in parts:
        above = {k: v for k, v in above.items() if k < level} | {level: number}
        paths.append(tuple(above[k] for k in sorted(above)))
    return paths


def _match_entry(
    text: str,
    path: tuple[str, ...],
    level: int,
    entries: tuple[ContentsEntry, ...],
    paths: list[tuple[str, ...]],
    used: set[int],
) -> int | None:
    free = [i for i in range(len(entries)) if i not in used]
    for i in free:
        if path[-1] and paths[i] == path:
            return i
    scored = [(likeness(entries[i].text, text), -i) for i in free if not path[-1] and entries[i].level == level]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= SAME_HEADING - 10 else None


def place_names(headings: tuple[Heading, ...]) -> tuple[str, ...]:
    """Name the places after none of the headings, after the first, and so on, by the headings above: 三、5, 附件2, or
    the heading's own words where it has no number.
    """
    return ("", *("、".join(path) for path in _paths([(h.number or h.text, h.level) for h in headings])))


def ordered(headings: tuple[Heading, ...]) -> bool:
    """Tell whether headings stand in the order of their places."""
    return all((a.where.spans[0].line <= b.where.spans[0].line) for a, b in pairwise(headings))
