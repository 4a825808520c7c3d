"""A document for a notebook: what it says and what is wrong with it, to look at and as pandas frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemas.finding import Audit
from schemas.reading import Reading

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Report:
    """A reading with its audit; as the value of a cell it shows the counts and the first findings."""

    reading: Reading
    audit: Audit

    def _repr_html_(self) -> str:
        from extractors.render.pages.glance import glance

        return glance(self.reading, self.audit)

    @property
    def rows(self) -> pandas.DataFrame:
        """The rows of its tables, cells as printed."""
        columns = ("table", "rank", "name", "code", "score", "tier", "tier_as_printed", "honour", "start", "end")
        return _frame(columns, [[getattr(row, key) for key in columns] for row in self.reading.rows])

    @property
    def claims(self) -> pandas.DataFrame:
        """The figures of its prose, each with its population as one line (`batch=2;tier=high`) and its sentence."""
        columns = ("kind", "measure", "of", "base", "period", "value", "unit", "text")
        cells = [
            (
                claim.kind,
                claim.measure,
                str(claim.of[0]) if claim.of else "",
                str(claim.base[0]) if claim.base else "",
                claim.period,
                f"{claim.quantity.value:f}" if claim.quantity else "",
                claim.quantity.unit if claim.quantity else "",
                claim.text,
            )
            for claim in self.reading.claims
        ]
        return _frame(columns, cells)

    @property
    def findings(self) -> pandas.DataFrame:
        """What cannot be true, with the sum redone and the words printed there."""
        columns = ("level", "rule", "cause", "message", "published", "recomputed", "working", "quote")
        cells = [
            (f.level, f.rule, f.cause, f.message.zh, f.published, f.recomputed, f.working, f.where[0].quote)
            for f in self.audit.findings
        ]
        return _frame(columns, cells)


def _frame(columns: tuple[str, ...], cells: Sequence[Sequence[object]]) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(cells, columns=list(columns))
