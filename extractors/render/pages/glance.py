"""An audit at a glance, for a cell of a notebook: the counts and the first findings, heaviest first."""

from __future__ import annotations

from extractors.render.audit import counts, counts_text, ordered
from extractors.render.pages.frame import served
from extractors.render.places import gazetteer
from extractors.render.words import LEVELS, tell, word
from schemas.finding import Audit
from schemas.reading import Reading

SHOWN = 20
"""Findings shown; the page of the audit has them all."""


def glance(reading: Reading, audit: Audit, lang: str = "zh") -> str:
    """Write an audit as a fragment of HTML; every text of the document is escaped."""
    names = gazetteer((reading,), audit.document)
    found = ordered(audit.findings)
    rows = [
        (
            word(LEVELS, finding.level, lang),
            finding.rule,
            tell(finding.message, lang),
            names.name(finding.where[0], lang) if finding.where else "",
        )
        for finding in found[:SHOWN]
    ]
    return served(
        "glance.html",
        "extractors.render.pages",
        lang=lang,
        title=reading.document.title or reading.document.file,
        counts=counts_text(counts(audit), lang),
        findings=rows,
        more=max(0, len(found) - SHOWN),
    )
