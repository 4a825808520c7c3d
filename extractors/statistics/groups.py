"""Words that point at groups told before: both of them, all together, the rest, those left out, a grade and below."""

from __future__ import annotations

from collections.abc import Callable

from extractors.statistics.lexicon import lexicon
from extractors.statistics.phrases import DESCRIBED, Phrase
from extractors.statistics.state import Candidates, State, begins_clause, described, draft
from extractors.statistics.tokens import Token
from schemas.population import Population
from schemas.vocabulary import Axis, Vocabulary


def divided_on(parts: list[Candidates]) -> tuple[Population, str, tuple[str, ...]] | None:
    """Tell what populations share, the one axis they differ on, and its values; none where they differ otherwise."""
    firsts = [part[0] for part in parts]
    if len(firsts) < 2 or any(p.entity != firsts[0].entity or not p.axes for p in firsts):
        return None
    names = {name for name, _ in firsts[0].axes}
    if any({name for name, _ in p.axes} != names or p.intervals != firsts[0].intervals for p in firsts):
        return None
    differing = [name for name in names if len({p.values(name) for p in firsts}) > 1]
    if len(differing) != 1:
        return None
    values = [v for p in firsts for v in p.values(differing[0]) or ()]
    if len(set(values)) != len(values):
        return None
    return firsts[0].without(differing[0]), differing[0], tuple(sorted(values))


def siblings_before(state: State) -> list[Population]:
    """Give what 其中 at the head of a sentence may mean besides the last count: the groups that were counted beside it
    (参评 120 家，未参评 8 家。其中国家级 45 家).
    """
    before = state.counted_before if not state.counted else []
    found = [before[k][0] for k in range(len(before) - 1) if divided_on([before[k], before[-1]]) is not None]
    return found if state.subject and before and before[-1] == state.subject else []


def told_within(whole: Population, state: State) -> Population | None:
    """Give the one part of a group that this sentence has counted and 中 may mean (第一批参评 28 家；参评联盟中，…)."""
    told = {of[0] for of in state.counted if of and of[0].entity == whole.entity and of[0].intervals == whole.intervals}
    within = {p for p in told if set(whole.axes) <= set(p.axes) and p.values(DESCRIBED) is None}
    return within.pop() if len(within) == 1 and whole.axes else None


def _last_counted(state: State) -> tuple[Population, str, tuple[str, ...]] | None:
    """Find the longest run of counts just told that are parts of one whole; in the sentence before, all counts."""
    if not state.counted:
        return divided_on(state.counted_before)
    told = state.counted
    return next((found for k in range(len(told)) if (found := divided_on(told[k:])) is not None), None)


def _take(common: Population, axis: str, values: tuple[str, ...], state: State) -> None:
    phrase = state.phrase
    phrase.axes = dict(common.axes) | {axis: tuple(sorted(values))}
    phrase.entity = "" if common.entity == phrase.chief else common.entity
    phrase.interval = common.interval("score")


def _sum(token: Token, state: State) -> None:
    """Read 合计: of what the phrase tells, else, at the head of a clause, of the parts just counted."""
    found, phrase = None, state.phrase
    phrase.definite = True
    if begins_clause(token, state) and not phrase.told and not phrase.heads:
        found = _last_counted(state)
    if found is not None:
        _take(*found, state)
        open_ended = any(axis.name == found[1] and axis.remainder for axis in state.vocabulary.axes)
        phrase.loose = found[1] if open_ended else ""


def _rest(token: Token, state: State) -> None:
    state.phrase.rest = True


def _leave_out(token: Token, state: State) -> None:
    """Read 除 and 不含: whoever this clause tells is left out of the next."""
    if token.kind == "without" or begins_clause(token, state):
        state.leaving_out = token


def leave_out(end: int, state: State) -> bool:
    """Remember, at the end of its clause, whom 除 … 外 or 不含 leaves out, and tell whether it did."""
    token, state.leaving_out = state.leaving_out, None
    if token is None or (token.kind == "except" and not state.setting.text[:end].endswith("外")):
        return False
    told = state.phrase.population() if state.phrase.axes else None
    state.excluded = told or (state.subject[0] if state.subject else None)
    state.topic, state.anchor = None, None
    return state.excluded is not None


def _right_behind(phrase: Phrase, state: State) -> bool:
    """Tell whether a label and the word for the members stand right behind a figure (其余 70 家参评联盟); a label alone
    is what is said of them (其余 26 家未参评).
    """
    text, heads = state.setting.text, state.vocabulary.entity.heads
    at = phrase.count.end if phrase.count is not None else len(text)
    found = lexicon(state.vocabulary).at(text, at) if at < len(text) else None
    return found is not None and found[0].kind == "axis" and text.startswith(heads, found[1])


