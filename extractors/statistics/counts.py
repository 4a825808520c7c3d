"""Counts: whom a figure counts, settled once its phrase is complete."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extractors.statistics import elsewhere
from extractors.statistics.counted import EVALUATION, repeated, what_is_counted
from extractors.statistics.elsewhere import parallel
from extractors.statistics.groups import take_rest, take_sum, without_excluded
from extractors.statistics.mentions import Found
from extractors.statistics.phrases import DESCRIBED, Phrase, candidates, merge
from extractors.statistics.scores import COUNTED
from extractors.statistics.shares import give
from extractors.statistics.state import CLAUSE, Candidates, Draft, State, described, draft
from extractors.statistics.tokens import Token
from extractors.statistics.years import period_of
from schemas.population import Population

_PART_END = re.compile("[；。！？]")


def set_topic(state: State) -> None:
    """Make an uncounted phrase the topic of what follows in its sentence part."""
    phrase = state.phrase
    if phrase.graded and len(phrase.axes) == 1 and phrase.count is None:
        _grade_band(state)
    if _of_all(phrase, state):
        state.topic, state.firm.told_at = Population(state.vocabulary.entity.name), len(state.drafts)
    if phrase.axes and phrase.count is None and state.mode != "share":
        state.topic, state.firm.told_at = merge(state.scope, phrase.population()), len(state.drafts)
        state.opened = state.opened or state.topic
        state.firm.sure, state.firm.told = phrase.contrast and bool(phrase.heads), False
        if phrase.restricted and phrase.last is not None:
            state.topic = described(state.topic, phrase.last, state)
        if state.pending.orphans and not state.counted:
            elsewhere.settle_orphans(candidates(state.topic, phrase, None, state.vocabulary), state)


def _of_all(phrase: Phrase, state: State) -> bool:
    """Tell whether a clause names all members and no figure (在册的全部联盟，计 165 家)."""
    last = phrase.last
    if not phrase.definite or phrase.told or phrase.restricted or phrase.count is not None:
        return False
    if last is None or last.kind != "head":
        return False
    return not state.drafts or CLAUSE.search(state.setting.text, state.drafts[-1].end, last.end) is not None


def _grade_band(state: State) -> None:
    """Tell the counts of a band of scores by the grade that the clause behind gives them (80 分以上，定为优秀)."""
    own = state.phrase.population()
    for k, made in enumerate(state.drafts):
        if made.kind == "count" and made.of == state.subject and made.of[0].intervals and not made.of[0].axes:
            state.drafts[k] = replace(made, of=(own, *made.of))
            state.subject = state.drafts[k].of


def end_count(state: State) -> None:
    """Settle whom the count of this phrase means, now that the phrase is complete."""
    phrase, token = state.phrase, state.phrase.count
    if token is None or state.mode == "share":
        close_streak(state)
        return
    if phrase.ordinal and phrase.entity != EVALUATION:
        phrase.count, phrase.ordinal = None, False
        return
    _drop_actors(phrase, token)
    take_rest(phrase, state)
    take_sum(phrase, token, state)
    elsewhere.take_score(phrase, token, state)
    measure, own, of = _whom(phrase, token, state)
    state.subject = of
    state.told_whole = bool(of) and (not own.axes or own.axes == of[0].axes or parallel(own, phrase, state) is not None)
    state.told_part = frozenset() if state.scope is not None else frozenset(name for name, _ in own.axes)
    alliance = own.entity == state.vocabulary.entity.name
    names = tuple(phrase.names) if alliance else ()
    lasting = phrase.streak is not None or phrase.lasting
    if state.joined and phrase.after:
        _share_predicate(phrase, state)
    period = phrase.period or ("" if lasting else period_of(state))
    state.drafts.append(draft("count", measure, of, token, names=names, complete=not phrase.etc, period=period))
    state.year_told = period if period.isdigit() else state.year_told
    _settle_around(phrase, token, of, state)
    state.run.append(of)
    state.counted.append(of)
    for value in state.vocabulary.words("joining", own.entity):
        name, _, values = value.partition("=")
        state.joining[name] = tuple(values.split("|"))
    give(of, period, state)
    if len(names) + phrase.etc > 1:
        name_list(names, not phrase.etc, of, state)
    if phrase.score is not None:
        state.drafts.append(draft("threshold", COUNTED, of, phrase.score, period=period))
    close_streak(state, of[:1])
    if not alliance and phrase.axes and not phrase.after and _counts_kinds(token, state):
        # 参评联盟由两部分组成：一部分是三批试点联盟 …
        phrase.count = None
        set_topic(state)
    phrase.settle()


def _counts_kinds(token: Token, state: State) -> bool:
    """Tell whether a figure counts the parts or kinds of a group (两部分, 两类), and not its members."""
    quantity = token.figure.quantity if token.figure else None
    kinds = (*state.vocabulary.words("units", "kinds"), *state.vocabulary.words("units", "nouns"))
    return quantity is not None and quantity.unit in kinds


def _whom(phrase: Phrase, token: Token, state: State) -> tuple[str, Population, Candidates]:
    """Tell what a count measures, the population its own words tell, and those it may mean."""
    known = elsewhere.told_before(phrase, token, state)
    if known:
        if state.anchor is None or state.scope is None:
            state.anchor = known[0]
        return known[0].entity, known[0], known
    measure, own = what_is_counted(phrase, token, state)
    of = elsewhere.same_span(own.without(DESCRIBED), phrase, token, state)
    if of:
        return of[0].entity, of[0], of
    return measure, own, _meant(own, phrase, token, state)


def _settle_around(phrase: Phrase, token: Token, of: Candidates, state: State) -> None:
    """Tell the counts around this one, that wait for it or that it includes, whom it counts."""
    elsewhere.include_part(of, state)
    if phrase.after and phrase.passed:
        elsewhere.settle_orphans(of, state)
    elif not phrase.told and not phrase.heads:
        elsewhere.keep_open(of, state)
    elsewhere.remember(token, of, state)


def _share_predicate(phrase: Phrase, state: State) -> None:
    """Give all counts of a list what is told behind the last (第一批 21 家、第二批 6 家联盟活跃度高)."""
    for k in state.joined:
        of = state.drafts[k].of[0] if state.drafts[k].of else None
        own = {name for name, _ in of.axes} if of is not None else set()
        later = [name for name in phrase.axes if name not in own]
        if of is not None and own and own < set(phrase.axes) and all(name in phrase.after for name in later):
            for name in later:
                of = of.having(name, phrase.axes[name])
            state.drafts[k] = replace(state.drafts[k], of=(of,))


def _drop_actors(phrase: Phrase, token: Token) -> None:
    """Drop names that act in the clause rather than being counted: the counted stand right before the figure,
    or are closed with 等.
    """
    if phrase.names and not phrase.etc and phrase.names[-1].end != token.start:
        phrase.names = []


def _meant(own: Population, phrase: Phrase, token: Token, state: State) -> Candidates:
    """Give the populations a count may mean, and remember them for what follows."""
    if _beside_scope(own, state):
        again = merge(state.scope, own)
        if any(made.kind == "count" and made.of[:1] == (again,) for made in state.drafts):
            # …中各有 6 家、5 家和 3 家；其中第一批的 6 家…: one of those counted in turn.
            return (again,)
        state.scope, state.anchor = None, None
    alike = _likewise(own, phrase, token, state)
    if alike:
        return alike
    scope = _scope_of(own, state)
    of = candidates(own, phrase, scope, state.vocabulary)
    if scope is not None and own.axes and not _fits(token, scope, state):
        # …，其中第一批 6 家；第二批试点联盟 39 家: more than there are in the whole.
        of = _first(of, candidates(own, phrase, None, state.vocabulary))
    beside_others = scope is None and state.topic is None and state.anchor is None
    if beside_others and _shares_opened(own, state) and _fits(token, state.opened, state):
        of = _first(candidates(own, phrase, state.opened, state.vocabulary), of)
    beside = parallel(own, phrase, state)
    if beside is not None:
        found = candidates(own, phrase, beside, state.vocabulary)
        return found if state.told_whole else _first(found, of)
    for rival in state.rival_scopes if own.axes else []:
        of = _first(of, candidates(own, phrase, rival, state.vocabulary))
    if phrase.loose:
        of = (*of, of[0].without(phrase.loose))
    if state.flowing is not None and phrase.whole and own == Population(state.vocabulary.entity.name):
        return candidates(state.flowing, Phrase(phrase.chief), None, state.vocabulary)
    if phrase.repeats and own == Population(state.vocabulary.entity.name) and state.subject:
        return state.subject
    inherited = (
        inherits(own, state) and not phrase.rest and not ((phrase.heads or phrase.entity) and _narrowed(state.anchor))
    )
    last = state.drafts[-1] if state.drafts else None
    if last is not None and repeated(last, token, state) and own == Population(state.vocabulary.entity.name):
        of = last.of
        _anchor(of, token, state)
    elif state.topic is not None and own == Population(state.vocabulary.entity.name):
        of = candidates(own, phrase, state.topic, state.vocabulary)
        if state.colon_topic is not None and divides(state.topic, state.colon_topic, state):
            # 参评队伍由两部分组成：一部分是三批试点联盟，共 86 家
            of = _first(candidates(own, phrase, merge(state.colon_topic, state.topic), state.vocabulary), of)
        _anchor(of, token, state)
    elif state.topic is not None and state.topic.entity == own.entity and state.scope is None:
        told = candidates(own, phrase, state.topic, state.vocabulary)
        of = told if state.firm.sure and not phrase.heads else _first(told, of)
        _anchor(of, token, state)
    elif _continues(own, phrase, state):
        of = _first(candidates(own, phrase, state.chain, state.vocabulary), of)
    elif inherited:
        sure = _narrowed(state.anchor) or (
            state.firm.anchor_sure and not phrase.heads and _at_most(token, state.firm.anchor_value)
        )
        of = _first(candidates(own, phrase, state.anchor, state.vocabulary), () if sure else of)
    elif (state.anchor is None or state.scope is None) and not (state.anchor is not None and _of_a_kind(own, state)):
        state.anchor, state.firm.anchor_value, state.firm.anchor_sure = of[0], _value(token), False
        state.opened = state.opened or of[0]
    if inherited or state.scope is not None:
        state.siblings.append(of)
    return without_excluded(of, state)


def _shares_opened(own: Population, state: State) -> bool:
    """Tell whether a count is an item beside others that divide the group its sentence began with
    (参评联盟以三批试点联盟为主，共 86 家；后续参加的联盟有 14 家).
    """
    whole = state.opened
    if whole is None or not own.axes or not divides(own, whole, state):
        return False
    items = [of[0] for of in state.counted if of and set(whole.axes) < set(of[0].axes)]
    return any(all(not set(item.values(a) or v) & set(v) for a, v in own.axes) for item in items)


def _anchor(of: Candidates, token: Token, state: State) -> None:
    """Let the counts that follow divide this one, where none before it has been divided."""
    if state.anchor is None and state.scope is None:
        state.anchor, state.firm.anchor_value, state.firm.anchor_sure = of[0], _value(token), False


def _of_a_kind(own: Population, state: State) -> bool:
    """Tell whether something is counted that no series declares (四个等级), which divides nobody."""
    declared = {state.vocabulary.entity.name, *(name for name, _ in state.vocabulary.things)}
    return own.entity not in declared and own.values(DESCRIBED) is not None


def _beside_scope(own: Population, state: State) -> bool:
    """Tell whether a count leaves the group that 其中 divided for one beside it (…，其中参评 26 家；第二批 39 家)."""
    scope = state.scope
    if scope is None or state.scope_is_base or scope.entity != own.entity or not own.axes:
        return False
    told = [set(scope.values(name) or ()) for name, _ in own.axes]
    return all(inside and not inside & set(values) for inside, (_, values) in zip(told, own.axes, strict=True))


def _continues(own: Population, phrase: Phrase, state: State) -> bool:
    """Tell whether a count goes on dividing what 其中 divided in the sentence before (其中参评 22 家。高的 12 家):
    another axis, and no word for the members of its own.
    """
    chain = state.chain
    if chain is None or state.scope is not None or phrase.heads or phrase.entity or chain.entity != own.entity:
        return False
    told = {name for name, _ in own.axes}
    return DESCRIBED not in told and bool(told) and not told & {name for name, _ in chain.axes}


def _likewise(own: Population, phrase: Phrase, token: Token, state: State) -> Candidates:
    """Give whom a group that stands beside the one 中 has closed counts, and make it the scope: if all counts before
    told one and the same of their groups and its part counts no more, it may mean that of this one too
    (第一批试点联盟中有 26 家未参评，占 50 %；第二批有 29 家，占 74 %).
    """
    scope = state.scope if state.scope_is_base else None
    names = [name for name, _ in own.axes]
    if scope is None or phrase.closed or DESCRIBED in names or not names or scope.entity != own.entity or own.intervals:
        return ()
    if names != [name for name, _ in scope.axes] or any(set(v) & set(scope.values(a) or ()) for a, v in own.axes):
        return ()
    state.scope, state.before_scope, state.rival_scopes = own, (), []
    said = {_beyond(of, names) for of in state.counted}
    same = Population(own.entity, axes=next(iter(said)) if len(said) == 1 else ())
    if not same.axes or phrase.heads or phrase.rest or not divides(own, same, state) or _counts_on(token, state):
        return ()
    found = (*candidates(merge(same, own), phrase, None, state.vocabulary), own)
    state.siblings.append(found)
    return found


def _beyond(of: Candidates, names: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give what a count tells besides these axes; nothing where only free words tell whom it counts."""
    told = () if elsewhere.untold(of) else of[0].axes
    return tuple((name, values) for name, values in told if name not in names)


