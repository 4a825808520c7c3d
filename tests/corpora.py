"""Corpora to take documents into and out of, in memory and on disk: the founding one, parts of it, a small one."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Container
from functools import cache
from pathlib import Path

import pytest

from extractors.cli import main
from extractors.desk.desk import read_corpus
from extractors.desk.ingest import File, Plan, Wish, plan_ingest
from extractors.desk.remove import plan_removal
from extractors.desk.state import State, state_of
from extractors.ledger import load_corpus
from tests.gold_files import ROOT

FOUNDING = ("report-2016", "report-2018", "release-2019", "report-2025", "bulletin-2026-01")
SMALL = ("release-2019", "bulletin-2026-01")
"""Two short documents: what holds of a corpus whatever it has is tried on them."""
EDITION = ROOT / "tests" / "material" / "bulletin-2026-01_lo_bulletin.pdf"
"""The bulletin as a PDF: another edition of one that the corpus has."""

Run = Callable[..., tuple[int, str, str]]


def founding_file(document: str) -> Path:
    corpus = load_corpus(ROOT)
    entry = corpus.entry(document)
    assert entry
    return corpus.path(entry)


@cache
def whole() -> State:
    """Judge the founding corpus."""
    return state_of(read_corpus(load_corpus(ROOT)))


@cache
def without(document: str) -> State:
    """Judge the founding corpus without one document."""
    return state_of(plan_removal(whole(), (document,)).pending.desk)


@cache
def fifth(document: str) -> Plan:
    """Plan to take a founding document into a corpus of the other four."""
    return ingested(without(document), founding_file(document))


def ingested(before: State, *paths: Path, **wish: bool) -> Plan:
    return plan_ingest(before, [File(str(path), path.read_bytes()) for path in paths], Wish(**wish))  # type: ignore[arg-type]


def reread(root: Path) -> State:
    return state_of(read_corpus(load_corpus(root)))


def lay(root: Path, documents: Container[str]) -> Path:
    """Make a corpus by hand of some founding documents: their judgements, all ids."""
    (root / "corpus" / "documents").mkdir(parents=True)
    for entry in load_corpus(ROOT).entries:
        if entry.document in documents:
            shutil.copy(ROOT / "corpus" / entry.file, root / "corpus" / entry.file)
    gone = [document for document in FOUNDING if document not in documents]
    for name in ("manifest", "alliances", "judgements"):
        text = (ROOT / "corpus" / f"{name}.csv").read_text(encoding="utf-8")
        rows = [row for row in csv.reader(io.StringIO(text)) if not any(document in "".join(row) for document in gone)]
        with (root / "corpus" / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return lay(tmp_path / "small", SMALL)


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def go(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return go


def on_disk(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in (root / "corpus").rglob("*") if p.is_file()}
