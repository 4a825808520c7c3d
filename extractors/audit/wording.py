"""Rules on words that weigh without a figure, and on words that mean one thing here and another there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from extractors.audit.case import Case
from extractors.audit.causes import OPEN
from extractors.audit.figures import COUNT, Figure, Variable
from extractors.audit.identities import SUM, Statement
from extractors.audit.intervals import show
from extractors.audit.saying import finding
from extractors.audit.words import population
from schemas.finding import Finding
from schemas.population import Population
from schemas.reading import Label, Wording
from schemas.where import Where

UNSUPPORTED = "定性表述缺乏数据支持"
GREW, POLES, FORMER, PAST, LEFT_OUT = "grew", "poles", "former", "past", "left_out"


def wider_than_figures(case: Case) -> Iterator[Finding]:
    """WRD-01 定性表述缺乏数据支持 (a word that its figures do not bear out).

    保护什么：大多数、近半、明显加大、两极分化等词，与本文件的数据相合。
    举例：称第三批“明显加大”，而只由15家增至16家；称“两极分化”，而居中两级多于两端。
    不管什么：没有相应数据的表述；词义之外的褒贬；程度词的要求在评价系列的用语中声明。

    Protects: words such as 大多数, 近半, 明显加大 and 两极分化 agree with the document's own figures.
    Example: a marked rise that is one from 15 to 16; two poles with more in the middle than at both ends.
    Silent on: words without figures; praise and blame; what a word demands is declared with the series.
    """
    for told in case.reading.wordings:
        weigh = {GREW: _growth, POLES: _poles}.get(told.kind, _share)
        verdicts = list(weigh(case, told))
        if verdicts and all(why for why, _, _ in verdicts):
            zh, en, working = verdicts[0]
            word = told.where.quote
            yield finding(
                "WRD-01",
                "note",
                UNSUPPORTED,
                f"{told.place}称“{word}”，{zh}",
                f"{word} is said, but {en}",
                where=(told.where,),
                against=_places(case, told),
                published=word,
                working=working,
            )


Verdict = tuple[str, str, str]
"""What is wrong in both languages, empty where nothing is, and the sum done."""


def _count(case: Case, of: Population) -> Fraction | None:
    reader = case.graph.reader
    return case.graph.board.value(Variable(COUNT, reader.scheme.canon(of), None, reader.period))


def _places(case: Case, told: Wording) -> tuple[Where, ...]:
    reader, found = case.graph.reader, []
    for of in (*told.of, *told.base):
        best = case.graph.board.best(Variable(COUNT, reader.scheme.canon(of), None, reader.period))
        found += [w for f in (best.printed if best else ()) for w in f.where][:2]
    return tuple(dict.fromkeys(found))


def _demand(case: Case, kind: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(number) for number in case.vocabulary.words("demands", kind))


def _share(case: Case, told: Wording) -> Iterator[Verdict]:
    """Weigh a word for a share against the counts of the group and of its base."""
    low, high = (*_demand(case, told.kind), Fraction(100), Fraction(100))[:2]
    scheme = case.graph.reader.scheme
    for of, base in product(told.of, told.base):
        part, whole = _count(case, of), _count(case, base)
        if part is None or not whole:
            continue
        share = part * 100 / whole
        percent = _percent(share)
        working = f"{part} ÷ {whole} = {percent}"
        if low < share <= high:
            yield "", "", working
            continue
        one, all_ = population(of, scheme), population(base, scheme)
        asked = f"超过{low}%" if share <= low else f"不超过{high}%"
        zh = f"而{all_.zh}{whole}家中{one.zh}{part}家，占{percent}，并非{asked}"
        yield zh, f"{part} of {whole} are {percent} ({one.en} of {all_.en})", working


def _percent(value: Fraction) -> str:
    return f"{show(Fraction(round(value * 100), 100), 2)}%"


def _growth(case: Case, told: Wording) -> Iterator[Verdict]:
    """Weigh a word for growth against the two counts before it."""
    least = (*_demand(case, told.kind), Fraction(0))[0]
    after, before = _count(case, told.of[0]), _count(case, told.base[0])
    if after is None or not before:
        return
    rise = (after - before) * 100 / before
    working = f"({after} - {before}) ÷ {before} = {_percent(rise)}"
    if rise >= least:
        yield "", "", working
        return
    scheme = case.graph.reader.scheme
    one, other = population(told.base[0], scheme), population(told.of[0], scheme)
    yield (
        f"而{one.zh}{before}家、{other.zh}{after}家，相差{after - before}家",
        f"the counts are {before} and {after} ({one.en}; {other.en})",
        working,
    )


def _poles(case: Case, told: Wording) -> Iterator[Verdict]:
    """Weigh two poles against the counts of the grades: more at both ends than between them."""
    apart = case.vocabulary.words("ladder", "apart")
    for axis in (a for a in case.vocabulary.axes if a.ranked and a.whole):
        for of in told.of:
            group = of.without(axis.name)
            grades = [v for v in axis.order if f"{axis.name}={v}" not in apart]
            counts = [_count(case, group.having(axis.name, (v,))) for v in grades]
            known = [c for c in counts if c is not None]
            if len(known) < len(grades) or len(known) < 3:
                continue
            ends, middle = known[0] + known[-1], sum(known[1:-1], Fraction(0))
            working = f"{known[0]} + {known[-1]} = {ends}；{' + '.join(map(str, known[1:-1]))} = {middle}"
            if ends > middle:
                yield "", "", working
                continue
            name = population(group, case.graph.reader.scheme)
            zh = f"而{name.zh}各等级依次为{'、'.join(map(str, known))}家，两端共{ends}家，居中共{middle}家"
            en = f"the grades of {name.en} hold {', '.join(map(str, known))}: {ends} at both ends, {middle} between"
            yield zh, en, working


def mixed_total(case: Case) -> Iterator[Finding]:
    """WRD-02 合计口径不一 (a total of one kind that takes in another).

    保护什么：称作投入的合计，分项也是投入，不是收入。
    举例：投入经费总额129.5亿元，其中一项为实现收入8.5亿元。
    不管什么：合计是否相符（见SUM-01）；同类的不同说法（投入额、投入经费）。

    Protects: a total that is called spending has parts that are spending, not income.
    Example: 129.5 in all put in, of which 8.5 are called income.
    Silent on: whether the total is right (SUM-01); two words of one kind.
    """
    for instance in case.graph.instances:
        if instance.identity.kind != SUM or not instance.statements[0].variable.measure.startswith("amount:"):
            continue
        whole, *parts = instance.statements
        kind, word = _flow(case, whole)
        for part in parts:
            other, named = _flow(case, part)
            if kind and other and other != kind:
                total, piece = whole.printed[0], part.printed[0]
                yield finding(
                    "WRD-02",
                    "note",
                    UNSUPPORTED,
                    f"{total.place}称{word}{total.text}，其中一项却是{named}{piece.text}",
                    f"{word} of {total.text} takes in {named} of {piece.text}",
                    where=total.where,
                    against=piece.where,
                    published=total.text,
                )


def _flow(case: Case, statement: Statement) -> tuple[str, str]:
    """Tell what kind of flow the words before a figure name, and the word."""
    figure: Figure | None = next(iter(statement.printed), None)
    if figure is None or figure.claim is None:
        return "", ""
    before = figure.claim.text.replace(" ", "").partition(figure.text.replace(" ", ""))[0]
    found = [
        (before.rfind(word) + len(word), len(word), kind, word)
        for kind, words in case.vocabulary.section("flows")
        for word in words
        if word in before
    ]
    return max(found)[2:] if found else ("", "")


def name_left_out(case: Case) -> Iterator[Finding]:
    """LBL-03 称谓省略 (a group called by the word for all).

    保护什么：一句话说的是哪一级，不必靠上下文推断。
    举例：“试点联盟中第一批试点7个”，说的其实是不活跃联盟。
    不管什么：“其中”；不指总体的“联盟中”。

    Protects: which group a clause speaks of can be told without its neighbours.
    Example: 7 of the first batch among the alliances, where those of one tier are meant.
    Silent on: 其中; words that do not mean all.
    """
    wholes = {label for label, _ in case.vocabulary.section("wholes")}
    for told in case.reading.wordings:
        if told.kind == LEFT_OUT and "".join(told.where.quote.split()) in wholes and not told.of[0].every:
            name = population(told.of[0], case.graph.reader.scheme)
            yield finding(
                "LBL-03",
                "note",
                "等级称谓不一",
                f"{told.place}只称“{told.where.quote}”，按上下文指{name.zh}",
                f"{told.where.quote} is said where {name.en} is meant",
                where=(told.where,),
                published=told.where.quote,
            )


def honour_of_old(case: Case) -> Iterator[Finding]:
    """LBL-04 荣誉称谓混用 (an older distinction under the name of the present one).

    保护什么：本期荣誉的名称不用来称呼此前另一次评定的结果。
    举例：2012年以前评定的A类联盟又称作“A级联盟”。
    不管什么：只有一种称谓的文件；本期荣誉所涉的年度。

    Protects: the name of an honour is not given to an older distinction.
    Example: the class A of before 2012 is also called by the name of the new honour.
    Silent on: documents with one name only; years that the honour covers.
    """
    starts = [r.start for r in case.reading.rows if r.table == "honours" and r.start]
    former = [w for w in case.reading.wordings if w.kind == FORMER]
    for told in case.reading.wordings:
        if told.kind != PAST or not former or (starts and told.against >= min(starts)):
            continue
        word, other = ("".join(w.where.quote.split()) for w in (told, former[0]))
        yield finding(
            "LBL-04",
            "note",
            "等级称谓不一",
            f"{told.place}把{told.against}年以前的评定称作“{word}”，{former[0].place}称“{other}”",
            f"what was granted before {told.against} is called {word} here, {other} there",
            where=(told.where,),
            against=tuple(w.where for w in former),
            published=word,
        )


def group_renamed(case: Case) -> Iterator[Finding]:
    """LBL-05 组别称谓有变 (a group that the earlier report called otherwise).

    保护什么：读者知道两期不同的称谓是同一组联盟。
    举例：2018年度的“网员联盟”，2025年度称“后续参加试点工作联盟”。
    不管什么：等级的称谓（见LBL-02）；只看本文件时（--alone）的以往各期；简报和报道。

    Protects: readers know that two words of two reports mean one group.
    Example: 网员联盟 of 2018 is 后续参加试点工作联盟 in 2025.
    Silent on: tiers (LBL-02); earlier editions when a file is audited alone; bulletins and news.
    """
    reports = [r for r in case.earlier if r.document.kind == "report"]
    if case.reading.document.kind != "report" or not reports:
        return
    for axis in case.vocabulary.axes:
        for value in axis.remainder:
            own = [la for la in case.reading.labels if la.axis == axis.name and la.values == (value,)]
            before = [la for r in reports[-1:] for la in r.labels if la.axis == axis.name and la.values == (value,)]
            if not own or not before or {la.text for la in own} & {la.text for la in before}:
                continue
            old, new = _usual(before), _usual(own)
            yield finding(
                "LBL-05",
                "note",
                OPEN,
                f"{reports[-1].document.period}年度的“{old.text}”，本期称“{new.text}”",
                f"{old.text} of {reports[-1].document.period} is called {new.text}",
                where=(new.where,),
                against=(old.where,),
                published=new.text,
            )


def _usual(labels: list[Label]) -> Label:
    """Give the word that stands most often for a group, the shorter of two as frequent."""
    times = Counter(la.text for la in labels)
    return max(labels, key=lambda la: (times[la.text], -len(la.text)))
