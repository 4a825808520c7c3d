"""A corpus in one state and in the next: what a change does to the dataset and to the findings."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.desk.desk import Desk, judged
from extractors.ledger.dataset import dataset_texts
from extractors.ledger.tables import TABLES, Table
from schemas.finding import Audit, Finding
from schemas.intake import FindingChanges, TableChange
from schemas.ledger import Ledger

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A desk with its ledger, its audits and the rows of its dataset."""

    desk: Desk
    ledger: Ledger
    audits: tuple[Audit, ...]
    rows: tuple[tuple[str, tuple[Row, ...]], ...]

    def audit(self, document: str) -> Audit | None:
        """Give the audit of one document."""
        return next((audit for audit in self.audits if audit.document == document), None)


def state_of(desk: Desk) -> State:
    """Judge what lies on a desk.

    Raises:
        Misdeclared: when judgements contradict each other, the alliances or the documents.
    """
    ledger, audits = judged(desk)
    texts = dataset_texts(ledger, audits)
    rows = tuple((name, tuple(tuple(row) for row in csv.reader(io.StringIO(text)))[1:]) for name, text in texts.items())
    return State(desk, ledger, audits, rows)


def table_changes(before: State, after: State) -> tuple[TableChange, ...]:
    """Count by table what is added, changed under its key, and dropped; tables that stay as they are are left out."""
    old, new = dict(before.rows), dict(after.rows)
    found = (_table_change(table, old[table.name], new[table.name]) for table in TABLES)
    return tuple(change for change in found if change.added or change.changed or change.dropped)


def _table_change(table: Table, old: tuple[Row, ...], new: tuple[Row, ...]) -> TableChange:
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    places = [table.header.index(column) for column in table.key]
    keys_gone = Counter(tuple(row[place] for place in places) for row in gone.elements())
    keys_come = Counter(tuple(row[place] for place in places) for row in come.elements())
    changed = (keys_gone & keys_come).total()
    return TableChange(table.name, len(old), len(new), come.total() - changed, changed, gone.total() - changed)


def finding_changes(before: State, after: State, documents: Iterable[str]) -> FindingChanges:
    """Tell the findings that came and went and that do not concern the documents given.

    One that only has more or fewer witnesses against it, the documents given among them, has neither come nor gone.
    """
    left_out = frozenset(documents)
    old, new = ({f.id: f for f in _findings(state)} for state in (before, after))
    came = _unmatched(new, old, left_out)
    went = _unmatched(old, new, left_out)
    return FindingChanges(came, went)


def _unmatched(here: dict[str, Finding], there: dict[str, Finding], left_out: frozenset[str]) -> tuple[Finding, ...]:
    places = {(finding.rule, where.id) for finding in there.values() for where in finding.where}
    found = (
        finding
        for id, finding in here.items()
        if id not in there
        and not left_out & set(finding.documents)
        and not any((finding.rule, where.id) in places for where in finding.where)
    )
    return tuple(sorted(found, key=_order))


def _findings(state: State) -> Iterator[Finding]:
    for audit in state.audits:
        yield from audit.findings


def _order(finding: Finding) -> tuple[tuple[str, ...], str, str]:
    return finding.documents, finding.rule, finding.id
