"""Culprits: the smallest set of printed figures whose change mends all identities that fail together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from extractors.audit.figures import COUNT, DERIVED, SHARE
from extractors.audit.identities import PART, RATIO, SAME, Instance, Statement
from extractors.audit.intervals import EVERYTHING, Range, round_to
from extractors.audit.likeness import likeness

MAX_CULPRITS = 4
"""Figures that may be wrong in one knot of failed identities; beyond this the knot is reported as a whole."""
MAX_WORK = 400_000
"""Identities looked at before the search of one knot stops at the best it has found: about 0.2 s."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A statement that may be wrong: what it would be, the failed identities that would mend, how many would break.

    `would_be` is None where no single value mends them.
    """

    statement: Statement
    would_be: Fraction | None
    allowed: Range
    mends: tuple[Instance, ...]
    breaks: int
    likeness: int

    @property
    def cost(self) -> tuple[int, int, int]:
        """Rank: figures that would have to change with it, then likeness to a slip, then what is made from the rest.

        A share is worked out from counts, and a printed figure is easier to get wrong than a row to lose.
        """
        made = 0 if self.statement.variable.measure == SHARE else 1 if self.statement.printed else 2
        return (self.statement.weight + self.breaks, -self.likeness, made)


@dataclass(frozen=True, slots=True)
class Culprit:
    """The likeliest wrong statement of some failed identities, and all that could be wrong instead, likeliest first."""

    main: Suspicion
    rivals: tuple[Suspicion, ...]
    failed: tuple[Instance, ...]

    @property
    def sure(self) -> bool:
        """Tell whether it takes fewer changes than any rival."""
        return all(self.main.cost[0] < r.cost[0] for r in self.rivals)


def find_culprits(instances: tuple[Instance, ...]) -> tuple[Culprit, ...]:
    """Explain all failed identities by as few wrong figures as will do."""
    failed = tuple(i for i in instances if not i.holds)
    holding = tuple(i for i in instances if i.holds and i.identity.kind != PART)
    around: dict[Statement, list[Instance]] = {}
    for instance in holding:
        for statement in instance.statements:
            around.setdefault(statement, []).append(instance)
    culprits: list[Culprit] = []
    for knot in _knots(failed):
        culprits += _explain(knot, around)
    return tuple(culprits)


def _knots(failed: tuple[Instance, ...]) -> list[tuple[Instance, ...]]:
    """Part failed identities into groups that have no statement in common."""
    knots: list[tuple[set[Statement], list[Instance]]] = []
    for instance in failed:
        blamed = set(_blamable(instance))
        touching = [k for k in knots if k[0] & blamed]
        members, told = blamed, [instance]
        for knot in touching:
            members, told = members | knot[0], knot[1] + told
            knots.remove(knot)
        knots.append((members, told))
    return [tuple(told) for _, told in knots]


def _blamable(instance: Instance) -> tuple[Statement, ...]:
    """Give the statements of an identity that could be wrong: those with something printed or counted behind them."""
    return tuple(dict.fromkeys(s for s in instance.statements if any(f.source != DERIVED for f in s.figures)))


def _explain(knot: tuple[Instance, ...], around: dict[Statement, list[Instance]]) -> list[Culprit]:
    suspicions = {s: suspect(s, knot, around) for s in dict.fromkeys(s for i in knot for s in _blamable(i))}
    chosen = _Search(knot, suspicions).chosen()
    culprits: list[Culprit] = []
    left = list(knot)
    for statement in sorted(chosen, key=lambda s: (-len(suspicions[s].mends), suspicions[s].cost)):
        mine = tuple(i for i in left if statement in i.statements)
        if not mine:
            continue
        left = [i for i in left if i not in mine]
        main = suspect(statement, mine, around)
        everyone = dict.fromkeys(s for i in mine for s in _blamable(i))
        rivals = tuple(
            r
            for s in everyone
            if s != statement and len((r := suspect(s, mine, around)).mends) == len(mine) and r.would_be is not None
        )
        culprits.append(Culprit(main, tuple(sorted(rivals, key=lambda r: r.cost)), mine))
    return culprits


class _Search:
    """A search for the cheapest set of statements that has one in every failed identity of a knot.

    Statements go by number here: to hash one is to hash all its figures, and a knot is asked thousands of times.
    """

    def __init__(self, knot: tuple[Instance, ...], suspicions: dict[Statement, Suspicion]) -> None:
        self.statements = tuple(suspicions)
        self.costs = [suspicions[s].cost for s in self.statements]
        number = {s: n for n, s in enumerate(self.statements)}
        self.blamable = [sorted((number[s] for s in _blamable(i)), key=self.costs.__getitem__) for i in knot]
        self.stands_in: list[set[int]] = [set() for _ in self.statements]
        for at, blamed in enumerate(self.blamable):
            for n in blamed:
                self.stands_in[n].add(at)
        self.best: tuple[int, ...] = ()
        self.cost: tuple[int, int, int] | None = None
        self.work = 0

    def chosen(self) -> tuple[Statement, ...]:
        """Give the cheapest set found within the work allowed."""
        self._run((), (0, 0, 0), list(range(len(self.blamable))))
        return tuple(self.statements[n] for n in self.best)

    def _run(self, chosen: tuple[int, ...], cost: tuple[int, int, int], left: list[int]) -> None:
        self.work += len(left) + 1
        if self.work > MAX_WORK or (self.cost is not None and cost >= self.cost):
            return
        if not left:
            self.best, self.cost = chosen, cost
            return
        if len(chosen) >= max(MAX_CULPRITS, len(self.best)) and self.cost is not None:
            return
        hardest = min(left, key=lambda i: len(self.blamable[i]))
        for n in self.blamable[hardest]:
            more, like, _ = self.costs[n]
            remaining = [i for i in left if i not in self.stands_in[n]]
            self._run((*chosen, n), (cost[0] + more, cost[1] + like, cost[2] + 1), remaining)


def suspect(statement: Statement, failed: Iterable[Instance], around: dict[Statement, list[Instance]]) -> Suspicion:
    """Work out what a statement would have to be for the failed identities it stands in, and what that would break."""
    mine = [i for i in failed if statement in i.statements]
    allowed, mended = EVERYTHING, []
    # Sums first: they leave one value where a share leaves a range.
    for instance in sorted(mine, key=lambda i: (i.identity.kind == RATIO, i.identity.kind == PART)):
        narrowed = allowed.meet(instance.solve(statement))
        if _possible(statement, narrowed):
            allowed = narrowed
            mended.append(instance)
    would_be = _would_be(statement, allowed)
    breaks = 0
    for instance in around.get(statement, []):
        if instance.identity.kind == SAME:
            continue
        solved = instance.solve(statement)
        breaks += would_be is None or not solved.holds(would_be)
    if would_be is None:
        mended = []
    unmended = len(mine) - len(mended)
    like = likeness(statement.figures[0], would_be) if would_be is not None else 0
    return Suspicion(statement, would_be, allowed, tuple(mended), breaks + unmended, like)


def _possible(statement: Statement, allowed: Range) -> bool:
    if allowed.empty or (
        allowed.high is not None and allowed.high < 0 and statement.variable.measure in (COUNT, SHARE)
    ):
        return False
    if statement.variable.measure != COUNT:
        return True
    low, high = allowed.integers()
    return low is None or high is None or low <= high


def _would_be(statement: Statement, allowed: Range) -> Fraction | None:
    """Choose the value a statement would be: the only one, or of several the one that looks most like a slip."""
    if allowed.empty:
        return None
    figure = statement.figures[0]
    if statement.variable.measure == COUNT:
        low, high = allowed.integers()
        if low is None or high is None or low > high:
            return None
        numbers = range(max(low, 0), min(high, low + 200) + 1)
        return max((Fraction(n) for n in numbers), key=lambda n: (likeness(figure, n), -n), default=None)
    if allowed.low is None or allowed.high is None:
        return None
    middle = (allowed.low + allowed.high) / 2
    return Fraction(round_to(middle, figure.decimals)) if statement.variable.measure == SHARE else middle
