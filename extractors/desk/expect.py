"""What must hold of a coming report, from the ledger.

`must` follows from what is printed: who was not high last time cannot be high in an unbroken run, a change must be the
difference. `usual` has held in every edition of the corpus that prints it. Each rests on places that can be looked up.
`extractors.desk.tick` holds a report against the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.desk.checks import tier_words
from extractors.ledger.codes import AGREED, BATCH, fold_code
from extractors.ledger.figures import counts_in, value_of
from extractors.ledger.infer import TOP
from extractors.ledger.order import period_key, years_of
from extractors.ledger.periods import EVALUATED, LISTED
from schemas.finding import Message
from schemas.intake import Expectation
from schemas.ledger import Ledger
from schemas.population import Population
from schemas.reading import Claim, Reading
from schemas.vocabulary import Vocabulary
from schemas.where import Where

MUST, USUAL = "must", "usual"
EDITIONS = 3
"""Editions that must agree before a total is taken for one that carries over; two agree by chance too often."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known before a period: readings of earlier periods in their order, the last period with a table."""

    ledger: Ledger
    vocabulary: Vocabulary
    period: str
    readings: tuple[Reading, ...]
    last: str

    def high(self, period: str) -> set[str]:
        """Give the alliances known to have been high in a period."""
        return {e.alliance for e in self.ledger.evaluations if e.period == period and e.tier == TOP}


def expectations(ledger: Ledger, vocabulary: Vocabulary, period: str) -> tuple[Expectation, ...]:
    """List what must hold of the report on a period, from what the ledger says of earlier ones.

    Raises:
        ValueError: when the text is no period.
    """
    years_of(period)
    key = period_key(period)
    readings = tuple(r for r in ledger.readings if r.document.period and period_key(r.document.period) < key)
    tables = {e.period for e in ledger.evaluations if e.row and period_key(e.period) < key}
    past = Past(ledger, vocabulary, period, readings, max(tables, key=period_key, default=""))
    return tuple(expectation for list_them in LISTS for expectation in list_them(past))


# ---- totals


def _counts(past: Past) -> dict[Population, list[tuple[str, int, Where]]]:
    """Give what the editions count of each population: period, value, place, in the order of the periods."""
    found: dict[Population, list[tuple[str, int, Where]]] = defaultdict(list)
    for reading in past.readings:
        for population, claims in counts_in(reading).items():
            for claim in claims:
                found[population].append((reading.document.period, value_of(claim), claim.where))
    return found


def _carried_totals(past: Past) -> Iterator[Expectation]:
    """Expect the totals of the closed batches, which every edition prints alike."""
    axis = next((a for a in past.vocabulary.axes if a.name == BATCH), None)
    told = _counts(past)
    for batch in axis.order if axis else ():
        population = Population().having(BATCH, (batch,))
        periods = list(dict.fromkeys(period for period, _, _ in told[population]))
        values = {value for _, value, _ in told[population]}
        if axis and len(periods) >= EDITIONS and len(values) == 1:
            value, name = values.pop(), axis.value(batch).zh
            zh = f"{name}试点联盟仍为 {value} 家（{'、'.join(periods)} 各期都是）"
            en = f"batch {batch}: still {value} ({', '.join(periods)} all have it)"
            yield _expect("count", USUAL, zh, en, population, (str(value),), told[population][-1][2])


def _growing_totals(past: Past) -> Iterator[Expectation]:
    """Expect no fewer members than before of the batches that grow, nor of all."""
    axis = next((a for a in past.vocabulary.axes if a.name == BATCH), None)
    told = _counts(past)
    growing = [Population().having(BATCH, (batch,)) for batch in axis.remainder] if axis else []
    for population in (*growing, LISTED):
        values = [value for _, value, _ in told[population]]
        if not axis or not values or values != sorted(values):
            continue
        period, value, where = told[population][-1]
        name = axis.value((population.values(BATCH) or ("",))[0]).zh + "联盟" if population.axes else "联盟总数"
        zh = f"{name}不少于 {value} 家（{period} 年度的数；历来只增不减）"
        en = f"{population}: at least {value}, as in {period} (it has only grown)"
        yield _expect("range", USUAL, zh, en, population, (str(value), ""), where)


