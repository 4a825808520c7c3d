"""The one way of writing in corpus/: several files change together, or none does, whenever the writer is stopped.

    with writing(root) as draft:                    # alone, in all processes
        draft.require(corpus.seen)                  # refused where a file is not as it was read any more
        text = draft.read("judgements.csv")
        draft.put("judgements.csv", with_line(text, cells))

Nothing is written before the block ends; an exception in it leaves the corpus as it was. Then the new files are laid
down in corpus/.change/, flushed to the disk, and a list of them is put beside them in one step (a rename). From that
moment on the change is done: readers read through the list, and the files are moved to their places. A writer that is
killed before has changed nothing but a hidden folder, which the next writer clears; one killed after leaves moves that
the next writer makes. Readers never write.

Files are named from corpus/ downward, with `/`. A plain stop (kill -9) and a loss of power are both covered, as far as
the disk keeps its word on fsync.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractors.ledger.lock import locked
from schemas.errors import Misdeclared
from schemas.finding import Message

DECLARED = ("manifest.csv", "alliances.csv", "judgements.csv", "removed.csv", "corrections.toml")
"""What people declared; these are read together, so that no reader meets one before a change and another after it."""

LOCK, CHANGE, LIST = ".lock", ".change", "list.json"
_VERSION = 1
_TRIES, _PAUSE = 20, 0.05
"""How often, and after how many seconds, a reader looks again while a writer is at work, and a move is tried again that
another program's hold on the file prevents (Windows)."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The declared files as they stood at one moment: name and bytes, None for one that is not there."""

    files: tuple[tuple[str, bytes | None], ...] = ()

    def read(self, file: str) -> bytes | None:
        """Give the bytes of one file."""
        return dict(self.files).get(file)


@dataclass(frozen=True, slots=True)
class _Move:
    """One file of a change under way: what it must be before, what it is after (digests, empty where there is none)."""

    file: str
    before: str
    after: str
    staged: str


def snapshot(root: Path) -> Snapshot:
    """Read the declared files of a corpus, all as they were or all as they are after a change; nothing is locked.

    A file that cannot be read is None; whoever needs it finds out why.

    Raises:
        Misdeclared: when a change was left half done and a file was edited since, or writers never pause.
    """
    folder = root / "corpus"
    last: tuple[Snapshot, tuple[_Move, ...]] | None = None
    edited: _Move | None = None
    for _ in range(_TRIES):
        moves = _moves(folder)
        try:
            now = Snapshot(tuple((file, _read(folder, file, moves)) for file in DECLARED)), moves
        except _Unsettled as reason:
            edited = reason.edited
            time.sleep(_PAUSE)
            continue
        # Twice the same: no writer was at work while it was read.
        if now == last:
            return now[0]
        last = now
    if edited:
        _refuse_edited(edited)
    raise Misdeclared(
        Message("语料一直在变动。", "the corpus keeps changing."),
        Message("读了多次，每次都不一样。", "it was read many times and never twice the same."),
        Message("等其他程序写完再试。", "try again when the other programs are done."),
    )


def place_of(root: Path, file: str) -> Path:
    """Tell where the bytes of a document of the corpus lie; beside its place while a change is half done."""
    folder = root / "corpus"
    for move in _moves(folder):
        if move.file == file and move.after and (folder / CHANGE / move.staged).is_file():
            return folder / CHANGE / move.staged
    return folder / file


