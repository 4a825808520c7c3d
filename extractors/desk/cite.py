"""Cite: a figure for a question in free words, with its citation and whether it may be cited; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.audit.intervals import exact
from extractors.audit.words import interval_zh, value_zh
from extractors.desk import cite_ask
from extractors.desk.books import COUNT, COUNTED, DERIVED, SHARE, Books, Known
from extractors.desk.cite_advice import Advice, advise, entry_advice, with_note
from extractors.desk.cite_ask import Asked, ask
from extractors.desk.verify_members import Member, evaluation_support, honour_support
from extractors.ledger.codes import fold_code
from schemas.document import DocumentInfo
from schemas.finding import Audit, Message
from schemas.ledger import CodeSeen, Evaluation, Honour, Ledger
from schemas.population import Population
from schemas.verdict import Citation, Cited
from schemas.vocabulary import Vocabulary
from schemas.where import Where


@dataclass(frozen=True, slots=True)
class Desk:
    """What a question is answered from; `declared` fills in what a document does not say of itself."""

    books: Books
    audits: tuple[Audit, ...]
    declared: Mapping[str, DocumentInfo]

    def document(self, where: Where | None) -> DocumentInfo | None:
        """Describe the document of a place, by its own words and then by the manifest's."""
        own = next(
            (r.document for r in self.books.ledger.readings if where and r.document.document == where.document), None
        )
        filed = self.declared.get(own.document) if own else None
        if own is None or filed is None:
            return own
        return replace(own, title=own.title or filed.title, publisher=own.publisher or filed.publisher,
                       published=own.published or filed.published)  # fmt: skip

    def words(self, where: Where) -> str:
        """Give the printed sentence that a figure stands in; the quote where no claim is made of it."""
        claims = (c for r in self.books.ledger.readings if r.document.document == where.document for c in r.claims)
        return next((c.text for c in claims if c.where.id == where.id), where.quote)


def cite(
    query: str,
    ledger: Ledger,
    audits: tuple[Audit, ...],
    vocabulary: Vocabulary,
    declared: Mapping[str, DocumentInfo] | None = None,
) -> Cited:
    """Answer a question for a figure: it, or what it could mean, or what there is instead."""
    desk = Desk(Books(ledger, vocabulary), audits, declared or {})
    asked = ask(query, desk.books)
    understood = _understood(asked, desk.books)
    if asked.lost:
        near = f"；相近的名称有{'、'.join(asked.near)}" if asked.near else ""
        lost = "、".join(asked.lost)
        remark = Message(f"没有读懂：{lost}{near}", f"not understood: {lost}")
        return Cited(query, "none", understood, (), (remark,))
    found = _compared(tuple(_found(asked, desk)), asked, desk.books)
    if not found:
        return Cited(query, "none", understood, (), _instead(asked, desk))
    meanings = {(c.subject.zh, c.period) for c in found}
    return Cited(query, "found" if len(meanings) == 1 else "several", understood, found)


def _found(asked: Asked, desk: Desk) -> Iterator[Citation]:
    if asked.worked:
        yield from _worked(asked, desk)
    elif asked.alliances:
        for alliance in asked.alliances:
            yield from _entries(alliance, asked, desk)
    else:
        for period in asked.periods or desk.books.periods:
            yield from _figures(asked, period, desk)


def _compared(found: tuple[Citation, ...], asked: Asked, books: Books) -> tuple[Citation, ...]:
    """Note beside figures of a tier from several periods that the bands were not the same."""
    several = len({c.period for c in found}) > 1
    if not several or asked.alliances or not any(p.values("tier") for p in asked.of) or not _bands_differ(books):
        return found
    note = Message("各期分级线不全相同，跨年比较须注明", "bands differ between the periods")
    made = []
    for c in found:
        advice = with_note(Advice(c.advice, c.reasons, c.note or Message("", ""), c.holds), note)
        made.append(replace(c, advice=advice.level, reasons=advice.reasons, note=advice.note))
    return tuple(made)


