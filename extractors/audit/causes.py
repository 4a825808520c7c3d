"""Causes: the likeliest reason why a share is not what its counts give, or a count is not what the others give."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from extractors.audit.culprits import Suspicion
from extractors.audit.figures import COUNT, SHARE, Figure, Variable
from extractors.audit.graph import Graph
from extractors.audit.habits import Sample, family_sums, habit_of, is_pushed
from extractors.audit.identities import Statement
from extractors.audit.intervals import NEAREST, TRUNCATED, printed, round_to
from extractors.audit.likeness import ONE_DIGIT, SWAPPED, printed_digits, slip
from extractors.audit.shares import counts_of
from extractors.audit.words import population
from schemas.direction import directed, direction_words
from schemas.finding import Message

TRUNCATION, ROUNDING, PUSHED = "只舍不入", "四舍五入", "凑整至100%"
SWAP, WRONG_BASE, STALE, SLIP, READ, OPEN = "数字颠倒", "分母有误", "沿用上期未更新", "笔误", "识别存疑", "成因未定"

STROKES = ("一二三", "十千", "人入八")
"""Numerals that a scanner turns into each other: a stroke more or less."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a figure is likely off: the name of the cause, and what shows it."""

    name: str
    shown: Message


def share_cause(graph: Graph, statement: Statement, others: tuple[Graph, ...]) -> Cause:
    """Find the likeliest cause of a share that its counts do not give."""
    figure = statement.figures[0]
    sample = sample_of(graph, figure)
    if sample is None:
        return Cause(OPEN, Message("", ""))
    unit = Fraction(1, 10**sample.decimals)
    if abs(sample.true - sample.value) < unit:
        return _rounding(graph, sample)
    meant = f"{round_to(sample.true, sample.decimals):f}"
    kind = slip(f"{sample.value_text}", meant)
    if kind == SWAPPED:
        return Cause(SWAP, Message(f"疑为{meant}的数字颠倒", f"looks like {meant} with two digits swapped"))
    stale = _stale(statement, others)
    if stale is not None:
        return stale
    base = _other_base(graph, statement)
    if base is not None:
        return Cause(
            WRONG_BASE, Message(f"以{base.zh}为分母则相符，疑分母有误", f"with {base.en} as its base it would be right")
        )
    if kind == ONE_DIGIT:
        return Cause(SLIP, Message(f"与{meant}仅一位之差，疑为笔误", f"one digit away from {meant}"))
    return Cause(OPEN, Message("", ""))


def sample_of(graph: Graph, figure: Figure) -> Sample | None:
    """Put a share beside the true one by the best counts of the document."""
    if figure.claim is None or figure.claim.quantity is None or figure.variable.measure != SHARE:
        return None
    of, base = (graph.board.value(v) for v in counts_of(figure.variable))
    if of is None or not base:
        return None
    quantity = figure.claim.quantity
    return Sample(figure.claim, figure.variable, of * 100 / base, Fraction(quantity.value), quantity.decimals)


def all_samples(graph: Graph) -> tuple[Sample, ...]:
    """Give all shares whose counts are known, in the order printed."""
    figures = [f for told in graph.board.statements.values() for s in told for f in s.figures if f.printed]
    ordered = sorted(figures, key=lambda f: (f.where[0].spans[0].start or 0) if f.where else 0)
    return tuple(s for f in ordered if (s := sample_of(graph, f)) is not None)


def _rounding(graph: Graph, sample: Sample) -> Cause:
    families = family_sums(all_samples(graph))
    family = families.get(sample.variable, ())
    if is_pushed(sample, families):
        parts = " + ".join(f"{s.value_text}" for s in family)
        return Cause(
            PUSHED,
            Message(f"{len(family)}项合计恰为100%（{parts}），疑为凑整，不影响家数", f"{parts} = 100: made to add up"),
        )
    habit = habit_of(graph.habits, sample.decimals).mode
    if habit == NEAREST and printed(sample.value, sample.decimals, TRUNCATED).holds(sample.true):
        return Cause(TRUNCATION, Message("疑为只舍不入", "cut off instead of rounded"))
    if habit == TRUNCATED and printed(sample.value, sample.decimals, NEAREST).holds(sample.true):
        return Cause(ROUNDING, Message("疑为四舍五入", "rounded instead of cut off"))
    return Cause(OPEN, Message("", ""))


def _stale(statement: Statement, others: tuple[Graph, ...]) -> Cause | None:
    """See whether an earlier edition printed just this value for the same thing."""
    variable, figure = statement.variable, statement.figures[0]
    for graph in reversed(others):
        for other, told in graph.board.statements.items():
            if (other.measure, other.of, other.base) != (variable.measure, variable.of, variable.base):
                continue
            if any(printed_digits(f) == printed_digits(figure) for s in told for f in s.figures if f.printed):
                period = other.period
                return Cause(
                    STALE, Message(f"与{period}年度所印相同，疑沿用上期未更新", f"the same as printed for {period}")
                )
    return None


def _other_base(graph: Graph, statement: Statement) -> Message | None:
    """Find another population whose count would make a share right."""
    figure, own = statement.figures[0], counts_of(statement.variable)
    of = graph.board.value(own[0])
    if of is None or figure.claim is None or figure.claim.quantity is None:
        return None
    quantity = figure.claim.quantity
    allowed = printed(quantity.value, quantity.decimals)
    for variable in graph.board.statements:
        base = graph.board.value(variable) if _may_be_base(variable, own) else None
        if base and allowed.holds(of * 100 / base):
            return population(variable.of, graph.reader.scheme)
    return None


def _may_be_base(variable: Variable, own: tuple[Variable, Variable]) -> bool:
    same = variable.measure == COUNT and variable.of.entity == own[1].of.entity and variable.scope == own[1].scope
    return same and variable not in own and not variable.of.intervals


def count_cause(suspicion: Suspicion, others: tuple[Graph, ...]) -> Cause:
    """Find the likeliest cause of a count that the others do not give."""
    statement, value = suspicion.statement, suspicion.would_be
    figure = statement.figures[0]
    if value is None or not figure.printed:
        return Cause(OPEN, Message("", ""))
    found, meant = printed_digits(figure), f"{value}"
    if slip(found, meant) == SWAPPED:
        said = directed(value, meant) if statement.variable.changes else meant
        shown = f"looks like {direction_words(said, 'en')} with two digits swapped"
        return Cause(SWAP, Message(f"疑为{said}的数字颠倒", shown))
    stale = _stale(statement, others)
    if stale is not None:
        return stale
    return Cause(SLIP if suspicion.likeness else OPEN, Message("", ""))


def doubtful_stroke(statement: Statement, value: Fraction | None) -> bool:
    """Tell whether print and scan could both have made a figure: a numeral one stroke from what it should be."""
    numerals = "零一二三四五六七八九十"
    text = statement.figures[0].text
    if value is None or not 0 < value <= 10 or value.denominator != 1:
        return False
    meant = numerals[int(value)]
    return any(c in row and meant in row for row in STROKES for c in text if c in numerals and c != meant)
