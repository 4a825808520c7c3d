"""Drawing and reading back: every row of every layout that the press draws, and nothing else as a row."""

from __future__ import annotations

import pytest

from extractors.reports import read_bytes
from schemas.vocabulary import load_series
from tests.press import press
from tests.press.copy import Printed, bare

# A sample, so that the suite stays fast; `python -m tests.bench.press` runs as many as are asked for.
# The last four: scores that count like ranks over the page, a code that runs over the edge of its score, labels and
# ranks that come as one word, ranks as one word with their names at the foot of a page without a head.
SEEDS = (*range(1000, 1024), 3159, 3175, 4003, 4029)


def rows_of(data: bytes) -> list[Printed]:
    reading = read_bytes(data, "press", "press.pdf", load_series("alliance-activity"))
    return [
        Printed(r.table, str(r.rank), bare(r.name), bare(r.code), bare(r.score), r.tier)
        for r in reading.rows
        if r.table != "activities"
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_are_read_back_as_they_were_drawn(seed: int) -> None:
    data, printed, plan = press(seed)
    assert rows_of(data) == list(printed), plan


def test_a_seed_draws_the_same_document_again() -> None:
    (_, printed, plan), (_, again, same) = press(7), press(7)
    assert (printed, plan) == (again, same)
