"""The figure graph of a document: its figures, the table rows beside them, and every identity between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from extractors.audit.figures import (
    COUNT,
    DERIVED,
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
from extractors.audit.habits import PUSHED, Habit
from extractors.audit.identities import (
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
from extractors.audit.intervals import exact
from extractors.audit.ladder import ladder_of
from extractors.audit.sets import Scheme, code_value
from extractors.audit.shares import Hidden, lay_out, placed_shares, solve_bases, witness_bases
from schemas.population import Interval, Population
from schemas.reading import Claim, Reading
from schemas.vocabulary import Vocabulary

MIN_CLOSED = 2
CLOSED_PART = Fraction(2, 3)
"""A split whose rest is not printed counts as complete where at least two splits of the document, and two in three,
close without it."""


@dataclass(frozen=True, slots=True)
class Escaped:
    """A count that its likelier population contradicts, and that was read as another of which nothing else tells."""

    figure: Figure
    likelier: Variable


@dataclass(frozen=True, slots=True)
class Graph:
    """All figures of one document, the identities between them, and what was worked out on the way."""

    reader: Reader
    board: Board
    instances: tuple[Instance, ...]
    habits: tuple[Habit, ...]
    hidden: tuple[Hidden, ...]
    escaped: tuple[Escaped, ...] = ()

    @property
    def failed(self) -> tuple[Instance, ...]:
        return tuple(i for i in self.instances if not i.holds)


def build_graph(reading: Reading, vocabulary: Vocabulary) -> Graph:
    """Lay out the figures of a reading and find the identities between them."""
    reader = Reader(reading, scheme_of(reading, vocabulary))
    reader = replace(reader, scheme=replace(reader.scheme, closed=_closed(reader, _plain_board(reader)[0])))
    board, ambiguous = _plain_board(reader)
    placed = placed_shares(reader)
    _witness(reader, board)
    witness_bases(reader, board, placed)
    hidden = solve_bases(board, placed)
    for solved in hidden:
        board.add(Figure(solved.variable, exact(solved.value), f"{solved.value}", (), "推算", DERIVED))
    escaped: list[Escaped] = []
    for words, claims in ambiguous.items():
        escaped += _settle(reader, board, words, claims)
    for words, claims in ambiguous.items():
        escaped = _settle_again(reader, board, words, claims, escaped)
    _witness(reader, board)
    hidden = _still_hidden(board, hidden)
    habits = lay_out(board, placed)
    pushed = frozenset(h.decimals for h in habits if h.mode == PUSHED)
    found = instances(board, find_identities(board, pushed))
    if _set_aside(reader, board, found):
        found = instances(board, find_identities(board, pushed))
    return Graph(reader, board, found, habits, hidden, tuple(escaped))


def _plain_board(reader: Reader) -> tuple[Board, dict[tuple[Variable, ...], list[Claim]]]:
    """Put the counts that mean one population on a board; give those that may mean several by what they may mean."""
    board = Board(reader.scheme, {})
    ambiguous: dict[tuple[Variable, ...], list[Claim]] = {}
    for claim in (c for c in reader.reading.claims if counted(c)):
        candidates = tuple(reader.candidates(claim))
        if len(candidates) == 1:
            board.add(claim_figure(claim, candidates[0]))
        elif candidates:
            ambiguous.setdefault(candidates, []).append(claim)
    for figure in group_figures(reader):
        board.add(figure)
    return board, ambiguous


def _still_hidden(board: Board, hidden: tuple[Hidden, ...]) -> tuple[Hidden, ...]:
    """Take solved bases off the board where an ambiguous count turned out to print them."""
    left = []
    for solved in hidden:
        figures = [f for s in board.statements[solved.variable] for f in s.figures]
        if all(f.source == DERIVED for f in figures):
            left.append(solved)
        for figure in figures:
            if figure.source == DERIVED and len(figures) > 1:
                board.drop(figure)
    return tuple(left)


def scheme_of(reading: Reading, vocabulary: Vocabulary) -> Scheme:
    """See which values of each axis a document uses, and what its bands and group headings show of the whole scheme."""
    used: dict[str, set[str]] = {}
    graded: dict[str, set[str]] = {}
    bands: dict[str, Interval] = {}
    for population in (p for c in reading.claims for p in (*c.of, *c.base)):
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
    for coded in (code_value(row.code, vocabulary) for row in reading.rows if row.code):
        if coded is not None:
            used.setdefault(coded[0], set()).add(coded[1])
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
    """Put counts of rows, heads and names beside the variables that have none yet, and fill split axes."""
    for variable in (*board.statements, *_fillers(reader, board)):
        told = {f.source for s in board.statements.get(variable, []) for f in s.figures}
        for counter in (row_figure, head_figure, axis_figure):
            figure = counter(reader, variable)
            if figure is not None and figure.source not in told:
                board.add(figure)
    known = {f.where for told in board.statements.values() for s in told for f in s.figures if f.source == "list"}
    for figure in list_figures(reader, board.statements.__contains__):
        if figure.where not in known:
            board.add(figure)


def _fillers(reader: Reader, board: Board) -> Iterator[Variable]:
    """Name the sets that stand beside a printed one on an axis (the later-joined of a tier), for the rows to count."""
    used, graded = dict(reader.scheme.used), dict(reader.scheme.graded)
    for variable in tuple(board.statements):
        for axis in reader.scheme.axes(variable.of.entity) if variable.measure == COUNT else ():
            if axis.partition and variable.of.values(axis.name) is not None:
                shown = used.get(axis.name, frozenset()) | graded.get(axis.name, frozenset())
                for value in (v for v in axis.order if v in shown):
                    yield replace(variable, of=reader.scheme.canon(variable.of.having(axis.name, (value,))))


def _settle(reader: Reader, board: Board, candidates: tuple[Variable, ...], claims: list[Claim]) -> tuple[Escaped, ...]:
    """Give counts told in the same words one population: the first that nothing contradicts, else the likeliest.

    A phrase means one thing in a document, so its counts are settled together, by how many of them a reading explains.
    """
    ranked = []
    for place, variable in enumerate(candidates):
        rows = row_figure(reader, variable)
        told = [s.range for s in board.statements.get(variable, [])] + ([rows.range] if rows else [])
        figures = [claim_figure(c, variable) for c in claims]
        agree = sum(any(r.meets(f.range) for r in told) for f in figures)
        against = sum((bool(told) and not any(r.meets(f.range) for r in told)) or _breaks(board, f) for f in figures)
        ranked.append((-agree, against, place, figures))
    agree, _, place, figures = min(ranked, key=lambda r: r[:3])
    likelier = [r for r in ranked[:place] if r[1] and board.statements.get(candidates[r[2]])]
    left_out = [_leaves_named_out(reader, board, f) for r in likelier[:1] for f in r[3]]
    for figure in figures:
        board.add(figure)
    if agree or not likelier or all(left_out):
        return ()
    return tuple(Escaped(figure, candidates[likelier[0][2]]) for figure in figures)


def _settle_again(
    reader: Reader, board: Board, candidates: tuple[Variable, ...], claims: list[Claim], escaped: list[Escaped]
) -> list[Escaped]:
    """Settle counts anew that what was settled after them contradicts."""
    own = {c.where.id for c in claims}
    mine = [f for s in board.statements.values() for t in s for f in t.figures if f.claim in claims]
    if not any(_breaks(board, figure) for figure in mine):
        return escaped
    for figure in mine:
        board.drop(figure)
    kept = [e for e in escaped if not {w.id for w in e.figure.where} & own]
    return [*kept, *_settle(reader, board, candidates, claims)]


def _leaves_named_out(reader: Reader, board: Board, short: Figure) -> bool:
    """Tell whether a count and the members named beside it together make every sum of a population right."""
    for named in _named_beside(reader, board, short):
        whole = replace(short, range=short.range.plus(named.range))
        trial = board.copy()
        trial.add(whole)
        around = (i for i in instances(trial, identities_around(trial, whole.variable)) if i.identity.kind == SUM)
        if any(i.holds and whole in i.statements[i.identity.terms.index(whole.variable)].figures for i in around):
            return True
    return False


def _breaks(board: Board, figure: Figure) -> bool:
    trial = board.copy()
    trial.add(figure)
    around = identities_around(trial, figure.variable)
    return any(not i.holds and i.identity.kind != SAME for i in instances(trial, around))


def _closed(reader: Reader, board: Board) -> frozenset[str]:
    """See which axes close without the remainder that the document never names."""
    used = dict(reader.scheme.used)
    closed: set[str] = set()
    for axis in reader.scheme.axes(reader.scheme.vocabulary.entity.name):
        rest = set(axis.remainder)
        if not rest or rest & used.get(axis.name, frozenset()):
            continue
        trial = Board(replace(reader.scheme, closed=frozenset({axis.name})), board.statements)
        along = (i for i in find_identities(trial) if i.kind == SUM and i.axis == axis.name)
        sums = tuple(i for i in along if i.terms[0].measure == COUNT and _leaves(i, rest, axis.name))
        told = [i for i in instances(trial, sums) if i.identity.kind == SUM]
        good = sum(i.holds for i in told)
        if good >= MIN_CLOSED and good >= CLOSED_PART * len(told):
            closed.add(axis.name)
    return frozenset(closed)


def _leaves(identity: Identity, rest: set[str], axis: str) -> bool:
    return all(not rest & set(v.of.values(axis) or ()) for v in identity.terms[1:])


# ---- counts that leave somebody out -----------------------------------------------------------------------------


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
            plain = replace(figure.variable.of, periods=(), every=False)
            if named and figure != short and reader.scheme.inside(plain, short.variable.of):
                yield figure


def count_of(graph: Graph, of: Population) -> Fraction | None:
    """Give the number of members of a set by the best statement of the document."""
    return graph.board.value(Variable(COUNT, graph.reader.scheme.canon(of), None, graph.reader.period))