_KINDS = {
    COUNT: Message("家数", "number"), SHARE: Message("占比", "share"), cite_ask.CHANGE: Message("增减", "change"),
    cite_ask.BAND: Message("分级线", "band"), cite_ask.AMOUNT: Message("数额", "amount"),
    cite_ask.SCORE: Message("分数", "score"), cite_ask.CODE: Message("编号", "code"),
    cite_ask.BATCH: Message("批次", "batch"),
}  # fmt: skip


def _understood(asked: Asked, books: Books) -> Message:
    period = "、".join(f"{p}年" for p in asked.periods) or "各期"
    names = [a.name for a in books.ledger.alliances if a.id in asked.alliances]
    of = [books.named(p, asked.periods[0] if asked.periods else "") for p in asked.of]
    zh = "或".join(names) or "或".join(m.zh for m in of)
    en = " or ".join(names) or " or ".join(m.en for m in of)
    kind = Message("等级", "tier") if names and asked.kind == COUNT else _KINDS[asked.kind]
    when = ", ".join(asked.periods) or "every period"
    return Message(f"{period}{zh}的{kind.zh}", f"{kind.en} of {en}, {when}")


# ---- figures ---------------------------------------------------------------------------------------------------------


def _figures(asked: Asked, period: str, desk: Desk) -> Iterator[Citation]:
    books = desk.books
    wholes = asked.of
    if asked.bare and asked.kind == COUNT and not _named_whole(asked):
        # A year alone asks for its totals.
        own = Population(books.vocabulary.entity.name)
        wholes = (own.having("evaluated", ("yes",)), own)
    for of in dict.fromkeys(wholes):
        if asked.kind == cite_ask.BAND:
            yield from _bands(of, period, desk)
        elif asked.kind == SHARE:
            yield from _shares(of, asked, period, desk)
        elif asked.kind == cite_ask.CHANGE:
            yield from _changes(of, period, desk)
        elif asked.kind == cite_ask.AMOUNT:
            yield from _amounts(of, asked.measure, period, desk)
        elif asked.kind == COUNT:
            known = books.known(COUNT, of, period)
            yield from _cited(known, of, period, books.named(of, period), desk)


def _named_whole(asked: Asked) -> bool:
    return len(asked.of) > 1


def _cited(
    known: tuple[Known, ...], of: Population, period: str, subject: Message, desk: Desk, against: str = ""
) -> Iterator[Citation]:
    for one in known:
        rivals = tuple(k for k in known if k.range != one.range)
        advice = advise(one, rivals, of, period, desk.books, desk.audits, against)
        yield _citation(one, subject, period, advice, desk)


def _citation(one: Known, subject: Message, period: str, advice: Advice, desk: Desk) -> Citation:
    places = tuple({w.id: w for w in one.where}.values())
    first = places[0] if places and one.basis not in (DERIVED, COUNTED) else None
    named = Message(f"{period}年{subject.zh}", f"{period}, {subject.en}") if period else subject
    return Citation(
        figure=one.text, subject=named, period=period, basis=one.basis, advice=advice.level, reasons=advice.reasons,
        printed=desk.words(first) if first else "", document=desk.document(first), where=first,
        others=places[1:] if first else places, premises=one.premises, holds=advice.holds,
        note=advice.note if advice.note.zh else None,
    )  # fmt: skip


def _shares(of: Population, asked: Asked, period: str, desk: Desk) -> Iterator[Citation]:
    books = desk.books
    for graph in books.graphs(period):
        scheme = graph.reader.scheme
        wanted = {scheme.canon(b) for b in asked.base}
        for variable in graph.board.statements:
            mine = variable.measure == SHARE and variable.of == scheme.canon(graph.reader.honoured(of))
            if mine and variable.base not in (None, variable.of) and (not wanted or variable.base in wanted):
                assert variable.base is not None, "a share has a base"
                known = books.known(SHARE, variable.of, period, variable.base)
                subject = books.share_named(variable.of, variable.base, period)
                yield from _cited(known, of, period, subject, desk)


