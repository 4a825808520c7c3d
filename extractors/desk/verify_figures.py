"""Figures of a sentence held against the books: counts, shares, changes, amounts and bands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from extractors.audit.figures import scaled, value_range
from extractors.audit.intervals import NEAREST, TRUNCATED, Range, exact, printed, round_to, show
from extractors.audit.words import interval_zh
from extractors.desk.books import COUNT, DERIVED, INFERRED, SHARE, Books, Known
from extractors.ledger.movement import bands_between
from schemas.finding import Message
from schemas.population import Interval, Population
from schemas.reading import Claim
from schemas.verdict import Statement, Support
from schemas.where import Where

AGREES, UNVERIFIABLE, OTHER_BASIS, DIFFERS = "agrees", "unverifiable", "other_basis", "differs"
DESCRIBED = "described"
STANDING_AXES = ("evaluated", "registered", "complete", "filed")
"""Axes that tell who was looked at at all: with another value of them a figure has another basis (口径)."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a sentence tells it: the claim, what its words allow, and whether it is denied (不是 43 家)."""

    claim: Claim
    allowed: Range
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One population a figure may be of, and what the books have for it."""

    name: Message
    found: tuple[Known, ...]
    agrees: bool | None
    only_printed: bool = False


def statement(told: Told, verdict: str, reason: Message, found: tuple[Known, ...] = (), name: Message | None = None) -> Statement:
    """Make the statement of a figure with what the books have beside it."""
    claim = told.claim
    text = claim.quantity.text if claim.quantity else claim.text
    return Statement(text, claim.kind, claim.period, verdict, reason, tuple(support(k, name) for k in found))


def support(known: Known, name: Message | None) -> Support:
    """Say one value of the books in words."""
    zh, en = (f"{name.zh} ", f"{name.en}: ") if name else ("", "")
    return Support(Message(f"{zh}{known.text}", f"{en}{known.text}"), known.basis, _once(known.where), known.premises)


def _once(where: tuple[Where, ...]) -> tuple[Where, ...]:
    return tuple({w.id: w for w in where}.values())


def hold(told: Told, books: Books) -> Statement:
    """Hold one figure against the books."""
    claim = told.claim
    if any(dict(p.axes).get(DESCRIBED) for p in (*claim.of, *claim.base)):
        return statement(told, UNVERIFIABLE, _free_words(told))
    if claim.kind == "band":
        return _band(told, books)
    if claim.kind not in (COUNT, SHARE, "change", "amount") or claim.quantity is None or not claim.of:
        return statement(told, UNVERIFIABLE, Message("台账不记这类数", "the ledger keeps no such figure"))
    if not claim.period:
        return _without_period(told, books)
    if claim.kind == "change":
        return _change(told, books)
    if claim.kind == SHARE and not claim.base:
        return _baseless(told, books)
    return _settle(told, tuple(_readings(told, books)), books)


def _free_words(told: Told) -> Message:
    words = "".join(
        v.rpartition("@")[0] for p in (*told.claim.of, *told.claim.base) for v in dict(p.axes).get(DESCRIBED, ())
    )
    return Message(
        f"“{words}”是台账没有的范围，无从核对", f"“{words}” is told in words that the ledger has no population for"
    )


# ---- one figure, the populations it may mean ---------------------------------------------------------------------


def _readings(told: Told, books: Books) -> Iterator[Reading]:
    claim = told.claim
    if claim.kind == SHARE:
        for base in claim.base:
            for of in claim.of:
                yield from _share_readings(told, of, base, books)
        return
    measure = COUNT if claim.kind == COUNT else f"{claim.kind}:{claim.measure}"
    for of in claim.of:
        yield _reading(told, measure, of, books)


def _reading(told: Told, measure: str, of: Population, books: Books) -> Reading:
    found = books.known(measure, of, told.claim.period) if measure == COUNT else _amounts(told, of, books)
    agrees = [told.allowed.meets(k.range) for k in found]
    same = None if not agrees or len(set(agrees)) > 1 else agrees[0]
    return Reading(books.named(of, told.claim.period), found, same)


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
    for each in dict.fromkeys(parts):
        yield _share_reading(told, each, base, books)


def _share_reading(told: Told, of: Population, base: Population, books: Books) -> Reading:
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
    fits = _fits(told, true)
    quoted = any(_same_print(told, k) for k in at_print)
    return Reading(name, (*at_print, shown), fits or quoted, quoted and not fits)


def round_to_fraction(value: Fraction, decimals: int) -> Fraction:
    """Round to the nearest with so many decimals."""
    return Fraction(round_to(value, decimals))


def _fits(told: Told, true: Fraction) -> bool:
    """Tell whether a true share prints so: rounded, or cut off as some reports do, or within about and over."""
    quantity = told.claim.quantity
    assert quantity is not None, "only shares with a figure are held"
    if not quantity.exact or told.allowed != exact(quantity.value):
        return told.allowed.holds(true)
    d = quantity.decimals
    return any(printed(quantity.value, d, mode).holds(true) for mode in (NEAREST, TRUNCATED))


def _same_print(told: Told, known: Known) -> bool:
    quantity = told.claim.quantity
    if quantity is None or not quantity.exact or told.allowed != exact(quantity.value):
        return False
    return any(f.claim is not None and f.claim.quantity is not None and f.claim.quantity.value == quantity.value
               for f in known.figures)  # fmt: skip


# ---- the verdict ------------------------------------------------------------------------------------------------


def _settle(told: Told, readings: tuple[Reading, ...], books: Books) -> Statement:
    """Weigh the populations a figure may mean; the first is the likeliest, those of another basis weigh as much."""
    first = readings[0]
    if told.denied:
        return _denied(told, readings)
    rivals = [r for r in readings[1:] if _rival(told, readings.index(r))]
    if first.agrees is None and first.found:
        reason = Message("文件里这个数就有不同的说法", "the documents print different values for this figure")
        return statement(told, UNVERIFIABLE, reason, first.found, first.name)
    against = [r for r in (first, *rivals) if r.agrees is False]
    fitting = [r for r in readings if r.agrees]
    if first.agrees and not against:
        return _agreeing(told, first)
    if fitting:
        return _on_another(told, fitting[0], against or [first])
    if other := next(_elsewhere(told, books), None):
        return _on_another(told, other, [r for r in readings if r.found][:1] or [first])
    if not any(r.found for r in readings):
        return statement(told, UNVERIFIABLE, _nothing(told, first.name, books))
    return _differing(told, first if first.found else next(r for r in readings if r.found), books)


def _rival(told: Told, place: int) -> bool:
    """Tell whether a candidate is another basis for the same words, not the grammar's plainer reading of a clause."""
    claim = told.claim
    if claim.kind == SHARE:
        return len(claim.base) > 1 or len(claim.of) == 1
    axes = (*STANDING_AXES, "batch")
    one, other = claim.of[0], claim.of[place]
    for axis in axes:
        many = [p.values(axis) for p in (one, other) if axis == "batch"]
        if not any(v is not None and len(v) == 1 for v in many):
            one, other = one.without(axis), other.without(axis)
    return one == other


