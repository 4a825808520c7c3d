"""The pen: puts text, lines and fills on the pages of a PDF, with running heads and page numbers."""

from __future__ import annotations

from functools import cache
from typing import Any

import pymupdf

from tests.press.plan import Plan

mupdf: Any = pymupdf
MARGIN = 62.0
ASCENT = 0.88
LEADING = 1.35
FOOTNOTE = 7.0
WATERMARK = "内部资料"
TITLE = "产业技术创新战略联盟活跃度评价报告"


@cache
def font_of(name: str) -> Any:
    return mupdf.Font(name)


class Pen:
    """Writes onto the last page; `y` is where the next line goes."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.pdf = mupdf.open()
        self.font = font_of(plan.font)
        self.y = 0.0
        self.strokes: list[tuple[float, float, float, float]] = []
        self.fills: list[tuple[float, float, float, float, bool]] = []
        self.texts: list[tuple[float, float, str, float]] = []
        self.turned: set[int] = set()
        self.turning = plan.rotated
        self.open_page()

    @property
    def width(self) -> float:
        return self.plan.page[0]

    @property
    def bottom(self) -> float:
        return self.plan.page[1] - MARGIN - len(self.plan.more.footnotes) * FOOTNOTE * 1.4

    def open_page(self) -> None:
        """Finish the page and start the next."""
        if self.pdf.page_count:
            self._close_page()
        self.page = self.pdf.new_page(width=self.plan.page[0], height=self.plan.page[1])
        if self.turning:
            self.turned.add(self.page.number)
        self.y = MARGIN
        self._furniture()

    def need(self, height: float) -> None:
        """Start a new page where the height does not fit."""
        if self.y + height > self.bottom:
            self.open_page()

    def text(self, x: float, top: float, text: str, size: float, twice: bool = False) -> None:
        """Put a text; `twice`: print it again a hair to the right, which makes it bold."""
        for shift in (0.0, 0.3) if twice else (0.0,):
            self.texts.append((x + shift, top + ASCENT * size, text, size))

    def length(self, text: str, size: float) -> float:
        if self.plan.font == "china-s":  # It is not embedded, and every character of it is one em wide.
            return len(text) * size
        length: float = self.font.text_length(text, size)
        return length

    def centred(self, left: float, right: float, top: float, text: str, size: float, twice: bool = False) -> None:
        self.text(left + (right - left - self.length(text, size)) / 2, top, text, size, twice)

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.strokes.append((x0, y0, x1, y1))

    def fill(self, x0: float, y0: float, x1: float, y1: float, dark: bool = False) -> None:
        self.fills.append((x0, y0, x1, y1, dark))

    def wrap(self, text: str, width: float, size: float) -> list[str]:
        """Break text where the width is full; no mark may stand first on a line."""
        lines, line = [], ""
        for char in text:
            if line and self.length(line + char, size) > width and char not in "，。；：、）":
                lines.append(line)
                line = ""
            line += char
        return [*lines, line] if line else lines

    def paragraph(self, text: str, left: float = MARGIN, right: float = 0.0, size: float = 0.0) -> None:
        """Write a justified paragraph, its first line set in by two characters."""
        size = size or self.plan.size
        right = right or self.width - MARGIN
        for n, line in enumerate(lines := self.wrap("　　" + text, right - left, size)):
            self.need(size * LEADING)
            indent = 2 * size if n == 0 else 0.0
            body = line.lstrip("　")
            spare = right - left - indent - self.length(body, size)
            if n < len(lines) - 1 and 0 < spare < size * 2 and len(body) > 1:
                self.spaced(left + indent, self.y, body, spare / (len(body) - 1), size)
            else:
                self.text(left + indent, self.y, body, size)
            self.y += size * LEADING
        self.y += size * 0.4

    def spaced(self, x: float, top: float, line: str, space: float, size: float) -> None:
        """Put a text character by character, with white space between them."""
        for char in line:
            self.text(x, top, char, size)
            x += self.length(char, size) + space

    def _furniture(self) -> None:
        plan, number = self.plan, self.pdf.page_count
        for n, note in enumerate(plan.more.footnotes):
            self.text(MARGIN, self.bottom + 2 + n * FOOTNOTE * 1.4, note, FOOTNOTE)
        if plan.more.footnotes:
            self.stroke(MARGIN, self.bottom + 1, MARGIN + 120, self.bottom + 1)
        if plan.page_number:
            below = (3 if plan.more.number_near else 20) + plan.page[1] - MARGIN - self.bottom
            text = plan.page_number.replace("{}", str(number), 1).replace("{}", "24")
            self.centred(0, self.width, self.bottom + below, text, 9)
        if plan.running_head == "odd and even" and number % 2:
            self.text(MARGIN, MARGIN - 30, "联盟协发网", 9)
        elif plan.running_head:
            self.centred(0, self.width, MARGIN - 30, TITLE, 9)
            if plan.running_head == "ruled":
                self.stroke(MARGIN, MARGIN - 16, self.width - MARGIN, MARGIN - 16)

    def _close_page(self) -> None:
        by = self.plan.more.shift * (-1 if self.page.number % 2 else 1)
        self.fills = [(x0 + by, y0, x1 + by, y1, dark) for x0, y0, x1, y1, dark in self.fills]
        self.strokes = [(x0 + by, y0, x1 + by, y1) for x0, y0, x1, y1 in self.strokes]
        self.texts = [(x + by, y, text, size) for x, y, text, size in self.texts]
        shape = self.page.new_shape()
        for dark, colour in ((False, (0.9, 0.92, 0.95)), (True, (0.45, 0.6, 0.85))):
            for x0, y0, x1, y1 in (f[:4] for f in self.fills if f[4] == dark):
                shape.draw_rect(mupdf.Rect(x0, y0, x1, y1))
            if any(f[4] == dark for f in self.fills):
                shape.finish(fill=colour, color=None, width=0)
        for x0, y0, x1, y1 in self.strokes:
            shape.draw_line((x0, y0), (x1, y1))
        if self.strokes:
            shape.finish(width=0.6)
        if self.plan.font == "china-s":
            for x, y, text, size in self.texts:
                shape.insert_text((x, y), text, fontname="china-s", fontsize=size)
        shape.commit()
        self._watermark()
        if self.plan.font != "china-s":
            writer = mupdf.TextWriter(self.page.rect)
            for x, y, text, size in self.texts:
                writer.append((x, y), text, font=self.font, fontsize=size)
            writer.write_text(self.page)
        self.strokes, self.fills, self.texts = [], [], []

    def _watermark(self) -> None:
        if not self.plan.more.watermark:
            return
        writer = mupdf.TextWriter(self.page.rect, opacity=0.2)
        middle = mupdf.Point(self.width / 2, self.plan.page[1] / 2)
        writer.append((self.width * 0.2, middle.y), WATERMARK, font=font_of("cjk"), fontsize=self.width * 0.12)
        level = self.plan.more.watermark == "level"
        writer.write_text(self.page, morph=None if level else (middle, mupdf.Matrix(45)))

    def finish(self) -> bytes:
        """Give the file."""
        self._close_page()
        self.pdf.subset_fonts()
        pdf = _rotated(self.pdf, self.turned, self.plan.more.turn) if self.turned else self.pdf
        data: bytes = pdf.tobytes(garbage=3, deflate=True)
        return data


def _rotated(pdf: Any, numbers: set[int], by: int) -> Any:
    """Lay pages on their side and say so in their /Rotate, as landscape pages of scanners and sheets are."""
    turned = mupdf.open()
    for page in pdf:
        if page.number not in numbers:
            turned.insert_pdf(pdf, from_page=page.number, to_page=page.number)
            continue
        rect = page.rect
        level = by == 180
        new = turned.new_page(width=rect.width if level else rect.height, height=rect.height if level else rect.width)
        new.show_pdf_page(new.rect, pdf, page.number, rotate=by)
        new.set_rotation(by)
    return turned
