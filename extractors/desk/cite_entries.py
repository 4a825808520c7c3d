"""Entries of named alliances for a question: tier, score, code, batch, a place on an A-level list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.audit.intervals import exact
from extractors.audit.sets import code_value
from extractors.audit.words import value_zh
from extractors.desk import cite_ask
from extractors.desk.books import Books, Known
from extractors.desk.cite_advice import entry_advice, with_note
from extractors.desk.cite_ask import Asked
from extractors.desk.cite_desk import Desk, citation
from extractors.desk.verify_members import Member, evaluation_support, honour_support
from extractors.ledger.codes import fold_code
from schemas.finding import Message
from schemas.ledger import CodeSeen, Evaluation, Honour
from schemas.verdict import Citation


def entries(alliance: str, asked: Asked, desk: Desk) -> Iterator[Citation]:
    """Give the entries of one alliance that a question asks for, period by period."""
    books = desk.books
    member = Member(alliance, next((a.name for a in books.ledger.alliances if a.id == alliance), ""), books)
    if any(p.values("honour") for p in asked.of):
        yield from (_honour(h, member, desk) for h in member.honours if not asked.periods or h.row.end in asked.periods)
        return
    if asked.kind in (cite_ask.CODE, cite_ask.BATCH):
        yield from _codes(member, asked.kind, desk)
        return
    told = [e for period in asked.periods or books.periods for e in member.at(period)]
    if asked.kind == cite_ask.SCORE:
        told = [e for e in told if e.row is not None and e.row.score]
    several = bands_differ(books, (e.period for e in told))
    yield from (_evaluation(e, member, asked, several, desk) for e in told)


def _evaluation(e: Evaluation, member: Member, asked: Asked, several: bool, desk: Desk) -> Citation:
    support = evaluation_support(member, e)
    tier = value_zh(desk.books.vocabulary.axis("tier"), e.tier) if e.tier else "未参评"
    score = e.row.score if e.row else ""
    figure = f"{score}分" if asked.kind == cite_ask.SCORE and score else tier
    own = (e.row.where, e.row.cell("score"), e.row.cell("rank"), e.row.cell("name")) if e.row else support.where
    sure = Message("结果表所列，没有核查发现", "it stands so in the table, with no finding")
    note = Message("", "")
    alias = member.printed_as(e.row.name) if e.row else note
    if alias.zh:
        note = Message(alias.zh.strip("（）"), alias.en.strip(" ()"))
    advice = entry_advice(own, support.basis, desk.audits, sure, note)
    if several and e.tier:
        advice = with_note(advice, Message("各期分级线不全相同，跨年比较须注明", "bands differ between the periods"))
    known = Known(exact(0), figure, support.basis, support.where, support.premises)
    made = citation(known, Message(member.name, member.name), e.period, advice, desk)
    quotes = [w.quote for w in (e.row.group, e.row.where) if w is not None] if e.row else []
    english = "" if figure != tier else member.tier_en(e.tier) if e.tier else "not evaluated (未参评)"
    return replace(made, printed="；".join(quotes) or made.printed, figure_en=english)


def bands_differ(books: Books, periods: Iterable[str]) -> bool:
    """Tell whether the bands of some periods are not all the same, or not all printed."""
    told: dict[str, set[tuple[str, str]]] = {period: set() for period in periods}
    for band in books.ledger.bands:
        if band.period in told:
            told[band.period].add((band.tier, str(band.interval)))
    return len({frozenset(bands) for bands in told.values()}) > 1


def _honour(h: Honour, member: Member, desk: Desk) -> Citation:
    support = honour_support(h)
    sure = Message("名单所列，没有核查发现", "it stands so on the list, with no finding")
    advice = entry_advice((h.row.where, h.row.cell("name")), "printed", desk.audits, sure, Message("", ""))
    known = Known(exact(0), f"{h.row.honour}级", "printed", (h.row.where,))
    made = citation(known, Message(member.name, member.name), h.row.end, advice, desk)
    return replace(made, printed=support.says.zh) if not h.row.where.quote else made


_CODES = {
    "agreed": Message("", ""), "disputed": Message("编号有争议", "a disputed code"),
    "misprint": Message("疑为误印", "held to be a misprint"), "misread": Message("文本误读", "a slip of our text"),
    "carried": Message("承继的编号", "a code carried on"),
}  # fmt: skip
_BY_CODE = Message("按编号的第一位判断", "told by the first sign of its code")


def _codes(member: Member, kind: str, desk: Desk) -> Iterator[Citation]:
    """Give the codes printed of an alliance, or the batches they tell, each once with all its places."""
    vocabulary = desk.books.vocabulary
    seen: dict[str, list[CodeSeen]] = {}
    for code in (c for c in desk.books.ledger.codes if c.alliance == member.id):
        told = code_value(code.code, vocabulary)
        batch = value_zh(vocabulary.axis(told[0]), told[1]) if told else ""
        value = fold_code(code.code) if kind == cite_ask.CODE else batch
        if value and (kind == cite_ask.CODE or code.verdict in ("agreed", "carried")):
            seen.setdefault(value, []).append(code)
    label = Message("编号", "code") if kind == cite_ask.CODE else Message("批次", "batch")
    for value, codes in seen.items():
        places = tuple(c.where for c in codes)
        sure = Message(f"印出{len(codes)}处，没有核查发现", f"it is printed in {len(codes)} places, with no finding")
        note = _CODES.get(codes[0].verdict, Message("", "")) if kind == cite_ask.CODE else _BY_CODE
        advice = entry_advice(places, "printed", desk.audits, sure, note)
        known = Known(exact(0), value, "printed", places)
        yield citation(known, Message(f"{member.name}{label.zh}", f"{label.en} of {member.name}"), "", advice, desk)
