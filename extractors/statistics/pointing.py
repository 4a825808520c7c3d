"""Words that point at groups told in a row, or at a value of the group spoken of: 上述四类, 前两个等级, 该批."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.statistics.elsewhere import untold
from extractors.statistics.groups import divided_on
from extractors.statistics.numerals import DIGITS
from extractors.statistics.phrases import DESCRIBED
from extractors.statistics.state import NOUN_LENGTH, Candidates, State, begins_clause, described, draft
from extractors.statistics.tokens import Token
from schemas.population import Population

_FIGURE = re.compile(r"\d")


def _same(token: Token, state: State) -> None:
    """Read 该批: the batch of the group spoken of; in a base, of whose share is told; where none was, free words."""
    assert token.entry is not None
    if state.mode == "share":
        state.phrase.bound.append(token.entry.axis)
        state.share_from = token.end
        return
    values = _value_spoken_of(token.entry.axis, state.subject, state)
    if values:
        state.phrase.axes[token.entry.axis] = values
    else:
        state.phrase.restricted = True


def _value_spoken_of(axis: str, subject: Candidates, state: State) -> tuple[str, ...] | None:
    spoken = (*subject[:1], *(p for p in (state.topic, state.anchor, state.scope) if p))
    return next((values for p in spoken if (values := p.values(axis))), None)


def bound_base(base: Candidates, of: Candidates, token: Token, state: State) -> Candidates:
    """Give a base the value that whose share it is has on the axes that its words bind (占该批参评联盟的); free words
    where there is none.
    """
    for axis in state.bound if base else ():
        values = _value_spoken_of(axis, of, state)
        base = tuple(b.having(axis, values) if values else described(b, token, state) for b in base)
    return base


def of_bound(of: Candidates, state: State) -> Candidates:
    """Leave out those that a share's subject cannot mean, since its base binds an axis that they do not tell."""
    told = tuple(p for p in of if all(p.values(axis) for axis in state.bound))
    return told or of


def pointed_groups(token: Token, state: State) -> bool:
    """Read 上述四类 and 前两个等级: as many of the groups just counted, all or the first or last, told again."""
    text, quantity = state.setting.text, token.figure.quantity if token.figure else None
    grouped = text.startswith(state.vocabulary.words("relation", "grouped") or ("\n",), token.end)
    summed = begins_clause(token, state) and text.startswith(state.vocabulary.words("relation", "sum"), token.end)
    if quantity is None or not (grouped or summed or quantity.unit in _kinds(state)):
        return False
    before, in_turn = text[: token.start], _in_turn_behind(token, state)
    told_again = (in_turn or summed) and state.phrase.count is None
    found = _told_in_row(int(quantity.value), 0, state) if told_again else None
    for k, words in enumerate(("pointing", "foremost", "hindmost")):
        if before.endswith(state.vocabulary.words("relation", words)):
            found = _told_in_row(int(quantity.value), k, state)
    if found is None and not (in_turn and 1 < quantity.value <= len(state.run) and not state.phrase.told):
        return False
    if found is not None:
        _take_groups(*found, state)
    phrase = state.phrase
    thing = next(
        (w for w in state.vocabulary.words("relation", "grouped") if text.startswith(w, token.end)), quantity.unit
    )
    state.drafts.append(draft("count", thing, (described(Population(thing), token, state),), token))
    phrase.last = token
    return True


def _together(token: Token, state: State) -> None:
    """Read 两者: the last two groups counted, each in turn or as one."""
    number = DIGITS.get(token.text[0], 0)
    told = state.counted[-number:] or state.counted_before
    found = divided_on(told) if 1 < number == len(told) else None
    if found is not None:
        _take_groups(found[0], found[1], [of[0].values(found[1]) or () for of in told], state)
    state.phrase.last = token


def _take_groups(common: Population, axis: str, parts: list[tuple[str, ...]], state: State) -> None:
    """Take groups of one axis for those the phrase lists; where they were told of others, of whom it is told here."""
    phrase = state.phrase
    around = {name for p in (state.scope, state.topic, state.anchor) if p is not None for name, _ in p.axes}
    kept = {name: values for name, values in common.axes if name not in around}
    phrase.axes = kept | phrase.axes | {axis: tuple(sorted({v for values in parts for v in values}))}
    phrase.members = [(axis, values) for values in parts]


def _in_turn_behind(token: Token, state: State) -> bool:
    """Tell whether 分别 follows in the clause of a number of groups, before any figure (三类联盟分别占 …)."""
    clause = state.setting.clause_after(token.end)
    at = min((clause.find(w) for w in state.vocabulary.words("relation", "respectively") if w in clause), default=-1)
    return 0 <= at <= NOUN_LENGTH and _FIGURE.search(clause, 0, at) is None


def _kinds(state: State) -> tuple[str, ...]:
    return (*state.vocabulary.words("units", "kinds"), *state.vocabulary.words("relation", "grades"))


def _told_in_row(number: int, end: int, state: State) -> tuple[Population, str, list[tuple[str, ...]]] | None:
    """Find the groups that a number points at among those just counted: a whole row, or, with `end` 1 and 2, the first
    or last of a longer one. Grades told from the lowest up have a first that nobody can tell.
    """
    told = state.counted or state.counted_before
    rows = [told[k : k + n] for n in range(len(told), 1, -1) for k in range(len(told) - n, -1, -1)]
    for row in rows:
        found = divided_on(row) if (len(row) > number if end else len(row) == number) else None
        if found is not None and number > 1 and found[1] != DESCRIBED:
            parts = [of[0].values(found[1]) or () for of in row]
            axis = state.vocabulary.axis(found[1])
            if end and axis.ranked and parts != sorted(parts, key=lambda part: axis.order.index(part[0])):
                return None
            return found[0], found[1], parts[:number] if end < 2 else parts[-number:]
    return None


def _viewed(token: Token, state: State) -> None:
    """Read 从批次看 at the head of a sentence: the one group that the sentence before told is what shares divide."""
    assert token.entry is not None
    before = state.counted_before if begins_clause(token, state) and not state.counted else []
    if len(before) == 1 and before[0] and before[0][0].values(token.entry.axis) is None and not untold(before[0]):
        state.viewed = before[0][0]


HANDLERS: dict[str, Callable[[Token, State], None]] = {"same": _same, "together": _together, "viewed": _viewed}
