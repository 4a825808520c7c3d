"""The dataset on disk: seventeen tables as CSV, a Data Package descriptor, and the roster.

Cells are written as they are: a name that starts with = or + stays that name, for a spreadsheet is the reader's choice
and changing the text would falsify it. Files appear whole or not at all.
"""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from extractors.ledger.descriptor import descriptor
from extractors.ledger.roster import roster_header, roster_rows
from extractors.ledger.rows import BUILDERS, Cell, Cells, Filled, Places, findings, wheres
from extractors.ledger.tables import TABLES
from schemas.finding import Audit
from schemas.ledger import Ledger


def write_dataset(ledger: Ledger, audits: Iterable[Audit], out_dir: Path) -> tuple[Path, ...]:
    """Write all tables and datapackage.json into a folder, and return the files written.

    The same ledger and audits give the same bytes: UTF-8 without BOM, LF, rows in a fixed order, codes as printed.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    texts = {f"{name}.csv": text for name, text in dataset_texts(ledger, audits).items()}
    package = json.dumps(descriptor(ledger), ensure_ascii=False, indent=2) + "\n"
    return tuple(write_text(out_dir / name, text) for name, text in (*texts.items(), ("datapackage.json", package)))


def write_roster(ledger: Ledger, path: Path) -> Path:
    """Write the roster: one row an alliance, one column a period."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_text(path, csv_text(roster_header(ledger), roster_rows(ledger)))


def dataset_texts(ledger: Ledger, audits: Iterable[Audit]) -> dict[str, str]:
    """Give the text of each table by its name, in the order declared."""
    return {f.table.name: csv_text(f.table.header, f.rows) for f in filled_tables(ledger, audits)}


def filled_tables(ledger: Ledger, audits: Iterable[Audit]) -> tuple[Filled, ...]:
    """Give every table with its rows, in the order declared."""
    places = Places()
    rows: dict[str, list[Cells]] = {name: list(build(ledger, places)) for name, build in BUILDERS}
    rows["findings"] = list(findings(audits, places))
    rows["wheres"] = list(wheres(places))
    return tuple(Filled(table, tuple(rows[table.name])) for table in TABLES)


def csv_text(header: tuple[str, ...], rows: Iterable[Cells]) -> str:
    """Write a table as CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return out.getvalue()


def cell_text(cell: Cell) -> str:
    """Write one cell: nothing for None, true and false, numbers without exponents."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, float):
        return f"{cell:.2f}".rstrip("0").rstrip(".")
    return str(cell)


def write_text(path: Path, text: str) -> Path:
    """Put a file in place in one step, so that a stop at any moment leaves the old file or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path
