"""A guard around libraries that parse untrusted bytes: they run in a child process with limits on time and memory, so
that a file made to hang or to fill the memory costs that file alone.

One child reads file after file, since to fork copies what the parent has and costs as much as the words of
twenty pages. A file that ends the child is given to a fresh one before it is blamed for what others may have left.
"""

from __future__ import annotations

import atexit
import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, TypeVar

from extractors.readers.running import Running, reading_with, running
from schemas.errors import Unreadable
from schemas.finding import Message

# A 500-page report takes under ten seconds of one core; the killers met in the wild never end.
CPU_SECONDS = 60
MEMORY_BYTES = 3 * 1024**3
# A child that has once taken more than this, in kilobytes as the system counts, is not kept for the next file.
KEPT_KILOBYTES = 1024**2
# How a child ends that was refused memory.
_FULL = 3
# What an answer is: the pages reached, what the work gives, why the file cannot be read, or a fault of ours.
_PAGE, _DONE, _UNREADABLE, _FAULT = "page", "done", "unreadable", "fault"

T = TypeVar("T")


def in_child(file: str, work: Callable[..., T], *args: Any) -> T:
    """Do the work, a function of a module, in a child process and hand over its result; in this process where the
    system cannot fork.

    Raises:
        Unreadable: what the work raises, or that it ran out of its time or memory.
    """
    if not hasattr(os, "fork"):
        try:
            return work(*args)
        except MemoryError:
            raise _too_much(file) from None
    with _DESK.lock:
        listener = running()
        kind, value = _DESK.ask((work, args, listener.password, listener.progress is not None), listener)
    if kind == _DONE:
        result: T = value
        return result
    if kind == _FAULT:
        raise value
    raise Unreadable(*value) if kind == _UNREADABLE else _too_much(file)


def _too_much(file: str) -> Unreadable:
    return Unreadable(
        Message(f"{file}: 读不了。", f"{file}: cannot be read."),
        Message(
            "解析时超出了时间或内存的上限，文件可能已损坏或有意构造。",
            "it took more time or memory than is allowed: damaged, or made to.",
        ),
        Message("请重新导出或另存后再读入。", "export or save it anew, then read it."),
    )


# The work and what it is done with, the password, and whether anybody wants to hear of the pages.
_Job = tuple[Callable[..., object], tuple[Any, ...], str, bool]
_Answer = tuple[str, Any]


class _Child:
    """A forked process, and the pipes to it and from it."""

    def __init__(self) -> None:
        read_jobs, write_jobs = os.pipe()
        read_answers, write_answers = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                _serve(read_jobs, write_answers)
            finally:
                os._exit(1)
        os.close(read_jobs)
        os.close(write_answers)
        self.jobs = os.fdopen(write_jobs, "wb")
        self.answers = os.fdopen(read_answers, "rb")
        self.taken = 0

    def ask(self, job: _Job, listener: Running) -> _Answer | None:
        """Give what the child makes of a job; None where the job ends the child."""
        self.taken += 1
        try:
            pickle.dump(job, self.jobs)
            self.jobs.flush()
            while True:
                kind, value = pickle.load(self.answers)
                if kind != _PAGE:
                    return kind, value
                if listener.progress is not None:
                    listener.progress(*value)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            return None

    def end(self, gone: bool) -> bool:
        """End the child if it is not gone by itself, and tell whether it went by a limit it met."""
        with suppress(BrokenPipeError):
            self.jobs.close()
        self.answers.close()
        if not gone:
            os.kill(self.pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return code in (_FULL, -signal.SIGXCPU)


@dataclass(slots=True)
class _Desk:
    """The child that reads now, one file at a time."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    child: _Child | None = None

    def ask(self, job: _Job, listener: Running) -> _Answer:
        """Give what a child makes of a job; an answer of no kind where the job ends a fresh child."""
        while True:
            child = self.child = self.child or _Child()
            try:
                answer = child.ask(job, listener)
            except BaseException:
                # Whoever breaks off leaves half an answer in the pipe.
                self.end()
                raise
            if answer is not None:
                return answer
            if self.end(gone=True) or child.taken == 1:
                return "", None

    def end(self, gone: bool = False) -> bool:
        """End the child, if there is one, and tell whether it went by a limit it met."""
        child, self.child = self.child, None
        return child is not None and child.end(gone)


_DESK = _Desk()


@atexit.register
def end_child() -> None:
    """End the child that waits for more files; the next file gets a new one. One that reads just now is left to it."""
    if _DESK.lock.acquire(blocking=False):
        _DESK.end()
        _DESK.lock.release()


def _forget() -> None:
    """Leave the child to the process that made it: one forked from that has its own."""
    child, _DESK.child, _DESK.lock = _DESK.child, None, threading.Lock()
    if child is not None:
        for pipe in (child.jobs, child.answers):
            # Nothing that stands half written in the parent is to be written here.
            pipe.raw.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _serve(jobs: int, answers: int) -> None:
    """Do one job after another, until the parent has no more or is gone."""
    import resource

    # Locks and sockets of the parent are not the child's to hold; to be told to stop is to stop.
    kept = sorted((0, 1, 2, jobs, answers))
    for before, after in zip(kept, (*kept[1:], os.sysconf("SC_OPEN_MAX")), strict=True):
        os.closerange(before + 1, after)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # What the parent made is none of the child's garbage; to look through it would copy its pages.
    gc.freeze()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    with os.fdopen(jobs, "rb") as todo, os.fdopen(answers, "wb") as done:
        while True:
            try:
                job: _Job = pickle.load(todo)
            except EOFError:
                os._exit(0)
            used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
            resource.setrlimit(
                resource.RLIMIT_CPU, (int(used) + 1 + CPU_SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1])
            )
            _send(done, *_answer(job, done))
            if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > KEPT_KILOBYTES:
                os._exit(0)


def _answer(job: _Job, done: BinaryIO) -> _Answer:
    work, args, password, heard = job
    tell = (lambda page, pages: _send(done, _PAGE, (page, pages))) if heard else None
    try:
        with reading_with(password, tell):
            return _DONE, work(*args)
    except Unreadable as error:
        return _UNREADABLE, (error.what, error.why, error.advice)
    except MemoryError:
        os._exit(_FULL)
    except Exception as error:
        return _FAULT, error


def _send(done: BinaryIO, kind: str, value: object) -> None:
    pickle.dump((kind, value), done)
    done.flush()
