"""Readings of the founding documents, read once a test run."""

from __future__ import annotations

from functools import cache

import pytest

from extractors.reports import read_path
from schemas.reading import Reading
from tests.gold_files import ROOT, manifest


@cache
def reading_of(document: str) -> Reading:
    """Read a document of the corpus by its id."""
    entry = next(e for e in manifest() if e["document_id"] == document)
    return read_path(ROOT / "corpus" / entry["file"], document, entry["file"])


@pytest.fixture(params=[e["document_id"] for e in manifest()])
def reading(request: pytest.FixtureRequest) -> Reading:
    """Give each founding document's reading in turn."""
    return reading_of(request.param)
