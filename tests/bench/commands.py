"""Benchmarks of the command line: `python -m tests.bench.commands`. Best of several runs; no test depends on them."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from extractors.render.screen import columns_of
from tests.gold_files import ROOT

RUNS = 5
REPORT = "corpus/documents/alliance-activity-2025-report.txt"
TARGETS = {"--help": 0.5, "build": 5.0}
"""Seconds promised for a machine that is doing nothing else."""


def best(words: list[str]) -> tuple[float, float]:
    """Run a command several times and give the least wall and CPU time."""
    times: list[tuple[float, float]] = []
    for _ in range(RUNS):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-m", "extractors", *words], cwd=ROOT, capture_output=True, check=False)
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
        times.append((wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return min(wall for wall, _ in times), min(cpu for _, cpu in times)


def main() -> None:
    """Measure the commands that people wait for."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {
            "--help": ["--help"],
            "build": ["build", "--out", str(Path(folder) / "outputs")],
            "read": ["read", REPORT, "--format", "json"],
            "audit --alone": ["audit", REPORT, "--alone"],
            "audit": ["audit", REPORT],
            "roster": ["roster"],
        }
        rows = [("command", "wall s", "cpu s", "promised")]
        for name, words in commands.items():
            wall, cpu = best(words)
            rows.append((name, f"{wall:.2f}", f"{cpu:.2f}", str(TARGETS.get(name, ""))))
    print("\n".join(columns_of(rows, frozenset({1, 2, 3}))))


if __name__ == "__main__":
    main()
