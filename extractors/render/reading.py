"""A reading as JSON and as text."""

from __future__ import annotations

from extractors.render import plain
from extractors.render.places import gazetteer
from extractors.render.plain import Json
from extractors.render.screen import clean, columns_of, cut
from extractors.render.sets import set_words
from extractors.render.words import CLAIMS, KINDS, ROLES, word
from schemas.population import Population
from schemas.reading import Claim, Heading, Item, Mention, Person, Reading, Row
from schemas.vocabulary import load_series

SCHEMA = "alliances.reading/1"
SHOWS = ("rows", "claims", "numbers", "tables", "items")


def claimed_figures(reading: Reading) -> int:
    """Count the distinct printed figures that became claims; a list of names has no figure."""
    return len({claim.where for claim in reading.claims if claim.kind != "list"})


def reading_json(reading: Reading) -> str:
    """Write a reading as JSON, every part in the order it is printed."""
    value: Json = {
        "schema": SCHEMA,
        "document": plain.document(reading.document),
        "rows": [_row(r) for r in sorted(reading.rows, key=lambda r: (plain.position(r.where), r.table, r.id))],
        "claims": [_claim(c) for c in sorted(reading.claims, key=lambda c: (plain.position(c.where), c.kind, c.id))],
        "mentions": [_mention(m) for m in sorted(reading.mentions, key=lambda m: (plain.position(m.where), m.role))],
        "panel": [_person(p) for p in sorted(reading.panel, key=lambda p: plain.position(p.where))],
        "items": [_item(i) for i in sorted(reading.items, key=lambda i: plain.position(i.where))],
        "headings": [_heading(h) for h in sorted(reading.headings, key=lambda h: h.position)],
        "numbers": {
            "claimed": claimed_figures(reading),
            "structure": [
                plain.structure(s) for s in sorted(reading.structure, key=lambda s: (plain.position(s.where), s.type))
            ],
            "unread": [plain.where(w) for w in sorted(reading.unread, key=plain.position)],
        },
        "pictures": list(reading.pictures),
    }
    return plain.dump(value)


def _row(row: Row) -> Json:
    return {
        "id": row.id,
        "table": row.table,
        "rank": row.rank,
        "name": row.name,
        "code": row.code or None,
        "score": row.score or None,
        "tier": row.tier or None,
        "tier_as_printed": row.tier_as_printed or None,
        "honour": row.honour or None,
        "start": row.start or None,
        "end": row.end or None,
        "periods_count": row.periods_count,
        "value": row.value or None,
        "unit": row.unit or None,
        "where": plain.where(row.where),
    }


def _claim(claim: Claim) -> Json:
    quantity = claim.quantity
    return {
        "id": claim.id,
        "kind": claim.kind,
        "measure": claim.measure or None,
        "of": [plain.population(p, claim.period) for p in claim.of],
        "base": [plain.population(p, claim.period) for p in claim.base],
        "period": claim.period or None,
        "value": plain.decimal(quantity.value) if quantity else None,
        "low": plain.decimal(quantity.low) if quantity else None,
        "high": plain.decimal(quantity.high) if quantity else None,
        "unit": (quantity.unit or None) if quantity else None,
        "decimals": quantity.decimals if quantity else None,
        "against_period": claim.against_period or None,
        "members": list(claim.members),
        "complete": claim.complete,
        "text": claim.text,
        "where": plain.where(claim.where),
        "date_from": claim.date_from or None,
        "date_to": claim.date_to or None,
        "place": claim.place or None,
    }


def _mention(mention: Mention) -> Json:
    return {"id": mention.id, "name": mention.name, "role": mention.role, "where": plain.where(mention.where)}


def _person(person: Person) -> Json:
    return {
        "person": person.person,
        "role": person.role,
        "affiliation": person.affiliation or None,
        "title": person.title or None,
        "where": plain.where(person.where),
    }


def _item(item: Item) -> Json:
    return {
        "section": item.section or None,
        "position": item.position,
        "heading": item.heading,
        "date_text": item.date_text or None,
        "date_from": item.date_from or None,
        "date_to": item.date_to or None,
        "contributor": item.contributor or None,
        "source": item.source or None,
        "mentions": list(item.mentions),
        "text": item.text,
        "where": plain.where(item.where),
    }


def _heading(heading: Heading) -> Json:
    return {
        "number": heading.number or None,
        "level": heading.level,
        "text": heading.text,
        "in_contents": heading.in_contents,
        "where": plain.where(heading.where),
    }


def reading_text(reading: Reading, show: str = "", lang: str = "zh") -> str:
    """Write what a document says as text: its summary, or one part of it (one of SHOWS) in columns."""
    parts = {
        "": _summary,
        "rows": _rows_text,
        "claims": _claims_text,
        "numbers": _numbers_text,
        "tables": _tables_text,
        "items": _items_text,
    }
    return "\n".join(parts[show](reading, lang)) + "\n"


