"""Changes and bands of a sentence held against the books."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extractors.audit.intervals import exact, show
from extractors.audit.words import interval_zh
from extractors.desk.books import COUNT, DERIVED, Books, Known
from extractors.desk.naming import interval_en, value_en
from extractors.desk.verify_told import (
    AGREES,
    DIFFERS,
    OTHER_BASIS,
    UNVERIFIABLE,
    Told,
    fits,
    round_to_fraction,
    statement,
    written,
)
from extractors.ledger.movement import bands_between
from schemas.finding import Message
from schemas.population import Interval, Population
from schemas.quantity import spaced
from schemas.verdict import Statement


def hold_change(told: Told, books: Books) -> Statement:
    """Hold a change against what is printed of it and what the figures of both periods give.

    A change between periods with different bands is true of another basis only.
    """
    claim = told.claim
    before, of = claim.against_period, claim.of[0]
    name = books.named(of, claim.period)
    if not before.isdigit() or told.denied:
        return statement(told, UNVERIFIABLE, Message("没有说与哪一年相比", "it does not say against which year"))
    found = list(books.known(f"change:{claim.measure}", of, claim.period, None, before))
    worked = None if claim.measure == "share" else _difference(told, of, books)
    if not found and worked is None:
        reason = Message(f"{before}年没有可比的数", f"nothing to compare with in {before}")
        return statement(told, UNVERIFIABLE, reason)
    found += [worked] if worked else []
    agrees = {_change_fits(told, k) for k in found}
    turned = [_turned(k) for k in found]
    values = Message(written(m.zh for m in turned).zh, written(m.en for m in turned).en)
    zh = f"{claim.period}年{name.zh}比{before}年：{values.zh}"
    en = f"{claim.period}, {name.en}, since {before}: {values.en}"
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
    if told.claim.measure.startswith("growth"):
        if not then[0].range.single:
            return None
        value = value * 100 / then[0].range.single
        text = f"({text})÷{show(then[0].range.single)}={show(round_to_fraction(value, 2), 2)}%"
    return Known(exact(value), text, DERIVED, (*now[0].where[:1], *then[0].where[:1]), then[0].premises)


def _change_fits(told: Told, known: Known) -> bool:
    """Tell whether a change is the known one; a growth in per cent as its digits allow."""
    growth = told.claim.measure.startswith("growth") and known.range.single is not None
    return fits(told, Fraction(known.range.single or 0)) if growth else told.allowed.meets(known.range)


def _turned(known: Known) -> Message:
    """Say a change with its direction; a sum says it by itself."""
    value = known.range.single
    if value is None or "=" in known.text:
        return Message(known.text, known.text)
    zh, en = ("增加", "up") if value > 0 else ("减少", "down")
    return Message(f"{zh}{known.text}", f"{en} {spaced(known.text)}")


def hold_band(told: Told, books: Books) -> Statement:
    """Hold the scores of a tier against the bands printed for the period."""
    claim = told.claim
    tier, wanted = claim.of[0].values("tier"), claim.of[0].interval("score")
    if not claim.period:
        return statement(told, UNVERIFIABLE, Message("没有说是哪一年", "it does not say in which year"))
    band = next((b for b in books.ledger.bands if b.period == claim.period and (b.tier,) == tier), None)
    if band is None or wanted is None:
        reason = Message(f"没有文件印出{claim.period}年的这条分级线", f"no document prints that band of {claim.period}")
        return statement(told, UNVERIFIABLE, reason)
    same = _clipped(wanted) == _clipped(band.interval)
    tier_en = value_en(books.vocabulary.axis("tier"), (band.tier,), books.vocabulary)
    reason = Message(
        f"{claim.period}年{band.label}：{interval_zh(band.interval)}",
        f"{claim.period}, {tier_en}: {interval_en(band.interval)}",
    )
    known = Known(exact(0), interval_zh(band.interval), "printed", (band.where,))
    return statement(
        told,
        AGREES if same else DIFFERS,
        reason,
        (known,),
        books.named(Population().having("tier", tier or ()), claim.period),
    )


def _clipped(interval: Interval) -> Interval:
    """Write a range of scores as one from 0 to 100, ends included."""
    high = Decimal(100) if interval.high is None else interval.high
    low = Decimal(0) if interval.low is None else interval.low
    return Interval(
        low, high, interval.includes_low or interval.low is None, interval.includes_high or interval.high is None
    )
