"""Rules on figures that do not agree with other figures; one finding for each figure that is likely wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from extractors.audit.case import Case
from extractors.audit.causes import READ, Cause, count_cause, doubtful_stroke, share_cause
from extractors.audit.culprits import Culprit
from extractors.audit.figures import HEADS, LISTED, ROWS, SHARE, Figure
from extractors.audit.graph import Graph
from extractors.audit.identities import PART, RATIO, SAME, SUM, Instance, Statement, add, sized
from extractors.audit.intervals import round_to, show
from extractors.audit.pointing import against, leading, other_of, places, suspects
from extractors.audit.saying import finding
from extractors.audit.shares import counts_of
from extractors.audit.table_findings import table_findings
from extractors.audit.words import amount, listed, subject_zh, told, variable
from schemas.direction import direction_words
from schemas.finding import Finding, Message

SURE_INK = 0.9
"""Below this confidence of the reader a figure may be a slip of the scan: never an error."""


def parts_off(case: Case) -> Iterator[Finding]:
    """SUM-01 分项与合计不符 (parts do not add up to their total).

    保护什么：同一口径的分项相加等于合计，合计可以印在别处，也可以由其他数据推出。
    举例：活跃度高联盟43家，而第一批21家、第二批6家、第三批12家、后续参加5家，合计44家。
    不管什么：原文没有点名的余数（如只列三批而不列后续参加）；互有重叠的分项；修约后的占比相加为99.99%。

    Protects: the parts of one population add up to its total, wherever that is printed or can be worked out.
    Example: 43 are high, but 21 + 6 + 12 + 5 = 44 in its batches.
    Silent on: a remainder that the print leaves unnamed; parts that overlap; rounded shares that add to 99.99 %.
    """
    yield from _of_kind(case, "SUM-01")


def two_values(case: Case) -> Iterator[Finding]:
    """SUM-02 前后不一致 (two values for one figure).

    保护什么：同一数据在文中各处取同一个值。
    举例：二、6称活跃度高的联盟43家，三、1称42家。
    不管什么：口径可能不同的数据（只要有一种理解成立）；“余”“近”之类约数容得下的值。

    Protects: one figure has one value wherever it is printed.
    Example: 43 high alliances in one section, 42 in the next.
    Silent on: figures that may mean different populations; approximate figures that allow the other value.
    """
    yield from _of_kind(case, "SUM-02")


def part_exceeds(case: Case) -> Iterator[Finding]:
    """SUM-03 其中数超过总数 (a part is larger than its whole).

    保护什么：其中数不超过所属的总数；同时属于几类的，每一类都不超过总数。
    举例：活跃度高联盟29家，开展政府项目的却有30家。
    不管什么：重叠的各类相加超过总数。

    Protects: no part is larger than its whole, also where parts overlap.
    Example: 29 high alliances, 30 of them with government projects.
    Silent on: overlapping parts that together exceed the whole.
    """
    yield from _of_kind(case, "SUM-03")


def only_another_meaning(case: Case) -> Iterator[Finding]:
    """SUM-04 口径存疑 (a count that fits only a population of which nothing else tells).

    保护什么：说法可有两种口径的家数，按较可能的口径不符时，读者应当知道。
    举例：七称未按要求填报的15家，若即未参评联盟则与三、1的95家不符，只能另作一个口径。
    不管什么：与同处点名的联盟相加即相符的（11家点名、另53家，合计64家）；按较可能的口径相符的。

    Protects: readers know of a count that its likelier meaning contradicts.
    Example: 15 that did not file as required, where 95 were not evaluated.
    Silent on: counts that are right together with the alliances named beside them, or in their likelier meaning.
    """
    scheme = case.graph.reader.scheme
    for escaped in case.graph.escaped:
        figure, board = escaped.figure, case.graph.board
        best = board.best(escaped.likelier)
        if best is None:
            continue
        name, other = variable(escaped.likelier, scheme), variable(figure.variable, scheme)
        zh = (
            f"{figure.place}称{figure.named}，若指{name.zh}，则与{told(best)}不符；只能理解为{other.zh}，而别处没有佐证"
        )
        said = direction_words(figure.named, "en")
        en = f"{said} can only mean {other.en}, of which nothing else tells: of {name.en} it would be wrong"
        yield finding(
            "SUM-04",
            "note",
            "口径存疑",
            zh,
            en,
            where=figure.where,
            against=places(best),
            published=figure.named,
            blame="open",
        )


def rows_off(case: Case) -> Iterator[Finding]:
    """TAB-02 表文不符 (a table has not as many rows as is said of it).

    保护什么：文中和组标题所称家数，等于结果表或名单中符合条件的行数。
    举例：组标题“共43家”，表中只有42行；称第一批21家，而编号以1开头的有20行。
    不管什么：表中没有编号时的批次家数；表外另有说明的家数。

    Protects: counts in the prose and in group headings equal the rows that satisfy them.
    Example: a heading says 43, its group has 42 rows; 21 of batch 1 are claimed, 20 codes begin with 1.
    Silent on: batch counts where the table has no codes.
    """
    yield from _of_kind(case, "TAB-02")


def list_off(case: Case) -> Iterator[Finding]:
    """LST-01 列名与所称数目不符 (a list has not as many names as is said of it).

    保护什么：点名的名单、专家组名单与所称的家数、人数相等。
    举例：称专家组共38人，名单上有37人；称“甲、乙、丙4家联盟”。
    不管什么：以“等”收尾而所列少于所称的名单（见 LST-02）。

    Protects: named lists and the panel are as long as is said.
    Example: a panel of 38 with 37 names on its list.
    Silent on: lists closed with 等 that name fewer (see LST-02).
    """
    yield from _of_kind(case, "LST-01")


def share_off(case: Case) -> Iterator[Finding]:
    """SHR-01 占比与家数不符 (a share is not what its counts give).

    保护什么：占比等于所述家数除以分母，误差不超过本文件的修约习惯。
    举例：三、7称44.45%，按4÷9复算为44.44%。
    不管什么：合乎本文件修约习惯的占比（见 SHR-02）；家数或分母无从得知的占比。

    Protects: a share is its count over its base, within the habit of rounding that the document shows.
    Example: 44.45 % is printed for 4 of 9.
    Silent on: shares that follow the document's habit (see SHR-02); shares whose counts are not known.
    """
    yield from _of_kind(case, "SHR-01")


def kind_of(culprit: Culprit) -> str:
    """Name the rule that a wrong figure breaks, by what contradicts it most directly."""
    main = culprit.main.statement
    if main.variable.measure == SHARE:
        return "SHR-01"
    if not main.printed:
        return "LST-01" if all(f.source in (HEADS, LISTED) for f in main.figures) else "TAB-02"
    kinds = {i.identity.kind for i in culprit.failed}
    same = [other_of(i, main) for i in culprit.failed if i.identity.kind == SAME]
    if any(s.printed for s in same):
        return "SUM-02"
    if SUM in kinds:
        return "SUM-01"
    sources = {f.source for s in same for f in s.figures}
    if ROWS in sources:
        return "TAB-02"
    if sources:
        return "LST-01"
    return "SUM-03" if PART in kinds else "SHR-01"


def _of_kind(case: Case, rule: str) -> Iterator[Finding]:
    mine = [c for c in case.culprits if kind_of(c) == rule]
    if rule == "TAB-02":
        counted = [c for c in mine if not c.main.statement.printed]
        mine = [c for c in mine if c.main.statement.printed]
        yield from table_findings(case, counted)
    for culprit in mine:
        yield _share_finding(case, culprit) if rule == "SHR-01" else _count_finding(case, culprit, rule)


def _count_finding(case: Case, culprit: Culprit, rule: str) -> Finding:
    main, scheme = culprit.main, case.graph.reader.scheme
    cause = count_cause(main, _earlier_graphs(case))
    name = variable(main.statement.variable, scheme)
    first = leading(culprit)
    others = tuple(s for s in first.statements if s != main.statement)
    mended = _mend(culprit)
    subject = subject_zh(main.statement.variable, scheme, case.graph.reader.period)
    zh = f"{told(main.statement, subject)}，{_contradiction(first, main.statement, others, case)}"
    zh += f"；{cause.shown.zh}" if cause.shown.zh else ""
    given = main.statement.figures[0].named
    en = f"{name.en} is given as {direction_words(given, 'en')}, but {direction_words(first.working(), 'en')}"
    en += f"; {cause.shown.en}" if cause.shown.en else ""
    return Finding(
        rule,
        _level(main.statement, "error"),
        _cause_name(main.statement, cause),
        _blame(culprit),
        Message(f"{zh}。{mended.zh}", f"{en}. {mended.en}".rstrip()),
        given,
        "" if main.would_be is None else amount(main.would_be, main.statement),
        "；".join(dict.fromkeys(i.working() for i in _worth_showing(culprit))),
        places(main.statement),
        against(culprit),
        suspects(culprit),
    )


def _contradiction(first: Instance, main: Statement, others: tuple[Statement, ...], case: Case) -> str:
    scheme, period, kind = case.graph.reader.scheme, case.graph.reader.period, first.identity.kind
    if kind == SAME:
        return f"而{told(others[0])}"
    if kind == RATIO:
        return f"与占比不合：{first.working()}"
    whole, parts = first.statements[0], first.statements[1:]
    if main == whole:
        return f"而{listed(parts, scheme, period)}，合计{_total(parts, main)}"
    rest = tuple(s for s in parts if s != main)
    joined = f"与{listed(rest, scheme, period)}" if rest else ""
    word = "不等于" if kind == SUM else "超过"
    return f"{joined}合计{_total(parts, whole)}，{word}{listed((whole,), scheme, period)}"


def _total(parts: Iterable[Statement], whole: Statement) -> str:
    total = add(s.range for s in parts).single
    return "另一数" if total is None else sized(total, whole.variable)


def _worth_showing(culprit: Culprit) -> list[Instance]:
    """Keep the sums that hold most: no more than four, the leading one first."""
    first = leading(culprit)
    rest = [i for i in culprit.failed if i is not first and i.identity.kind != PART]
    return [first, *rest[:3]]


def _mend(culprit: Culprit) -> Message:
    main = culprit.main
    if main.would_be is None or len(culprit.failed) < 2 or len(main.mends) < len(culprit.failed):
        return Message("", "")
    text, value = main.statement.figures[0].named, amount(main.would_be, main.statement)
    number = len(culprit.failed)
    return Message(
        f"若{text}为{value}，则{number}项核对全部相符。",
        direction_words(f"If {text} were {value}, {number} checks would pass.", "en"),
    )


def _share_finding(case: Case, culprit: Culprit) -> Finding:
    main, graph = culprit.main.statement, case.graph
    if main.variable.measure != SHARE:
        return _count_finding(case, culprit, "SHR-01")
    cause = share_cause(graph, main, _earlier_graphs(case))
    of, base = (graph.board.best(v) for v in counts_of(main.variable))
    twice = [other_of(i, main) for i in culprit.failed if i.identity.kind == SAME]
    share = main.figures[0]
    number, total = (show(s.range.single) if s is not None and s.range.single is not None else "?" for s in (of, base))
    zh, en, recomputed = f"{told(main)}", f"{share.text} is printed", ""
    if of is not None and base is not None and of.range.single is not None and base.range.single:
        true = of.range.single * 100 / base.range.single
        recomputed = f"{show(_nearest(true, share), share.decimals)}%"
        value = share.claim.quantity.value if share.claim and share.claim.quantity else 0
        off = show(abs(_nearest(true, share) - Fraction(value)), share.decimals)
        zh += f"，按{number}÷{total}复算为{recomputed}，差{off}个百分点"
        en += f", but {number} / {total} gives {recomputed}"
    if twice:
        zh += f"；{told(twice[0])}，一数两值"
        en += f"; {twice[0].figures[0].text} is printed for the same share"
    zh += f"；{cause.shown.zh}" if cause.shown.zh else ""
    en += f"; {cause.shown.en}" if cause.shown.en else ""
    return finding(
        "SHR-01",
        _level(main, "error" if twice else "warning"),
        _cause_name(main, cause),
        zh,
        en,
        where=places(main),
        against=against(culprit),
        published=share.text,
        recomputed=recomputed,
        working="；".join(dict.fromkeys(i.working() for i in culprit.failed if i.identity.kind != SAME))
        or leading(culprit).working(),
        blame=_blame(culprit),
        suspects=suspects(culprit) if culprit.rivals else (),
    )


def _nearest(true: Fraction, share: Figure) -> Fraction:
    return Fraction(round_to(true, share.decimals))


def _level(statement: Statement, level: str) -> str:
    doubtful = any(w.confidence < SURE_INK for f in statement.figures for w in f.where)
    return "warning" if doubtful and level == "error" else level


def _cause_name(statement: Statement, cause: Cause) -> str:
    doubtful = any(w.confidence < SURE_INK for f in statement.figures for w in f.where)
    return READ if doubtful else cause.name


def _blame(culprit: Culprit) -> str:
    main = culprit.main.statement
    if any(w.confidence < SURE_INK for f in main.figures for w in f.where):
        return "extraction"
    return "open" if doubtful_stroke(main, culprit.main.would_be) else "print"


def _earlier_graphs(case: Case) -> tuple[Graph, ...]:
    return tuple(
        case.graph_of(r)
        for r in case.earlier
        if r.document.period and r.document.period != case.reading.document.period
    )
