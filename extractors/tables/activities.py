"""Tables of activities: one line of counts under heads that may be broken into single characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.layout import Printed, join
from schemas.passage import Ink
from schemas.vocabulary import Vocabulary

ACTIVITY = "activity"
MIN_COLUMNS = 3
# Heads of nine columns broken into single characters fill some 40 lines.
MAX_HEAD_LINES = 60
_CELL = re.compile(r"\d+[家个]?$")
_UNIT = re.compile(r"[家个]$")


@dataclass(frozen=True, slots=True)
class ActivityTable:
    """A caption, and for each column its head, the declared activity (empty where unknown) and the count with unit."""

    caption: Ink
    columns: tuple[tuple[Ink, str, Ink], ...]
    lines: frozenset[int]
    complete: bool


def find_activities(lines: tuple[Printed, ...], vocabulary: Vocabulary) -> tuple[ActivityTable, ...]:
    """Find every table that is one line of counts under heads of declared activities; a series may declare none."""
    if all(axis.name != ACTIVITY for axis in vocabulary.axes):
        return ()
    return tuple(t for i in range(len(lines)) if (t := _table(lines, i, vocabulary)))


def _values(line: Printed) -> tuple[Ink, ...]:
    """Join number and unit where white space parts them; empty where the line is not all counts."""
    cells: list[Ink] = []
    for token in line.tokens:
        if cells and cells[-1].text.isdigit() and _UNIT.fullmatch(token.text):
            cells[-1] = cells[-1] + token
        elif _CELL.match(token.text):
            cells.append(token)
        else:
            return ()
    united = sum(not c.text.isdigit() for c in cells)
    return tuple(cells) if len(cells) >= MIN_COLUMNS and united == len(cells) else ()


def _table(lines: tuple[Printed, ...], i: int, vocabulary: Vocabulary) -> ActivityTable | None:
    values = _values(lines[i])
    if not values:
        return None
    head: list[Printed] = []
    for line in reversed(lines[max(0, i - MAX_HEAD_LINES) : i]):
        if re.search(r"\d+[家个]|[。：；]", line.text):
            caption = line
            break
        head.insert(0, line)
    else:
        return None
    if not head:
        return None
    columns, complete = _columns(head, values, vocabulary)
    if not any(activity for _, activity, _ in columns):
        return None
    taken = frozenset(line.line.number for line in (*head, lines[i]))
    return ActivityTable(caption.ink, columns, taken, complete)


def _columns(
    head: list[Printed], values: tuple[Ink, ...], vocabulary: Vocabulary
) -> tuple[tuple[tuple[Ink, str, Ink], ...], bool]:
    labels = {label: value.key for value in vocabulary.axis(ACTIVITY).values for label in value.labels}
    one_line = head[0].tokens if len(head) == 1 else ()
    if len(one_line) == len(values):
        return tuple((h, labels.get(h.text, ""), v) for h, v in zip(one_line, values, strict=True)), True
    heads = _match_labels(join(tuple(p.ink for p in head)), labels)
    complete = len(heads) == len(values) and all(activity for _, activity in heads)
    pairs = tuple((h, a, v) for (h, a), v in zip(heads, values, strict=False))
    return (pairs if complete else ()), complete


def _match_labels(ink: Ink, labels: dict[str, str]) -> list[tuple[Ink, str]]:
    """Cut the joined heads into declared labels, longest first; stop where none fits."""
    found: list[tuple[Ink, str]] = []
    at = 0
    ordered = sorted(labels, key=len, reverse=True)
    while at < len(ink):
        label = next((name for name in ordered if ink.text.startswith(name, at)), "")
        if not label:
            return found
        found.append((ink.cut(at, at + len(label)), labels[label]))
        at += len(label)
    return found
