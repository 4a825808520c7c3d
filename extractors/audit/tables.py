"""Rules on tables: ranks, order, names and codes of their rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from extractors.audit.case import Case
from extractors.audit.causes import OPEN, SLIP
from extractors.audit.culprits import Culprit
from extractors.audit.figures import ROW_PLACES, ROWS
from extractors.audit.saying import finding
from extractors.audit.sets import decimal_or_none
from extractors.audit.table_findings import rank_faults
from schemas.finding import Finding, Message, Suspect
from schemas.reading import Claim, Row
from schemas.where import Where

MAX_DISORDER = 3
"""Scores out of order in a table that is still taken for one ordered by score."""


def by_table(case: Case) -> list[list[Row]]:
    """Give the rows of each table of names, as they stand."""
    tables: dict[int, list[Row]] = {}
    for row in case.reading.rows:
        if row.table in ("evaluations", "honours"):
            tables.setdefault(row.number, []).append(row)
    return list(tables.values())


def _row_zh(row: Row) -> str:
    return f"第{row.rank}行{row.name}"


def ranks(case: Case) -> Iterator[Finding]:
    """TAB-01 序号不连续 (ranks with a gap or a repeat).

    保护什么：表的序号由1起逐行加一，没有跳号和重号，可知没有漏行和重行。
    举例：41之后是43。
    不管什么：每组从1重新编号的表；序号的高低（名单的序号只随编号排列）。

    Protects: ranks go up by one, so that no row is lost or doubled.
    Example: 43 follows 41.
    Silent on: tables that start again at 1 in each group; what a rank means.
    """
    told = {p for c in case.culprits for p in _miscounted(c)}
    for rows in by_table(case):
        faults = rank_faults(rows)
        # What a lost or doubled row does to the ranks is told with what it does to the counts (TAB-02).
        if not faults or ROW_PLACES[rows[0].table] in told:
            continue
        zh = "；".join(f[0] for f in faults)
        en = "; ".join(f[1] for f in faults)
        where = tuple(dict.fromkeys(f[2].cell("rank") for f in faults))
        other = tuple(dict.fromkeys(f[3].cell("rank") for f in faults))
        printed = "、".join(str(f[2].rank) for f in faults)
        name = ROW_PLACES[rows[0].table]
        yield Finding(
            "TAB-01", "warning", OPEN, "open", Message(f"{name}{zh}。", f"{en}."), printed, "", "", where, other
        )


def _miscounted(culprit: Culprit) -> set[str]:
    figures = culprit.main.statement.figures
    return {f.place for f in figures if f.source == ROWS} if all(not f.printed for f in figures) else set()


def score_order(case: Case) -> Iterator[Finding]:
    """TAB-03 得分与次序不符 (a score that is higher than the one above it).

    保护什么：按得分排列的表，得分自上而下不升。
    举例：第20行90分，第21行96分。
    不管什么：不按得分排列的表（乱序多于3处）。

    Protects: in a table ordered by score no score is higher than the one above it.
    Example: 90 in row 20, 96 in row 21.
    Silent on: tables that are not ordered by score (more than three rises).
    """
    for rows in by_table(case):
        scored = [(row, score) for row in rows if (score := decimal_or_none(row.score)) is not None]
        rises = [(a, b) for a, b in pairwise(scored) if b[1] > a[1]]
        if not 0 < len(rises) <= MAX_DISORDER:
            continue
        for (above, high), (row, low) in rises:
            zh = f"{_row_zh(row)}{low}分，高于上一行{above.name}的{high}分，与次序不符"
            en = f"row {row.rank} scores {low}, more than row {above.rank} with {high}"
            suspects = (
                Suspect(row.cell("score"), row.score, f"≤{high}", 1),
                Suspect(above.cell("score"), above.score, f"≥{low}", 1),
            )
            yield finding(
                "TAB-03",
                "warning",
                SLIP,
                zh,
                en,
                where=(row.cell("score"), above.cell("score")),
                published=row.score,
                recomputed=f"≤{high}",
                working=f"{low} > {high}",
                suspects=suspects,
            )


def doubled(case: Case) -> Iterator[Finding]:
    """TAB-04 同一联盟重复列出 (one alliance twice in one table).

    保护什么：一张表里一家联盟只占一行。
    举例：第41行和第42行都是马产业技术创新战略联盟。
    不管什么：结果表与名单里的同一家；名称相近的两家。

    Protects: an alliance has one row in a table.
    Example: rows 41 and 42 bear the same name.
    Silent on: an alliance that stands in two tables; near names.
    """
    for rows in by_table(case):
        seen: dict[str, Row] = {}
        for row in rows:
            name = case.alliance(row.cell("name"), row.name)
            first = seen.setdefault(name, row)
            if first is row:
                continue
            zh = f"第{first.rank}行与第{row.rank}行同为{row.name}"
            en = f"rows {first.rank} and {row.rank} are the same alliance"
            where, other = (row.where,), (first.where,)
            yield finding("TAB-04", "error", OPEN, zh, en, where=where, against=other, published=row.name, blame="open")


def row_told_otherwise(case: Case) -> Iterator[Finding]:
    """TAB-05 点名与表中不符 (a named alliance is not what the table says of it).

    保护什么：文中点名的得分、等级、批次，与表中该联盟的一行相符。
    举例：称住宅科技联盟得99分，表中为98分；点名满分的联盟在表中为99分。
    不管什么：表中没有的联盟；没有编号的表中的批次。

    Protects: what the prose says of a named alliance is what its row says.
    Example: 99 in the text, 98 in the table.
    Silent on: alliances without a row; batches where rows have no codes.
    """
    rows = {case.alliance(r.cell("name"), r.name): r for r in case.reading.rows if r.table == "evaluations"}
    for claim in case.claims("score", "list"):
        for name in claim.members or (claim.of[0].members if claim.of else ()):
            row = rows.get(case.alliance_named(name))
            if row is None:
                continue
            wrong = _contradicts(case, claim, row)
            if wrong:
                zh = f"{claim.place}称{name}{wrong[0]}，而表中第{row.rank}行为{wrong[1]}"
                en = f"{name}: {wrong[0]} in the text, {wrong[1]} in row {row.rank}"
                where, other = (claim.where,), (row.cell(wrong[2]),)
                yield finding(
                    "TAB-05",
                    "error",
                    OPEN,
                    zh,
                    en,
                    where=where,
                    against=other,
                    published=wrong[0],
                    recomputed=wrong[1],
                    blame="open",
                )


def _contradicts(case: Case, claim: Claim, row: Row) -> tuple[str, str, str] | None:
    """Tell what the prose and the row say of one alliance where they differ, and in which column."""
    of = claim.of[0] if claim.of else None
    score = decimal_or_none(row.score)
    interval = of.interval("score") if of else None
    if claim.kind == "score" and claim.quantity is not None and score is not None and score != claim.quantity.value:
        return claim.quantity.text, f"{row.score}分", "score"
    if interval is not None and score is not None and not interval.holds(score):
        return f"{interval.low or ''}分", f"{row.score}分", "score"
    tiers = of.values("tier") if of else None
    if tiers and row.tier and row.tier not in tiers:
        axis = case.vocabulary.axis("tier")
        return "、".join(axis.value(t).zh for t in tiers), axis.value(row.tier).zh, "name"
    return None


# ---- codes ------------------------------------------------------------------------------------------------------


def code_form(case: Case) -> Iterator[Finding]:
    """COD-01 编号形式不合 (a code that is not formed like one).

    保护什么：编号合乎本系列的编制规则。
    举例：批次1至3之外的410，或少一位的35。
    不管什么：字母大小写；没有声明编号规则的系列。

    Protects: codes are formed as the series declares.
    Example: 410, where batches are 1 to 3; 35, a digit short.
    Silent on: letter case; series without a declared form.
    """
    forms = case.vocabulary.words("codes", "form")
    if not forms:
        return
    pattern = re.compile("|".join(f"(?:{f})" for f in forms))
    for row in case.reading.rows:
        if (
            row.code
            and row.table in ("evaluations", "honours")
            and not pattern.fullmatch(unicodedata.normalize("NFKC", row.code))
        ):
            zh = f"{_row_zh(row)}的编号{row.code}不合编制规则"
            en = f"code {row.code} of row {row.rank} is not formed like a code"
            yield finding(
                "COD-01", "warning", SLIP, zh, en, where=(row.cell("code"),), published=row.code, blame="open"
            )


def code_repeat(case: Case) -> Iterator[Finding]:
    """COD-02 编号重复 (one code for two alliances).

    保护什么：同一份文件里一个编号只属于一家联盟。
    举例：第7行和第22行都印着138。
    不管什么：同一家联盟在结果表和名单里的同一编号。

    Protects: a code belongs to one alliance in a document.
    Example: rows 7 and 22 both print 138.
    Silent on: an alliance that bears its code in two tables.
    """
    seen: dict[str, Row] = {}
    told: set[tuple[str, str]] = set()
    for row in case.reading.rows:
        if not row.code or row.table not in ("evaluations", "honours"):
            continue
        first = seen.setdefault(row.code.upper(), row)
        one, two = (case.alliance(r.cell("name"), r.name) for r in (first, row))
        if one == two or (two, row.code.upper()) in told:
            continue
        told.add((two, row.code.upper()))
        zh = f"{first.name}与{row.name}的编号同为{row.code}"
        en = f"{first.name} and {row.name} both bear {row.code}"
        where = (row.cell("code"), first.cell("code"))
        yield finding("COD-02", "warning", SLIP, zh, en, where=where, published=row.code, blame="open")


def code_two_ways(case: Case) -> Iterator[Finding]:
    """COD-03 同一联盟编号前后不一 (one alliance with two codes in one document).

    保护什么：一家联盟在一份文件里只有一个编号。
    举例：半导体照明联盟在结果表里是109，在A级名单里是110。
    不管什么：字母大小写；各期之间的不同（见 COD-04）。

    Protects: an alliance has one code in a document.
    Example: 109 in the table, 110 in the honours list.
    Silent on: letter case; other editions (see COD-04).
    """
    first: dict[str, Row] = {}
    for row in case.reading.rows:
        if not row.code or row.table not in ("evaluations", "honours"):
            continue
        name = case.alliance(row.cell("name"), row.name)
        other = first.setdefault(name, row)
        if other.code.upper() == row.code.upper():
            continue
        wrong, right = (
            (other, row)
            if _seen_elsewhere(case, name, row.code) >= _seen_elsewhere(case, name, other.code)
            else (row, other)
        )
        zh = f"{row.name}的编号，{_table(wrong)}作{wrong.code}，{_table(right)}作{right.code}"
        en = f"{row.name} bears {wrong.code} in one table and {right.code} in another"
        seen = _seen_elsewhere(case, name, right.code)
        zh += f"；其他文件作{right.code}，{wrong.code}疑为笔误" if seen else ""
        suspects = (
            Suspect(wrong.cell("code"), wrong.code, right.code, 1),
            Suspect(right.cell("code"), right.code, wrong.code, 1),
        )
        where: tuple[Where, ...] = (wrong.cell("code"),)
        yield finding(
            "COD-03",
            "warning",
            "编号冲突",
            zh,
            en,
            where=where,
            against=(right.cell("code"),),
            published=wrong.code,
            suspects=suspects,
        )


def _table(row: Row) -> str:
    return ROW_PLACES[row.table]


def _seen_elsewhere(case: Case, alliance: str, code: str) -> int:
    """Count the other documents that print a code for an alliance."""
    if case.alone:
        return 0
    codes = (c for c in case.ledger.codes if c.alliance == alliance and c.document != case.document)
    return len({c.document for c in codes if c.code.upper() == code.upper()})
