"""The books: a ledger with the figure graphs of its documents, asked what is known of a population in a period."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from extractors.audit.figures import COUNT, HEADS, LISTED, ROWS, SHARE, Figure, Variable, row_figure
from extractors.audit.figures import DERIVED as SOLVED
from extractors.audit.graph import Graph, build_graph
from extractors.audit.intervals import Range, exact, show
from extractors.audit.sets import Scheme
from extractors.audit.settled import reading_as_checked
from extractors.desk.naming import name_population
from extractors.ledger.order import period_key
from schemas.finding import Message
from schemas.ledger import Ledger
from schemas.population import Population
from schemas.reading import Claim, Reading
from schemas.vocabulary import Vocabulary
from schemas.where import Where

PRINTED, COUNTED, DERIVED, INFERRED = "printed", "counted", "derived", "inferred"
REPORT, DESCRIBED = "report", "described"
BASES = {ROWS: COUNTED, HEADS: COUNTED, LISTED: COUNTED, SOLVED: DERIVED}


@dataclass(frozen=True, slots=True)
class Known:
    """One value the books have for a figure: its range, how it is written, what it rests on, and where it stands."""

    range: Range
    text: str
    basis: str
    where: tuple[Where, ...]
    premises: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    working: str = ""


@dataclass(frozen=True, slots=True)
class Books:
    """A ledger and its vocabulary; graphs are made when a period is first asked for."""

    ledger: Ledger
    vocabulary: Vocabulary
    _graphs: dict[str, Graph] = field(default_factory=dict, init=False, repr=False, compare=False)
    _places: dict[str, Where] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def periods(self) -> tuple[str, ...]:
        """Name the periods of which a document is in the corpus, or that a document tells something of."""
        return tuple(sorted((p.period for p in self.ledger.periods), key=period_key))

    @property
    def reported(self) -> tuple[str, ...]:
        """Name the periods that a document of the corpus reports on."""
        return tuple(sorted({r.document.period for r in self.ledger.readings if r.document.period}, key=period_key))

    def graphs(self, period: str) -> tuple[Graph, ...]:
        """Give the figure graphs of the documents about a period."""
        found = []
        for reading in self.ledger.readings:
            if period and reading.document.period == period:
                name = reading.document.document
                if name not in self._graphs:
                    self._graphs[name] = build_graph(self._checked(reading), self.vocabulary)
                found.append(self._graphs[name])
        return tuple(found)

    def _checked(self, reading: Reading) -> Reading:
        return reading_as_checked(reading, self.ledger, self.vocabulary)

    def scheme(self, period: str) -> Scheme:
        """Give the scheme a period is told in; that of the last report where none is about it."""
        found = self.graphs(period) or self.graphs(self.reported[-1] if self.reported else "")
        if found:
            return found[0].reader.scheme
        from extractors.audit.ladder import ladder_of

        return Scheme(self.vocabulary, ladder_of(self.vocabulary, {}))

    def known(
        self, measure: str, of: Population, period: str, base: Population | None = None, against: str = ""
    ) -> tuple[Known, ...]:
        """Give every value the books have for a figure: printed, counted in a table, solved, or derived."""
        found: list[Known] = []
        for graph in self.graphs(period):
            variable = variable_of(graph, measure, of, period, base, against)
            for statement in graph.board.statements.get(variable, []):
                if not statement.open:
                    found.append(self._known(statement.figures, statement.range))
            if not found and measure == COUNT:
                rows = row_figure(graph.reader, variable)
                found += [self._known((rows,), rows.range)] if rows is not None else []
        if not found:
            found = self._derived(measure, of, period) or (self._rest(of, period) if measure == COUNT else [])
        return tuple(found)

    def _known(self, figures: tuple[Figure, ...], value: Range) -> Known:
        printed = tuple(f for f in figures if f.printed)
        first = printed[0] if printed else figures[0]
        basis = PRINTED if printed else BASES.get(first.source, DERIVED)
        where = tuple(w for f in (printed or figures) for w in f.where)
        own = first.variable.of.entity == self.vocabulary.entity.name and first.variable.measure == COUNT
        unit = self.vocabulary.entity.measure_words[0]
        text = first.text if printed or value.single is None or not own else f"{show(value.single)}{unit}"
        return Known(value, text, basis, where, (), figures)

    def _rest(self, of: Population, period: str) -> list[Known]:
        """Work out those who were not evaluated from all that are listed and those who were."""
        if of.values("evaluated") != ("no",):
            return []
        every, took = (
            self.number(of.without("evaluated"), period),
            self.number(of.having("evaluated", ("yes",)), period),
        )
        if every is None or took is None:
            return []
        parts = [of.without("evaluated"), of.having("evaluated", ("yes",))]
        where = tuple(w for p in parts for w in self.known(COUNT, p, period)[0].where[:1])
        working = f"{show(every)}-{show(took)}={show(every - took)}"
        text = f"{show(every - took)}{self.vocabulary.entity.measure_words[0]}"
        return [Known(exact(every - took), text, DERIVED, where, (), (), working)]

    def _derived(self, measure: str, of: Population, period: str) -> list[Known]:
        scheme = self.scheme(period)
        kind = measure.partition(":")[0]
        found = []
        for derived in self.ledger.derived:
            claim = derived.claim
            same = claim.of and scheme.canon(replace(claim.of[0], periods=())) == scheme.canon(replace(of, periods=()))
            if claim.period == period and claim.kind == kind == COUNT and same and claim.quantity is not None:
                value, places = exact(claim.quantity.value), self.places(derived.premises)
                found.append(Known(value, claim.quantity.text, DERIVED, places, derived.premises, (), claim.text))
        return found

    def number(self, of: Population, period: str) -> Fraction | None:
        """Give the one number of members of a population, None where the books have none, or several that differ."""
        values = {k.range.single for k in self.known(COUNT, of, period)}
        return values.pop() if len(values) == 1 else None

    def things(self, entity: str, period: str) -> tuple[Claim, ...]:
        """Give the counts of a thing that the reports of a period print in free words (制定技术标准 344 项)."""
        return tuple(
            c
            for r in self.ledger.readings
            if r.document.period == period and r.document.kind == REPORT
            for c in r.claims
            if c.kind == COUNT and c.of and c.of[0].entity == entity and {a for a, _ in c.of[0].axes} <= {DESCRIBED}
        )

    def places(self, premises: tuple[str, ...]) -> tuple[Where, ...]:
        """Give the places of the claims and rows that have these ids."""
        if not self._places:
            for reading in self.ledger.readings:
                self._places.update({row.id: row.where for row in reading.rows})
                self._places.update({claim.id: claim.where for claim in reading.claims})
        return tuple(self._places[p] for p in premises if p in self._places)

    def named(self, of: Population, period: str) -> Message:
        """Name a population in words."""
        return name_population(of, self.scheme(period))

    def share_named(self, of: Population, base: Population, period: str) -> Message:
        """Name a share in words."""
        one, other = self.named(of, period), self.named(base, period)
        return Message(f"{one.zh}占{other.zh}", f"{one.en} as a share of {other.en}")


def variable_of(
    graph: Graph, measure: str, of: Population, period: str, base: Population | None = None, against: str = ""
) -> Variable:
    """Name a figure as the graph of a document knows it."""
    scheme = graph.reader.scheme
    canon = scheme.canon(graph.reader.honoured(of))
    return Variable(measure, canon, None if base is None else scheme.canon(base), period, against)


__all__ = ["COUNT", "SHARE", "Books", "Known", "variable_of"]
