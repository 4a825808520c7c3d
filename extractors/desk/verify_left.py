"""What is left of a sentence when its statements have been made: words that nothing here understands."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.desk.verify_parts import Unit, Words, denials, denied_figure, is_light, unknown_in
from extractors.statistics.tokens import Token
from schemas.reading import Claim
from schemas.vocabulary import Vocabulary

Span = tuple[int, int]
NUMBERS = ("quantity", "percent", "score", "streak", "ordinal", "clock")
_QUIET = (
    "comma", "semi", "stop", "list", "open", "close", "head", "whole", "definite", "each", "among", "in", "share",
    "reach", "than", "and", "respectively", "etc", "contrast",
)  # fmt: skip
"""Kinds of token that only join others: what they do shows in the claims."""
_TURNS = ("up", "down", "last_period", "become")
_MARKS = ("comma", "semi", "stop", "open", "close", "list")


def left_over(unit: Unit, claims: list[Claim], words: Words, vocabulary: Vocabulary) -> Iterator[Span]:
    """Give the stretches of a unit that no statement accounts for."""
    for token in unit.tokens:
        if token.start in words.used or token.kind in _QUIET or token.kind in NUMBERS:
            continue
        if token.kind == "word":
            yield from _word(token, unit, words, vocabulary)
        elif not _accounted(token, unit, claims, vocabulary):
            yield token.start, token.end


def _word(token: Token, unit: Unit, words: Words, vocabulary: Vocabulary) -> Iterator[Span]:
    """Give what is unknown in a run of plain words."""
    if denials((token,), vocabulary) and not _denies(token, unit, words, vocabulary):
        after = next((t for t in unit.tokens if t.start == token.end and is_light(t.text, vocabulary)), None)
        yield token.start, after.end if after else token.end
        return
    if _since(token, unit, vocabulary):
        return
    skip = _tail_of_thing(token, unit, vocabulary)
    span = unknown_in(token, vocabulary, unit.spanned, skip)
    if span is not None:
        yield token.start + span[0], token.start + span[1]


def _since(token: Token, unit: Unit, vocabulary: Vocabulary) -> bool:
    """Tell whether a word only begins what leads to 增加到 or 至: 数量从 2024 年的 37 家."""
    after = next((t for t in unit.tokens if t.start == token.end), None)
    word = next((w for w in vocabulary.words("verify", "since") if token.text.endswith(w)), "")
    rest = token.text.removesuffix(word)
    begins = after is not None and after.kind in ("date", *NUMBERS)
    return bool(word) and begins and unit.spanned and (not rest or is_light(rest, vocabulary))


def _tail_of_thing(token: Token, unit: Unit, vocabulary: Vocabulary) -> int:
    """Give how much of a word belongs to the thing before it: 组 of 专家组."""
    thing = any(t.end == token.start and t.kind == "thing" for t in unit.tokens)
    tails = vocabulary.words("verify", "after_thing") if thing else ()
    return max((len(w) for w in tails if token.text.startswith(w)), default=0)


def _accounted(token: Token, unit: Unit, claims: list[Claim], vocabulary: Vocabulary) -> bool:
    """Tell whether a token that is no plain word shows in a claim, or is a word that changes nothing."""
    if token.kind == "date":
        return "-" not in (token.figure.date_from if token.figure else "")
    if token.kind in ("axis", "bare"):
        told = _in_claims(token, claims, vocabulary) or _named(token, claims, vocabulary)
        return told and not (token.kind == "bare" and _ends_word(token, unit, vocabulary))
    if token.kind in ("thing", "measure"):
        return _of_thing(token, claims)
    if token.kind in _TURNS:
        return _turned(token, unit, claims, vocabulary)
    if token.kind in ("upward", "downward"):
        return _with_its_end(token, unit, vocabulary)
    if token.kind == "rate":
        return token.entry is not None and any(p.values(token.entry.axis) for c in claims if c.base for p in c.of)
    if token.kind == "full":
        return any(p.intervals for c in claims for p in c.of)
    if token.kind == "sum":
        return _sums(token, unit, claims)
    return is_light(token.text, vocabulary)


def _with_its_end(token: Token, unit: Unit, vocabulary: Vocabulary) -> bool:
    """Tell whether 以上 is of a figure, or says that the grade it stands behind counts too (一般及以上)."""
    graded = any(t.end == token.start and t.kind in ("axis", "bare") for t in unit.tokens)
    inclusive = any(token.text.startswith(word) for word in vocabulary.words("relation", "and"))
    return inclusive if graded else is_light(token.text, vocabulary)


def _ends_word(token: Token, unit: Unit, vocabulary: Vocabulary) -> bool:
    """Tell whether a label of one character only ends a word that nobody declared: 创历史新高."""
    before = next((t for t in unit.tokens if t.end == token.start and t.kind == "word"), None)
    span = unknown_in(before, vocabulary) if before else None
    return before is not None and span is not None and span[1] == len(before.text)


def _denies(token: Token, unit: Unit, words: Words, vocabulary: Vocabulary) -> bool:
    """Tell whether a denial has been taken into account: it stands right before a figure that was held."""
    held = any(t.start == token.end and t.start in words.used and t.kind in NUMBERS for t in unit.tokens)
    return held and denials((token,), vocabulary) == 1 and denied_figure(unit, token.end, vocabulary)


def _in_claims(token: Token, claims: list[Claim], vocabulary: Vocabulary) -> bool:
    entry = token.entry
    assert entry is not None, "an axis token has its entry"
    for population in (p for c in claims for p in (*c.of, *c.base)):
        values = population.values(entry.axis)
        if values is not None and set(entry.values) <= set(values):
            return True
        implied = any(
            population.values(a.name) and (entry.axis, entry.values) in [(n, (v,)) for n, v in a.whole]
            for a in vocabulary.axes
        )
        if implied:
            return True
        spans = any(entry.axis == "honour" and r for r in population.values("honour") or ())
        if spans:
            return True
    return False


def _named(token: Token, claims: list[Claim], vocabulary: Vocabulary) -> bool:
    """Tell whether a label for members who do something is the word for the thing that a claim counts."""
    things = dict(vocabulary.things)
    return any(token.text in things.get(p.entity, ()) for c in claims for p in c.of)


def _of_thing(token: Token, claims: list[Claim]) -> bool:
    entry = token.entry
    assert entry is not None, "a thing has its entry"
    if entry.entity == "evaluation":
        return True
    return any(p.entity == entry.entity for c in claims for p in c.of) or any(c.measure == entry.axis for c in claims)


def _turned(token: Token, unit: Unit, claims: list[Claim], vocabulary: Vocabulary) -> bool:
    """Tell whether a word of change belongs to a change that was read, or last year's figure to its year."""
    changes = [c for c in claims if c.kind == "change"]
    after = _following(token, unit, ("word", "date") if token.kind == "become" else ("word",))
    if token.kind == "become":
        figures = [c for c in claims if c.kind in ("count", "share")]
        led = after is not None and after.kind in ("quantity", "percent")
        return led and (len(figures) > 1 or (bool(figures) and _goes_along(token, changes, vocabulary)))
    if token.kind != "last_period" or unit.told.text[: token.start].endswith(("比", "较", "与", "和", "同")):
        return bool(changes)
    return bool(unit.years) and after is not None and after.kind in ("quantity", "percent")


