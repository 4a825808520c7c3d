"""The grammar: one passage, token by token, into drafts of claims.

The subject carries over clauses: X 中 and 其中 set a scope, a phrase that is not counted becomes the topic, and a count
under neither inherits the last count of its sentence. What is guessed keeps the plainer reading as second candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.statistics.figures import Figure
from extractors.statistics.lexicon import lexicon
from extractors.statistics.mentions import Found
from extractors.statistics.numerals import numerals
from extractors.statistics.phrases import DESCRIBED, Phrase, candidates, merge
from extractors.statistics.tokens import Token
from schemas.population import Interval, Population
from schemas.quantity import Quantity, counted
from schemas.vocabulary import Vocabulary

NOUN_LENGTH = 12
# Between a figure and the thing it counts stand at most a few words: 50 项以上先进适用标准 has four characters.
MAX_BETWEEN = 6
# Where the noun after a figure has ended.
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_NOUN_END = re.compile("[的由和与及将在对提为以并于《“（]|联合")
COUNTED = "counted"
"""The measure of a threshold that a count is told for (95 分以上有两家); free-standing ones measure `score`."""
_COORDINATION = ("and", "list")


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it has a place: offsets `start` to `end` in the passage are the printed figure."""

    kind: str
    measure: str
    of: tuple[Population, ...]
    base: tuple[Population, ...]
    quantity: Quantity | None
    start: int
    end: int
    against: str = ""
    names: tuple[Found, ...] = ()
    complete: bool = True


@dataclass(slots=True)
class State:
    """Where a passage has got to."""

    vocabulary: Vocabulary
    period: str
    place: str
    text: str
    closed: bool = True
    drafts: list[Draft] = field(default_factory=list)
    phrase: Phrase = field(default_factory=Phrase)
    scope: Population | None = None
    scope_is_new: bool = False
    topic: Population | None = None
    anchor: Population | None = None
    subject: tuple[Population, ...] = ()
    before_scope: tuple[Population, ...] = ()
    siblings: list[tuple[Population, ...]] = field(default_factory=list)
    mode: str = ""
    each: bool = False
    sign: int = 1
    against: str = ""
    previous: str = ""
    recent_years: list[str] = field(default_factory=list)


def read_tokens(found: tuple[Token, ...], state: State) -> list[Draft]:
    """Read the tokens of one passage into drafts, in the order of their figures."""
    i = 0
    while i < len(found):
        token = found[i]
        if token.kind == "open":
            close = _closing(found, i)
            _aside(found[i + 1 : close], state)
            i = close + 1
            continue
        _step(token, found, i, state)
        if not (token.kind == "word" and token.text == "的"):
            state.previous = token.kind
        i += 1
    _end_clause(state)
    return sorted(state.drafts, key=lambda d: d.start)


def _closing(found: tuple[Token, ...], i: int) -> int:
    depth = 0
    for j in range(i, len(found)):
        depth += (found[j].kind == "open") - (found[j].kind == "close")
        if depth == 0:
            return j
    return len(found)


def _step(token: Token, found: tuple[Token, ...], i: int, state: State) -> None:
    handler = _HANDLERS.get(token.kind)
    if handler is not None:
        handler(token, state)
    elif token.kind in ("share", "reach", "than", "among", "in"):
        _relation(token, found, i, state)
    elif token.kind in ("comma", "semi", "stop", "list"):
        _mark(token.kind, found, i, state)


# ---- words that tell a population


def _axis(token: Token, state: State) -> None:
    entry = token.entry
    assert entry is not None
    phrase = state.phrase
    if entry.axis in phrase.axes:
        if state.previous in _COORDINATION and phrase.count is None:
            phrase.axes[entry.axis] = tuple(sorted({*phrase.axes[entry.axis], *entry.values}))
            phrase.last = token
            return
        if phrase.count is not None and phrase.count.end <= token.start and state.mode != "share":
            return
        if phrase.axes[entry.axis] != entry.values:
            _set_topic(state)
            phrase = state.phrase = Phrase(years=phrase.years)
    phrase.axes[entry.axis] = entry.values
    if entry.axis == "batch" and len(entry.values) > 1:
        _union_of_batches(token, len(entry.values), state)
    if entry.entity:
        phrase.entity = entry.entity
    phrase.last = token


