"""Brackets: names that list the members counted, the band of a grade, and figures of whom the words around tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

from extractors.statistics.ahead import PARTS
from extractors.statistics.counts import end_count, name_list
from extractors.statistics.elsewhere import untold
from extractors.statistics.phrases import DESCRIBED, merge
from extractors.statistics.scores import bracketed_band
from extractors.statistics.shares import settle_waiting, to_come
from extractors.statistics.state import CLAUSE, State
from extractors.statistics.tokens import Token

Read = Callable[[tuple[Token, ...], State], None]


def aside(found: tuple[Token, ...], start: int, close: int, state: State, read: Read) -> None:
    """Read what stands in the brackets at `start` and `close`: names list the last count's members, a score range is
    the subject's band, figures are read by `read`.
    """
    inside = found[start + 1 : close]
    if inside and inside[0].kind == "including":
        state.phrase.definite = True
    names = tuple(t.name for t in inside if t.name)
    scores = [t for t in inside if t.kind == "score"]
    kinds = {t.kind for t in inside}
    if names and kinds <= {"name", "list", "etc", "and", "word"} and (state.subject or state.phrase.count):
        end_count(state)
        name_list(names, "etc" not in kinds, state.subject, state)
    elif len(scores) == 1 and not kinds & {"quantity", "percent", "axis"}:
        tier = state.phrase.axes.get("tier") or (state.subject[0].values("tier") if state.subject else None)
        bracketed_band(scores[0], tier, state)
        state.phrase.sealed = True
    elif kinds & {"quantity", "percent", "streak"}:
        settle_waiting(state)
        if not _of_what_follows(inside, _predicate(found, close), state, read):
            _of_what_stands_before(inside, state, read)
    elif "date" in kinds:
        state.phrase.years += [y for t in inside if t.figure for y in t.figure.years]


def _predicate(found: tuple[Token, ...], close: int) -> bool:
    """Tell whether the words behind a bracket tell a value, before any figure (43 家联盟（…）活跃度高)."""
    rest = takewhile(lambda t: t.kind not in (*PARTS, "list", "in", "than", "each", "respectively"), found[close + 1 :])
    kinds = [t.kind for t in takewhile(lambda t: t.kind not in ("quantity", "percent", "share"), rest)]
    return "axis" in kinds or "bare" in kinds


def _of_what_follows(inside: tuple[Token, ...], predicate: bool, state: State, read: Read) -> bool:
    """Read figures whose subject the clause tells behind the bracket, and keep them until it does; tell whether so."""
    phrase, counted = state.phrase, state.phrase.count is not None and not state.phrase.told
    led = state.lead is not None and bool(state.lead_base) and not phrase.told and phrase.count is None
    shared = bool(state.waiting) and phrase.count is None
    if not (shared or (led and predicate) or (counted and (predicate or not phrase.heads))):
        return False
    subject = to_come(phrase.chief)
    inner = State(state.setting, subject=(subject,), scope=subject, stems=set(state.stems))
    inner.phrase.repeats = not counted
    read(inside, inner)
    if any(not made.of or made.of[0].values(DESCRIBED) != subject.values(DESCRIBED) for made in inner.drafts):
        return False
    # 两成以上（23.3%）是第二批试点联盟: the same share told twice has one base.
    base = state.waiting[-1].base if state.waiting and not counted else ()
    state.waiting += [replace(made, base=made.base or base) if made.kind == "share" else made for made in inner.drafts]
    return True


def _of_what_stands_before(inside: tuple[Token, ...], state: State, read: Read) -> None:
    """Read figures of the phrase before the bracket, or of what was told last."""
    if state.phrase.count is not None:
        end_count(state)
    outer = state.phrase
    inner = State(state.setting, subject=state.subject, anchor=state.anchor, scope=state.scope, topic=state.topic)
    inner.scope_is_base, inner.stems = state.scope_is_base, set(state.stems)
    inner.firm.anchor_sure = bool(state.subject) and state.anchor == state.subject[0]
    inner.firm.anchor_value, inner.firm.sure, inner.rate = state.firm.anchor_value, state.firm.sure, state.rate
    if outer.axes:
        inner.phrase = inner.fresh(axes=dict(outer.axes), heads=list(outer.heads), entity=outer.entity)
        inner.phrase.members = list(outer.members)
    elif state.rate and state.subject and state.subject[0].values(state.rate[0]) is not None:
        # 第一批参评率 57.69%（52 家中有 30 家参评）: the figures in the bracket are of the group whose rate it is.
        inner.scope, inner.scope_is_base = state.subject[0].without(state.rate[0]), False
        inner.topic = inner.anchor = None
        inner.subject, inner.phrase.repeats = (inner.scope,), [t.kind for t in inside[:2]] == ["quantity", "in"]
    elif _share_told(inside, state):
        # 第一批为 24.2%（8 家）: the bracket counts those whose share it is.
        inner.subject = tuple(merge(state.topic, of) for of in state.subject)
        inner.phrase.repeats = True
    read(inside, inner)
    state.drafts += inner.drafts
    state.wordings += inner.wordings
    if len(outer.members) > 1 and inner.drafts:
        # 活跃度高的依次是第一批（21 家）、第三批（12 家）: what stands before the last label is told of all.
        state.topic, state.firm.sure = outer.population().without(outer.members[-1][0]), True
    if outer.axes and inner.subject != state.subject:
        state.bracketed = True
        state.subject, state.anchor = inner.subject, inner.anchor
        state.phrase = state.fresh()


def _share_told(inside: tuple[Token, ...], state: State) -> bool:
    """Tell whether what was told last before a bracket is the share of a group, in the same clause."""
    last = state.drafts[-1] if state.drafts else None
    if last is None or last.kind != "share" or last.of != state.subject or untold(last.of) or state.phrase.told:
        return False
    return not CLAUSE.search(state.setting.text, last.end, inside[0].start - 1)
