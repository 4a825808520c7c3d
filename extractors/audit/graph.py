"""The figure graph of a document: its figures, the table rows beside them, and every identity between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from extractors.audit.figures import (
    CLAIM,
    COUNT,
    DERIVED,
    SHARE,
    Figure,
    Reader,
    Variable,
    axis_figure,
    claim_figure,
    counted,
    group_figures,
    head_figure,
    list_figures,
    row_figure,
)
from extractors.audit.habits import Habit, Sample, family_sums, habit_of, infer_habits
from extractors.audit.identities import (
    PART,
    RATIO,
    SAME,
    SUM,
    Board,
    Identity,
    Instance,
    find_identities,
    identities_around,
    instances,
)
from extractors.audit.intervals import NEAREST, TRUNCATED, Range, exact, over, printed
from extractors.audit.ladder import ladder_of
from extractors.audit.sets import Scheme
from schemas.population import Interval, Population
from schemas.reading import Claim, Reading
from schemas.vocabulary import Vocabulary

MIN_CLOSED = 2
CLOSED_PART = Fraction(2, 3)
"""A split whose rest is not printed counts as complete where at least two splits of the document, and two in three, close
without it."""
MIN_VOTES = 3
"""Shares it takes to solve a base that is not printed; two shares of one wrong count could agree on a wrong base."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A base that no figure prints, solved from its shares: the only whole number that all of `shares` allow."""

    variable: Variable
    value: int
    shares: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """All figures of one document, the identities between them, and what was worked out on the way."""

    reader: Reader
    board: Board
    instances: tuple[Instance, ...]
    habits: tuple[Habit, ...]
    hidden: tuple[Hidden, ...]
    baseless: tuple[Claim, ...]

    @property
    def failed(self) -> tuple[Instance, ...]:
        return tuple(i for i in self.instances if not i.holds)

    def count(self, of: Population, period: str = "") -> Fraction | None:
        """Give the number of members of a set by the best statement of the document."""
        variable = Variable(COUNT, self.reader.scheme.canon(of), None, period or self.reader.period)
        return self.board.value(variable)


def build_graph(reading: Reading, vocabulary: Vocabulary) -> Graph:
    """Lay out the figures of a reading and find the identities between them."""
    reader = Reader(reading, scheme_of(reading, vocabulary))
    board = Board(reader.scheme, {})
    claims = [c for c in reading.claims if counted(c)]
    ambiguous: list[Claim] = []
    for claim in claims:
        candidates = tuple(reader.candidates(claim))
        if len(candidates) == 1:
            board.add(claim_figure(claim, candidates[0]))
        elif candidates:
            ambiguous.append(claim)
    for figure in group_figures(reader):
        board.add(figure)
    _witness(reader, board)
    by_words: dict[tuple[Variable, ...], list[Claim]] = {}
    for claim in ambiguous:
        by_words.setdefault(tuple(reader.candidates(claim)), []).append(claim)
    for candidates, told in by_words.items():
        _settle(reader, board, candidates, told)
    _witness(reader, board)
    reader, board = _closed(reader, board)
    habits, hidden, baseless = _shares(reader, board)
    pushed = frozenset(h.decimals for h in habits if h.mode == "pushed")
    found = instances(board, find_identities(board, pushed))
    if _set_aside(reader, board, found):
        found = instances(board, find_identities(board, pushed))
    return Graph(reader, board, found, habits, hidden, baseless)


def scheme_of(reading: Reading, vocabulary: Vocabulary) -> Scheme:
    """See which values of each axis a document uses, and what its bands and group headings show of the whole scheme."""
    used: dict[str, set[str]] = {}
    graded: dict[str, set[str]] = {}
    bands: dict[str, Interval] = {}
    populations = [p for c in reading.claims for p in (*c.of, *c.base)]
    for population in populations:
        for axis, values in population.axes:
            used.setdefault(axis, set()).update(values)
    for claim in reading.claims:
        if claim.kind == "band" and claim.of:
            tiers, score = claim.of[0].values("tier"), claim.of[0].interval("score")
            graded.setdefault("tier", set()).update(tiers or ())
            if tiers and len(tiers) == 1 and score is not None:
                bands.setdefault(tiers[0], score)
    for tier in (*(g.tier for g in reading.groups), *(r.tier for r in reading.rows)):
        if tier:
            graded.setdefault("tier", set()).add(tier)
    shown = {axis: frozenset(values) for axis, values in (*used.items(), *graded.items())}
    return Scheme(
        vocabulary,
        ladder_of(vocabulary, shown),
        tuple((a, frozenset(v)) for a, v in sorted(used.items())),
        tuple((a, frozenset(v)) for a, v in sorted(graded.items())),
        frozenset(),
        tuple(sorted(bands.items())),
    )


def _witness(reader: Reader, board: Board) -> None:
    """Put counts of rows, heads and listed names beside the variables that have none yet, and fill split axes."""
    for variable in (*board.statements, *_fillers(reader, board)):
        told = {f.source for s in board.statements.get(variable, []) for f in s.figures}
        for figure in (row_figure(reader, variable), head_figure(reader, variable), axis_figure(reader, variable)):
            if figure is not None and figure.source not in told:
                board.add(figure)
    known = {f.where for told in board.statements.values() for s in told for f in s.figures if f.source == "list"}
    for figure in list_figures(reader, board.statements.__contains__):
        if figure.where not in known:
            board.add(figure)


