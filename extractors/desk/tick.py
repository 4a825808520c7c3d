"""Holding a report against what was expected of it: kept, broken, or not printed."""

from __future__ import annotations

from collections.abc import Callable

from extractors.ledger.codes import fold_code
from extractors.ledger.figures import value_of
from extractors.names import PROVISIONAL
from schemas.finding import Message
from schemas.intake import Expectation, Tick
from schemas.ledger import Ledger
from schemas.reading import Claim, Reading
from schemas.where import Where

KEPT, BROKEN, SILENT = "kept", "broken", "not_printed"
SHOWN = 3
"""Examples named in a sentence."""


def ticked(expected: tuple[Expectation, ...], reading: Reading, ledger: Ledger) -> tuple[Tick, ...]:
    """Hold a report, which the ledger knows, against what was expected of it; notes are no expectations."""
    return tuple(LOOK_UPS[e.kind](e, reading, ledger) for e in expected if e.kind in LOOK_UPS)


def _tick(
    expectation: Expectation, broken: bool, zh: str, en: str, where: tuple[Where, ...], silent: bool = False
) -> Tick:
    verdict = SILENT if silent else BROKEN if broken else KEPT
    return Tick(expectation, verdict, Message(zh, en), where)


def _silent(expectation: Expectation) -> Tick:
    return _tick(expectation, False, "未载", "not printed", (), silent=True)


def _counts(expectation: Expectation, reading: Reading) -> list[Claim]:
    return [
        claim
        for claim in reading.claims
        if claim.kind == "count"
        and claim.quantity
        and claim.quantity.exact
        and _is(claim, expectation.subject, reading)
    ]


def _is(claim: Claim, subject: str, reading: Reading) -> bool:
    of = claim.of[0].key() if claim.of else None
    return of is not None and str(of) == subject and of.periods in ((), (reading.document.period,)) and not of.every


def _count(expectation: Expectation, reading: Reading, ledger: Ledger) -> Tick:
    """One printed value, which must be the one expected."""
    claims = _counts(expectation, reading)
    return _values(expectation, claims, [c for c in claims if str(value_of(c)) not in expectation.values])


def _range(expectation: Expectation, reading: Reading, ledger: Ledger) -> Tick:
    """One printed value between two, the second open where it is empty."""
    claims = _counts(expectation, reading)
    low, high = int(expectation.values[0]), expectation.values[1]
    wrong = [c for c in claims if value_of(c) < low or (high and value_of(c) > int(high))]
    return _values(expectation, claims, wrong)


def _values(expectation: Expectation, claims: list[Claim], wrong: list[Claim]) -> Tick:
    if not claims:
        return _silent(expectation)
    told = wrong or claims
    words = "、".join(dict.fromkeys(c.quantity.text for c in told if c.quantity))
    return _tick(expectation, bool(wrong), f"印作 {words}", f"printed {words}", tuple(c.where for c in told))


def _honour(expectation: Expectation, reading: Reading, ledger: Ledger) -> Tick:
    """The alliances on the honours list, all among those that could be."""
    own = [h for h in ledger.honours if h.row.where.document == reading.document.document]
    own = [h for h in own if h.row.honour == expectation.subject]
    if not own:
        return _silent(expectation)
    wrong = [h for h in own if h.alliance not in expectation.values]
    names = "、".join(h.row.name for h in wrong[:SHOWN]) + (f" 等 {len(wrong)} 家" if len(wrong) > SHOWN else "")
    if wrong:
        return _tick(
            expectation,
            True,
            f"不在其中：{names}",
            f"not among them: {names}",
            tuple(h.row.cell("name") for h in wrong),
        )
    return _tick(expectation, False, f"{len(own)} 家都在其中", f"all {len(own)} are", (own[0].row.where,))


def _holders(expectation: Expectation, reading: Reading, ledger: Ledger) -> Tick:
    """Who holds the honour now: kept only by those that are high in the report."""
    own = {h.alliance for h in ledger.honours if h.row.where.document == reading.document.document}
    high = {e.alliance for e in ledger.evaluations if e.period == reading.document.period and e.tier == "high"}
    if not own or not any(e.row for e in ledger.evaluations if e.period == reading.document.period):
        return _silent(expectation)
    held = own & set(expectation.values)
    wrong = held - high
    zh = f"保有 {len(held)} 家，失去 {len(set(expectation.values) - own)} 家"
    en = f"{len(held)} kept it, {len(set(expectation.values) - own)} lost it"
    return _tick(expectation, bool(wrong), zh + (f"，其中 {len(wrong)} 家本期不为高" if wrong else ""), en, ())


