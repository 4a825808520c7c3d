"""Strokes: the lines and the edges of rectangles drawn on a page, asked for only where words alone do not tell."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

Stroke = tuple[float, float, float, float]
# Strokes less than this apart, end to end, are one.
JOINED = 2.0


class PageStrokes:
    """The strokes of the pages of one file, each page looked at on first demand."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self._pages: dict[int, list[Stroke]] = {}

    def of(self, number: int) -> list[Stroke]:
        """Give the strokes of a page (counted from 0) as (x0, top, x1, bottom), those end to end joined."""
        if number not in self._pages:
            self._pages[number] = _joined(self._edges(number))
        return self._pages[number]

    def _edges(self, number: int) -> list[Stroke]:
        if self._pdf is None:
            import pdfplumber

            # It warns of every font without a box, which has nothing to do with strokes.
            logging.getLogger("pdfminer").setLevel(logging.ERROR)
            self._pdf = pdfplumber.open(BytesIO(self._data))
        page = self._pdf.pages[number]
        edges = [(float(e["x0"]), float(e["top"]), float(e["x1"]), float(e["bottom"])) for e in page.edges]
        page.close()
        return edges


def _joined(edges: list[Stroke]) -> list[Stroke]:
    """Join strokes that meet end to end: a rule is often drawn cell by cell."""
    level = sorted((e for e in edges if e[3] - e[1] < 1), key=lambda e: (round(e[1]), e[0]))
    joined = [e for e in edges if e[3] - e[1] >= 1]
    for edge in level:
        last = joined[-1] if joined else None
        if last and abs(last[1] - edge[1]) < 1 and last[3] - last[1] < 1 and edge[0] - last[2] < JOINED:
            joined[-1] = (last[0], last[1], max(last[2], edge[2]), last[3])
        else:
            joined.append(edge)
    return joined
