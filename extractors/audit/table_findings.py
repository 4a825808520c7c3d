"""What a table has against what is said of it, told by cause: a row lost, a row doubled, a code in the wrong batch."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from extractors.audit.case import Case
from extractors.audit.causes import OPEN
from extractors.audit.culprits import Culprit
from extractors.audit.figures import ROWS
from extractors.audit.identities import SAME, Statement
from extractors.audit.intervals import show
from extractors.audit.pointing import against, leading, other_of, places
from extractors.audit.sets import row_in
from extractors.audit.words import told, variable
from schemas.finding import Finding, Message
from schemas.population import Population
from schemas.reading import Row
from schemas.where import Where

MAX_TOLD = 4
"""Counts that one sentence tells; the working has them all."""
MAX_CELL = 20
"""Rows of one tier and batch that are all pointed at when one of their codes must be wrong."""


def table_findings(case: Case, culprits: list[Culprit]) -> Iterator[Finding]:
    """Give one finding for each table that does not bear out what is said of it: one row moves many counts."""
    by_table: dict[str, list[Culprit]] = {}
    for culprit in culprits:
        place = next(f.place for f in culprit.main.statement.figures if f.source == ROWS)
        by_table.setdefault(place, []).append(culprit)
    for mine in by_table.values():
        yield _finding(case, sorted(mine, key=lambda c: len(c.main.statement.variable.of.axes)))


def _finding(case: Case, culprits: list[Culprit]) -> Finding:
    zh, en = [], []
    for culprit, other in _told_in_print(culprits):
        main = culprit.main.statement
        name = variable(main.variable, case.graph.reader.scheme)
        zh.append(f"{name.zh}{told(main)}，而{told(other)}")
        en.append(f"{name.en}: {main.figures[0].text} in the table, {other.figures[0].text} in print")
    first = culprits[0].main
    rows, words = _rows_in_doubt(case, culprits)
    faults = _rank_faults(case, culprits)
    zh += [*words.zh.splitlines(), *(f[0] for f in faults)]
    en += [*words.en.splitlines(), *(f[1] for f in faults)]
    where = [w for f in faults for w in (f[2].cell("rank"), f[3].cell("rank"))]
    where += rows or [w for c in culprits for w in places(c.main.statement)]
    return Finding(
        "TAB-02",
        "error",
        OPEN,
        "open",
        Message(f"{'；'.join(zh)}。", f"{'; '.join(en)}."),
        first.statement.figures[0].text,
        "" if first.would_be is None else f"{show(first.would_be)}行",
        "；".join(dict.fromkeys(leading(c).working() for c in culprits)),
        tuple(dict.fromkeys(where)),
        tuple(dict.fromkeys(w for c in culprits for w in against(c))),
    )


def _told_in_print(culprits: list[Culprit]) -> list[tuple[Culprit, Statement]]:
    """Pair each count of rows with what is printed for just that; what only sums contradict follows from these."""
    pairs = []
    for culprit in culprits:
        main = culprit.main.statement
        same = [other_of(i, main) for i in culprit.failed if i.identity.kind == SAME]
        pairs += [(culprit, other) for other in same if other.printed][:1]
    if pairs:
        return pairs[:MAX_TOLD]
    return [(c, max((other_of(i, c.main.statement) for i in c.failed), key=lambda s: s.weight)) for c in culprits]


def _rows_in_doubt(case: Case, culprits: list[Culprit]) -> tuple[list[Where], Message]:
    """Point at the rows of which one must be wrong: those of the cell that has one too many while another lacks one."""
    surplus: list[tuple[Population, Fraction]] = []
    lack: list[tuple[Population, Fraction]] = []
    for culprit in culprits:
        main, actual = culprit.main, culprit.main.statement.range.single
        if main.would_be is not None and actual is not None:
            side = surplus if actual > main.would_be else lack
            side.append((main.statement.variable.of, abs(actual - main.would_be)))
    more, less = _smallest(case, surplus), _smallest(case, lack)
    if len(more) != 1 or len(less) != 1 or more[0][1] != less[0][1]:
        return [], Message("", "")
    changed = [a for a, values in more[0][0].axes if less[0][0].values(a) != values]
    rows = _members(case, more[0][0])
    if len(changed) != 1 or len(rows) > MAX_CELL:
        return [], Message("", "")
    column = "code" if any(s == f"code_{changed[0]}" for s, _ in case.vocabulary.sections) else "name"
    number = show(more[0][1])
    words = Message(
        f"所指{len(rows)}行中有{number}行应属另一类",
        f"{number} of the {len(rows)} rows pointed at belongs elsewhere",
    )
    return [r.cell(column) for r in rows], words


def _smallest(case: Case, sets: list[tuple[Population, Fraction]]) -> list[tuple[Population, Fraction]]:
    """Keep the sets that hold none of the others: a row too many in a tier and batch is one too many in the tier."""
    inside = case.graph.reader.scheme.inside
    return [one for one in sets if not any(o is not one and inside(o[0], one[0]) for o in sets)]


def _members(case: Case, of: Population) -> list[Row]:
    table = "honours" if of.values("honour") else "evaluations"
    scheme = case.graph.reader.scheme
    return [r for r in case.reading.rows if r.table == table and row_in(r, of, scheme)]


def _rank_faults(case: Case, culprits: list[Culprit]) -> list[tuple[str, str, Row, Row]]:
    honours = culprits[0].main.statement.variable.of.values("honour") is not None
    tables: dict[int, list[Row]] = {}
    for row in case.reading.rows:
        if row.table == ("honours" if honours else "evaluations"):
            tables.setdefault(row.number, []).append(row)
    return [f for rows in tables.values() for f in rank_faults(rows)]


def rank_faults(rows: list[Row]) -> list[tuple[str, str, Row, Row]]:
    """Find where ranks do not go up by one: what is wrong in both languages, the row, and the one before it."""
    found: list[tuple[str, str, Row, Row]] = []
    for before, row in pairwise(rows):
        if before.rank is None or row.rank is None or row.rank == before.rank + 1:
            continue
        last = found[-1] if found else None
        # After one misprinted rank the next one is right again: 3, 8, 5 is one fault.
        mended = last is not None and last[2] is before and row.rank == (last[3].rank or 0) + 2
        if mended or (row.rank == 1 and row.tier != before.tier):
            continue
        if row.rank == before.rank:
            found.append((f"序号{row.rank}重复", f"rank {row.rank} is repeated", row, before))
        elif row.rank > before.rank + 1:
            missing = "、".join(str(n) for n in range(before.rank + 1, min(row.rank, before.rank + 6)))
            found.append((f"序号由{before.rank}跳至{row.rank}，缺{missing}", f"rank {missing} is missing", row, before))
        else:
            found.append((f"序号{before.rank}之后是{row.rank}", f"rank {row.rank} follows {before.rank}", row, before))
    return found
