"""What a sentence says of a named alliance, held against the ledger: tier, honour, score, batch, code, rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractors.audit.words import interval_zh, value_zh
from extractors.desk.books import INFERRED, Books
from extractors.desk.naming import numeral_zh, value_en
from extractors.desk.verify_told import AGREES, DIFFERS, OTHER_BASIS, UNVERIFIABLE
from extractors.ledger.codes import fold_code
from extractors.ledger.facts import NOT_EVALUATED
from extractors.ledger.movement import bands_between, tier_of_score
from extractors.ledger.who import FOUND, who_is
from extractors.names import parse_name
from schemas.finding import Message
from schemas.ledger import Evaluation, Honour, Profile
from schemas.population import Interval
from schemas.verdict import Support

SURE = ("id", "code", "name")
"""Ways of finding an alliance that are no guess; a part of a name may mean another one tomorrow."""
TIER, HONOUR, SCORE, BATCH, CODE, EVALUATED, RANK, MOVEMENT, STREAK, FIRST = (
    "tier", "honour", "score", "batch", "code", "evaluated", "rank", "movement", "streak", "first",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the ledger says of one predicate."""

    verdict: str
    reason: Message
    supports: tuple[Support, ...] = ()

    def denied(self) -> Outcome:
        """Turn round what is certain; what is not, stays open."""
        turned = {AGREES: DIFFERS, DIFFERS: AGREES}.get(self.verdict, UNVERIFIABLE)
        return Outcome(turned, self.reason, self.supports)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a printed name means: one alliance, or nobody, and then why."""

    alliance: str
    reason: Message


def whom(name: str, books: Books) -> Meant:
    """Find the one alliance a name means; a short name of two, or a name nobody has, is nobody's."""
    answer = who_is(name, books.ledger, books.vocabulary)
    if answer.outcome == FOUND and answer.how in SURE:
        return Meant(answer.taken[0].alliance, Message("", ""))
    near = [c.name for c in (answer.taken or answer.others)[:3]]
    if answer.taken:
        zh, en = "、".join(near), ", ".join(near)
        return Meant("", Message(f"“{name}”指哪家不能断定，可能是{zh}", f"“{name}” may mean {en}"))
    tail = f"，相近的有{'、'.join(near)}" if near else ""
    return Meant("", Message(f"台账里没有“{name}”{tail}", f"the ledger has no “{name}”"))


@dataclass(frozen=True, slots=True)
class Member:
    """One alliance in the books."""

    id: str
    said: str
    books: Books

    @property
    def name(self) -> str:
        return next((a.name for a in self.books.ledger.alliances if a.id == self.id), self.id)

    @property
    def profile(self) -> Profile | None:
        return next((p for p in self.books.ledger.profiles if p.alliance == self.id), None)

    def at(self, period: str) -> tuple[Evaluation, ...]:
        """Give what a period says of it."""
        return tuple(e for e in self.books.ledger.evaluations if e.alliance == self.id and e.period == period)

    @property
    def honours(self) -> tuple[Honour, ...]:
        return tuple(h for h in self.books.ledger.honours if h.alliance == self.id)

    def tabled(self, period: str) -> bool:
        """Tell whether a table of results of that period is in the corpus."""
        return any(e.row is not None and e.period == period for e in self.books.ledger.evaluations)

    def tier_zh(self, key: str) -> str:
        """Name a tier."""
        return value_zh(self.books.vocabulary.axis("tier"), key) if key else "未列等级"

    def tier_en(self, key: str) -> str:
        """Name a tier in English, the Chinese beside it."""
        axis = self.books.vocabulary.axis("tier")
        return value_en(axis, (key,), self.books.vocabulary) if key else "no tier"

    def printed_as(self, name: str) -> Message:
        """Say the name a table has where it is not the one the sentence has."""
        stems = {parse_name(n, self.books.vocabulary).stem for n in (self.said, name)}
        seen = (n for n in self.books.ledger.names if n.alliance == self.id)
        kinds = {n.kind for n in seen if parse_name(n.name, self.books.vocabulary).stem in stems}
        if len(stems) == 1 or not kinds & {"former", "variant", "misprint"}:
            return Message("", "")
        return Message(f"（表中作“{name}”）", f" (the table has {name})")