def _bare(token: Token, state: State) -> None:
    if token.entry and token.entry.axis in state.phrase.axes and state.previous in _COORDINATION:
        _axis(token, state)


def _head(token: Token, state: State) -> None:
    state.phrase.heads.append(token.text)
    if token.text in state.vocabulary.words("relation", "subjects"):
        state.phrase.definite = True
    state.phrase.last = token


def _thing(token: Token, state: State) -> None:
    assert token.entry is not None
    count = state.phrase.count
    if count is None or (not state.phrase.told and token.start - count.end <= MAX_BETWEEN and not state.phrase.passed):
        state.phrase.entity = token.entry.entity
    state.phrase.last = token


def _measure(token: Token, state: State) -> None:
    assert token.entry is not None
    state.phrase.measure = token.entry.axis
    state.phrase.last = token


def _whole(token: Token, state: State) -> None:
    state.phrase.whole = token.text
    state.phrase.last = token


def _definite(token: Token, state: State) -> None:
    state.phrase.definite = True


def _contrast(token: Token, state: State) -> None:
    state.phrase.contrast = True


def _name(token: Token, state: State) -> None:
    if token.name and state.phrase.count is None:
        state.phrase.names.append(token.name)
    state.phrase.last = token


def _etc(token: Token, state: State) -> None:
    if state.phrase.names:
        state.phrase.etc = True


def _date(token: Token, state: State) -> None:
    assert token.figure is not None
    for year in token.figure.years:
        if year not in state.phrase.years:
            state.phrase.years.append(year)


def _streak(token: Token, state: State) -> None:
    state.phrase.streak = token.figure
    phrase = state.phrase
    if len(phrase.years) < 2:
        phrase.years = list(state.recent_years)
    state.drafts.append(_draft("streak", "periods", (), token))


def _full(token: Token, state: State) -> None:
    mark = Decimal(state.vocabulary.words("relation", "full_score")[0])
    state.phrase.interval = Interval(mark, mark)


def _score(token: Token, state: State) -> None:
    assert token.figure is not None
    _flush_score(state)
    state.phrase.interval = token.figure.interval
    state.phrase.score = token


def _each(token: Token, state: State) -> None:
    state.each = True


def _turn(token: Token, state: State) -> None:
    if state.against:
        _end_count(state)
        state.mode, state.sign = "change", 1 if token.kind == "up" else -1
        state.phrase = Phrase()


# ---- figures


def _quantity(token: Token, state: State) -> None:
    figure = token.figure
    assert figure is not None and figure.quantity is not None
    unit_class = figure.unit_class
    if state.mode == "change":
        _change(token, state)
    elif state.mode == "share":
        state.phrase.count = token
    elif unit_class in ("amount", "duration"):
        _amount(token, state)
    elif figure.quantity.unit == "批":
        _batches(token, figure, state)
    else:
        if state.phrase.count is not None:
            _end_count(state)
            state.phrase = Phrase()
        state.phrase.count = token
        _as_thing(state)


def _ordinal(token: Token, state: State) -> None:
    """Read 第七次活跃度评价 as a count of evaluations up to it; other ordinals count nothing."""
    if token.figure and token.figure.quantity and token.figure.quantity.unit == "次" and state.phrase.count is None:
        state.phrase.count, state.phrase.ordinal = token, True


def _as_thing(state: State) -> None:
    """Take 共建研发平台 277 个 as platforms counted, not alliances, since the label stands right before the figure."""
    last, count = state.phrase.last, state.phrase.count
    assert count is not None
    things = lexicon(state.vocabulary).things
    if last and last.entry and last.end == count.start and last.kind == "axis" and last.text in things:
        state.phrase.axes.pop(last.entry.axis, None)
        state.phrase.entity = things[last.text]


def _is_closed(population: Population, state: State) -> bool:
    """Tell whether amounts can be told of a population: a thing that the series divides (projects by origin)."""
    return any(axis.entity == population.entity for axis in state.vocabulary.axes)


