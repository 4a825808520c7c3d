"""Rules across documents: codes, honours and changes against what earlier documents print."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractors.audit.case import Case
from extractors.audit.identities import sized
from extractors.audit.intervals import show
from extractors.audit.recount import recounts, weighed
from extractors.audit.saying import finding
from extractors.audit.words import amount, value_zh, variable
from schemas.direction import direction_words
from schemas.finding import Finding, Message
from schemas.ledger import CodeSeen

HIGHEST = 0
"""Where the tier that earns an honour stands in the order of its axis."""


def code_conflict(case: Case) -> Iterator[Finding]:
    """COD-04 编号与其他文件冲突 (a code that another document contradicts).

    保护什么：一家联盟的编号各期相同，批次不变。
    举例：卤水精细化工2018年度为348，2025年度为139，两期各自的合计都与自己的编号相合。
    不管什么：字母大小写；本文件内部的冲突（见 COD-03）；只看本文件时（--alone）。

    Protects: an alliance keeps its code, and with it its batch.
    Example: 348 in 2018, 139 in 2025, each in keeping with its own totals.
    Silent on: letter case; conflicts inside a document (see COD-03); other documents when audited alone.
    """
    earlier = {r.document.document for r in case.others}
    mine: dict[str, list[CodeSeen]] = {}
    theirs: dict[str, list[CodeSeen]] = {}
    for seen in case.ledger.codes:
        if seen.document == case.document:
            mine.setdefault(seen.alliance, []).append(seen)
        elif seen.document in earlier:
            theirs.setdefault(seen.alliance, []).append(seen)
    names = {m.alliance: m.mention.name for m in case.ledger.matches if m.mention.where.document == case.document}
    for alliance, own in mine.items():
        others = theirs.get(alliance, [])
        known = {s.code.upper() for s in others}
        codes = {s.code.upper() for s in own}
        if not others or codes & known:
            continue
        other = others[-1]
        zh = f"{names.get(alliance, alliance)}的编号本文件为{own[0].code}，{other.document}为{other.code}，孰是未定"
        en = f"{names.get(alliance, alliance)} bears {own[0].code} here and {other.code} in {other.document}"
        for witness in filter(None, (_totals(case, own, other.code), _totals(case, others, own[0].code))):
            zh, en = f"{zh}。{witness.zh}", f"{en}. {witness.en}"
        yield finding(
            "COD-04",
            "warning",
            "编号冲突",
            zh,
            en,
            where=tuple(s.where for s in own),
            against=tuple(s.where for s in others),
            published=own[0].code,
            blame="open",
        )


def _totals(case: Case, seen: list[CodeSeen], other: str) -> Message | None:
    """Say what the batch counts of the report that prints a code say of it; None where they say nothing."""
    for witness in reversed(seen):
        reading = next(r for r in case.ledger.readings if r.document.document == witness.document)
        row = next((r for r in reading.rows if r.code and r.cell("code").id == witness.where.id), None)
        graph = case.graph if witness.document == case.document else case.graph_of(reading)
        words = weighed(recounts(graph, row, other), witness.code, other) if row else None
        if words and words.zh:
            return words
    return None


def honour_not_high(case: Case) -> Iterator[Finding]:
    """HON-01 荣誉名单与评价结果不符 (an honour for an alliance that was not high).

    保护什么：名单所授的荣誉，与各期评价结果相符：每一期都在最高一级。
    举例：A级名单（2016—2018）中的一家，2018年度结果表列在较高。
    不管什么：语料里没有的各期；授予以后的变动。

    Protects: an honour for high tiers in a span of periods is borne out by every result table of that span.
    Example: an alliance of the 2016-2018 list stands under fairly high in the 2018 table.
    Silent on: periods whose reports are not in the corpus.
    """
    axis = case.vocabulary.axis("tier")
    best = axis.order[HIGHEST]
    readings = (case.reading,) if case.alone else (*case.others, case.reading)
    results = {
        (r.document.period, case.alliance(row.cell("name"), row.name)): row
        for r in readings
        for row in r.rows
        if row.table == "evaluations" and row.tier
    }
    periods = {period for period, _ in results}
    for row in (r for r in case.reading.rows if r.table == "honours" and r.start and r.end):
        alliance = case.alliance(row.cell("name"), row.name)
        for period in sorted(p for p in periods if row.start <= p <= row.end):
            result = results.get((period, alliance))
            if result is not None and result.tier == best:
                continue
            told = value_zh(axis, result.tier) if result else "不在结果表中"
            zh = f"名单第{row.rank}行{row.name}（{row.start}—{row.end}），而{period}年度{told}"
            was = result.tier if result else "absent"
            en = f"{row.name} is honoured for {row.start}-{row.end}, but was {was} in {period}"
            other = (result.where,) if result else ()
            yield finding(
                "HON-01",
                "error",
                "成因未定",
                zh,
                en,
                where=(row.cell("name"),),
                against=other,
                published=row.name,
                blame="open",
            )


def change_off(case: Case) -> Iterator[Finding]:
    """CHG-01 增减数与上期不符 (a change that the earlier report does not bear out).

    保护什么：本期数减去增减数，等于上期报告所印。
    举例：称43家、比上年增加6家，而上年报告印的是38家。
    不管什么：上期报告不在语料里的；两期口径不同的。

    Protects: the figure now, less its change, is what the earlier report prints.
    Example: 43, six more than last year, where last year's report prints 38.
    Silent on: changes against a report that is not in the corpus.
    """
    graphs = {r.document.period: case.graph_of(r) for r in case.earlier if r.document.kind in ("report", "release")}
    board = case.graph.board
    for change, told in board.statements.items():
        graph, counts = graphs.get(change.against), change.counts()
        if graph is None or counts is None:
            continue
        now, before = counts
        values = board.value(now), told[0].range.single, graph.board.value(before)
        if any(v is None for v in values):
            continue
        present, delta, past = (v if v is not None else Fraction(0) for v in values)
        if present - delta == past:
            continue
        name = variable(now, case.graph.reader.scheme)
        said, should = sized(delta, change), sized(present - past, change)
        zh = f"{name.zh}本期{show(present)}，称比{change.against}年度{said}，而该年度为{show(past)}"
        turned = direction_words(said, "en")
        en = f"{name.en}: {show(present)} now, {turned}, but {change.against} has {show(past)}"
        figures = [f for s in told for f in s.figures]
        other = [
            f
            for v, g in ((now, board), (before, graph.board))
            for s in g.statements.get(v, [])
            for f in s.figures
            if f.printed
        ]
        yield finding(
            "CHG-01",
            "error",
            "成因未定",
            zh,
            en,
            where=tuple(w for f in figures for w in f.where),
            against=tuple(w for f in other for w in f.where),
            published=figures[0].named,
            recomputed=amount(present - past, told[0]),
            working=f"{show(present)} - {show(past)} = {should} ≠ {said}",
        )