def _counters(past: Past) -> Iterator[Expectation]:
    """Expect what each edition counts on from the last: how many evaluations there have been."""
    for entity in past.vocabulary.words("expect", "counters"):
        told = [(r.document.period, c) for r in past.readings for c in r.claims if _is_counter(c, entity)]
        if told:
            period, claim = told[-1]
            value, years = value_of(claim), years_of(past.period)[1] - years_of(period)[1]
            label = dict(past.vocabulary.things).get(entity, (entity,))[-1]
            # An edition may or may not count itself: 2018 had counted five up to 2017, 2019 called itself the seventh.
            most = value + years + 1
            zh = f"{label}累计 {value + 1}—{most} 次：{period} 年度称 {value} 次，每年至多一次，各期算不算本次并不一致"
            en = f"{entity} number {value + 1} to {most}: {period} counts {value}, at most one a year; editions differ"
            en += " in whether they count themselves"
            yield _expect("range", MUST, zh, en, Population(entity), (str(value), str(most)), claim.where)


def _is_counter(claim: Claim, entity: str) -> bool:
    return claim.kind == "count" and bool(claim.of) and claim.of[0] == Population(entity) and claim.quantity is not None


# ---- honours


def _honours(past: Past) -> Iterator[Expectation]:
    """Expect on the honours list only who was high in the last period: a run that ends now goes through it."""
    lists = [h for h in past.ledger.honours if period_key(h.row.end) < period_key(past.period)]
    rows = [e.row for e in past.ledger.evaluations if e.period == past.last and e.tier == TOP and e.row]
    if not lists or not rows:
        return
    latest = max(lists, key=lambda h: period_key(h.row.end)).row
    run = latest.periods_count or 0
    if years_of(past.period)[1] - years_of(past.last)[1] >= run:
        return
    honour, high = latest.honour, past.high(past.last)
    table, list_row = rows[0].group or rows[0].where, latest.where
    zh = f"{honour}级名单（连续 {run} 期高）只能出自 {past.last} 年度的高 {len(high)} 家，且本期也为高"
    en = f"the {honour} list ({run} periods high) can only hold the {len(high)} high of {past.last}, high again now"
    yield _expect("honour", MUST, zh, en, honour, tuple(sorted(high)), table)
    holders = {h.alliance for h in lists if (h.row.start, h.row.end) == (latest.start, latest.end)}
    span = f"{latest.start}–{latest.end}"
    zh = f"现有 {honour}级 {len(holders)} 家（{span}），本期不为高者失去"
    en = f"the {len(holders)} that hold {honour} ({span}) lose it unless they are high now"
    yield _expect("holders", MUST, zh, en, honour, tuple(sorted(holders)), list_row)
    yield from _known_before(past, honour, high, list_row)


def _known_before(past: Past, honour: str, high: set[str], place: Where) -> Iterator[Expectation]:
    """Tell of how many of them the period before is known too, where its result table is not in the corpus."""
    known = {e.period for e in past.ledger.evaluations if e.tier and period_key(e.period) < period_key(past.last)}
    before = max(known, key=period_key, default="")
    if not before or any(e.row for e in past.ledger.evaluations if e.period == before):
        return
    both = past.high(before) & high
    top = Population(periods=(before,)).having("tier", (TOP,))
    counted = [d.claim.quantity.value for d in past.ledger.derived if d.claim.of[:1] == (top,) and d.claim.quantity]
    zh = f"其中 {len(both)} 家已知 {before} 年度也为高，另 {len(high - both)} 家不知"
    en = f"{len(both)} of the {len(high)} are known to be high in {before} too, of {len(high - both)} it is not known"
    if counted:
        zh += f"；{before} 年度为高的共 {counted[0]} 家（推算）"
        en += f"; {counted[0]} were in all (derived)"
    yield _expect("note", MUST, zh, en, honour, tuple(sorted(both)), place)


# ---- changes, codes, bands