def _goes_along(token: Token, changes: list[Claim], vocabulary: Vocabulary) -> bool:
    """Tell whether a word such as 降至 goes the way of the change told beside it (减少 4 家，降至 9 家)."""
    turns = {c.quantity.value > 0 for c in changes if c.quantity is not None}
    words = vocabulary.words("verify", "rising" if turns == {True} else "falling")
    return len(turns) == 1 and token.text in words


def _sums(token: Token, unit: Unit, claims: list[Claim]) -> bool:
    """Tell whether 合计 stands before a count of members that was read."""
    after = _following(token, unit, ("word",))
    counts = [c for c in claims if c.kind == "count" and c.quantity is not None and after is not None]
    return after is not None and any(c.quantity and c.quantity.text == after.text for c in counts)


def _following(token: Token, unit: Unit, passed: tuple[str, ...]) -> Token | None:
    return next((t for t in unit.tokens if t.start >= token.end and t.kind not in passed), None)


def told_spans(unit: Unit, spans: list[Span]) -> tuple[tuple[int, int, str], ...]:
    """Give stretches in the words they were written in: neighbours as one, single characters with a neighbour."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    wide = [_widened(span, unit) for span in joined]
    return tuple((start, end, unit.told.printed(start, end)) for start, end in wide)


def _widened(span: Span, unit: Unit) -> Span:
    """Widen a stretch to what a reader would call a word: 十年来最好成绩, 饱和, 专家组."""
    start, end = span
    inside = [t for t in unit.tokens if t.start <= start and end <= t.end]
    before = next((t for t in unit.tokens if t.end == start and t.kind not in _MARKS), None)
    after = next((t for t in unit.tokens if t.start == end and t.kind not in _MARKS), None)
    if before is not None and before.kind in NUMBERS:
        start = before.start
    elif end - start == 1 and inside and inside[0].start < start:
        start = inside[0].start
    elif end - start == 1 and before is not None:
        start = before.start
    ends = after is not None and not any(t.start == after.end and t.kind not in _MARKS for t in unit.tokens)
    if after is not None and after.kind in _QUIET and len(after.text) == 1 and ends:
        end = after.end
    return start, end if end - start > 1 or after is None else after.end


__all__ = ["NUMBERS", "left_over", "told_spans"]
