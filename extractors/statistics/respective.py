"""Lists and their figures: 各, 分别, and figures that stand before the groups they belong to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

from extractors.statistics.counts import end_count, inherits
from extractors.statistics.elsewhere import parallel, untold
from extractors.statistics.phrases import DESCRIBED, Phrase, candidates, implied, merge
from extractors.statistics.state import Candidates, State, Turns
from extractors.statistics.tokens import Token


def _each(token: Token, state: State) -> None:
    """Read 各: a share of each counted so far, or, after a list, a count of each of its members."""
    state.each = True
    if state.following == "share" and 1 < state.ahead <= len(state.counted):
        # 较差 2 家、一般 4 家，各占参评联盟的 18 % 和 36 %: a share of each in turn.
        state.turns, state.each = Turns(state.counted[-state.ahead :], 0), False
    elif state.following == "share" and state.ahead > 1:
        state.turns.unresolved = state.ahead
    elif state.following == "quantity":
        parts = listed(state.phrase, state) or _of_scope_parts(state.phrase, state)
        if parts and state.ahead == 1:
            state.shared = [_within_anchor(of, state) for of in parts]
            state.phrase.axes, state.phrase.members = {}, []
        elif parts:
            state.turns = Turns(parts, 0)
            state.phrase.axes, state.phrase.members = {}, []


def _within_anchor(of: Candidates, state: State) -> Candidates:
    """Restrict a listed group to what its sentence part has counted, where that is divided so."""
    if not inherits(of[0], state) or state.anchor is None:
        return of
    return tuple(dict.fromkeys((implied(merge(state.anchor, of[0]), state.vocabulary), *of)))


def _respectively(token: Token, state: State) -> None:
    """Read 分别: the figures that follow belong in turn to the members just listed, or to those of the last 分别."""
    # 占参评联盟的比例分别为: the base tells no group.
    phrase = state.fresh() if state.mode == "share" else state.phrase
    if not state.ahead and _counted_before(state):
        return
    parts = (
        [_within_anchor(of, state) for of in listed(phrase, state)]
        or _again(phrase, state)
        or _listed_before(phrase, state)
    )
    parts = parts or ([] if len(state.turns.groups) == state.ahead else _counted_so_far(phrase, state))
    parts = parts or _in_another_year(phrase, state)
    state.turns.years, state.turns.base = _years_listed(phrase, parts, state), ()
    state.turns.bases = []
    again = not phrase.told and len(state.turns.groups) == state.ahead > 1
    if not parts and not again and _of_scope_parts(phrase, state):
        parts = _of_scope_parts(phrase, state)
        state.turns.bases = list(state.scope_parts) if state.scope_is_base else []
    elif not parts and state.turns.years:
        parts = [candidates(phrase.population(), phrase, state.scope, state.vocabulary)] * state.ahead
    if parts:
        state.turns.groups = parts
        phrase.axes, phrase.members = {}, []
    fresh = bool(parts) or not phrase.told
    if state.turns.groups and fresh:
        state.turns.at = 0
    elif state.ahead > 1:
        state.turns.unresolved = state.ahead


def _listed_before(phrase: Phrase, state: State) -> list[Candidates]:
    """Give the groups listed in the clause before, as many as figures, and of each what this clause tells besides
    (三批试点联盟，分别为 52 家、39 家和 55 家; 看参评与未参评的家数：第一批分别为 28 家和 24 家).
    """
    groups, own = state.sequence or state.listed_topic, phrase.population()
    if (
        len(groups) != state.ahead
        or state.ahead < 2
        or phrase.count is not None
        or DESCRIBED in dict(groups[0][0].axes)
    ):
        return []
    if {name for of in groups for name, _ in of[0].axes} & {name for name, _ in own.axes}:
        return []
    return [candidates(merge(of[0], own), phrase, None, state.vocabulary) for of in groups] if own.axes else groups


def keep_order(end: int, state: State) -> None:
    """Keep, at the end of its clause, the groups that it lists; in their order, where it says so (按…的顺序)."""
    state.listed_topic = listed(state.phrase, state) or state.listed_topic
    if len(state.listed_topic) > 1 and state.setting.text[:end].endswith(state.vocabulary.words("relation", "ordered")):
        state.sequence, state.topic = state.listed_topic, None
        state.phrase = state.fresh()


def _of_scope_parts(phrase: Phrase, state: State) -> list[Candidates]:
    """Restrict each group that 中 has closed to what is told of it (第一批、第二批中，活跃度高的分别占 …), or before
    (信息不全的 21 家，第一批、第二批中各有 9 家和 12 家).
    """
    if len(state.scope_parts) != state.ahead or state.ahead < 2:
        return []
    own = phrase.population()
    last = state.counted[-1][0] if state.counted and state.counted[-1] else None
    divided = {name for part in state.scope_parts for name, _ in part[0].axes}
    if not phrase.told and last is not None and last.axes and not divided & {name for name, _ in last.axes}:
        own = last
    return [candidates(own, phrase, part[0], state.vocabulary) for part in state.scope_parts]


def _again(phrase: Phrase, state: State) -> list[Candidates]:
    """Give the groups of the last list with what this clause tells of them besides (…，优秀率分别为 40%、8%)."""
    own = phrase.population()
    told = {name for name, _ in own.axes}
    if not told or len(state.turns.groups) != state.ahead:
        return []
    listed_by = {
        name
        for of in state.turns.groups
        for name, values in of[0].axes
        if values != state.turns.groups[0][0].values(name)
    }
    if told & listed_by or any(of[0].entity != own.entity for of in state.turns.groups):
        return []
    return [candidates(merge(of[0], own), phrase, None, state.vocabulary) for of in state.turns.groups]


def _years_listed(phrase: Phrase, parts: list[Candidates], state: State) -> list[str]:
    """Give the years that figures after 分别 belong to in turn (2024 年、2025 年活跃度高的分别为 37 家和 43 家)."""
    if parts and state.figure_period:
        # 2023 年优秀 20 家、良好 45 家，2024 年分别为 24 家和 48 家
        year, state.figure_period = state.figure_period, ""
        return [year] * len(parts)
    return list(phrase.years) if not parts and phrase.axes and len(phrase.years) == state.ahead > 1 else []


def _counted_before(state: State) -> bool:
    """Read 52 家、39 家分别为第一批、第二批: the figures of this clause wait for the groups that follow."""
    end_count(state)
    waiting = []
    for k in range(len(state.drafts) - 1, -1, -1):
        made = state.drafts[k]
        if made.kind != "count" or not made.of or made.of[0].values(DESCRIBED) is None:
            break
        waiting.append(k)
    state.backward = tuple(reversed(waiting)) if len(waiting) > 1 else ()
    state.phrase = state.fresh()
    return bool(state.backward)


def settle_backward(state: State) -> None:
    """Give the figures that wait for their groups the groups that this clause lists."""
    waiting, state.backward = state.backward, ()
    parts = listed(state.phrase, state) if waiting else []
    if parts and len(parts) == len(waiting):
        for k, of in zip(waiting, parts, strict=True):
            state.drafts[k] = replace(state.drafts[k], of=of, measure=of[0].entity)


def listed(phrase: Phrase, state: State) -> list[Candidates]:
    """Part a coordination into its members: 第一批、第二批试点联盟活跃度高的 are two populations."""
    if not phrase.members:
        return []
    axes = [axis for axis, _ in phrase.members]
    repeated = next((a for a in axes if axes.count(a) > 1), "")
    parts = [values for axis, values in phrase.members if axis == repeated]
    if not repeated:
        # 三批试点联盟分别有 …: a union is the list of its values.
        repeated, whole = next(((a, v) for a, v in phrase.members if len(v) > 1), ("", ()))
        parts = [(value,) for value in whole]
    if len(parts) != state.ahead == sum(map(len, parts)):
        # 第一、二、三批及后续参加的 …: a union beside others is the list of its values, if there are as many figures.
        parts = [(value,) for part in parts for value in part]
    own = phrase.population()
    scope = (parallel(own, phrase, state) if len(parts) > 1 else None) or state.scope
    return [candidates(own.having(repeated, v), phrase, scope, state.vocabulary) for v in parts]


def in_row(found: tuple[Token, ...], i: int, state: State) -> None:
    """Read a bare row of as many figures as the clause before has listed groups: each is of the group whose turn it is
    (分为高、较高、一般和其他四档，43 家、9 家、14 家、4 家…).
    """
    row = list(takewhile(lambda t: t.kind in (found[i].kind, "list", "and"), found[i:]))
    figures = sum(t.kind == found[i].kind for t in row)
    if figures == len(state.listed_topic) and not state.phrase.told and state.phrase.count is None and not state.mode:
        state.turns = Turns(state.listed_topic, 0)
        state.listed_topic = []


def _counted_so_far(phrase: Phrase, state: State) -> list[Candidates]:
    """Take the groups just told, as many as figures follow, as what 分别 refers to; all must be what its clause says
    (第一批的参评率为 50%，第二批为 60%，参评联盟数依次为 …).
    """
    told = state.run[-state.ahead :] if state.ahead else []
    if any(untold(of) or any(of[0].values(a) != v for a, v in phrase.axes.items()) for of in told):
        return []
    return told if len(told) == state.ahead > 1 and phrase.count is None else []


def _in_another_year(phrase: Phrase, state: State) -> list[Candidates]:
    """Take all that the sentence has counted, as many as figures follow, for a row of another year that tells no group
    (2024 年，优秀、良好的分别为 20 家和 45 家；2025 年分别为 24 家和 48 家).
    """
    dated = state.figure_period or state.part_period
    if not dated or phrase.told or phrase.heads or phrase.count is not None or len(state.counted) != state.ahead:
        return []
    return [] if state.ahead < 2 or any(map(untold, state.counted)) else list(state.counted)


HANDLERS: dict[str, Callable[[Token, State], None]] = {"each": _each, "respectively": _respectively}