def _agreeing(told: Told, reading: Reading) -> Statement:
    if reading.only_printed:
        reason = Message(
            f"与印出的数一致，但复算不符：{_values(reading)}",
            f"as printed, but its own inputs do not give it: {_values(reading)}",
        )
        return statement(told, UNVERIFIABLE, reason, reading.found, reading.name)
    first = reading.found[0]
    zh = {DERIVED: "（推算所得，没有文件直接印出）", INFERRED: "（推断所得）"}.get(first.basis, "")
    reason = Message(
        f"{reading.name.zh}：{_values(reading)}{zh}",
        f"{reading.name.en}: {_values(reading)}{' (worked out, printed nowhere)' if zh else ''}",
    )
    return statement(told, AGREES, reason, reading.found, reading.name)


def _on_another(told: Told, other: Reading, own: list[Reading]) -> Statement:
    mine = own[0]
    zh = f"按“{other.name.zh}”成立（{_values(other)}）；"
    en = f"true of {other.name.en} ({_values(other)}); "
    if mine.found:
        zh += f"按“{mine.name.zh}”则是{_values(mine)}"
        en += f"of {mine.name.en} it is {_values(mine)}"
    else:
        zh += f"“{mine.name.zh}”台账没有这个数"
        en += f"of {mine.name.en} the ledger has no figure"
    return statement(told, OTHER_BASIS, Message(zh, en), (*other.found, *mine.found))


