"""Errors of a command or of a declared file. What is wrong with a document's content is a Finding instead."""

from __future__ import annotations


class AllianceError(Exception):
    """One line what, one line why, one line what to do; `exit_code` is the command's."""

    exit_code = 2

    def __init__(self, what: str, why: str, advice: str) -> None:
        super().__init__(f"{what}\n{why}\n{advice}")
        self.what, self.why, self.advice = what, why, advice


class Unreadable(AllianceError):
    """A file that cannot be read as a document; a build goes on without it."""

    exit_code = 3


class Misdeclared(AllianceError):
    """A declared file (manifest, alliances, judgements, corrections, series) that contradicts itself or the corpus."""

    exit_code = 2
