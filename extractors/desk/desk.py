"""The documents on the desk: files read, the corpus read, and what is wrong with the files themselves."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.audit import Graphs, check_corpus, settle
from extractors.desk import files
from extractors.ledger import Corpus, Entry, reconcile
from extractors.ledger.order import document_key
from extractors.reports import read_bytes, read_decoded, read_source
from schemas.document import DocumentInfo, Source
from schemas.errors import Misdeclared, Unreadable
from schemas.finding import Audit, Finding, Message
from schemas.ledger import Ledger
from schemas.reading import Reading
from schemas.vocabulary import Vocabulary, load_series

DEFAULT_SERIES = "alliance-activity"
STDIN = "-"
Progress = Callable[[int, int, str], None]
"""Told how many documents of how many have been read, and which comes next."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A corpus and its readings; `unread` are the entries that cannot be read, `findings` what is wrong with files."""

    corpus: Corpus
    vocabulary: Vocabulary
    readings: tuple[Reading, ...]
    unread: tuple[tuple[Entry, Unreadable], ...]
    findings: tuple[Finding, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give the entries of the manifest by period, so that no output depends on when a document was registered."""
        return tuple(entry for _, entry in self._described)

    @property
    def infos(self) -> tuple[DocumentInfo, ...]:
        """Describe all documents by period; one that could not be read as the manifest has it."""
        return tuple(info for info, _ in self._described)

    @property
    def _described(self) -> list[tuple[DocumentInfo, Entry]]:
        read = {reading.document.document: reading.document for reading in self.readings}
        told = [(read.get(entry.document) or files.declared(entry), entry) for entry in self.corpus.entries]
        return sorted(told, key=lambda pair: document_key(pair[0]))

    def reconciled(self, readings: Iterable[Reading] | None = None) -> Ledger:
        """Reconcile what was read, or other readings, with what people declared in the corpus.

        Raises:
            Misdeclared: when judgements or corrections contradict each other, the alliances or the documents.
        """
        told, corpus = self.readings if readings is None else readings, self.corpus
        return reconcile(told, corpus.alliances, corpus.judgements, self.vocabulary, corpus.corrections)

    def with_files(self, audits: Iterable[Audit]) -> tuple[Audit, ...]:
        """Add what is wrong with the files to the audits, by period."""
        by_document = {audit.document: audit for audit in audits}
        found: list[Audit] = []
        for entry in self.entries:
            audit = by_document.get(entry.document, Audit(entry.document, (), (), (), 0))
            own = tuple(f for f in self.findings if f.documents == (entry.document,))
            found.append(replace(audit, findings=(*own, *audit.findings)))
        return tuple(found)


def named_root(root: Path) -> Path:
    """Take the folder that was named, and no other one above it.

    Raises:
        Misdeclared: when it has no corpus.
    """
    if not (root / "corpus" / "manifest.csv").is_file():
        raise Misdeclared(
            Message(f"{root} 里没有语料。", f"{root} has no corpus."),
            Message("没有 corpus/manifest.csv。", "there is no corpus/manifest.csv."),
            Message(
                f"核对 --root，或用 alliances init {root} 新建。",
                f"check --root, or make one with alliances init {root}.",
            ),
        )
    return root.absolute()


def judged(desk: Desk) -> tuple[Ledger, tuple[Audit, ...]]:
    """Reconcile and audit what lies on a desk, with what is wrong with its files.

    Raises:
        Misdeclared: when judgements or corrections contradict each other, the alliances or the documents.
    """
    ledger, audits = checked(desk)
    return ledger, settle(audits, ledger.corrections)


def checked(desk: Desk, known: Graphs | None = None) -> tuple[Ledger, tuple[Audit, ...]]:
    """Reconcile and audit like `judged`, with the findings as they are before rulings answer them.

    `known` takes the figure graphs, for audits to come.

    Raises:
        Misdeclared: like `judged`.
    """
    ledger = desk.reconciled()
    return ledger, desk.with_files(check_corpus(ledger, desk.vocabulary, known=known))


def series_of(corpus: Corpus) -> Vocabulary:
    """Give the vocabulary of a corpus.

    Raises:
        Misdeclared: when its documents are of several series, whose populations no ledger can hold together.
    """
    names = sorted({entry.series for entry in corpus.entries if entry.series})
    if len(names) > 1:
        raise Misdeclared(
            Message("语料里有几个系列的文件。", "the corpus has documents of several series."),
            Message(f"manifest.csv 里有 {'、'.join(names)}。", f"manifest.csv has {', '.join(names)}."),
            Message("每个系列各建一个文件夹。", "give each series a folder of its own."),
        )
    return load_series(names[0] if names else DEFAULT_SERIES)


def read_corpus(corpus: Corpus, progress: Progress | None = None) -> Desk:
    """Read every document of a corpus; one that cannot be read becomes a finding, the others are read.

    `progress` is told of each document that is read next, and at last that none is.
    """
    vocabulary = series_of(corpus)
    readings: list[Reading] = []
    unread: list[tuple[Entry, Unreadable]] = []
    findings: list[Finding] = []
    for number, entry in enumerate(corpus.entries):
        if progress:
            progress(number, len(corpus.entries), entry.document)
        try:
            data = slurp(corpus.path(entry), entry.file)
            findings += files.changed(entry, data)
            reading = read_bytes(data, entry.document, entry.file, vocabulary)
        except Unreadable as error:
            unread.append((entry, error))
            findings.append(files.unreadable(entry, error))
            continue
        readings.append(reading)
        findings += files.misfiled(entry, reading)
    if progress:
        progress(len(corpus.entries), len(corpus.entries), "")
    return Desk(corpus, vocabulary, tuple(readings), tuple(unread), tuple(findings))


@dataclass(frozen=True, slots=True)
class Opened:
    """A file on the desk: its bytes, what a reader made of them, and what that says.

    `info` is what the document says it is, filled up from the manifest where it does not say.
    """

    data: bytes
    source: Source
    reading: Reading
    info: DocumentInfo


def read_file(path: str, desk: Desk | None = None, document: str = "") -> Reading:
    """Read one file, or standard input for `-`; see `open_file`.

    Raises:
        Unreadable: when there is no such file, or it cannot be read.
    """
    return open_file(path, desk, document).reading


def open_file(path: str, desk: Desk | None = None, document: str = "") -> Opened:
    """Read one file, or standard input for `-`, and keep what it looks like.

    Its id is `document`; where that is empty, a copy of a document on the desk gets the id it has there, and any other
    file is called by its name without ending, numbered on where the desk has that id.

    Raises:
        Unreadable: when there is no such file, or it cannot be read.
    """
    if path == STDIN:
        data, name = sys.stdin.buffer.read(), "stdin"
    else:
        data, name = slurp(Path(path), path), Path(path).name
    entries = desk.corpus.entries if desk else ()
    digest, stem = hashlib.sha256(data).hexdigest(), Path(name).stem
    taken = {entry.document for entry in entries}
    copies = [entry.document for entry in entries if entry.sha256 == digest]
    fresh = (d for d in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if d not in taken)
    source = read_source(data, document or (copies[0] if copies else next(fresh)), name)
    reading = read_decoded(source)
    return Opened(data, source, reading, reading.document)


def open_entry(desk: Desk, document: str) -> Opened | None:
    """Give a document of the corpus with what it looks like; None where it could not be read.

    Raises:
        Unreadable: when the file was taken away since it was read.
    """
    reading = next((r for r in desk.readings if r.document.document == document), None)
    entry = next((e for e in desk.corpus.entries if e.document == document), None)
    if reading is None or entry is None:
        return None
    data = slurp(desk.corpus.path(entry), entry.file)
    own = reading.document
    info = replace(own, title=own.title or entry.title, publisher=own.publisher or entry.publisher)
    return Opened(data, read_source(data, document, entry.file), reading, info)


def slurp(path: Path, shown: str) -> bytes:
    """Read the bytes of a file.

    Raises:
        Unreadable: when it is not there, is a folder, or may not be read; with what to do.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(
            Message(f"{shown}: 读不了。", f"{shown}: cannot be read."),
            Message("没有这个文件。", "there is no such file."),
            Message("请检查路径和文件名。", "check the path and the name."),
        ) from error
    except IsADirectoryError as error:
        raise Unreadable(
            Message(f"{shown}: 读不了。", f"{shown}: cannot be read."),
            Message("这是文件夹，不是文件。", "it is a folder, not a file."),
            Message(f"请写出其中的文件，如 {shown}/*.txt。", f"name the files in it, such as {shown}/*.txt."),
        ) from error
    except PermissionError as error:
        # Opening a folder is a question of permission on Windows.
        what = (
            Message("这是文件夹，不是文件。", "it is a folder, not a file.")
            if path.is_dir()
            else Message("没有读取权限。", "reading it is not permitted.")
        )
        raise Unreadable(
            Message(f"{shown}: 读不了。", f"{shown}: cannot be read."),
            what,
            Message("请换成可读的文件。", "choose a file that can be read."),
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(
            Message(f"{shown}: 读不了。", f"{shown}: cannot be read."),
            Message(f"系统说：{reason}。", f"the system says: {reason}."),
            Message("请检查路径和文件名。", "check the path and the name."),
        ) from error
