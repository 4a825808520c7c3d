"""What a code in dispute does to its own report's batch counts, and what the other code would do to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.audit.figures import COUNT, Variable, row_figure
from extractors.audit.graph import Graph
from extractors.audit.sets import code_value
from extractors.audit.words import population
from schemas.finding import Message
from schemas.population import Population
from schemas.reading import Row

RESULTS = "evaluations"


@dataclass(frozen=True, slots=True)
class Recount:
    """One printed count of a report that the batch of a code decides.

    `said` is printed, `rows` are counted by the codes as printed, `otherwise` with the other code in the place of this.
    """

    document: str
    name: Message
    said: int
    rows: int
    otherwise: int


def recounts(graph: Graph, row: Row, other: str) -> tuple[Recount, ...]:
    """Count a report's batches by its codes, as printed and with one code changed; none where the batch stays."""
    vocabulary = graph.reader.scheme.vocabulary
    own, new = code_value(row.code, vocabulary), code_value(other, vocabulary)
    if row.table != RESULTS or own == new or own is None or new is None:
        return ()
    return tuple(found for told, change in ((own, -1), (new, 1)) for found in _told(graph, row, told, change))


def _told(graph: Graph, row: Row, told: tuple[str, str], change: int) -> Iterator[Recount]:
    reader, board = graph.reader, graph.board
    axis, value = told
    for narrow in (Population().having("tier", (row.tier,)), Population().having("evaluated", ("yes",))):
        of = reader.scheme.canon(narrow.having(axis, (value,)))
        variable = Variable(COUNT, of, None, reader.period)
        rows = row_figure(reader, variable)
        printed = [s for s in board.statements.get(variable, ()) if s.printed and s.range.single is not None]
        if rows is not None and rows.range.single is not None and len(printed) == 1:
            said, counted = int(printed[0].range.single or 0), int(rows.range.single)
            yield Recount(
                reader.reading.document.document, population(of, reader.scheme), said, counted, counted + change
            )


def weighed(found: tuple[Recount, ...], code: str, other: str) -> Message:
    """Say in words what the printed counts say of a code; empty where they say nothing."""
    if not found:
        return Message("", "")
    document = found[0].document
    zh = "，".join(f"{r.name.zh}文中{r.said}家、依编号{r.rows}行（改作{other}则{r.otherwise}行）" for r in found)
    en = ", ".join(f"{r.name.en}: {r.said} said, {r.rows} rows by code ({r.otherwise} with {other})" for r in found)
    kept, changed = (all(r.said == n for r, n in zip(found, counts, strict=True)) for counts in _both(found))
    if kept != changed:
        zh += f"，合计合于{code if kept else other}"
        en += f", in keeping with {code if kept else other}"
    return Message(f"{document}：{zh}", f"{document}: {en}")


def _both(found: tuple[Recount, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(r.rows for r in found), tuple(r.otherwise for r in found)
