"""The dataset as Parquet, one file a table; pyarrow is an extra: `pip install alliance-ledger[parquet]`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from extractors.ledger.typed import parts, typed
from schemas.errors import AllianceError
from schemas.finding import Message

if TYPE_CHECKING:
    from extractors.ledger.rows import Cell, Filled
    from extractors.ledger.tables import Column


class NoParquet(AllianceError):
    """pyarrow is not installed."""


def parquet_files(tables: Iterable[Filled]) -> tuple[tuple[str, bytes], ...]:
    """Give each table's name and file: typed columns, lists as lists, what is absent as null, heads in the metadata.

    Figures are floating, as those who compute with them want; the digits as printed are in the CSV files.

    Raises:
        NoParquet: when pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise NoParquet(
            Message("写不了 Parquet。", "Parquet cannot be written."),
            Message("没有安装 pyarrow。", "pyarrow is not installed."),
            "pip install 'alliance-ledger[parquet]'",
        ) from error
    kinds = {
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "string": pyarrow.string(),
    }

    def field(column: Column) -> object:
        kind = pyarrow.list_(pyarrow.string()) if column.many else kinds[column.type]
        return pyarrow.field(column.name, kind, metadata={"description": column.zh})

    def value(column: Column, cell: Cell) -> object:
        if column.many:
            return list(parts(cell))
        found = typed(column, cell)
        if isinstance(found, str) and column.type != "string":
            # A column of figures has no room for what is none.
            return None
        return float(found) if isinstance(found, Decimal) else found

    made = []
    for filled in tables:
        columns = filled.table.columns
        schema = pyarrow.schema([field(c) for c in columns], metadata={"title": filled.table.zh})
        arrays = [[value(c, row[n]) for row in filled.rows] for n, c in enumerate(columns)]
        arrays = [pyarrow.array(cells, type=schema.field(n).type) for n, cells in enumerate(arrays)]
        held = BytesIO()
        pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), held)
        made.append((filled.table.name, held.getvalue()))
    return tuple(made)
