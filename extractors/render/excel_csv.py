"""CSV for Excel: opened by a double click, codes stay text and nothing is a formula.

The dataset's own CSV is for programs and keeps every cell as it is; this copy is for eyes. Cells that Excel would take
for a number or a date are written `="007"`, which Excel and WPS show as 007; cells that would be formulas get an
apostrophe.
"""

from __future__ import annotations

import csv
import io
import re

from extractors.ledger.dataset import cell_text
from extractors.ledger.rows import Cell, Filled
from extractors.ledger.tables import Column
from extractors.render.screen import clean

LONGEST = 32_767
"""UTF-16 units that Excel keeps in a cell; the rest of a longer one would run into the next."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""First characters that make a formula, the wide ones in Chinese and Japanese systems (OWASP, CSV Injection)."""
_NUMBER = re.compile(
    r"[\s\d.,:/\\+\-－—%％eE$¥￥()（）年月日时分秒]*\d[\s\d.,:/\\+\-－—%％eE$¥￥()（）年月日时分秒]*([aApP][mM]?)?\s*"
)
_MONTH = re.compile(
    r"\s*(\d{1,4}[-/ ,.]*)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ ,.]*(\d{1,4}[-/ ,.\d]*)?", re.I
)
_WORDS = frozenset({"TRUE", "FALSE"})


def excel_csv(filled: Filled) -> bytes:
    """Write a table with a byte order mark, by which Excel knows UTF-8, and the line ends it writes itself."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    columns = filled.table.columns
    writer.writerow([column.name for column in columns])
    writer.writerows(
        [excel_cell(column, cell) for column, cell in zip(columns, row, strict=True)] for row in filled.rows
    )
    return out.getvalue().encode("utf-8-sig", "replace")


def excel_cell(column: Column, cell: Cell) -> str:
    """Write a cell so that Excel shows what it says."""
    text = cell_text(cell)
    if column.type != "string":
        return text
    told = "\n".join(clean(line) for line in text.split("\n"))
    if taken(told):
        return f'="{told}"'
    return _cut(f"'{told}" if told.startswith(FORMULA) else told)


def taken(text: str) -> bool:
    """Tell whether Excel would take a text for a number, a date or a truth value."""
    if len(text) > 255 or '"' in text:
        # A longer constant is none to Excel, and no number or date is so long.
        return False
    if text.startswith(FORMULA) and not re.fullmatch(r"[+\-－＋]?[\d.,%]+", text):
        return False
    return bool(_NUMBER.fullmatch(text) or _MONTH.fullmatch(text)) or text.strip().upper() in _WORDS


def _cut(text: str) -> str:
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
