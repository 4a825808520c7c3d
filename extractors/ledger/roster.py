"""The roster: one row an alliance, one column a period, and the kinds of nothing told apart."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from extractors.ledger.facts import NOT_EVALUATED
from extractors.ledger.movement import steps_of
from extractors.ledger.rows import BETWEEN, Cells
from schemas.ledger import Evaluation, Ledger, Profile

NO_REPORT = "no_report"
"""The report of the period is not in the corpus, and nothing else tells the tier."""

NAMED_ABSENT = "named_absent"
"""A document names the alliance as not evaluated."""

NOT_JOINED = "not_joined"
"""The alliance joined later; the counts of its batch leave no place for it in the period."""

NOT_LISTED = "not_listed"
"""No report lists, grades or names the alliance: it need not belong to the series at all."""

NOT_HIGH = "not_high"
"""The tier is not known, but certainly not high."""

_FIRST = ("alliance_id", "name", "batch", "code", "first_seen", "last_seen", "a_level")


def roster_header(ledger: Ledger) -> tuple[str, ...]:
    """Give the columns: who, the tier of each period, the scores and bands of the periods that print some, and more.

    `unscored` are the periods evaluated without a score, `inferred` those whose tier no table prints. `movements` are
    steps from one known period to the next, each with what the bands did: ``2018>2025 up changed``.
    """
    scores = tuple(f"score_{period}" for period in _scored(ledger))
    bands = tuple(f"band_{period}" for period in _banded(ledger))
    last = ("unscored", "inferred", "movements", "names")
    return (*_FIRST, *(period.period for period in ledger.periods), *scores, *bands, *last)


def roster_rows(ledger: Ledger) -> Iterator[Cells]:
    """Give the rows in the order of the alliances."""
    by_home: dict[str, dict[str, Evaluation]] = {}
    for evaluation in ledger.evaluations:
        by_home.setdefault(evaluation.alliance, {}).setdefault(evaluation.period, evaluation)
    reported = {evaluation.period for evaluation in ledger.evaluations if evaluation.row}
    spellings: dict[str, list[str]] = {}
    for name in ledger.names:
        spellings.setdefault(name.alliance, []).append(name.name)
    scored, banded, steps = _scored(ledger), _banded(ledger), steps_of(ledger)
    edges = {(band.period, band.tier): str(band.interval) for band in ledger.bands}
    for profile in ledger.profiles:
        told = by_home.get(profile.alliance, {})
        inferred = [period for period, evaluation in told.items() if evaluation.basis == "inferred"]
        unscored = [p for p, e in told.items() if p in scored and e.tier and e.row and not e.row.score]
        others = [name for name in sorted(spellings.get(profile.alliance, ())) if name != profile.name]
        yield (
            *_who(profile),
            *(word_of(profile, period.period, told, reported) for period in ledger.periods),
            *(_score(told.get(period)) for period in scored),
            *(edges.get((period, told[period].tier), "") if period in told else "" for period in banded),
            BETWEEN.join(unscored),
            BETWEEN.join(inferred),
            BETWEEN.join(f"{s.earlier}>{s.later} {s.movement.kind} {s.bands}" for s in steps.get(profile.alliance, ())),
            BETWEEN.join(others),
        )


def tier_word(evaluation: Evaluation | None, reported: bool) -> str:
    """Say in one word what is known of an alliance in a period; `reported` tells whether its table is in the corpus."""
    if evaluation is None:
        return NOT_EVALUATED if reported else NO_REPORT
    if evaluation.tier:
        return evaluation.tier
    return NAMED_ABSENT if evaluation.tiers_possible == (NOT_EVALUATED,) else NOT_HIGH


def word_of(profile: Profile, period: str, told: Mapping[str, Evaluation], reported: Container[str]) -> str:
    """Say in one word what is known of an alliance in a period, also that it had not joined yet or never did."""
    evaluation = told.get(period)
    if not (told or profile.batches or profile.codes or profile.honours) and period in reported:
        return NOT_LISTED
    if evaluation is None and period in dict(profile.not_joined):
        return NOT_JOINED
    return tier_word(evaluation, period in reported)


def _who(profile: Profile) -> Cells:
    return (
        profile.alliance, profile.name, BETWEEN.join(profile.batches), BETWEEN.join(profile.codes), profile.first_seen,
        profile.last_seen, BETWEEN.join(profile.honours),
    )  # fmt: skip


def _score(evaluation: Evaluation | None) -> str:
    return evaluation.row.score if evaluation and evaluation.row else ""


def _banded(ledger: Ledger) -> tuple[str, ...]:
    """Give the periods whose bands are printed."""
    printed = {band.period for band in ledger.bands}
    return tuple(period.period for period in ledger.periods if period.period in printed)


def _scored(ledger: Ledger) -> tuple[str, ...]:
    """Give the periods whose tables print scores."""
    printed = {evaluation.period for evaluation in ledger.evaluations if evaluation.row and evaluation.row.score}
    return tuple(period.period for period in ledger.periods if period.period in printed)
