"""What the sheets of the workbook hold: heads with what they mean, and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from extractors.ledger.standing import PRINTED, UNSCORED, Standing, standings_of
from extractors.render import words
from extractors.render.words import word
from extractors.render.workbook_judged import corrections, findings
from extractors.render.workbook_nouns import LIST, Desk, Head, Sheet, Value
from schemas.finding import Message
from schemas.ledger import Profile
from schemas.reading import Claim


def number(text: str) -> Decimal | str:
    """Make a figure of printed digits; what is none stays text."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return value if value.is_finite() else text


_ID = Head("alliance_id", Message("台账编号", "id"), Message("联盟的永久编号", "the alliance's permanent id"), "code")
_NAME = Head("name", Message("联盟名称", "alliance"), Message("台账所用名称", "the name on file"))
_BASIS = Head(
    "basis",
    Message("依据", "basis"),
    Message("原文载明、推算或推断", "printed, derived from other figures, or inferred"),
)
_WHERE = Head("where_id", Message("出处", "place"), Message("文件、章节和行（页）", "document, chapter, line or page"))
_PRINTED_NAME = Head(
    "name_as_printed", Message("名称（照印）", "name as printed"), Message("表中所印", "as the table has it")
)
_PRINTED_CODE = Head(
    "code_as_printed", Message("编号（照印）", "code as printed"), Message("表中所印", "as the table has it"), "code"
)
_RANK = Head("rank", Message("序号", "rank"), Message("表中序号", "rank in the table"), "number")


def sheets(desk: Desk) -> tuple[Sheet, ...]:
    """Make all sheets, in their order; that of the corrections where people have made any."""
    ruled = (corrections(desk),) if desk.ledger.corrections else ()
    return (roster(desk), evaluations(desk), names(desk), honours(desk), findings(desk), claims(desk), *ruled)


def roster(desk: Desk) -> Sheet:
    """Make the roster: a row an alliance, and for each period its tier and, where any is printed, its score."""
    standings = standings_of(desk.ledger)
    scored = {s.period for all in standings.values() for s in all if s.score}
    heads: list[Head] = [
        _ID,
        _NAME,
        Head("batch", Message("批次", "batch"), Message("第几批试点；有争议时并列", "batch; several where disputed")),
        Head("code", Message("联盟编号", "code"), Message("所印编号，误印除外", "as printed, misprints aside"), "code"),
        Head("a_level", Message("A级", "A-level"), Message("A级名单的起止年", "years of the A-level lists"), "code"),
    ]
    for period in (p.period for p in desk.ledger.periods):
        what = Message(f"{period} 年度的等级，或是哪一种没有", f"tier in {period}, or which kind of nothing")
        heads.append(Head(period, Message(f"{period} 等级", f"{period} tier"), what, "tier"))
        if period in scored:
            what = Message(f"{period} 年度所印评分", f"score printed for {period}")
            heads.append(Head(f"score_{period}", Message(f"{period} 评分", f"{period} score"), what, "number"))
    heads += [
        Head("first_seen", Message("初见", "first seen"), Message("最早见于", "period or year"), "code"),
        Head("last_seen", Message("末见", "last seen"), Message("最近见于", "period or year"), "code"),
        Head("names", Message("其他名称", "other names"), Message("所印其他写法", "other spellings printed"), "prose"),
    ]
    spellings: dict[str, list[str]] = {}
    for seen in desk.ledger.names:
        spellings.setdefault(seen.alliance, []).append(seen.name)
    rows = tuple(
        (
            *_who(profile, desk),
            *(c for s in standings[profile.alliance] for c in _standing(s, desk, s.period in scored)),
            profile.first_seen,
            profile.last_seen,
            LIST.join(n for n in sorted(spellings.get(profile.alliance, ())) if n != profile.name),
        )
        for profile in desk.ledger.profiles
    )
    what = Message("每家联盟一行，每个评价期一列", "a row an alliance, a column a period")
    return Sheet(Message("名册", "roster"), what, tuple(heads), rows, 2)


