"""Identities: what must hold between figures because of the sets they speak of; never written for one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product as combinations

from extractors.audit.figures import CHANGE, CLAIM, COUNT, LISTED, SHARE, Figure, Variable
from extractors.audit.intervals import EVERYTHING, Range, exact, over, product, show
from extractors.audit.sets import Scheme
from schemas.direction import directed
from schemas.population import Population

MAX_COMBINATIONS = 48
"""Variants of one identity that are looked at where its variables are printed with several values."""
HUNDRED = exact(100)
SAME, SUM, PART, RATIO = "same", "sum", "part", "ratio"


@dataclass(frozen=True, slots=True)
class Statement:
    """All figures that print one value of a variable. A value printed in five places takes five slips to be wrong."""

    variable: Variable
    range: Range
    figures: tuple[Figure, ...]

    @property
    def printed(self) -> tuple[Figure, ...]:
        return tuple(f for f in self.figures if f.printed)

    @property
    def open(self) -> bool:
        """Tell whether nothing but a list closed with 等 stands behind it: good to bound the count, not to add up."""
        return all(f.source == LISTED for f in self.figures) and self.range.high is None

    @property
    def weight(self) -> int:
        """Count what would have to change for this value to be wrong; a table is one thing."""
        return len(self.printed) + len({f.source for f in self.figures if not f.printed})


@dataclass(slots=True)
class Board:
    """The statements of every variable of one document while the graph of its figures is being laid out."""

    scheme: Scheme
    statements: dict[Variable, list[Statement]]

    def add(self, figure: Figure) -> None:
        """Put a figure beside those that print the same range of its variable."""
        told = self.statements.setdefault(figure.variable, [])
        for i, statement in enumerate(told):
            if statement.range == figure.range:
                told[i] = replace(statement, figures=(*statement.figures, figure))
                return
        told.append(Statement(figure.variable, figure.range, (figure,)))

    def drop(self, figure: Figure) -> None:
        """Take a figure off the board."""
        told = self.statements[figure.variable]
        left = [replace(s, figures=tuple(f for f in s.figures if f != figure)) for s in told]
        self.statements[figure.variable] = [s for s in left if s.figures]

    def copy(self) -> Board:
        """Give a board of its own for trying a figure out."""
        return Board(self.scheme, {v: list(told) for v, told in self.statements.items()})

    def best(self, variable: Variable) -> Statement | None:
        """Give the statement with the most behind it; a tie goes to the narrower, then to the first."""
        told = self.statements.get(variable, [])
        return max(told, key=lambda s: (s.weight, s.range.single is not None), default=None)

    def value(self, variable: Variable) -> Fraction | None:
        """Give the one value that a variable has by its best statement, None where it allows several."""
        best = self.best(variable)
        return best.range.single if best else None


@dataclass(frozen=True, slots=True)
class Identity:
    """What must hold: `kind` sum (whole = parts), part (parts never exceed the whole) or ratio (of, base, share).

    `terms` are the variables, for a sum the whole first. `exact` sums add as printed (shares made to add to 100).
    """

    kind: str
    terms: tuple[Variable, ...]
    axis: str = ""
    exact: bool = False

    def holds(self, ranges: tuple[Range, ...]) -> bool:
        """Tell whether true values inside the ranges can satisfy the identity."""
        if self.kind == RATIO:
            of, base, share = ranges
            return over(of.times(Fraction(100)), base).meets(share)
        whole, *parts = ranges
        total = add(parts)
        if self.kind == PART:
            return total.low is None or whole.high is None or total.low <= whole.high
        return total.meets(whole)

    def solve(self, position: int, ranges: tuple[Range, ...]) -> Range:
        """Give the values of one term that satisfy the identity while the others stay."""
        if self.kind == RATIO:
            of, base, share = ranges
            if position == 0:
                return product(share, base).times(Fraction(1, 100))
            if position == 1:
                return over(of.times(Fraction(100)), share)
            return over(of.times(Fraction(100)), base)
        others = add(r for i, r in enumerate(ranges) if i not in (0, position))
        if self.kind == PART:
            room = others if position == 0 else ranges[0].minus(others)
            return (
                Range(room.low, None, room.low_open) if position == 0 else Range(None, room.high, False, room.high_open)
            )
        return others if position == 0 else ranges[0].minus(others)


def add(ranges: Iterable[Range]) -> Range:
    """Add ranges."""
    total = exact(0)
    for one in ranges:
        total = total.plus(one)
    return total


@dataclass(frozen=True, slots=True)
class Instance:
    """An identity on particular statements, and whether it holds; `same` has two statements of one variable."""

    identity: Identity
    statements: tuple[Statement, ...]
    holds: bool

    @property
    def ranges(self) -> tuple[Range, ...]:
        return tuple(s.range for s in self.statements)

    def solve(self, statement: Statement) -> Range:
        """Give the values of a statement that would make the identity hold."""
        position = self.statements.index(statement)
        if self.identity.kind == SAME:
            return self.statements[1 - position].range
        return self.identity.solve(position, self.ranges)

    def working(self) -> str:
        """Show the sum as it would stand on paper."""
        kind, terms = self.identity.kind, [paper(s) for s in self.statements]
        if kind == SAME:
            return " ≠ ".join(terms)
        if kind == RATIO:
            of, base = self.statements[0].range.single, self.statements[1].range.single
            if of is None or base is None or base == 0:
                return f"{terms[0]} ÷ {terms[1]} ≠ {terms[2]}"
            share = self.statements[2].figures[0]
            true = of * 100 / base
            sign = "=" if (true * 10**share.decimals).denominator == 1 else "≈"
            found = show(true, share.decimals) if sign == "=" else f"{rounded(true, share.decimals + 2)}"
            return f"{terms[0]} ÷ {terms[1]} {sign} {found}%" + ("" if self.holds else f" ≠ {terms[2]}")
        total = add(s.range for s in self.statements[1:])
        left = " + ".join(terms[1:])
        if self.holds:
            return f"{left} {'=' if kind == SUM else '≤'} {terms[0]}"
        made = f" = {sized(total.single, self.statements[0].variable)}" if total.single is not None else ""
        return f"{left}{made if len(terms) > 2 else ''} {'≠' if kind == SUM else '>'} {terms[0]}"


def rounded(value: Fraction, decimals: int) -> str:
    """Write a value with so many decimals, to the nearest."""
    return f"{float(value):.{decimals}f}"


def paper(statement: Statement) -> str:
    """Write a statement's value as printed, without its unit where it is a plain count; a change with its direction."""
    figure = statement.figures[0]
    if statement.range.single is not None:
        return sized(statement.range.single, statement.variable)
    if figure.claim is not None and figure.claim.quantity is not None:
        quantity = figure.claim.quantity
        return f"{quantity.value}%" if statement.variable.measure == SHARE else figure.named
    return figure.text


