"""A report as a whole: who moved since the last one, which honours changed hands, what it prints and no longer prints.

Nothing is said that the corpus does not bear out: between two editions whose bands differ, a move is told as one only
where the old score makes the move under the new bands too; years whose reports are missing are named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from extractors.ledger.codes import BATCH
from extractors.ledger.movement import bands_between, movements, tiers_under
from extractors.ledger.order import document_key, period_key, years_of
from schemas.finding import Message
from schemas.intake import Carried, HonourList, Move, Overview, Printed
from schemas.ledger import Alliance, Evaluation, Ledger
from schemas.population import Population
from schemas.reading import Claim, Reading
from schemas.vocabulary import Vocabulary

DESCRIBED = "described"
"""The axis of free words; what is told of one edition's own words is no kind of figure."""

FIGURES = ("count", "share", "amount", "score", "change", "streak", "threshold")
SENTENCE = 10
"""Characters below which equal words are a heading or a caption, not a sentence carried over."""

KINDS_ZH = {
    "count": "数",
    "share": "占比",
    "amount": "数额",
    "score": "分值",
    "change": "增减",
    "streak": "连续期数",
    "threshold": "分数界限",
}
TABLES = {
    "evaluations": Message("评价结果表", "result table"),
    "honours": Message("荣誉名单", "honours list"),
    "activities": Message("活动情况表", "table of activities"),
}
COLUMNS = {
    "rank": Message("序号", "rank"),
    "code": Message("编号", "code"),
    "score": Message("得分", "score"),
    "tier": Message("等级", "tier"),
}
_NUMBER = re.compile(r"\d")


def overview_of(reading: Reading, ledger: Ledger, vocabulary: Vocabulary) -> Overview | None:
    """Hold a document against the editions before it in the ledger; None for one that evaluates nobody."""
    info = reading.document
    own = document_key(info)
    if not info.period or not any(row.table in ("evaluations", "honours") for row in reading.rows):
        return None
    tables = _periods_with_tables(ledger)
    earlier = [period for period in tables if period_key(period) < period_key(info.period)]
    against = earlier[-1] if earlier and info.period in tables else ""
    before = [r for r in ledger.readings if r.document.kind == info.kind and document_key(r.document) < own]
    before = [r for r in before if r.document.period != info.period]
    last = before[-1] if before else None
    return Overview(
        period=info.period,
        against=against,
        bands=bands_between(ledger.bands, against, info.period) if against else "",
        scores=(_scored(ledger, against), _scored(ledger, info.period)),
        gap=_gap(against, info.period, tables),
        moves=tuple(_moves(ledger, against, info.period)) if against else (),
        honours=tuple(_honours(reading, ledger)),
        edition=last.document.document if last else "",
        stopped=tuple(_missing(last, (reading,), vocabulary)) if last else (),
        first=tuple(_missing(reading, before, vocabulary)) if last else (),
        carried=tuple(_carried(reading, before, vocabulary)),
    )


def _periods_with_tables(ledger: Ledger) -> list[str]:
    return sorted({e.period for e in ledger.evaluations if e.row}, key=period_key)


def _scored(ledger: Ledger, period: str) -> bool:
    return any(e.period == period and e.row and e.row.score for e in ledger.evaluations)


def _gap(against: str, period: str, tables: Iterable[str]) -> tuple[str, ...]:
    """Name the years between two periods for which no result table is in the corpus."""
    if not against:
        return ()
    told = {year for p in tables for year in range(years_of(p)[0], years_of(p)[1] + 1)}
    return tuple(str(y) for y in range(years_of(against)[1] + 1, years_of(period)[0]) if y not in told)


def _moves(ledger: Ledger, against: str, period: str) -> Iterator[Move]:
    names = {alliance.id: alliance.name for alliance in ledger.alliances}
    old, new = ({b.tier: b.interval for b in ledger.bands if b.period == p} for p in (against, period))
    doubtful = _doubtful(ledger)
    for m in movements(ledger, against, period):
        before, now = (e.tier if e else "" for e in (m.before, m.after))
        if not before and not now:
            # Evaluated in neither: it was gone before.
            continue
        kind = m.kind
        if kind in ("first", "again", "not_evaluated", "incomplete") and m.alliance in doubtful:
            kind = "undecided"
        if kind in ("up", "down", "same") and old != new:
            could = {m.bridged} if m.bridged else tiers_under(old.get(before), new)
            kind = _told(kind, now, could, ledger.rising)
        yield Move(m.alliance, names[m.alliance], kind, before, _score(m.before), now, _score(m.after), m.bridged)