def _differing(told: Told, reading: Reading, books: Books) -> Statement:
    hint = _others_with(told, books)
    reason = Message(
        f"{reading.name.zh}：{_values(reading)}{hint.zh}", f"{reading.name.en}: {_values(reading)}{hint.en}"
    )
    return statement(told, DIFFERS, reason, reading.found, reading.name)


def _denied(told: Told, readings: tuple[Reading, ...]) -> Statement:
    """Turn the verdict on a figure that a sentence denies; only one that is certain can be turned."""
    outcomes = {r.agrees for r in readings if r.found}
    first = readings[0]
    if len(outcomes) != 1 or None in outcomes:
        reason = Message("否定的说法，台账里不能断定", "a denial that the ledger cannot settle")
        return statement(told, UNVERIFIABLE, reason, first.found, first.name)
    reason = Message(f"{first.name.zh}：{_values(first)}", f"{first.name.en}: {_values(first)}")
    return statement(told, DIFFERS if outcomes == {True} else AGREES, reason, first.found, first.name)


def _values(reading: Reading) -> str:
    return "、".join(dict.fromkeys(k.text for k in reading.found))


def _nothing(told: Told, name: Message, books: Books) -> Message:
    period = told.claim.period
    if period in books.reported:
        return Message(
            f"{period}年的文件没有“{name.zh}”的数，也推算不出", f"no document about {period} tells {name.en}"
        )
    zh, en = "、".join(books.reported), ", ".join(books.reported)
    return Message(
        f"没有{period}年的报告（有{zh}），也推算不出", f"no report on {period} in the corpus (there are {en})"
    )


# ---- other bases and other places of a number -----------------------------------------------------------------------


def _elsewhere(told: Told, books: Books) -> Iterator[Reading]:
    """Find another basis that makes a figure true: all listed for those evaluated, three batches for all, and so on."""
    claim = told.claim
    if claim.kind == COUNT:
        for of in _bases_of(claim.of[0], books):
            made = _reading(told, COUNT, of, books)
            if made.agrees:
                yield made
    elif claim.kind == SHARE:
        scheme = books.scheme(claim.period)
        for base in (*_bases_of(claim.base[0], books), *_wholes(claim.of[0], books)):
            for of in dict.fromkeys((claim.of[0], *_bases_of(claim.of[0], books))):
                if scheme.inside(scheme.canon(of), scheme.canon(base)):
                    made = _share_reading(told, of, base, books)
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
            found += [each.having("batch", u.values) for a in books.vocabulary.axes for u in a.unions if a.name == "batch"]
    return tuple(p for p in dict.fromkeys(found) if p != of)


def _union(of: Population) -> bool:
    values = of.values("batch")
    return values is not None and len(values) > 1


def _wholes(of: Population, books: Books) -> tuple[Population, ...]:
    """Give what a share may be of: a set without one of its restrictions, those evaluated, all listed."""
    own = Population(books.vocabulary.entity.name)
    lifted = [of.without(axis) for axis, _ in of.axes]
    everyone = [own.having("evaluated", ("yes",)), own]
    unions = [u.values for a in books.vocabulary.axes for u in a.unions if a.name == "batch"]
    three = [p.having("batch", v) for v in unions for p in everyone]
    return tuple(p for p in dict.fromkeys((*lifted, *everyone, *three)) if p != of)


