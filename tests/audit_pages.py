"""Audit pages made for tests: of documents of the corpus, of a typeset report, and of one that means harm."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extractors.audit import audit_document
from extractors.cli.desk import Opened
from extractors.cli.pages import rule_texts, subject
from extractors.ledger import reconcile
from extractors.render.pages.audit import Subject, audit_page
from extractors.reports import read_decoded, read_source
from schemas.vocabulary import load_series
from tests.gold_files import ROOT

DOCUMENTS = ROOT / "corpus" / "documents"
REPORT = DOCUMENTS / "alliance-activity-2025-report.txt"
TYPESET = ROOT / "tests" / "material" / "report-2025_lo_ruled_rephead.pdf"
HARM = (
    "<script>window.harmed=1</script>",
    "<img src=x onerror=window.harmed=1>",
    '=HYPERLINK("http://harm.example","x")',
    "\u202e倒排\u202c",
    "</script><script>window.harmed=1</script>",
    "{{ 7*7 }}",
)
LONG = "长" * 10_000


def shown(data: bytes, name: str, document: str = "report") -> tuple[Subject, Opened]:
    """Audit the bytes of a document by itself and lay it out for its page."""
    source = read_source(data, document, name)
    opened = Opened(data, source, read_decoded(source))
    vocabulary = load_series(opened.reading.document.series)
    audit = audit_document(opened.reading, reconcile((opened.reading,), (), (), vocabulary), vocabulary, alone=True)
    return subject(audit, opened.reading.document, opened), opened


@cache
def page_of(path: Path, lang: str = "zh") -> str:
    """Make the page of a file audited by itself."""
    laid, opened = shown(path.read_bytes(), path.name)
    return audit_page((laid,), (opened.reading,), rule_texts(), "0", lang)


@cache
def harmful() -> str:
    """Make the page of a report into whose title, names and sentences somebody wrote what machines obey."""
    text = REPORT.read_text(encoding="utf-8")
    for mark, harm in zip(("高品质建筑", "高质量建筑", "视觉智能产业", "马铃薯", "卤水精细化工"), HARM, strict=False):
        text = text.replace(mark, harm + mark)
    text = text.replace("化纤产业技术", f"{LONG}化纤产业技术").replace("活跃度高的联盟", f"{HARM[4]}活跃度高的联盟")
    laid, opened = shown((text + "\n" + "\n".join(HARM)).encode(), "<b>.txt")
    return audit_page((laid,), (opened.reading,), rule_texts(), "0")
