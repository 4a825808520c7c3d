"""Pointing: which places, suspects and sums of a wrong figure a finding shows."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.audit.culprits import Culprit, Suspicion
from extractors.audit.identities import PART, RATIO, SAME, SUM, Instance, Statement
from extractors.audit.words import amount
from schemas.finding import Suspect
from schemas.where import Where

NEAR_RIVAL = 1
"""Rivals that would take this many more changes than the likeliest culprit are named, too."""
MAX_SUSPECTS = 6
MAX_ROWS = 12
"""Rows a finding points at one by one; of more it points at the first."""


def other_of(instance: Instance, main: Statement) -> Statement:
    """Give the other statement of a pair."""
    return next((s for s in instance.statements if s != main), main)


def leading(culprit: Culprit) -> Instance:
    """Choose the failed identity to tell first: two statements of one figure, else the shortest sum."""
    order = {SAME: 0, SUM: 1, PART: 2, RATIO: 3}
    printed = [i for i in culprit.failed if i.identity.kind != SAME or other_of(i, culprit.main.statement).printed]
    return min(printed or culprit.failed, key=lambda i: (order[i.identity.kind], len(i.statements)))


def places(statement: Statement) -> tuple[Where, ...]:
    """Point at the figures of a statement; at many rows by their group headings."""
    found: list[Where] = []
    for figure in statement.figures:
        found += figure.where if len(figure.where) <= MAX_ROWS else figure.where[:1]
    return tuple(dict.fromkeys(found))


def against(culprit: Culprit) -> tuple[Where, ...]:
    """Point at what contradicts the likeliest wrong figure: the inputs that stand beside it, else all of them."""
    main = culprit.main.statement
    beside = {f.place for f in main.figures}
    found: list[Where] = []
    for other in dict.fromkeys(s for i in culprit.failed for s in i.statements if s != main):
        near = [f for f in other.printed if f.place in beside]
        if near and other.variable != main.variable:
            found += [w for f in near for w in f.where]
        else:
            found += [w for f in other.printed for w in f.where] or places(other)
    return tuple(dict.fromkeys(found))


def suspects(culprit: Culprit) -> tuple[Suspect, ...]:
    """Name what may be wrong, likeliest first: the culprit, and rivals that need hardly more changes."""
    near = [r for r in culprit.rivals if r.cost[0] <= culprit.main.cost[0] + NEAR_RIVAL]
    if len(culprit.failed) < 2 and not near:
        return ()
    return tuple(s for suspicion in (culprit.main, *near) for s in _named(suspicion))[:MAX_SUSPECTS]


def _named(suspicion: Suspicion) -> Iterator[Suspect]:
    if suspicion.would_be is None:
        return
    value = amount(suspicion.would_be, suspicion.statement)
    figures = suspicion.statement.printed or suspicion.statement.figures
    for figure in figures:
        if figure.where:
            yield Suspect(figure.where[0], figure.named, value, len(suspicion.mends))
