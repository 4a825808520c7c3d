"""A change of the corpus that is not yet written: the declared files as they would be, documents put in and taken out.

It is worked out in memory, so that what it leads to can be looked at first, and written in one step.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from extractors.desk import files
from extractors.desk.desk import Desk
from extractors.ledger.corpus import ALLIANCES, COLUMNS, JUDGEMENTS, MANIFEST, REMOVED, Corpus, Entry, corpus_of
from extractors.ledger.lines import with_lines, without_lines
from extractors.ledger.store import Snapshot, writing
from schemas.errors import Misdeclared
from schemas.finding import Message
from schemas.ledger import Alliance, Judgement
from schemas.reading import Reading

_UNSAFE = re.compile('[\\x00-\\x1f\\x7f<>:"/\\\\|?*\\u202a-\\u202e\\u2066-\\u2069]')
"""What some system does not allow in a file name, and marks that turn the order of letters round."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 120
"""Bytes of a file name kept; systems stop at 255, and temporary names are longer."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The desk as it would be, the documents that would be put in its corpus, and those that would go."""

    desk: Desk
    documents: tuple[tuple[str, bytes], ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def corpus(self) -> Corpus:
        """Give the corpus as it would be."""
        return self.desk.corpus

    def put_in(self, entry: Entry, data: bytes, reading: Reading, minted: tuple[Alliance, ...]) -> Pending:
        """Register a document, with ids for its new names; a line among the removed ones is taken out there.

        Raises:
            Misdeclared: when its id, kind or period will not do, or the id was that of another document.
        """
        back = [old.line for old in self.corpus.removed if old.document == entry.document]
        if any(old.sha256 != entry.sha256 for old in self.corpus.removed if old.document == entry.document):
            raise Misdeclared(
                Message(f"编号 {entry.document} 用过了。", f"the id {entry.document} has been used."),
                Message("它是一份已移出语料的文件的编号。", "it is that of a document that was taken out."),
                Message("换一个编号。", "choose another."),
            )
        seen = _changed(self.corpus.seen, MANIFEST, lambda text: with_lines(text, [_cells(entry)]))
        if back:
            seen = _changed(seen, REMOVED, lambda text: without_lines(text, back), last=len(self.corpus.removed) == 1)
        desk = self._with(seen, minted, (*self.desk.readings, reading))
        desk = replace(desk, findings=(*desk.findings, *files.misfiled(entry, reading)))
        dropped = tuple(file for file in self.dropped if file != entry.file)
        return replace(self, desk=desk, documents=(*self.documents, (entry.file, data)), dropped=dropped)

    def named(self, minted: tuple[Alliance, ...]) -> Pending:
        """Give ids to new names, and nothing else."""
        return replace(self, desk=self._with(self.corpus.seen, minted, self.desk.readings))

    def taken_out(self, entry: Entry, judgements: tuple[Judgement, ...] = ()) -> Pending:
        """Take a document out; its line goes to the removed ones, and `judgements` are added that need to be."""
        header = (",".join(COLUMNS) + "\n").encode()
        lines = frozenset({entry.line})
        seen = _changed(self.corpus.seen, MANIFEST, lambda text: without_lines(text, lines))
        seen = _changed(seen, REMOVED, lambda text: with_lines(text or header, [_cells(entry)]))
        seen = _changed(seen, JUDGEMENTS, lambda text: with_lines(text, [_judged(j) for j in judgements]))
        desk = self._with(seen, (), tuple(r for r in self.desk.readings if r.document.document != entry.document))
        kept = tuple(f for f in desk.findings if entry.document not in f.documents)
        unread = tuple(u for u in desk.unread if u[0].document != entry.document)
        documents = tuple(d for d in self.documents if d[0] != entry.file)
        return Pending(replace(desk, findings=kept, unread=unread), documents, (*self.dropped, entry.file))

    def _with(self, seen: Snapshot, minted: tuple[Alliance, ...], readings: tuple[Reading, ...]) -> Desk:
        seen = _changed(seen, ALLIANCES, lambda text: with_lines(text, [(a.id, a.name) for a in minted]))
        return replace(self.desk, corpus=corpus_of(self.corpus.root, seen), readings=readings)

    def file_for(self, name: str, document: str, data: bytes) -> str:
        """Choose where a document is kept: under its own name, else under its id where another file has the name."""
        own = safe_name(name)
        suffix = PurePosixPath(own).suffix
        taken = {entry.file.casefold() for entry in (*self.corpus.entries, *self.corpus.removed)}
        candidates = [f"documents/{name}" for name in (own, *(f"{document}{n}{suffix}" for n in ("", *_NUMBERS)))]
        return next(file for file in candidates if file.casefold() not in taken and self._free(file, data))

    def _free(self, file: str, data: bytes) -> bool:
        place = self.corpus.root / "corpus" / file
        return not place.exists() or place.read_bytes() == data


_NUMBERS = tuple(f"-{n}" for n in range(2, 1000))


def write(before: Corpus, pending: Pending) -> None:
    """Write a pending change: all of it or nothing.

    Raises:
        Misdeclared: when the corpus was changed since it was read, or cannot be written.
    """
    with writing(before.root) as draft:
        draft.require(before.seen)
        for file, data in pending.documents:
            if draft.read(file) not in (None, data):
                raise Misdeclared(
                    Message(f"corpus/{file} 已是另一份文件。", f"corpus/{file} is another file."),
                    Message("不覆盖已有的文件。", "no file is written over."),
                    Message("换一个文件名再登记。", "rename the file and try again."),
                )
            draft.put(file, data)
        for file in pending.dropped:
            draft.drop(file)
        for file, text in pending.corpus.seen.files:
            if text is not None:
                draft.put(file, text)
            elif before.seen.read(file) is not None:
                draft.drop(file)


def safe_name(name: str) -> str:
    """Make a file name that every system takes and no terminal is steered by; Chinese stays as it is."""
    plain = _UNSAFE.sub("_", Path(name).name).strip(" .") or "document"
    plain = f"_{plain}" if _DEVICES.fullmatch(plain) or plain.startswith("-") else plain
    stem, suffix = PurePosixPath(plain).stem, PurePosixPath(plain).suffix[:10]
    room = LONGEST - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore") + suffix


def _changed(seen: Snapshot, file: Path, edit: Callable[[bytes], bytes], last: bool = False) -> Snapshot:
    """Edit one declared file; one that is not there and stays empty is not made, one without its last line goes."""
    old = seen.read(file.name)
    new = None if last else edit(old or b"")
    if not new and old is None:
        new = None
    return Snapshot(tuple((name, new if name == file.name else data) for name, data in seen.files))


def _cells(entry: Entry) -> tuple[str, ...]:
    return (entry.document, *(str(getattr(entry, column)) for column in COLUMNS[1:]))


def _judged(j: Judgement) -> tuple[str, ...]:
    return j.id, j.kind, "|".join(j.names), j.alliance, j.evidence, j.reason, j.who, j.date, j.supersedes
