"""Heads of tables: which columns a line names, and what stands above the first row."""

from __future__ import annotations

import re
from functools import cache

from extractors.layout import Printed
from extractors.tables.groups import group_heading
from schemas.passage import Ink
from schemas.vocabulary import Vocabulary

HEAD_LINES = 14
# A head has fewer characters than a name.
MAX_HEAD = 8
# What no head and no line of a name has.
SENTENCE = frozenset("。；：！？，")
_UNIT = re.compile(r"（[^（）]{1,4}）$")


@cache
def _labels(vocabulary: Vocabulary) -> dict[str, str]:
    return {label: column for column, labels in vocabulary.section("columns") for label in labels}


@cache
def _heads_together(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match heads that stand so near each other that they come as one word."""
    words = "|".join(sorted((re.escape(w) for w in _labels(vocabulary)), key=len, reverse=True))
    return re.compile(rf"({words})(?:{words})+")


@cache
def _heads_begin(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(label[0] for label in _labels(vocabulary))


def column_of(text: str, vocabulary: Vocabulary) -> str:
    """Give the column that a head names, a unit in brackets aside, the first of heads that run together; empty where
    none is declared.
    """
    if text[:1] not in _heads_begin(vocabulary):
        return ""
    labels = _labels(vocabulary)
    found = labels.get(text) or (labels.get(_UNIT.sub("", text), "") if text.endswith("）") else "")
    if found:
        return found
    together = _heads_together(vocabulary).fullmatch(text)
    return labels[together[1]] if together else ""


def is_head(line: Printed, vocabulary: Vocabulary) -> bool:
    """Tell whether a line is the head of a table: declared heads only, or two of them and short words beside."""
    if line.text in vocabulary.entity.name_endings:
        return False
    known, short = 0, True
    for token in line.tokens:
        named = token.text == "*" or bool(column_of(token.text, vocabulary))
        known += named
        short = short and is_short(token.text)
        if not named and not short:
            return False
    return known == len(line.tokens) or (short and known >= 2)


def is_short(text: str) -> bool:
    """Tell whether a text is as short as a head, without digits or marks of sentences."""
    return len(text) <= MAX_HEAD and SENTENCE.isdisjoint(text) and not any(map(str.isdigit, text))


def head_above(
    lines: tuple[Printed, ...], start: int, vocabulary: Vocabulary
) -> tuple[list[int], tuple[str, ...], tuple[Ink, ...]]:
    """Look above the first record for group heading, head cells (perhaps broken over lines) and captions."""
    above: list[int] = []
    columns: list[str] = []
    i = start - 1
    while i >= max(0, start - HEAD_LINES):
        line = lines[i]
        cells = [c for t in line.tokens if (c := column_of(t.text, vocabulary))]
        if cells and is_head(line, vocabulary):
            columns = cells + columns
        elif line.text != "*" and group_heading(line, vocabulary) is None:
            break
        above.append(i)
        i -= 1
    captions: list[Ink] = []
    while i >= 0 and len(captions) < 3 and not lines[i].text.endswith(("。", "；")):
        captions.insert(0, lines[i].ink)
        i -= 1
    return above, tuple(dict.fromkeys(columns)), tuple(captions)


def heads_people(line: Printed, vocabulary: Vocabulary) -> bool:
    """Tell whether a line is the head of a list of people: a column for them, and none for names."""
    columns = {column_of(t.text, vocabulary) for t in line.tokens} if is_head(line, vocabulary) else set()
    return "person" in columns and "name" not in columns


def heads_names(line: Printed, vocabulary: Vocabulary) -> bool:
    """Tell whether a line is the head of a table of ranks and names."""
    if not is_head(line, vocabulary):
        return False
    return {"rank", "name"} <= {column_of(t.text, vocabulary) for t in line.tokens}
