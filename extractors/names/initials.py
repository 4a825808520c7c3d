"""Pinyin initials of Chinese words, as people type them: ddqc for 电动汽车."""

from __future__ import annotations

from bisect import bisect_right

_FIRST = (
    ("a", 0xB0A1), ("b", 0xB0C5), ("c", 0xB2C1), ("d", 0xB4EE), ("e", 0xB6EA), ("f", 0xB7A2), ("g", 0xB8C1),
    ("h", 0xB9FE), ("j", 0xBBF7), ("k", 0xBFA6), ("l", 0xC0AC), ("m", 0xC2E8), ("n", 0xC4C3), ("o", 0xC5B6),
    ("p", 0xC5BE), ("q", 0xC6DA), ("r", 0xC8BB), ("s", 0xC8F6), ("t", 0xCBFA), ("w", 0xCDDA), ("x", 0xCEF4),
    ("y", 0xD1B9), ("z", 0xD4D1),
)  # fmt: skip
"""Where each initial begins in the first level of GB 2312 (1980), which is in the order of pinyin."""

_LAST = 0xD7F9
"""The last character of the first level; the second is in the order of radicals and tells no initial."""

ANY = "?"
"""Stands for the initial of a character that GB 2312 does not order by pinyin (钒, 酶)."""


def initial_of(character: str) -> str:
    """Give the initial of a character, the character itself where it is Latin, `?` where it cannot be told."""
    if character.isascii():
        return character.lower()
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ANY
    if not _FIRST[0][1] <= code <= _LAST:
        return ANY
    return _FIRST[bisect_right([start for _, start in _FIRST], code) - 1][0]


def has_initials(text: str, letters: str) -> bool:
    """Tell whether a text has the initials given; a character whose initial cannot be told agrees with any letter."""
    return len(text) == len(letters) and all(
        initial in (letter, ANY) for initial, letter in zip(map(initial_of, text), letters.lower(), strict=True)
    )