def _changes(past: Past) -> Iterator[Expectation]:
    """Expect the changes the report prints to be the differences to what the last report counts."""
    reading = next((r for r in reversed(past.readings) if r.document.period == past.last), None)
    if reading is None:
        return
    counts = counts_in(reading)
    populations = [(EVALUATED, Message("参评", "evaluated"))]
    populations += [
        (Population().having("tier", (tier,)), tier_words(tier, past.vocabulary))
        for tier in dict.fromkeys(group.tier for group in reading.groups)
    ]
    told = [(p, words, counts[p]) for p, words in populations if len({value_of(c) for c in counts.get(p, [])}) == 1]
    if told:
        zh = "、".join(f"{words.zh} {value_of(claims[0])}" for _, words, claims in told)
        en = ", ".join(f"{words.en} {value_of(claims[0])}" for _, words, claims in told)
        yield _expect(
            "change", MUST, f"“比 {past.last} 年度增减”应等于与这些数之差：{zh}",
            f"a change against {past.last} is the difference to: {en}", past.last,
            tuple(f"{population}={value_of(claims[0])}" for population, _, claims in told),
            *(claims[0].where for _, _, claims in told),
        )  # fmt: skip


def _codes(past: Past) -> Iterator[Expectation]:
    """Expect every alliance to keep its code, and no code to be given to another."""
    told: dict[str, set[str]] = defaultdict(set)
    places: dict[str, Where] = {}
    earlier = {r.document.document for r in past.readings}
    for seen in past.ledger.codes:
        if seen.document in earlier:
            told[fold_code(seen.code)] |= {seen.alliance if seen.verdict == AGREED else ""}
            places[fold_code(seen.code)] = seen.where
    agreed = sorted(code for code, homes in told.items() if len(homes) == 1 and "" not in homes)
    disputed = sorted(set(told) - set(agreed))
    if agreed:
        pairs = tuple(f"{code}={next(iter(told[code]))}" for code in agreed)
        zh = f"已用编号 {len(agreed)} 个：各家沿用自己的编号，不给别家"
        en = f"{len(agreed)} codes are taken: each alliance keeps its own, and none goes to another"
        yield _expect("code", USUAL, zh, en, "", pairs, places[agreed[-1]])
    if disputed:
        zh = f"编号未定的 {len(disputed)} 个，看本期印哪个：{'、'.join(disputed)}"
        en = f"{len(disputed)} codes are in doubt, see what it prints: {', '.join(disputed)}"
        yield _expect("note", USUAL, zh, en, "", tuple(disputed), *(places[code] for code in disputed))


def _bands(past: Past) -> Iterator[Expectation]:
    """Expect the bands of the last edition: where they change, tiers of two periods do not compare."""
    periods = {b.period for b in past.ledger.bands if period_key(b.period) < period_key(past.period)}
    last = max(periods, key=period_key, default="")
    bands = [band for band in past.ledger.bands if band.period == last]
    if bands:
        names = [tier_words(band.tier, past.vocabulary) for band in bands]
        zh = "、".join(f"{n.zh} {b.interval.brief}" for n, b in zip(names, bands, strict=True))
        en = ", ".join(f"{n.en} {b.interval.brief}" for n, b in zip(names, bands, strict=True))
        yield _expect(
            "bands", USUAL, f"分级标准同 {last} 年度：{zh}；改了则两期等级不可直接比较",
            f"the bands of {last}: {en}; where they change, tiers do not compare", last,
            tuple(f"{band.tier}={band.interval}" for band in bands), bands[0].where,
        )  # fmt: skip


def _window(past: Past) -> Iterator[Expectation]:
    """Expect the calendar year of the period, where the last edition took its own."""
    told = [(r.document.period, c) for r in past.readings for c in r.claims if c.measure == "window" and c.date_to]
    if told and past.period.isdigit():
        period, claim = told[-1]
        if (claim.date_from, claim.date_to) == (f"{period}-01-01", f"{period}-12-31"):
            first, last = f"{past.period}-01-01", f"{past.period}-12-31"
            zh, en = f"评价时限 {first} 至 {last}（{period} 年度也是全年）", f"window {first} to {last}, as in {period}"
            yield _expect("window", USUAL, zh, en, "", (first, last), claim.where)


def _expect(
    kind: str, strength: str, zh: str, en: str, subject: Population | str, values: tuple[str, ...], *premises: Where
) -> Expectation:
    return Expectation(kind, strength, Message(zh, en), str(subject), values, tuple(dict.fromkeys(premises)))


LISTS: tuple[Callable[[Past], Iterator[Expectation]], ...] = (
    _carried_totals, _growing_totals, _counters, _honours, _changes, _codes, _bands, _window,
)  # fmt: skip
"""What is expected, in the order it is told."""
