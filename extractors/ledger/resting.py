"""Which worked-out entries rest on a correction: it stands among their premises, beside the claim it corrects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extractors.ledger.meant import RULED
from schemas.ledger import Corrected, Correction, Derived, Evaluation, Period
from schemas.reading import Reading, Row

RESTED_ON = ("rank", "score")
"""Cells of a row that its evaluation is told from; its tier comes from the heading, its code stands apart."""


@dataclass(frozen=True, slots=True)
class Resting:
    """The corrections of claims by claim id, those of rows by row id, and the rows as printed."""

    claims: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[Correction, ...]]
    printed: Mapping[str, Row]

    @classmethod
    def of(cls, readings: Iterable[Reading], corrected: tuple[Corrected, ...]) -> Resting:
        """Gather them; without corrections there is nothing to gather."""
        ruled = {p.id: c.correction for c in corrected if c.correction.verdict in RULED for p in c.places}
        if not ruled:
            return cls({}, {}, {})
        readings = tuple(readings)
        claims = {c.id: (ruled[c.where.id].id,) for r in readings for c in r.claims if c.where.id in ruled}
        rows = {row.id: told for r in readings for row in r.rows if (told := _rulings(row, ruled))}
        return cls(claims, rows, {row.id: row for r in readings for row in r.rows})

    def evaluations(self, told: tuple[Evaluation, ...]) -> tuple[Evaluation, ...]:
        """Give evaluations their rows as printed; one whose rank, score or tier is corrected says by what."""
        return tuple(map(self._evaluation, told)) if self.printed else told

    def _evaluation(self, told: Evaluation) -> Evaluation:
        row = self.printed.get(told.row.id) if told.row else None
        rulings = self.rows.get(told.row.id, ()) if told.row else ()
        return replace(told, row=row, premises=(*told.premises, *(r.id for r in rulings)))

    def periods(self, told: tuple[Period, ...]) -> tuple[Period, ...]:
        """Add to the premises of periods."""
        return tuple(replace(period, premises=self._premises(period.premises)) for period in told)

    def derived(self, told: tuple[Derived, ...]) -> tuple[Derived, ...]:
        """Add to the premises of derived figures."""
        return tuple(replace(figure, premises=self._premises(figure.premises)) for figure in told)

    def _premises(self, premises: tuple[str, ...]) -> tuple[str, ...]:
        added = (id for premise in premises for id in self.claims.get(premise, ()))
        return tuple(dict.fromkeys((*premises, *added)))


def _rulings(row: Row, ruled: Mapping[str, Correction]) -> tuple[Correction, ...]:
    places = [where for column, where in row.cells if column in RESTED_ON] + ([row.group] if row.group else [])
    return tuple(ruled[where.id] for where in places if where.id in ruled)
