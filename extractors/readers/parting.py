"""Parting: cells that stand so near, or words that run so close, that only what they hold tells them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.readers.pieces import PARTED, Cell, Piece, cell_text
from schemas.passage import unmarked

# Beside a figure or a label even a narrow gap parts two cells.
NARROW_GAP = 0.2
# Words that run over each other by more than this part of their height are of two cells; the closest kerning is less.
OVER = 0.15
_FIGURE = re.compile(r"[A-Za-z]{0,2}-?\d{1,3}(?:\.\d{1,2})?分?")
# Ideographs and figures less than 0.8 of the type's size apart come as one word.
_LEADING = re.compile(r"(第\d{1,3}[名位]|\d{1,3}\.\d{1,2}分?|[（(]\d{1,3}[）)]|\d{1,3}[.．、）)]?)(?=[^\W\d_]{2})")
_LABELLED = re.compile(r"([^\W\d_]{1,6}?)(?:第\d{1,3}[名位]|[（(]\d{1,3}[）)]|\d{1,3}[.．、）)]?)")
MARKS = re.compile("[，。；！？,;]")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_SCORED = re.compile(r"\d分?$")
_DIGIT = re.compile(r"\d")
_COUNTED = re.compile(r"[（(]共?\d{1,4}[家个][）)]$")
LONGEST_LABEL = 6
# Before a name stand at most a rank, a code and a score.
MAX_LEADING = 3
# A label that is broken over lines may have its number of rows on one or two more.
COUNT_LINES = 2
_TRAILING = re.compile(r"[\u4e00-\u9fff）)]([A-Za-z]{0,2}\d{2,3}(?:\.\d{1,2})?分?)$")


@dataclass(frozen=True, slots=True)
class Words:
    """Declared words a table's structure shows in: heads of columns, labels that may head several rows, and the parts
    of labels and of heads (`pieces`) that a narrow cell breaks over lines; `offices` are those that people hold,
    `initials` what `openers` begin with.
    """

    heads: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    openers: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    offices: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()
    totals: frozenset[str] = frozenset()
    longest_head: int = 4
    pieces: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()

    def is_label(self, text: str) -> bool:
        """Tell whether a cell holds a label, with the number of its rows in brackets or without."""
        return text in self.labels or _COUNTED.sub("", text) in self.labels

    def counts(self, text: str) -> bool:
        """Tell whether a cell holds a number of rows in brackets, as under a label."""
        return bool(_COUNTED.fullmatch(text))

    @property
    def longest_label(self) -> int:
        """The most lines a label may take, a character a line."""
        return LONGEST_LABEL + COUNT_LINES

    def is_head(self, text: str) -> bool:
        """Tell whether a cell is the head of a column; the last line of a wrapped name may read like one (联盟)."""
        return text in self.heads and text not in self.endings

    def ends_name(self, text: str) -> bool:
        """Tell whether a cell is the end of a name, or what is left of its last word for another line."""
        bare = text[: unmarked(text)[1]]
        return bare.endswith(self.endings) or any(ending.endswith(bare) for ending in self.endings if bare)

    def goes_on(self, text: str) -> bool:
        """Tell whether a line says that the table above goes on."""
        return text.endswith(self.continued) or text.startswith(self.continued)

    def heads_rows(self, text: str) -> bool:
        """Tell whether a cell runs through the table as the heading of the rows below it."""
        bare = text.lstrip("一二三四五六七八九十0123456789（）()、.． ")
        # 一般 is a label that begins with a numeral.
        if text in self.labels or bare in self.labels:
            return True
        # A sentence may begin with a label, too; a heading has no marks outside its brackets.
        return (
            bare[:1] in self.initials and bare.startswith(self.openers) and not MARKS.search(_BRACKETED.sub("", text))
        )


def part_cells(cells: list[Cell], words: Words) -> list[Cell]:
    """Part from a cell what stands so near that only what it holds tells it apart: a rank before it, and figures and
    labels after it.
    """
    parted: list[Cell] = []
    for whole in cells:
        cell = _parted_words(whole, words)
        if len(cell) == 1:
            parted.append(cell)
            continue
        if words.is_head(cell_text(cell[:1])) and all(words.is_head(cell_text([p])) for p in cell):
            parted += [[p] for p in cell]
            continue
        start = 0
        while start + 1 < len(cell) and _narrow(cell, start + 1) and _leads(cell[start], start):
            start += 1
        end = len(cell)
        while end > start + 1 and _narrow(cell, end - 1) and _stands_alone(cell[end - 1], words):
            end -= 1
        parts = [*([p] for p in cell[:start]), cell[start:end], *([p] for p in cell[end:])]
        label = next((n for n in range(start, end) if _is_label(cell, n, words)), None)
        if label is not None:
            parts[start : start + 1] = [cell[start:label], [cell[label]], cell[label + 1 : end]]
        parted += [part for part in parts if part]
    return parted


def _leads(piece: Piece, at: int) -> bool:
    """Tell whether a word before a name is a cell of its own: a rank, or after it a score."""
    return piece.rank is not None or (at < MAX_LEADING and bool(_FIGURE.fullmatch(piece.text)))


def _is_label(cell: Cell, at: int, words: Words) -> bool:
    """Tell whether a word is a label of its own; with a bracket after it, it heads a group (其他联盟（共…）, and
    between single characters it is one of a name that is spaced out (高 粱 产 业).
    """
    text = cell_text([cell[at]])
    if at + 1 < len(cell) and cell[at + 1].rank is not None and words.counts(text):
        return True
    if text not in words.labels:
        return False
    beside = [cell[n].text for n in (at - 1, at + 1) if 0 <= n < len(cell)]
    lettered = sum(text.isalpha() for text in beside)
    if len(cell[at].text) == 1 and (lettered == 2 or any(len(text) == 1 and text.isalpha() for text in beside)):
        return False
    return at + 1 == len(cell) or not cell[at + 1].text.startswith(("（", "(")) or cell[at + 1].rank is not None


def _parted_words(cell: Cell, words: Words) -> Cell:
    """Part words that a narrow gap has not: a rank before ideographs or after a label, a figure after ideographs, a
    label after a figure.
    """
    if len(cell) == 1 and (cell[0].text.isdecimal() or not _DIGIT.search(cell[0].text)):
        return cell
    if not _DIGIT.search(cell[0].text) and not _DIGIT.search(cell[-1].text):
        return cell
    leading = _LEADING.match(cell[0].text)
    if leading:
        cell = [*cell[0].cut(leading.end(1)), *cell[1:]]
    before = _LABELLED.fullmatch(cell[0].text)
    if before and before[1] in words.labels:
        cell = [*cell[0].cut(before.end(1)), *cell[1:]]
    last = cell[-1].text
    ends = (len(last) - n for n in range(1, min(len(last), LONGEST_LABEL + 1)))
    label = next((at for at in ends if last[at:] in words.labels and _SCORED.search(last[:at])), None)
    if label is not None:
        cell = [*cell[:-1], *cell[-1].cut(label)]
    trailing = _TRAILING.search(cell[-1].text) if _SCORED.search(cell[-1].text) else None
    if trailing:
        cell = [*cell[:-1], *cell[-1].cut(trailing.start(1))]
    return cell


def _narrow(cell: Cell, at: int) -> bool:
    gap = (cell[at].x0 - cell[at - 1].x1) / min(cell[at - 1].height, cell[at].height)
    return gap > NARROW_GAP or gap < -OVER or cell[at].gap == PARTED


def _stands_alone(piece: Piece, words: Words) -> bool:
    text = cell_text([piece])
    return text in words.labels or bool(_FIGURE.fullmatch(text))
