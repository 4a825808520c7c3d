"""The workbook to mail: notes, roster, evaluations, names, honours, findings, claims.

Every text is written as text: none becomes a formula, a number or a link. The packing does not depend on the machine.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any

from extractors.ledger import Entry
from extractors.render.places import Proofs
from extractors.render.screen import clean, width
from extractors.render.words import BASIS, LEVELS, NOTHING, tell, word
from extractors.render.workbook_notes import NAME, Note, notes
from extractors.render.workbook_nouns import Desk, Head, Link, Sheet, Value
from extractors.render.workbook_sheets import marked, sheets
from schemas.finding import Audit
from schemas.ledger import Ledger
from schemas.vocabulary import Vocabulary

LONGEST = 32_767
"""UTF-16 units in a cell; Excel calls a file with a longer one damaged."""
DIGITS = 15
"""Digits that Excel keeps of a number."""
CREATED = datetime(2000, 1, 1)
"""A day for the file's properties, which need one; the same for all, so that equal content gives equal bytes."""
FONT = "Microsoft YaHei"
WIDEST = {"prose": 52, "text": 44}
"""Columns of a sheet at their widest, in digits; prose is wrapped below that."""
NARROWEST = 6
ROW, TALLEST = 15.0, 409.0
"""Points of one line of a cell, and of the tallest row Excel allows."""
NOTES = (30, 96, 40)
"""Widths of the columns of the notes."""
TIERS = {
    "high": ("#1B5E8C", "#FFFFFF"),
    "fairly_high": ("#6FA8CF", "#0D1B26"),
    "average": ("#E3C878", "#2B2206"),
    "low": ("#D98B5F", "#2B1206"),
    "incomplete": ("#C9C9CF", "#22252A"),
}
"""Fill and ink of each tier, as on the pages; safe for the colour-blind, and the word is in the cell."""
NONE = {
    "not_evaluated": ("#F3F3F3", "#5A626C"),
    "named_absent": ("#E7E7E7", "#3A4048"),
    "not_joined": ("#FFFFFF", "#646C76"),
    "not_listed": ("#FFFFFF", "#646C76"),
    "not_high": ("#FBF4E2", "#5A4A12"),
    "no_report": ("#FAFAFA", "#646C76"),
}
GRADES = {"error": ("#FBE9E9", "#A3161A"), "warning": ("#FFF1DC", "#8A4B00"), "note": ("#E8F0FA", "#2F5B8F")}


def workbook(
    ledger: Ledger,
    audits: Sequence[Audit],
    entries: Iterable[Entry],
    vocabulary: Vocabulary,
    version: str,
    lang: str = "zh",
) -> bytes:
    """Make the workbook; the same ledger and audits give the same bytes.

    Args:
        ledger: what is known.
        audits: what was found.
        entries: the documents as registered, with their publishers.
        vocabulary: the words of the series.
        version: our own.
        lang: the language of heads and words.
    """
    from xlsxwriter import Workbook

    desk = Desk(ledger, tuple(audits), vocabulary, Proofs(ledger.readings), lang)
    made = sheets(desk)
    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "default_format_properties": {"font_name": FONT, "font_size": 10, "valign": "top"},
    }
    with Workbook(held, options) as book:
        book.set_properties({"title": "联盟台账", "comments": f"alliance-ledger {version}", "created": CREATED})
        writer = _Writer(book, desk)
        writer.notes(tuple(notes(desk, made, entries, version)))
        for sheet in made:
            writer.sheet(sheet)
    return repacked(held.getvalue())


def repacked(data: bytes) -> bytes:
    """Pack a workbook without deflating, whose bytes depend on the library that does it; links get plain slashes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as plain:
        for info in sorted(packed.infolist(), key=lambda i: (i.filename != "[Content_Types].xml", i.filename)):
            content = packed.read(info)
            if info.filename.endswith(".rels"):
                # Excel takes both; LibreOffice and browsers on other systems take only this one.
                content = content.replace(b"\\", b"/")
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            plain.writestr(entry, content)
    return out.getvalue()


def shown(text: str) -> str:
    """Make a text a cell can hold: on one line, nothing hidden in it, cut at Excel's limit with an ellipsis."""
    text = clean(text).replace("\ufffe", "U+FFFE").replace("\uffff", "U+FFFF")
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


