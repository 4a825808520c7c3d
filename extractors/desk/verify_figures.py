"""Figures of a sentence held against the books: which verdict they get, and why."""

from __future__ import annotations

from dataclasses import replace

from extractors.desk.books import COUNT, DERIVED, INFERRED, SHARE, Books
from extractors.desk.verify_bases import STANDING_AXES, elsewhere, readings_of, right_of, share_reading, wholes_of
from extractors.desk.verify_changes import hold_band, hold_change
from extractors.desk.verify_things import hold_things
from extractors.desk.verify_told import (
    AGREES,
    DIFFERS,
    OTHER_BASIS,
    UNVERIFIABLE,
    Reading,
    Told,
    statement,
    values_of,
)
from extractors.ledger.movement import bands_between
from schemas.finding import Message
from schemas.population import Population
from schemas.reading import Claim
from schemas.verdict import Statement
from schemas.vocabulary import Vocabulary

DESCRIBED = "described"


def hold(told: Told, books: Books) -> Statement:
    """Hold one figure against the books."""
    claim = told.claim
    if any(dict(p.axes).get(DESCRIBED) for p in (*claim.of, *claim.base)):
        things = hold_things(told, books)
        return things or statement(told, UNVERIFIABLE, _free_words(told))
    if claim.kind == "band":
        return hold_band(told, books)
    if claim.kind not in (COUNT, SHARE, "change", "amount") or claim.quantity is None or not claim.of:
        return statement(told, UNVERIFIABLE, Message("台账不记这类数", "the ledger keeps no such figure"))
    if not claim.period:
        return _without_period(told, books)
    if claim.kind == "change":
        return hold_change(told, books)
    if claim.kind == SHARE and not claim.base:
        return _baseless(told, books)
    return _settle(told, tuple(readings_of(told, books)), books)


def _free_words(told: Told) -> Message:
    return Message(
        f"“{told.words}”：台账里没有这个口径的数", f"“{told.words}”: the ledger keeps no figure of just this"
    )


def _settle(told: Told, readings: tuple[Reading, ...], books: Books) -> Statement:
    """Weigh the populations a figure may mean; the first is the likeliest, those of another basis weigh as much."""
    first = readings[0]
    if told.denied:
        return _denied(told, readings)
    rivals = [r for r in readings[1:] if _rival(told, readings.index(r))]
    if first.agrees is None and first.found and told.claim.kind == "amount":
        values = values_of(first)
        reason = Message(
            f"印出的是{first.name.zh}{values.zh}，不能断定是同一个数",
            f"printed is {values.en}, {first.name.en}: whether that is the same cannot be told",
        )
        return statement(told, UNVERIFIABLE, reason, first.found, first.name)
    if first.agrees is None and first.found:
        reason = Message("文件里这个数就有不同的说法", "the documents print different values for this figure")
        return statement(told, UNVERIFIABLE, reason, first.found, first.name)
    against = [r for r in (first, *rivals) if r.agrees is False]
    fitting = [r for r in readings if r.agrees]
    if first.agrees and not against:
        return _agreeing(told, first)
    if fitting:
        return _on_another(told, fitting[0], against or [first])
    if other := next(elsewhere(told, books), None):
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
            f"与印出的数一致，但复算不符：{values_of(reading).zh}",
            f"as printed, but its own inputs do not give it: {values_of(reading).en}",
        )
        return statement(told, UNVERIFIABLE, reason, reading.found, reading.name)
    first = reading.found[0]
    zh = {DERIVED: "（推算所得，没有文件直接印出）", INFERRED: "（推断所得）"}.get(first.basis, "")
    en = {DERIVED: " (worked out, printed nowhere)", INFERRED: " (inferred)"}.get(first.basis, "")
    values = values_of(reading)
    reason = Message(
        f"{told.claim.period}年{reading.name.zh}：{values.zh}{zh}",
        f"{told.claim.period}, {reading.name.en}: {values.en}{en}",
    )
    return statement(told, AGREES, reason, reading.found, reading.name)


def _on_another(told: Told, other: Reading, own: list[Reading]) -> Statement:
    mine = own[0]
    zh = f"按“{other.name.zh}”的口径成立：{values_of(other).zh}；"
    en = f"true of {other.name.en}: {values_of(other).en}; "
    if mine.found:
        zh += f"按“{mine.name.zh}”则为{values_of(mine).zh}"
        en += f"of {mine.name.en} it is {values_of(mine).en}"
    else:
        zh += f"“{mine.name.zh}”台账没有这个数"
        en += f"of {mine.name.en} the ledger has no figure"
    return statement(told, OTHER_BASIS, Message(zh, en), (*other.found, *mine.found))


def _differing(told: Told, reading: Reading, books: Books) -> Statement:
    hint = right_of(told, books)
    reason = Message(
        f"{told.claim.period}年{reading.name.zh}：{values_of(reading).zh}{hint.zh}",
        f"{told.claim.period}, {reading.name.en}: {values_of(reading).en}{hint.en}",
    )
    return statement(told, DIFFERS, reason, reading.found, reading.name)


