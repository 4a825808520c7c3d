"""Verify: somebody's sentences held against the ledger, one verdict each; what is not understood is never guessed.

The reading tower's own lexicon and grammar read the sentences. What they do not account for in full (a word nobody
declared, a label that no figure used) leaves the sentence 无法核实, with what the ledger has of the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from extractors.desk import verify_members as members
from extractors.desk.books import Books
from extractors.desk.naming import numeral_zh
from extractors.desk.verify_as_of import OF_PERIOD, day_of, hold_as_of
from extractors.desk.verify_aside import seen_so, set_aside
from extractors.desk.verify_clauses import Predicate, predicates_of
from extractors.desk.verify_figures import ambiguous_heads, hold, hold_becoming, hold_narrower
from extractors.desk.verify_left import NUMBERS, left_over, told_spans
from extractors.desk.verify_moved import Placed, against_direction, divided, moved, pairs_of, rated
from extractors.desk.verify_panel import offices
from extractors.desk.verify_parts import Line, Unit, Words, clause_before, denied_figure, sentences_of, units_of
from extractors.desk.verify_told import AGREES, DIFFERS, OTHER_BASIS, UNVERIFIABLE, Told, allowed_by, is_plain, together
from extractors.desk.verify_within import ruled_out
from extractors.names import simplified
from extractors.reports.sentences import paragraphs
from extractors.statistics.tokens import Token
from schemas.finding import Message
from schemas.ledger import Ledger
from schemas.quantity import spaced
from schemas.reading import Claim
from schemas.verdict import VERDICTS, Sentence, Statement, Support, Verification
from schemas.vocabulary import Vocabulary


def verify_bytes(
    data: bytes, ledger: Ledger, vocabulary: Vocabulary, period: str = "", name: str = "text"
) -> Verification:
    """Hold a text against the ledger, sentence by sentence; `period` is what it is about where it names no year.

    `name` is what the text is called where it cannot be read.

    Raises:
        Unreadable: when the bytes are no text that can be read.
    """
    books = Books(ledger, vocabulary)
    known = names_known(ledger)
    found: list[Sentence] = []
    for printed in paragraphs(data, vocabulary, known, simplified, name):
        told = set_aside(printed, vocabulary, known)
        placed: list[tuple[int, Statement]] = []
        unread: list[tuple[int, int, str]] = []
        units = units_of(told, period)
        subjects: tuple[Token, ...] = ()
        for unit in units:
            statements, rest, subjects = _unit(unit, books, known, subjects)
            placed += statements
            unread += rest
        for line in sentences_of(told):
            found.append(_sentence(line, placed, unread))
    return Verification(tuple(found))


def names_known(ledger: Ledger) -> tuple[str, ...]:
    """Give every name the ledger knows, so that short forms of them are seen."""
    names = {a.name for a in ledger.alliances} | {n.name for n in ledger.names}
    return tuple(sorted(names))


# ---- one unit --------------------------------------------------------------------------------------------------------


def _unit(
    unit: Unit, books: Books, known: tuple[str, ...], subjects: tuple[Token, ...]
) -> tuple[list[tuple[int, Statement]], list[tuple[int, int, str]], tuple[Token, ...]]:
    """Give the statements of a unit, the words in it that nothing understands, and whom the next may be about."""
    vocabulary = books.vocabulary
    part = unit.told.claims(unit.start, unit.end, unit.period, vocabulary, known)
    claims = divided(unit, rated(unit, moved(unit, part.claims, vocabulary)))
    predicates, subjects = predicates_of(unit, claims, vocabulary, subjects)
    words = Words()
    day = day_of(unit, vocabulary)
    words.take([day] if day is not None else [])
    placed: list[tuple[int, Statement]] = []
    for clause, statements in offices(unit, books):
        words.take(clause)
        placed += [(clause[0].start, s) for s in statements]
    for predicate in predicates:
        words.take(predicate.tokens)
        placed += [(predicate.start, s) for s in _members(predicate, unit, books)]
    for start, end, claim in claims:
        if start in words.used or _inside_label(start, end, unit) or claim.kind == "list":
            continue
        if claim.kind in ("threshold", "score") and any(_has_interval(c) for _, _, c in claims):
            words.take(t for t in unit.tokens if t.start <= start < t.end)
            continue
        words.take(t for t in unit.tokens if t.start <= start < t.end)
        every = next((c for _, _, c in claims if c.kind == "count" and c.of and c.of[0].every), None)
        if claim.kind == "streak" and every is not None:
            placed.append((start, _streak_of_all(unit, start, end, claim, books)))
        else:
            placed.append((start, _figure(unit, start, end, claim, books)))
    placed += [(first[0], _wrong_way(unit, first, second)) for first, second in pairs_of(unit, claims)
               if against_direction(unit, first[2], second[2], vocabulary)]  # fmt: skip
    told = [claim for _, _, claim in claims]
    placed += [(start, _ruled_out(unit.told.printed(start, end))) for start, end in ruled_out(unit, claims, vocabulary)]
    rest = told_spans(unit, list(left_over(unit, told, words, vocabulary)))
    placed += [
        (t.start, _unread_number(t, unit)) for t in unit.tokens if t.kind in NUMBERS and t.start not in words.used
    ]
    return placed, list(rest), subjects


def _inside_label(start: int, end: int, unit: Unit) -> bool:
    """Tell whether a figure is only the number in a label such as 三批试点."""
    return any(t.kind == "axis" and t.start <= start and end <= t.end for t in unit.tokens)


def _has_interval(claim: Claim) -> bool:
    """Tell whether a count is of members with certain scores: the scores then are no statement of their own."""
    return claim.kind == "count" and bool(claim.of) and bool(claim.of[0].intervals)


def _figure(unit: Unit, start: int, end: int, claim: Claim, books: Books) -> Statement:
    text, vocabulary = unit.told.text, books.vocabulary
    printed = unit.told.printed(start, end)
    said, after = unit.told.words[unit.start : start], text[end : end + 3]
    told = Told(
        claim,
        allowed_by(claim, said, after, vocabulary),
        denied_figure(unit, start, vocabulary),
        *clause_before(unit, start, end, vocabulary),
        plain=is_plain(claim, said, after, vocabulary),
    )
    day = day_of(unit, vocabulary)
    made = hold_as_of(told, day, books) if day is not None else None
    if made is not None:
        return replace(made, text=printed)
    if (why := _unheld(unit, start, claim)) is not None:
        period = "" if unit.dated or len(unit.years) > 1 else claim.period
        return Statement(printed, claim.kind, period, UNVERIFIABLE, why)
    made = hold(told, books)
    ends = [t.start for t in unit.tokens if t.kind in ("comma", "semi", "stop") and t.start >= end]
    heads = {t.text for t in unit.tokens if t.kind == "head" and t.start < min(ends, default=unit.end)}
    if made.verdict == AGREES and heads & set(ambiguous_heads(vocabulary)):
        made = hold_narrower(told, made, books)
    if made.verdict == AGREES and any(t.kind == "become" for t in unit.tokens):
        made = hold_becoming(made, unit.years + unit.compared, claim, books)
    if made.verdict == AGREES:
        made = _as_seen(unit, start, made, vocabulary)
    if unit.carried and made.verdict == AGREES:
        zh, en = f"句中没有年份，按{unit.period}年；", f"it names no year, taken as {unit.period}; "
        made = replace(made, reason=Message(zh + made.reason.zh, en + made.reason.en))
    return replace(made, text=printed)


def _unheld(unit: Unit, start: int, claim: Claim) -> Message | None:
    """Say why a figure is held against nothing; None where it can be."""
    if claim.kind in ("streak", "score", "threshold"):
        return Message("没有说是哪家联盟", "it does not say which alliance")
    if unit.dated or (len(unit.years) > 1 and not unit.spanned):
        return Message(
            "说到几个日期或年份，不能断定是哪一期的数", "several dates or years: of which period is not certain"
        )
    if any(t.kind == "ordinal" and t.start <= start < t.end for t in unit.tokens):
        return Message("说的是次序，台账里只有次数", "it tells an order, and the ledger has numbers only")
    return None


def _as_seen(unit: Unit, start: int, made: Statement, vocabulary: Vocabulary) -> Statement:
    """Say of a figure that agrees that how the speaker sees it (仅) was not held."""
    span = seen_so(unit.told.words, start, vocabulary)
    if span is None:
        return made
    word = unit.told.printed(*span)
    zh = f"{made.reason.zh}；“{word}”是说话人的看法，不作判断"
    en = f"{made.reason.en}; “{word}” is how the speaker sees it, and is not judged"
    return replace(made, reason=Message(zh, en))


def _streak_of_all(unit: Unit, start: int, end: int, claim: Claim, books: Books) -> Statement:
    """Hold the length of the streak that a count of members is told of against the honours list of the period."""
    text, number = unit.told.printed(start, end), int(claim.quantity.value) if claim.quantity else 0
    lists = [h for h in books.ledger.honours if h.row.end == unit.period and h.row.periods_count]
    if not lists:
        reason = Message(f"没有{unit.period}年的A级名单", f"no A-level list of {unit.period}")
        return Statement(text, claim.kind, unit.period, UNVERIFIABLE, reason)
    row, place = lists[0].row, (lists[0].row.where,)
    said = numeral_zh(row.periods_count or 0)
    says = Message(
        f"{unit.period}年A级名单：{row.start}—{row.end}年连续{said}个评价期活跃度高",
        f"A-level list of {unit.period}: high in {row.periods_count} periods running, {row.start}–{row.end}",
    )
    years = claim.quantity is not None and claim.quantity.unit == "年"
    spanned = row.start.isdigit() and row.end.isdigit() and int(row.end) - int(row.start) + 1 == number
    verdict = DIFFERS if row.periods_count != number else AGREES if spanned or not years else OTHER_BASIS
    return Statement(text, claim.kind, unit.period, verdict, says, (Support(says, "printed", place),))


def _wrong_way(unit: Unit, first: Placed, second: Placed) -> Statement:
    """Say that two figures do not go the way the words between them say."""
    one, other = (p[2].quantity.text if p[2].quantity else "" for p in (first, second))
    words = "、".join(t.text for t in unit.tokens if t.kind == "become")
    reason = Message(f"从{one}到{other}，不是“{words}”", f"from {spaced(one)} to {spaced(other)} is not “{words}”")
    return Statement(unit.told.printed(first[0], second[1]), "change", second[2].period, DIFFERS, reason)


def _ruled_out(label: str) -> Statement:
    zh, en = f"“{label}”不会在前面所说的范围之内", f"there can be no “{label}” within the group told before it"
    return Statement(label, "unread", "", UNVERIFIABLE, Message(zh, en))


def _unread_number(token: Token, unit: Unit) -> Statement:
    reason = Message("没有一个说法用到这个数", "no statement uses this number")
    return Statement(unit.told.printed(token.start, token.end), "unread", "", UNVERIFIABLE, reason)


# ---- named alliances -------------------------------------------------------------------------------------------------


def _members(predicate: Predicate, unit: Unit, books: Books) -> list[Statement]:
    found = []
    for name in predicate.names:
        meant = members.whom(name, books)
        if not meant.alliance:
            outcome = members.Outcome(UNVERIFIABLE, meant.reason)
        elif unit.dated and predicate.kind not in (members.BATCH, members.CODE):
            outcome = members.Outcome(UNVERIFIABLE, Message("日期不是评价期", "a date is no evaluation period"))
        elif day_of(unit, books.vocabulary) and predicate.kind not in (members.BATCH, members.CODE):
            outcome = members.Outcome(UNVERIFIABLE, OF_PERIOD)
        elif predicate.dated:
            reason = Message("哪一年列入，台账没有记", "the ledger does not say since when")
            outcome = members.Outcome(UNVERIFIABLE, reason)
        else:
            outcome = _ask_each(predicate, members.Member(meant.alliance, name, books))
        outcome = outcome.denied() if predicate.denied and meant.alliance else outcome
        who = next((a.name for a in books.ledger.alliances if a.id == meant.alliance), name)
        reason = Message(f"{who}：{outcome.reason.zh}", f"{who}: {outcome.reason.en}")
        text = f"{name}：{predicate.text}"
        found.append(Statement(text, predicate.kind, predicate.period, outcome.verdict, reason, outcome.supports))
    return found


_YEARLY = (members.TIER, members.HONOUR, members.EVALUATED, members.SCORE, members.RANK)
"""Predicates that may be told of several years at once (2018年和2025年获评A级): they must hold in each."""


def _ask_each(p: Predicate, member: members.Member) -> members.Outcome:
    """Ask a predicate of its year, or of each of its years."""
    if p.period or len(p.years) < 2 or p.kind not in _YEARLY or p.first:
        return _ask(p, member)
    each = [_ask(replace(p, period=year), member) for year in p.years]
    verdict = max((o.verdict for o in each), key=VERDICTS.index)
    told = [o for o in each if o.verdict == verdict] if verdict != AGREES else each
    reason = Message("；".join(o.reason.zh for o in told), "; ".join(o.reason.en for o in told))
    return members.Outcome(verdict, reason, tuple(s for o in each for s in o.supports))


def _ask(p: Predicate, member: members.Member) -> members.Outcome:
    asked: dict[str, Callable[[str], members.Outcome]] = {
        members.TIER: lambda period: members.tier(member, p.values, period),
        members.HONOUR: lambda period: members.honour(member, period),
        members.EVALUATED: lambda period: members.evaluated(member, p.values == ("yes",), period),
        members.BATCH: lambda _: members.batch(member, p.values),
        members.CODE: lambda _: members.code(member, p.values[0]),
        members.RANK: lambda period: members.rank(member, p.number, period),
        members.MOVEMENT: lambda _: members.movement(member, p.values[0], p.values[1], p.years),
    }
    if p.kind == members.SCORE and p.interval is not None:
        interval = p.interval
        asked[members.SCORE] = lambda period: members.score(member, interval, period)
    if p.kind == members.STREAK:
        if p.honour:
            return members.streak_of_honour(member, p.number, p.years)
        return members.streak_of_tier(member, p.values, p.number, p.unit, p.years)
    now = asked[p.kind](p.period)
    if p.first:
        earlier = [(y, asked[p.kind](y)) for y in member.books.periods if y < p.period]
        return members.first(now, earlier, p.period)
    return now


# ---- the sentence ----------------------------------------------------------------------------------------------------


def _sentence(line: Line, placed: list[tuple[int, Statement]], unread: list[tuple[int, int, str]]) -> Sentence:
    inside = [s for at, s in sorted(placed, key=lambda p: p[0]) if line.start <= at < line.end]
    rest = tuple(dict.fromkeys(w for start, _, w in unread if line.start <= start < line.end))
    text = line.told.printed(line.start, line.end)
    number = line.told.line(line.start)
    if not inside:
        return Sentence(text, number, UNVERIFIABLE, _nothing_told(text, rest), (), rest)
    if rest:
        told = together(s.reason for s in inside)
        words = _quoted(rest)
        zh = f"没有读懂{words.zh}；读懂的部分：{told.zh}"
        en = f"not understood: {words.en}; of the rest: {told.en}"
        held = tuple(replace(s, verdict=UNVERIFIABLE) for s in inside)
        return Sentence(text, number, UNVERIFIABLE, Message(zh, en), held, rest)
    verdict = max((s.verdict for s in inside), key=VERDICTS.index)
    heavy = [s for s in inside if s.verdict == verdict] if verdict != AGREES else inside
    return Sentence(text, number, verdict, together(s.reason for s in heavy), tuple(inside), rest)


def _quoted(words: Iterable[str]) -> Message:
    quoted = [f"“{word}”" for word in words]
    return Message("、".join(quoted), ", ".join(quoted))


def _nothing_told(text: str, rest: tuple[str, ...]) -> Message:
    """Say why a sentence has no statement: it is not Chinese, was not understood, or is of other things."""
    if not is_chinese(text):
        return Message("不是中文；只读中文的句子", "not Chinese; only Chinese sentences are read")
    if rest:
        words = _quoted(rest)
        return Message(f"没有读懂{words.zh}", f"not understood: {words.en}")
    return Message("没有可以对照的说法", "it says nothing that the ledger keeps")


def is_chinese(text: str) -> bool:
    """Tell whether a text has a Chinese character at all: without one it can be no sentence about the reports."""
    return any("\u4e00" <= c <= "\u9fff" for c in text)