def _counts_on(token: Token, state: State) -> bool:
    """Tell whether the part of a sentence that a figure stands in counts members once more behind it."""
    rest = _PART_END.split(state.setting.text[token.end :])[0]
    return any(re.search(rf"\d{unit}", rest) for unit in state.vocabulary.entity.measure_words)


def _scope_of(own: Population, state: State) -> Population | None:
    """Give the scope of a count; 其中 behind a count of other things means the last count of such things."""
    scope = state.scope
    if scope is None or scope.entity == own.entity or state.scope_is_base:
        return scope
    return next((of[0] for of in reversed(state.counted) if of and of[0].entity == own.entity), scope)


def _value(token: Token) -> Decimal | None:
    return token.figure.quantity.value if token.figure and token.figure.quantity else None


def _fits(token: Token, whole: Population | None, state: State) -> bool:
    """Tell whether a figure can be one of a part of a group, as far as that was counted."""
    counts = (
        d.quantity.value for d in reversed(state.drafts) if d.kind == "count" and d.quantity and d.of[:1] == (whole,)
    )
    told = next(counts, None)
    return told is None or _at_most(token, told)


def _at_most(token: Token, whole: Decimal | None) -> bool:
    """Tell whether a figure can be one of a part of what another figure counts."""
    value = _value(token)
    return value is not None and whole is not None and value <= whole