def evaluation_support(member: Member, e: Evaluation) -> Support:
    """Say one evaluation in words, with its place."""
    if e.row is None:
        what = member.tier_zh(e.tier) if e.tier else "未参评"
        premises = member.books.places(e.premises)
        basis = e.basis if e.basis == INFERRED else "printed"
        return Support(
            Message(f"{e.period}年{what}", f"{member.tier_en(e.tier) if e.tier else 'not evaluated'} in {e.period}"),
            basis,
            premises,
            e.premises,
        )
    row = e.row
    score = f"，{row.score}分" if row.score else ""
    alias = member.printed_as(row.name)
    zh = f"{e.period}年结果表第{row.rank or row.number}号：{member.tier_zh(e.tier)}{score}{alias.zh}"
    en = f"table of {e.period}, no. {row.rank or row.number}: {member.tier_en(e.tier)}"
    en += f"{f', score {row.score}' if row.score else ''}{alias.en}"
    group = (row.group,) if row.group else ()
    return Support(Message(zh, en), "printed", (row.where, *group))


def honour_support(h: Honour) -> Support:
    """Say one place on an honours list in words."""
    row, count = h.row, h.row.periods_count
    place = row.rank or row.number
    zh = f"{row.honour}级名单（{row.start}—{row.end}年连续{numeral_zh(count or 0)}个评价期活跃度高）第{place}号"
    en = f"{row.honour}-level list (high in {count} periods running, {row.start}–{row.end}), no. {place}"
    return Support(Message(zh, en), "printed", (row.where,))


def _open(zh: str, en: str, supports: tuple[Support, ...] = ()) -> Outcome:
    return Outcome(UNVERIFIABLE, Message(zh, en), supports)


def _no_year(supports: Iterable[Support] = ()) -> Outcome:
    return _open("没有说是哪一年", "it does not say in which year", tuple(supports))


def _no_report(member: Member, period: str) -> Outcome:
    known = "、".join(sorted({e.period for e in member.books.ledger.evaluations if e.row is not None}))
    return _open(f"没有{period}年的结果表（有{known}）", f"no table of results of {period} (there are {known})")


# ---- tier, standing, score, rank -------------------------------------------------------------------------------------


def tier(member: Member, wanted: tuple[str, ...], period: str) -> Outcome:
    """Hold the tier of an alliance in a period."""
    told = member.at(period)
    supports = tuple(evaluation_support(member, e) for e in told)
    if not period:
        all_told = [e for p in member.books.periods for e in member.at(p)]
        return _no_year(evaluation_support(member, e) for e in all_told)
    tiers = {e.tier for e in told if e.tier}
    if len(tiers) > 1:
        return _open(f"{period}年的文件说法不一", f"the documents of {period} differ", supports)
    if tiers:
        e = next(e for e in told if e.tier)
        how = "（由A级名单推断，该年结果表未入库）" if e.row is None else ""
        alias = member.printed_as(e.row.name) if e.row else Message("", "")
        zh = f"{period}年{member.tier_zh(e.tier)}{alias.zh}{how}"
        en = f"{member.tier_en(e.tier)} in {period}{alias.en}{' (inferred from an A-level list)' if how else ''}"
        return Outcome(AGREES if e.tier in wanted else DIFFERS, Message(zh, en), supports)
    if told and all(e.tiers_possible == (NOT_EVALUATED,) for e in told):
        return Outcome(DIFFERS, Message(f"{period}年未参评", f"not evaluated in {period}"), supports)
    possible = {t for e in told for t in e.tiers_possible}
    if told and not possible & set(wanted):
        return Outcome(DIFFERS, Message(f"{period}年不是这一级", f"not that tier in {period}"), supports)
    if member.tabled(period):
        return Outcome(DIFFERS, Message(f"{period}年结果表里没有，未参评", f"not in the table of {period}"))
    return _no_report(member, period)


