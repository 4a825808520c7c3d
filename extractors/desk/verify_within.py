"""Groups told within others (X 中, 其中): a part that its whole rules out is no statement that could be true.

The grammar lets what a phrase says itself outrank its scope, since reports never contradict themselves so. News does:
参评联盟中有 95 家未参评 is held against nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.desk.verify_parts import Unit, clauses_of
from extractors.statistics.tokens import Token
from schemas.population import Population
from schemas.reading import Claim
from schemas.vocabulary import Vocabulary

Placed = tuple[int, int, Claim]
_LABELS = ("axis", "bare")


def ruled_out(unit: Unit, claims: Iterable[Placed], vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Give the labels of a unit that the group they are told within rules out."""
    counted = sorted((start, claim.of[0]) for start, _, claim in claims if claim.kind == "count" and claim.of)
    for clause in clauses_of(unit):
        for i, token in enumerate(clause):
            whole = _whole(token, clause[:i], counted, vocabulary)
            for label in clause[i + 1 :] if whole else ():
                if label.kind in _LABELS and _apart(whole, _told((label,), vocabulary)):
                    yield label.start, label.end


def _whole(
    token: Token, before: tuple[Token, ...], counted: list[tuple[int, Population]], vocabulary: Vocabulary
) -> dict[str, frozenset[str]]:
    """Give what holds of the group that 中 or 其中 tells of; nothing where it tells of none."""
    if token.kind == "in":
        return _told(before, vocabulary)
    if token.kind == "among":
        last = [of for start, of in counted if start < token.start][-1:]
        return _implied({axis: frozenset(values) for of in last for axis, values in of.axes}, vocabulary)
    return {}


def _told(labels: Iterable[Token], vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for token in labels:
        if token.kind in _LABELS and token.entry is not None:
            found[token.entry.axis] = found.get(token.entry.axis, frozenset()) | frozenset(token.entry.values)
    return _implied(found, vocabulary)


def _implied(told: dict[str, frozenset[str]], vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """Add what follows: whoever has a tier was evaluated."""
    follows = {name: frozenset((value,)) for axis in vocabulary.axes if axis.name in told for name, value in axis.whole}
    return follows | told


def _apart(whole: dict[str, frozenset[str]], part: dict[str, frozenset[str]]) -> bool:
    return any(not whole[axis] & values for axis, values in part.items() if axis in whole)


__all__ = ["ruled_out"]
