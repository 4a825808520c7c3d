"""Doubts: names of rows that cannot be whole as they were read."""

from __future__ import annotations

from extractors.tables.drafts import ends
from schemas.passage import Ink
from schemas.vocabulary import Vocabulary

# Where fewer names end as names do, the table's own names are of another kind.
USUAL = 0.9


def cut_names(names: tuple[Ink, ...], vocabulary: Vocabulary) -> tuple[Ink, ...]:
    """Give the names that are not whole: without the end that the others have, nothing but that end, or two in one."""
    entity = vocabulary.entity
    ended = [ends(name.text, entity.name_endings) for name in names]
    if sum(ended) < USUAL * len(names):
        return ()
    found = []
    for name, whole in zip(names, ended, strict=True):
        bare = any(tail.endswith(name.text) for tail in entity.not_names)
        two = any(0 < name.text.find(ending) < len(name) - len(ending) for ending in entity.full_endings)
        found += [name] if bare or two or not whole else []
    return tuple(found)


def two_in_one(name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a name holds another whole one before it (甲…联盟乙…联盟): columns of names may stand abreast."""
    endings = vocabulary.entity.full_endings
    first = min((at + len(ending) for ending in endings if (at := name.find(ending)) > 0), default=len(name))
    return ends(name[first:], endings) and name[first:] not in endings