def evaluated(member: Member, wanted: bool, period: str) -> Outcome:
    """Hold whether an alliance was evaluated in a period."""
    if not period:
        return _no_year()
    told = member.at(period)
    supports = tuple(evaluation_support(member, e) for e in told)
    took_part = any(e.row is not None or e.tier for e in told)
    absent = bool(told) and all(e.tiers_possible == (NOT_EVALUATED,) for e in told)
    if not took_part and not absent and not member.tabled(period):
        return _no_report(member, period)
    words = ("参评", "evaluated") if took_part else ("未参评", "not evaluated")
    reason = Message(f"{period}年{words[0]}", f"{words[1]} in {period}")
    return Outcome(AGREES if took_part == wanted else DIFFERS, reason, supports)


def score(member: Member, wanted: Interval, period: str) -> Outcome:
    """Hold the score of an alliance in a period."""
    if not period:
        return _no_year(evaluation_support(member, e) for p in member.books.periods for e in member.at(p))
    told = [e for e in member.at(period) if e.row is not None]
    supports = tuple(evaluation_support(member, e) for e in told)
    scores = {e.row.score for e in told if e.row and e.row.score}
    if not told and member.tabled(period):
        return Outcome(DIFFERS, Message(f"{period}年结果表里没有，未参评", f"not in the table of {period}"))
    if not told:
        return _no_report(member, period)
    if len(scores) != 1:
        return _open(f"{period}年的结果表没有印这家的分数", f"the table of {period} prints no score of it", supports)
    value = scores.pop()
    alias = member.printed_as(told[0].row.name) if told[0].row else Message("", "")
    reason = Message(f"{period}年{value}分{alias.zh}", f"score {value} in {period}{alias.en}")
    return Outcome(AGREES if wanted.holds(Decimal(value)) else DIFFERS, reason, supports)


def rank(member: Member, wanted: int, period: str) -> Outcome:
    """Hold the rank of an alliance: by score, ties sharing a rank; a table without scores ranks nobody."""
    if not period:
        return _no_year()
    rows = [e for e in member.books.ledger.evaluations if e.period == period and e.row is not None and e.row.score]
    own = next((e for e in member.at(period) if e.row is not None), None)
    if own is None or own.row is None:
        return tier(member, (), period)
    support = (evaluation_support(member, own),)
    if not own.row.score:
        zh = f"{period}年的表没有印分数，序号不是名次"
        return _open(zh, f"the table of {period} prints no scores: its numbers are no ranks", support)
    above = sum(Decimal(e.row.score) > Decimal(own.row.score) for e in rows if e.row)
    same = sum(Decimal(e.row.score) == Decimal(own.row.score) for e in rows if e.row)
    ties = f"，与另外{same - 1}家并列" if same > 1 else ""
    reason = Message(
        f"{period}年{own.row.score}分，按分数第{above + 1}{ties}",
        f"score {own.row.score} in {period}: rank {above + 1}{f', shared by {same}' if same > 1 else ''}",
    )
    return Outcome(AGREES if above + 1 == wanted else DIFFERS, reason, support)