def _denied(told: Told, readings: tuple[Reading, ...]) -> Statement:
    """Turn the verdict on a figure that a sentence denies; only one that is certain can be turned."""
    outcomes = {r.agrees for r in readings if r.found}
    first = readings[0]
    if len(outcomes) != 1 or None in outcomes:
        reason = Message("否定的说法，台账里不能断定", "a denial that the ledger cannot settle")
        return statement(told, UNVERIFIABLE, reason, first.found, first.name)
    reason = Message(f"{first.name.zh}：{values_of(first).zh}", f"{first.name.en}: {values_of(first).en}")
    return statement(told, DIFFERS if outcomes == {True} else AGREES, reason, first.found, first.name)


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


def _baseless(told: Told, books: Books) -> Statement:
    """Hold a share that does not say of what: true of a named base is another basis, never simply true."""
    scheme, of = books.scheme(told.claim.period), told.claim.of[0] if told.claim.of else Population()
    bases = [b for b in wholes_of(of, books) if scheme.inside(scheme.canon(of), scheme.canon(b))]
    readings = [share_reading(told, of, base, books) for base in bases]
    fitting = [r for r in readings if r.agrees and not r.only_printed]
    known = [r for r in readings if r.found]
    if told.denied or not known:
        return statement(told, UNVERIFIABLE, Message("没有说占谁的", "it does not say a share of what"))
    if fitting:
        zh = "；".join(f"按“{r.name.zh}”的口径成立：{values_of(r).zh}" for r in fitting)
        en = "; ".join(f"true as {r.name.en}: {values_of(r).en}" for r in fitting)
        return statement(
            told, OTHER_BASIS, Message(f"没有说占谁的；{zh}", f"of what is not said; {en}"), fitting[0].found
        )
    zh = "；".join(f"{r.name.zh}是{values_of(r).zh}" for r in known)
    en = "; ".join(f"{r.name.en} is {values_of(r).en}" for r in known)
    return statement(told, DIFFERS, Message(f"占谁的都不是：{zh}", f"of nothing that it could be of: {en}"))


def _without_period(told: Told, books: Books) -> Statement:
    """Hold a figure that names no year: it is true only if it is true of every period there is a figure for."""
    held = {p: hold(replace(told, claim=replace(told.claim, period=p)), books) for p in books.reported}
    known = {p: s for p, s in held.items() if s.supports}
    if len(known) > 1 and told.claim.kind == COUNT and all(s.verdict == AGREES for s in known.values()):
        zh, en = "、".join(known), ", ".join(known)
        reason = Message(
            f"没有说是哪一年；台账所知各期（{zh}）都是如此", f"no year is named; so in every period known ({en})"
        )
        supports = tuple(x for s in known.values() for x in s.supports[:1])
        return replace(statement(told, AGREES, reason), supports=supports)
    fitting = "、".join(p for p, s in known.items() if s.verdict == AGREES)
    text = told.claim.quantity.text if told.claim.quantity else ""
    zh = f"“{text}”没有说是哪一年{f'（{fitting}年正是）' if fitting else ''}"
    en = f"“{text}”: it does not say in which year{f' (true of {fitting})' if fitting else ''}"
    return statement(told, UNVERIFIABLE, Message(zh, en))


# ---- words that mean more than the grammar took them for -------------------------------------------------------------


def ambiguous_heads(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Name the words for members that may mean all of them or only some (试点联盟)."""
    return tuple(
        word for word, options in vocabulary.section("wholes") if len(options) > 1 and not word.endswith("总数")
    )


def hold_narrower(told: Told, made: Statement, books: Books) -> Statement:
    """Hold a figure that agrees once more by the narrower meaning of such a word, wherever in the sentence it is.

    试点联盟中活跃度高的 43 家 counts those who joined later; of the three batches there are 39.
    """
    own = books.vocabulary.entity.name
    heads = ambiguous_heads(books.vocabulary)
    options = [o for word, found in books.vocabulary.section("wholes") if word in heads for o in found]
    for option in dict.fromkeys(filter(None, options)):
        axis, _, values = option.partition("=")
        meant = tuple(values.split("|"))

        def narrow(p: Population, axis: str = axis, meant: tuple[str, ...] = meant) -> Population:
            return p if p.entity != own or p.values(axis) is not None else p.having(axis, meant)

        claim = replace(told.claim, of=tuple(map(narrow, told.claim.of)), base=tuple(map(narrow, told.claim.base)))
        if (claim.of, claim.base) == (told.claim.of, told.claim.base) or claim.kind not in (COUNT, SHARE):
            continue
        first = next(readings_of(replace(told, claim=claim), books), None)
        if first is not None and first.found and first.agrees is False:
            zh = f"{made.reason.zh}；若只说三批试点，{first.name.zh}是{values_of(first).zh}"
            en = f"{made.reason.en}; but {first.name.en}: {values_of(first).en}"
            return replace(made, verdict=OTHER_BASIS, reason=Message(zh, en))
    return made


def hold_becoming(made: Statement, years: tuple[str, ...], claim: Claim, books: Books) -> Statement:
    """Hold a figure that has become another one: between periods with different bands that is no change."""
    tiers = any(p.values("tier") for p in claim.of)
    changed = [y for y in years if bands_between(books.ledger.bands, y, claim.period) == "changed"]
    if not tiers or not changed or claim.period != max(years):
        return made
    zh = f"{made.reason.zh}；但{changed[0]}年与{claim.period}年的分级线不同，不是同一口径"
    en = f"{made.reason.en}; but the bands of {changed[0]} and {claim.period} differ"
    return replace(made, verdict=OTHER_BASIS, reason=Message(zh, en))
