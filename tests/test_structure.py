"""Figures that are no claims: a sample of each type, cut out of the documents by hand, and nothing left over."""

from __future__ import annotations

from collections import Counter

import pytest

from schemas.reading import Reading
from tests.conftest import reading_of
from tests.gold_files import gold

TYPES = {
    "date",
    "time",
    "page",
    "ordinal",
    "section",
    "code",
    "telephone",
    "address",
    "standard",
    "footnote",
    "file number",
}


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("document", sorted({g["document"] for g in gold("structure")}))
def test_each_sampled_figure_has_its_type(document: str) -> None:
    emitted = Counter((s.type, bare(s.text), s.where.spans[0].line) for s in reading_of(document).structure)
    sampled = [(g["type"], bare(g["text"]), int(g["line"])) for g in gold("structure") if g["document"] == document]
    claimed = {(bare(c.where.quote), c.where.spans[0].line) for c in reading_of(document).claims}
    # 第七次活跃度评价 counts evaluations; other ordinals count nothing.
    missed = [g for g in sampled if g not in emitted and not _labelled(g, emitted) and g[1:] not in claimed]
    assert missed == []


def _labelled(sample: tuple[str, str, int], emitted: Counter[tuple[str, str, int]]) -> bool:
    """Telephones and addresses are emitted with their label (电话：…), which the sample leaves off."""
    kind, text, line = sample
    return kind in ("telephone", "address") and any(k == kind and n == line and text in t for k, t, n in emitted)


def test_nothing_is_left_unread(reading: Reading) -> None:
    assert reading.unread == ()


def test_every_item_names_its_type(reading: Reading) -> None:
    assert {s.type for s in reading.structure if not s.type.startswith("imprint_")} <= TYPES


def test_no_figure_of_a_claim_is_structure_too(reading: Reading) -> None:
    claimed = {(s.start, s.end) for c in reading.claims if c.kind != "list" for s in c.where.spans}
    both = [s.text for s in reading.structure for span in s.where.spans if (span.start, span.end) in claimed]
    assert both == []
