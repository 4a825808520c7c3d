"""Words that say how much without a figure (大多数, 明显加大, 两极分化), with the groups they speak of.

What they demand of the figures beside them is declared with the series; the audit weighs it.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.statistics.amounts import base_told
from extractors.statistics.counts import end_count
from extractors.statistics.phrases import candidates, merge
from extractors.statistics.shares import close_base
from extractors.statistics.state import Candidates, Draft, State
from extractors.statistics.tokens import Token
from schemas.population import Population

GREW, POLES, FORMER, PAST, LEFT_OUT = "grew", "poles", "former", "past", "left_out"
"""Kinds of wording that are no share: a group that grew, one heaped at both ends, the word for an honour that another
one has now, an honour told of years before it, and a group whose name is left out."""


def wording(kind: str, of: Candidates, token: Token, base: Candidates = (), against: str = "") -> Draft:
    """Make the draft of a wording: no figure, so no claim."""
    return Draft(kind, "", of, base, None, token.start, token.end, against)


def _wording(token: Token, state: State) -> None:
    assert token.entry is not None
    kind, phrase = token.entry.axis, state.phrase
    if kind == GREW:
        _grew(token, state)
    elif kind == POLES:
        own = merge(state.scope, phrase.population())
        if phrase.axes and phrase.count is None:
            state.wordings.append(wording(kind, candidates(own, phrase, None, state.vocabulary), token))
    elif kind == FORMER:
        state.wordings.append(wording(kind, (), token))
    elif state.mode == "share":
        _most_of_base(token, state)
    elif not state.turns.groups and not state.mode:
        _most(token, state)


def _most(token: Token, state: State) -> None:
    """Begin a share told by a word: the base is what stands before it (参评联盟大多数 …) or follows (大多数联盟 …)."""
    if state.phrase.count is not None:
        end_count(state)
        state.phrase = state.fresh()
    state.lead, state.lead_base = token, ()
    if state.phrase.axes:
        close_base(state)
    state.phrase = state.fresh()


def _most_of_base(token: Token, state: State) -> None:
    """Read 占参评联盟的一半以上: a share of the subject told by a word, and whose figure may follow (…，达 50.68%)."""
    base = base_told(state)
    if state.subject and base:
        state.wordings.append(wording(token.entry.axis if token.entry else "", state.subject, token, base))
    state.worded_base, state.owed_share = base, False
    state.phrase, state.mode = state.fresh(), ""


def _grew(token: Token, state: State) -> None:
    """Read 第三批总数明显加大: the last two counts of this sentence that are of the group named."""
    phrase = state.phrase
    if not phrase.axes or phrase.count is not None:
        return
    told = [of for of in state.counted if all(of[0].values(a) == v for a, v in phrase.axes.items())]
    if len(told) > 1 and told[-1] != told[-2]:
        state.wordings.append(wording(GREW, told[-1], token, told[-2]))


def settle_most(token: Token, base: Candidates, of: Candidates, state: State) -> None:
    """Settle a share told by a word: of the group its clause tells, else of the one that the sentence argues from."""
    assert token.entry is not None
    if not of and state.shown is not None and base:
        of = candidates(merge(base[0], state.shown), state.phrase, None, state.vocabulary)
    if of and base:
        state.wordings.append(wording(token.entry.axis, of, token, base))


def _shows(token: Token, state: State) -> None:
    """Read 说明: what follows is argued from the first group told within the scope."""
    state.shown = state.first_group


def past_honour(token: Token, entry_axis: str, state: State) -> None:
    """Note an honour told of years before a bound (2012 年以前评定的 A 级联盟)."""
    if state.bound_year and entry_axis in state.vocabulary.lists("honours"):
        state.wordings.append(wording(PAST, (Population(),), token, against=state.bound_year))


HANDLERS: dict[str, Callable[[Token, State], None]] = {"wording": _wording, "shows": _shows}
