"""What stands before 占 and 比: the group that is the subject of a share or of a comparison."""

from __future__ import annotations

from extractors.statistics.ahead import next_figure, worded
from extractors.statistics.counts import end_count, inherits
from extractors.statistics.phrases import candidates
from extractors.statistics.respective import listed
from extractors.statistics.state import State, described
from extractors.statistics.tokens import Token
from schemas.population import Population


def share(found: tuple[Token, ...], i: int, state: State) -> None:
    """Begin a share: 占, or 达到 before a base or a percentage."""
    ahead = next_figure(found, i)
    if state.mode == "change":
        return
    if state.mode == "share" and state.phrase.told | bool(state.phrase.heads or state.phrase.whole):
        return
    if ahead is None and found[i].kind == "share":
        state.owed_share = True
        compared = state.phrase.axes and state.phrase.count is None and state.mode != "share"
        if worded(found, i) or compared:
            _make_subject(state)
            state.topic = state.subject[0] if compared and state.subject else state.topic
            state.firm.told_at = len(state.drafts)
            state.mode, state.phrase, state.share_from = "share", state.fresh(), found[i].end
            return
    if ahead is None or ahead.kind != "percent" or not (found[i].kind == "share" or _has_base(found, i)):
        return
    _make_subject(state)
    state.mode, state.phrase, state.share_from = "share", state.fresh(), found[i].end


def _has_base(found: tuple[Token, ...], i: int) -> bool:
    """Tell whether 达到 stands before a base (达到参评联盟的 51 %) rather than before a bare count."""
    following = found[i + 1].kind if i + 1 < len(found) else ""
    return following in ("axis", "whole", "head", "percent")


def than(found: tuple[Token, ...], i: int, state: State) -> None:
    """Begin a comparison: 比 and a year, or another group."""
    following = found[i + 1] if i + 1 < len(found) else None
    if following is not None and following.kind == "word" and following.text.endswith("的") and i + 2 < len(found):
        # 比最多的 2016 年少 30 家
        following = found[i + 2] if found[i + 2].kind == "date" else following
    if state.compared:
        state.against, state.compared = state.compared, ""
        state.phrase = state.fresh()
        return
    if following is not None and following.kind == "axis":
        _make_subject(state)
        state.rival, state.phrase = state.subject, state.fresh()
        state.phrase.restricted = True
        state.sign = -1 if found[i].text in state.vocabulary.words("relation", "below") else 1
        return
    dated = following is not None and following.kind == "date" and following.figure and following.figure.years
    if following is None or not (following.kind == "last_period" or dated):
        return
    if dated and following.figure:
        state.against = following.figure.years[0]
    _make_subject(state)
    state.phrase = state.fresh()
    state.phrase.repeats = bool(dated)


def _make_subject(state: State) -> None:
    """Make the phrase before 占 or 比 the subject where no count has (活跃度高的占 29 %)."""
    phrase = state.phrase
    if phrase.count is None and phrase.told and not phrase.names:
        state.listed_topic = listed(phrase, state) or state.listed_topic
        own = phrase.population()
        topic = state.topic if state.firm.told and not phrase.heads else None
        state.subject = candidates(own, phrase, topic or state.scope, state.vocabulary)
        if inherits(own, state) and not phrase.heads:
            state.subject = tuple(
                dict.fromkeys((*candidates(own, phrase, state.anchor, state.vocabulary), *state.subject))
            )
    elif phrase.count is None and not phrase.names and phrase.body is None and state.topic_is_newest and state.topic:
        # 信息完整的联盟全部参加评价，占填报联盟的 85 %: of the group told since the last figure.
        state.subject = (state.topic,)
    elif phrase.count is None and phrase.body is not None:
        # 理事长单位中企业占 45%: of bodies that no vocabulary tells.
        state.subject = (described(Population(phrase.chief), phrase.body, state),)
    end_count(state)