def _batches(token: Token, figure: Figure, state: State) -> None:
    """Read N 批 as a count of batches and as the first N of them."""
    assert figure.quantity is not None
    state.drafts.append(_draft("count", "batch", (Population("batch"),), token))
    axis = next((a for a in state.vocabulary.axes if a.name == "batch"), None)
    number = int(figure.quantity.value)
    if axis and 1 < number <= len(axis.order):
        state.phrase.axes["batch"] = axis.order[:number]
        state.phrase.batches = True


def _union_of_batches(token: Token, number: int, state: State) -> None:
    """Claim the number that stands in 三批试点: there are that many batches."""
    digits = next((n for n in numerals(token.text)), None)
    if digits is not None and int(digits.value) == number:
        text = token.text[digits.start : digits.end]
        start = token.start + digits.start
        end = start + len(text) + 1
        printed = counted(number, "批", token.text[digits.start : digits.end + 1])
        state.drafts.append(Draft("count", "batch", (Population("batch"),), (), printed, start, end))


def _change(token: Token, state: State) -> None:
    figure = token.figure
    assert figure is not None and figure.quantity is not None
    q = figure.quantity
    value = q.value * state.sign
    low, high = (value, value) if q.exact else sorted((q.low or q.value, q.high or q.value))
    of = (state.phrase.population(),) if state.phrase.axes or state.phrase.entity else state.subject
    if state.phrase.axes or state.phrase.entity:
        state.subject = of
    measure = state.phrase.measure or (of[0].entity if of else state.vocabulary.entity.name)
    changed = replace(q, value=value, low=low, high=high)
    state.drafts.append(_draft("change", measure, of, token, quantity=changed, against=state.against))
    state.mode = ""
    state.phrase = Phrase()


def _amount(token: Token, state: State) -> None:
    figure = token.figure
    assert figure is not None
    phrase = state.phrase
    count = phrase.count
    if count is not None:
        _end_count(state)
        phrase = state.phrase = Phrase(measure=phrase.measure)
    measure = phrase.measure or ("duration" if figure.unit_class == "duration" else "amount")
    carried = bool(state.subject) and _is_closed(state.subject[0], state)
    if phrase.measure and carried and not phrase.axes and not phrase.entity:
        of: tuple[Population, ...] = state.subject
    else:
        own = phrase.population()
        of = (own if phrase.told and measure != "amount" and measure != "duration" else _described(own, token, state),)
    state.drafts.append(_draft("amount", measure, of, token))


def _percent(token: Token, state: State) -> None:
    figure = token.figure
    assert figure is not None and figure.quantity is not None
    if figure.quantity.unit.endswith("点"):
        state.mode = "change"
        _change(token, state)
        return
    base: tuple[Population, ...] = ()
    phrase = state.phrase
    if state.mode == "share":
        told = phrase.axes or phrase.whole or phrase.heads or phrase.entity
        if told:
            base = candidates(phrase.population(), phrase, None, state.vocabulary)
        elif state.scope_is_new and state.scope is not None:
            base = (state.scope,)
        if phrase.count is not None and base:
            state.drafts.append(_draft("count", base[0].entity, base, phrase.count))
        state.phrase = Phrase()
    else:
        _end_count(state)
        state.phrase = Phrase()
    subjects = state.siblings if state.each and state.siblings else [state.subject]
    if subjects == [base] and state.before_scope:
        subjects = [state.before_scope]
    for of in subjects:
        state.drafts.append(_draft("share", "share", of, token, base=base))
    state.mode = ""


def _draft(
    kind: str,
    measure: str,
    of: tuple[Population, ...],
    token: Token,
    base: tuple[Population, ...] = (),
    quantity: Quantity | None = None,
    against: str = "",
) -> Draft:
    printed = quantity or (token.figure.quantity if token.figure else None)
    return Draft(kind, measure, of, base, printed, token.start, token.end, against)


# ---- relations and marks


def _relation(token: Token, found: tuple[Token, ...], i: int, state: State) -> None:
    if token.kind in ("share", "reach"):
        ahead = _next_figure(found, i)
        if ahead is not None and ahead.kind == "percent" and (token.kind == "share" or _has_base(found, i)):
            _end_count(state)
            state.mode, state.phrase = "share", Phrase()
    elif token.kind == "than":
        _than(found, i, state)
    elif token.kind == "among":
        _end_count(state)
        state.scope = state.subject[0] if state.subject else state.anchor
        state.scope_is_new = False
        state.phrase = Phrase()
    else:
        _scope(state)


