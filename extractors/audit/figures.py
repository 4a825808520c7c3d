"""Figures: every printed number of a reading as a value of a variable, and the table rows that bear witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from extractors.audit.intervals import Range, exact
from extractors.audit.ladder import STANDING
from extractors.audit.sets import Scheme, row_in
from schemas.direction import directed
from schemas.population import Population
from schemas.reading import Claim, Group, Reading
from schemas.where import Where

COUNT, SHARE, CHANGE, STREAK = "count", "share", "change", "streak"
CLAIM, HEADING, ROWS, LISTED, HEADS, DERIVED = "claim", "heading", "rows", "list", "heads", "derived"
PRINTED = (CLAIM, HEADING)
"""Sources of a figure that are themselves printed figures; the others are counted or worked out."""

ROW_PLACES = {"evaluations": "结果表", "honours": "名单"}
"""What findings call the tables that rows are counted in."""

SCALES = (
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("万", 4),
    ("千", 3),
    ("百", 2),
)
"""Words that scale a unit, longest first, with their powers of ten."""


@dataclass(frozen=True, slots=True)
class Variable:
    """What a figure measures: a count, a change, an amount or a share (`base` given) of a population in a period.

    `scope` is the place a population that the series does not know stands in; figures of one place only are compared.
    """

    measure: str
    of: Population
    base: Population | None
    period: str
    against: str = ""
    unit: str = ""
    scope: str = ""

    @property
    def changes(self) -> bool:
        """Tell whether values of it go up or down."""
        return self.measure.startswith(CHANGE)

    def counts(self) -> tuple[Variable, Variable] | None:
        """Give the counts now and before that a change of a count lies between; None for money, shares and rates."""
        if not self.against or self.measure != f"{CHANGE}:{self.of.entity}":
            return None
        now = replace(self, measure=COUNT, against="")
        return now, replace(now, period=self.against)


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure, or one count of printed things, as a range of values of a variable."""

    variable: Variable
    range: Range
    text: str
    where: tuple[Where, ...]
    place: str
    source: str
    decimals: int = 0
    claim: Claim | None = None

    @property
    def printed(self) -> bool:
        """Tell whether this is one printed figure (not a count of rows or names)."""
        return self.source in PRINTED

    @property
    def named(self) -> str:
        """Name the figure as findings do: as printed, a change with its direction (the print has it words before)."""
        return self.text if self.claim is None else named(self.claim, self.text)


def named(claim: Claim, text: str) -> str:
    """Name the figure of a claim that is written `text`: a change with its direction."""
    return directed(claim.quantity.value, text) if claim.kind == CHANGE and claim.quantity else text


