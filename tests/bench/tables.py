"""Benchmark of tables in PDFs: `python -m tests.bench.tables`: this reader and its peers over the typesettings.

A peer's table rows are taken in its favour: a row counts when some row of its tables has the rank, the name (its lines
joined), the code and the score among its cells; the tier counts when the last group heading above, or a cell, names it.
camelot and pymupdf4llm are run where they are installed (`pip install -r requirements-bench.lock`).
"""

from __future__ import annotations

import importlib.util
import io
import logging
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.render.screen import columns_of
from tests.gold_files import ROOT, gold
from tests.press import press
from tests.press.copy import LABELS, Printed, bare

MATERIAL = sorted((ROOT / "tests" / "material").glob("report-*.pdf"))
PRESSED = range(1000, 1012)
Cells = list[str]
TIERS = tuple((label, tier) for tier, words in LABELS.items() for label in sorted(words, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Score:
    """What one tool made of one file."""

    exact: int
    tier: int
    rows: int
    spurious: int
    pages: int
    cpu: float
    peak: float


def ours(path: Path) -> Iterator[Cells]:
    from extractors.reports import read_path

    for row in read_path(path).rows:
        if row.table != "activities":
            yield [str(row.rank), row.name, row.code, row.score, row.tier]


def pdfplumber_with(strategy: str) -> Callable[[Path], Iterator[Cells]]:
    def run(path: Path) -> Iterator[Cells]:
        import pdfplumber

        settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                for table in page.extract_tables(settings):
                    yield from ([cell or "" for cell in row] for row in table)
                page.close()

    return run


def pymupdf_with(strategy: str) -> Callable[[Path], Iterator[Cells]]:
    def run(path: Path) -> Iterator[Cells]:
        import pymupdf

        pages: Any = pymupdf.open(path)
        for page in pages:
            with redirect_stdout(io.StringIO()):
                tables = page.find_tables(strategy=strategy).tables
            for table in tables:
                yield from ([cell or "" for cell in row] for row in table.extract())

    return run


def camelot_hybrid(path: Path) -> Iterator[Cells]:
    import camelot

    for table in camelot.read_pdf(str(path), pages="all", flavor="hybrid"):
        yield from (list(row) for row in table.df.itertuples(index=False))


def pymupdf4llm_markdown(path: Path) -> Iterator[Cells]:
    with redirect_stdout(io.StringIO()):
        import pymupdf4llm

        text = pymupdf4llm.to_markdown(str(path), show_progress=False)
    for line in text.splitlines():
        if line.startswith("|") and line.endswith("|"):
            yield [cell.replace("<br>", "").replace("**", "").strip() for cell in line[1:-1].split("|")]
        elif line.strip():
            yield [line.replace("**", "").strip("#* ")]


TOOLS: tuple[tuple[str, str, Callable[[Path], Iterator[Cells]]], ...] = (
    ("alliances", "pymupdf", ours),
    ("pdfplumber lines", "pdfplumber", pdfplumber_with("lines")),
    ("pdfplumber text", "pdfplumber", pdfplumber_with("text")),
    ("PyMuPDF find_tables lines", "pymupdf", pymupdf_with("lines")),
    ("PyMuPDF find_tables text", "pymupdf", pymupdf_with("text")),
    ("camelot hybrid", "camelot", camelot_hybrid),
    ("pymupdf4llm", "pymupdf4llm", pymupdf4llm_markdown),
)


def score(found: list[Cells], printed: list[Printed]) -> tuple[int, int, int]:
    """Count rows exact, tiers right, and rows that look like records and are none."""
    wanted = {(p.rank, p.name, p.code, p.score): p.tier for p in printed}
    ranked = {(p.rank, p.name) for p in printed}
    seen: set[tuple[str, str, str, str]] = set()
    right = spurious = 0
    tier = ""
    for row in found:
        cells = [bare(cell) for cell in row if cell and cell.strip()]
        named = [t for label, t in TIERS for cell in cells if cell.startswith(label)] if cells else []
        own = next((c for c in cells if c in LABELS), "") or (named[0] if named else "")
        tier = own or tier
        key = next((k for k in wanted if k not in seen and all(part in cells for part in k if part)), None)
        if key is not None:
            seen.add(key)
            right += (own or tier) == wanted[key]
        elif len(cells) > 1 and cells[0].isdigit() and len(cells[0]) < 4:
            spurious += not any(cells[0] == r and any(n in c for c in cells) for r, n in ranked)
    return len(seen), right, spurious


def measured(tool: Callable[[Path], Iterator[Cells]], path: Path, printed: list[Printed], send: Any) -> None:
    """Run one tool on one file in a process of its own, so that the peak of memory is its own."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    before = time.process_time()
    try:
        found = list(tool(path))
    except Exception as error:  # A peer that fails on a file has read none of it.
        print(f"{path.name}: {error}", file=sys.stderr)
        found = []
    children, own = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    cpu = time.process_time() - before + children.ru_utime + children.ru_stime
    send.send((*score(found, printed), cpu, max(own.ru_maxrss, children.ru_maxrss) / 1024))


def files(folder: Path) -> Iterator[tuple[Path, list[Printed]]]:
    """Give the typesettings with their rows, then some documents of the press."""
    for path in MATERIAL:
        rows = gold(f"rows-{path.name.partition('_')[0]}")
        yield path, [Printed(r["table"], r["rank"], bare(r["name"]), r["code"], r["score"], r["tier"]) for r in rows]
    for seed in PRESSED:
        data, printed, _ = press(seed)
        path = folder / f"press-{seed}.pdf"
        path.write_bytes(data)
        yield path, list(printed)


def main() -> None:
    """Run every tool that is installed over every file."""
    import tempfile

    import pymupdf

    spawn = multiprocessing.get_context("spawn")
    lines = [("files", "tool", "rows exact", "tier right", "spurious", "CPU s/page", "peak MB")]
    with tempfile.TemporaryDirectory() as folder:
        every = list(files(Path(folder)))
        for index, (name, module, _) in enumerate(TOOLS):
            if importlib.util.find_spec(module) is None:
                print(f"{name}: not installed", file=sys.stderr)
                continue
            for title, chosen in (("material", every[: len(MATERIAL)]), ("press", every[len(MATERIAL) :])):
                scores = []
                for path, printed in chosen:
                    receive, send = spawn.Pipe(duplex=False)
                    child = spawn.Process(target=run_tool, args=(index, path, printed, send))
                    child.start()
                    exact, tier, spurious, cpu, peak = receive.recv()
                    child.join()
                    pages = pymupdf.open(path).page_count
                    tiers = sum(bool(p.tier) for p in printed)
                    scores.append((Score(exact, tier, len(printed), spurious, pages, cpu, peak), tiers))
                rows, tiers = sum(s.rows for s, _ in scores), sum(t for _, t in scores)
                cpu = sum(s.cpu for s, _ in scores) / sum(s.pages for s, _ in scores)
                lines.append((title, name, f"{sum(s.exact for s, _ in scores)} / {rows}",
                              f"{sum(s.tier for s, _ in scores)} / {tiers}", str(sum(s.spurious for s, _ in scores)),
                              f"{cpu:.3f}", f"{max(s.peak for s, _ in scores):.0f}"))  # fmt: skip
    print("\n".join(columns_of(lines, frozenset({2, 3, 4, 5, 6}))))


def run_tool(index: int, path: Path, printed: list[Printed], send: Any) -> None:
    measured(TOOLS[index][2], path, printed, send)


if __name__ == "__main__":
    main()
