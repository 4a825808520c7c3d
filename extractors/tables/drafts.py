"""Drafts: rows of a table while their lines are being gathered, and lines that are torn off or stand between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.layout import Printed, join
from extractors.tables.groups import GroupHeading
from schemas.passage import Ink, unmarked
from schemas.vocabulary import Vocabulary

# Between the last row on a page and the first on the next stand at most so many lines of notes, heads and the like.
MOST_BETWEEN = 14
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Draft:
    """A row while its lines are being gathered; `row` where the reader put it together from its cells, `frame`
    what is printed around its rank.
    """

    rank: Ink
    names: list[Ink]
    tail: list[Ink]
    group: int
    lines: list[int]
    page: int
    row: bool = False
    frame: str = ""

    def complete(self, endings: tuple[str, ...]) -> bool:
        return ends(join(tuple(self.names)).text, endings)


def ends(text: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a text ends like a name, marks for a note aside."""
    return text.endswith(endings) or (bool(text) and text[: unmarked(text)[1]].endswith(endings))


def tier_of(part: Ink, vocabulary: Vocabulary) -> str:
    """Give the tier whose label a cell holds; empty where it holds none."""
    return _tiers(vocabulary).get(part.text, "")


@cache
def _tiers(vocabulary: Vocabulary) -> dict[str, str]:
    axis = vocabulary.axis("tier")
    stemmed = {value.key: [stem + bare for stem in axis.stem for bare in value.bare] for value in axis.values}
    labels = ((label, v.key) for v in reversed(axis.values) for label in (*v.bare, *v.labels, *stemmed[v.key]))
    return dict(labels)


def ends_torn(line: Printed, last: Draft, vocabulary: Vocabulary) -> bool:
    """Take the rest of a row that the page before began where its tier's label stands beside it, once more; tell
    whether it was so.
    """
    if line.line.page == last.page or len(line.tokens) != 2 or last.complete(vocabulary.entity.name_endings):
        return False
    label, rest = line.tokens
    if not tier_of(label, vocabulary) or not ends(rest.text, vocabulary.entity.name_endings):
        return False
    tear(last)
    last.names.append(rest)
    last.lines.append(line.line.number)
    return True


def tear(draft: Draft) -> None:
    """Take a row as torn by the end of a page or block: its first cell goes on below, the others ended there."""
    draft.tail += draft.names[1:]
    del draft.names[1:]


def ends_row(line: Printed, last: Draft, endings: tuple[str, ...]) -> bool:
    """Tell whether a line that reads like a heading is the end of a wrapped name and its tier (战略联盟 一般)."""
    return not last.complete(endings) and len(line.tokens) > 1 and ends(line.tokens[0].text, endings)


def stands_beside(lines: tuple[Printed, ...], i: int, last: Draft, headed: bool) -> bool:
    """Tell whether a line is none of the table though rows of it stand above and below: a note at the foot of a page.

    Only of rows that a reader put together is that certain. `headed`: a line may be the heading of a group, under which
    ranks may begin anew.
    """
    if not last.row or lines[i].line.row:
        return False
    after = next((line for line in lines[i + 1 : i + 1 + MOST_BETWEEN] if line.line.row), None)
    found = _NUMBER.search(after.tokens[0].text) if after else None
    if after is None or found is None or frame_of(after) != last.frame:
        return False
    rank = int(found[0])
    return rank >= max(int(last.rank.text), 2) or (headed and rank == 1)


def frame_of(line: Printed) -> str:
    """Give what is printed around the rank that a line begins with: 第…名, （…）, nothing."""
    return _NUMBER.sub("", line.tokens[0].text)


def put_before_names(drafts: list[Draft], vocabulary: Vocabulary) -> None:
    """Give names back the first character, parted from them by white space, that reads like a tier (高 粱产业…),
    in a table whose tiers stand in headings.
    """
    for draft in drafts:
        first = draft.tail[0] if draft.tail and draft.names else None
        if first is not None and tier_of(first, vocabulary) and draft.rank.at[0] < first.at[0] < draft.names[0].at[0]:
            draft.names.insert(0, draft.tail.pop(0))


def merged_groups(drafts: list[Draft], vocabulary: Vocabulary) -> list[GroupHeading]:
    """Take labels that stand in the first row of their tier alone, as merged cells come out in a text, for headings of
    the rows below them; none where a label is told twice.
    """
    told = [(n, part) for n, d in enumerate(drafts) for part in d.tail if tier_of(part, vocabulary)]
    tiers = [tier_of(part, vocabulary) for _, part in told]
    if not told or told[0][0] or len(tiers) == len(drafts) or len(set(tiers)) < len(tiers):
        return []
    for (n, part), after in zip(told, [*(n for n, _ in told[1:]), len(drafts)], strict=True):
        drafts[n].tail.remove(part)
        for draft in drafts[n:after]:
            draft.group = tiers.index(tier_of(part, vocabulary))
    return [GroupHeading(part, tier, part, None) for (_, part), tier in zip(told, tiers, strict=True)]