def _next_figure(found: tuple[Token, ...], i: int) -> Token | None:
    """Find the percent of this clause; a count on the way may be the base's (占第一批 52 个…)."""
    first: Token | None = None
    for token in found[i + 1 :]:
        if token.kind in ("comma", "semi", "stop"):
            break
        if token.kind == "percent":
            return token
        if token.kind in ("quantity", "score"):
            first = first or token
    return first


def _has_base(found: tuple[Token, ...], i: int) -> bool:
    """Tell whether 达到 stands before a base (达到参评联盟的 51 %) rather than before a bare figure."""
    following = found[i + 1].kind if i + 1 < len(found) else ""
    return following in ("axis", "whole", "head", "percent")


def _than(found: tuple[Token, ...], i: int, state: State) -> None:
    following = found[i + 1] if i + 1 < len(found) else None
    if following is None:
        return
    if following.kind == "last_period":
        state.against = str(int(state.period[:4]) - 1) if state.period else "last"
    elif following.kind == "date" and following.figure and following.figure.years:
        state.against = following.figure.years[0]
    else:
        return
    _end_count(state)
    state.phrase = Phrase()


def _scope(state: State) -> None:
    """Close X 中: X is the scope; bare 试点联盟中 means those just counted."""
    phrase, subject = state.phrase, state.subject
    told = phrase.population()
    if phrase.count is not None:
        _end_count(state)
        state.before_scope, state.scope = subject, state.subject[0]
        state.scope_is_new = True
    elif phrase.axes or phrase.interval or phrase.entity or phrase.whole:
        state.scope = candidates(told, phrase, None, state.vocabulary)[0]
        state.scope_is_new = True
    elif phrase.heads and not phrase.names:
        state.scope = state.anchor
        state.scope_is_new = state.anchor is not None
    else:
        return
    state.topic = None
    state.phrase = Phrase()


def _mark(kind: str, found: tuple[Token, ...], i: int, state: State) -> None:
    phrase = state.phrase
    if phrase.years:
        state.recent_years = list(phrase.years) if len(phrase.years) > 1 else [*state.recent_years, *phrase.years][-6:]
    if kind == "list":
        if phrase.count is not None or phrase.score is not None:
            _end_clause(state)
        return
    if kind == "comma" and _stays_open(state) and not _counted_next(found, i):
        phrase.passed = True
        return
    listed = kind == "comma" and i + 1 < len(found) and found[i + 1].kind in ("name", "etc")
    names = phrase.names if listed and phrase.count is None else []
    _end_clause(state)
    state.phrase.names = names
    if kind in ("semi", "stop"):
        state.topic, state.anchor = None, None
        state.siblings = []
        state.against = ""
    if kind == "stop":
        state.scope = None
        state.recent_years = []


def _stays_open(state: State) -> bool:
    """Tell whether the predicate of a count is still to come: 有 N 家 with nothing told, or 虽然 ... 但 ..."""
    phrase = state.phrase
    return phrase.count is not None and (phrase.contrast or not phrase.told) and not phrase.definite


def _counted_next(found: tuple[Token, ...], i: int) -> bool:
    """Tell whether the next clause has a figure of its own or starts anew."""
    for token in found[i + 1 :]:
        if token.kind in ("comma", "semi", "stop"):
            return False
        if token.kind in ("quantity", "percent", "among", "share", "than", "score"):
            return True
    return False


def _end_clause(state: State) -> None:
    _end_count(state)
    _flush_score(state)
    if state.phrase.count is None and not state.mode:
        _set_topic(state)
    state.mode = "" if state.mode == "share" else state.mode
    state.each = False
    state.scope_is_new = False
    state.phrase = Phrase()


def _set_topic(state: State) -> None:
    phrase = state.phrase
    if phrase.axes and phrase.count is None and state.mode != "share":
        state.topic = phrase.population()


