"""While a document is read no cyclic garbage is looked for: a reading leaves none, and the search goes on after it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from extractors.readers import uncollected
from extractors.reports import read_bytes
from schemas.errors import Unreadable
from tests.gold_files import ROOT

DOCUMENTS = sorted((ROOT / "corpus" / "documents").glob("*.txt")) + sorted((ROOT / "tests" / "material").glob("*.pdf"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_reading_leaves_no_cyclic_garbage(path: Path) -> None:
    data = path.read_bytes()
    # What is loaded and compiled once a process is none of a reading's.
    read_bytes(data, "once", path.name)
    gc.collect()
    gc.disable()
    try:
        read_bytes(data, "again", path.name)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_search_goes_on_after_a_reading_and_after_a_refusal() -> None:
    with pytest.raises(Unreadable):
        read_bytes(b"nothing of any series", "x", "x.txt")
    assert gc.isenabled()


def test_whoever_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
