"""Rules on the frame of a document: contents list, headings, annexes, tables and figures referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.audit.case import Case
from extractors.audit.saying import finding
from extractors.names.compare import is_subsequence
from schemas.finding import Finding
from schemas.reading import Heading, Structure
from schemas.where import Where

_NUMERALS = "零一二三四五六七八九十"
_LAYOUT = re.compile(r"[\s：:。.．、，,；;（）()《》“”\"']")
_HERE = "_here"
KINDS = {"annex": ("附件", "annex"), "table": ("表", "table"), "figure": ("图", "figure")}


def plain(text: str) -> str:
    """Take punctuation and white space off a heading."""
    return _LAYOUT.sub("", text)


def contents_differ(case: Case) -> Iterator[Finding]:
    """HDG-01 目录与标题不符 (a heading that the contents list words differently).

    保护什么：目录里的标题就是正文里的标题。
    举例：目录作“联盟在协同创新活动方面有待提高”，正文作“部分联盟在组织协同创新活动方面有待加强”。
    不管什么：空格、标点、括号宽窄。只多或少几个字的只作提示，换了字的作存疑。

    Protects: the contents list prints the headings of the text.
    Example: 有待提高 in the contents, 有待加强 in the text.
    Silent on: white space and punctuation. Words left out make a note, other words a warning.
    """
    for heading in case.reading.headings:
        own, listed = plain(heading.text), plain(heading.contents_text)
        if not heading.in_contents or own == listed or not listed:
            continue
        short, long = sorted((own, listed), key=len)
        level = "note" if is_subsequence(short, long) else "warning"
        zh = f"目录作“{heading.contents_text}”，正文{_place(case, heading)}作“{heading.text}”"
        en = f"the contents list has “{heading.contents_text}”, the heading “{heading.text}”"
        where = (heading.contents_where,) if heading.contents_where else (heading.where,)
        other = (heading.where,) if heading.contents_where else ()
        yield finding(
            "HDG-01",
            level,
            "目录与标题不符",
            zh,
            en,
            where=where,
            against=other,
            published=heading.contents_text,
        )


def cut_short(case: Case) -> Iterator[Finding]:
    """CUT-01 文件末尾残缺 (a file that breaks off within a character).

    保护什么：读者知道文件没有传全，末尾可能还缺内容。
    举例：UTF-8文本的最后一个字只有前两个字节。
    不管什么：在字与字之间断开的文件，那看不出来。

    Protects: readers know that a file did not arrive whole and more may be missing.
    Example: a UTF-8 text whose last character has two of its three bytes.
    Silent on: files that break off between characters, which nobody can tell.
    """
    if case.reading.cut is not None:
        yield finding(
            "CUT-01",
            "warning",
            "文件残缺",
            f"文件在“{case.reading.cut.quote}”之后断在一个字的中间，该字未读，其后可能还有缺失",
            f"the file breaks off within a character behind {case.reading.cut.quote}; more may be missing",
            where=(case.reading.cut,),
            published=case.reading.cut.quote,
            blame="extraction",
        )


def in_contents(case: Case) -> Iterator[Where]:
    """Give the figures in headings that the contents list prints in the same words, in both places."""
    places = [
        place
        for h in case.reading.headings
        if h.contents_where is not None and plain(h.text) == plain(h.contents_text)
        for place in (h.where, h.contents_where)
    ]
    spans = [(s.start, s.end) for place in places for s in place.spans if s.start is not None and s.end is not None]
    for claim in case.reading.claims:
        inside = [(s.start or 0, s.end or 0) for s in claim.where.spans]
        if claim.quantity is not None and all(any(a <= c and d <= b for a, b in spans) for c, d in inside):
            yield claim.where


def _place(case: Case, heading: Heading) -> str:
    """Name a heading's place by the numbers above it (五、2)."""
    above = [h for h in case.reading.headings if h.position < heading.position and h.level < heading.level and h.number]
    numbers = [h.number for h in above[-1:]] + ([heading.number] if heading.number else [])
    return "、".join(numbers)


def not_in_contents(case: Case) -> Iterator[Finding]:
    """HDG-02 目录未列的标题 (headings that the contents list leaves out).

    保护什么：目录列到哪一级，就列全哪一级。
    举例：二、三、四的小标题都在目录里，六的5个小标题一个也没有。
    不管什么：没有目录的文件；附件里的小标题；目录根本不列的级别。

    Protects: a contents list that lists a level lists all of it.
    Example: the sub heads of 二, 三 and 四 are listed, the five of 六 are not.
    Silent on: documents without a contents list; sub heads of annexes; levels it never lists.
    """
    annexes = case.vocabulary.words("layout", "annex")
    levels = {e.level for e in case.reading.contents}
    missing: dict[int, list[Heading]] = {}
    above: Heading | None = None
    for heading in case.reading.headings:
        if heading.level == 1:
            above = heading
        annexed = above is not None and above.number.startswith(annexes) and heading.level > 1
        if heading.level in levels and not heading.in_contents and not annexed:
            missing.setdefault(above.position if above is not None else 0, []).append(heading)
    parts = {h.position: h for h in case.reading.headings}
    for position, headings in missing.items():
        part, where = parts.get(position), tuple(h.where for h in headings)
        names = "、".join(f"“{h.text}”" for h in headings)
        if part is None or part in headings:
            zh, en = f"目录未列标题{names}", f"the contents list leaves out {names}"
            yield finding("HDG-02", "warning", "目录与标题不符", zh, en, where=where)
            continue
        zh = f"目录未列“{part.text}”之下的{len(headings)}个标题：{names}"
        en = f"the contents list leaves out {len(headings)} headings of {part.text}"
        listed = (part.contents_where or part.where,)
        yield finding("HDG-02", "note", "目录与标题不符", zh, en, where=where, against=listed)


