"""What pages need that only the desk knows: the look of a document, the rules in words; and the pages of a build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractors import __version__
from extractors.audit import RULES, Rule
from extractors.cli.desk import Desk, Opened, open_entry
from extractors.desk.files import RULES as FILE_RULES
from extractors.ledger.dataset import write_text
from extractors.render.pages.audit import MAX_BYTES, PICTURES, Subject, audit_page, pages_with_findings
from extractors.reports import facsimile
from schemas.document import DocumentInfo
from schemas.finding import Audit, RuleText
from schemas.reading import Reading

AUDITS = "audits"
"""The folder of the audit pages in the outputs."""
TRIES, SPARE, LEAST = 3, 20_000, 40_000
"""How often pictures are drawn anew, by how many bytes more than needed, and the least that is worth a picture."""


def rule_texts() -> tuple[RuleText, ...]:
    """Give the names and explanations of all rules, on figures and on files."""
    return (*(rule.told() for rule in RULES), *(Rule(*rule).told() for rule in FILE_RULES))


def subject(audit: Audit, info: DocumentInfo, opened: Opened | None, pictures: int = PICTURES) -> Subject:
    """Lay a document out for its page, with pictures of the pages that findings point at in so many bytes at most."""
    if opened is None:
        return Subject(audit, info)
    return Subject(audit, opened.info, facsimile(opened.source, opened.data, pages_with_findings(audit), pictures))


def page_within(audit: Audit, opened: Opened, readings: Iterable[Reading], lang: str) -> str:
    """Make the page of one document; where it is too heavy to mail, its pictures give way."""
    readings = tuple(readings)
    page, pictures = "", PICTURES
    for _ in range(TRIES):
        laid = subject(audit, opened.info, opened, pictures)
        page = audit_page((laid,), readings, rule_texts(), __version__, lang)
        over = len(page.encode()) - MAX_BYTES
        if over <= 0 or pictures <= LEAST:
            break
        # Base64 makes four bytes of three; a picture that goes leaves its page's lines behind.
        pictures = max(LEAST, pictures - over * 3 // 4 - SPARE)
    return page


def write_audits(desk: Desk, audits: Iterable[Audit], folder: Path) -> None:
    """Write the audit page of every document of the corpus, and take pages away whose document is gone.

    Pages of a PDF show its lines and not its pictures: how a page is drawn, and packed, depends on the versions of two
    libraries, and outputs are the same bytes everywhere.
    """
    known = {info.document: info for info in desk.infos}
    read = tuple(reading.document.document for reading in desk.readings)
    folder.mkdir(parents=True, exist_ok=True)
    written = set()
    for audit in audits:
        shown = subject(audit, known[audit.document], open_entry(desk, audit.document), pictures=0)
        path = folder / f"{audit.document}.html"
        write_text(path, audit_page((shown,), desk.readings, rule_texts(), __version__, siblings=read))
        written.add(path.name)
    for path in folder.glob("*.html"):
        if path.name not in written:
            path.unlink()
