"""Reading the CSV files in which people declare things; every refusal names the file and the line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from schemas.errors import Misdeclared


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a declared file: its number, counted from 1 with the header, and its cells by column."""

    line: int
    cells: tuple[tuple[str, str], ...]

    def __getitem__(self, column: str) -> str:
        return dict(self.cells)[column]


def refuse(path: Path, line: int, why: str, advice: str) -> NoReturn:
    """Refuse a declared file at a line.

    Raises:
        Misdeclared: always.
    """
    raise Misdeclared(f"{path.parent.name}/{path.name} 第 {line} 行有误。", why, advice)


def read_declared(path: Path, columns: tuple[str, ...], data: bytes | None = None) -> tuple[Record, ...]:
    """Read a CSV file whose header must be exactly the columns given; cells lose white space at their ends.

    `data` are its bytes where they were read already; `path` then only names it.

    Raises:
        Misdeclared: when the file is missing, is not UTF-8, has another header or a line of another length.
    """
    try:
        text = (path.read_bytes() if data is None else data).decode("utf-8-sig")
    except OSError as error:
        raise Misdeclared(
            f"{path.parent.name}/{path.name} 打不开。",
            f"{error.strerror}。",
            "用 alliances init 建一个新的，或用 --root 指明文件夹。",
        ) from error
    except UnicodeDecodeError as error:
        refuse(path, 1 + error.object[: error.start].count(b"\n"), "不是 UTF-8 编码。", "请另存为 UTF-8。")
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    records: list[Record] = []
    first = 1
    try:
        for row in reader:
            line, first = first, reader.line_num + 1
            if line == 1:
                _check_header(path, tuple(cell.strip() for cell in row), columns)
            elif row:
                if len(row) != len(columns):
                    refuse(path, line, f"应有 {len(columns)} 格，却有 {len(row)} 格。", "检查逗号和引号。")
                records.append(Record(line, tuple(zip(columns, (cell.strip() for cell in row), strict=True))))
    except csv.Error as error:
        refuse(path, first, f"不是规范的 CSV（{error}）。", "检查引号是否成对。")
    if first == 1:
        refuse(path, 1, "文件是空的，连表头也没有。", f"第一行应为：{','.join(columns)}")
    return tuple(records)


def _check_header(path: Path, header: tuple[str, ...], columns: tuple[str, ...]) -> None:
    if header != columns:
        refuse(path, 1, f"表头是：{','.join(header)}", f"第一行应为：{','.join(columns)}")