class _Writer:
    """Writes sheets into a workbook, each format made once."""

    def __init__(self, book: Any, desk: Desk) -> None:
        self._book, self._desk = book, desk
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def _format(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def notes(self, lines: Sequence[Note]) -> None:
        page = self._book.add_worksheet(tell(NAME, self._desk.lang))
        page.hide_gridlines(2)
        for column, columns in enumerate(NOTES):
            page.set_column(column, column, columns)
        heights = {"title": 26.0, "head": 20.0, "text": ROW}
        for at, note in enumerate(lines):
            page.set_row(at, heights[note.style] * _lines((*note.cells, "")[1:2], NOTES[1:2]))
            for column, text in enumerate(note.cells):
                page.write_string(at, column, shown(text), self._note_format(note.style, wrap=column == 1))
            if note.target:
                link = self._format(font_color="#0B57A8", underline=1)
                page.write_url(at, 0, f"internal:'{note.target}'!A1", link, shown(note.cells[0]))
        self._print(page, landscape=False)

    def _note_format(self, style: str, wrap: bool) -> Any:
        if style == "title":
            return self._format(bold=True, font_size=16)
        if style == "head":
            return self._format(bold=True, font_size=12, bottom=1, bottom_color="#9AA3AD")
        return self._format(text_wrap=wrap, num_format="@")

    def sheet(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(tell(sheet.name, self._desk.lang))
        last = max(len(sheet.rows), 1)
        head = self._format(bold=True, bg_color="#EEF1F4", bottom=1, text_wrap=True, num_format="@")
        widths = [self._width(of, [row[n] for row in sheet.rows]) for n, of in enumerate(sheet.heads)]
        page.set_row(0, 2 * ROW)
        for column, of in enumerate(sheet.heads):
            page.write_string(0, column, tell(of.name, self._desk.lang), head)
            page.set_column(column, column, widths[column])
        wrapped = [n for n, of in enumerate(sheet.heads) if of.kind == "prose"]
        for at, row in enumerate(sheet.rows, start=1):
            # Spreadsheets other than Excel do not work out the height of a wrapped row when they open a file.
            lines = _lines([str(row[n] or "") for n in wrapped], [widths[n] for n in wrapped])
            if lines > 1:
                page.set_row(at, min(lines * ROW, TALLEST))
            for column, (of, value) in enumerate(zip(sheet.heads, row, strict=True)):
                self._cell(page, at, column, of, value)
        page.freeze_panes(1, sheet.frozen)
        page.autofilter(0, 0, last, len(sheet.heads) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(sheet.heads) - 1)}{last + 1}"})
        self._colours(page, sheet, last)
        page.repeat_rows(0)
        self._print(page, landscape=True)

    def _print(self, page: Any, landscape: bool) -> None:
        page.set_paper(9)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&R&P / &N")

    def _width(self, head: Head, values: Sequence[Value]) -> float:
        texts = [clean(v.text if isinstance(v, Link) else f"{v:f}" if isinstance(v, Decimal) else str(v))[:200]
                 for v in values if v is not None]  # fmt: skip
        # The head wraps at its spaces; the arrow of the filter covers about three digits of it.
        own = max(width(part) for part in tell(head.name, self._desk.lang).split()) + 3
        widest = max((own, *(width(text) for text in texts)))
        return float(min(max(widest, NARROWEST), max(WIDEST.get(head.kind, WIDEST["text"]), own)) + 1)

    def _cell(self, page: Any, at: int, column: int, head: Head, value: Value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, Link):
            link = self._format(font_color="#0B57A8", underline=1)
            page.write_url(at, column, f"external:{value.target}", link, shown(value.text))
        elif isinstance(value, str):
            wrap = head.kind == "prose"
            page.write_string(at, column, shown(value), self._format(num_format="@", text_wrap=wrap))
        elif _fits(value):
            page.write_number(at, column, value, self._format(num_format=_digits(value), align="right", indent=1))
        else:
            page.write_string(at, column, f"{value:f}" if isinstance(value, Decimal) else str(value))

    def _colours(self, page: Any, sheet: Sheet, last: int) -> None:
        for kind, rules in (("tier", self._tier_rules()), ("level", self._level_rules())):
            columns = [_letters(n) for n, head in enumerate(sheet.heads) if head.kind == kind]
            if not columns:
                continue
            ranges = [f"{letters}2:{letters}{last + 1}" for letters in columns]
            for text, properties in rules:
                page.conditional_format(
                    ranges[0],
                    {
                        "type": "cell",
                        "criteria": "==",
                        "value": '"' + text.replace('"', '""') + '"',
                        "format": self._format(**properties),
                        "multi_range": " ".join(ranges),
                    },
                )

    def _tier_rules(self) -> list[tuple[str, dict[str, object]]]:
        rules: list[tuple[str, dict[str, object]]] = []
        desk = self._desk
        for key, (fill, ink) in TIERS.items():
            colours: dict[str, object] = {"bg_color": fill, "font_color": ink}
            rules.append((desk.value("tier", key), colours))
            rules += [(marked(desk.value("tier", key), b, desk), {**colours, "italic": True}) for b in BASIS]
        for key, (fill, ink) in NONE.items():
            told = word(NOTHING, key, desk.lang)
            colours = {"bg_color": fill, "font_color": ink}
            rules += [(told, colours), *((marked(told, basis, desk), colours) for basis in BASIS)]
        return rules

    def _level_rules(self) -> list[tuple[str, dict[str, object]]]:
        return [
            (word(LEVELS, key, self._desk.lang), {"bg_color": fill, "font_color": ink, "bold": True})
            for key, (fill, ink) in GRADES.items()
        ]


def _lines(texts: Sequence[str], widths: Sequence[float]) -> int:
    """Count the lines that the tallest of some wrapped cells takes."""
    counts = (
        ceil(width(clean(text)[:LONGEST]) / max(columns - 2, 1)) for text, columns in zip(texts, widths, strict=True)
    )
    return max((1, *counts))


def _letters(column: int) -> str:
    """Name a column as sheets do: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _fits(value: int | Decimal) -> bool:
    """Tell whether Excel keeps all digits of a number."""
    return len(Decimal(value).as_tuple().digits) <= DIGITS and abs(Decimal(value)) < Decimal("1E15")


def _digits(value: int | Decimal) -> str:
    """Show as many decimals as are printed."""
    exponent = Decimal(value).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "0." + "0" * decimals if decimals else "0"