def _summary(reading: Reading, lang: str) -> list[str]:
    info, zh = reading.document, lang == "zh"
    tables = {name: sum(r.table == name for r in reading.rows) for name in ("evaluations", "honours", "activities")}
    heads = (
        "标题",
        "类别",
        "评价期",
        "期号",
        "发布",
        "结果表",
        "荣誉名单",
        "活动统计",
        "专家组",
        "条目",
        "数据表述",
        "数字",
        "图片",
    )
    heads_en = ("title", "kind", "period", "issue", "published", "rows", "honours", "activities", "panel", "items",
                "claims", "numbers", "pictures")  # fmt: skip
    unread = f"{len(reading.unread)} 未读" if zh else f"{len(reading.unread)} unread"
    figures = claimed_figures(reading)
    counts = f"{figures} 已释读 · {len(reading.structure)} 结构 · {unread}"
    counts_en = f"{figures} claimed · {len(reading.structure)} structure · {unread}"
    pages = "、".join(str(p) for p in sorted(set(reading.pictures)))
    pictures = (
        f"{len(reading.pictures)} 幅未读（第 {pages} 页）" if zh else f"{len(reading.pictures)} not read (page {pages})"
    )
    values = (
        info.title, word(KINDS, info.kind, lang), info.period, info.issue, info.published,
        *(str(n) if n else "" for n in tables.values()),
        *(str(n) if n else "" for n in (len(reading.panel), len(reading.items), len(reading.claims))),
        counts if zh else counts_en, pictures if reading.pictures else "",
    )  # fmt: skip
    pairs = [(h, v) for h, v in zip(heads if zh else heads_en, values, strict=True) if v]
    return [clean(info.file), *columns_of([(f"  {h}", v) for h, v in pairs])]


def _rows_text(reading: Reading, lang: str) -> list[str]:
    names = gazetteer([reading], reading.document.document)
    head = ("表", "序号", "名称", "编号", "评分", "等级", "位置")
    head_en = ("table", "rank", "name", "code", "score", "tier", "place")
    rows = [
        (
            r.table,
            "" if r.rank is None else str(r.rank),
            r.name,
            r.code,
            r.score or r.value + r.unit,
            r.tier_as_printed or r.honour,
            names.name(r.where, lang),
        )
        for r in reading.rows
    ]
    return columns_of([head if lang == "zh" else head_en, *rows], frozenset({1, 4}))


def _claims_text(reading: Reading, lang: str) -> list[str]:
    names = gazetteer([reading], reading.document.document)
    head = ("位置", "类", "原文", "口径", "分母")
    head_en = ("place", "kind", "text", "of", "base")
    rows = [
        (
            names.name(c.where, lang),
            word(CLAIMS, c.kind, lang),
            cut(clean(c.text), 40),
            _sets(c.of, reading, lang),
            _sets(c.base, reading, lang),
        )
        for c in reading.claims
    ]
    return columns_of([head if lang == "zh" else head_en, *rows])


def _sets(sets: tuple[Population, ...], reading: Reading, lang: str) -> str:
    """Name the candidates, best first."""
    vocabulary = load_series(reading.document.series)
    words = dict.fromkeys(set_words(of, vocabulary, lang) for of in sets)
    return (" 或 " if lang == "zh" else " or ").join(words)


def _numbers_text(reading: Reading, lang: str) -> list[str]:
    names = gazetteer([reading], reading.document.document)
    head = ("位置", "归类", "原文")
    head_en = ("place", "as", "text")
    unread = "未读" if lang == "zh" else "unread"
    numbers = [(c.where, word(CLAIMS, c.kind, lang), c.text) for c in reading.claims if c.kind != "list"]
    numbers += [(s.where, s.type, s.text) for s in reading.structure]
    numbers += [(w, unread, w.quote) for w in reading.unread]
    rows = [
        (names.name(place, lang), kind, cut(clean(text), 40))
        for place, kind, text in sorted(numbers, key=lambda n: (plain.position(n[0]), n[1]))
    ]
    return columns_of([head if lang == "zh" else head_en, *rows])


def _tables_text(reading: Reading, lang: str) -> list[str]:
    names = gazetteer([reading], reading.document.document)
    head = ("表", "组", "所印家数", "行数", "位置")
    head_en = ("table", "group", "printed", "rows", "place")
    groups: list[tuple[str, str, str, str, str]] = []
    counted: dict[tuple[str, int, str], list[Row]] = {}
    for row in reading.rows:
        counted.setdefault((row.table, row.number, row.tier_as_printed or row.honour), []).append(row)
    for (table, number, label), rows in counted.items():
        printed = [g.count for g in reading.groups if g.table == number and g.label == label and g.count is not None]
        place = names.name(rows[0].where, lang)
        groups.append((table, label, str(printed[0]) if printed else "", str(len(rows)), place))
    for role, who in _panel_counts(reading).items():
        groups.append(("panel", word(ROLES, role, lang), "", str(len(who)), names.name(who[0].where, lang)))
    return columns_of([head if lang == "zh" else head_en, *groups], frozenset({2, 3}))


def _panel_counts(reading: Reading) -> dict[str, list[Person]]:
    roles: dict[str, list[Person]] = {}
    for person in reading.panel:
        roles.setdefault(person.role, []).append(person)
    return roles


def _items_text(reading: Reading, lang: str) -> list[str]:
    names = {m.id: m.name for m in reading.mentions}
    head = ("栏目", "条", "日期", "标题", "供稿/来源", "联盟")
    head_en = ("section", "no.", "date", "heading", "by", "alliances")
    rows = [
        (
            cut(clean(i.section), 16),
            str(i.position),
            i.date_text,
            cut(clean(i.heading), 56),
            cut(clean(i.contributor or i.source), 28),
            cut(clean("、".join(dict.fromkeys(names.get(m, m) for m in i.mentions))), 40),
        )
        for i in reading.items
    ]
    return columns_of([head if lang == "zh" else head_en, *rows], frozenset({1}))