def _fillers(reader: Reader, board: Board) -> Iterator[Variable]:
    """Name the sets that stand beside a printed one on an axis (the later-joined of a tier), for the rows to count."""
    for variable in board.statements:
        if variable.measure != COUNT:
            continue
        for axis in reader.scheme.axes(variable.of.entity):
            shown = dict(reader.scheme.used).get(axis.name, frozenset()) | dict(reader.scheme.graded).get(
                axis.name, frozenset()
            )
            if axis.partition and variable.of.values(axis.name) is not None:
                for value in (v for v in axis.order if v in shown):
                    yield replace(variable, of=reader.scheme.canon(variable.of.having(axis.name, (value,))))


def _settle(reader: Reader, board: Board, candidates: tuple[Variable, ...], claims: list[Claim]) -> None:
    """Give counts told in the same words one population: the first that nothing contradicts, the likeliest where all fail.

    A phrase means one thing in a document, so its counts are settled together, by how many of them a reading explains.
    """
    ranked = []
    for place, variable in enumerate(candidates):
        rows = row_figure(reader, variable)
        told = [s.range for s in board.statements.get(variable, [])] + ([rows.range] if rows else [])
        figures = [claim_figure(c, variable) for c in claims]
        agree = sum(any(r.meets(f.range) for r in told) for f in figures)
        against = sum(1 for f in figures if (told and not any(r.meets(f.range) for r in told)) or _breaks(board, f))
        ranked.append((-agree, against, place, figures))
    for figure in min(ranked, key=lambda r: r[:3])[3]:
        board.add(figure)


def _breaks(board: Board, figure: Figure) -> bool:
    trial = board.copy()
    trial.add(figure)
    around = identities_around(trial, figure.variable)
    return any(not i.holds and i.identity.kind != SAME for i in instances(trial, around))


def _closed(reader: Reader, board: Board) -> tuple[Reader, Board]:
    """See which axes close without the remainder that the document never names."""
    used = dict(reader.scheme.used)
    closed: set[str] = set()
    for axis in reader.scheme.axes(reader.scheme.vocabulary.entity.name):
        rest = set(axis.remainder)
        if not rest or rest & used.get(axis.name, frozenset()):
            continue
        trial = Board(replace(reader.scheme, closed=frozenset({axis.name})), board.statements)
        sums = [
            i for i in find_identities(trial) if i.kind == SUM and i.axis == axis.name and _leaves(i, rest, axis.name)
        ]
        told = [i for i in instances(trial, tuple(sums)) if i.identity.kind == SUM]
        good = sum(i.holds for i in told)
        if good >= MIN_CLOSED and good >= CLOSED_PART * len(told):
            closed.add(axis.name)
    scheme = replace(reader.scheme, closed=frozenset(closed))
    return replace(reader, scheme=scheme), Board(scheme, board.statements)


def _leaves(identity: Identity, rest: set[str], axis: str) -> bool:
    return all(not rest & set(v.of.values(axis) or ()) for v in identity.terms[1:])


def _set_aside(reader: Reader, board: Board, told: tuple[Instance, ...]) -> bool:
    """Read a count that falls short as leaving out the members named beside it, where that makes every sum right.

    另有 is often unsaid: 11 alliances are named as absent for years, then 共 53 家 did not report, and 64 are missing.
    """
    changed = False
    for short in dict.fromkeys(s for i in told if not i.holds and i.identity.kind == SUM for s in i.statements):
        if len(short.figures) != 1 or short.figures[0].claim is None or short.variable.measure != COUNT:
            continue
        around = [i for i in told if short in i.statements and i.identity.kind in (SUM, RATIO)]
        for named in _named_beside(reader, board, short.figures[0]):
            whole = short.range.plus(named.range)
            if all(whole.meets(i.solve(short)) for i in around):
                both = (*named.where, *short.figures[0].where)
                text = f"{named.text}＋{short.figures[0].text}"
                joined = replace(short.figures[0], range=whole, text=text, where=both, claim=None)
                board.drop(short.figures[0])
                board.drop(named)
                board.add(joined)
                changed = True
                break
    return changed


def _named_beside(reader: Reader, board: Board, short: Figure) -> Iterator[Figure]:
    for statements in tuple(board.statements.values()):
        for figure in (f for s in statements for f in s.figures):
            claim = figure.claim
            named = claim is not None and claim.kind == COUNT and claim.members and figure.place == short.place
            if named and figure != short and reader.scheme.inside(figure.variable.of, short.variable.of):
                yield figure


# ---- shares -----------------------------------------------------------------------------------------------------


