"""Patterns that need Unicode's own idea of what a Chinese character is (extensions and 〇 included)."""

from __future__ import annotations

import regex

HAN = regex.compile(r"\p{Han}")
HAN_WORD = regex.compile(r"[\p{Han}A-Za-z]+")
PERSON = regex.compile(r"[\p{Han}·]{2,4}")
"""A person's name: two to four characters, or with the dot of a transcribed one."""
