"""What must be true though no document of the corpus prints it; nothing here is likely, all of it is certain.

An honours list for a run of periods says that its members were high in each of them, also in periods whose report is
not in the corpus. A list that names all it counts says more: an alliance that was high in all periods of the run but
one, and is not on the list, was not high in that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.ledger.facts import NOT_EVALUATED
from extractors.ledger.order import is_period, period_key, years_of
from schemas.ledger import Evaluation, Honour
from schemas.reading import Reading
from schemas.vocabulary import Vocabulary

TOP = "high"


@dataclass(frozen=True, slots=True)
class Run:
    """An honours list and the run of periods it stands for.

    `periods` are those of the run that are known, each with the claim that shows it where the list alone does not;
    `all_known` tells whether they are all of the run; `complete` whether the list names as many members as the
    document says there are.
    """

    honours: tuple[Honour, ...]
    periods: tuple[tuple[str, tuple[str, ...]], ...]
    all_known: bool
    complete: bool


def known_periods(
    readings: Iterable[Reading], honours: Iterable[Honour], absent: Iterable[Evaluation] = ()
) -> dict[str, tuple[str, ...]]:
    """Collect the periods that are known to have been evaluated, each with the claims or rows that say so.

    A period is known from its own document, from a change against it, from a run of as many periods as years, or
    because alliances are named that were not evaluated in it. The period before one that a document does not name is
    none.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        if reading.document.period:
            found[reading.document.period].add("")
        for claim in reading.claims:
            if claim.kind == "change" and claim.against_period:
                found[claim.against_period].add(claim.id)
    for honour in honours:
        for year in _years(honour):
            found[year].add(honour.row.id)
    for evaluation in absent:
        found[evaluation.period].update(evaluation.premises)
    return {
        period: tuple(sorted(filter(None, premises))) if "" not in premises else ()
        for period, premises in sorted(found.items(), key=lambda item: period_key(item[0]))
        if is_period(period)
    }


def _years(honour: Honour) -> tuple[str, ...]:
    """Give the periods of a run that has as many periods as years, none where periods may have been joined."""
    row = honour.row
    if not row.start.isdigit() or not row.end.isdigit() or row.periods_count is None:
        return ()
    years = range(int(row.start), int(row.end) + 1)
    return tuple(str(year) for year in years) if len(years) == row.periods_count else ()


def runs(
    readings: Iterable[Reading], honours: Iterable[Honour], known: Mapping[str, tuple[str, ...]]
) -> tuple[Run, ...]:
    """Put the honours of each document together into the lists they were printed in."""
    lists: dict[tuple[str, str, str, str], list[Honour]] = defaultdict(list)
    for honour in honours:
        row = honour.row
        if row.start.isdigit() and row.end.isdigit() and row.periods_count:
            lists[(row.where.document, row.honour, row.start, row.end)].append(honour)
    by_document = {reading.document.document: reading for reading in readings}
    found = []
    for (document, _, start, end), members in sorted(lists.items(), key=lambda item: item[0]):
        by_years = _years(members[0])
        inside = tuple(
            (period, () if period in by_years else shown[:1])
            for period, shown in known.items()
            if int(start) <= years_of(period)[0] and years_of(period)[1] <= int(end)
        )
        all_known = len(inside) == members[0].row.periods_count
        complete = _is_complete(by_document[document], len(members), start, end)
        found.append(Run(tuple(members), inside, all_known, complete))
    return tuple(found)


def _is_complete(reading: Reading, members: int, start: str, end: str) -> bool:
    """Tell whether the document counts exactly as many high in every period of the run as its list names."""
    return any(
        claim.kind == "count"
        and claim.quantity is not None
        and claim.quantity.exact
        and claim.quantity.value == members
        and any(p.every and p.periods and p.periods[0] == start and p.periods[-1] == end for p in claim.of[:1])
        for claim in reading.claims
    )


def infer(
    runs_found: tuple[Run, ...], printed: tuple[Evaluation, ...], vocabulary: Vocabulary
) -> tuple[Evaluation, ...]:
    """Infer tiers from honours lists; where print already says something of an alliance and a period, print stands."""
    told = {(evaluation.period, evaluation.alliance): evaluation for evaluation in printed}
    inferred: dict[tuple[str, str], Evaluation] = {}
    for run in runs_found:
        for honour in run.honours:
            for period, shown in run.periods:
                if (period, honour.alliance) not in told:
                    premises = (honour.row.id, *shown)
                    high = Evaluation(period, honour.alliance, None, TOP, (TOP,), "inferred", premises)
                    inferred.setdefault((period, honour.alliance), high)
    known = told | inferred
    for run in runs_found:
        if run.complete and run.all_known:
            for evaluation in _not_high(run, known, vocabulary):
                inferred.setdefault((evaluation.period, evaluation.alliance), evaluation)
    return tuple(inferred.values())


def _not_high(run: Run, known: Mapping[tuple[str, str], Evaluation], vocabulary: Vocabulary) -> Iterable[Evaluation]:
    named = {honour.alliance for honour in run.honours}
    periods = tuple(period for period, _ in run.periods)
    possible = (*(tier for tier in vocabulary.axis("tier").order if tier != TOP), NOT_EVALUATED)
    for alliance in sorted({alliance for period, alliance in known if period in periods} - named):
        told = [known.get((period, alliance)) for period in periods]
        unknown = [period for period, evaluation in zip(periods, told, strict=True) if evaluation is None]
        high = [evaluation for evaluation in told if evaluation and evaluation.tier == TOP]
        if len(unknown) == 1 and len(high) == len(periods) - 1:
            grounds = (premise for e in high for premise in ((e.row.id,) if e.row else e.premises[:1]))
            premises = tuple(dict.fromkeys((*grounds, run.honours[0].row.id)))
            yield Evaluation(unknown[0], alliance, None, "", possible, "inferred", premises)
