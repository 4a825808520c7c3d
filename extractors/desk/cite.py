"""Cite: a figure for a question in free words, with its citation and whether it may be cited; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from extractors.desk import cite_ask
from extractors.desk.books import COUNT, SHARE, Books
from extractors.desk.cite_advice import Advice, with_note
from extractors.desk.cite_ask import Asked, ask
from extractors.desk.cite_desk import Desk
from extractors.desk.cite_entries import bands_differ, entries
from extractors.desk.cite_figures import figures, worked
from schemas.document import DocumentInfo
from schemas.finding import Audit, Message
from schemas.ledger import Ledger
from schemas.quantity import spaced
from schemas.verdict import Citation, Cited
from schemas.vocabulary import Vocabulary

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
NOT_OF_ONE = (SHARE, cite_ask.CHANGE, cite_ask.BAND, cite_ask.AMOUNT)
"""Kinds of figure that the ledger keeps of no single alliance."""
OF_ONE = (cite_ask.SCORE, cite_ask.CODE, cite_ask.BATCH)
"""Kinds of entry that are of a single alliance only."""


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
        return Cited(query, "none", understood, (), tuple(_lost(asked, vocabulary)))
    if asked.alliances and (foreign := _foreign(asked, vocabulary)):
        return Cited(query, "none", understood, (), (foreign,))
    found = _compared(tuple(_found(asked, desk)), asked, desk.books)
    if not found:
        question = Message(f"问的是：{understood.zh}", f"asked: {understood.en}")
        return Cited(query, "none", understood, (), (question, *_instead(asked, desk)))
    found, remarks = _numbered(found, asked, desk.books)
    remarks += _unused(asked, vocabulary)
    meanings = {(c.subject.zh, c.period) for c in found}
    return Cited(query, "found" if len(meanings) == 1 else "several", understood, found, remarks)


# ---- what of a question is not answered ------------------------------------------------------------------------------


def _lost(asked: Asked, vocabulary: Vocabulary) -> Iterator[Message]:
    """Say which words were not understood, what is like them, and what may be asked."""
    lost = "、".join(asked.lost)
    near = f"；相近的有{'、'.join(asked.near)}" if asked.near else ""
    near_en = f"; like it: {', '.join(asked.near)}" if asked.near else ""
    yield Message(f"没有读懂：{lost}{near}", f"not understood: {lost}{near_en}")
    if all(word.isascii() for word in asked.lost):
        yield Message("只读中文，用报告里的词来问", "only Chinese is read: ask in the words of the reports")
    yield Message(
        "可以问：评价期加等级、批次、参评、A级、占比、变化、分级线、项目、标准、专家，或者联盟的名称或编号",
        "ask for a period with a tier (高), a batch (第一批), 参评, A级, 占比, 变化, 分级线, 项目, 标准, 专家,"
        " or for an alliance by name or code",
    )


def _foreign(asked: Asked, vocabulary: Vocabulary) -> Message | None:
    """Say that what is asked is not kept of a single alliance."""
    own = vocabulary.entity.name
    if asked.kind not in NOT_OF_ONE and all(p.entity == own for p in asked.of):
        return None
    words = "、".join(asked.told) or _KINDS[asked.kind].zh
    return Message(
        f"台账没有单个联盟的“{words}”，只有等级、得分、编号、批次和A级",
        f"the ledger keeps no “{words}” of a single alliance, only tier, score, code, batch and A-level",
    )


def _unused(asked: Asked, vocabulary: Vocabulary) -> tuple[Message, ...]:
    """Say which words of a question about an alliance were of no use; A级 is what is answered then."""
    honours = {label for v in vocabulary.axis("honour").values for label in v.labels}
    words = [w for w in (*asked.told, *asked.numbers) if w not in honours] if asked.alliances else []
    zh = "、".join(words)
    return (Message(f"没有用上：{zh}", f"not used: {', '.join(words)}"),) if words else ()


def _numbered(
    found: tuple[Citation, ...], asked: Asked, books: Books
) -> tuple[tuple[Citation, ...], tuple[Message, ...]]:
    """Keep the figures that a question names itself; say where there is none of them, and whose code it is too."""
    if not asked.numbers or asked.alliances:
        return found, ()
    wanted = {_number(n) for n in asked.numbers}
    kept = tuple(c for c in found if _number(c.figure) in wanted)
    told = "、".join(asked.numbers)
    remarks = []
    if not kept:
        remarks.append(Message(f"问题里的“{told}”与上面的数不同", f"“{told}” in the question is not this figure"))
    for number, alliance in asked.coded:
        name = next((a.name for a in books.ledger.alliances if a.id == alliance), alliance)
        remarks.append(
            Message(
                f"{number}也是{name}的编号；要问这家联盟，只写“{number}”",
                f"{number} is also the code of {name}; for that alliance ask “{number}” alone",
            )
        )
    return kept or found, tuple(remarks)


def _number(text: str) -> Decimal | None:
    found = _NUMBER.search(text)
    return Decimal(found.group()) if found else None


# ---- what is found ---------------------------------------------------------------------------------------------------


def _found(asked: Asked, desk: Desk) -> Iterator[Citation]:
    if asked.worked:
        yield from worked(asked, desk)
    elif asked.alliances:
        for alliance in asked.alliances:
            yield from entries(alliance, asked, desk)
    else:
        for period in asked.periods or desk.books.periods:
            yield from figures(asked, period, desk)


def _compared(found: tuple[Citation, ...], asked: Asked, books: Books) -> tuple[Citation, ...]:
    """Note beside figures of a tier from several periods that the bands were not the same."""
    if (
        asked.alliances
        or not any(p.values("tier") for p in asked.of)
        or not bands_differ(books, (c.period for c in found))
    ):
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
    zh = "或".join(names) or "或".join(dict.fromkeys(m.zh for m in of))
    en = " or ".join(names) or " or ".join(dict.fromkeys(m.en for m in of))
    things = any(p.entity != books.vocabulary.entity.name for p in asked.of)
    kind = _KINDS[asked.kind]
    if asked.kind == COUNT and (names or things):
        kind = Message("等级", "tier") if names else Message("数量", "number")
    when = ", ".join(asked.periods) or "every period"
    return Message(f"{period}{zh}的{kind.zh}", f"{kind.en} of {en}, {when}")


# ---- nothing found -------------------------------------------------------------------------------------------------


def _instead(asked: Asked, desk: Desk) -> tuple[Message, ...]:
    """Say what there is of the same kind in other periods, and what there is of the period."""
    books, kind = desk.books, _KINDS[asked.kind]
    if asked.kind == SHARE and asked.bare:
        return (Message("占比要说是谁的，如“2025 高 占比”", "say whose share: 2025 高 占比"),)
    if asked.kind in OF_ONE and not asked.alliances:
        whose = (f"{kind.zh}要说是哪家联盟的，如“电动汽车 {kind.zh}”", f"say whose {kind.en}, as in 212 {kind.zh}")
        return (Message(*whose),)
    others = {c.period: c for c in _found(replace(asked, periods=()), desk)}
    period = "、".join(asked.periods)
    if others:
        zh = "、".join(f"{p}年{c.figure}" for p, c in sorted(others.items()))
        en = ", ".join(f"{p} {spaced(c.figure)}" for p, c in sorted(others.items()))
        return (Message(f"没有{period}年的这个数；有：{zh}", f"nothing of {', '.join(asked.periods)}; there is: {en}"),)
    if asked.kind == cite_ask.SCORE:
        return (Message("结果表没有印这家的分数", "the tables print no score of it"),)
    zh, en = "、".join(books.reported), ", ".join(books.reported)
    return (Message(f"没有这个数；有报告的评价期：{zh}", f"no such figure; periods with a report: {en}"),)
