"""Rows of a summary: a head, a number, and as many names as fit on the line; nothing is left out without saying so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.render.screen import clean, cut, pad, width, wrap
from schemas.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Style:
    """How a summary is laid out: language, columns of the screen, columns of the heads."""

    lang: str
    columns: int
    heads: int

    def say(self, zh: str, en: str) -> str:
        """Give the words of the language."""
        return en if self.lang == "en" else zh

    def line(self, head: str, text: str) -> str:
        """Write one line, cut where the screen ends."""
        return cut(f"{pad(head, self.heads)}  {_safe(text)}".rstrip(), self.columns)

    def lines(self, head: str, text: str, most: int = 3) -> list[str]:
        """Write a text on several lines, the head before the first; what is over is cut."""
        hang = " " * (self.heads + 2)
        found = wrap(clean(text), self.columns, hang)
        if len(found) > most:
            found = [*found[: most - 1], cut(found[most - 1] + "……", self.columns)]
        return [f"{pad(head, self.heads)}  {found[0][len(hang) :]}".rstrip(), *found[1:]]

    def names(self, head: str, names: Sequence[str], before: str = "") -> str:
        """Write names on one line, as many as fit, and how many there are in all where some do not."""
        told, gap = before, self.say("、", ", ")
        room = self.columns - self.heads - 2
        for count, name in enumerate(names):
            left = len(names) - count - 1
            more = self.say(f" 等 {len(names)} 家", f" and {left + 1} more") if left >= 0 else ""
            added = (gap if count else "") + clean(name)
            rest = more if left or width(told + added) > room else ""
            if width(told + added + rest) > room and count:
                return self.line(head, told + self.say(f" 等 {len(names)} 家", f" and {len(names) - count} more"))
            told += added
        return self.line(head, told)


def _safe(text: str) -> str:
    """Make text of documents safe on one line; the spaces it begins with align it."""
    return " " * (len(text) - len(text.lstrip(" "))) + clean(text)


def short_name(name: str, vocabulary: Vocabulary) -> str:
    """Take off what nearly all names end with: 马产业技术创新战略联盟 is 马; a name is never taken off whole."""
    tails = vocabulary.entity.name_tails
    short = name
    while found := next((t for t in tails if short.endswith(t) and len(short) > len(t)), ""):
        short = short[: -len(found)]
    return short
