"""Reading the CSV files in which people declare things; every refusal names the file and the line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from schemas.errors import Misdeclared, Words
from schemas.finding import Message

Fault = tuple[bool, Message, Message]
"""Whether something is wrong with a line, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a declared file: its number, counted from 1 with the header, and its cells by column."""

    line: int
    cells: tuple[tuple[str, str], ...]

    def __getitem__(self, column: str) -> str:
        return dict(self.cells)[column]


def refuse(path: Path, line: int, why: Words, advice: Words) -> NoReturn:
    """Refuse a declared file at a line.

    Raises:
        Misdeclared: always.
    """
    name = f"{path.parent.name}/{path.name}"
    raise Misdeclared(Message(f"{name} 第 {line} 行有误。", f"{name}, line {line}, is wrong."), why, advice)


def read_declared(path: Path, columns: tuple[str, ...], data: bytes | None = None) -> tuple[Record, ...]:
    """Read a CSV file whose header must be exactly the columns given; cells lose white space at their ends.

    `data` are its bytes where they were read already; `path` then only names it.

    Raises:
        Misdeclared: when the file is missing, is not UTF-8, has another header or a line of another length.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        text = (path.read_bytes() if data is None else data).decode("utf-8-sig")
    except OSError as error:
        raise Misdeclared(
            Message(f"{name} 打不开。", f"{name} cannot be opened."),
            f"{error.strerror}.",
            Message(
                "用 alliances init 建一个新的，或用 --root 指明文件夹。",
                "make a new one with alliances init, or name the folder with --root.",
            ),
        ) from error
    except UnicodeDecodeError as error:
        refuse(
            path,
            1 + error.object[: error.start].count(b"\n"),
            Message("不是 UTF-8 编码。", "it is not UTF-8."),
            _SAVE_UTF8,
        )
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
                    refuse(path, line, _cells(len(columns), len(row)), _CHECK_MARKS)
                records.append(Record(line, tuple(zip(columns, (cell.strip() for cell in row), strict=True))))
    except csv.Error as error:
        refuse(path, first, Message(f"不是规范的 CSV（{error}）。", f"it is no proper CSV ({error})."), _CHECK_MARKS)
    if first == 1:
        why = Message("文件是空的，连表头也没有。", "the file is empty, without even a header.")
        refuse(path, 1, why, _first_line(columns))
    return tuple(records)


def _check_header(path: Path, header: tuple[str, ...], columns: tuple[str, ...]) -> None:
    if header != columns:
        told = ",".join(header)
        refuse(path, 1, Message(f"表头是：{told}", f"the header is: {told}"), _first_line(columns))


def _first_line(columns: tuple[str, ...]) -> Message:
    wanted = ",".join(columns)
    return Message(f"第一行应为：{wanted}", f"the first line should be: {wanted}")


def _cells(wanted: int, found: int) -> Message:
    return Message(f"应有 {wanted} 格，却有 {found} 格。", f"it should have {wanted} cells and has {found}.")


_SAVE_UTF8 = Message("请另存为 UTF-8。", "save it as UTF-8.")
_CHECK_MARKS = Message("检查逗号和引号。", "check commas and quotation marks.")


@dataclass(frozen=True, slots=True)
class Form:
    """How decisions of one kind are written: their ids with an example, their kinds, and what they are called."""

    id: re.Pattern[str]
    example: str
    kinds: tuple[str, ...]
    noun: Message
    kind: Message


def signature_faults(form: Form, id: str, kind: str, signed: tuple[str, str, str]) -> Iterator[Fault]:
    """Give what may be wrong with id, kind, who, reason and date, whichever file a decision stands in."""
    who, reason, day = signed
    yield (
        not form.id.fullmatch(id),
        Message(f"“{id}”不是{form.noun.zh}的编号。", f"“{id}” is no id of a {form.noun.en}."),
        Message(f"写成 {form.example} 的样子。", f"it looks like {form.example}."),
    )
    yield (
        kind not in form.kinds,
        Message(f"没有“{kind}”这种{form.kind.zh}。", f"there is no {form.kind.en} “{kind}”."),
        Message(f"只能是：{'、'.join(form.kinds)}。", f"it is one of {', '.join(form.kinds)}."),
    )
    yield (
        not who or not reason or not is_day(day),
        Message(f"缺{form.kind.zh}人、理由或日期。", "who, reason or date is missing."),
        Message(
            "who 写角色，reason 写理由，date 写成 2026-11-20 的样子。",
            "who is a role, reason says why, date looks like 2026-11-20.",
        ),
    )


def is_day(text: str) -> bool:
    """Tell whether a text is a day there is, written as 2026-11-20."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
