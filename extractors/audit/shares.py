"""Shares on the board: the bases that are not printed, the habits of rounding, and what each share then allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from extractors.audit.figures import CLAIM, COUNT, DERIVED, SHARE, Figure, Reader, Variable, row_figure
from extractors.audit.habits import Habit, Sample, habit_of, infer_habits
from extractors.audit.identities import Board, Frame, frames_of, known_value
from extractors.audit.intervals import NEAREST, TRUNCATED, Range, exact, over, printed
from schemas.quantity import Quantity
from schemas.reading import Claim

MIN_VOTES = 3
"""Shares it takes to solve a base that is not printed; two shares of one wrong count could agree on a wrong base."""
MAX_WIDTH = 10_000
"""Whole numbers that one share may leave for its base and still be asked: 0.1 % of 3 leaves some 300."""


Frames = tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A base that no figure prints, solved from its shares: the only whole number that all of `shares` allow."""

    variable: Variable
    value: int
    shares: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A share, its figure, and the variables it may mean, best first."""

    claim: Claim
    quantity: Quantity
    candidates: tuple[Variable, ...]


def placed_shares(reader: Reader) -> tuple[Placed, ...]:
    """Give the shares of a document that name a base."""
    shares = (c for c in reader.reading.claims if c.kind == SHARE and c.base and c.of)
    return tuple(Placed(c, c.quantity, tuple(reader.candidates(c))) for c in shares if c.quantity is not None)


def counts_of(variable: Variable) -> tuple[Variable, Variable]:
    """Name the two counts that a share divides."""
    assert variable.base is not None, "only shares divide"
    of = replace(variable, measure=COUNT, base=None)
    return of, replace(of, of=variable.base)


def witness_bases(reader: Reader, board: Board, placed: Iterable[Placed]) -> None:
    """Put counts of rows on the board for what shares divide and no figure states."""
    for variable in dict.fromkeys(v for p in placed for c in p.candidates for v in counts_of(c)):
        rows = row_figure(reader, variable) if variable not in board.statements else None
        if rows is not None:
            board.add(rows)


def solve_bases(board: Board, placed: Iterable[Placed]) -> tuple[Hidden, ...]:
    """Find, for each base without a count, the one whole number that most of its shares allow."""
    by_base: dict[Variable, list[Placed]] = {}
    for share in placed:
        base = counts_of(share.candidates[0])[1]
        if base not in board.statements and share.quantity.exact:
            by_base.setdefault(base, []).append(share)
    found = (_solve(board, base, told) for base, told in by_base.items())
    return tuple(h for h in found if h is not None)


def _solve(board: Board, base: Variable, told: list[Placed]) -> Hidden | None:
    tried = [_votes(board, told, mode) for mode in (NEAREST, TRUNCATED)]
    votes = max(tried, key=lambda v: max(map(len, v.values()), default=0))
    most = max(map(len, votes.values()), default=0)
    winners = [n for n, figures in votes.items() if len(figures) == most]
    if most < MIN_VOTES or len(winners) != 1:
        return None
    return Hidden(base, winners[0], tuple(votes[winners[0]]))


def _votes(board: Board, told: list[Placed], mode: str) -> dict[int, list[Figure]]:
    votes: dict[int, list[Figure]] = {}
    for share in told:
        variable = share.candidates[0]
        of = board.value(counts_of(variable)[0])
        if not of or not share.quantity.value:
            continue
        allowed = printed(share.quantity.value, share.quantity.decimals, mode)
        low, high = over(exact(of * 100), allowed).integers()
        if low is not None and high is not None and high - low <= MAX_WIDTH:
            for number in range(low, high + 1):
                votes.setdefault(number, []).append(_figure(share, variable, allowed))
    return votes


def _figure(share: Placed, variable: Variable, allowed: Range) -> Figure:
    claim, quantity = share.claim, share.quantity
    return Figure(variable, allowed, quantity.text, (claim.where,), claim.place, CLAIM, quantity.decimals, claim)


def lay_out(board: Board, placed: tuple[Placed, ...]) -> tuple[Habit, ...]:
    """Infer how the document rounds, and put its shares on the board with what their digits then allow."""
    frames = frames_of(board)
    chosen = [(p, _fitting(board, frames, p)) for p in placed]
    samples = (_sample(board, frames, p, v) for p, v in chosen)
    habits = infer_habits(tuple(s for s in samples if s is not None))
    for share, variable in chosen:
        habit = habit_of(habits, share.quantity.decimals)
        exactly = share.quantity.exact
        allowed = habit.allowed(Fraction(share.quantity.value)) if exactly else _wide(share.quantity)
        board.add(_figure(share, variable, allowed))
        assert variable.base is not None, "only shares with a base are placed"
        whole = replace(variable, of=variable.base)
        if whole not in board.statements:
            board.add(Figure(whole, exact(100), "100%", (), "", DERIVED))
    return habits


def _wide(quantity: Quantity) -> Range:
    low = None if quantity.low is None else Fraction(quantity.low)
    high = None if quantity.high is None else Fraction(quantity.high)
    return Range(low, high)


def _ratio(board: Board, frames: Frames, variable: Variable) -> Fraction | None:
    of, base = (known_value(board, frames, v) for v in counts_of(variable))
    return None if of is None or not base else of * 100 / base


def _fitting(board: Board, frames: Frames, share: Placed) -> Variable:
    """Choose the first candidate that the counts agree with; one that cannot be told beats one that is wrong."""
    unknown = None
    for variable in share.candidates:
        true = _ratio(board, frames, variable)
        if true is None:
            unknown = unknown or variable
        elif abs(true - Fraction(share.quantity.value)) <= Fraction(1, 10**share.quantity.decimals):
            return variable
    return unknown or share.candidates[0]


def _sample(board: Board, frames: Frames, share: Placed, variable: Variable) -> Sample | None:
    true = _ratio(board, frames, variable)
    if true is None or not share.quantity.exact:
        return None
    return Sample(share.claim, variable, true, Fraction(share.quantity.value), share.quantity.decimals)
