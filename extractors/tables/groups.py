"""Headings of groups inside a table: a tier that holds for the rows below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.layout import Printed, numbered
from extractors.statistics.lexicon import lexicon
from extractors.statistics.tokens import Token, tokens
from schemas.passage import Ink
from schemas.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """A heading inside a table that names the tier of the rows below it."""

    ink: Ink
    tier: str
    label: Ink
    count: Token | None


def group_heading(line: Printed, vocabulary: Vocabulary) -> GroupHeading | None:
    """Read a line as a group heading: one tier's label, an entity word and a count; None where more stands there."""
    if line.text.count("（") != line.text.count("）"):
        return None
    if not tier_words(vocabulary).search(line.text):
        return None
    part = numbered(line.ink, vocabulary)
    ink = part.ink if part and part.ink.text else line.ink
    found = tokens(ink.text, vocabulary)
    tiers = [
        t
        for t in found
        if t.kind in ("axis", "bare") and t.entry and t.entry.axis == "tier" and len(t.entry.values) == 1
    ]
    counts = [t for t in found if t.kind == "quantity"]
    rest = [
        t
        for t in found
        if t not in tiers and t not in counts and t.kind not in ("head", "open", "close", "comma", "definite")
    ]
    if len(tiers) != 1 or len(counts) > 1 or any(t.kind != "word" or t.text.strip("的共计有类组：续") for t in rest):
        return None
    tier = tiers[0]
    assert tier.entry is not None
    return GroupHeading(ink, tier.entry.values[0], ink.cut(tier.start, tier.end), counts[0] if counts else None)


@cache
def tier_words(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match whatever a tier's label begins with, so that most lines need not be cut into tokens."""
    words = sorted({e.label.partition("…")[0] for e in lexicon(vocabulary).entries("tier")}, key=len)
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")
