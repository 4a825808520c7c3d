"""What the books have for the populations a figure may be of, and the other bases that would make it true."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.audit.intervals import exact, show
from extractors.desk.books import COUNT, DERIVED, SHARE, Books, Known
from extractors.desk.money import amount_fits, measured
from extractors.desk.verify_told import Reading, Told, fits, round_to_fraction
from schemas.finding import Message
from schemas.population import Population
from schemas.quantity import spaced

HUNDRED = 100

STANDING_AXES = ("evaluated", "registered", "complete", "filed")

"""Axes that tell who was looked at at all: with another value of them a figure has another basis (口径)."""


def readings_of(told: Told, books: Books) -> Iterator[Reading]:
    """Give what the books have for each population a figure may be of, best first."""
    claim = told.claim
    if claim.kind == SHARE:
        for base in claim.base:
            for of in claim.of:
                yield from _share_readings(told, of, base, books)
        return
    measure = COUNT if claim.kind == COUNT else f"{claim.kind}:{claim.measure}"
    for of in claim.of:
        yield reading_of(told, measure, of, books)


def reading_of(told: Told, measure: str, of: Population, books: Books) -> Reading:
    """Hold a count or amount as of one population."""
    found = books.known(measure, of, told.claim.period) if measure == COUNT else _amounts(told, of, books)
    agrees = [told.allowed.meets(k.range) if measure == COUNT else amount_fits(told, k, books) for k in found]
    same = None if not agrees or len(set(agrees)) > 1 else agrees[0]
    name = books.named(of, told.claim.period)
    if measure != COUNT:
        name = measured(told.claim.measure, name, found, books)
    return Reading(name, found, same)


def _amounts(told: Told, of: Population, books: Books) -> tuple[Known, ...]:
    """Find amounts in the plain unit that the graph counts them in (亿元 as 元)."""
    found = []
    for graph in books.graphs(told.claim.period):
        variable = graph.reader.variable(told.claim, of)
        for s in graph.board.statements.get(variable, []):
            where = tuple(w for f in s.figures for w in f.where)
            found.append(Known(s.range, s.figures[0].text, "printed", where, (), s.figures))
    return tuple(found)


def _share_readings(told: Told, of: Population, base: Population, books: Books) -> Iterator[Reading]:
    """Read a share of a base; of a part that reaches beyond the base, both all of it and what lies inside."""
    scheme = books.scheme(told.claim.period)
    whole, part = scheme.canon(base), scheme.canon(of)
    parts = [of]
    if not scheme.inside(part, whole):
        inside = of
        for axis, values in base.axes:
            inside = inside if inside.values(axis) else inside.having(axis, values)
        parts = [inside, of] if inside != of else [of]
    made_of = {each: share_reading(told, each, base, books) for each in dict.fromkeys(parts)}
    parts = [p for p, made in made_of.items() if made.found] or parts[:1]
    for each in parts:
        made = made_of[each]
        # A part that is larger than its base is not what anybody means.
        if each is parts[0] or all(k.range.high is None or k.range.high <= HUNDRED for k in made.found):
            yield made


def share_reading(told: Told, of: Population, base: Population, books: Books) -> Reading:
    """Hold a share as of one population and one base: by the counts of both, and by what is printed."""
    period = told.claim.period
    name = books.share_named(of, base, period)
    part, whole = books.number(of, period), books.number(base, period)
    at_print = books.known(SHARE, of, period, base)
    if part is None or not whole:
        agrees = [told.allowed.meets(k.range) for k in at_print]
        return Reading(name, at_print, agrees[0] if len(set(agrees)) == 1 else None)
    true = part * 100 / whole
    decimals = told.claim.quantity.decimals if told.claim.quantity else 0
    derived = (of, base)
    parts = tuple(k for p in derived for k in books.known(COUNT, p, period)[:1])
    shown = Known(
        exact(true), f"{show(part)}÷{show(whole)}={show(round_to_fraction(true, max(decimals, 2)), max(decimals, 2))}%",
        DERIVED if any(k.basis == DERIVED for k in parts) else "counted", tuple(w for k in parts for w in k.where[:1]),
    )  # fmt: skip
    right = fits(told, true)
    quoted = any(_same_print(told, k) for k in at_print)
    return Reading(name, (*at_print, shown), right or quoted, quoted and not right)


def _same_print(told: Told, known: Known) -> bool:
    quantity = told.claim.quantity
    if quantity is None or not quantity.exact or told.allowed != exact(quantity.value):
        return False
    return any(f.claim is not None and f.claim.quantity is not None and f.claim.quantity.value == quantity.value
               for f in known.figures)  # fmt: skip


def elsewhere(told: Told, books: Books) -> Iterator[Reading]:
    """Find another basis that makes a figure true: all listed for those evaluated, three batches for all, and so on."""
    claim = told.claim
    if claim.kind == COUNT and told.allowed.single is not None:
        for of in _bases_of(claim.of[0], books):
            made = reading_of(told, COUNT, of, books)
            if made.agrees:
                yield made
    elif claim.kind == SHARE:
        scheme = books.scheme(claim.period)
        bases, parts = (*_bases_of(claim.base[0], books), *wholes_of(claim.of[0], books)), _bases_of(claim.of[0], books)
        if not told.plain:
            # 约七成 is true of some base nearly always: only those are tried that everybody means.
            took = (b.having("evaluated", ("yes",)) for b in claim.base[:1] if b.values("evaluated") is None)
            bases, parts = (*everyone(books), *took), ()
        for base in bases:
            for of in dict.fromkeys((claim.of[0], *parts)):
                part, whole = scheme.canon(of), scheme.canon(base)
                if part != whole and scheme.inside(part, whole):
                    made = share_reading(told, of, base, books)
                    if made.agrees and not made.only_printed:
                        yield made


def _bases_of(of: Population, books: Books) -> tuple[Population, ...]:
    """Give the populations that differ from one only in who was looked at, or in whether later members count."""
    if of.entity != books.vocabulary.entity.name:
        return ()
    plain = of
    for axis in STANDING_AXES:
        plain = plain.without(axis)
    standings = [plain, plain.having("evaluated", ("yes",)), plain.having("registered", ("yes",)), of]
    found = []
    for each in standings:
        found.append(each)
        if _union(each) or each.values("batch") is None:
            found.append(each.without("batch"))
            found += [
                each.having("batch", u.values) for a in books.vocabulary.axes for u in a.unions if a.name == "batch"
            ]
    return tuple(p for p in dict.fromkeys(found) if p != of)


def _union(of: Population) -> bool:
    values = of.values("batch")
    return values is not None and len(values) > 1


def wholes_of(of: Population, books: Books) -> tuple[Population, ...]:
    """Give what a share may be of: a set without one of its restrictions, those evaluated, all listed."""
    lifted = [of.without(axis) for axis, _ in of.axes]
    unions = [u.values for a in books.vocabulary.axes for u in a.unions if a.name == "batch"]
    three = [p.having("batch", v) for v in unions for p in everyone(books)]
    return tuple(p for p in dict.fromkeys((*lifted, *everyone(books), *three)) if p != of)


def everyone(books: Books) -> tuple[Population, ...]:
    """Give those evaluated and all listed."""
    own = Population(books.vocabulary.entity.name)
    return own.having("evaluated", ("yes",)), own


def right_of(told: Told, books: Books) -> Message:
    """Say where the same figure is right: another period, or another value of one axis."""
    claim = told.claim
    if claim.kind != COUNT or told.allowed.single is None:
        return Message("", "")
    found: list[tuple[str, Message]] = []
    for period in books.periods:
        if period != claim.period and books.number(claim.of[0], period) == told.allowed.single:
            found.append((period, books.named(claim.of[0], period)))
    for axis, values in claim.of[0].axes:
        declared = next((a for a in books.vocabulary.axes if a.name == axis), None)
        for value in declared.order if declared and len(values) == 1 else ():
            of = claim.of[0].having(axis, (value,))
            if (value,) != values and books.number(of, claim.period) == told.allowed.single:
                found.append((claim.period, books.named(of, claim.period)))
    text = claim.quantity.text if claim.quantity else ""
    zh = "、".join(f"{period}年的{name.zh}" for period, name in found)
    en = " and ".join(f"{name.en} in {period}" for period, name in found)
    return Message(f"；{text}是{zh}" if zh else "", f"; {spaced(text)} is the figure for {en}" if en else "")