def _first(preferred: Candidates, others: Candidates) -> Candidates:
    return tuple(dict.fromkeys((*preferred, *others)))


def _narrowed(population: Population | None) -> bool:
    """Tell whether free words narrow a population."""
    return population is not None and population.values(DESCRIBED) is not None


def inherits(own: Population, state: State) -> bool:
    """Tell whether a count divides the one before: another axis, no scope of its own (其他联盟 4 家，第一批 1 家)."""
    return state.anchor is not None and state.scope is None and divides(own, state.anchor, state)


def divides(own: Population, whole: Population, state: State) -> bool:
    """Tell whether a group told on other axes can be a part of another one."""
    told = [name for name, _ in own.axes if name != DESCRIBED]
    if own.entity != whole.entity or not told or any(_excludes(name, own, whole, state) for name in told):
        return False
    return not {a for a, _ in own.axes} & {a for a, _ in whole.axes}


def _excludes(name: str, own: Population, anchor: Population, state: State) -> bool:
    """Tell whether an axis cannot divide a population: whoever was not evaluated has no tier."""
    for one, other in ((own, anchor), (anchor, own)):
        needs = [need for axis, _ in one.axes if axis != DESCRIBED for need in state.vocabulary.axis(axis).whole]
        if any((other.values(axis) or (value,)) != (value,) for axis, value in needs):
            return True
    for axis, declared in state.vocabulary.section("excludes"):
        for one, other in ((own, anchor), (anchor, own)):
            barred = any(one.values(v.partition("=")[0]) == (v.partition("=")[2],) for v in declared)
            held = other.values(axis.partition("=")[0])
            if barred and held is not None and axis.partition("=")[2] in ("", *held):
                return True
    return False


def name_list(names: tuple[Found, ...], complete: bool, of: Candidates, state: State) -> None:
    """Draft a list of names of a population."""
    start, end = names[0].start, names[-1].end
    entity = of[0].entity if of else state.vocabulary.entity.name
    state.drafts.append(Draft("list", entity, of, (), None, start, end, names=names, complete=complete))


def close_streak(state: State, of: Candidates = ()) -> None:
    """Give the streak of this clause its population, once the clause has told it: of whom it counts, if it does."""
    phrase = state.phrase
    if phrase.streak is None:
        return
    for k in range(len(state.drafts) - 1, -1, -1):
        made = state.drafts[k]
        if made.kind == "streak" and not made.of:
            state.drafts[k] = replace(made, of=of or (phrase.population(),), names=tuple(phrase.names))
            return
