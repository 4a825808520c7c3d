"""What the machine does: read, reconcile, audit, render. The functions here are the library's face.

They import what they need when they are called, so that importing the library costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.notebook import Report
    from schemas.finding import Audit
    from schemas.intake import Intake
    from schemas.ledger import Ledger
    from schemas.reading import Reading
    from schemas.verdict import Cited, Verification

__version__ = "0.1.0"
__all__ = ["audit_html", "audit_reading", "build_ledger", "cite", "ingest", "read", "report", "verify"]


def read(path: str | Path) -> Reading:
    """Read one document.

    Raises:
        Unreadable: when it cannot be read; the error says why and what to do.
    """
    from extractors.reports import read_path

    return read_path(Path(path))


def audit_reading(reading: Reading) -> Audit:
    """Check one reading by itself; `extractors.audit` is the package that does it."""
    from extractors.audit import audit_document
    from extractors.ledger import reconcile
    from schemas.vocabulary import load_series

    vocabulary = load_series(reading.document.series)
    return audit_document(reading, reconcile((reading,), (), (), vocabulary), vocabulary, alone=True)


def audit_html(path: str | Path, lang: str = "zh") -> str:
    """Check one document by itself and give its page: one self-contained HTML text, as `alliances audit` writes it.

    Raises:
        Unreadable: when it cannot be read; the error says why and what to do.
    """
    from extractors.audit import audit_document
    from extractors.cli.desk import open_file
    from extractors.cli.pages import page_within
    from extractors.ledger import reconcile
    from schemas.vocabulary import load_series

    opened = open_file(str(path))
    reading = opened.reading
    vocabulary = load_series(reading.document.series)
    found = audit_document(reading, reconcile((reading,), (), (), vocabulary), vocabulary, alone=True)
    return page_within(found, opened, (reading,), lang)


def report(path: str | Path) -> Report:
    """Read and check one document by itself, for a notebook: its findings show as a table, its parts are pandas frames.

    Raises:
        Unreadable: when it cannot be read; the error says why and what to do.
    """
    from extractors.notebook import Report

    reading = read(path)
    return Report(reading, audit_reading(reading))


def build_ledger(root: str | Path) -> tuple[Ledger, tuple[Audit, ...]]:
    """Read and check the corpus below a folder; nothing is written.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
    """
    from extractors.desk.desk import judged, named_root, read_corpus
    from extractors.ledger import load_corpus

    return judged(read_corpus(load_corpus(named_root(Path(root)))))


def ingest(
    path: str | Path,
    root: str | Path,
    dry_run: bool = True,
    replace: bool = False,
    as_edition: bool = False,
    document: str = "",
    publisher: str = "",
    origin: str = "",
) -> Intake:
    """Hold a new document against the corpus below a folder, and register it unless `dry_run`.

    What is given back is the same either way: what the document is, what it changes, which names need a decision, how
    it compares with the editions before it. A document that the corpus has is left alone (status known).

    Raises:
        Unreadable: when the document cannot be read.
        Misdeclared: when the folder has no corpus, the corpus contradicts itself or was changed meanwhile, or another
            edition of the document is there and neither `replace` nor `as_edition` says what to do with it.
    """
    from extractors.desk.desk import named_root, read_corpus, slurp
    from extractors.desk.ingest import File, Wish, commit, plan_ingest, refuse
    from extractors.desk.state import state_of
    from extractors.ledger import load_corpus

    before = state_of(read_corpus(load_corpus(named_root(Path(root)))))
    wish = Wish(document, publisher, origin, replace, as_edition)
    plan = plan_ingest(before, [File(str(path), slurp(Path(path), str(path)))], wish)
    refuse(plan.intakes[0], dry_run)
    if not dry_run:
        commit(plan)
    return plan.intakes[0]


def verify(text: str | bytes, root: str | Path, period: str = "") -> Verification:
    """Hold somebody's sentences against the corpus below a folder, as `alliances verify` does.

    `period` is the year they are about where they name none; bytes are a document, which may tell its own.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
        Unreadable: when the bytes are no text that can be read.
    """
    from extractors.cli.verify import verdicts

    document = isinstance(text, bytes)
    return verdicts(text if isinstance(text, bytes) else text.encode("utf-8", "replace"), Path(root), period, document)


def cite(query: str, root: str | Path) -> Cited:
    """Give a figure of the corpus below a folder with its citation and whether it may be cited, as `alliances cite`.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
    """
    from extractors.cli.cite import citations

    return citations(query, Path(root))