def _shares(reader: Reader, board: Board) -> tuple[tuple[Habit, ...], tuple[Hidden, ...], tuple[Claim, ...]]:
    """Infer habits, solve bases that are not printed, and put the shares on the board with what their digits allow."""
    shares = [c for c in reader.reading.claims if c.kind == SHARE and c.quantity is not None]
    baseless = tuple(c for c in shares if not c.base)
    placed = [(c, tuple(reader.candidates(c))) for c in shares if c.base]
    for variable in dict.fromkeys(v for _, candidates in placed for c in candidates for v in counts_of(c)):
        rows = row_figure(reader, variable) if variable not in board.statements else None
        if rows is not None:
            board.add(rows)
    hidden = _solve_bases(board, [(c, v) for c, candidates in placed for v in candidates[:1]])
    for solved in hidden:
        text = f"{solved.value}"
        board.add(Figure(solved.variable, exact(solved.value), text, (), "推算", DERIVED))
    chosen = [(c, _base_that_fits(board, c, candidates)) for c, candidates in placed]
    samples = [s for c, v in chosen if (s := _sample(board, c, v)) is not None]
    habits = infer_habits(tuple(samples))
    for claim, variable in chosen:
        quantity = claim.quantity
        assert quantity is not None, "shares without a figure are not placed"
        habit = habit_of(habits, quantity.decimals)
        where = (claim.where,)
        allowed = habit.allowed(Fraction(quantity.value)) if quantity.exact else _wide(claim)
        board.add(Figure(variable, allowed, quantity.text, where, claim.place, CLAIM, quantity.decimals, claim))
        assert variable.base is not None, "only shares with a base are placed"
        whole = replace(variable, of=variable.base)
        if whole not in board.statements:
            board.add(Figure(whole, exact(100), "100%", (), "", DERIVED))
    return habits, hidden, baseless


def _wide(claim: Claim) -> Range:
    quantity = claim.quantity
    assert quantity is not None, "only shares with a figure are widened"
    low = None if quantity.low is None else Fraction(quantity.low)
    high = None if quantity.high is None else Fraction(quantity.high)
    return Range(low, high)


def counts_of(variable: Variable) -> tuple[Variable, Variable]:
    """Name the two counts that a share divides."""
    assert variable.base is not None, "only shares divide"
    of = replace(variable, measure=COUNT, base=None)
    return of, replace(of, of=variable.base)


def _ratio(board: Board, variable: Variable) -> Fraction | None:
    of, base = (board.value(v) for v in counts_of(variable))
    return None if of is None or not base else of * 100 / base


def _base_that_fits(board: Board, claim: Claim, candidates: tuple[Variable, ...]) -> Variable:
    """Choose the first candidate that the counts agree with; one that cannot be told beats one that is wrong."""
    quantity = claim.quantity
    assert quantity is not None, "only shares with a figure are fitted"
    unknown = None
    for variable in candidates:
        true = _ratio(board, variable)
        if true is None:
            unknown = unknown or variable
        elif abs(true - Fraction(quantity.value)) <= Fraction(1, 10**quantity.decimals):
            return variable
    return unknown or candidates[0]


def _sample(board: Board, claim: Claim, variable: Variable) -> Sample | None:
    true = _ratio(board, variable)
    if true is None or claim.quantity is None or not claim.quantity.exact:
        return None
    return Sample(claim, variable, true, Fraction(claim.quantity.value), claim.quantity.decimals)


def _solve_bases(board: Board, shares: Iterable[tuple[Claim, Variable]]) -> tuple[Hidden, ...]:
    """Find, for each base without a count, the one whole number that most of its shares allow."""
    by_base: dict[Variable, list[tuple[Claim, Variable]]] = {}
    for claim, variable in shares:
        base = counts_of(variable)[1]
        if base not in board.statements and claim.quantity is not None and claim.quantity.exact:
            by_base.setdefault(base, []).append((claim, variable))
    found = (_solve(board, base, told) for base, told in by_base.items())
    return tuple(h for h in found if h is not None)


def _solve(board: Board, base: Variable, told: list[tuple[Claim, Variable]]) -> Hidden | None:
    best: tuple[int, list[int], list[Figure]] = (0, [], [])
    for mode in (NEAREST, TRUNCATED):
        votes: dict[int, list[Figure]] = {}
        for claim, variable in told:
            of = board.value(counts_of(variable)[0])
            quantity = claim.quantity
            if not of or quantity is None or not quantity.value:
                continue
            allowed = printed(quantity.value, quantity.decimals, mode)
            low, high = over(exact(of * 100), allowed).integers()
            if low is None or high is None or high - low > 10_000:
                continue
            figure = Figure(
                variable, allowed, quantity.text, (claim.where,), claim.place, CLAIM, quantity.decimals, claim
            )
            for number in range(low, high + 1):
                votes.setdefault(number, []).append(figure)
        most = max(map(len, votes.values()), default=0)
        winners = [n for n, figures in votes.items() if len(figures) == most]
        if most > best[0] or (most == best[0] and len(winners) < len(best[1])):
            best = (most, winners, votes[winners[0]] if winners else [])
    most, winners, figures = best
    if most < MIN_VOTES or len(winners) != 1:
        return None
    return Hidden(base, winners[0], tuple(figures))


__all__ = ["PART", "Graph", "Hidden", "build_graph", "counts_of", "family_sums", "scheme_of"]