def _changes(of: Population, period: str, desk: Desk) -> Iterator[Citation]:
    books = desk.books
    for graph in books.graphs(period):
        canon = graph.reader.scheme.canon(of)
        for variable in graph.board.statements:
            if variable.measure.startswith("change:") and variable.of == canon:
                known = books.known(variable.measure, of, period, None, variable.against)
                name = books.named(of, period)
                subject = Message(f"{name.zh}比{variable.against}年", f"{name.en} since {variable.against}")
                turned = tuple(replace(k, text=_turned(k)) for k in known)
                yield from _cited(turned, of, period, subject, desk, variable.against)


def _turned(known: Known) -> str:
    """Write a change with its direction."""
    value = known.range.single
    if value is None:
        return known.text
    return f"{'增加' if value >= 0 else '减少'}{known.text}"


def _amounts(of: Population, measure: str, period: str, desk: Desk) -> Iterator[Citation]:
    books = desk.books
    label = (books.vocabulary.words("measures", measure) or (measure,))[0]
    for graph in books.graphs(period):
        for variable, told in graph.board.statements.items():
            same = (
                not of.axes and of.entity == books.vocabulary.entity.name
            ) or variable.of == graph.reader.scheme.canon(of)
            if variable.measure == f"amount:{measure}" and same and not variable.of.values("described"):
                known = tuple(
                    Known(
                        s.range,
                        s.figures[0].text,
                        "printed",
                        tuple(w for f in s.figures for w in f.where),
                        (),
                        s.figures,
                    )
                    for s in told
                )
                name = books.named(variable.of, period)
                subject = Message(f"{name.zh}{label}", f"{measure} of {name.en}")
                yield from _cited(known, variable.of, period, subject, desk)


def _bands(of: Population, period: str, desk: Desk) -> Iterator[Citation]:
    books = desk.books
    tiers = of.values("tier")
    for band in books.ledger.bands:
        if band.period == period and (tiers is None or band.tier in tiers):
            known = Known(exact(Decimal(0)), interval_zh(band.interval), "printed", (band.where,))
            sure = Message("文件印出的分级线，没有核查发现", "a band as printed, with no finding")
            advice = entry_advice((band.where,), "printed", desk.audits, sure, Message("", ""))
            zh = value_zh(books.vocabulary.axis("tier"), band.tier)
            yield _citation(known, Message(f"{zh}的分级线", f"band of {band.tier}"), period, advice, desk)


def _worked(asked: Asked, desk: Desk) -> Iterator[Citation]:
    for derived in desk.books.ledger.derived:
        claim = derived.claim
        if claim.text.startswith(asked.worked) and claim.of and claim.quantity is not None:
            places = desk.books.places(derived.premises)
            text = claim.quantity.text
            known = Known(exact(claim.quantity.value), text, DERIVED, places, derived.premises, (), claim.text)
            name = desk.books.named(replace(claim.of[0], periods=()), claim.period)
            advice = advise(known, (), claim.of[0], claim.period, desk.books, desk.audits)
            yield _citation(known, name, claim.period, advice, desk)


# ---- entries of a named alliance -------------------------------------------------------------------------------------


def _entries(alliance: str, asked: Asked, desk: Desk) -> Iterator[Citation]:
    books = desk.books
    member = Member(alliance, next((a.name for a in books.ledger.alliances if a.id == alliance), ""), books)
    if any(p.values("honour") for p in asked.of):
        yield from (_honour(h, member, desk) for h in member.honours if not asked.periods or h.row.end in asked.periods)
        return
    if asked.kind == cite_ask.CODE:
        yield from _codes(member, desk)
        return
    several = len(asked.periods or books.periods) > 1
    for period in asked.periods or books.periods:
        for e in member.at(period):
            yield _evaluation(e, member, asked, several, desk)


