"""Findings as JSON Lines: one a line, for pipes."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.render import plain
from extractors.render.audit import finding_value, ordered
from schemas.finding import Audit, Finding

SCHEMA = "alliances.finding/1"


def unique(audits: Iterable[Audit]) -> list[Finding]:
    """Give each finding once, though the audits of two documents may both have it; the heaviest first."""
    return ordered({f.id: f for audit in audits for f in audit.findings}.values())


def findings_jsonl(audits: Iterable[Audit]) -> str:
    """Write the findings of audits, one a line; without findings there is no line."""
    return "".join(
        plain.line({"schema": SCHEMA, **finding_value(f), "documents": list(f.documents)}) for f in unique(audits)
    )
