"""The roster: one row an alliance, one column a period, and the kinds of nothing told apart."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from extractors.ledger.facts import NOT_EVALUATED
from extractors.ledger.rows import BETWEEN, Cells
from schemas.ledger import Evaluation, Ledger, Profile

NO_REPORT = "no_report"
"""The report of the period is not in the corpus, and nothing else tells the tier."""

NAMED_ABSENT = "named_absent"
"""A document names the alliance as not evaluated."""

NOT_JOINED = "not_joined"
"""The alliance joined later; the counts of its batch leave no place for it in the period."""

NOT_HIGH = "not_high"
"""The tier is not known, but certainly not high."""

_FIRST = ("alliance_id", "name", "batch", "code", "first_seen", "last_seen", "a_level")


def roster_header(ledger: Ledger) -> tuple[str, ...]:
    """Give the columns: who, then the tier of each period, then the scores of the periods that print some."""
    scored = tuple(f"score_{period}" for period in _scored(ledger))
    return (*_FIRST, *(period.period for period in ledger.periods), *scored, "inferred", "names")


def roster_rows(ledger: Ledger) -> Iterator[Cells]:
    """Give the rows in the order of the alliances; `inferred` names the periods whose tier no table prints."""
    by_home: dict[str, dict[str, Evaluation]] = {}
    for evaluation in ledger.evaluations:
        by_home.setdefault(evaluation.alliance, {}).setdefault(evaluation.period, evaluation)
    reported = {evaluation.period for evaluation in ledger.evaluations if evaluation.row}
    spellings: dict[str, list[str]] = {}
    for name in ledger.names:
        spellings.setdefault(name.alliance, []).append(name.name)
    scored = _scored(ledger)
    for profile in ledger.profiles:
        told = by_home.get(profile.alliance, {})
        inferred = [period for period, evaluation in told.items() if evaluation.basis == "inferred"]
        others = [name for name in sorted(spellings.get(profile.alliance, ())) if name != profile.name]
        yield (
            *_who(profile),
            *(word_of(profile, period.period, told, reported) for period in ledger.periods),
            *(_score(told.get(period)) for period in scored),
            BETWEEN.join(inferred),
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
    """Say in one word what is known of an alliance in a period, also that it had not joined yet."""
    evaluation = told.get(period)
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


def _scored(ledger: Ledger) -> tuple[str, ...]:
    """Give the periods whose tables print scores."""
    printed = {evaluation.period for evaluation in ledger.evaluations if evaluation.row and evaluation.row.score}
    return tuple(period.period for period in ledger.periods if period.period in printed)
