"""The command line run in the test's own process, and corpora for it to spoil."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.cli import main
from tests.gold_files import ROOT

DOCUMENTS = ROOT / "corpus" / "documents"
REPORT = DOCUMENTS / "alliance-activity-2025-report.txt"


class Ran:
    """What a run left: its exit code, stdout and stderr."""

    def __init__(self, code: int, out: bytes, err: bytes) -> None:
        self.code, self.out, self.err = code, out.decode(), err.decode()


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]):
    def go(*words: object) -> Ran:
        code = main([str(word) for word in words])
        return Ran(code, *capsysbinary.readouterr())

    return go


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Copy the corpus, so that a test may spoil it."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    return tmp_path


def alliances(*words: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "extractors", *words], capture_output=True, cwd=ROOT, **more)  # type: ignore[call-overload]


def manifest_of(root: Path) -> list[dict[str, str]]:
    with (root / "corpus" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
