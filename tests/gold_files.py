"""The gold files, transcribed by hand from the documents (see tests/gold/README.md)."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"


def gold(name: str) -> list[dict[str, str]]:
    """Read one gold file as a list of its lines by column."""
    with (GOLD / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def manifest() -> list[dict[str, str]]:
    """Read the corpus manifest."""
    with (ROOT / "corpus" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
