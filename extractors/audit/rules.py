"""Rule: a code given once, the check behind it, and its explanation, which is the check's docstring."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from inspect import getdoc
from typing import NamedTuple

from extractors.audit.case import Case
from schemas.finding import Finding, Message, RuleText

Check = Callable[[Case], Iterator[Finding]]

PARTS = {
    "zh": ("保护什么", "举例", "不管什么"),
    "en": ("Protects", "Example", "Silent on"),
}
"""The fixed parts of a rule's docstring, in both languages."""
_TITLE = re.compile(r"(?P<code>[A-Z]+-\d\d) (?P<zh>[^(]+?) \((?P<en>.+)\)\.?")


class Rule(NamedTuple):
    """A rule of the audit; it unpacks into code and check."""

    code: str
    check: Check

    @property
    def text(self) -> str:
        """The whole explanation."""
        return getdoc(self.check) or ""

    def title(self, lang: str) -> str:
        """Give the rule's name.

        Raises:
            ValueError: when the docstring does not begin with code and both names.
        """
        found = _TITLE.match(self.text.split("\n", 1)[0])
        if not found or found["code"] != self.code:
            raise ValueError(f"the docstring of {self.code} does not begin with its code and its names")
        return found[lang]

    def part(self, name: str) -> str:
        """Give one part of the explanation by its label, empty where it is missing."""
        labels = "|".join(label for parts in PARTS.values() for label in parts)
        found = re.search(rf"^{name}[：:]\s*(.+?)(?=^(?:{labels})[：:]|\Z)", self.text, re.MULTILINE | re.DOTALL)
        return " ".join(found[1].split()) if found else ""

    def told(self) -> RuleText:
        """Give the explanation in both languages."""
        titles = Message(self.title("zh"), self.title("en"))
        parts = (Message(self.part(zh), self.part(en)) for zh, en in zip(*PARTS.values(), strict=True))
        protects, example, silent = parts
        return RuleText(self.code, titles, protects, example, silent)
