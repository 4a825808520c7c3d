"""Words that tell a population: what each kind of token adds to the phrase that is being read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from extractors.statistics.amounts import change
from extractors.statistics.counts import end_count, set_topic
from extractors.statistics.numerals import numerals
from extractors.statistics.phrases import Phrase, candidates
from extractors.statistics.scores import settle_score
from extractors.statistics.state import Draft, State, draft
from extractors.statistics.tokens import Token
from schemas.population import Interval, Population
from schemas.quantity import counted

# 与 2016 年相比 names what is compared with; 自 2013 年以来 and 2012 年以前 name no period of a figure.
_COMPARED = ("与", "和", "同")
_SINCE = ("自", "从", "比", "较", "由")
_BOUNDS = ("以来", "以前", "之前", "以后", "之后", "起")
COORDINATION = ("and", "list")
# Between a figure and the thing it counts stand at most a few words: 50 项以上先进适用标准 has four characters.
MAX_BETWEEN = 6


def _axis(token: Token, state: State) -> None:
    entry = token.entry
    assert entry is not None
    phrase = state.phrase
    state.stems.add(entry.axis)
    if entry.axis in phrase.axes:
        if state.previous in COORDINATION and phrase.count is None and not phrase.sealed:
            phrase.axes[entry.axis] = tuple(sorted({*phrase.axes[entry.axis], *entry.values}))
            phrase.members.append((entry.axis, entry.values))
            phrase.last = token
            return
        if phrase.count is not None and phrase.count.end <= token.start and state.mode != "share":
            return
        if phrase.sealed or phrase.axes[entry.axis] != entry.values:
            set_topic(state)
            phrase = state.phrase = state.fresh(years=phrase.years)
    phrase.axes[entry.axis] = entry.values
    phrase.members = [m for m in phrase.members if m[0] != entry.axis] + [(entry.axis, entry.values)]
    if len(entry.values) > 1:
        _number_inside(token, entry.axis, len(entry.values), state)
    if entry.entity:
        phrase.entity = entry.entity
    phrase.last = token


def _number_inside(token: Token, axis: str, number: int, state: State) -> None:
    """Claim the number that stands in 三批试点: there are that many batches."""
    digits = next(iter(numerals(token.text)), None)
    if digits is not None and int(digits.value) == number:
        start = token.start + digits.start
        printed = counted(number, token.text[digits.end], token.text[digits.start : digits.end + 1])
        state.drafts.append(Draft("count", axis, (Population(axis),), (), printed, start, start + len(printed.text)))


def _bare(token: Token, state: State) -> None:
    """Take 较高 for a tier beside 活跃度高, or where the sentence has named the stem and a figure follows."""
    assert token.entry is not None
    axis = token.entry.axis
    coordinated = axis in state.phrase.axes and state.previous in COORDINATION
    if coordinated or (axis in state.stems and state.following in ("quantity", "percent", "share", "open")):
        _axis(token, state)


def _head(token: Token, state: State) -> None:
    state.phrase.heads.append(token.text)
    if token.text in state.vocabulary.words("relation", "subjects"):
        state.phrase.definite = True
    state.phrase.last = token


def _thing(token: Token, state: State) -> None:
    assert token.entry is not None
    phrase, count = state.phrase, state.phrase.count
    near = count is not None and token.start - count.end <= MAX_BETWEEN and not phrase.passed
    if count is None or (near and not phrase.told):
        phrase.entity = token.entry.entity
    phrase.last = token


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
    years = token.figure.years
    if len(years) > 1 and token.text.endswith("年度"):
        state.years_named.append(f"{years[0]}-{years[-1]}")
    state.phrase.years += [y for y in years if y not in state.phrase.years]
    whole_year = token.figure.date_from == token.figure.date_to and "-" not in token.figure.date_from
    if len(years) != 1 or not whole_year:
        return
    before, after = state.setting.text[: token.start], state.setting.text[token.end :]
    if before.endswith(_COMPARED):
        state.compared = years[0]
    elif state.following in ("quantity", "percent"):
        state.figure_period = years[0]
        state.against = years[0] if years[0] < state.setting.period[:4] else state.against
        state.years_named += [] if before.endswith(_SINCE) else [years[0]]
    elif not before.endswith(_SINCE) and not after.startswith(_BOUNDS):
        state.years_named.append(years[0])


def _streak(token: Token, state: State) -> None:
    phrase = state.phrase
    phrase.streak = token.figure
    phrase.years = _lasted(phrase.years, token, state)
    state.drafts.append(draft("streak", "periods", (), token))


def _lasted(years: list[str], token: Token, state: State) -> list[str]:
    """Find the years a streak spans: those named, those of the clause before, or as many as it counts from 自 N 年."""
    if len(years) > 1:
        return years
    length = int(token.figure.quantity.value) if token.figure and token.figure.quantity else 0
    if len(years) == 1 and 1 < length < 30 and state.setting.period[:4] == str(int(years[0]) + length - 1):
        return [str(int(years[0]) + k) for k in range(length)]
    return list(state.recent_years)


def _lasting(token: Token, state: State) -> None:
    """Read 连续保持 without a number: the streak is the one told just before."""
    state.phrase.lasting = True
    if len(state.phrase.years) < 2:
        state.phrase.years = list(state.recent_years)


def _full(token: Token, state: State) -> None:
    mark = Decimal(state.vocabulary.words("relation", "full_score")[0])
    state.phrase.interval = Interval(mark, mark)


def _score(token: Token, state: State) -> None:
    assert token.figure is not None
    if state.mode == "change" and token.figure.quantity is not None:
        change(token, state)
        return
    settle_score(state)
    state.phrase.interval = token.figure.interval
    state.phrase.score = token


def _each(token: Token, state: State) -> None:
    """Read 各: a share of each counted so far, or, after a list, a count of each of its members."""
    state.each = True
    if state.following == "quantity":
        listed = _listed(state.phrase, state)
        if listed:
            state.respective, state.respective_at = listed, 0
            state.phrase.axes, state.phrase.members = {}, []


def _last_period(token: Token, state: State) -> None:
    state.against = state.setting.last_period
    if state.following in ("quantity", "percent"):
        state.figure_period = state.against


def _turn(token: Token, state: State) -> None:
    """Read 增加 and 减少: a change, once an earlier period has been named."""
    if not state.against:
        return
    told = state.phrase.told and state.phrase.count is None
    end_count(state)
    state.mode, state.sign = "change", 1 if token.kind == "up" else -1
    if not told:
        state.phrase = state.fresh()


def _respectively(token: Token, state: State) -> None:
    """Read 分别: the figures that follow belong in turn to the members just listed, or to those of the last 分别."""
    phrase = state.phrase
    listed = _listed(phrase, state) or ([] if state.respective else _counted_so_far(state))
    if listed:
        state.respective = listed
        phrase.axes, phrase.members = {}, []
    if state.respective:
        state.respective_at = 0


def _listed(phrase: Phrase, state: State) -> list[tuple[Population, ...]]:
    """Part a coordination into its members: 第一批、第二批试点联盟活跃度高的 are two populations."""
    axes = [axis for axis, _ in phrase.members]
    repeated = next((a for a in axes if axes.count(a) > 1), "")
    parts = [values for axis, values in phrase.members if axis == repeated]
    if not repeated:
        # 三批试点联盟分别有 …: a union is the list of its values.
        repeated, whole = next(((a, v) for a, v in phrase.members if len(v) > 1), ("", ()))
        parts = [(value,) for value in whole]
    own = phrase.population()
    return [candidates(own.having(repeated, v), phrase, state.scope, state.vocabulary) for v in parts]


def _counted_so_far(state: State) -> list[tuple[Population, ...]]:
    """Take the counts just listed, as many as figures follow, as what 分别 refers to."""
    listed = state.run[-state.ahead :] if state.ahead else []
    return listed if len(listed) > 1 and state.phrase.count is None and not state.phrase.told else []


def _become(token: Token, state: State) -> None:
    """Read 由活跃度高降为一般: who moved is in neither tier alone."""
    if state.following in ("axis", "bare") and state.phrase.axes:
        state.phrase.restricted = True


def _restrict(token: Token, state: State) -> None:
    state.phrase.restricted = True


HANDLERS: dict[str, Callable[[Token, State], None]] = {
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
    "lasting": _lasting,
    "full": _full,
    "score": _score,
    "each": _each,
    "last_period": _last_period,
    "up": _turn,
    "down": _turn,
    "respectively": _respectively,
    "restrict": _restrict,
    "become": _become,
}
