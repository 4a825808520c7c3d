"""Benchmark of reading PDFs: `python -m tests.bench.reading`: CPU time of the whole reading of each typesetting against
PyMuPDF's bare extraction of its words in the same process, the least of several runs each and the ratio of the two,
with the ratio of their medians, and the memory that 500 pages of the press take.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from extractors.render.screen import columns_of
from extractors.reports import read_bytes
from tests.gold_files import ROOT
from tests.press import press

MATERIAL = sorted((ROOT / "tests" / "material").glob("*.pdf"))
RUNS = 11
PAGES = 500
FIRST_SEED = 4000


def cpu() -> float:
    """Give the CPU seconds of this process and its children, user and system, those that still run included (Linux)."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    running = [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]
    nanoseconds = sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in running)
    return sum(u.ru_utime + u.ru_stime for u in used) + nanoseconds / 1e9


def times_of(*works: Callable[[], object]) -> list[list[float]]:
    """Do each work once for what is loaded once a process, then give the times of several runs, taken in turn."""
    times: list[list[float]] = [[] for _ in works]
    for run in range(RUNS + 1):
        for work, taken in zip(works, times, strict=True):
            before = cpu()
            work()
            if run:
                taken.append(cpu() - before)
    return times


def bare_words(data: bytes) -> int:
    """Take the words of all pages, and do nothing with them."""
    import pymupdf

    pdf: Any = pymupdf.open(stream=data, filetype="pdf")  # type: ignore[no-untyped-call]
    return sum(len(page.get_text("words")) for page in pdf)


def long_file(path: Path) -> None:
    """Join documents of the press to one of 500 pages."""
    import pymupdf

    joined: Any = pymupdf.open()  # type: ignore[no-untyped-call]
    seed = FIRST_SEED
    while joined.page_count < PAGES:
        joined.insert_pdf(pymupdf.open(stream=press(seed)[0]))  # type: ignore[no-untyped-call]
        seed += 1
    joined.select(list(range(PAGES)))
    joined.save(path, garbage=3, deflate=True)


def memory() -> tuple[float, float]:
    """Read a long file by the command, and give its CPU seconds and the peak of its largest process in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        long_file(path)
        code = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True);"
            "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)"
        )
        command = [sys.executable, "-c", code, sys.executable, "-m", "extractors", "read", str(path)]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return float(told[0]), float(told[1])


def main() -> None:
    """Print both tables."""
    rows = [("file", "pages", "words", "whole reading", "ratio", "ratio of medians")]
    all_words = all_reading = pages = 0.0
    for path in MATERIAL:
        data = path.read_bytes()
        times = times_of(partial(bare_words, data), partial(read_bytes, data, "x", "x.pdf"))
        # What else runs on a machine only ever adds.
        words, reading = map(min, times)
        middle = statistics.median(times[1]) / statistics.median(times[0])
        count = read_bytes(data, "x", "x.pdf").document.pages
        rows.append(
            (path.stem, str(count), f"{words:.3f}", f"{reading:.3f}", f"{reading / words:.1f}", f"{middle:.1f}")
        )
        all_words, all_reading, pages = all_words + words, all_reading + reading, pages + count
    rows.append(("all", f"{pages:.0f}", f"{all_words:.3f}", f"{all_reading:.3f}", f"{all_reading / all_words:.1f}", ""))
    print("\n".join(columns_of(rows, frozenset({1, 2, 3, 4, 5}))))
    seconds, peak = memory()
    print(f"{PAGES} pages: {seconds:.1f} s, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
