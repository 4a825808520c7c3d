"""Figures for a question: counts, shares, changes, amounts and bands, as printed, counted or worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.audit.intervals import exact, show
from extractors.audit.words import interval_zh, value_zh
from extractors.desk import cite_ask
from extractors.desk.books import COUNT, DERIVED, SHARE, Known
from extractors.desk.cite_advice import advise, entry_advice
from extractors.desk.cite_ask import Asked
from extractors.desk.cite_desk import Desk, citation
from extractors.desk.money import flow_in, flow_of, measured
from extractors.desk.naming import value_en
from extractors.desk.verify_told import round_to_fraction
from schemas.finding import Message
from schemas.population import Population
from schemas.reading import Claim
from schemas.verdict import Citation


def figures(asked: Asked, period: str, desk: Desk) -> Iterator[Citation]:
    """Give what the books have of a period for a question."""
    books = desk.books
    wholes = asked.of
    if asked.bare and asked.kind == COUNT and not asked.whole:
        # A year alone asks for its totals.
        own = Population(books.vocabulary.entity.name)
        wholes = (own.having("evaluated", ("yes",)), own)
    for of in dict.fromkeys(wholes):
        if asked.kind == cite_ask.BAND:
            yield from _bands(of, period, desk)
        elif asked.kind == SHARE:
            yield from _shares(of, asked, period, desk)
        elif asked.kind == cite_ask.CHANGE:
            yield from _changes(of, asked.against, period, desk)
        elif asked.kind == cite_ask.AMOUNT:
            yield from _amounts(of, asked, period, desk)
        elif asked.kind == COUNT:
            known = books.known(COUNT, of, period) or _things(of, period, desk)
            yield from _cited(known, of, period, books.named(of, period), desk)


def _things(of: Population, period: str, desk: Desk) -> tuple[Known, ...]:
    """Give what the reports of a period count of a thing that no axis tells whose it is (标准 344 项)."""
    if of.axes or of.entity not in dict(desk.books.vocabulary.things):
        return ()
    counted = [c for c in desk.books.things(of.entity, period) if c.quantity is not None]
    by_text: dict[str, list[Claim]] = {}
    for claim in counted:
        by_text.setdefault(claim.quantity.text if claim.quantity else "", []).append(claim)
    return tuple(
        Known(exact(claims[0].quantity.value), text, "printed", tuple(c.where for c in claims))
        for text, claims in by_text.items()
        if claims[0].quantity is not None
    )


def _cited(
    known: tuple[Known, ...], of: Population, period: str, subject: Message, desk: Desk, against: str = ""
) -> Iterator[Citation]:
    for one in known:
        rivals = tuple(k for k in known if k.range != one.range)
        advice = advise(one, rivals, of, period, desk.books, desk.audits, against)
        yield citation(one, subject, period, advice, desk)


def _shares(of: Population, asked: Asked, period: str, desk: Desk) -> Iterator[Citation]:
    books, printed = desk.books, False
    for graph in books.graphs(period):
        scheme = graph.reader.scheme
        wanted = {scheme.canon(b) for b in asked.base}
        for variable in graph.board.statements:
            mine = variable.measure == SHARE and variable.of == scheme.canon(graph.reader.honoured(of))
            if mine and variable.base not in (None, variable.of) and (not wanted or variable.base in wanted):
                assert variable.base is not None, "a share has a base"
                printed = True
                known = books.known(SHARE, variable.of, period, variable.base)
                subject = books.share_named(variable.of, variable.base, period)
                yield from _cited(known, of, period, subject, desk)
    for base in () if printed else asked.base:
        yield from _cited(_divided(of, base, period, desk), of, period, books.share_named(of, base, period), desk)


def _divided(of: Population, base: Population, period: str, desk: Desk) -> tuple[Known, ...]:
    """Work out a share that nobody prints from the numbers of its part and its base."""
    books = desk.books
    scheme = books.scheme(period)
    part, whole = books.number(of, period), books.number(base, period)
    if part is None or not whole or not scheme.inside(scheme.canon(of), scheme.canon(base)):
        return ()
    value = part * 100 / whole
    text = f"{show(round_to_fraction(value, 2), 2)}%"
    where = tuple(w for p in (of, base) for k in books.known(COUNT, p, period)[:1] for w in k.where[:1])
    return (Known(exact(value), text, DERIVED, where, (), (), f"{show(part)}÷{show(whole)}={text}"),)


def _changes(of: Population, against: str, period: str, desk: Desk) -> Iterator[Citation]:
    """Give the changes that are printed, or, against a period that a question names, what its figures give."""
    books, printed = desk.books, False
    for graph in books.graphs(period):
        canon = graph.reader.scheme.canon(of)
        for variable in graph.board.statements:
            same = variable.measure.startswith("change:") and variable.of == canon
            if same and against in ("", variable.against):
                printed = True
                known = books.known(variable.measure, of, period, None, variable.against)
                turned = tuple(replace(k, text=_turned(k)) for k in known)
                yield from _cited(
                    turned, of, period, _since(of, variable.against, period, desk), desk, variable.against
                )
    if against and not printed:
        yield from _cited(_difference(of, against, period, desk), of, period, _since(of, against, period, desk), desk,
                          against)  # fmt: skip


def _since(of: Population, against: str, period: str, desk: Desk) -> Message:
    name = desk.books.named(of, period)
    return Message(f"{name.zh}比{against}年", f"{name.en} since {against}")


def _difference(of: Population, against: str, period: str, desk: Desk) -> tuple[Known, ...]:
    """Work out a change that nobody prints from the numbers of both periods."""
    books = desk.books
    now, then = books.number(of, period), books.number(of, against)
    if now is None or then is None:
        return ()
    unit = books.vocabulary.entity.measure_words[0] if of.entity == books.vocabulary.entity.name else ""
    where = tuple(w for p in (period, against) for k in books.known(COUNT, of, p)[:1] for w in k.where[:1])
    working = f"{show(now)}-{show(then)}={show(now - then)}"
    known = Known(exact(now - then), f"{show(abs(now - then))}{unit}", DERIVED, where, (), (), working)
    return (replace(known, text=_turned(known)),)


def _turned(known: Known) -> str:
    """Write a change with its direction."""
    value = known.range.single
    if value is None:
        return known.text
    return f"{'增加' if value >= 0 else '减少'}{known.text}"


def _amounts(of: Population, asked: Asked, period: str, desk: Desk) -> Iterator[Citation]:
    books, measure = desk.books, asked.measure
    wanted = flow_in("".join(asked.told), books)[1]
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
                if wanted and any(flow_of(k, books)[1] != wanted for k in known):
                    continue
                subject = measured(measure, books.named(variable.of, period), known, books)
                yield from _cited(known, variable.of, period, subject, desk)


def _bands(of: Population, period: str, desk: Desk) -> Iterator[Citation]:
    books = desk.books
    tiers = of.values("tier")
    for band in books.ledger.bands:
        if band.period == period and (tiers is None or band.tier in tiers):
            known = Known(exact(Decimal(0)), interval_zh(band.interval), "printed", (band.where,))
            sure = Message("文件印出的分级线，没有核查发现", "it is printed, with no finding")
            advice = entry_advice((band.where,), "printed", desk.audits, sure, Message("", ""))
            zh = value_zh(books.vocabulary.axis("tier"), band.tier)
            en = value_en(books.vocabulary.axis("tier"), (band.tier,), books.vocabulary)
            yield citation(known, Message(f"{zh}的分级线", f"band of {en}"), period, advice, desk)


def worked(asked: Asked, desk: Desk) -> Iterator[Citation]:
    """Give what was worked out by the sum that a question names (43-6)."""
    for derived in desk.books.ledger.derived:
        claim = derived.claim
        if claim.text.startswith(asked.worked) and claim.of and claim.quantity is not None:
            places = desk.books.places(derived.premises)
            text = claim.quantity.text
            known = Known(exact(claim.quantity.value), text, DERIVED, places, derived.premises, (), claim.text)
            name = desk.books.named(replace(claim.of[0], periods=()), claim.period)
            advice = advise(known, (), claim.of[0], claim.period, desk.books, desk.audits)
            yield citation(known, name, claim.period, advice, desk)