def movement(member: Member, before: str, after: str, periods: tuple[str, ...]) -> Outcome:
    """Hold a rise or fall between two periods; under changed bands it is none by the same measure."""
    if len(periods) != 2:
        return _open("没有说是从哪一年到哪一年", "it does not say from which year to which")
    one, other = tier(member, (before,), periods[0]), tier(member, (after,), periods[1])
    supports = (*one.supports, *other.supports)
    zh, en = f"{one.reason.zh}；{other.reason.zh}", f"{one.reason.en}; {other.reason.en}"
    verdicts = (one.verdict, other.verdict)
    if DIFFERS in verdicts:
        return Outcome(DIFFERS, Message(zh, en), supports)
    if UNVERIFIABLE in verdicts:
        return _open(zh, en, supports)
    bands = bands_between(member.books.ledger.bands, *periods)
    if bands == "same":
        return Outcome(AGREES, Message(zh, en), supports)
    if bands == "unknown":
        return _open(f"{zh}；其中一年的分级线没有文件印出", f"{en}; the bands of one year are not printed", supports)
    lines = "，".join(
        f"{b.period}年{b.label}{interval_zh(b.interval)}"
        for b in member.books.ledger.bands
        if b.period in periods and b.tier == after
    )
    row = next((e.row for e in member.at(periods[0]) if e.row is not None), None)
    bridged = tier_of_score(row.score, periods[1], member.books.ledger.bands) if row else ""
    own = f"；{periods[0]}年的{row.score}分按{periods[1]}年的线是{member.tier_zh(bridged)}" if row and bridged else ""
    return Outcome(OTHER_BASIS, Message(f"{zh}；分级线变了（{lines}）{own}", f"{en}; the bands changed"), supports)


# ---- honours and streaks ---------------------------------------------------------------------------------------------


def lists_of(member: Member) -> dict[str, bool]:
    """Give the last years of the honours lists in the corpus, and whether the alliance stands on each."""
    ends = {h.row.end for h in member.books.ledger.honours}
    return {end: any(h.row.end == end for h in member.honours) for end in sorted(ends)}


def honour(member: Member, period: str) -> Outcome:
    """Hold whether an alliance has the honour by the list of a period."""
    supports = tuple(honour_support(h) for h in member.honours if not period or h.row.end == period)
    lists = lists_of(member)
    if not period:
        return _no_year(supports)
    if period not in lists:
        zh = f"没有{period}年的A级名单（有{'、'.join(lists)}）"
        return _open(zh, f"no A-level list of {period} (there are {', '.join(lists)})")
    if lists[period]:
        return Outcome(AGREES, Message(f"在{period}年A级名单上", f"on the A-level list of {period}"), supports)
    number = sum(h.row.end == period for h in member.books.ledger.honours)
    reason = Message(f"不在{period}年A级名单（{number}家）上", f"not on the A-level list of {period} ({number})")
    place = tuple(h.row.where for h in member.books.ledger.honours if h.row.end == period)[:1]
    return Outcome(DIFFERS, reason, (Support(reason, "printed", place),))


def streak_of_tier(member: Member, wanted: tuple[str, ...], length: int, unit: str, years: tuple[str, ...]) -> Outcome:
    """Hold a streak of a tier: year by year, or by an honours list that says just this."""
    runs = [h for h in member.honours if wanted == ("high",)]
    spans = tuple(honour_support(h) for h in runs)
    if not years:
        return _no_year(spans)
    listed = next((h for h in runs if (h.row.start, h.row.end) == (years[0], years[-1])), None)
    by_year = [tier(member, wanted, y) for y in years]
    supports = tuple(s for o in by_year for s in o.supports)
    wrong = next((o for o in by_year if o.verdict == DIFFERS), None)
    if wrong is not None:
        return Outcome(DIFFERS, wrong.reason, wrong.supports)
    if length == len(years) and all(o.verdict == AGREES for o in by_year):
        zh, en = "；".join(o.reason.zh for o in by_year), "; ".join(o.reason.en for o in by_year)
        return Outcome(AGREES, Message(zh, en), supports)
    if listed is not None:
        support = honour_support(listed)
        same = listed.row.periods_count == length and (unit != "年" or length == len(years))
        return Outcome(AGREES if same else OTHER_BASIS, support.says, (support,))
    lacking = [y for y, o in zip(years, by_year, strict=True) if o.verdict != AGREES]
    zh = f"{'、'.join(lacking)}年的等级台账不知道" if lacking else f"{years[0]}—{years[-1]}年不是{length}{unit}"
    return _open(zh, f"the tier of {', '.join(lacking)} is not known", supports)