def _whole_axes(state: State) -> tuple[str, ...]:
    return state.vocabulary.words("relation", "all_of")


def take_rest(phrase: Phrase, state: State) -> None:
    """Tell whom 其余 means: all in the scope but those counted, where they part it on one declared axis."""
    told_first = not phrase.after or _right_behind(phrase, state)
    if phrase.rest and phrase.axes and told_first and not (set(phrase.axes) - set(_whole_axes(state))):
        # 其余 70 家参评联盟: not all who were evaluated.
        phrase.restricted = True
    if phrase.rest and phrase.axes and _take_rest_of_whole(phrase, state):
        return
    if not phrase.rest or phrase.told:
        return
    if state.excluded is not None:
        found = _only_axis(state.excluded, state.vocabulary)
    elif state.scope is not None and state.counted:
        found = _last_counted(state) or _only_axis(state.counted[-1][0], state.vocabulary)
    else:
        return
    if found is not None and found[1] != DESCRIBED and state.vocabulary.axis(found[1]).partition:
        others = _others(state.vocabulary.axis(found[1]), found[2])
        if others:
            _take(found[0], found[1], others, state)
            state.anchor = None


def _take_rest_of_whole(phrase: Phrase, state: State) -> bool:
    """Take 其余 67 家参评联盟 for those of the other grades, where grades were counted: they are of the evaluated."""
    told = state.counted or state.counted_before
    rows = [found for k in range(len(told)) if (found := divided_on(told[k:])) is not None]
    found = rows[0] if rows else _only_axis(told[-1][0], state.vocabulary) if told and told[-1] else None
    axis = state.vocabulary.axis(found[1]) if found is not None and found[1] != DESCRIBED else None
    if found is None or axis is None or found[0].axes or phrase.interval or phrase.names:
        return False
    whole = {name: (value,) for name, value in axis.whole}
    others = _others(axis, found[2])
    if not axis.partition or not whole or phrase.axes != whole or not others:
        return False
    _take(found[0], found[1], others, state)
    state.anchor, phrase.restricted = None, False
    return True


def take_sum(phrase: Phrase, token: Token, state: State) -> None:
    """Take 共 165 家 for all that were just counted, if it is their sum."""
    if phrase.told or phrase.heads or not state.counted:
        return
    clause = state.setting.clause_before(token.start)
    if clause not in state.vocabulary.words("relation", "summed") or token.figure is None or not token.figure.quantity:
        return
    values = {d.of: d.quantity.value for d in state.drafts if d.kind == "count" and d.quantity is not None}
    for k in range(len(state.counted) - 1):
        found = divided_on(state.counted[k:])
        if found is not None and sum(values[of] for of in state.counted[k:]) == token.figure.quantity.value:
            _take(*found, state)
            state.anchor = None
            return


def _only_axis(population: Population, vocabulary: Vocabulary) -> tuple[Population, str, tuple[str, ...]] | None:
    declared = {axis.name for axis in vocabulary.axes if axis.partition}
    named = [(name, values) for name, values in population.axes if name in declared]
    if len(named) != 1 or len(population.axes) != 1:
        return None
    return population.without(named[0][0]), *named[0]


