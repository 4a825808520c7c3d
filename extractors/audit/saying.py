"""Saying: a finding from its two sentences."""

from __future__ import annotations

from schemas.finding import Finding, Message, Suspect
from schemas.where import Where

Places = tuple[Where, ...]


def finding(
    rule: str,
    level: str,
    cause: str,
    zh: str,
    en: str,
    *,
    where: Places,
    against: Places = (),
    published: str = "",
    recomputed: str = "",
    working: str = "",
    blame: str = "print",
    suspects: tuple[Suspect, ...] = (),
) -> Finding:
    """Make a finding; the sentences come without their full stops."""
    message = Message(f"{zh}。", f"{en}.")
    return Finding(rule, level, cause, blame, message, published, recomputed, working, where, against, suspects)
