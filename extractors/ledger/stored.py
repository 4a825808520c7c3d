"""A dataset folder read back: every table with the keys its descriptor declares, all cells as text."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.ledger.tables import Column, Table
from schemas.errors import Misdeclared
from schemas.finding import Message

DESCRIPTOR = "datapackage.json"
INSIDE = ("", "dataset", "outputs/dataset")
"""Where the descriptor may lie below the folder named: a dataset, outputs, or a whole project."""

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """A table as it stands in a file."""

    table: Table
    rows: tuple[Texts, ...]


def load_stored(folder: Path) -> tuple[Stored, ...]:
    """Load the tables of a dataset, of the folder of outputs around it, or of the project around that.

    Raises:
        Misdeclared: when there is no descriptor, or a table is not what it declares.
    """
    found = next((folder / part / DESCRIPTOR for part in INSIDE if (folder / part / DESCRIPTOR).is_file()), None)
    if found is None:
        raise Misdeclared(
            Message(f"{folder}: 没有数据集。", f"{folder}: no dataset here."),
            Message(f"其中没有 {DESCRIPTOR}。", f"it has no {DESCRIPTOR}."),
            Message(
                "写 outputs、其中的 dataset 或项目文件夹；没有就先 alliances build。",
                "name outputs, the dataset in it, or a project; alliances build makes one.",
            ),
        )
    try:
        package = json.loads(found.read_text(encoding="utf-8"))
        resources = [(_table(resource), str(resource["path"])) for resource in package["resources"]]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _broken(found, str(error)) from error
    return tuple(Stored(table, _rows(found.parent, path, table)) for table, path in resources)


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    key = schema.get("primaryKey", [])
    columns = tuple(Column(str(f["name"]), str(f.get("type", "string")), "", "") for f in schema["fields"])
    return Table(str(resource["name"]), "", "", columns, (key,) if isinstance(key, str) else tuple(map(str, key)))


def _rows(folder: Path, path: str, table: Table) -> tuple[Texts, ...]:
    file = folder / path
    if Path(path).is_absolute() or ".." in Path(path).parts:
        raise _broken(folder / DESCRIPTOR, f"{path} lies outside the folder")
    # A bulletin's item is longer than the csv module takes for a cell by itself.
    csv.field_size_limit(2**31 - 1)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            header = tuple(next(reader, ()))
            rows = tuple(_row(header, row, table, reader.line_num) for row in reader)
    except (OSError, ValueError, csv.Error) as error:
        raise _broken(file, str(error)) from error
    missing = {*table.key} - {*header}
    if header != table.header or missing:
        raise _broken(file, f"the columns are {', '.join(header)}, declared are {', '.join(table.header)}")
    return rows


def _row(header: Texts, row: Iterable[str], table: Table, line: int) -> Texts:
    cells = tuple(row)
    if len(cells) != len(header):
        raise ValueError(f"line {line} of {table.name} has {len(cells)} cells, the head has {len(header)}")
    return cells


def _broken(file: Path, why: str) -> Misdeclared:
    return Misdeclared(
        Message(f"{file}: 读不了。", f"{file}: cannot be read."),
        why,
        Message("重新 alliances build，或换一个数据集。", "run alliances build anew, or name another dataset."),
    )
