"""Lines of a declared file, added and taken out; every other byte stays as a person left it."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Sequence

_BOM = b"\xef\xbb\xbf"


def with_lines(data: bytes, rows: Sequence[Sequence[str]]) -> bytes:
    """Add lines at the end of a CSV file, with the line ends it has."""
    if not rows:
        return data
    head, line_feed, _ = data.partition(b"\n")
    ending = "\r\n" if line_feed and head.endswith(b"\r") else "\n"
    out = io.StringIO()
    csv.writer(out, lineterminator=ending).writerows(rows)
    between = b"" if not data.removeprefix(_BOM) or data.endswith((b"\n", b"\r")) else ending.encode()
    return data + between + out.getvalue().encode("utf-8")


def without_lines(data: bytes, lines: Container[int]) -> bytes:
    """Take out the records that start on the lines given, counted from 1 with the header.

    A record may go over several lines; `Record.line` and `Entry.line` are counted the same way.
    """
    mark = _BOM if data.startswith(_BOM) else b""
    text = data.removeprefix(mark).decode("utf-8").splitlines(keepends=True)
    reader = csv.reader(text, strict=True)
    kept: list[str] = []
    first = 0
    for _ in reader:
        if first + 1 not in lines:
            kept += text[first : reader.line_num]
        first = reader.line_num
    return mark + "".join(kept).encode("utf-8")