def _change(expectation: Expectation, reading: Reading, ledger: Ledger) -> Tick:
    """Every printed change against the last period, worked out from both counts."""
    before = dict(pair.rsplit("=", 1) for pair in expectation.values)
    right: list[Claim] = []
    wrong: list[str] = []
    places: list[Where] = []
    for claim in reading.claims:
        of = claim.of[0].key() if claim.of else None
        if claim.kind != "change" or claim.against_period != expectation.subject or of is None or not claim.quantity:
            continue
        now = {value_of(c) for c in reading.claims if c.kind == "count" and c.of and c.of[0].key() == of and c.quantity}
        if str(of) not in before or not now:
            continue
        past, told = int(before[str(of)]), claim.quantity.value
        if told in {present - past for present in now}:
            right.append(claim)
        else:
            wrong += [f"{present} - {past} = {present - past} ≠ {told}" for present in sorted(now)]
            places.append(claim.where)
    if not right and not wrong:
        return _silent(expectation)
    if wrong:
        words = "；".join(wrong)
        return _tick(expectation, True, f"不等：{words}", f"not so: {words}", tuple(places))
    return _tick(
        expectation, False, f"{len(right)} 处都相等", f"all {len(right)} are", tuple(c.where for c in right)
    )  # fmt: skip


def _code(expectation: Expectation, reading: Reading, ledger: Ledger) -> Tick:
    """The codes in its tables, each with the alliance that has it on file."""
    holder = dict(pair.split("=", 1) for pair in expectation.values)
    known: dict[str, set[str]] = {}
    for code, alliance in holder.items():
        known.setdefault(alliance, set()).add(code)
    names = {alliance.id: alliance.name for alliance in ledger.alliances}
    own = [s for s in ledger.codes if s.document == reading.document.document]
    wrong: list[str] = []
    places: list[Where] = []
    kept = 0
    for seen in own:
        code = fold_code(seen.code)
        if seen.alliance.startswith(PROVISIONAL):
            # Nobody has decided whom the name means; the code is what that question is about.
            continue
        if holder.get(code, seen.alliance) != seen.alliance or code not in known.get(seen.alliance, {code}):
            wrong.append(f"{seen.code} {names.get(seen.alliance, seen.alliance)}")
            places.append(seen.where)
        elif code in holder:
            kept += 1
    if not own:
        return _silent(expectation)
    if wrong:
        unique = list(dict.fromkeys(wrong))
        words = "、".join(unique[:SHOWN]) + (f" 等 {len(unique)} 处" if len(unique) > SHOWN else "")
        return _tick(expectation, True, f"与已知编号不同：{words}", f"other codes than before: {words}", tuple(places))
    return _tick(expectation, False, f"{kept} 处沿用", f"{kept} kept", ())


def _bands(expectation: Expectation, reading: Reading, ledger: Ledger) -> Tick:
    """The bands it prints, tier by tier."""
    before = dict(pair.split("=", 1) for pair in expectation.values)
    own = [b for b in ledger.bands if b.where.document == reading.document.document]
    changed = [b for b in own if before.get(b.tier, str(b.interval)) != str(b.interval)]
    if not own:
        return _silent(expectation)
    if changed:
        words = "、".join(f"{b.label} {b.interval.brief}" for b in changed)
        return _tick(expectation, True, f"改为 {words}", f"changed: {words}", tuple(b.where for b in changed))
    return _tick(expectation, False, "未变", "unchanged", (own[0].where,))


def _window(expectation: Expectation, reading: Reading, ledger: Ledger) -> Tick:
    """The window it prints."""
    claims = [c for c in reading.claims if c.measure == "window" and c.date_to]
    if not claims:
        return _silent(expectation)
    told = (claims[0].date_from, claims[0].date_to)
    words = "–".join(told)
    return _tick(expectation, told != expectation.values, words, words, (claims[0].where,))


LOOK_UPS: dict[str, Callable[[Expectation, Reading, Ledger], Tick]] = {
    "count": _count,
    "range": _range,
    "honour": _honour,
    "holders": _holders,
    "change": _change,
    "code": _code,
    "bands": _bands,
    "window": _window,
}
