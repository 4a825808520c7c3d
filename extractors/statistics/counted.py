"""What a figure counts: the members, a declared thing, people, or a noun in free words."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.statistics.elsewhere import bare, untold
from extractors.statistics.lexicon import lexicon
from extractors.statistics.light import MAX_LIGHT, noun_of, without_light
from extractors.statistics.phrases import Phrase
from extractors.statistics.script import HAN_WORD
from extractors.statistics.state import CLAUSE, NOUN_LENGTH, Candidates, Draft, State, begins_clause, described
from extractors.statistics.tokens import Token
from extractors.statistics.years import period_of
from schemas.population import Population

EVALUATION = "evaluation"
_SCALE = "百千万亿"
# Words of relation that begin no noun, though they stand right behind a figure (比 100 家少 30 家).
_NO_NOUNS = ("than", "up", "down", "respectively", "each", "become", "sum", "axis")
_BRACKETED = re.compile("（[^（）]*）")
_PART_END = re.compile("[；。！？]")
_RELATING = "的"
# A clause of free words that ends so right before the figure.
_RELATIVE = re.compile(rf"[^，。；：、（）的]{{3,}}{_RELATING}$")


def what_is_counted(phrase: Phrase, token: Token, state: State) -> tuple[str, Population]:
    """Tell what a count counts: the members, a declared thing, people, or a noun in free words."""
    assert token.figure is not None and token.figure.quantity is not None
    entity, unit = state.vocabulary.entity, token.figure.quantity.unit.lstrip(_SCALE)
    adjacent = phrase.last is not None and phrase.last.end == token.start
    if phrase.entity and unit in entity.measure_words and phrase.heads and not adjacent and not _owned(phrase, state):
        phrase.entity = ""
    own = phrase.population()
    if phrase.entity and unit in state.vocabulary.words("units", "kinds"):
        return unit, described(Population(unit), token, state)
    if phrase.entity == EVALUATION:
        return phrase.entity, replace(own, periods=tuple(phrase.years))
    if phrase.entity:
        closed = is_divided(own, state) and state.setting.closed and not phrase.restricted
        return phrase.entity, own if closed else described(replace(own, axes=()), token, state)
    noun = _noun(token, state) or _noun_before(phrase, token, state)
    if phrase.body is not None and _right_before(phrase.body, token, state) and unit in entity.measure_words:
        kept = own if phrase.heads else state.body or Population(entity.name)
        state.body = kept
        phrase.heads, phrase.whole = [], ""
        return entity.name, described(kept, token, state)
    chief = unit == entity.measure_words[0]
    members = (
        phrase.heads
        or phrase.axes
        or phrase.interval
        or phrase.names
        or (chief and (phrase.rest or _goes_on(token, state)))
    )
    if unit in entity.measure_words and (members if noun and chief else (members and not noun) or (chief and not noun)):
        told = bool(phrase.axes or phrase.interval or phrase.names or phrase.whole)
        told = told or bool(phrase.definite and phrase.heads) or _repeats(phrase, token, state, noun)
        told = told and not _restricted(phrase, token, state) and not (not phrase.told and _says_more(token, state))
        return entity.name, own if told else described(own, token, state)
    people = unit in state.vocabulary.words("people", "units")
    thing = unit if unit in state.vocabulary.words("units", "nouns") else noun or ("person" if people else unit)
    return thing, described(Population(thing), token, state)


def in_its_unit(of: Candidates, token: Token, state: State) -> Candidates:
    """Give whom a figure that is told of a group counts: the group, unless its unit is none that members are counted in
    (政府项目、委托项目分别为 389 项和 190 项), so that it counts what only free words tell.
    """
    entity, figure = state.vocabulary.entity, token.figure
    if figure is None or figure.quantity is None or figure.unit_class != "count":
        return of
    unit = figure.quantity.unit.lstrip(_SCALE)
    if not of or of[0].entity != entity.name or unit in entity.measure_words:
        return of
    return (described(Population(unit), token, state),)


def is_divided(population: Population, state: State) -> bool:
    """Tell whether the series divides the things of a population, so that a bare count of them means all."""
    return any(axis.entity == population.entity for axis in state.vocabulary.axes)


def _owned(phrase: Phrase, state: State) -> bool:
    """Tell whether an axis of the phrase belongs to the thing it names (projects by origin)."""
    return any(state.vocabulary.axis(a).entity == phrase.entity for a in phrase.axes)


def _says_more(token: Token, state: State) -> bool:
    """Tell whether free words follow a figure and its bracket as its predicate (16 家（…）填报了信息但不完整)."""
    found = _BRACKETED.match(state.setting.text, token.end)
    if found is None:
        return False
    clause = state.setting.clause_after(found.end())
    return len(without_light(clause, state.vocabulary)) > MAX_LIGHT


def _right_before(body: Token, token: Token, state: State) -> bool:
    """Tell whether nothing but light words parts the word for a body from its figure."""
    return body.start >= token.end or not without_light(state.setting.text[body.end : token.start], state.vocabulary)


def repeated(last: Draft, token: Token, state: State) -> bool:
    """Tell whether a bare figure may tell the group of the last figure again: of a change, or, in
    one part of a sentence, of a share.
    """
    if last.kind != "share" or untold(last.of):
        return last.kind == "change"
    return _PART_END.search(state.setting.text, last.end, token.start) is None


def _goes_on(token: Token, state: State) -> bool:
    """Tell whether a figure in the measure word of the members goes on counting them (合格的 28 家进入评审): in a
    scope, or behind another such count, at the head of its clause or behind 的.
    """
    if state.scope is not None:
        return True
    head = begins_clause(token, state) or state.setting.text[: token.start].endswith("的")
    return head and state.anchor is not None and state.anchor.entity == state.vocabulary.entity.name


def _repeats(phrase: Phrase, token: Token, state: State, noun: str) -> bool:
    """Tell whether a bare figure is told of the topic, or says where a change has led (增加 6 家，达到 43 家)."""
    changed = bool(state.drafts) and repeated(state.drafts[-1], token, state)
    if noun:
        return False
    again = phrase.repeats and bool(state.subject)
    return again or ((state.topic is not None or changed) and bare(token, state))


def _restricted(phrase: Phrase, token: Token, state: State) -> bool:
    """Tell whether free words narrow the phrase: a declared word, or a clause with 的 before it (我省牵头的 12 家)."""
    before = state.setting.text[: token.start]
    relative = _RELATIVE.search(before) if before.endswith(_RELATING) else None
    # 上年活跃度高的 37 家联盟中，今年仍为活跃度高的 31 家 are some of those of this year.
    other = bool(state.scope_period) and (phrase.period or period_of(state)) != state.scope_period
    return (
        phrase.restricted
        or other
        or (relative is not None and not (phrase.told or phrase.definite or phrase.repeats or phrase.whole))
    )


def _noun_before(phrase: Phrase, token: Token, state: State) -> str:
    """Take the noun that stands between the words for the members and the figure (参评联盟共有成员单位 3521 家)."""
    start = phrase.last.end if phrase.last is not None else token.start
    between = state.setting.text[start : token.start]
    figure = token.figure.quantity if token.figure else None
    if figure is None or figure.unit not in state.vocabulary.entity.measure_words:
        return ""
    if not phrase.last or len(between) > NOUN_LENGTH or CLAUSE.search(between):
        return ""
    noun = without_light(between, state.vocabulary)
    return noun if len(noun) > 1 and HAN_WORD.fullmatch(noun) else ""


def _noun(token: Token, state: State) -> str:
    """Take the noun right after a figure, empty where a word for the members stands there."""
    found = HAN_WORD.match(state.setting.text, token.end)
    noun = noun_of(found.group(), state.vocabulary)[:NOUN_LENGTH] if found else ""
    label = lexicon(state.vocabulary).at(state.setting.text, token.end) if noun else None
    noun = "" if noun.startswith("中") or (label is not None and label[0].kind in _NO_NOUNS) else noun
    return "" if noun.startswith(state.vocabulary.entity.heads) else noun
