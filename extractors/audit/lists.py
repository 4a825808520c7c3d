"""Rules on lists, labels, people and streaks: what is named against what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from extractors.audit.case import Case
from extractors.audit.causes import OPEN, SLIP
from extractors.audit.figures import COUNT, ROWS, Figure
from extractors.audit.saying import finding
from extractors.audit.words import population, value_zh
from extractors.names import parse_name
from schemas.finding import Finding
from schemas.reading import Claim, Label, Person

QUOTES = str.maketrans("", "", "“”‘’\"'的")


def list_open(case: Case) -> Iterator[Finding]:
    """LST-02 列举未尽 (a list closed with 等 that names fewer than are counted).

    保护什么：读者知道名单没有列全，差几家。
    举例：称19家加入，列名15家，以“等”收尾。
    不管什么：列全了仍以“等”收尾的；另有名单列全的。

    Protects: readers know that a list is not complete, and how many are missing.
    Example: 19 joined, 15 are named before 等.
    Silent on: lists that name all and still end with 等; lists that stand in full elsewhere.
    """
    reader = case.graph.reader
    for claim in case.claims("list"):
        if claim.complete or not claim.of:
            continue
        for of in claim.of:
            variable = replace(reader.variable(claim, of), measure=COUNT)
            figures = [f for s in case.graph.board.statements.get(variable, []) for f in s.figures]
            counted = [f for f in figures if f.printed and f.range.single is not None and f.place == claim.place]
            if not counted or any(f.source == ROWS for f in figures):
                continue
            yield from _open_list(case, claim, counted[0])
            break


def _open_list(case: Case, claim: Claim, figure: Figure) -> Iterator[Finding]:
    number = figure.range.single
    missing = int(number) - len(claim.members) if number is not None else 0
    if missing <= 0:
        return
    name = population(figure.variable.of, case.graph.reader.scheme)
    zh = f"{claim.place}称{name.zh}{figure.text}，列名{len(claim.members)}家，以“等”收尾，有{missing}家未列"
    en = f"{figure.text} are counted, {len(claim.members)} are named, {missing} are left out"
    yield finding(
        "LST-02",
        "note",
        "列举未尽",
        zh,
        en,
        where=(claim.where,),
        against=figure.where,
        published=figure.text,
        working=f"{number} - {len(claim.members)} = {missing}",
    )


def streak_too_long(case: Case) -> Iterator[Finding]:
    """LST-03 连续期数与所列年度不符 (a streak longer than its years).

    保护什么：所称连续几年，与所列的年度相符。
    举例：“2016年、2017年、2018年”之后称“连续四年”。
    不管什么：一个评价期跨两年（2022年至2025年为三个评价期）。

    Protects: a streak is no longer than the years it names.
    Example: four years running, with 2016, 2017 and 2018 named.
    Silent on: evaluation periods that span two years.
    """
    for claim in case.claims("streak"):
        periods = claim.of[0].periods if claim.of else ()
        if claim.quantity is None or len(periods) < 2 or claim.quantity.value <= len(periods):
            continue
        zh = f"{claim.place}称{claim.quantity.text}，而所列只有{'、'.join(periods)}，共{len(periods)}年"
        en = f"{claim.quantity.value} periods running are claimed, {len(periods)} years are named"
        yield finding(
            "LST-03",
            "error",
            SLIP,
            zh,
            en,
            where=(claim.where,),
            published=claim.quantity.text,
            recomputed=str(len(periods)),
            working=f"{claim.quantity.value} > {len(periods)}",
        )


def label_varies(case: Case) -> Iterator[Finding]:
    """LBL-01 等级称谓不一 (one tier under several words).

    保护什么：一个等级在一份文件里用一个称谓，且是本期分级标准里的称谓。
    举例：活跃度差与活跃度较差并用；不活跃与不活跃度并用；沿用上期的“较差”。
    不管什么：语序（高活跃度、活跃度高）；引号；带不带“的”。

    Protects: a tier has one name in a document, the one of its own scheme.
    Example: 活跃度差 beside 活跃度较差; 不活跃 beside 不活跃度.
    Silent on: word order; quotation marks; 的.
    """
    groups: dict[tuple[str, str], dict[str, list[Label]]] = {}
    for label in case.reading.labels:
        axis = case.vocabulary.axis(label.axis)
        if axis.stem and len(label.values) == 1:
            sign = _sign(label.text, axis.stem)
            groups.setdefault((label.axis, label.values[0]), {}).setdefault(sign, []).append(label)
    for (axis_name, value), signs in sorted(groups.items()):
        graded = {_sign(g.label, case.vocabulary.axis(axis_name).stem) for g in case.reading.groups if g.tier == value}
        usual = max(signs, key=lambda s: (s in graded, len(signs[s]), s))
        for sign, labels in sorted(signs.items()):
            if sign == usual or sign in graded:
                continue
            texts = "、".join(f"“{t}”" for t in dict.fromkeys(la.text for la in labels))
            name = value_zh(case.vocabulary.axis(axis_name), value)
            zh = f"{name}一级又称{texts}，通称“{signs[usual][0].text}”"
            en = f"the tier {value} is also called {labels[0].text}, mostly {signs[usual][0].text}"
            yield finding(
                "LBL-01",
                "note",
                "等级称谓不一",
                zh,
                en,
                where=tuple(la.where for la in labels),
                against=tuple(la.where for la in signs[usual][:3]),
                published=labels[0].text,
            )


def _sign(text: str, stems: tuple[str, ...]) -> str:
    """Reduce a label to its stem and its bare word, whatever their order."""
    plain = text.translate(QUOTES)
    stem = next((s for s in sorted(stems, key=len, reverse=True) if s in plain), "")
    bare = plain.replace(stem, "", 1) if stem else plain
    return f"{stem}|{bare}" if bare else plain


def title_varies(case: Case) -> Iterator[Finding]:
    """PER-01 职务不一 (one person with two offices in one body).

    保护什么：一个人在一份文件里的职务前后一致。
    举例：正文称农业装备联盟副秘书长吴海华，专家组名单作秘书长。
    不管什么：在不同单位的职务；各期之间的变动；专家组内的角色。

    Protects: a person has one office throughout a document.
    Example: deputy secretary-general in the text, secretary-general on the panel's list.
    Silent on: offices in different bodies; changes from edition to edition; roles on the panel.
    """
    for told in case.reading.people:
        for listed in case.reading.panel:
            if told.person != listed.person or not told.title or not _same_body(case, told, listed):
                continue
            if _office(case, told.title) != _office(case, listed.title) and _whole(told) != _whole(listed):
                zh = f"{told.person}在正文中为{told.affiliation}{told.title}，"
                zh += f"在专家组名单上为{listed.affiliation}{listed.title}"
                en = f"{told.person} is {told.title} in the text and {listed.title} on the panel's list"
                yield finding(
                    "PER-01",
                    "warning",
                    "职务不一",
                    zh,
                    en,
                    where=(told.where,),
                    against=(listed.where,),
                    published=told.title,
                )


def _whole(person: Person) -> str:
    """Give body and office as one, since where the one ends may be read in two ways (联络组秘书长)."""
    return "".join(f"{person.affiliation}{person.title}".split())


def _same_body(case: Case, one: Person, other: Person) -> bool:
    a, b = (parse_name(p.affiliation, case.vocabulary) for p in (one, other))
    return a.stem == b.stem or a.normal in b.normal or b.normal in a.normal


def _office(case: Case, title: str) -> str:
    """Take off what an office repeats of its body (联盟秘书长: 秘书长), and white space."""
    title = "".join(title.split())
    return next((title.removeprefix(e) for e in case.vocabulary.entity.name_endings if title.startswith(e)), title)


def panel_told_in_part(case: Case) -> Iterator[Finding]:
    """PER-02 专家组职务列举未尽 (a role of the panel of which the text names fewer).

    保护什么：正文点名的专家组顾问、组长、副组长，与名单所列人数相同。
    举例：正文只提一位顾问，名单上有两位。
    不管什么：正文没有点名的角色；普通成员。

    Protects: the text names as many advisers, heads and deputies as the list.
    Example: one adviser in the text, two on the list.
    Silent on: roles the text does not mention; plain members.
    """
    told = Counter(p.role for p in case.reading.people if p.role)
    listed = Counter(p.role for p in case.reading.panel)
    for role, number in sorted(told.items()):
        if role == "member" or not listed[role] or number >= listed[role]:
            continue
        named = {p.person for p in case.reading.people if p.role == role}
        missing = [p for p in case.reading.panel if p.role == role and p.person not in named]
        zh = f"正文点名{number}人，专家组名单同一角色有{listed[role]}人，未提{'、'.join(p.person for p in missing)}"
        en = f"the text names {number} of {listed[role]} in the role {role}"
        yield finding(
            "PER-02",
            "note",
            OPEN,
            zh,
            en,
            where=tuple(p.where for p in case.reading.people if p.role == role),
            against=tuple(p.where for p in missing),
            published="、".join(sorted(named)),
            working=f"{listed[role]} - {number} = {listed[role] - number}",
        )


def label_changed(case: Case) -> Iterator[Finding]:
    """LBL-02 等级称谓有变 (a tier that earlier editions called otherwise).

    保护什么：读者知道两期不同的称谓是同一等级。
    举例：2016年度称活跃度较差，2018年度称不活跃。
    不管什么：等级的分数段（见 BND-06）；只看本文件时（--alone）的以往各期。

    Protects: readers know that two words of two editions mean one tier.
    Example: 活跃度较差 in 2016, 不活跃 in 2018.
    Silent on: the bands of a tier (see BND-06); earlier editions when a file is audited alone.
    """
    axis = case.vocabulary.axis("tier")
    own = {b.tier: b for b in case.ledger.bands if b.where.document == case.document}
    earlier = {r.document.document: r.document.period for r in case.earlier}
    for tier, band in own.items():
        before = [b for b in case.ledger.bands if b.tier == tier and b.where.document in earlier]
        if before and _sign(before[-1].label, axis.stem) != _sign(band.label, axis.stem):
            zh = f"{before[-1].period}年度的“{before[-1].label}”，本期称“{band.label}”"
            en = f"{before[-1].label} of {before[-1].period} is called {band.label}"
            yield finding(
                "LBL-02",
                "note",
                "等级称谓有变",
                zh,
                en,
                where=(band.where,),
                against=(before[-1].where,),
                published=band.label,
            )
