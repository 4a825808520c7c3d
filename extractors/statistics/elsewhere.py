"""Counts whose subject stands elsewhere: behind them, in the count before, or wherever the same figure was told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from extractors.statistics.phrases import DESCRIBED, Phrase, candidates, merge
from extractors.statistics.state import CLAUSE, Candidates, State
from extractors.statistics.tokens import Token
from schemas.population import Population

_DATED = re.compile(r"^(?:\d{4}(?:[—–~～至-]+\d{4})?年度?|本年度?|今年|上年度?)")


def bare(token: Token, state: State) -> bool:
    """Tell whether nothing but a light word stands between the start of the clause and the figure (为 43 家)."""
    clause = _DATED.sub("", state.setting.clause_before(token.start))
    alone = ("", *state.vocabulary.words("light", "alone"))
    if clause in alone:
        return True
    year = next((w for w in state.vocabulary.words("relation", "last_period") if clause.startswith(w)), "")
    return bool(year) and clause.removeprefix(year) in alone


def untold(of: Candidates) -> bool:
    """Tell whether only free words tell a population."""
    return not of or of[0].values(DESCRIBED) is not None


def _number(token: Token) -> tuple[Decimal, str] | None:
    quantity = token.figure.quantity if token.figure else None
    return (quantity.value, quantity.unit) if quantity is not None and quantity.exact else None


def remember(token: Token, of: Candidates, state: State) -> None:
    """Remember whom a figure of this passage counts."""
    number = _number(token)
    if number is not None and not untold(of):
        state.pending.numbers[number] = of


def told_before(phrase: Phrase, token: Token, state: State) -> Candidates:
    """Give whom 这 43 家 and 43 家中 mean: those of whom the passage has told the same figure."""
    number = _number(token)
    if number is None or phrase.told or phrase.restricted or phrase.whole:
        return ()
    before = state.setting.text[: token.start]
    points = before.endswith(state.vocabulary.words("relation", "pointing"))
    scope = phrase.closed and state.setting.clause_before(token.start) in ("", "在")
    return state.pending.numbers.get(number, ()) if points or scope else ()


def same_span(own: Population, phrase: Phrase, token: Token, state: State) -> Candidates:
    """Give whom a bare figure behind other years counts: those told before, in these years (2017—2019 年 22 家)."""
    every = state.subject and state.subject[0].every and not state.subject[0].members
    if not every or own != Population(state.vocabulary.entity.name) or len(phrase.years) < 2 or not bare(token, state):
        return ()
    return tuple(replace(of, periods=tuple(phrase.years)) for of in state.subject)


def take_score(phrase: Phrase, token: Token, state: State) -> None:
    """Take a bare count behind a score for those who have it (最高 100 分，共 10 家)."""
    if state.pending.scored is None or phrase.told or phrase.heads or not bare(token, state):
        return
    text, last = state.setting.text, state.drafts[-1]
    one = len(state.drafts) < 2 or state.drafts[-2].kind != "score" or "；" in text[state.drafts[-2].end : last.start]
    if one and last.kind == "score" and len(CLAUSE.split(text[last.end : token.start])) == 2:
        phrase.interval = state.pending.scored
    state.pending.scored = None


def keep_open(of: Candidates, state: State) -> None:
    """Keep the count just drafted, of a year and of nobody told, until its sentence tells whom it counts."""
    if untold(of) and state.drafts[-1].period and state.drafts[-1].measure == state.vocabulary.entity.name:
        state.pending.orphans.append(len(state.drafts) - 1)


def alone(state: State) -> list[int]:
    """Keep a figure that is a whole sentence (70 家！) for the next one to tell whom it counts."""
    made = state.drafts[-1] if state.drafts else None
    if made is None or not untold(made.of) or made.measure != state.vocabulary.entity.name:
        return []
    before, after = state.setting.text[: made.start], state.setting.text[made.end :]
    stops = ("。", "！", "？", "；")
    return [len(state.drafts) - 1] if before.endswith(stops) | (not before) and after.startswith(stops) else []


def settle_orphans(of: Candidates, state: State) -> None:
    """Give the counts that waited for it the subject that their sentence tells behind them."""
    for k in state.pending.orphans if not untold(of) else ():
        state.drafts[k] = replace(state.drafts[k], of=of, measure=of[0].entity)
    state.pending.orphans = []


def _counting_in(token: Token, state: State) -> None:
    """Read 计算在内 and 算上: whoever this clause counts is a part of whom the next one counts."""
    state.pending.counting_in = True


def end_counting_in(state: State) -> None:
    """Remember, at the end of its clause, the count that the next one includes."""
    if state.pending.counting_in and state.drafts and state.drafts[-1].kind == "count":
        state.pending.counted_in, state.anchor, state.topic = len(state.drafts) - 1, None, None
    state.pending.counting_in = False


def include_part(of: Candidates, state: State) -> None:
    """Restrict the count that this one includes to those whom this one counts."""
    k, state.pending.counted_in = state.pending.counted_in, None
    if k is not None and not untold(of) and not untold(state.drafts[k].of):
        state.drafts[k] = replace(state.drafts[k], of=(merge(of[0], state.drafts[k].of[0]),))


def parallel(own: Population, phrase: Phrase, state: State) -> Population | None:
    """Give what a group keeps of the one counted before it, of which it says but the other value (第一批试点联盟参评 38
    家，第二批 22 家); None where it is told in full, or the one before was.
    """
    last = state.counted[-1][0] if state.counted and state.counted[-1] else None
    if last is None or state.scope is not None or phrase.heads or last.entity != own.entity:
        return None
    # …未评价的 69 家联盟，第一批 25 家…；第二批 14 家…: as one divided the group, so does the next.
    behind = state.anchor is None and state.topic is None and state.chain is None
    if not state.told_whole and not (behind and state.told_part == {name for name, _ in own.axes}):
        return None
    if state.topic is not None and state.firm.told_at == len(state.drafts):
        return None
    told, before = dict(own.axes), dict(last.axes)
    if not told or DESCRIBED in told or not set(told) < set(before) or own.intervals:
        return None
    if any(set(before[name]) & set(values) for name, values in told.items()):
        return None
    return replace(last, axes=tuple((name, values) for name, values in last.axes if name not in told))


def is_of_all(phrase: Phrase, state: State) -> bool:
    """Tell whether a clause counts the members and says nothing else of them (联盟从 36 家发展到 165 家)."""
    if phrase.count is None or phrase.told or not phrase.heads:
        return False
    clause = state.setting.clause_before(phrase.count.start)
    return clause.removeprefix(phrase.heads[0]) in state.vocabulary.words("light", "from_all")


def open_whole(phrase: Phrase, state: State) -> None:
    """Note a scope that tells but the number of members (在 165 家联盟中): of all, if what follows parts all."""
    token = phrase.count
    state.pending.whole_scope = None
    if token is None or phrase.told or phrase.restricted or not phrase.heads or _number(token) is None:
        return
    before = state.setting.clause_before(token.start)
    if before in ("", *state.vocabulary.words("light", "opening")) and not state.counted:
        state.pending.whole_scope = len(state.drafts)


def settle_whole(axis: str, state: State) -> None:
    """Take the members numbered in the scope for all, if the first axis told in it parts all of them."""
    k, state.pending.whole_scope = state.pending.whole_scope, None
    if k is None or k >= len(state.drafts) or state.vocabulary.axis(axis).whole or not untold(state.drafts[k].of):
        return
    own = state.drafts[k].of[0].without(DESCRIBED)
    heads = [h for h in state.vocabulary.entity.heads if state.setting.text.startswith(h, state.drafts[k].end)]
    of = candidates(own, Phrase(own.entity, heads=heads[:1]), None, state.vocabulary)
    state.drafts[k] = replace(state.drafts[k], of=of)
    state.waiting = [replace(w, base=(of[0],)) if w.base == (state.scope,) else w for w in state.waiting]
    state.scope, state.subject, state.anchor = of[0], of, of[0]


HANDLERS: dict[str, Callable[[Token, State], None]] = {"counting_in": _counting_in}
