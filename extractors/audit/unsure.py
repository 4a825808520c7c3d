"""Rules on the reading itself: what of the tables could not be read for certain."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.audit.case import Case
from extractors.audit.causes import READ
from extractors.audit.saying import finding
from schemas.finding import Finding

MAX_TOLD = 3
"""Lines that the message quotes; all of them are pointed at."""


def strays(case: Case) -> Iterator[Finding]:
    """TAB-06 形似表行而未入表 (lines that look like rows and are in no table).

    保护什么：表中各行都已读入，没有整张漏读或漏掉表尾的表；名称中串入别格文字的行不作为数据。
    举例：表读到第40行为止，其后另有印着序号41和名称、编号的行；表头之下一行也没有读出。
    不管什么：人员名单、目录和编号段落；只有名称、且不接续任何表的行。

    Protects: all rows of tables are read, no table and no end of one is lost; no row whose name has print of another
    cell in it is taken for data.
    Example: a table read up to row 40, and below it a line with rank 41, a name and a code; heads without any row.
    Silent on: lists of people, contents, numbered paragraphs; lines with a name only that go on no table.
    """
    lines = case.reading.strays
    if not lines:
        return
    quotes = [" ".join(w.quote.split()) for w in lines[:MAX_TOLD]]
    more = len(lines) > MAX_TOLD
    zh = f"{len(lines)}行形似表行而未入表：{'；'.join(quotes)}{'等' if more else ''}，请对照原件"
    en = f"{len(lines)} lines look like rows and are in no table: {'; '.join(quotes)}{' …' if more else ''}"
    yield finding("TAB-06", "warning", READ, zh, en, where=lines, published=quotes[0], blame="extraction")


def unsure_labels(case: Case) -> Iterator[Finding]:
    """TAB-07 合并格等级起于何行不定 (a merged label of which the print leaves open where it begins).

    保护什么：跨多行的等级格所辖各行是确定的。
    举例：无框线的表中，“较高”可居其所辖各行之首，也可居其中，两种读法所辖的行不同。
    不管什么：有框线、组标题或逐行印出等级的表。

    Protects: it is certain which rows a tier's merged cell is for.
    Example: without rules, a label may stand at the top of its rows or in their middle, which gives it other rows.
    Silent on: tables with rules, with headings of groups, or with a tier in each row.
    """
    for where in case.reading.unsure_labels:
        label = " ".join(where.quote.split())
        zh = f"等级“{label}”所在的合并格起于哪一行，版面上有两种读法，其上下各行的等级请对照原件"
        en = f"the page leaves open at which row the merged cell “{label}” begins; check the tiers of the rows about it"
        yield finding("TAB-07", "warning", READ, zh, en, where=(where,), published=label, blame="extraction")


def cut_names(case: Case) -> Iterator[Finding]:
    """TAB-08 表行名称不全 (the name of a row is not whole).

    保护什么：各行名称读得完整，换行、跨页的名称没有丢字，也没有并入别行的字。
    举例：表中各名称都以“联盟”结尾，而一行读作“集成电路封测产业链技术创新战略”，或只读出“创新战略联盟”。
    不管什么：各名称结尾本不一致的表；由文本读入的表。

    Protects: names of rows are whole; none that is broken over lines or pages lost a part or took one of another row.
    Example: all names of a table end with 联盟, and one is read as 集成电路封测产业链技术创新战略, or as 创新战略联盟.
    Silent on: tables whose names end in many ways; tables read from text.
    """
    for where in case.reading.cut_names:
        name = "".join(where.quote.split())
        zh = f"表中名称“{name}”不全，可能漏读或并入了别行的字，请对照原件"
        en = f"the name “{name}” in a table is not whole; a part may be lost or of another row: check the original"
        yield finding("TAB-08", "warning", READ, zh, en, where=(where,), published=name, blame="extraction")
