"""Which corpus a command works on, and the desk it lies on."""

from __future__ import annotations

from pathlib import Path

from extractors.cli.progress import CorpusProgress
from extractors.cli.settings import Settings
from extractors.desk.desk import (
    STDIN,
    Desk,
    Opened,
    judged,
    named_root,
    open_entry,
    open_file,
    read_corpus,
    read_file,
    slurp,
)
from extractors.ledger import Corpus, find_root, load_corpus
from schemas.errors import Misdeclared

__all__ = [
    "STDIN",
    "Desk",
    "Opened",
    "files_of",
    "judged",
    "named_root",
    "nearest_corpus",
    "open_corpus",
    "open_desk",
    "open_entry",
    "open_file",
    "read_corpus",
    "read_file",
    "slurp",
]


def open_corpus(settings: Settings) -> Corpus:
    """Load the corpus asked for with `--root`, else the nearest upward.

    Raises:
        Misdeclared: when there is none, or what people declared in it contradicts itself.
    """
    return load_corpus(find_root(settings.root or Path()) if settings.root is None else named_root(settings.root))


def files_of(corpus: Corpus) -> tuple[Path, ...]:
    """Give every file that a corpus is read from: what people declared, and the documents."""
    declared = (corpus.root / "corpus" / file for file, _ in corpus.seen.files)
    return (*declared, *(corpus.path(entry) for entry in corpus.entries))


def open_desk(settings: Settings) -> Desk:
    """Read the corpus asked for, telling on a terminal how far that has come.

    Raises:
        Misdeclared: when there is none, or it contradicts itself.
    """
    return read_corpus(open_corpus(settings), CorpusProgress(settings))


def nearest_corpus(settings: Settings) -> Corpus | None:
    """Load the corpus to compare a file with; None where there is none and none was asked for."""
    if settings.root is None:
        try:
            find_root(Path())
        except Misdeclared:
            return None
    return open_corpus(settings)
