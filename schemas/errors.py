"""Errors of a command or of a declared file. What is wrong with a document's content is a Finding instead."""

from __future__ import annotations

from schemas.finding import Message

Words = Message | str
"""Words in both languages; a string alone where they are the same in both, or the language is chosen already."""


def in_both(words: Words) -> Message:
    """Give words in both languages."""
    return words if isinstance(words, Message) else Message(words, words)


class AllianceError(Exception):
    """One line what, one line why, one line what to do; `exit_code` is the command's."""

    exit_code = 2

    def __init__(self, what: Words, why: Words, advice: Words) -> None:
        self.what, self.why, self.advice = in_both(what), in_both(why), in_both(advice)
        super().__init__("\n".join(self.lines("zh")))

    def lines(self, lang: str) -> tuple[str, str, str]:
        """Give the three lines in one language."""
        zh, en = (tuple(getattr(words, key) for words in (self.what, self.why, self.advice)) for key in ("zh", "en"))
        what, why, advice = en if lang == "en" else zh
        return what, why, advice


class Unreadable(AllianceError):
    """A file that cannot be read as a document; a build goes on without it."""

    exit_code = 3


class Misdeclared(AllianceError):
    """A declared file (manifest, alliances, judgements, corrections, series) that contradicts itself or the corpus."""

    exit_code = 2
