"""Rows: records of the tables as nouns, with tier, honour and span of years."""

from __future__ import annotations

from extractors.layout import as_printed
from extractors.statistics.tokens import Token, tokens
from extractors.tables import ActivityTable, Table
from extractors.tables.drafts import tier_of
from extractors.tables.groups import GroupHeading
from extractors.tables.records import Record
from schemas.document import Source
from schemas.reading import Claim, Group, Row
from schemas.vocabulary import Vocabulary
from schemas.where import Where

HONOUR = "honour"


def table_rows(
    number: int, table: Table, source: Source, vocabulary: Vocabulary, streak: Claim | None
) -> tuple[Row, ...]:
    """Make the rows of one table. `streak` is what the prose says of honours, used where no caption names the span."""
    caption = tokens("".join([part.text for part in table.captions]), vocabulary)
    honours = _is_honours(table, caption)
    start, end, count = _span(caption, streak) if honours else ("", "", None)
    honour = _honour(caption, vocabulary) if honours else ""
    groups = [_place(g, source) for g in table.groups]
    return tuple(
        _row(number, record, table, groups, source, vocabulary, honours, (honour, start, end, count))
        for record in table.records
    )


def _place(group: GroupHeading, source: Source) -> tuple[GroupHeading, Where]:
    return group, source.where(group.ink.at)


def _row(
    number: int,
    record: Record,
    table: Table,
    groups: list[tuple[GroupHeading, Where]],
    source: Source,
    vocabulary: Vocabulary,
    honours: bool,
    honour: tuple[str, str, str, int | None],
) -> Row:
    group = groups[record.group] if 0 <= record.group < len(groups) else None
    tier, label = (group[0].tier, as_printed(source, group[0].label)) if group else ("", "")
    own = record.cell("tier")
    if len(own):
        tier, label = tier_of(own, vocabulary), as_printed(source, own)
    cells = [("rank", record.rank), ("name", record.name), *record.cells]
    return Row(
        table="honours" if honours else "evaluations",
        number=number,
        rank=int(record.rank.text),
        name=as_printed(source, record.name),
        code=as_printed(source, record.cell("code")),
        score=record.cell("score").text.removesuffix("分"),
        tier="" if honours else tier,
        tier_as_printed="" if honours else label,
        honour=honour[0],
        start=honour[1],
        end=honour[2],
        periods_count=honour[3],
        value="",
        unit="",
        where=source.where(record.ink.at),
        cells=tuple((name, source.where(ink.at)) for name, ink in cells if len(ink)),
        group=group[1] if group else None,
    )


def _is_honours(table: Table, caption: tuple[Token, ...]) -> bool:
    if table.groups or any(r.cell("tier").text for r in table.records):
        return False
    return any(t.kind == "streak" or (t.entry and t.entry.axis == HONOUR) for t in caption)


def _honour(caption: tuple[Token, ...], vocabulary: Vocabulary) -> str:
    for token in caption:
        if token.entry and token.entry.axis == HONOUR:
            return token.entry.values[0]
    return vocabulary.axis(HONOUR).order[0] if any(a.name == HONOUR for a in vocabulary.axes) else ""


def _span(caption: tuple[Token, ...], streak: Claim | None) -> tuple[str, str, int | None]:
    count = next(
        (int(t.figure.quantity.value) for t in caption if t.kind == "streak" and t.figure and t.figure.quantity), None
    )
    years = [y for t in caption if t.kind == "date" and t.figure for y in t.figure.years]
    if count and len(years) > 1:
        return min(years), max(years), count
    if streak is not None and streak.of and streak.of[0].periods:
        periods = sorted(streak.of[0].periods)
        number = int(streak.quantity.value) if streak.quantity else len(periods)
        return periods[0], periods[-1], number
    return "", "", count


def groups_of(number: int, table: Table, source: Source) -> tuple[Group, ...]:
    """Make the group headings of a table, each with the 共 N 家 it prints."""
    found = []
    for group in table.groups:
        count: Token | None = group.count
        quantity = count.figure.quantity if count and count.figure else None
        where = source.where(group.ink.at[count.start : count.end]) if count else None
        value = int(quantity.value) if quantity else None
        label = as_printed(source, group.label)
        found.append(Group(number, group.tier, label, value, source.where(group.ink.at), where))
    return tuple(found)


def activity_rows(number: int, table: ActivityTable, tier: tuple[str, str], source: Source) -> tuple[Row, ...]:
    """Make the rows of a table of activities: one a column, with its count."""
    rows = []
    for position, (head, _, cell) in enumerate(table.columns, 1):
        digits = "".join(c for c in cell.text if c.isdigit())
        rows.append(
            Row("activities", number, position, as_printed(source, head), "", "", tier[0], tier[1], "", "", "", None,
                digits, cell.text.removeprefix(digits), source.where(head.at + cell.at),
                (("name", source.where(head.at)), ("value", source.where(cell.at))))
        )  # fmt: skip
    return tuple(rows)
