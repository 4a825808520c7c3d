"""The corpus folder: finding it, and loading what people declared in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractors.ledger.corrections import FILE as CORRECTIONS
from extractors.ledger.corrections import load_corrections
from extractors.ledger.order import KINDS, years_of
from extractors.ledger.store import Snapshot, place_of, snapshot
from extractors.names.declared import Record, read_declared, refuse
from extractors.names.judgements import load_judgements
from extractors.names.roster import load_alliances
from schemas.errors import Misdeclared
from schemas.finding import Message
from schemas.ledger import Alliance, Correction, Judgement

MANIFEST = Path("corpus") / "manifest.csv"
ALLIANCES = Path("corpus") / "alliances.csv"
JUDGEMENTS = Path("corpus") / "judgements.csv"
REMOVED = Path("corpus") / "removed.csv"

COLUMNS = (
    "document_id", "file", "sha256", "kind", "series", "period", "title", "publisher", "published", "media", "origin",
)  # fmt: skip

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of corpus/manifest.csv; `file` is relative to corpus/."""

    document: str
    file: str
    sha256: str
    kind: str
    series: str
    period: str
    title: str
    publisher: str
    published: str
    media: str
    origin: str
    line: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """What people declared: the documents, the alliances with their permanent ids, judgements and corrections.

    `removed` are documents that were taken out: decisions may still rest on them, and their ids are never given to
    others. `seen` are the files this was read from, for a writer to tell whether they have changed since.
    """

    root: Path
    entries: tuple[Entry, ...]
    alliances: tuple[Alliance, ...]
    judgements: tuple[Judgement, ...]
    removed: tuple[Entry, ...] = ()
    seen: Snapshot = field(default_factory=Snapshot)
    corrections: tuple[Correction, ...] = ()

    def path(self, entry: Entry) -> Path:
        """Give the place of a document on disk."""
        return place_of(self.root, entry.file)

    def entry(self, document: str) -> Entry | None:
        """Give the manifest's line of a document, None where it has none."""
        return next((entry for entry in self.entries if entry.document == document), None)


def find_root(start: Path) -> Path:
    """Find the nearest folder upward that has corpus/manifest.csv.

    Raises:
        Misdeclared: when there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / MANIFEST).is_file():
            return folder
    raise Misdeclared(
        Message("找不到语料文件夹。", "no corpus found."),
        Message(
            f"{start.name or start} 及其上各级都没有 {MANIFEST.as_posix()}。",
            f"neither {start.name or start} nor any folder above has {MANIFEST.as_posix()}.",
        ),
        Message(
            "用 --root 指明文件夹，或用 alliances init DIR 建一个新的。",
            "name the folder with --root, or make one with alliances init DIR.",
        ),
    )


def load_corpus(root: Path) -> Corpus:
    """Load the manifest, the alliances, judgements and corrections of a corpus; no document is opened.

    Raises:
        Misdeclared: naming file and line, when one of them contradicts itself or another.
    """
    return corpus_of(root, snapshot(root))


def corpus_of(root: Path, seen: Snapshot) -> Corpus:
    """Make the corpus of declared files that were read, or that a draft would write.

    Raises:
        Misdeclared: naming file and line, when one of them contradicts itself or another.
    """
    manifest, alliances, judgements = (seen.read(path.name) for path in (MANIFEST, ALLIANCES, JUDGEMENTS))
    entries = load_manifest(root / MANIFEST, manifest)
    removed = load_manifest(root / REMOVED, gone) if (gone := seen.read(REMOVED.name)) is not None else ()
    documents = frozenset(entry.document for entry in (*entries, *removed))
    corrections = seen.read(CORRECTIONS.name)
    for entry in removed:
        if any(entry.document == other.document for other in entries):
            why = Message(
                f"{entry.document} 又登记在 manifest.csv 里。", f"{entry.document} is registered in manifest.csv too."
            )
            advice = Message(
                "删去其中一行；同一编号不能指两份文件。", "strike one of the lines: an id is one document's."
            )
            refuse(root / REMOVED, entry.line, why, advice)
    return Corpus(
        root,
        entries,
        load_alliances(root / ALLIANCES, alliances),
        load_judgements(root / JUDGEMENTS, documents, judgements),
        removed,
        seen,
        () if corrections is None else load_corrections(root / CORRECTIONS, documents, corrections),
    )


def load_manifest(path: Path, data: bytes | None = None) -> tuple[Entry, ...]:
    """Load corpus/manifest.csv, or a file of its form, from `data` where its bytes were read already.

    Raises:
        Misdeclared: naming the line, when a cell is malformed or a document, file or digest stands twice.
    """
    entries: list[Entry] = []
    lines: dict[str, int] = {}
    for record in read_declared(path, COLUMNS, data):
        cells = {column: value for column, value in record.cells if column != "document_id"}
        entry = Entry(document=record["document_id"], line=record.line, **cells)
        _check_entry(path, record, entry)
        told = (("编号", "id", entry.document), ("文件", "file", entry.file), ("摘要", "sha256", entry.sha256))
        for zh, en, key in told:
            if key in lines:
                why = Message(
                    f"{zh}“{key}”在第 {lines[key]} 行已有。", f"{en} “{key}” is in line {lines[key]} already."
                )
                refuse(path, record.line, why, Message("每份文件只登记一次。", "register each document once."))
            lines[key] = record.line
        entries.append(entry)
    return tuple(entries)


def _check_entry(path: Path, record: Record, entry: Entry) -> None:
    for wrong, why, advice in _faults(entry):
        if wrong:
            refuse(path, record.line, why, advice)


def _faults(entry: Entry) -> Iterator[tuple[bool, Message, Message]]:
    """Give what may be wrong with a line of the manifest: whether it is, why, and what to do."""
    yield (
        not _ID.fullmatch(entry.document),
        Message(f"“{entry.document}”不能做文件编号。", f"“{entry.document}” cannot be the id of a document."),
        Message("只用小写字母、数字和 - . _。", "use small letters, digits and - . _ only."),
    )
    yield (
        not entry.file or Path(entry.file).is_absolute() or ".." in Path(entry.file).parts,
        Message(f"“{entry.file}”不在 corpus/ 里。", f"“{entry.file}” is not in corpus/."),
        Message("写从 corpus/ 起的相对路径。", "write the path from corpus/ on."),
    )
    yield (
        not _SHA256.fullmatch(entry.sha256),
        Message("sha256 不是 64 位十六进制数。", "the sha256 is not of 64 hexadecimal digits."),
        Message("用 sha256sum 算出来填上。", "take it from sha256sum."),
    )
    yield (
        entry.kind not in KINDS,
        Message(f"没有“{entry.kind}”这种文件。", f"there is no kind “{entry.kind}”."),
        Message(f"只能是：{'、'.join(KINDS)}。", f"it is one of {', '.join(KINDS)}."),
    )
    yield (
        bool(entry.published) and not _DAY.fullmatch(entry.published),
        Message(f"发布日期“{entry.published}”看不懂。", f"“{entry.published}” is no date."),
        Message("写成 2026、2026-04 或 2026-04-20。", "write 2026, 2026-04 or 2026-04-20."),
    )
    yield (
        bool(entry.period) and not _in_years(entry.period),
        Message(f"评价期“{entry.period}”看不懂。", f"“{entry.period}” is no period."),
        Message("写成 2025，跨年的写成 2020-2021。", "write 2025, or 2020-2021 for more than one year."),
    )


def _in_years(period: str) -> bool:
    try:
        first, last = years_of(period)
    except ValueError:
        return False
    return first <= last
