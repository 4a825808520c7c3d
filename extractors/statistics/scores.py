"""Scores that no count is told for: the band of a tier, somebody's score, or a threshold."""

from __future__ import annotations

from extractors.statistics.phrases import merge
from extractors.statistics.state import State, described, draft
from extractors.statistics.tokens import Token
from schemas.population import Population

COUNTED = "counted"
"""The measure of a threshold that a count is told for (95 分以上有两家); free-standing ones measure `score`."""


def settle_score(state: State) -> None:
    """Settle the score of this clause, if no count has used it."""
    phrase, token = state.phrase, state.phrase.score
    if token is None or phrase.count is not None or state.mode == "share":
        return
    assert token.figure is not None
    tier = phrase.axes.get("tier", ())
    interval = token.figure.interval
    exact = interval is not None and interval.low == interval.high
    if len(tier) == 1 and not exact and interval is not None:
        of = Population(state.vocabulary.entity.name, axes=(("tier", tier),), intervals=(("score", interval),))
        state.drafts.append(draft("band", "score", (of,), token))
    elif exact and (state.scale or _is_scale(token, state)):
        # 满分为 100 分，其中组织建设 30 分: what can be scored, not what anybody has.
        state.scale = True
        of = described(Population(state.vocabulary.entity.name), token, state)
        state.drafts.append(draft("score", "score", (of,), token))
    elif exact:
        own = (
            Population(state.vocabulary.entity.name, members=tuple(n.text for n in phrase.names))
            if phrase.names
            else (_averaged(state) if phrase.mean else phrase.population())
        )
        state.drafts.append(draft("score", "score", (own.without("score"),), token))
        state.pending.scored = interval if not phrase.names and not phrase.mean else None
    else:
        state.drafts.append(draft("threshold", "score", (phrase.population(),), token, period=state.clause_period))
    phrase.score, phrase.interval = None, None


def _averaged(state: State) -> Population:
    """Tell whose mean a score is: of whom its clause tells, within the scope, else of whom this part has counted."""
    own = state.phrase.population()
    told = bool(own.axes) or bool(state.phrase.heads) or own.entity != state.phrase.chief
    counted = state.anchor is not None and bool(state.subject) and not told
    return state.subject[0] if counted and state.scope is None else merge(state.scope, own)


def _is_scale(token: Token, state: State) -> bool:
    """Tell whether the full mark itself is named (满分为 100 分)."""
    return state.phrase.full and state.setting.text[: token.start].endswith(("分为", "分是", "分：", "分"))


def bracketed_band(token: Token, tier: tuple[str, ...] | None, state: State) -> None:
    """Read a score range in brackets as the band of the tier before it, a threshold where no single tier is."""
    interval = token.figure.interval if token.figure else None
    if tier and len(tier) == 1 and interval is not None:
        of = Population(state.vocabulary.entity.name, axes=(("tier", tier),), intervals=(("score", interval),))
        state.drafts.append(draft("band", "score", (of,), token))
    else:
        state.drafts.append(draft("threshold", "score", (Population(state.vocabulary.entity.name),), token))