class Draft:
    """A change being made up: nothing is on the disk until the `writing` block ends."""

    def __init__(self, root: Path) -> None:
        self._folder = root / "corpus"
        self._seen: dict[str, bytes | None] = {}
        self._new: dict[str, bytes | None] = {}

    def read(self, file: str) -> bytes | None:
        """Give a file as it is now, with what this draft has changed; None where there is none."""
        if file in self._new:
            return self._new[file]
        return self._seen.setdefault(file, _bytes(self._folder / file))

    def put(self, file: str, data: bytes) -> None:
        """Write a file, new or in the place of the old one."""
        self._new[_inside(file)] = data

    def drop(self, file: str) -> None:
        """Take a file away."""
        self._new[_inside(file)] = None

    def require(self, seen: Snapshot) -> None:
        """Refuse to go on when a declared file is not as it was read.

        Raises:
            Misdeclared: naming the files.
        """
        self._seen.update(seen.files)
        self._refuse_changed()

    def snapshot(self) -> Snapshot:
        """Give the declared files as they will be."""
        return Snapshot(tuple((file, self.read(file)) for file in DECLARED))

    def commit(self) -> None:
        """Make the change; `writing` does it at the end of its block.

        Raises:
            Misdeclared: when a file that was read here was edited meanwhile by something that knows no lock.
        """
        self._refuse_changed()
        new = {file: data for file, data in self._new.items() if data != _bytes(self._folder / file)}
        if new:
            _lay_down(self._folder, new)
            _finish(self._folder)

    def _refuse_changed(self) -> None:
        changed = sorted(file for file, data in self._seen.items() if _bytes(self._folder / file) != data)
        if changed:
            names = "、".join(f"corpus/{file}" for file in changed)
            raise Misdeclared(
                Message(f"{names} 在此期间被改动了。", f"{names} was changed meanwhile."),
                Message(
                    "别人或另一个窗口写入过，依据旧内容写会盖掉它。",
                    "somebody else or another window wrote there, and that would be lost.",
                ),
                Message("没有写入任何内容；请重来一次。", "nothing was written; begin again."),
            )


@contextmanager
def writing(root: Path) -> Iterator[Draft]:
    """Open the corpus for one change, alone among all processes; a change that was left half done is finished first.

    Raises:
        Misdeclared: when another writer holds the corpus, or it cannot be written.
    """
    folder = root / "corpus"
    with locked(folder / LOCK):
        try:
            _finish(folder)
            draft = Draft(root)
            yield draft
            draft.commit()
        except OSError as error:
            raise Misdeclared(
                Message(f"{folder} 写不进去。", f"{folder} cannot be written."),
                Message(f"系统说：{error.strerror or error}。", f"{error.strerror or error}."),
                Message("核对磁盘空间和写入权限，再来一次。", "see to space and permissions, and try again."),
            ) from error


def _inside(file: str) -> str:
    """Refuse a path that leads out of the corpus or into its own workshop."""
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or not path.parts or path.parts[0] in (LOCK, CHANGE) or "\\" in file:
        raise Misdeclared(
            Message(f"“{file}”不在 corpus/ 里。", f"“{file}” is not in corpus/."),
            Message("只能写 corpus/ 里的文件。", "only files in corpus/ can be written."),
            Message("换一个文件名。", "take another name."),
        )
    return file


class _Unsettled(Exception):
    """A file changed while it was read; `edited` is the move it no longer fits, None where it was just moved."""

    def __init__(self, edited: _Move | None) -> None:
        super().__init__()
        self.edited = edited


def _read(folder: Path, file: str, moves: tuple[_Move, ...]) -> bytes | None:
    """Read a file through the change under way."""
    try:
        now = _bytes(folder / file)
    except OSError:
        return None
    move = next((move for move in moves if move.file == file), None)
    if move is None or _digest(now) == move.after:
        return now
    if _digest(now) != move.before:
        raise _Unsettled(move)
    if not move.after:
        return None
    staged = _bytes(folder / CHANGE / move.staged)
    if staged is None:
        raise _Unsettled(None)
    return staged


def _lay_down(folder: Path, new: dict[str, bytes | None]) -> None:
    """Write the new files and, as the last step that decides, the list of them."""
    stage = folder / CHANGE
    stage.mkdir()
    try:
        moves = []
        for number, (file, data) in enumerate(sorted(new.items(), key=_documents_first)):
            if data is not None:
                _write(stage / str(number), data)
            moves.append(_Move(file, _digest(_bytes(folder / file)), _digest(data), str(number)))
        told = [{"file": m.file, "before": m.before, "after": m.after, "staged": m.staged} for m in moves]
        _write(stage / f"{LIST}.new", json.dumps({"version": _VERSION, "moves": told}, ensure_ascii=False).encode())
        _sync(stage)
        _sync(folder)
        (stage / f"{LIST}.new").replace(stage / LIST)
        _sync(stage)
    except BaseException:
        if not (stage / LIST).exists():
            shutil.rmtree(stage, ignore_errors=True)
        raise


