"""Figures as they come: counts begun, amounts, changes, shares, and numbers of batches."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractors.statistics.counted import in_its_unit, is_divided
from extractors.statistics.counts import end_count
from extractors.statistics.elsewhere import bare, is_of_all, remember, settle_orphans, untold
from extractors.statistics.groups import same_groups
from extractors.statistics.lexicon import lexicon
from extractors.statistics.light import made_of
from extractors.statistics.phrases import Phrase, candidates, merge
from extractors.statistics.pointing import bound_base, of_bound, pointed_groups
from extractors.statistics.script import HAN_WORD
from extractors.statistics.shares import heads_clause, heads_part, known_base, leads, owed
from extractors.statistics.state import Candidates, State, described, draft
from extractors.statistics.tokens import Token
from extractors.statistics.years import period_before, period_of, unplaced
from schemas.population import Population

BATCH = "batch"
# What joins a share to the group it is of, behind its words for about and its brackets.
_IS = re.compile("(?:以上|以下|左右|多)?(?:（[^（）]*）)?(?:为(?!参评|全部)|是|来自|属于)")


def _quantity(token: Token, state: State) -> None:
    figure = token.figure
    assert figure is not None and figure.quantity is not None
    if state.shared:
        each = [in_its_unit(of, token, state) for of in state.shared]
        state.drafts += [draft("count", of[0].entity, of, token) for of in each]
        state.siblings, state.shared = list(state.shared), []
    elif state.mode == "change":
        change(token, state)
    elif state.mode == "share":
        state.phrase.count = token
    elif state.turns.running:
        _in_turn("amount" if figure.unit_class in ("amount", "duration") else "count", token, state)
    elif figure.unit_class in ("amount", "duration"):
        _amount(token, state)
    elif figure.quantity.unit == "批" and any(a.name == BATCH for a in state.vocabulary.axes):
        _batches(token, state)
    elif not same_groups(token, state) and not pointed_groups(token, state):
        _begin_count(token, state)


def _begin_count(token: Token, state: State) -> None:
    phrase, beside = state.phrase, False
    if phrase.count is not None:
        joined = state.previous == "and"
        kept = (
            state.fresh(axes=dict(phrase.axes), heads=list(phrase.heads))
            if state.previous == "become"
            else state.fresh()
        )
        kept.definite = state.previous == "become" and is_of_all(phrase, state)
        end_count(state)
        # 21 家联盟的秘书长及 30 余位专家: what stands beside some is some.
        beside = joined and untold(state.subject)
        state.phrase = phrase = kept
    phrase.count = token
    reached = state.previous in ("become", "milestone") or state.milestone
    dated = bool(state.figure_period) and bare(token, state)
    phrase.repeats = phrase.repeats or ((reached or dated) and not phrase.told and not phrase.definite)
    phrase.restricted = phrase.restricted or unplaced(token, state) or beside or _in_no_turn(state)
    phrase.period, state.figure_period = state.figure_period or period_before(token, state), ""
    state.against = state.against or (phrase.period if phrase.period == state.since else "")
    _as_thing(state)


def _in_no_turn(state: State) -> bool:
    """Tell whether a figure follows 分别 and nobody can tell whose turn it is."""
    left = state.turns.unresolved
    state.turns.unresolved = max(left - 1, 0)
    return left > 0


def _as_thing(state: State) -> None:
    """Take 共建研发平台 277 个 as platforms counted, not alliances, since the label stands right before the figure."""
    last, count = state.phrase.last, state.phrase.count
    assert count is not None
    things = lexicon(state.vocabulary).things
    if last and last.entry and last.end == count.start and last.kind == "axis" and last.text in things:
        state.phrase.axes.pop(last.entry.axis, None)
        state.phrase.entity = things[last.text]


def _ordinal(token: Token, state: State) -> None:
    """Read 第七次活跃度评价 as a count of evaluations up to it; other ordinals count nothing, and members of a kind
    that has but a number (第1、2类联盟) are told by no axis.
    """
    if not state.phrase.axes and _of_numbered_kind(token, state):
        state.phrase.restricted = True
    if token.figure and token.figure.quantity and token.figure.quantity.unit == "次" and state.phrase.count is None:
        state.phrase.count, state.phrase.ordinal = token, True


def _of_numbered_kind(token: Token, state: State) -> bool:
    """Tell whether a word for kinds and the word for the members stand right behind an ordinal."""
    text = state.setting.text
    kind = next((w for w in state.vocabulary.words("units", "kinds") if text.startswith(w, token.end)), "")
    return bool(kind) and text.startswith(state.vocabulary.entity.heads, token.end + len(kind))


def _in_turn(kind: str, token: Token, state: State, base: Candidates = ()) -> None:
    """Give a figure after 分别 to the member whose turn it is."""
    turns = state.turns
    assert turns.at is not None
    period = turns.years[turns.at] if turns.years else period_of(state)
    if kind == "share":
        turns.base = base or turns.base
        base = (turns.bases[turns.at] if turns.bases else ()) or turns.base
    of = in_its_unit(turns.take(), token, state) if kind == "count" else turns.take()
    if kind == "share" and state.rate and not base and of and of[0].values(state.rate[0]) is None:
        # 从优秀率看，国家级、省级分别为 19% 和 20%
        of = tuple(p.having(*state.rate) for p in of)
    base = bound_base(base, of, token, state) if kind == "share" else base
    measure = of[0].entity if kind == "count" else state.phrase.measure or kind
    state.drafts.append(draft(kind, measure, of, token, base=base, period=period))
    state.subject = of
    if kind == "count":
        remember(token, of, state)
        state.counted.append(of)
        state.run.append(of)


def _batches(token: Token, state: State) -> None:
    """Read N 批 as a count of batches and as the first N of them."""
    assert token.figure is not None and token.figure.quantity is not None
    state.drafts.append(draft("count", BATCH, (Population(BATCH),), token))
    order = state.vocabulary.axis(BATCH).order
    number = int(token.figure.quantity.value)
    if 1 < number <= len(order):
        state.phrase.axes[BATCH] = order[:number]
        state.phrase.loose = BATCH


def change(token: Token, state: State) -> None:
    """Draft a change of the phrase, or of the subject, against the period named."""
    figure = token.figure
    assert figure is not None and figure.quantity is not None
    q, phrase = figure.quantity, state.phrase
    value, low, high = q.value * state.sign, q.low, q.high
    if state.sign < 0:
        # 减少超过 5 家: the fall is at least that deep.
        low, high = (None if q.high is None else -q.high), (None if q.low is None else -q.low)
    if state.rival:
        # 省级低于国家级 32 个百分点: of those compared, and not of those they are compared with.
        state.subject, state.rival = state.rival, ()
    elif phrase.axes or phrase.entity:
        state.subject = candidates(phrase.population(), phrase, state.scope, state.vocabulary)
    of = state.subject
    if state.turns.running and not phrase.told:
        of = state.subject = state.turns.take()
    settle_orphans(of if phrase.axes else (), state)
    last = state.drafts[-1] if state.drafts else None
    if last is not None and last.kind == "score" and figure.kind == "score":
        of, phrase.measure = last.of, "score"
    elif last is not None and last.kind == "amount" and last.measure != "duration" and not phrase.told:
        of, phrase.measure = last.of, phrase.measure or last.measure
    of = in_its_unit(of, token, state)
    measure = phrase.measure or (of[0].entity if of else state.vocabulary.entity.name)
    if q.unit.endswith("点"):
        measure = "share"
    elif figure.kind == "percent":
        measure = f"growth of {measure}"
    changed = replace(q, value=value, low=low, high=high)
    period = state.clause_period
    state.drafts.append(draft("change", measure, of, token, quantity=changed, against=state.against, period=period))
    # 一般和较差的分别减少 1 家和 4 家: each turn is a change.
    state.mode = "change" if state.turns.running else ""
    state.phrase = state.fresh()


def _amount(token: Token, state: State) -> None:
    figure = token.figure
    assert figure is not None
    phrase = state.phrase
    if phrase.count is not None:
        end_count(state)
        phrase = state.phrase = state.fresh(measure=phrase.measure)
    duration = figure.unit_class == "duration"
    measure = phrase.measure or ("duration" if duration else "amount")
    own = phrase.population()
    carried = bool(state.subject) and is_divided(state.subject[0], state)
    if phrase.measure and carried and not phrase.axes and not phrase.entity and not phrase.restricted:
        of = state.subject
    else:
        told = phrase.told and phrase.measure and not phrase.restricted
        of = (own if told else described(own, token, state),)
    state.drafts.append(draft("amount", measure, of, token))


def _percent(token: Token, state: State) -> None:
    figure = token.figure
    assert figure is not None and figure.quantity is not None
    if state.mode == "change" or figure.quantity.unit.endswith("点"):
        change(token, state)
        return
    if leads(token, state):
        return
    base = known_base(base_told(state), state)
    first = state.mode == "share"
    owing = () if first else _owed_base(state)
    if not first:
        base = (
            owing
            or _base_before(token, state)
            or _base_worded(token, state)
            or owed(state)
            or base
            or _same_base(state)
            or _base_of_part(state)
        )
        _share_of_phrase(state)
        end_count(state)
    base = base or _base_worded(token, state)
    state.phrase = state.fresh()
    state.mode = ""
    if state.turns.running:
        _in_turn("share", token, state, base)
        return
    if not state.subject and state.setting.text.startswith("的", token.end):
        # 占参评联盟 61.43 % 的 43 家联盟活跃度高: whose share it is is still to come.
        state.waiting.append(draft("share", "share", (), token, base=base))
        return
    if not first and not owing and _predicate_next(token, state):
        # 22% 的参评单位获评优秀；33% 获评良好: the group is what it is said to be, the base that of the share before.
        last = next((d.base for d in reversed(state.drafts) if d.kind == "share"), ())
        base = (state.scope,) if state.scope is not None else last
        state.waiting.append(draft("share", "share", (), token, base=base))
        return
    if (
        state.scope is not None
        and not first
        and (not state.subject or _told_next(token, state) or _of_scope(token, state))
    ):
        # 参评联盟中有近三成来自第三批: so it is here.
        state.waiting.append(draft("share", "share", (), token, base=(state.scope,)))
        return
    subjects = state.siblings if state.each and state.siblings else [state.subject]
    if subjects == [base] and state.before_scope:
        subjects = [state.before_scope]
    if unplaced(token, state) or _in_no_turn(state):
        subjects = [tuple(described(p, token, state) for p in of) for of in subjects]
    for told in subjects:
        of = of_bound(told, state) if first or owing else told
        state.run += [of] if of and of not in state.run else []
        own_base = bound_base(base, of, token, state) if first or owing else base
        period = state.figure_period or period_before(token, state) or period_of(state)
        state.drafts.append(draft("share", "share", of, token, base=own_base, period=period))
    state.figure_period = ""


def _owed_base(state: State) -> Candidates:
    """Give the base of shares whose word stands in a clause before, with their group, which each then divides
    (活跃度高的联盟占参评联盟的比例，第一批为 40%).
    """
    if not state.owed_base or not state.phrase.axes or state.phrase.count is not None or state.topic is None:
        return ()
    own = merge(state.topic, state.phrase.population())
    state.subject = candidates(own, state.phrase, None, state.vocabulary)
    state.phrase = state.fresh()
    return state.owed_base


def _predicate_next(token: Token, state: State) -> bool:
    """Tell whether a share heads its clause and a word that gives a grade follows it (33% 获评良好, 9% 为不合格)."""
    text, at = state.setting.text, token.end
    joined = _IS.match(text, at) if state.scope is None else None
    label = lexicon(state.vocabulary).at(text, joined.end()) if joined and joined.end() < len(text) else None
    graded = text.startswith(state.vocabulary.words("relation", "graded"), at)
    return heads_clause(token, state) and (graded or (label is not None and label[0].kind in ("axis", "bare")))


def _told_next(token: Token, state: State) -> bool:
    """Tell whether the group follows its share with 为 (六成为活跃度高; 其中 23.3% 是第二批试点联盟)."""
    clause = state.setting.clause_before(token.start)
    heads = state.scope_is_base or not clause or heads_part(token, state)
    return heads and _IS.match(state.setting.text, token.end) is not None


def _of_scope(token: Token, state: State) -> bool:
    """Tell whether a share heads its clause with nothing told but the scope, whose share it cannot be."""
    return state.scope_is_base and state.subject == (state.scope,) and heads_clause(token, state)


def _free_base(phrase: Phrase, state: State) -> bool:
    """Tell whether free words stand before the word for the members in a base (占填报联盟的 91 %): it is not all."""
    last = phrase.last
    if (
        last is None
        or last.kind not in ("head", "whole")
        or phrase.axes
        or phrase.entity
        or (phrase.count is not None and not _of_kinds(phrase, state))
    ):
        return False
    words = state.setting.text[state.share_from : last.start]
    return len(HAN_WORD.findall(words)) > 0 and not made_of(words, "all", state.vocabulary)


def _of_kinds(phrase: Phrase, state: State) -> bool:
    """Tell whether what is counted in a base are kinds of members (占这两类联盟总数的 27 %)."""
    quantity = phrase.count.figure.quantity if phrase.count is not None and phrase.count.figure else None
    return quantity is not None and quantity.unit in state.vocabulary.words("units", "kinds")


def _base_worded(token: Token, state: State) -> Candidates:
    """Give the base of a share that a word told in the clause before (占参评联盟的一半以上，达 50.68%)."""
    base, state.worded_base = state.worded_base, ()
    return base if state.subject and not state.phrase.told and bare(token, state) else ()


def _same_base(state: State) -> Candidates:
    """Give the base of the first of two shares (占参评联盟的比例由 8 % 降到 4 %)."""
    last = state.drafts[-1] if state.drafts else None
    return last.base if last is not None and last.kind == "share" and state.previous == "become" else ()


def _base_before(token: Token, state: State) -> Candidates:
    """Find the base of 为参评联盟总数的 61.43 %: an uncounted phrase that 的 joins to the figure."""
    phrase = state.phrase
    joined = state.setting.text[: token.start].endswith("的") and bool(state.subject)
    if not joined or phrase.count is not None or not (phrase.axes or phrase.whole or phrase.heads):
        return ()
    base = candidates(phrase.population(), phrase, None, state.vocabulary)
    state.phrase = state.fresh()
    return base


def _share_of_phrase(state: State) -> None:
    """Make an uncounted phrase before a bare percentage its subject (第一批试点联盟参评率为 50 %)."""
    phrase = state.phrase
    if state.rate and phrase.axes and phrase.count is None:
        phrase.axes.setdefault(*state.rate)
    elif state.rate and state.bracketed and state.subject and state.subject[0].values(state.rate[0]) is None:
        state.subject = tuple(of.having(*state.rate) for of in state.subject)
    if phrase.count is None and phrase.axes and not phrase.whole:
        scope = state.colon_topic if _of_topic(phrase, state) else state.scope
        state.subject = candidates(phrase.population(), phrase, scope, state.vocabulary)
    elif phrase.count is None and not phrase.told and state.topic is not None and _newest(state):
        # 第二批参评率最低，为 25.64%，其次是第三批，为 40%: of the group told since.
        state.subject = (state.topic.having(*state.rate) if state.rate else state.topic,)


def _of_topic(phrase: Phrase, state: State) -> bool:
    """Tell whether a group divides what a clause before a colon has told (活跃度高的比例：第一批 80.77%)."""
    topic = state.colon_topic
    return topic is not None and state.topic == topic and not set(phrase.axes) & {name for name, _ in topic.axes}


def _base_of_part(state: State) -> Candidates:
    """Give the base of a part of what a clause before a colon has told: as much of the scope."""
    phrase = state.phrase
    if not phrase.axes or phrase.count is not None or state.scope is None or not state.firm.scoped:
        return ()
    return (merge(state.scope, phrase.population()),) if _of_topic(phrase, state) else ()


def _newest(state: State) -> bool:
    """Tell whether the topic is what was told last, and the subject was counted before it."""
    return not state.subject or (state.rate is not None and state.firm.told_at == len(state.drafts))


def base_told(state: State) -> Candidates:
    """Find the base of a share: the phrase after 占, else the scope that 在 … 中 has set."""
    phrase = state.phrase
    scope: Candidates = (state.scope,) if state.scope_is_base and state.scope is not None else ()
    if state.mode != "share":
        return ()
    if not (phrase.axes or phrase.whole or phrase.heads or phrase.entity):
        if not scope and state.viewed is not None and state.subject:
            # 54 家联盟未填报。从批次看，第一批占 37%: of the group that the sentence before has told.
            part = merge(state.viewed, state.subject[0])
            state.subject = tuple(dict.fromkeys((part, *state.subject)))
            return (state.viewed,)
        return scope if state.subject != scope or state.before_scope else ()
    state.bound = tuple(phrase.bound)
    base = candidates(phrase.population(), phrase, None, state.vocabulary)
    if (phrase.restricted and not phrase.entity) or _free_base(phrase, state):
        base = tuple(described(b, phrase.last, state) for b in base[:1] if phrase.last is not None)
    if phrase.count is not None and not _of_kinds(phrase, state):
        state.drafts.append(draft("count", base[0].entity, base, phrase.count))
    return base


HANDLERS: dict[str, Callable[[Token, State], None]] = {"quantity": _quantity, "ordinal": _ordinal, "percent": _percent}
