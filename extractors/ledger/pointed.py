"""How a correction points at a place, and what was read there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import NoReturn

from extractors.names.declared import refuse
from schemas.finding import Message
from schemas.ledger import Correction
from schemas.reading import Reading
from schemas.where import Where

NEAR = 0.05
"""Points by which a box may differ from the one written down, which has two decimals."""

_OFFSETS = re.compile(r"(\d+)-(\d+)")
_CELL = re.compile(r"([a-z]+)/(\d+)/([a-z_]+)")
_BOX = re.compile(r"page/(\d+)@(-?[\d.]+),(-?[\d.]+),(-?[\d.]+),(-?[\d.]+)")
_SHOWN = 3
"""Things read near a place that are told where the place itself is none."""


def pointer(where: Where, reading: Reading) -> str:
    """Write a place as a correction points at it: the cell of a row, else offsets in a text, else page and box.

    A cell is named by its rank, so only where one row of the table has it.
    """
    for row in reading.rows:
        column = next((name for name, place in row.cells if place.id == where.id), "")
        if column and row.rank and sum(r.table == row.table and r.rank == row.rank for r in reading.rows) == 1:
            return f"{row.table}/{row.rank}/{column}"
    first, last = where.spans[0], where.spans[-1]
    if first.bbox:
        return f"page/{first.page}@{','.join(f'{side:.2f}' for side in first.bbox)}"
    return f"{first.start}-{last.end}"


@dataclass(frozen=True, slots=True)
class _Place:
    """What an `at` asks for, ready to be held against places."""

    offsets: tuple[int, int] | None = None
    cell: tuple[str, int, str] | None = None
    page: int = 0
    box: tuple[float, float, float, float] | None = None

    @classmethod
    def of(cls, at: str) -> _Place | None:
        """Read an `at`; None where it is none."""
        if told := _OFFSETS.fullmatch(at):
            return cls(offsets=(int(told[1]), int(told[2])))
        if told := _CELL.fullmatch(at):
            return cls(cell=(told[1], int(told[2]), told[3]))
        if told := _BOX.fullmatch(at):
            try:
                x0, top, x1, bottom = (float(side) for side in told.groups()[1:])
            except ValueError:
                return None
            return cls(page=int(told[1]), box=(x0, top, x1, bottom))
        return None

    def is_at(self, where: Where) -> bool:
        """Tell whether a place is the very one."""
        if not where.spans:
            return False
        first, last = where.spans[0], where.spans[-1]
        if self.box:
            return (
                first.page == self.page
                and first.bbox is not None
                and all(abs(a - b) <= NEAR for a, b in zip(first.bbox, self.box, strict=True))
            )
        return self.offsets == (first.printed_start, last.printed_end)

    def touches(self, where: Where) -> bool:
        """Tell whether a place has some of the same ink."""
        for span in where.spans:
            if self.box and span.bbox and span.page == self.page:
                (a, b, c, d), (e, f, g, h) = span.bbox, self.box
                if a < g and e < c and b < h and f < d:
                    return True
            if self.offsets and span.bbox is None and span.start < self.offsets[1] and self.offsets[0] < span.end:
                return True
        return False


def places_of(reading: Reading, correction: Correction, path: Path) -> tuple[Where, ...]:
    """Find what was read at the place of a correction: all that is printed there as it expects.

    Raises:
        Misdeclared: naming file and line and what stands there now, when that is something else.
    """
    asked = _Place.of(correction.at)
    if asked is None:
        why = Message(f"看不懂位置“{correction.at}”。", f"the place “{correction.at}” cannot be understood.")
        advice = Message(
            "写成 起-止、evaluations/序号/code，或 page/页@左,上,右,下。",
            "write start-end, evaluations/rank/code, or page/number@x0,top,x1,bottom.",
        )
        refuse(path, correction.line, why, advice)
    if asked.cell:
        table, rank, column = asked.cell
        rows = [row for row in reading.rows if row.table == table and row.rank == rank]
        there = [place for row in rows for name, place in row.cells if name == column] if len(rows) == 1 else []
        near = [row.where for row in rows]
    else:
        everywhere = {where.id: where for where in _wheres(reading)}.values()
        there = [where for where in everywhere if asked.is_at(where)]
        near = sorted((where for where in everywhere if asked.touches(where)), key=lambda where: len(where.quote))
    found = tuple(where for where in there if where.quote == correction.expect)
    if not found:
        _refuse_moved(correction, there or near, path)
    return found


def _refuse_moved(told: Correction, there: list[Where], path: Path) -> NoReturn:
    quotes = dict.fromkeys(where.quote for where in there[:_SHOWN])
    zh = "、".join(f"“{quote}”" for quote in quotes) or "没有读出什么"
    en = ", ".join(f"“{quote}”" for quote in quotes) or "nothing that was read"
    why = Message(
        f"{told.id} 以为 {told.document} {told.at} 处印着“{told.expect}”，现在是：{zh}。",
        f"{told.id} expects “{told.expect}” at {told.document} {told.at}; there is: {en}.",
    )
    retract = f'verdict = "retract", supersedes = ["{told.id}"]'
    advice = Message(
        f"文件若已改正，追加一段 {retract}；否则核对 at 和 expect。",
        f"if the document was mended, append a block with {retract}; else check at and expect.",
    )
    refuse(path, told.line, why, advice)


def _wheres(value: object) -> Iterator[Where]:
    """Give every place in a noun and in all it holds."""
    if isinstance(value, Where):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _wheres(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _wheres(getattr(value, field.name))