def _end_count(state: State) -> None:
    """Settle whom a count means, now that its phrase is complete."""
    phrase = state.phrase
    token = phrase.count
    if token is None or state.mode == "share":
        _close_streak(state)
        return
    if phrase.ordinal and phrase.entity != "evaluation":
        phrase.count, phrase.ordinal = None, False
        return
    measure, own = _counted(phrase, token, state)
    of = candidates(own, phrase, state.scope, state.vocabulary)
    if phrase.batches:
        of = (*of, of[0].without("batch"))
    if state.topic is not None and state.topic.entity == own.entity and state.scope is None:
        with_topic = candidates(own, phrase, state.topic, state.vocabulary)
        of = tuple(dict.fromkeys((*with_topic, *of)))
    elif _inherits(own, state):
        inherited = candidates(own, phrase, state.anchor, state.vocabulary)
        of = tuple(dict.fromkeys((*inherited, *of)))
        state.siblings.append(of)
    elif state.anchor is None or state.scope is None:
        state.anchor = of[0]
    if state.scope is not None:
        state.siblings.append(of)
    state.subject = of
    names = tuple(phrase.names) if own.entity == state.vocabulary.entity.name else ()
    state.drafts.append(replace(_draft("count", measure, of, token), names=names, complete=not phrase.etc))
    if len(names) + phrase.etc > 1 and own.entity == state.vocabulary.entity.name:
        _list(names, not phrase.etc, of, state)
    if phrase.score is not None:
        state.drafts.append(_draft("threshold", COUNTED, of, phrase.score))
    _close_streak(state)
    phrase.count = None
    phrase.axes, phrase.names, phrase.interval, phrase.score = {}, [], None, None


def _list(names: tuple[Found, ...], complete: bool, of: tuple[Population, ...], state: State) -> None:
    state.drafts.append(
        Draft("list", of[0].entity, of, (), None, names[0].start, names[-1].end, names=names, complete=complete)
    )


def _inherits(own: Population, state: State) -> bool:
    anchor = state.anchor
    if anchor is None or state.scope is not None or anchor.entity != own.entity or not own.axes:
        return False
    return not {a for a, _ in own.axes} & {a for a, _ in anchor.axes}


def _counted(phrase: Phrase, token: Token, state: State) -> tuple[str, Population]:
    """Tell what a count counts: the members, a declared thing, people, or a noun in free words."""
    assert token.figure is not None and token.figure.quantity is not None
    entity, unit = state.vocabulary.entity, token.figure.quantity.unit
    before = phrase.last is not None and phrase.last.end == token.start
    if phrase.entity and unit in entity.measure_words and phrase.heads and not before and not _owned(phrase, state):
        phrase.entity = ""
    own = phrase.population()
    if phrase.entity:
        closed = any(axis.entity == phrase.entity for axis in state.vocabulary.axes)
        if (closed and state.closed) or phrase.entity == "evaluation":
            return phrase.entity, replace(own, periods=tuple(phrase.years)) if not closed else own
        return phrase.entity, _described(replace(own, axes=()), token, state)
    noun = _noun(token, state)
    alliance = bool(phrase.heads or phrase.axes or phrase.interval or phrase.names)
    if noun and unit != entity.measure_words[0]:
        alliance = False
    if unit in entity.measure_words and (alliance or unit == entity.measure_words[0] and not noun):
        told = phrase.axes or phrase.interval or phrase.names or phrase.definite or phrase.whole
        return entity.name, own if told else _described(own, token, state)
    people = unit in state.vocabulary.words("people", "units")
    thing = unit if unit in state.vocabulary.words("units", "nouns") else noun or ("person" if people else unit)
    return thing, _described(Population(thing), token, state)


def _noun(token: Token, state: State) -> str:
    """Take the noun right after a figure, empty where a word for the members stands there."""
    found = _NOUN.match(state.text, token.end)
    noun = _NOUN_END.split(found.group())[0][:NOUN_LENGTH] if found else ""
    return "" if noun.startswith(state.vocabulary.entity.heads) else noun


def _owned(phrase: Phrase, state: State) -> bool:
    """Tell whether an axis of the phrase belongs to the thing it names (projects by origin)."""
    return any(state.vocabulary.axis(a).entity == phrase.entity for a in phrase.axes)


