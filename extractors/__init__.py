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

__version__ = "0.1.0"
__all__ = ["audit", "build_ledger", "read"]


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


def build_ledger(root: str | Path) -> tuple[Ledger, tuple[Audit, ...]]:
    """Read and check the corpus below a folder; nothing is written.

    Raises:
        Misdeclared: when the folder has no corpus, or the corpus contradicts itself.
    """
    from extractors.desk.desk import judged, named_root, read_corpus
    from extractors.ledger import load_corpus

    return judged(read_corpus(load_corpus(named_root(Path(root)))))