def _others(axis: Axis, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(v for v in axis.order if v not in values)


def without_excluded(of: Candidates, state: State) -> Candidates:
    """Restrict a count to those that the clause before has not left out (不含后续参加的，参评联盟 58 家)."""
    found = _only_axis(state.excluded, state.vocabulary) if state.excluded else None
    state.excluded = None
    if found is None or not of or of[0].values(found[1]) is not None or not state.vocabulary.axis(found[1]).partition:
        return of
    first = of[0].having(found[1], _others(state.vocabulary.axis(found[1]), found[2]))
    return tuple(dict.fromkeys((first, *of)))


def _range(token: Token, state: State) -> None:
    """Read 一般及以下: the grade told and all below it, in the order declared."""
    phrase, last = state.phrase, state.phrase.last
    if last is None or last.entry is None or last.end != token.start:
        return
    name = last.entry.axis
    if phrase.count is not None and name not in phrase.after:
        return
    values = phrase.axes.get(name, ())
    if len(values) != 1 or not state.vocabulary.axis(name).ranked:
        return
    order = state.vocabulary.axis(name).order
    at = order.index(values[0])
    phrase.axes[name] = tuple(sorted(order[at:] if token.kind == "downward" else order[: at + 1]))
    phrase.members = []


def _divided(token: Token, state: State) -> None:
    """Read X 的批次构成为: X is what the counts of this sentence divide."""
    if state.phrase.axes and state.phrase.count is None:
        state.scope, state.scope_is_base = state.phrase.population(), False
        state.phrase = state.fresh()


def _rate(token: Token, state: State) -> None:
    """Read 参评率: whose share it is, here and in the rest of the sentence."""
    assert token.entry is not None
    state.rate = (token.entry.axis, token.entry.values)
    counted = state.anchor is not None or bool(state.counted)
    own = state.subject and counted and not state.phrase.told
    own = own and (state.anchor is not None or state.subject[0].values(DESCRIBED) is None)
    told = state.subject[0].values(token.entry.axis) if own else None
    if told != token.entry.values:
        _rate_of_counted(token.entry.axis, token.entry.values, state)
        if state.bracketed and state.subject and not state.phrase.told:
            # 第一批试点联盟（52 家）参评率: the group stands before its bracket.
            state.phrase.axes |= dict(state.subject[0].axes)
        state.phrase.axes[token.entry.axis] = token.entry.values
    state.phrase.last = token


def _rate_of_counted(axis: str, values: tuple[str, ...], state: State) -> None:
    """Take a rate that tells no group for one of the group counted in this part (国家级 200 家参加考核，优秀率 15%)."""
    scoped = {name for name, _ in state.scope.axes} if state.scope is not None else set()
    rated = next((of for of in reversed(state.counted) if of and of[0].values(axis) == values), ())
    if rated and state.subject and not state.phrase.told and not {a for a, _ in rated[0].axes} - {axis} - scoped:
        # 118 家填报了信息，51 家未填报，填报率 69.8%: of those counted with the value that the rate tells.
        state.phrase.axes |= dict(rated[0].axes)
        return
    last = state.drafts[-1] if state.drafts else None
    # 国家级参评单位优秀率为 19%、优良率为 60%: rates in a list are of the same whole.
    listed = last is not None and last.kind == "share" and last.of == state.subject and state.previous == "list"
    told = state.subject[0] if state.subject and (state.anchor is not None or listed) else None
    if told is not None and last is not None and last.kind == "share" and last.of == state.subject:
        told = told.without(axis)
    if (
        told is None
        or state.phrase.told
        or state.phrase.restricted
        or state.turns.groups
        or told.entity != state.phrase.chief
    ):
        return
    if told.values(axis) is None and told.values(DESCRIBED) is None:
        state.phrase.axes |= dict(told.axes)


def _body(token: Token, state: State) -> None:
    """Read 成员单位: what is counted here is no member of the series, though it goes by the same measure word."""
    count = state.phrase.count
    if count is None or count.end == token.start:
        state.phrase.body = token


def same_groups(token: Token, state: State) -> bool:
    """Read 两档 behind as many grades as it says: they are the same, and told again with what follows."""
    figure, members = token.figure, state.phrase.members
    quantity = figure.quantity if figure else None
    listed = len({values for _, values in members}) if len({axis for axis, _ in members}) == 1 else 0
    grouped = state.setting.text.startswith(state.vocabulary.words("relation", "grouped") or "\n", token.end)
    told = quantity is not None and (grouped or quantity.unit in (*state.vocabulary.words("units", "nouns"), "类"))
    if not told or listed < 2 or quantity is None or quantity.value != listed or state.phrase.count is not None:
        return False
    words = state.vocabulary.words("relation", "grouped") if grouped else ()
    thing = next((w for w in words if state.setting.text.startswith(w, token.end)), quantity.unit)
    state.drafts.append(draft("count", thing, (described(Population(thing), token, state),), token))
    state.phrase.last = token
    return True


def _joins(token: Token, state: State) -> None:
    """Read 参加 for what the sentence has told of (第七次活跃度评价，共有 99 家联盟参加)."""
    if state.joining and state.phrase.count is not None and not state.phrase.axes:
        state.phrase.axes |= state.joining


def _stem(token: Token, state: State) -> None:
    assert token.entry is not None
    state.stems.add(token.entry.axis)


def _milestone(token: Token, state: State) -> None:
    """Read 首次突破: the figure behind it and the next one bare are told of who was spoken of."""
    state.milestone = True


HANDLERS: dict[str, Callable[[Token, State], None]] = {
    "sum": _sum,
    "rest": _rest,
    "except": _leave_out,
    "without": _leave_out,
    "upward": _range,
    "downward": _range,
    "divided": _divided,
    "rate": _rate,
    "bodies": _body,
    "joins": _joins,
    "stem": _stem,
    "milestone": _milestone,
}
