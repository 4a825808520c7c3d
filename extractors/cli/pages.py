"""What pages need that only the desk knows: the look of a document, the rules in words; and the pages of a build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractors import __version__
from extractors.audit import RULES, Rule
from extractors.cli.desk import Desk, Opened, open_entry
from extractors.desk.files import RULES as FILE_RULES
from extractors.ledger.dataset import write_text
from extractors.render.pages.audit import PICTURES, Subject, audit_page, pages_with_findings
from extractors.reports import facsimile
from schemas.document import DocumentInfo
from schemas.finding import Audit, RuleText

AUDITS = "audits"
"""The folder of the audit pages in the outputs."""


def rule_texts() -> tuple[RuleText, ...]:
    """Give the names and explanations of all rules, on figures and on files."""
    return (*(rule.told() for rule in RULES), *(Rule(*rule).told() for rule in FILE_RULES))


def subject(audit: Audit, info: DocumentInfo, opened: Opened | None, pictures: int = PICTURES) -> Subject:
    """Lay a document out for its page, with pictures of the pages that findings point at in so many bytes at most."""
    if opened is None:
        return Subject(audit, info)
    return Subject(audit, info, facsimile(opened.source, opened.data, pages_with_findings(audit), pictures))


def write_audits(desk: Desk, audits: Iterable[Audit], folder: Path) -> None:
    """Write the audit page of every document of the corpus, and take pages away whose document is gone.

    Pages of a PDF show its lines and not its pictures: how a page is drawn, and packed, depends on the versions of two
    libraries, and outputs are the same bytes everywhere.
    """
    known = {info.document: info for info in desk.infos}
    folder.mkdir(parents=True, exist_ok=True)
    written = set()
    for audit in audits:
        shown = subject(audit, known[audit.document], open_entry(desk, audit.document), pictures=0)
        path = folder / f"{audit.document}.html"
        write_text(path, audit_page((shown,), desk.readings, rule_texts(), __version__))
        written.add(path.name)
    for path in folder.glob("*.html"):
        if path.name not in written:
            path.unlink()