def _who(profile: Profile, desk: Desk) -> tuple[Value, ...]:
    batches = LIST.join(desk.value("batch", b) for b in profile.batches)
    return profile.alliance, profile.name, batches, LIST.join(profile.codes), LIST.join(profile.honours)


def _standing(standing: Standing, desk: Desk, scored: bool) -> Iterator[Value]:
    yield standing_word(standing.tier, standing.kind, standing.basis, desk)
    if scored:
        unscored = standing.kind == UNSCORED
        yield (
            word(words.NOTHING, UNSCORED, desk.lang) if unscored else number(standing.score) if standing.score else None
        )


def standing_word(tier: str, kind: str, basis: str, desk: Desk) -> str:
    """Write a tier, or the kind of nothing; what no document prints is marked."""
    told = desk.value("tier", tier) if tier else word(words.NOTHING, kind, desk.lang)
    return marked(told, basis, desk) if basis != PRINTED and (tier or kind == "not_high") else told


def marked(told: str, basis: str, desk: Desk) -> str:
    """Say beside a word what it rests on."""
    return f"{told}（{desk.basis(basis)}）" if desk.lang == "zh" else f"{told} ({desk.basis(basis)})"


def evaluations(desk: Desk) -> Sheet:
    """Make the results: a row an alliance and period."""
    official = desk.official
    heads = (
        Head("period", Message("评价期", "period"), Message("评价的年度", "the year evaluated"), "code"),
        _NAME,
        _ID,
        Head("tier", Message("等级", "tier"), Message("等级；不知为空", "tier; empty where unknown"), "tier"),
        Head("score", Message("评分", "score"), Message("所印评分", "as printed"), "number"),
        _RANK,
        Head(
            "tier_as_printed", Message("等级（照印）", "tier as printed"), Message("表中组名", "heading of the group")
        ),
        _PRINTED_NAME,
        _PRINTED_CODE,
        Head(
            "tiers_possible",
            Message("可能的等级", "possible tiers"),
            Message("等级不知时尚有可能的", "what is possible where the tier is unknown"),
        ),
        _BASIS,
        _WHERE,
    )
    rows = tuple(
        (
            e.period,
            official.get(e.alliance, e.alliance),
            e.alliance,
            desk.value("tier", e.tier),
            number(e.row.score) if e.row and e.row.score else None,
            e.row.rank if e.row else None,
            e.row.tier_as_printed if e.row else "",
            e.row.name if e.row else "",
            e.row.code if e.row else "",
            "" if e.tier else LIST.join(_possible(t, desk) for t in e.tiers_possible),
            desk.basis(e.basis),
            desk.place(e.row.where) if e.row else desk.proofs.premises(e.premises, desk.lang),
        )
        for e in desk.ledger.evaluations
    )
    what = Message("每家联盟在每个评价期的结果，一项一行", "results, one row an alliance and period")
    return Sheet(Message("评价结果", "evaluations"), what, heads, rows, 2)


def _possible(tier: str, desk: Desk) -> str:
    return word(words.NOTHING, tier, desk.lang) if tier in words.NOTHING else desk.value("tier", tier)


def names(desk: Desk) -> Sheet:
    """Make the names: a row a spelling."""
    official = desk.official
    heads = (
        Head("alliance_id", _ID.name, _ID.what, "code"),
        Head("name", Message("所见名称", "name seen"), Message("照印，去排版空白", "as printed, layout aside")),
        Head(
            "kind",
            Message("种类", "kind"),
            Message("全称、曾用名、简称、异写、误印", "official, former, short, variant, misprint"),
        ),
        Head("official", Message("台账名称", "name on file"), _NAME.what),
        Head("first_seen", Message("初见", "first seen"), Message("最早见于", "period or year"), "code"),
        Head("last_seen", Message("末见", "last seen"), Message("最近见于", "period or year"), "code"),
        Head(
            "judgement_id",
            Message("所依认定", "judgement"),
            Message("人工认定的编号，见 corpus/judgements.csv", "the decision it rests on, in corpus/judgements.csv"),
            "code",
        ),
    )
    found = sorted(desk.ledger.names, key=lambda n: (n.alliance, n.name))
    rows = tuple(
        (n.alliance, n.name, word(words.NAMES, n.kind, desk.lang), official.get(n.alliance, ""), n.first_seen,
         n.last_seen, n.judgement)
        for n in found
    )  # fmt: skip
    what = Message("每家联盟见过的每种写法", "every spelling of every alliance")
    return Sheet(Message("名称", "names"), what, heads, rows, 2)