def _others_with(told: Told, books: Books) -> Message:
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
    en = ", ".join(f"{name.en} in {period}" for period, name in found)
    return Message(f"；{text}是{zh}" if zh else "", f"; {text} is {en}" if en else "")


# ---- shares without a base, figures without a period -----------------------------------------------------------------


def _baseless(told: Told, books: Books) -> Statement:
    """Hold a share that does not say of what: true of a named base is another basis, never simply true."""
    readings = [_share_reading(told, told.claim.of[0], base, books) for base in _wholes(told.claim.of[0], books)]
    fitting = [r for r in readings if r.agrees and not r.only_printed]
    known = [r for r in readings if r.found]
    if told.denied or not known:
        return statement(told, UNVERIFIABLE, Message("没有说占谁的", "it does not say a share of what"))
    if fitting:
        zh = "；".join(f"按“{r.name.zh}”成立（{_values(r)}）" for r in fitting)
        en = "; ".join(f"true as {r.name.en} ({_values(r)})" for r in fitting)
        return statement(told, OTHER_BASIS, Message(f"没有说占谁的；{zh}", f"of what is not said; {en}"), fitting[0].found)
    zh = "；".join(f"{r.name.zh}是{_values(r)}" for r in known)
    en = "; ".join(f"{r.name.en} is {_values(r)}" for r in known)
    return statement(told, DIFFERS, Message(f"占谁的都不是：{zh}", f"of nothing that it could be of: {en}"))


def _without_period(told: Told, books: Books) -> Statement:
    """Hold a figure that names no year: it is true only if it is true of every period there is a figure for."""
    held = {p: hold(replace(told, claim=replace(told.claim, period=p)), books) for p in books.reported}
    known = {p: s for p, s in held.items() if s.supports}
    if len(known) > 1 and told.claim.kind == COUNT and all(s.verdict == AGREES for s in known.values()):
        zh, en = "、".join(known), ", ".join(known)
        reason = Message(f"没有说是哪一年；台账所知各期（{zh}）都是如此", f"no year is named; so in every period known ({en})")
        supports = tuple(x for s in known.values() for x in s.supports[:1])
        return replace(statement(told, AGREES, reason), supports=supports)
    fitting = "、".join(p for p, s in known.items() if s.verdict == AGREES)
    zh = f"没有说是哪一年{f'（{fitting}年是）' if fitting else ''}"
    en = f"it does not say in which year{f' (true of {fitting})' if fitting else ''}"
    return statement(told, UNVERIFIABLE, Message(zh, en))


# ---- changes and bands -----------------------------------------------------------------------------------------------


def _change(told: Told, books: Books) -> Statement:
    claim = told.claim
    before, of = claim.against_period, claim.of[0]
    name = books.named(of, claim.period)
    if not before.isdigit() or told.denied:
        return statement(told, UNVERIFIABLE, Message("没有说与哪一年相比", "it does not say against which year"))
    found = list(books.known(f"change:{claim.measure}", of, claim.period, None, before))
    worked = None if claim.measure.startswith("growth") or claim.measure == "share" else _difference(told, of, books)
    if not found and worked is None:
        reason = Message(f"{before}年没有可比的数", f"nothing to compare with in {before}")
        return statement(told, UNVERIFIABLE, reason)
    found += [worked] if worked else []
    agrees = {told.allowed.meets(k.range) for k in found}
    zh = f"{name.zh}比{before}年：" + "、".join(dict.fromkeys(_signed(k) for k in found))
    en = f"{name.en} since {before}: " + ", ".join(dict.fromkeys(_signed(k) for k in found))
    if agrees == {True, False}:
        return statement(told, UNVERIFIABLE, Message(f"说法不一。{zh}", f"told in two ways. {en}"), tuple(found), name)
    if agrees == {False}:
        return statement(told, DIFFERS, Message(zh, en), tuple(found), name)
    bands = bands_between(books.ledger.bands, before, claim.period) if of.values("tier") else "same"
    if bands == "changed":
        zh += f"；但{before}年与{claim.period}年的分级线不同，不是同一口径"
        en += f"; but the bands of {before} and {claim.period} differ"
        return statement(told, OTHER_BASIS, Message(zh, en), tuple(found), name)
    if bands == "unknown":
        zh += f"（{before}年的分级线没有文件印出）"
        en += f" (no document prints the bands of {before})"
    return statement(told, AGREES, Message(zh, en), tuple(found), name)


