"""What the machine does: read, reconcile, audit, render. The functions here are the library's face.

They import what they need when they are called, so that importing the library costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.finding import Audit
    from schemas.ledger import Ledger
    from schemas.reading import Reading
    from schemas.verdict import Cited, Verification

__version__ = "0.1.0"
__all__ = ["audit", "audit_html", "build_ledger", "cite", "read", "verify"]


def read(path: str | Path) -> Reading:
    """Read one document.

    Raises:
        Unreadable: when it cannot be read; the error says why and what to do.
    """
    from extractors.reports import read_path

    return read_path(Path(path))


def audit(reading: Reading) -> Audit:
    """Check one reading by itself."""
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


def build_ledger(root: str | Path) -> tuple[Ledger, tuple[Audit, ...]]:
    """Read and check the corpus below a folder; nothing is written.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
    """
    from extractors.desk.desk import judged, named_root, read_corpus
    from extractors.ledger import load_corpus

    return judged(read_corpus(load_corpus(named_root(Path(root)))))


def verify(text: str | bytes, root: str | Path, period: str = "") -> Verification:
    """Hold somebody's sentences against the corpus below a folder, as `alliances verify` does.

    `period` is the year they are about where they name none.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
        Unreadable: when the bytes are no text that can be read.
    """
    from extractors.cli.verify import verdicts

    return verdicts(text if isinstance(text, bytes) else text.encode("utf-8", "replace"), Path(root), period)


def cite(query: str, root: str | Path) -> Cited:
    """Give a figure of the corpus below a folder with its citation and whether it may be cited, as `alliances cite`.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
    """
    from extractors.cli.cite import citations

    return citations(query, Path(root))