def streak_of_honour(member: Member, length: int, years: tuple[str, ...]) -> Outcome:
    """Hold a streak of honours: every year needs its list; a list for a run of periods is another thing."""
    lists = lists_of(member)
    if len(years) == length and all(lists.get(y) for y in years):
        supports = tuple(honour_support(h) for h in member.honours if h.row.end in years)
        zh = "、".join(years)
        return Outcome(AGREES, Message(f"在{zh}年的A级名单上", f"on the A-level lists of {zh}"), supports)
    off = next((y for y in years if y in lists and not lists[y]), None)
    if off is not None:
        return honour(member, off)
    close = [h for h in member.honours if h.row.periods_count == length and (not years or h.row.end == years[-1])]
    if close:
        said, count = honour_support(close[-1]), numeral_zh(length)
        zh = f"名单说的是连续{count}个评价期活跃度高而评为A级，不是连续{count}次获评：{said.says.zh}"
        en = (
            f"the list says high in {length} periods running, hence A-level, not A-level {length} times: {said.says.en}"
        )
        return Outcome(OTHER_BASIS, Message(zh, en), tuple(honour_support(h) for h in close))
    have = "、".join(lists)
    return _open(f"A级名单只有{have}年的", f"there are A-level lists of {have} only")


# ---- what does not change --------------------------------------------------------------------------------------------


def batch(member: Member, wanted: tuple[str, ...]) -> Outcome:
    """Hold the batch of an alliance."""
    profile = member.profile
    axis = member.books.vocabulary.axis("batch")
    found = profile.batches if profile else ()
    codes = "、".join(profile.codes) if profile else ""
    places = tuple(c.where for c in member.books.ledger.codes if c.alliance == member.id)
    if len(found) != 1:
        return _open("台账里它的批次不能断定", "its batch is not settled in the ledger")
    zh = f"{value_zh(axis, found[0])}{f'（编号{codes}）' if codes else ''}"
    english = value_en(axis, (found[0],), member.books.vocabulary)
    support = Support(Message(zh, f"{english}{f', code {codes}' if codes else ''}"), "printed", places)
    return Outcome(AGREES if found[0] in wanted else DIFFERS, support.says, (support,))


def code(member: Member, wanted: str) -> Outcome:
    """Hold the code of an alliance."""
    seen = [c for c in member.books.ledger.codes if c.alliance == member.id]
    values = {fold_code(c.code) for c in seen if c.verdict in ("agreed", "carried")} or {
        fold_code(c.code) for c in seen
    }
    places = tuple(c.where for c in seen)
    if not seen:
        return _open("台账里没有它的编号", "the ledger has no code of it")
    zh = "、".join(sorted(values))
    support = (Support(Message(f"编号{zh}", f"code {zh}"), "printed", places),)
    if len(values) > 1:
        return _open(f"编号有争议：{zh}", f"its code is disputed: {zh}", support)
    return Outcome(AGREES if fold_code(wanted) in values else DIFFERS, support[0].says, support)


def first(now: Outcome, earlier: Iterable[tuple[str, Outcome]], period: str) -> Outcome:
    """Hold a first time: an earlier time refutes it, and nothing in a corpus with gaps proves it."""
    if now.verdict != AGREES:
        return now
    before = [(p, o) for p, o in earlier if o.verdict == AGREES]
    if before:
        when, outcome = before[0]
        reason = Message(f"{when}年已有：{outcome.reason.zh}", f"already in {when}: {outcome.reason.en}")
        return Outcome(DIFFERS, reason, outcome.supports)
    zh = f"{period}年是；此前各期的报告不全，是否首次无从断定"
    return _open(
        zh, f"so in {period}; whether for the first time cannot be told, earlier reports are missing", now.supports
    )
