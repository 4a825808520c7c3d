"""Light words: what may stand in a clause and says nothing of whom its figure counts."""

from __future__ import annotations

import re
from functools import cache

from schemas.vocabulary import Vocabulary

# 表现突出 may be all there is to say of those counted; more tell who they are.
MAX_LIGHT = 4
# 到 begins no noun, and 中 and 里 end none: they close a scope.
_NO_PART = "^到|[中里]$"


@cache
def _pattern(key: str, vocabulary: Vocabulary) -> re.Pattern[str]:
    words = sorted(vocabulary.words("light", key), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


def without_light(text: str, vocabulary: Vocabulary) -> str:
    """Take out the words that may stand beside any figure."""
    return _pattern("beside", vocabulary).sub("", text)


def noun_of(text: str, vocabulary: Vocabulary) -> str:
    """Take the noun that a text begins with: it ends where a declared word begins."""
    found = _pattern("noun_ends", vocabulary).search(text)
    return re.split(_NO_PART, text[: found.start()] if found else text)[0]


def made_of(text: str, key: str, vocabulary: Vocabulary) -> bool:
    """Tell whether nothing but words of a declared list makes up a text."""
    words = _pattern(key, vocabulary)
    at = 0
    while at < len(text):
        found = words.match(text, at)
        if found is None:
            return False
        at = found.end()
    return True