@dataclass(frozen=True, slots=True)
class Reader:
    """What it takes to place a claim among the variables of one document."""

    reading: Reading
    scheme: Scheme
    _rows: dict[Variable, Figure | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def period(self) -> str:
        return self.reading.document.period

    def scope(self, place: str) -> str:
        """Give "" where figures may be compared over the whole document, else their place.

        The items of a bulletin speak of different bodies. In a report a set that only free words tell is a set of its
        own already.
        """
        return place if self.reading.document.kind == "bulletin" else ""

    def variable(self, claim: Claim, of: Population, base: Population | None = None) -> Variable:
        """Name the variable of a claim for one candidate of its populations."""
        measure, unit = claim.kind, ""
        if claim.kind == "amount":
            measure, unit = f"amount:{claim.measure}", scaled(claim)[1]
        elif claim.kind == CHANGE:
            measure = f"{CHANGE}:{claim.measure}"
        elif claim.kind == STREAK:
            of = Population("period", of.periods, every=True)
        canon = self.scheme.canon(self.honoured(of))
        whole = None if base is None else self.scheme.canon(base)
        period = claim.period or self.period
        return Variable(measure, canon, whole, period, claim.against_period, unit, self.scope(claim.place))

    def honoured(self, of: Population) -> Population:
        """Turn high in every period of an honours list into the honour: the report grants it for just that."""
        spans = {(r.start, r.end): r.honour for r in self.reading.rows if r.table == "honours" and r.honour}
        if not of.every or of.values("tier") is None:
            return of
        honour = spans.get((min(of.periods, default=""), max(of.periods, default="")))
        if honour is None and len(set(spans.values())) == 1 and not of.periods:
            honour = next(iter(spans.values()))
        if honour is None:
            return of
        return replace(of.without("tier"), periods=(), every=False).having("honour", (honour,))

    def candidates(self, claim: Claim) -> Iterator[Variable]:
        """Give the variables a claim may speak of, best first; none of a group that nobody can be in."""
        if claim.kind == SHARE:
            pairs = [(of, base) for base in claim.base for of in claim.of]
            found = dict.fromkeys(self.variable(claim, of, base) for of, base in pairs)
        else:
            found = dict.fromkeys(self.variable(claim, of) for of in claim.of)
        yield from (v for v in found if not _nobody(v.of) and (v.base is None or not _nobody(v.base)))


def _nobody(population: Population) -> bool:
    """Tell whether restrictions contradict each other: evaluated, though incomplete entries are not."""
    return population.values(STANDING) == ()


def scaled(claim: Claim) -> tuple[Fraction, str]:
    """Part a claim's unit into the factor it scales by and the plain unit (亿元: 10^8, 元)."""
    unit = claim.quantity.unit if claim.quantity else ""
    for word, power in SCALES:
        if unit.startswith(word) and len(unit) > len(word):
            return Fraction(10) ** power, unit.removeprefix(word)
    return Fraction(1), unit


def value_range(claim: Claim) -> Range:
    """Give the true values a claim allows: one for a count, a rounding range for an amount, more for 余 and 近."""
    quantity = claim.quantity
    if quantity is None:
        return Range(None, None)
    factor = scaled(claim)[0]
    low = None if quantity.low is None else Fraction(quantity.low)
    high = None if quantity.high is None else Fraction(quantity.high)
    if quantity.exact and (claim.kind == "amount" or quantity.decimals):
        half = Fraction(1, 2 * 10**quantity.decimals)
        low, high = Fraction(quantity.value) - half, Fraction(quantity.value) + half
    return Range(low, high).times(factor)


def counted(claim: Claim) -> bool:
    """Tell whether a claim is a figure that identities speak of (shares wait for the habit of the document)."""
    if claim.kind == STREAK:
        return claim.quantity is not None and bool(claim.of) and len(claim.of[0].periods) > 1
    return claim.quantity is not None and claim.kind in (COUNT, CHANGE, "amount")


def claim_figure(claim: Claim, variable: Variable) -> Figure:
    """Make the figure of a count, change or amount."""
    quantity = claim.quantity
    assert quantity is not None, "only claims with a quantity are figures"
    return Figure(
        variable, value_range(claim), quantity.text, (claim.where,), claim.place, CLAIM, quantity.decimals, claim
    )


def group_figures(reader: Reader) -> Iterator[Figure]:
    """Give the counts printed in the group headings of tables (共 43 家), where they are no claims already."""
    own = reader.scheme.vocabulary.entity.name
    claimed = {c.where.id for c in reader.reading.claims}
    for group in reader.reading.groups:
        if group.count is not None and group.tier and (group.count_where or group.where).id not in claimed:
            of = reader.scheme.canon(Population(own).having("tier", (group.tier,)))
            variable = Variable(COUNT, of, None, reader.period)
            where = group.count_where or group.where
            yield Figure(variable, exact(group.count), f"共{group.count}家", (where,), _table_place(group), HEADING)


def _table_place(group: Group) -> str:
    return f"结果表“{group.label}”组"


def row_figure(reader: Reader, variable: Variable) -> Figure | None:
    """Count the table rows that satisfy a population; None where the rows cannot tell."""
    if variable not in reader._rows:
        reader._rows[variable] = _count_rows(reader, variable)
    return reader._rows[variable]


def _count_rows(reader: Reader, variable: Variable) -> Figure | None:
    of = variable.of
    own = reader.scheme.vocabulary.entity.name
    if variable.measure != COUNT or variable.scope or of.entity != own or of.every or variable.period != reader.period:
        return None
    honours = of.values("honour") is not None
    told = reader.scheme.implied(of)
    evaluated = told.values(STANDING) == (reader.scheme.ladder.order[-1],) or told.values("evaluated") == ("yes",)
    if not honours and not (evaluated or of.intervals):
        return None
    table = "honours" if honours else "evaluations"
    rows = tuple(r for r in reader.reading.rows if r.table == table)
    belongs = [row_in(row, of, reader.scheme) for row in rows]
    if not rows or any(b is None for b in belongs):
        return None
    inside = tuple(row for row, b in zip(rows, belongs, strict=True) if b)
    places = tuple(row.where for row in inside) or (rows[0].where,)
    return Figure(variable, exact(len(inside)), f"{len(inside)}行", places, ROW_PLACES[table], ROWS)


def head_figure(reader: Reader, variable: Variable) -> Figure | None:
    """Count the heads of the panel for a variable that means all experts."""
    panel = reader.reading.panel
    if variable.measure != COUNT or variable.of.entity != "expert" or variable.of.axes or not panel:
        return None
    places = tuple(p.where for p in panel)
    return Figure(variable, exact(len(panel)), f"{len(panel)}人", places, "专家组名单", HEADS)


def list_figures(reader: Reader, known: Callable[[Variable], bool]) -> Iterator[Figure]:
    """Count the members of every named list whose population has a printed count; 等 leaves the count open above."""
    for claim in reader.reading.claims:
        if claim.kind != "list" or not claim.members or _told_beside(claim, reader):
            continue
        for of in claim.of:
            variable = replace(reader.variable(claim, of), measure=COUNT)
            if known(variable):
                number = len(claim.members)
                allowed = exact(number) if claim.complete else Range(Fraction(number), None)
                yield Figure(variable, allowed, f"列名{number}家", (claim.where,), claim.place, LISTED, claim=claim)
                break


def _told_beside(claim: Claim, reader: Reader) -> bool:
    """Tell whether a list that may mean one group or another (没有填报: not evaluated or not filed) has the number
    printed of the same words: it says no more, and must not be held to one of them alone.
    """
    axes = [{name for name, _ in of.axes} for of in claim.of]
    if not any(not (one <= other or other <= one) for one in axes for other in axes):
        return False
    same = (c for c in reader.reading.claims if c.kind == COUNT and c.of == claim.of and c.place == claim.place)
    return any(c.quantity is not None and c.quantity.value == len(claim.members) for c in same)


def axis_figure(reader: Reader, variable: Variable) -> Figure | None:
    """Count the values of an axis that is itself counted: 三批 are the batches whose members the document counts."""
    axis = reader.scheme.axis(reader.scheme.vocabulary.entity.name, variable.of.entity)
    if variable.measure != COUNT or variable.of.axes or axis is None or not axis.partition:
        return None
    told: dict[str, Claim] = {}
    for claim in reader.reading.claims:
        of = claim.of[0] if len(claim.of) == 1 and claim.kind == COUNT else None
        values = reader.scheme.canon(of).values(axis.name) if of is not None else None
        if values and len(values) == 1 and values[0] not in axis.remainder and of and not of.without(axis.name).axes:
            told.setdefault(values[0], claim)
    if len(told) < 2:
        return None
    text = "、".join(f"{axis.value(v).zh}{c.quantity.text}" for v, c in sorted(told.items()) if c.quantity)
    places = tuple(c.where for _, c in sorted(told.items()))
    return Figure(variable, exact(len(told)), text, places, "", LISTED)
