"""Rules on names: one alliance, one name; what a short form, an item or an earlier edition calls it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.audit.case import Case
from extractors.audit.saying import finding
from extractors.names import PROVISIONAL, Name, parse_name
from extractors.names.compare import is_subsequence, rival_tails
from extractors.names.stems import is_short
from schemas.finding import Finding
from schemas.reading import Item, Mention
from schemas.where import Where

MIN_STEM = 4
"""Shorter stems differ in two characters from too many others (海洋材料, 海洋监测)."""
MIN_ALIKE = 0.6
"""Part of a stem that two names share when a slip of one word is suspected; 高质量建筑 and 高品质建筑 share .6."""
WORD = 2
"""Characters of most words, names of places included."""
ROW_ROLES = ("row", "honour")


@dataclass(frozen=True, slots=True)
class Printed:
    """One spelling of an alliance in this document, with all its places."""

    name: Name
    text: str
    mentions: tuple[Mention, ...]


def _full_names(case: Case) -> dict[str, list[Printed]]:
    """Gather the full names of each alliance of the document, the most frequent first."""
    told: dict[str, dict[str, list[Mention]]] = {}
    for mention in case.reading.mentions:
        name = parse_name(mention.name, case.vocabulary)
        if not is_short(name, case.vocabulary):
            told.setdefault(case.alliance(mention.where, mention.name), {}).setdefault(name.normal, []).append(mention)
    found: dict[str, list[Printed]] = {}
    for alliance, spellings in told.items():
        printed = [
            Printed(parse_name(normal, case.vocabulary), ms[0].name, tuple(ms)) for normal, ms in spellings.items()
        ]
        found[alliance] = sorted(printed, key=lambda p: (_departs(case, alliance, p), -len(p.mentions), p.text))
    return found


def _departs(case: Case, alliance: str, printed: Printed) -> int:
    """Rank a spelling by how far it is from the usual one: the name on file, then what tables print, then the rest."""
    kinds = {
        n.kind
        for n in case.ledger.names
        if n.alliance == alliance
        and not alliance.startswith(PROVISIONAL)
        and parse_name(n.name, case.vocabulary).normal == printed.name.normal
    }
    if "misprint" in kinds:
        return 3
    if "official" in kinds:
        return 0
    return 1 if any(m.role in ROW_ROLES for m in printed.mentions) else 2


def _same_by_acronym(one: Name, other: Name) -> bool:
    pairs = ((one, other), (other, one))
    return any(a.acronyms and (b.stem in a.acronyms or b.stem == a.outer) for a, b in pairs)


def _pieces_only(case: Case, one: Name, other: Name) -> bool:
    """Tell whether two names differ only in pieces left out, not in a word put for another."""
    if rival_tails(one, other, case.vocabulary):
        return False
    short, long = sorted((one.normal, other.normal), key=len)
    if is_subsequence(short, long):
        return True
    return one.stem == other.stem


def _variants(case: Case) -> Iterator[tuple[Printed, Printed, bool]]:
    """Give each spelling that departs from the usual one of this document, and whether only pieces are missing."""
    for spellings in _full_names(case).values():
        usual, *others = spellings
        for spelling in others:
            if not _same_by_acronym(usual.name, spelling.name):
                yield spelling, usual, _pieces_only(case, usual.name, spelling.name)
    yield from _near_misses(case)
    for body, own in _items_apart(case):
        one, other = (parse_name(m.name, case.vocabulary) for m in (own, body))
        if _pieces_only(case, one, other) and not _same_by_acronym(one, other):
            yield Printed(one, own.name, (own,)), Printed(other, body.name, (body,)), True


def _near_misses(case: Case) -> Iterator[tuple[Printed, Printed, bool]]:
    """Find names nobody has linked that differ from another of the document by one word in the same place."""
    by_alliance = _full_names(case)
    loose = [(a, p) for a, ps in by_alliance.items() for p in ps if a.startswith(PROVISIONAL)]
    begun = Counter(p.name.stem[:WORD] for ps in by_alliance.values() for p in ps[:1])
    for alliance, odd in loose:
        if any(m.role == "row" for m in odd.mentions) and len(odd.mentions) > 1:
            continue
        alike = [(a, ps[0]) for a, ps in by_alliance.items() if a != alliance and _one_word_off(odd.name, ps[0].name)]
        # Names that differ from several others by a word, or by a word that others begin with, too, tell bodies apart.
        if len(alike) != 1 or _tells_apart(odd.name, alike[0][1].name, begun):
            continue
        other, usual = alike[0]
        rarer = (len(odd.mentions), odd.text) <= (len(usual.mentions), usual.text) or other not in dict(loose)
        if rarer and not _same_table(odd, usual):
            yield odd, usual, False


def _tells_apart(one: Name, other: Name, begun: Counter[str]) -> bool:
    """Tell whether two names differ in their first word, and a third of the document begins with one of the two (凤台
    and 龙泉, places).
    """
    words = {one.stem[:WORD], other.stem[:WORD]}
    return len(words) == 2 and one.stem[WORD:] == other.stem[WORD:] and any(begun[word] > 1 for word in words)


def _one_word_off(one: Name, other: Name) -> bool:
    a, b = one.stem, other.stem
    if len(a) != len(b) or len(a) < MIN_STEM or a == b:
        return False
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return differ[-1] - differ[0] <= 1 and 1 - len(differ) / len(a) >= MIN_ALIKE


def _same_table(one: Printed, other: Printed) -> bool:
    roles = [{m.role for m in p.mentions} & set(ROW_ROLES) for p in (one, other)]
    return bool(roles[0] & roles[1])


def _variant_finding(rule: str, level: str, odd: Printed, usual: Printed) -> Finding:
    zh = f"“{odd.text}”在文中他处作“{usual.text}”"
    en = f"{odd.text} is called {usual.text} elsewhere in the document"
    return finding(
        rule,
        level,
        "名称不一",
        zh,
        en,
        where=tuple(m.where for m in odd.mentions),
        against=tuple(m.where for m in usual.mentions),
        published=odd.text,
        blame="open" if level == "warning" else "print",
    )


def other_word(case: Case) -> Iterator[Finding]:
    """NAM-01 名称不一 (an alliance under another word in one document).

    保护什么：一家联盟在一份文件里用一个名称。
    举例：结果表作水环境处理，专家组名单作水环境治理。
    不管什么：简称；括注的缩写；只多或少“产业”“战略”等字的（见 NAM-02）；名称相近的两家。

    Protects: an alliance has one name in a document.
    Example: 水环境处理 in the table, 水环境治理 in the panel.
    Silent on: short forms; bracketed acronyms; pieces left out (see NAM-02); near names of two bodies.
    """
    for odd, usual, pieces in _variants(case):
        if not pieces:
            yield _variant_finding("NAM-01", "warning", odd, usual)


def missing_piece(case: Case) -> Iterator[Finding]:
    """NAM-02 名称写法不一 (a name with a piece more or less).

    保护什么：名称的固定部分前后一致。
    举例：有色金属钨及硬质合金技术创新战略联盟，专家组名单多“产业”二字；“战略盟”脱一“联”字。
    不管什么：简称；括注的缩写；括号宽窄、空格。

    Protects: the fixed parts of a name are the same throughout.
    Example: 产业 added in the panel; 联 dropped from 战略联盟.
    Silent on: short forms; bracketed acronyms; width of brackets, white space.
    """
    told: set[str] = set()
    for odd, usual, pieces in _variants(case):
        if pieces:
            told.add(odd.name.normal)
            yield _variant_finding("NAM-02", "note", odd, usual)
    proper = case.vocabulary.entity.name_endings[0]
    slipped = _slipped(case)
    for mention in case.reading.mentions:
        name = parse_name(mention.name, case.vocabulary)
        if name in slipped and name.normal not in told:
            zh = f"“{mention.name}”疑脱字，名称应以“{proper}”结尾"
            en = f"{mention.name} has lost a character: names end with {proper}"
            yield finding(
                "NAM-02", "note", "名称不一", zh, en, where=(mention.where,), published=mention.name, blame="open"
            )


def _slipped(case: Case) -> set[Name]:
    """Give the names that end as the series declares slips to end (战略盟)."""
    slips = case.vocabulary.words("name_match", "slips")
    return {parse_name(m.name, case.vocabulary) for m in case.reading.mentions if m.name.endswith(slips)}


def differs_from_others(case: Case) -> Iterator[Finding]:
    """NAM-03 与其他文件名称不一 (a name that other documents print otherwise).

    保护什么：一家联盟在各文件里的名称可以对上。
    举例：新闻稿作汽车轻量化产业技术创新战略联盟，各期报告没有“产业”二字。
    不管什么：本文件内部的不一（见 NAM-01、NAM-02）；简称；更名（见 NAM-04）。

    Protects: the names of an alliance in all documents can be put side by side.
    Example: the release adds 产业 to a name that the reports print without.
    Silent on: differences inside the document (see NAM-01, NAM-02); short forms; renamings (see NAM-04).
    """
    if case.alone:
        return
    inside = {odd.name.normal for odd, _, _ in _variants(case)} | {n.normal for n in _slipped(case)}
    official = {n.alliance: n.name for n in case.ledger.names if n.kind == "official"}
    variants = {
        (n.alliance, parse_name(n.name, case.vocabulary).normal) for n in case.ledger.names if n.kind == "variant"
    }
    for alliance, spellings in _full_names(case).items():
        for odd in spellings:
            usual = official.get(alliance)
            if usual is None or odd.name.normal in inside or (alliance, odd.name.normal) not in variants:
                continue
            name = parse_name(usual, case.vocabulary)
            if name.normal == odd.name.normal or _same_by_acronym(odd.name, name):
                continue
            zh = f"“{odd.text}”在其他文件中作“{usual}”"
            en = f"other documents call {odd.text} {usual}"
            yield finding(
                "NAM-03",
                "note",
                "名称不一",
                zh,
                en,
                where=tuple(m.where for m in odd.mentions),
                against=_where_called(case, alliance, name),
                published=odd.text,
            )


def renamed(case: Case) -> Iterator[Finding]:
    """NAM-04 更名 (an alliance under a new name).

    保护什么：更名有据可查，新旧两名归于一家。
    举例：重点行业减污降碳联盟（235）原名烟气污染治理联盟，编号和秘书长相同。
    不管什么：没有认定的承继关系；误印。

    Protects: a new name is tied to the old one by a judgement on file.
    Example: 重点行业减污降碳 (235) was 烟气污染治理.
    Silent on: successions without a judgement; misprints.
    """
    if case.alone:
        return
    former = {n.alliance: n for n in case.ledger.names if n.kind == "former"}
    earlier = {r.document.document for r in case.earlier}
    for alliance, spellings in _full_names(case).items():
        old = former.get(alliance)
        if old is None or alliance.startswith(PROVISIONAL):
            continue
        old_name = parse_name(old.name, case.vocabulary)
        new = next((p for p in spellings if p.name.normal != old_name.normal), None)
        used = _where_called(case, alliance, old_name)
        told_before = new is not None and any(
            m.mention.where.document in earlier
            and parse_name(m.mention.name, case.vocabulary).normal == new.name.normal
            for m in case.ledger.matches
            if m.alliance == alliance
        )
        if new is None or told_before or not any(w.document in earlier for w in used):
            continue
        zh = f"{new.text}即以往的{old.name}（认定 {old.judgement}）"
        en = f"{new.text} was {old.name} (judgement {old.judgement})"
        yield finding(
            "NAM-04",
            "note",
            "更名",
            zh,
            en,
            where=tuple(m.where for m in new.mentions),
            against=tuple(w for w in used if w.document in earlier),
            published=new.text,
        )


def _where_called(case: Case, alliance: str, name: Name) -> tuple[Where, ...]:
    found = (
        m.mention for m in case.ledger.matches if m.alliance == alliance and m.mention.where.document != case.document
    )
    return tuple(m.where for m in found if parse_name(m.name, case.vocabulary).normal == name.normal)


def short_for_two(case: Case) -> Iterator[Finding]:
    """NAM-05 简称可指数家 (a short name that fits more than one alliance).

    保护什么：简称只指一家。
    举例：同一份报告里有半导体照明和第三代半导体，正文却称“半导体联盟”。
    不管什么：词干与某一家完全相同的简称。

    Protects: a short name means one alliance.
    Example: 半导体联盟, where the report has 半导体照明 and 第三代半导体.
    Silent on: short names that are the whole stem of an alliance.
    """
    stems = Counter(p.name.stem for ps in _full_names(case).values() for p in ps[:1])
    told: dict[str, list[Mention]] = {}
    for mention in case.reading.mentions:
        name = parse_name(mention.name, case.vocabulary)
        if is_short(name, case.vocabulary) and name.stem not in stems:
            fitting = [s for s in stems if name.stem in s]
            if len(fitting) > 1:
                told.setdefault(mention.name, []).append(mention)
    for text, mentions in told.items():
        stem = parse_name(text, case.vocabulary).stem
        fitting = sorted(s for s in stems if stem in s)
        zh = f"“{text}”可指{'、'.join(fitting)}，只能由上下文判断"
        en = f"{text} fits {', '.join(fitting)}"
        other = tuple(
            m.where for ps in _full_names(case).values() for p in ps if p.name.stem in fitting for m in p.mentions[:1]
        )
        yield finding(
            "NAM-05", "note", "名称不一", zh, en, where=tuple(m.where for m in mentions), against=other, published=text
        )


def item_of_another(case: Case) -> Iterator[Finding]:
    """NAM-06 条目所述与供稿单位不是一家 (an item that speaks of another alliance than its contributor).

    保护什么：简报条目说的是供稿的联盟。
    举例：肉类加工产业技术创新战略联盟供稿的条目，正文写的是国家肉类加工产业科技创新联盟。
    不管什么：没有供稿单位、或供稿单位不是联盟的条目；正文没有点名的条目。

    Protects: an item of a bulletin speaks of the alliance that contributed it.
    Example: contributed by 肉类加工产业技术创新战略联盟, the text names 国家肉类加工产业科技创新联盟.
    Silent on: items without a contributor, or whose contributor is no alliance; items that name none.
    """
    for body, own in _items_apart(case):
        one, other = (parse_name(m.name, case.vocabulary) for m in (own, body))
        if _pieces_only(case, one, other) or _same_by_acronym(one, other):
            continue
        zh = f"供稿单位为{own.name}，正文所述为{body.name}"
        en = f"contributed by {own.name}, but the text speaks of {body.name}"
        yield finding(
            "NAM-06",
            "warning",
            "名称不一",
            zh,
            en,
            where=(body.where,),
            against=(own.where,),
            published=body.name,
        )


def _items_apart(case: Case) -> Iterator[tuple[Mention, Mention]]:
    """Give, for items that name only alliances other than their contributor, the like name and the contributor's."""
    for item in case.reading.items:
        mentions = _mentions_in(case, item)
        own = [m for m in mentions if m.role == "contributor"]
        full = (m for m in mentions if m.role == "item")
        body = [m for m in full if not is_short(parse_name(m.name, case.vocabulary), case.vocabulary)]
        ids = {case.alliance(m.where, m.name) for m in own}
        if own and not ids & {case.alliance(m.where, m.name) for m in body}:
            yield from ((m, own[0]) for m in [m for m in body if _alike(case, m, own[0])][:1])


def _mentions_in(case: Case, item: Item) -> list[Mention]:
    spans = [s for s in item.text_where.spans if s.start is not None and s.end is not None]
    if not spans:
        return []
    start = min(s.start or 0 for s in (*spans, *item.where.spans))
    following = [i for i in case.reading.items if (i.where.spans[0].start or 0) > start]
    stop = min(((i.where.spans[0].start or 0) for i in following), default=10**9)
    return [m for m in case.reading.mentions if start <= (m.where.spans[0].start or 0) < stop]


def _alike(case: Case, one: Mention, other: Mention) -> bool:
    a, b = (parse_name(m.name, case.vocabulary) for m in (one, other))
    short, long = sorted((a.stem, b.stem), key=len)
    return is_subsequence(short, long) or _one_word_off(a, b) or _same_by_acronym(a, b)
