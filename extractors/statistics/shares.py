"""Shares that stand before what they are of, or far behind it: 61 % 的参评联盟 …, 占比最高，为 49 %."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractors.statistics.lexicon import SKIP, lexicon
from extractors.statistics.phrases import DESCRIBED, candidates, merge
from extractors.statistics.state import Candidates, State, described, draft
from extractors.statistics.tokens import Token
from extractors.statistics.years import period_of
from schemas.population import Population

_MORE = re.compile("以上|左右|以下|多")
_IS = re.compile("(?:以上|左右|以下|多)?(?:是|为|来自|属于)?")
_YEAR = re.compile(r"\d{4}年度?")


def leads(token: Token, state: State) -> bool:
    """Tell whether a percentage stands before its base (61.43% 的参评联盟活跃度高), and keep it until that is told.

    So does one between its base and what is told of it (第一批试点联盟超过四成活跃度高), whose base ends here.
    """
    if _between(token, state):
        state.lead, state.lead_base = token, ()
        close_base(state)
        return True
    more = _MORE.match(state.setting.text, token.end)
    joined = state.setting.text.startswith("的", more.end() if more else token.end)
    direct = state.setting.text.startswith(state.vocabulary.entity.heads, token.end)
    direct = direct or (state.scope is None and heads_clause(token, state) and _group_follows(token, state))
    if (
        not (joined or direct)
        or state.mode
        or state.phrase.told
        or state.phrase.count is not None
        or state.turns.groups
    ):
        return False
    state.lead, state.lead_base = token, ()
    state.phrase = state.fresh()
    return True


def _between(token: Token, state: State) -> bool:
    """Tell whether a group that nobody has counted stands right before a figure, and a declared label right behind."""
    phrase, text = state.phrase, state.setting.text
    if state.mode or state.rate or state.scope or state.turns.groups or not phrase.axes or phrase.restricted:
        return False
    if phrase.count is not None or phrase.last is None or phrase.last.kind != "head":
        return False
    about = text[phrase.last.end : token.start]
    told = _IS.match(text, token.end)
    label = lexicon(state.vocabulary).at(text, told.end()) if told and told.end() < len(text) else None
    return (
        _only_about(about, state) and label is not None and label[0].kind == "axis" and label[0].axis not in phrase.axes
    )


def heads_clause(token: Token, state: State) -> bool:
    """Tell whether at most the year and a word for about stand before a figure in its clause (2025 年近七成)."""
    clause = state.setting.clause_before(token.start)
    return _only_about(_YEAR.sub("", clause, count=1), state)


def heads_part(token: Token, state: State) -> bool:
    """Tell whether at most a word for about parts a figure from 其中 (其中近三成)."""
    clause = state.setting.clause_before(token.start)
    word = next((w for w in state.vocabulary.words("relation", "among") if clause.startswith(w)), "")
    return bool(word) and _only_about(clause.removeprefix(word), state)


def _only_about(text: str, state: State) -> bool:
    about = text.strip(SKIP)
    return not about or about in state.vocabulary.words("units", "approximate_before")


def _group_follows(token: Token, state: State) -> bool:
    """Tell whether a declared group and the word for the members stand right behind (七成半参评联盟)."""
    lex, text, at = lexicon(state.vocabulary), state.setting.text, token.end
    label = lex.at(text, at) if at < len(text) else None
    return label is not None and label[0].kind == "axis" and text.startswith(state.vocabulary.entity.heads, label[1])


def close_base(state: State) -> None:
    """End the base of a share that stands before it: at the word for the members."""
    if state.lead is None or state.lead_base:
        return
    phrase = state.phrase
    own = merge(state.scope, phrase.population())
    state.lead_base = candidates(own, phrase, None, state.vocabulary)
    if phrase.restricted and phrase.last is not None:
        state.lead_base = (described(own, phrase.last, state),)
    state.phrase = state.fresh()


def settle_lead(state: State, worded: Callable[[Token, Candidates, Candidates, State], None]) -> None:
    """Settle, at the end of its clause, the share that stood before its base: of what is told of that base.

    `worded` settles one that a word tells and no figure (大多数联盟活跃度高).
    """
    token, base, phrase = state.lead, state.lead_base, state.phrase
    if token is None:
        return
    state.lead, state.lead_base = None, ()
    if token.kind == "wording":
        whole = bool(phrase.axes and base) and phrase.count is None
        of = candidates(phrase.population(), phrase, base[0], state.vocabulary) if whole else ()
        worded(token, base, of, state)
        return
    told = bool(phrase.axes or phrase.interval) and phrase.count is None
    if told and base:
        own = phrase.population()
        of = candidates(own, phrase, base[0], state.vocabulary)
    else:
        of, base = (described(Population(state.vocabulary.entity.name), token, state),), ()
    state.waiting.append(draft("share", "share", of, token, base=base))
    give(of, period_of(state), state)
    state.phrase = state.fresh()


def settle_waiting(state: State) -> None:
    """Give a share told before its subject (参评联盟中有三成来自第三批) that subject, once the clause is told."""
    phrase = state.phrase
    if not state.waiting or phrase.count is not None or not phrase.axes:
        return
    give(candidates(phrase.population(), phrase, state.scope, state.vocabulary), period_of(state), state)
    state.phrase = state.fresh()


def to_come(entity: str) -> Population:
    """Mark, for figures that are read before their subject, the group that their clause is still to tell."""
    return Population(entity, axes=((DESCRIBED, ("still to come",)),))


def give(of: Candidates, period: str, state: State) -> None:
    """Give the figures that wait for their subject this one, and make it the subject."""
    for made in state.waiting:
        parts = [p.without(DESCRIBED) for p in made.of[:1] if len(p.axes) > 1]
        whom = tuple(merge(whole, part) for part in parts for whole in of) if parts else of
        state.drafts.append(replace(made, of=whom, period=made.period or period))
    state.run += [of] if state.waiting and of and of not in state.run else []
    state.waiting, state.subject = [], of


def flush_waiting(state: State) -> None:
    """Draft, at the end of its sentence, what waits for a subject that has not come: of nobody told."""
    state.drafts += [replace(made, of=()) for made in state.waiting]
    state.waiting = []


def owed(state: State) -> Candidates:
    """Give the base of a share whose word stood in a clause before (第一批占比最高，为 49 %), and make the topic told
    since its subject.
    """
    if not state.owed_share or state.topic is None or state.phrase.told or state.phrase.count is not None:
        return ()
    state.subject = candidates(state.topic, state.phrase, state.scope, state.vocabulary)
    return (state.scope,) if state.scope is not None and state.scope_is_base else ()


def known_base(base: Candidates, state: State) -> Candidates:
    """Prefer, for the share of a group that free words narrow, the base counted under the same words."""
    narrowed = state.subject[0].values(DESCRIBED) if state.subject else None
    if not base or narrowed is None or base[0].values(DESCRIBED) is not None:
        return base
    wanted = base[0].having(DESCRIBED, narrowed)
    return (wanted,) if any(of[0] == wanted for of in state.counted if of != state.subject) else base