def _difference(told: Told, of: Population, books: Books) -> Known | None:
    now, then = (books.known(COUNT, of, p) for p in (told.claim.period, told.claim.against_period))
    if not now or not then or now[0].range.single is None or then[0].range.single is None:
        return None
    value = now[0].range.single - then[0].range.single
    text = f"{show(now[0].range.single)}-{show(then[0].range.single)}={show(value)}"
    return Known(exact(value), text, DERIVED, (*now[0].where[:1], *then[0].where[:1]), then[0].premises)


def _signed(known: Known) -> str:
    value = known.range.single
    return known.text if value is None or "=" in known.text or value >= 0 else f"-{known.text}"


def _band(told: Told, books: Books) -> Statement:
    claim = told.claim
    tier, wanted = claim.of[0].values("tier"), claim.of[0].interval("score")
    if not claim.period:
        return statement(told, UNVERIFIABLE, Message("没有说是哪一年", "it does not say in which year"))
    band = next((b for b in books.ledger.bands if b.period == claim.period and (b.tier,) == tier), None)
    if band is None or wanted is None:
        reason = Message(f"没有文件印出{claim.period}年的这条分级线", f"no document prints that band of {claim.period}")
        return statement(told, UNVERIFIABLE, reason)
    same = _clipped(wanted) == _clipped(band.interval)
    reason = Message(f"{claim.period}年{band.label}：{interval_zh(band.interval)}", f"{claim.period} {band.tier}: {band.interval}")
    known = Known(exact(0), interval_zh(band.interval), "printed", (band.where,))
    return statement(told, AGREES if same else DIFFERS, reason, (known,), books.named(Population().having("tier", tier or ()), claim.period))


def _clipped(interval: Interval) -> Interval:
    """Write a range of scores as one from 0 to 100, ends included."""
    high = Decimal(100) if interval.high is None else interval.high
    low = Decimal(0) if interval.low is None else interval.low
    return Interval(low, high, interval.includes_low or interval.low is None, interval.includes_high or interval.high is None)


def allowed_by(claim: Claim, before: str, after: str) -> Range:
    """Give the values a figure and the words around it allow: 六成以上 and 超过 40 家 are bounds."""
    quantity = claim.quantity
    if quantity is None:
        return Range(None, None)
    value = Fraction(quantity.value) * scaled(claim)[0]
    after_it = next((b for word, b in _AFTER.items() if after.startswith(word)), None)
    bound = after_it or next((b for word, b in _BEFORE.items() if before.endswith(word)), None)
    if bound is not None:
        low, high, beyond = bound
        return Range(value if low else None, value if high else None, low and beyond, high and beyond)
    if claim.kind == "amount":
        return value_range(claim)
    low_end = None if quantity.low is None else Fraction(quantity.low)
    high_end = None if quantity.high is None else Fraction(quantity.high)
    return Range(low_end, high_end)


_AFTER = {
    "及以上": (True, False, False), "以上": (True, False, False), "及以下": (False, True, False),
    "以下": (False, True, False), "以内": (False, True, False),
}  # fmt: skip
_BEFORE = {
    "不少于": (True, False, False), "至少": (True, False, False), "超过": (True, False, True),
    "突破": (True, False, True), "超": (True, False, True), "逾": (True, False, True), "不足": (False, True, True),
}  # fmt: skip
"""Words that make a figure a bound: whether a lower, whether an upper one, and whether the figure itself is left out."""