def _described(own: Population, token: Token, state: State) -> Population:
    """Mark a population that only free words tell, by the words before the figure and its place: it equals no other."""
    before = re.split("[，。；：、（）]", state.text[: token.start])[-1][-NOUN_LENGTH:]
    return own.having(DESCRIBED, (f"{before}{token.text}@{state.place}+{token.start}",))


def _close_streak(state: State) -> None:
    """Give the streak of this clause its population once the clause has told it."""
    phrase = state.phrase
    if phrase.streak is None:
        return
    for k in range(len(state.drafts) - 1, -1, -1):
        draft = state.drafts[k]
        if draft.kind == "streak" and not draft.of:
            own = phrase.population()
            state.drafts[k] = replace(draft, of=(own,), names=tuple(phrase.names))
            break


def _flush_score(state: State) -> None:
    """Settle a score that no count has used: the band of a tier, somebody's score, or a threshold."""
    phrase, token = state.phrase, state.phrase.score
    if token is None or phrase.count is not None or state.mode == "share":
        return
    assert token.figure is not None
    tier = phrase.axes.get("tier", ())
    interval = token.figure.interval
    quantity = token.figure.quantity
    exact = interval is not None and interval.low == interval.high
    if len(tier) == 1 and not exact:
        of = Population(axes=(("tier", tier),), intervals=(("score", interval),) if interval else ())
        state.drafts.append(_draft("band", "score", (of,), token))
    elif phrase.names and exact:
        members = tuple(n.text for n in phrase.names)
        state.drafts.append(_draft("score", "score", (Population(members=members),), token))
    else:
        state.drafts.append(_draft("threshold", "score", (phrase.population(),), token, quantity=quantity))
    phrase.score, phrase.interval = None, None


def _aside(inside: tuple[Token, ...], state: State) -> None:
    """Read what stands in brackets: names list the last count's members, a score range is the subject's band."""
    names = tuple(t.name for t in inside if t.name)
    scores = [t for t in inside if t.kind == "score"]
    plain = all(t.kind in ("name", "list", "etc", "and", "word") for t in inside)
    if names and plain and (state.subject or state.phrase.count):
        if state.phrase.count is not None:
            _end_count(state)
        complete = not any(t.kind == "etc" for t in inside)
        _list(names, complete, state.subject, state)
    elif scores and len(scores) == 1 and not any(t.kind in ("quantity", "percent", "axis") for t in inside):
        tier = state.phrase.axes.get("tier") or (state.subject[0].values("tier") if state.subject else None)
        interval = scores[0].figure.interval if scores[0].figure else None
        if tier and len(tier) == 1 and interval is not None:
            of = Population(axes=(("tier", tier),), intervals=(("score", interval),))
            state.drafts.append(_draft("band", "score", (of,), scores[0]))
            if state.phrase.count is None:
                state.phrase = Phrase()
        else:
            state.drafts.append(_draft("threshold", "score", (Population(),), scores[0]))
    elif any(t.figure for t in inside):
        _read_aside(inside, state)


def _read_aside(inside: tuple[Token, ...], state: State) -> None:
    """Read figures in brackets: they are of the phrase before the bracket, or of the last count."""
    outer = state.phrase
    inner = State(state.vocabulary, state.period, state.place, state.text, state.closed)
    inner.subject, inner.anchor, inner.scope, inner.topic = state.subject, state.anchor, state.scope, state.topic
    if outer.axes and outer.count is None:
        inner.phrase = Phrase(axes=dict(outer.axes), heads=list(outer.heads), entity=outer.entity)
    state.drafts += read_tokens(inside, inner)
    if outer.axes and outer.count is None and inner.subject != state.subject:
        state.subject, state.anchor = inner.subject, inner.anchor
        state.phrase = Phrase()


_HANDLERS: dict[str, Callable[[Token, State], None]] = {
    "axis": _axis,
    "bare": _bare,
    "head": _head,
    "thing": _thing,
    "measure": _measure,
    "whole": _whole,
    "definite": _definite,
    "contrast": _contrast,
    "name": _name,
    "etc": _etc,
    "date": _date,
    "streak": _streak,
    "full": _full,
    "score": _score,
    "each": _each,
    "up": _turn,
    "down": _turn,
    "quantity": _quantity,
    "ordinal": _ordinal,
    "percent": _percent,
}