def _doubtful(ledger: Ledger) -> set[str]:
    """Give whom table rows may mean of which nobody has decided whom they mean: who has come and who has gone?"""
    undecided = [m for m in ledger.matches if m.outcome == "review" and m.mention.role in ("row", "honour")]
    places = {m.mention.where.id for m in undecided}
    rows = {e.alliance for e in ledger.evaluations if e.row and {e.row.cell("name").id, e.row.where.id} & places}
    rows |= {h.alliance for h in ledger.honours if {h.row.cell("name").id, h.row.where.id} & places}
    return rows | {candidate for match in undecided for candidate in match.candidates}


def _told(kind: str, now: str, could: set[str], rising: tuple[str, ...]) -> str:
    """Say whether a move holds under the bands of the later period too; `could` are the tiers the old score makes.

    `untold`: one of several, or nothing known. `lower_now`, `higher_now`: the tier has the same word, and the old score
    would have made another one.
    """
    steps = {rising.index(tier) for tier in could if tier in rising}
    if not steps or now not in rising:
        return kind if kind == "same" else "untold"
    place = rising.index(now)
    if place > max(steps):
        return "higher_now" if kind == "same" else "up"
    if place < min(steps):
        return "lower_now" if kind == "same" else "down"
    return "same" if kind == "same" else "untold"


def _score(evaluation: Evaluation | None) -> str:
    return evaluation.row.score if evaluation and evaluation.row else ""


def _honours(reading: Reading, ledger: Ledger) -> Iterator[HonourList]:
    """Hold each honours list of a document against the last list of the same honour that ends before it."""
    names = {alliance.id: alliance for alliance in ledger.alliances}
    lists: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    own: set[tuple[str, str, str]] = set()
    for honour in ledger.honours:
        key = (honour.row.honour, honour.row.end, honour.row.start)
        lists[key].add(honour.alliance)
        if honour.row.where.document == reading.document.document:
            own.add(key)
    doubtful = _doubtful(ledger)
    for key in sorted(own):
        before = max((k for k in lists if k[0] == key[0] and k[1:] < key[1:]), default=None)
        now, then = lists[key], lists[before] if before else set()

        def told(ids: set[str]) -> tuple[Alliance, ...]:
            return tuple(names[id] for id in sorted(ids))

        won, lost = now - then, then - now
        open_ones = (won | lost) & doubtful if won & doubtful and lost & doubtful else set()
        span = _span(before) if before else ""
        yield HonourList(
            key[0], _span(key), span, told(now & then), told(won - open_ones), told(lost - open_ones), told(open_ones)
        )


def _span(key: tuple[str, str, str]) -> str:
    return "-".join(filter(None, (key[2], key[1])))


# ---- what is printed


def _missing(here: Reading, others: Iterable[Reading], vocabulary: Vocabulary) -> Iterator[Printed]:
    """Give what one edition prints and none of the others does, the most frequent first."""
    there = {key for other in others for key in _printed(other, vocabulary)}
    found = ((key, printed) for key, printed in _printed(here, vocabulary).items() if key not in there)
    yield from (printed for _, printed in sorted(found, key=lambda f: (f[0][0], -f[1].number, f[0])))


