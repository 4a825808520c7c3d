"""Rule: what a check protects, in words, for formats that explain their findings."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.finding import Message


@dataclass(frozen=True, slots=True)
class RuleHelp:
    """A rule in words: its code, its name, and the explanation that `alliances explain` prints."""

    code: str
    name: Message
    text: Message
