"""The guard: a file that ends the child costs that file alone, and what the parent holds is its own."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.readers import guard
from extractors.readers.guard import in_child
from extractors.readers.running import reading_with, running
from schemas.errors import Unreadable
from schemas.finding import Message


def doubled(number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def unreadable() -> None:
    raise Unreadable(Message("读不了", "cannot be read"), "why", "advice")


def full() -> None:
    raise MemoryError


def faulty() -> None:
    raise KeyError("a fault")


def busy() -> None:
    while True:
        pass


def gone() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def gone_unless(first: int, path: Path) -> int:
    """End the child that has the number; give the number of the one that has not."""
    path.write_text(path.read_text() + "x" if path.exists() else "x")
    if os.getpid() == first:
        os._exit(1)
    return os.getpid()


def turned(pages: int) -> str:
    told = running()
    for page in range(pages):
        assert told.progress is not None
        told.progress(page + 1, pages)
    return told.password


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Begin without a child and leave none behind."""
    guard.end_child()
    yield
    guard.end_child()


def test_one_child_does_one_job_after_another() -> None:
    first, other = in_child("a", doubled, 4), in_child("b", doubled, 5)
    assert (first[0], other[0]) == (8, 10)
    assert first[1] == other[1] != os.getpid()


def test_what_the_work_raises_is_raised_here_and_the_child_goes_on() -> None:
    child = in_child("a", doubled, 1)[1]
    with pytest.raises(Unreadable, match="读不了"):
        in_child("b", unreadable)
    with pytest.raises(KeyError, match="a fault"):
        in_child("c", faulty)
    assert in_child("d", doubled, 1)[1] == child


@pytest.mark.parametrize("work", [full, gone])
def test_a_file_that_ends_the_child_is_told_by_name_and_costs_that_file_alone(work) -> None:
    child = in_child("before", doubled, 1)[1]
    with pytest.raises(Unreadable, match=r"killer\.pdf"):
        in_child("killer.pdf", work)
    number, other = in_child("after", doubled, 3)
    assert number == 6 and other != child


def test_work_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "CPU_SECONDS", 0)
    in_child("before", doubled, 1)
    with pytest.raises(Unreadable, match="时间或内存的上限"):
        in_child("busy.pdf", busy)


def test_a_file_is_not_blamed_for_what_others_left(tmp_path: Path) -> None:
    child = in_child("before", doubled, 1)[1]
    seen = tmp_path / "seen"
    assert in_child("innocent.pdf", gone_unless, child, seen) != child
    assert seen.read_text() == "xx"


def test_a_child_that_was_ended_from_outside_is_replaced() -> None:
    child = in_child("before", doubled, 1)[1]
    os.kill(child, signal.SIGKILL)
    assert in_child("after", doubled, 2)[0] == 4


def test_pages_are_told_and_the_password_is_known() -> None:
    pages: list[tuple[int, int]] = []
    in_child("before", doubled, 1)
    with reading_with("word", lambda page, of: pages.append((page, of))):
        assert in_child("a", turned, 3) == "word"
    assert pages == [(1, 3), (2, 3), (3, 3)]


def test_whoever_breaks_off_gets_no_old_answer() -> None:
    def stop(page: int, pages: int) -> None:
        raise KeyboardInterrupt

    with reading_with("old", stop), pytest.raises(KeyboardInterrupt):
        in_child("a", turned, 3)
    assert in_child("b", doubled, 7)[0] == 14


def test_a_forked_process_has_a_child_of_its_own() -> None:
    child = in_child("before", doubled, 1)[1]
    receive, send = os.pipe()
    fork = os.fork()
    if fork == 0:
        os.write(send, b"%d" % in_child("there", doubled, 1)[1])
        guard.end_child()
        os._exit(0)
    os.waitpid(fork, 0)
    assert int(os.read(receive, 20)) != child
    assert in_child("here", doubled, 1)[1] == child
    os.close(receive)
    os.close(send)


def test_the_child_holds_no_lock_of_its_parent(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        in_child("while it is held", doubled, 1)
    with (tmp_path / "lock").open("w") as again:
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