def _evaluation(e: Evaluation, member: Member, asked: Asked, several: bool, desk: Desk) -> Citation:
    support = evaluation_support(member, e)
    tier = value_zh(desk.books.vocabulary.axis("tier"), e.tier) if e.tier else "未参评"
    score = e.row.score if e.row else ""
    figure = f"{score}分" if asked.kind == cite_ask.SCORE and score else tier
    own = (e.row.where, e.row.cell("score"), e.row.cell("rank"), e.row.cell("name")) if e.row else support.where
    sure = Message("结果表所列，没有核查发现", "as the table has it, with no finding")
    note = Message("", "")
    alias = member.printed_as(e.row.name) if e.row else note
    if alias.zh:
        note = Message(alias.zh.strip("（）"), alias.en.strip(" ()"))
    advice = entry_advice(own, support.basis, desk.audits, sure, note)
    if several and e.tier and _bands_differ(desk.books):
        advice = with_note(advice, Message("各期分级线不全相同，跨年比较须注明", "bands differ between the periods"))
    known = Known(exact(0), figure, support.basis, support.where, support.premises)
    made = _citation(known, Message(member.name, member.name), e.period, advice, desk)
    quotes = [w.quote for w in (e.row.group, e.row.where) if w is not None] if e.row else []
    return replace(made, printed="；".join(quotes) or made.printed)


def _bands_differ(books: Books) -> bool:
    told: dict[str, set[tuple[str, str]]] = {}
    for band in books.ledger.bands:
        told.setdefault(band.period, set()).add((band.tier, str(band.interval)))
    return len({frozenset(bands) for bands in told.values()}) > 1


def _honour(h: Honour, member: Member, desk: Desk) -> Citation:
    support = honour_support(h)
    sure = Message("名单所列，没有核查发现", "as the list has it, with no finding")
    advice = entry_advice((h.row.where, h.row.cell("name")), "printed", desk.audits, sure, Message("", ""))
    known = Known(exact(0), f"{h.row.honour}级", "printed", (h.row.where,))
    made = _citation(known, Message(member.name, member.name), h.row.end, advice, desk)
    return replace(made, printed=support.says.zh) if not h.row.where.quote else made


_CODES = {
    "agreed": Message("", ""), "disputed": Message("编号有争议", "a disputed code"),
    "misprint": Message("疑为误印", "held to be a misprint"), "misread": Message("文本误读", "a slip of our text"),
    "carried": Message("承继的编号", "a code carried on"),
}  # fmt: skip


def _codes(member: Member, desk: Desk) -> Iterator[Citation]:
    """Give the codes printed of an alliance, each once with all its places."""
    seen: dict[str, list[CodeSeen]] = {}
    for code in (c for c in desk.books.ledger.codes if c.alliance == member.id):
        seen.setdefault(fold_code(code.code), []).append(code)
    for value, codes in seen.items():
        places = tuple(c.where for c in codes)
        sure = Message(f"印出{len(codes)}处，没有核查发现", f"printed {len(codes)} times, with no finding")
        note = _CODES.get(codes[0].verdict, Message("", ""))
        advice = entry_advice(places, "printed", desk.audits, sure, note)
        known = Known(exact(0), value, "printed", places)
        yield _citation(known, Message(f"{member.name}编号", f"code of {member.name}"), "", advice, desk)


# ---- nothing found -------------------------------------------------------------------------------------------------


def _instead(asked: Asked, desk: Desk) -> tuple[Message, ...]:
    """Say what there is of the same kind in other periods, and what there is of the period."""
    books = desk.books
    if asked.kind == SHARE and asked.bare:
        return (Message("占比要说是谁的，如“2025 高 占比”", "say whose share: 2025 高 占比"),)
    everywhere = replace(asked, periods=())
    others = {c.period: c for c in _found(everywhere, desk)}
    remarks = []
    period = "、".join(asked.periods)
    if others:
        zh = "、".join(f"{p}年{c.figure}" for p, c in sorted(others.items()))
        remarks.append(Message(f"没有{period}年的这个数；有：{zh}", f"nothing of {period}; there is: {zh}"))
    else:
        zh, en = "、".join(books.reported), ", ".join(books.reported)
        remarks.append(Message(f"没有这个数；有报告的评价期：{zh}", f"no such figure; periods with a report: {en}"))
    return tuple(remarks)
