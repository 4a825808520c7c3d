"""All benchmarks: `python -m tests.bench` runs them one after the other, `python -m tests.bench NAME ...` some of them;
`--list` says what there is.
"""

from __future__ import annotations

import subprocess
import sys

from extractors.render.screen import columns_of
from tests.gold_files import ROOT

BENCHES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("commands", (), "seconds of the commands that people wait for"),
    ("reading", (), "CPU time of reading PDFs against the bare extraction of their words; memory of 500 pages"),
    ("gold", (), "findings and names against those made by hand"),
    ("material", ("gold", "--material"), "what the audit tells of each typesetting that its document does not have"),
    ("names", (), "speed of matching names"),
    ("wording", (), "sentences of other publishers' wording"),
    ("press", (), "200 documents drawn by seed and read back"),
    ("tables", (), "tables of PDFs against the peers that are installed"),
    ("slips", ("slips", "--sample", "25"), "changed figures that the audit catches"),
)
"""Name, module and words where they are not the name alone, and what is measured; the quick ones first."""


def main() -> int:
    """List the benchmarks, or run those named."""
    wanted = sys.argv[1:]
    known = {name: words or (name,) for name, words, _ in BENCHES}
    if not wanted or any(name not in known for name in wanted):
        print("\n".join(columns_of([(name, what) for name, _, what in BENCHES])), flush=True)
    if any(name not in known for name in wanted):
        return 0 if wanted == ["--list"] else 2
    failed = 0
    for name in wanted or known:
        print(f"== {name}", flush=True)
        module, *words = known[name]
        command = [sys.executable, "-m", f"tests.bench.{module}", *words]
        failed |= subprocess.run(command, cwd=ROOT, check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