def _printed(reading: Reading, vocabulary: Vocabulary) -> dict[tuple[str, ...], Printed]:
    """Collect what an edition prints: tables, their columns, the panel, and the kinds of its figures."""
    found: dict[tuple[str, ...], Printed] = {}
    for table in dict.fromkeys(row.table for row in reading.rows):
        rows = [row for row in reading.rows if row.table == table]
        name = TABLES.get(table, Message(table, table))
        found[("0", table)] = Printed(name, len(rows), rows[0].where)
        for column, words in COLUMNS.items():
            cells = [row for row in rows if getattr(row, column) not in ("", None)]
            if cells and table != "activities":
                label = Message(f"{name.zh}的{words.zh}", f"{words.en} in the {name.en}")
                found[("1", table, column)] = Printed(label, len(cells), cells[0].cell(column))
    if reading.panel:
        found[("0", "panel")] = Printed(Message("专家组名单", "panel list"), len(reading.panel), reading.panel[0].where)
    kinds: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        key = _kind_of(claim)
        if key:
            kinds[key].append(claim)
    for key, claims in kinds.items():
        found[("2", *key)] = Printed(_kind_words(claims[0], vocabulary), len(claims), claims[0].where)
    return found


def _kind_of(claim: Claim) -> tuple[str, ...]:
    """Say what kind of figure a claim is; nothing for one that is told in free words."""
    of, base = (candidates[0] if candidates else None for candidates in (claim.of, claim.base))
    if claim.kind not in FIGURES or of is None or DESCRIBED in _axes(of) or (base and DESCRIBED in _axes(base)):
        return ()
    return claim.kind, of.entity, "×".join(_axes(of)), base.entity if base else "", "×".join(_axes(base))


def _axes(population: Population | None) -> tuple[str, ...]:
    if population is None:
        return ()
    return *(name for name, _ in population.axes), *(name for name, _ in population.intervals)


def _kind_words(claim: Claim, vocabulary: Vocabulary) -> Message:
    kind, entity, axes, _, base = _kind_of(claim)
    things = dict(vocabulary.things).get(entity, ())
    noun = vocabulary.entity.noun if entity == vocabulary.entity.name else things[-1] if things else entity
    by = dict(vocabulary.section("axis_words"))

    def words(names: str) -> str:
        return "和".join("".join(by.get(name, (name,))) for name in names.split("×"))

    what = "家数" if kind == "count" and entity == vocabulary.entity.name else KINDS_ZH[kind]
    zh = (f"按{words(axes)}分的" if axes else "") + noun + what
    if kind == "share":
        zh += f"（占{f'按{words(base)}分的' if base else '全部'}{noun}）"
    en = " ".join(filter(None, (kind, "of", entity, f"by {axes}" if axes else "")))
    return Message(zh, en + (f" (share of {base or 'all'})" if kind == "share" else ""))


# ---- what was carried over


def _carried(reading: Reading, before: Iterable[Reading], vocabulary: Vocabulary) -> Iterator[Carried]:
    """Give the sentences with figures of this edition's own that an earlier one has word for word.

    A figure that stood the same in two earlier editions or more is taken for one that does not change.
    """
    held: dict[str, list[str]] = defaultdict(list)
    for other in before:
        for text in dict.fromkeys(_plain(claim.text) for claim in other.claims):
            held[text].append(other.document.period or other.document.document)
    own: dict[str, list[Claim]] = defaultdict(list)
    for claim in reading.claims:
        if claim.kind in FIGURES and claim.quantity is not None and len(_plain(claim.text)) >= SENTENCE:
            own[_plain(claim.text)].append(claim)
    # The sentences with most figures that each edition has its own of come first.
    ranked = sorted(own.items(), key=lambda item: -sum(_changes(c, vocabulary) for c in item[1]))
    for text, claims in ranked:
        moving = [c for c in claims if _changes(c, vocabulary)]
        if len(held.get(text, ())) == 1 and _NUMBER.search(text) and moving:
            figures = tuple(dict.fromkeys(c.quantity.text for c in moving if c.quantity))
            yield Carried(claims[0].text, figures, tuple(held[text]), moving[0].where)


def _changes(claim: Claim, vocabulary: Vocabulary) -> bool:
    """Tell whether each edition has its own value of a figure: not the closed batches, nor what free words narrow."""
    of = claim.of[0] if claim.of else None
    if of is None or DESCRIBED in _axes(of):
        return False
    growing = {value for axis in vocabulary.axes for value in axis.remainder if axis.name == BATCH}
    told = set(of.values(BATCH) or ())
    return of.entity != BATCH and not (_axes(of) == (BATCH,) and not told & growing)


def _plain(text: str) -> str:
    return "".join(text.split())
