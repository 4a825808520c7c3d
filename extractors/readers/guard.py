"""A guard around libraries that parse untrusted bytes: they run in a forked child with limits on time and memory, so
that a file made to hang or to fill the memory costs that file alone.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable
from typing import TypeVar

from schemas.errors import Unreadable
from schemas.finding import Message

# A 500-page report takes under ten seconds of one core; the killers met in the wild never end.
CPU_SECONDS = 60
MEMORY_BYTES = 3 * 1024**3

T = TypeVar("T")


def in_child(work: Callable[[], T], file: str) -> T:
    """Do the work in a forked child and hand over its result; in this process where the system cannot fork.

    Raises:
        Unreadable: what the work raises, or that it ran out of its time or memory.
    """
    if not hasattr(os, "fork"):
        try:
            return work()
        except MemoryError:
            raise _too_much(file) from None
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        os._exit(_work(work, send))
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    if not answer:
        raise _too_much(file)
    done, value = pickle.loads(answer)
    if done:
        result: T = value
        return result
    raise Unreadable(*value)


def _too_much(file: str) -> Unreadable:
    return Unreadable(
        Message(f"{file}: 读不了。", f"{file}: cannot be read."),
        Message(
            "解析时超出了时间或内存的上限，文件可能已损坏或有意构造。",
            "it took more time or memory than is allowed: damaged, or made to.",
        ),
        Message("请重新导出或另存后再读入。", "export or save it anew, then read it."),
    )


def _work(work: Callable[[], T], send: int) -> int:
    import resource

    # What the parent made is none of the child's garbage; to look through it would copy its pages.
    gc.freeze()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        answer = pickle.dumps((True, work()))
    except Unreadable as error:
        answer = pickle.dumps((False, (error.what, error.why, error.advice)))
    except MemoryError:
        return 1
    with os.fdopen(send, "wb") as pipe:
        pipe.write(answer)
    return 0
