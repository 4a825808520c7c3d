"""Writing in corpus/: all or nothing, alone, and never over what changed meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from extractors.ledger import load_corpus
from extractors.ledger.lines import with_lines, without_lines
from extractors.ledger.lock import locked
from extractors.ledger.store import CHANGE, DECLARED, place_of, snapshot, writing
from schemas.errors import Misdeclared
from tests.gold_files import ROOT

FILES = ("manifest.csv", "alliances.csv", "judgements.csv", "documents/old.txt", "documents/new.txt")
BEFORE = {file: f"{file} before\n".encode() for file in FILES[:4]}
AFTER = {file: f"{file} after\n".encode() for file in (*FILES[:3], "documents/new.txt")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay(tmp_path)
    return tmp_path


def lay(root: Path) -> None:
    shutil.rmtree(root / "corpus", ignore_errors=True)
    for file, data in BEFORE.items():
        (root / "corpus" / file).parent.mkdir(parents=True, exist_ok=True)
        (root / "corpus" / file).write_bytes(data)


def change(root: Path) -> None:
    """Change every declared file, add a document and take one away."""
    with writing(root) as draft:
        for file, data in AFTER.items():
            draft.put(file, data)
        draft.drop("documents/old.txt")


def on_disk(root: Path) -> dict[str, bytes]:
    folder = root / "corpus"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def as_read(root: Path) -> dict[str, bytes]:
    """Give the corpus as readers see it: the declared files, and the documents that can be opened."""
    seen = snapshot(root)
    documents = {file: place_of(root, file) for file in FILES[3:]}
    manifest = seen.read("manifest.csv")
    listed = FILES[4:] if manifest == AFTER["manifest.csv"] else FILES[3:4]
    return {
        **{file: seen.read(file) or b"" for file in DECLARED},
        **{file: documents[file].read_bytes() for file in listed},
    }


def test_a_change_is_made_whole_and_leaves_nothing_behind(root: Path) -> None:
    change(root)
    assert on_disk(root) == AFTER == as_read(root)
    assert {p.name for p in (root / "corpus").iterdir()} == {*DECLARED, "documents"}


def test_an_exception_in_the_block_changes_nothing(root: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(root) as draft:
        draft.put("manifest.csv", b"x")
        raise ZeroDivisionError
    assert on_disk(root) == BEFORE
    assert not (root / "corpus" / CHANGE).exists()


def test_a_draft_reads_what_it_has_changed(root: Path) -> None:
    with writing(root) as draft:
        draft.put("manifest.csv", b"x")
        draft.drop("documents/old.txt")
        assert draft.read("manifest.csv") == draft.snapshot().read("manifest.csv") == b"x"
        assert draft.read("documents/old.txt") is None
        assert draft.read("alliances.csv") == BEFORE["alliances.csv"]
    assert on_disk(root) == {file: BEFORE[file] for file in FILES[1:3]} | {"manifest.csv": b"x"}


@pytest.mark.parametrize("file", ("../x", "/etc/x", "", "documents/../../x", ".change/0", ".lock", "a\\b"))
def test_nothing_is_written_outside(file: str, root: Path) -> None:
    with pytest.raises(Misdeclared), writing(root) as draft:
        draft.put(file, b"x")
    assert on_disk(root) == BEFORE


def test_what_changed_since_it_was_read_is_not_written_over(root: Path) -> None:
    seen = snapshot(root)
    (root / "corpus" / "judgements.csv").write_bytes(b"edited by hand\n")
    with pytest.raises(Misdeclared, match=r"corpus/judgements\.csv 在此期间被改动了"), writing(root) as draft:
        draft.require(seen)
        draft.put("alliances.csv", b"x")
    assert on_disk(root) == {**BEFORE, "judgements.csv": b"edited by hand\n"}


def test_an_edit_without_a_lock_while_the_draft_is_made_is_noticed(root: Path) -> None:
    with pytest.raises(Misdeclared, match="被改动了"), writing(root) as draft:
        draft.put("judgements.csv", (draft.read("judgements.csv") or b"") + b"more\n")
        (root / "corpus" / "judgements.csv").write_bytes(b"edited by hand\n")
    assert on_disk(root) == {**BEFORE, "judgements.csv": b"edited by hand\n"}


# ---- stopped at any moment

STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")
"""What the interpreter tells of before it is done (os.replace counts as os.rename); fsync is counted beside them."""


def killed_at(step: int, root: Path) -> int:
    """Make the change in a child that kills itself at a step, torn files and all; give the steps it came to."""
    reached = root / "steps"
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return reached.stat().st_size
    count = os.open(reached, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    flush = os.fsync

    def tick(handle: int | None = None) -> None:
        if os.write(count, b".") and os.fstat(count).st_size == step:
            if handle is not None and stat.S_ISREG(os.fstat(handle).st_mode):
                os.ftruncate(handle, os.fstat(handle).st_size // 2)
            os.kill(os.getpid(), signal.SIGKILL)

    def fsync(handle: int) -> None:
        tick(handle)
        flush(handle)

    os.fsync = fsync  # type: ignore[assignment]
    sys.addaudithook(lambda event, words: tick() if event in STEPS and str(root) in str(words[0]) else None)
    try:
        change(root)
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_killed_at_every_step_it_is_as_it_was_or_complete(tmp_path: Path) -> None:
    lay(tmp_path)
    steps = killed_at(0, tmp_path)
    assert on_disk(tmp_path) == AFTER
    assert steps > 30
    outcomes = []
    for step in range(1, steps + 1):
        lay(tmp_path)
        assert killed_at(step, tmp_path) == step
        seen = as_read(tmp_path)
        assert seen in (BEFORE, AFTER), step
        outcomes.append(seen == AFTER)
        disk = on_disk(tmp_path)
        assert as_read(tmp_path) == seen and on_disk(tmp_path) == disk, "a reader wrote"
        with writing(tmp_path):
            pass
        assert on_disk(tmp_path) == seen, step
    # First as it was, then, from one step on, complete: there is one moment at which the change is made.
    assert outcomes == sorted(outcomes) and {*outcomes} == {False, True}


def test_a_reader_meets_all_or_nothing_while_a_writer_is_at_work(root: Path) -> None:
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            seen = snapshot(root)
            kinds = {(seen.read(file) or b"").split()[-1] for file in DECLARED}
            if len(kinds) != 1:
                wrong.append(kinds)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        with writing(root) as draft:
            for file in DECLARED:
                draft.put(file, f"{file} {number}\n".encode())
    stop.set()
    reader.join()
    assert wrong == []


def test_an_edit_between_the_stop_and_the_next_writer_is_neither_lost_nor_hidden(root: Path, monkeypatch) -> None:
    monkeypatch.setattr("extractors.ledger.store._finish", lambda folder: None)
    change(root)
    monkeypatch.undo()
    assert as_read(root) == AFTER
    (root / "corpus" / "judgements.csv").write_bytes(b"edited by hand\n")
    with pytest.raises(Misdeclared, match="又被改动了"):
        snapshot(root)
    with pytest.raises(Misdeclared, match="又被改动了"), writing(root):
        pass
    assert (root / "corpus" / "judgements.csv").read_bytes() == b"edited by hand\n"


def test_a_list_that_is_damaged_is_said(root: Path) -> None:
    (root / "corpus" / CHANGE).mkdir()
    (root / "corpus" / CHANGE / "list.json").write_text('{"version": 1, "moves": [{}]}', encoding="utf-8")
    with pytest.raises(Misdeclared, match="看不懂"):
        load_corpus(root)


# ---- two writers


def test_two_writers_at_once_lose_nothing(root: Path) -> None:
    def append(who: str) -> None:
        for number in range(20):
            with writing(root) as draft:
                draft.put("judgements.csv", (draft.read("judgements.csv") or b"") + f"{who}{number}\n".encode())

    threads = [threading.Thread(target=append, args=(who,)) for who in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = (root / "corpus" / "judgements.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(lines) == sorted(f"{who}{number}" for who in "abc" for number in range(20))


def test_processes_wait_for_each_other(root: Path) -> None:
    code = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from extractors.ledger.store import writing
        for number in range(15):
            line = f"{sys.argv[2]}{number}\\n".encode()
            with writing(Path(sys.argv[1])) as draft:
                draft.put("judgements.csv", (draft.read("judgements.csv") or b"") + line)
        """
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(root), who], cwd=ROOT) for who in "ab"]
    assert [process.wait(60) for process in running] == [0, 0]
    lines = (root / "corpus" / "judgements.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(lines) == sorted(f"{who}{number}" for who in "ab" for number in range(15))


def test_a_lock_that_is_held_is_said(tmp_path: Path) -> None:
    with locked(tmp_path / ".lock"):
        begun = time.monotonic()
        with pytest.raises(Misdeclared, match="另一个程序"), locked(tmp_path / ".lock", patience=0.2):
            pass
        assert time.monotonic() - begun < 5
    with locked(tmp_path / ".lock", patience=0):
        pass


# ---- lines


@pytest.mark.parametrize(
    ("data", "after"),
    (
        (b"a,b\n1,2\n", b'a,b\n1,2\n3,"4,5"\n'),
        (b"a,b\r\n1,2", b'a,b\r\n1,2\r\n3,"4,5"\r\n'),
        (b"\xef\xbb\xbfa,b\n", b'\xef\xbb\xbfa,b\n3,"4,5"\n'),
        (b"", b'3,"4,5"\n'),
    ),
)
def test_a_line_is_added_and_taken_out_again(data: bytes, after: bytes) -> None:
    added = with_lines(data, [("3", "4,5")])
    assert added == after
    last = 1 + data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
    assert without_lines(added, {last}).rstrip(b"\r\n") == data.rstrip(b"\r\n")


def test_a_record_over_several_lines_goes_whole() -> None:
    data = 'a,b\n1,"甲\n乙"\n2,丙\n'.encode()
    assert without_lines(data, {2}) == "a,b\n2,丙\n".encode()
    assert without_lines(data, {4}) == 'a,b\n1,"甲\n乙"\n'.encode()
    assert without_lines(data, {3}) == data