def honours(desk: Desk) -> Sheet:
    """Make the lists of honours: a row a place on a list."""
    official = desk.official
    heads = (
        Head("honour", Message("荣誉", "honour"), Message("名单的级别", "level of the list")),
        _NAME,
        _ID,
        Head("start_year", Message("起始年", "from"), Message("名单所及首年", "first year"), "code"),
        Head("end_year", Message("结束年", "to"), Message("名单所及末年", "last year"), "code"),
        Head(
            "periods_count",
            Message("连续期数", "periods"),
            Message("所印连续期数", "periods in a row, printed"),
            "number",
        ),
        _RANK,
        _PRINTED_NAME,
        _PRINTED_CODE,
        _WHERE,
    )
    rows = tuple(
        (h.row.honour, official.get(h.alliance, h.alliance), h.alliance, h.row.start, h.row.end, h.row.periods_count,
         h.row.rank, h.row.name, h.row.code, desk.place(h.row.where))
        for h in desk.ledger.honours
    )  # fmt: skip
    return Sheet(Message("荣誉名单", "honours"), Message("A级等名单", "A-level lists and the like"), heads, rows, 2)


def claims(desk: Desk) -> Sheet:
    """Make the figures of the running text: a row a figure."""
    heads = (
        Head("document_id", Message("文件", "document"), Message("文件编号", "the document's id")),
        Head("place", Message("所在", "chapter"), Message("章节", "chapter"), "code"),
        Head("kind", Message("种类", "kind"), Message("家数、占比、数额、增减等", "count, share, amount, change ...")),
        Head("text", Message("原文语句", "text"), Message("推算的为算式", "a sum where it is derived"), "prose"),
        Head("value", Message("数值", "value"), Message("按所印单位", "in the unit printed"), "number"),
        Head("unit", Message("单位", "unit"), Message("所印单位", "as printed")),
        Head("period", Message("评价期", "period"), Message("所说的年度", "the year it speaks of"), "code"),
        Head("of", Message("统计口径", "of"), Message("统计的是谁，如 batch=2;tier=high", "who is counted"), "prose"),
        Head("base", Message("分母", "base"), Message("占比的分母", "what a share is of"), "prose"),
        Head("claim_id", Message("编号", "claim"), Message("数据表述的编号", "the claim's id"), "code"),
        _BASIS,
        _WHERE,
    )
    printed = ((claim, PRINTED) for reading in desk.ledger.readings for claim in reading.claims)
    derived = ((d.claim, "derived") for d in desk.ledger.derived)
    rows = tuple(_claim(claim, basis, desk) for claim, basis in _chain(printed, derived))
    return Sheet(
        Message("数据表述", "claims"), Message("文中每个数据一行", "one row a figure of the text"), heads, rows, 2
    )


def _chain(*parts: Iterable[tuple[Claim, str]]) -> Iterator[tuple[Claim, str]]:
    for part in parts:
        yield from part


def _claim(claim: Claim, basis: str, desk: Desk) -> tuple[Value, ...]:
    of, quantity = claim.of[0] if claim.of else None, claim.quantity
    return (
        claim.where.document,
        claim.place,
        word(words.CLAIMS, claim.kind, desk.lang),
        claim.text,
        quantity.value if quantity else None,
        quantity.unit if quantity else "",
        LIST.join(of.periods if of and of.periods else (claim.period,)),
        str(of) if of else "",
        str(claim.base[0]) if claim.base else "",
        claim.id,
        desk.basis(basis),
        desk.place(claim.where),
    )