def _documents_first(item: tuple[str, bytes | None]) -> tuple[bool, bool, str]:
    """New documents come before the manifest that names them, documents taken away after it."""
    file, data = item
    return file in DECLARED or data is None, data is None, file


def _finish(folder: Path) -> None:
    """Make the moves of a change that is decided, and clear away one that is not.

    Raises:
        Misdeclared: when a file was edited since the change was decided, or another program keeps it from being moved.
    """
    stage = folder / CHANGE
    if not stage.exists():
        return
    for move in _moves(folder):
        place, staged = folder / move.file, stage / move.staged
        now = _digest(_bytes(place))
        if now == move.after:
            continue
        if now != move.before:
            _refuse_edited(move)
        place.parent.mkdir(parents=True, exist_ok=True)
        _patiently(place, staged if move.after else None)
        _sync(place.parent)
    (stage / LIST).unlink(missing_ok=True)
    _sync(stage)
    shutil.rmtree(stage)


def _patiently(place: Path, staged: Path | None) -> None:
    """Move a file to its place, or take it away; on Windows a file that is open elsewhere refuses for a while."""
    for left in reversed(range(_TRIES)):
        try:
            if staged is None:
                place.unlink(missing_ok=True)
            else:
                staged.replace(place)
            return
        except PermissionError as error:
            if os.name != "nt" or not left:
                raise Misdeclared(
                    Message(f"corpus/{place.name} 动不了。", f"corpus/{place.name} cannot be moved to its place."),
                    Message(
                        f"系统说：{error.strerror}。新内容已经记下，读语料时都按新的读。",
                        f"{error.strerror}. What was to be written is kept, and read in its place.",
                    ),
                    Message(
                        "关掉正打开它的程序，再运行一次同样的命令。",
                        "close the program that has it open, and run this again.",
                    ),
                ) from error
            time.sleep(_PAUSE)


def _moves(folder: Path) -> tuple[_Move, ...]:
    """Read the list of a change that is decided and not finished; empty where there is none."""
    data = _bytes(folder / CHANGE / LIST)
    if data is None:
        return ()
    try:
        told = json.loads(data)
        if told["version"] != _VERSION:
            raise ValueError(told["version"])
        moves = tuple(_Move(_inside(m["file"]), m["before"], m["after"], str(int(m["staged"]))) for m in told["moves"])
    except (ValueError, KeyError, TypeError) as error:
        raise Misdeclared(
            Message(f"corpus/{CHANGE}/{LIST} 看不懂。", f"corpus/{CHANGE}/{LIST} cannot be understood."),
            Message(
                f"上次写入没有做完，记录又坏了（{error}）。",
                f"the last change was not finished, and its record is damaged ({error}).",
            ),
            Message(
                f"核对 corpus/ 里的文件，再删掉 corpus/{CHANGE} 文件夹。",
                f"look through the files in corpus/, then delete the folder corpus/{CHANGE}.",
            ),
        ) from error
    return moves


def _refuse_edited(move: _Move) -> None:
    raise Misdeclared(
        Message(
            f"corpus/{move.file} 在一次没做完的写入之后又被改动了。",
            f"corpus/{move.file} was changed after a change that was not finished.",
        ),
        Message(
            f"要写入的新内容还在 corpus/{CHANGE}/{move.staged}，与现在的文件对不上。",
            f"what was to be written is in corpus/{CHANGE}/{move.staged}, and does not go with the file.",
        ),
        Message(
            f"两份对照，把该留的留在 corpus/{move.file}，再删掉 corpus/{CHANGE} 文件夹。",
            f"compare the two, leave what is right in corpus/{move.file}, then delete the folder corpus/{CHANGE}.",
        ),
    )


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Flush what a folder says of its files; Windows does that by itself and lets no folder be opened."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
