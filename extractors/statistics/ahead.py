"""Looking ahead in a sentence: what its tokens tell before they are read one by one."""

from __future__ import annotations

from itertools import takewhile

from extractors.statistics.script import HAN_WORD
from extractors.statistics.state import State
from extractors.statistics.tokens import Token

PARTS = ("comma", "semi", "stop")
# What parts the items of a list of grades, and what a grade stands before.
_ITEM_HEADS = ("comma", "semi", "list", "and", "open", "in", "among")
_ITEM_TAILS = ("quantity", "percent", "share", "and", "list", "head", "open", "respectively", "sum", "up", "down")


def graded(found: tuple[Token, ...], start: int) -> set[str]:
    """Find the axes of which a sentence names several values by their bare words alone, each at the head of its item
    and before a figure or the word for the members (高的 8 家，较高的 5 家; 高和较高的联盟合计 53 家); three at least
    where one stands alone before its figures (高，43 家，61.43%).
    """
    if sum([t.kind == "bare" for t in found[start:]]) < 2:
        return set()
    whole = takewhile(lambda t: t.kind != "stop", found[start:])
    sentence = tuple(t for t in whole if not t.light)
    values: dict[str, set[tuple[str, ...]]] = {}
    alone = 0
    for before, token, after in zip((None, *sentence), sentence, sentence[1:], strict=False):
        heads = before is None or before.kind in _ITEM_HEADS
        if token.kind == "bare" and token.entry is not None and heads and after.kind in (*_ITEM_TAILS, "comma"):
            values.setdefault(token.entry.axis, set()).add(token.entry.values)
            alone += after.kind == "comma"
    return {axis for axis, told in values.items() if len(told) > (2 if alone else 1)}


def parts_counts(found: tuple[Token, ...], i: int, state: State) -> bool:
    """Tell whether 和 parts two counts, each told in its own words (三批试点联盟 146 家和后续参加的联盟 23 家)."""
    phrase = state.phrase
    if phrase.count is None or not phrase.told or i + 1 == len(found):
        return False
    if found[i + 1].kind == "quantity":
        # 39 家第三批试点联盟和 11 家后续参加的联盟参加了评价
        return bool(phrase.after) and i + 2 < len(found) and found[i + 2].kind in ("axis", "bare")
    if found[i + 1].kind not in ("axis", "bare"):
        return False
    rest = list(takewhile(lambda t: t.kind not in (*PARTS, "list", "and", "share"), found[i + 1 :]))
    return any(t.kind == "quantity" for t in rest)


def figures_ahead(found: tuple[Token, ...], i: int, state: State) -> int:
    """Count the figures of the list that follows, up to the end of the clause; 这两类 in its base is none of them."""
    kinds = state.vocabulary.words("units", "kinds")
    count = 0
    for token in found[i + 1 :]:
        if token.kind in PARTS:
            break
        unit = token.figure.quantity.unit if token.figure is not None and token.figure.quantity is not None else ""
        count += token.kind in ("quantity", "percent") and unit not in kinds
    return count


def worded(found: tuple[Token, ...], i: int) -> bool:
    """Tell whether a word tells the share in this clause, and no figure (占参评联盟的一半以上)."""
    clause = list(takewhile(lambda t: t.kind not in PARTS, found[i + 1 :]))
    return any(t.kind == "wording" for t in clause)


def next_figure(found: tuple[Token, ...], i: int) -> Token | None:
    """Find the percent of this clause; a count on the way may be the base's (占第一批 52 个…)."""
    first: Token | None = None
    for token in found[i + 1 :]:
        if token.kind in PARTS:
            break
        if token.kind == "percent":
            return token
        if token.kind in ("quantity", "score"):
            first = first or token
    return first


def heads_next(found: tuple[Token, ...], i: int) -> bool:
    """Tell whether the sentence that ends here is but the label of a group (——第一批试点联盟。)."""
    labelled = False
    for token in reversed(found[:i]):
        if token.kind == "stop":
            break
        if token.kind == "word" and (token.light or not HAN_WORD.search(token.text)):
            continue
        if token.kind not in ("axis", "head"):
            return False
        labelled = labelled or token.kind == "axis"
    return labelled


def splits_later(found: tuple[Token, ...], i: int) -> bool:
    """Tell whether semicolons part what follows in this sentence."""
    return any(t.kind == "semi" for t in takewhile(lambda t: t.kind != "stop", found[i:]))


def axes_ahead(found: tuple[Token, ...], i: int) -> frozenset[str]:
    """Give the axes that the rest of this clause tells values of."""
    rest = takewhile(lambda t: t.kind not in PARTS, found[i + 1 :])
    return frozenset(t.entry.axis for t in rest if t.entry is not None and t.kind in ("axis", "bare"))
