"""Years and periods in running text: which year a figure is of, and which it is compared with."""

from __future__ import annotations

from collections.abc import Callable

from extractors.statistics.state import State, begins_clause, draft
from extractors.statistics.tokens import Token

FROM = "from"
"""The words before the first of two figures: 由 29 家增加到 43 家."""


def _words(key: str, state: State) -> tuple[str, ...]:
    return state.vocabulary.words("years", key)


def _bounds(state: State) -> tuple[str, ...]:
    return (*_words("before", state), *_words("after", state))


def _date(token: Token, state: State) -> None:
    assert token.figure is not None
    years = token.figure.years
    if len(years) > 1 and token.text.endswith("年度") and "、" not in token.text:
        state.years_named.append(f"{years[0]}-{years[-1]}")
    state.phrase.years += [y for y in years if y not in state.phrase.years]
    whole_year = token.figure.date_from == token.figure.date_to and "-" not in token.figure.date_from
    if len(years) != 1 or not whole_year:
        return
    before, after = state.setting.text[: token.start], state.setting.text[token.end :]
    if after.startswith(_words("before", state)):
        state.bound_year = years[0]
    # 自 2013 年以来 and 2012 年以前 name no period of a figure.
    since = before.endswith((*_words("since", state), *_words(FROM, state), *_words("than", state)))
    if state.against == years[0] and state.following in ("up", "down"):
        return
    if before.endswith(_words("compared", state)) and state.following != "list":
        state.compared = years[0]
        state.figure_period = years[0] if state.following in ("quantity", "percent") else state.figure_period
    elif state.following in ("quantity", "percent", "respectively"):
        state.figure_period = years[0]
        # 2023 年 20 家，2024 年 24 家，增加 4 家: a change is against the figure before.
        told = state.phrase.period or state.year_told
        if told and not before.endswith(_words("than", state)):
            state.against = told
        elif years[0] < state.setting.period[:4]:
            state.against = years[0]
        state.years_named += [] if since else [years[0]]
    elif before.endswith(_words("since", state)):
        state.since = years[0]
    elif not since and not after.startswith(_bounds(state)):
        state.years_named.append(years[0])


def _last_period(token: Token, state: State) -> None:
    """Read 上年: what is compared with, the year of the figure behind it, or of a part of a sentence it begins."""
    state.against = state.setting.last_period
    beside = (*_words("compared", state), *_words("than", state))
    if state.phrase.count is not None and not state.setting.text.endswith(beside, 0, token.start):
        # 37 家上年也为活跃度高: what they were then is no more than words about them now.
        state.phrase.restricted = True
    if state.following in ("quantity", "percent"):
        state.figure_period = state.against
    elif begins_clause(token, state) and not state.setting.text.startswith(_bounds(state), token.end):
        state.part_period = state.against


def _yearly(token: Token, state: State) -> None:
    state.against = state.setting.last_period


def _this_period(token: Token, state: State) -> None:
    state.part_period, state.figure_period = "", ""


def period_before(token: Token, state: State) -> str:
    """Give the year of the first of two figures (与 2016 年相比，由 29 家增加到 43 家), empty where none is told."""
    first = state.setting.text[: token.start].endswith(_words(FROM, state))
    return (state.against if state.against.isdigit() else state.since) if first else ""


def unplaced(token: Token, state: State) -> bool:
    """Tell the first of two figures whose time is not told (由 8 家减为 3 家): of no period that could be named."""
    first = state.setting.text[: token.start].endswith(_words(FROM, state)) and state.following == "become"
    return first and not state.figure_period and not period_before(token, state)


def period_of(state: State) -> str:
    """Give the year that this part of the sentence names for its figures."""
    return state.part_period or state.clause_period


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
    return list(state.recent_years) if len(state.recent_years) > 1 else []


def _lasting(token: Token, state: State) -> None:
    """Read 连续保持 without a number: the streak is the one told just before."""
    state.phrase.lasting = True
    if len(state.phrase.years) < 2:
        state.phrase.years = list(state.recent_years)


HANDLERS: dict[str, Callable[[Token, State], None]] = {
    "date": _date,
    "last_period": _last_period,
    "yearly": _yearly,
    "this_period": _this_period,
    "streak": _streak,
    "lasting": _lasting,
}