def contents_unanswered(case: Case) -> Iterator[Finding]:
    """HDG-03 目录所列的标题正文没有 (an entry of the contents list without a heading).

    保护什么：目录的每一条在正文里找得到。
    举例：目录有“七、有关建议”，正文没有这一节。
    不管什么：措辞不同但序号对得上的标题（见 HDG-01）。

    Protects: every entry of the contents list has its heading.
    Example: 七 is listed, and no such section follows.
    Silent on: headings in other words under the same number (see HDG-01).
    """
    answered = {h.contents_where.id for h in case.reading.headings if h.contents_where}
    for entry in case.reading.contents:
        if entry.where.id not in answered:
            zh = f"目录所列“{entry.number}{'、' if entry.number else ''}{entry.text}”在正文中没有"
            en = f"“{entry.text}” stands in the contents list and nowhere else"
            yield finding(
                "HDG-03", "warning", "目录与标题不符", zh, en, where=(entry.where,), published=entry.text, blame="open"
            )


def heading_numbers(case: Case) -> Iterator[Finding]:
    """HDG-04 标题序号不连续 (headings whose numbers skip or repeat).

    保护什么：同一级标题的序号逐个加一。
    举例：三之后是五。
    不管什么：没有序号的标题；附件。

    Protects: the numbers of headings of one level go up by one.
    Example: 五 follows 三.
    Silent on: headings without numbers; annexes.
    """
    before: dict[int, tuple[int, Heading]] = {}
    for heading in case.reading.headings:
        number = ordinal(heading.number)
        before = {k: v for k, v in before.items() if k <= heading.level}
        if number is None:
            continue
        last = before.get(heading.level)
        if last is not None and number != last[0] + 1:
            zh = f"标题序号“{last[1].number}”之后是“{heading.number}”"
            en = f"heading {heading.number} follows {last[1].number}"
            where, other = (heading.where,), (last[1].where,)
            yield finding(
                "HDG-04",
                "warning",
                "标题序号不连续",
                zh,
                en,
                where=where,
                against=other,
                published=heading.number,
                blame="open",
            )
        before[heading.level] = (number, heading)


def ordinal(text: str) -> int | None:
    """Read a heading's number, Arabic or Chinese up to 99; None where it is none."""
    if text.isdigit():
        return int(text)
    if not text or any(c not in _NUMERALS for c in text):
        return None
    if "十" not in text:
        return _NUMERALS.index(text) if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    return (_NUMERALS.index(tens) if tens else 1) * 10 + (_NUMERALS.index(ones) if ones else 0)


def references(case: Case) -> Iterator[Finding]:
    """REF-01 附件、图表指引有误 (a reference to an annex, table or figure that is not there).

    保护什么：文中指引的附件、表、图确有其物。
    举例：详见附件1，而全文只有一个没有编号的附件。
    不管什么：“见下图”之类不带编号的指引；文本里抽不出的图片本身。

    Protects: annexes, tables and figures that are referred to exist.
    Example: 详见附件1, where the only annex has no number.
    Silent on: references without a number; pictures that a text cannot hold.
    """
    have = {kind: [s for s in case.reading.references if s.type == kind + _HERE] for kind in KINDS}
    annexes = [h for h in case.reading.headings if h.number.startswith(case.vocabulary.words("layout", "annex"))]
    odd: dict[tuple[str, str], list[Structure]] = {}
    for reference in case.reading.references:
        number = re.search(r"\d+$", reference.text)
        if reference.type in KINDS and number:
            numbers = {_number(s.text) for s in have[reference.type]}
            numbers |= {_number(h.number) for h in annexes} if reference.type == "annex" else set()
            if number[0] not in numbers:
                odd.setdefault((reference.type, reference.text), []).append(reference)
    for (kind, text), told in odd.items():
        bare = [h for h in annexes if not _number(h.number)] if kind == "annex" else []
        lone = len(bare) == 1 and len(annexes) == 1
        zh = f"指引到“{text}”，而" + (f"全文只有一个没有编号的“{bare[0].number}”" if lone else f"文中没有{text}")
        en = f"{text} is referred to, " + ("but the only annex has no number" if lone else "but is not there")
        other = (bare[0].where,) if lone else ()
        yield finding(
            "REF-01",
            "note" if lone else "warning",
            "附件指引有误",
            zh,
            en,
            where=tuple(s.where for s in told),
            against=other,
            published=text,
        )


def _number(text: str) -> str:
    found = re.search(r"\d+$", text)
    if found:
        return found[0]
    value = ordinal(text[-1:]) if text else None
    return str(value) if value else ""


def numbering(case: Case) -> Iterator[Finding]:
    """REF-02 图表编号不连续 (tables or figures whose numbers skip).

    保护什么：表、图由1起连续编号。
    举例：图3之后是图5。
    不管什么：没有编号的图表；文本里抽不出的图片。

    Protects: tables and figures are numbered from 1 without a gap.
    Example: figure 5 follows figure 3.
    Silent on: tables and figures without numbers; pictures that a text cannot hold.
    """
    for kind in ("table", "figure"):
        here = [s for s in case.reading.references if s.type == kind + _HERE and _number(s.text)]
        numbers = [int(_number(s.text)) for s in here]
        gaps = [n for n in range(1, max(numbers, default=0)) if n not in numbers]
        if gaps:
            zh = f"{KINDS[kind][0]}的编号缺{'、'.join(map(str, gaps))}"
            en = f"{KINDS[kind][1]} {', '.join(map(str, gaps))} is missing"
            after = tuple(s.where for s in here if int(_number(s.text)) - 1 in gaps)
            yield finding("REF-02", "note", "图表编号不连续", zh, en, where=after, blame="open")