def sized(value: Fraction, variable: Variable) -> str:
    """Write a value of a variable without its unit; a change with its direction."""
    return directed(value, show(abs(value))) if variable.changes else show(value)


# ---- which identities a board has ------------------------------------------------------------------------------


def find_identities(board: Board, exact_shares: frozenset[int] = frozenset()) -> tuple[Identity, ...]:
    """Derive every identity between the variables of a board.

    `exact_shares` are the printed decimals at which the document makes its shares add to 100.
    """
    found: list[Identity] = []
    for frame in frames_of(board):
        for variable in frame.variables.values():
            found += frame.sums(variable, exact_shares)
            if variable.measure == SHARE and variable.base is not None:
                found += _ratio(board, variable, variable.base)
            elif variable.measure == COUNT:
                found += frame.bounds(variable)
    found += _changes(board)
    return tuple(dict.fromkeys(found))


def _changes(board: Board) -> Iterator[Identity]:
    """Derive, where both counts of a change are printed (由 37 家增加到 43 家，增加 6 家), that they make it up."""
    for variable in board.statements:
        counts = variable.counts()
        if counts is not None and all(c in board.statements for c in counts):
            yield Identity(SUM, (*counts, variable), CHANGE)


def known_value(board: Board, frames: tuple[Frame, ...], variable: Variable) -> Fraction | None:
    """Give the value of a variable by its best statement, or by the parts that make it up."""
    if variable in board.statements:
        return board.value(variable)
    frame = next((f for f in frames if f.fits(variable)), None)
    values = [board.value(part) for part in frame.expand(variable.of)] if frame else []
    return sum((v for v in values if v is not None), Fraction(0)) if values and None not in values else None


def identities_around(board: Board, variable: Variable) -> tuple[Identity, ...]:
    """Derive the sums that a variable is the whole or a part of."""
    frame = next(f for f in frames_of(board) if variable in f.variables.values())
    wholes = [variable, *(v for p in board.scheme.wholes(variable.of) if (v := frame.variables.get(p)) is not None)]
    found = [i for whole in wholes for i in frame.sums(whole, frozenset())]
    return tuple(i for i in found if variable in i.terms)


def _ratio(board: Board, share: Variable, base: Population) -> Iterator[Identity]:
    of_count = replace(share, measure=COUNT, base=None)
    base_count = replace(of_count, of=base)
    if of_count != base_count and of_count in board.statements and base_count in board.statements:
        yield Identity(RATIO, (of_count, base_count, share))


