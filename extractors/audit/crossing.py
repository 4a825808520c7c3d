"""Crossing: the counts that a document gives on two axes at once (batch by tier), with the sums that hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from extractors.audit.figures import COUNT, Variable
from extractors.audit.graph import Graph
from extractors.audit.identities import SUM
from extractors.audit.words import values_zh
from schemas.finding import Cell, Crossing, CrossLine, Message
from schemas.population import Population
from schemas.vocabulary import Axis

MIN_CELLS = 4
"""Counts on both axes that make a table worth showing; fewer are read faster in the sentence."""


@dataclass(frozen=True, slots=True)
class _Plane:
    graph: Graph
    down: Axis
    across: Axis
    checked: frozenset[str]

    def variable(self, of: Population) -> Variable:
        return Variable(COUNT, self.graph.reader.scheme.canon(of), None, self.graph.reader.period)

    def cell(self, of: Population) -> Cell:
        """Show the best statement of a count: as printed where it is, as counted in the rows where it is not."""
        best = self.graph.board.best(self.variable(of))
        if best is None or best.range.single is None:
            return Cell("")
        where = best.printed[0].where[0] if best.printed and best.printed[0].where else None
        return Cell(f"{best.range.single}", where, where is not None and where.id in self.checked)

    def adds_up(self, of: Population, axis: Axis) -> bool | None:
        """Tell whether a margin is the sum of its line; None where no identity says so."""
        margin = self.variable(of)
        told = [
            i
            for i in self.graph.instances
            if i.identity.kind == SUM and i.identity.terms[0] == margin and i.identity.axis == axis.name
        ]
        return all(i.holds for i in told) if told else None


def crossing(graph: Graph, checked: frozenset[str]) -> Crossing | None:
    """Lay out the two axes on which most counts of the series' own members are crossed; None where hardly any are."""
    scheme, own = graph.reader.scheme, graph.reader.scheme.vocabulary.entity.name
    counts = [v for v in graph.board.statements if _plain(v, graph) and v.of.entity == own]
    axes = [a for a in scheme.axes(own) if a.partition]
    crossed = Counter(
        (a.name, b.name)
        for v in counts
        for a, b in combinations(axes, 2)
        if {n for n, _ in v.of.axes} == {a.name, b.name} and all(len(k) == 1 for _, k in v.of.axes)
    )
    if not crossed or max(crossed.values()) < MIN_CELLS:
        return None
    names = max(sorted(crossed), key=lambda pair: crossed[pair])
    down, across = (next(a for a in axes if a.name == name) for name in names)
    plane = _Plane(graph, down, across, checked)
    pairs = [dict(v.of.axes) for v in counts if {n for n, _ in v.of.axes} == set(names)]
    rows, columns = (_shown(axis, (p[axis.name] for p in pairs)) for axis in (down, across))
    return Crossing(
        tuple(_line(plane, (down, key), across, columns) for key in rows),
        tuple(_line(plane, (across, key), down, rows) for key in columns),
        plane.cell(_margin(plane, Population(own))),
    )


def _plain(variable: Variable, graph: Graph) -> bool:
    of = variable.of
    here = variable.measure == COUNT and variable.period == graph.reader.period and not variable.scope
    return here and not of.intervals and not of.every


def _shown(axis: Axis, found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    used = {keys[0] for keys in found if len(keys) == 1}
    return tuple(key for key in axis.order if key in used)


def _line(plane: _Plane, fixed: tuple[Axis, str], other: Axis, keys: tuple[str, ...]) -> CrossLine:
    axis, value = fixed
    base = Population(plane.graph.reader.scheme.vocabulary.entity.name).having(axis.name, (value,))
    whole = _lifted(base, other)
    cells = tuple(plane.cell(base.having(other.name, (key,))) for key in keys)
    label = Message(values_zh(axis, (value,)), f"{axis.name}={value}")
    return CrossLine(label, cells, plane.cell(whole), plane.adds_up(whole, other))


def _lifted(of: Population, axis: Axis) -> Population:
    """Give the whole that an axis parts: the evaluated of a batch, for tiers."""
    for name, value in axis.whole:
        of = of.having(name, (value,))
    return of


def _margin(plane: _Plane, of: Population) -> Population:
    return _lifted(_lifted(of, plane.down), plane.across)