def frames_of(board: Board) -> tuple[Frame, ...]:
    """Group variables that differ in nothing but their population."""
    found: dict[Variable, Frame] = {}
    for variable in board.statements:
        key = replace(variable, of=Population(variable.of.entity))
        frame = found.setdefault(key, Frame(board, {}, {}))
        frame.variables[variable.of] = variable
    return tuple(found.values())


@dataclass(slots=True)
class Frame:
    """Variables of one measure, base and period, by population."""

    board: Board
    variables: dict[Population, Variable]
    expanded: dict[Population, list[Variable]]

    def fits(self, variable: Variable) -> bool:
        """Tell whether a variable differs from those here in nothing but its population."""
        return any(replace(v, of=variable.of) == variable for v in tuple(self.variables.values())[:1])

    def made(self, population: Population) -> bool:
        """Tell whether a set can be made up of sets that figures state."""
        return bool(self.expand(population))

    def sums(self, whole: Variable, exact_shares: frozenset[int]) -> Iterator[Identity]:
        """Find the parts that make up a whole, or that at least may not exceed it."""
        for cover in self.board.scheme.covers(whole.of, self.variables.__contains__, self.made):
            parts: list[Variable] = []
            for population in cover.parts:
                own = self.variables.get(population)
                parts += [own] if own is not None else self.expand(population)
            if cover.full or whole.measure == COUNT:
                printed = {f.decimals for v in parts for s in self.board.statements[v] for f in s.figures}
                made = whole.measure == SHARE and bool(printed & exact_shares) and whole.of == whole.base
                yield Identity(SUM if cover.full else PART, (whole, *parts), cover.axis, made)

    def expand(self, population: Population) -> list[Variable]:
        """Part a set that no figure states into sets that figures do state, the fewest that make it up."""
        if population not in self.expanded:
            full = [c for c in self.board.scheme.covers(population, self.variables.__contains__) if c.full]
            best = min(full, key=lambda c: len(c.parts), default=None)
            self.expanded[population] = [self.variables[part] for part in best.parts] if best else []
        return self.expanded[population]

    def bounds(self, whole: Variable) -> Iterator[Identity]:
        """Bound a subset that is told on an overlapping axis or by a score: it is no larger than its set."""
        scheme = self.board.scheme
        for part in self.variables.values():
            if part == whole or not (part.of.intervals or self._overlapping(part.of)):
                continue
            if scheme.inside(part.of, whole.of) and (part.of.intervals, _open(part, scheme)) != (
                whole.of.intervals,
                _open(whole, scheme),
            ):
                yield Identity(PART, (whole, part))

    def _overlapping(self, population: Population) -> bool:
        return bool(_open_axes(population, self.board.scheme))


def _open_axes(population: Population, scheme: Scheme) -> tuple[str, ...]:
    """Name the axes of a population that are no partition, on which sets overlap."""
    axes = (scheme.axis(population.entity, name) for name, _ in population.axes)
    return tuple(a.name for a in axes if a is not None and not a.partition)


def _open(variable: Variable, scheme: Scheme) -> tuple[str, ...]:
    return _open_axes(variable.of, scheme)


def instances(board: Board, identities: tuple[Identity, ...]) -> tuple[Instance, ...]:
    """Put every identity to the statements of its variables; two statements of one variable must agree, too."""
    found: list[Instance] = []
    for variable, told in board.statements.items():
        for i, a in enumerate(told):
            for b in told[i + 1 :]:
                found.append(Instance(Identity(SAME, (variable, variable)), (a, b), agree(a, b)))
    for identity in identities:
        choices = [[s for s in board.statements[v] if not s.open] for v in identity.terms]
        for n, chosen in enumerate(combinations(*choices)):
            if n == MAX_COMBINATIONS:
                break
            if sum(bool(s.printed) for s in chosen) < 2:
                continue
            found.append(Instance(identity, chosen, identity.holds(_ranges(identity, chosen))))
    return tuple(found)


def agree(a: Statement, b: Statement) -> bool:
    """Tell whether two statements of one variable can both be true.

    Shares with the same decimals are rounded the same way, so that 26.13 and 26.14 are two values.
    """
    printed = [f for s in (a, b) for f in s.figures if f.source == CLAIM]
    if a.variable.measure == SHARE and len(printed) > 1 and len({f.decimals for f in printed}) == 1:
        return False
    return a.range.meets(b.range)


def _ranges(identity: Identity, chosen: tuple[Statement, ...]) -> tuple[Range, ...]:
    if not identity.exact:
        return tuple(s.range for s in chosen)
    return (HUNDRED, *(_as_printed(s) for s in chosen[1:]))


def _as_printed(statement: Statement) -> Range:
    quantity = statement.figures[0].claim.quantity if statement.figures[0].claim else None
    return exact(quantity.value) if quantity else EVERYTHING
