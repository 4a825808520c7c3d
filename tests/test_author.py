"""Reports that an author made up, all their figures right: none is blamed, and each is read as what it counts."""

from __future__ import annotations

from functools import cache

import pytest

from extractors.audit import audit_document
from extractors.ledger import reconcile
from extractors.reports import read_bytes
from schemas.finding import Audit
from schemas.reading import Reading
from schemas.vocabulary import load_series
from tests.author import Told, Written, write

SEEDS = range(40)
DRAWN = (("alliance-activity", False), ("graded-evaluation", True))
"""The series, and whether only settled wordings are drawn: of the second, few reports would hold none that is open."""
SAME = {
    "tier=average|fairly_high|high|low": "evaluated=yes",
    "tier=excellent|failed|good|passed": "evaluated=yes",
    "complete=yes": "evaluated=yes",
    "level=municipal|national|provincial": "all",
    "entity=member": "all",
}
"""Other names for whoever was evaluated (all tiers together, in a made-up year all complete entries), and for all."""
IMPLIED = (("tier=", "evaluated="), ("evaluated=yes", "registered="), ("registered=no", "evaluated="),
           ("complete=", "registered="), ("complete=", "evaluated="))  # fmt: skip
"""What a value says by itself: a graded alliance was evaluated, an evaluated one had filed."""


@cache
def made(seed: int, series: str = "alliance-activity", settled: bool = False) -> tuple[Written, Reading, Audit]:
    written = write(seed, series, settled)
    vocabulary = load_series(series)
    reading = read_bytes(written.text.encode(), "made-up", "made-up.txt")
    ledger = reconcile((reading,), (), (), vocabulary)
    return written, reading, audit_document(reading, ledger, vocabulary, alone=True)


def bare(population: str) -> str:
    """Drop what other values of the population imply."""
    population = population.replace("|incomplete", "")
    parts = [SAME.get(p, p) for p in population.split(";")]
    parts = [p for p in parts if p != "all"] or ["all"]
    for value, implied in IMPLIED:
        if any(p.startswith(value) for p in parts):
            parts = [p for p in parts if not p.startswith(implied) or p.startswith(value)]
    return ";".join(dict.fromkeys(parts))


def misread(told: Told, reading: Reading) -> str:
    """Say how a figure was read otherwise than it was meant; nothing where it was read right, or left open."""
    own = [
        c
        for c in reading.claims
        if c.kind == told.kind and c.where.spans[0].start <= told.start < c.where.spans[-1].end
    ]
    of = [bare(str(p)) for c in own for p in c.of]
    base = [bare(str(p)) for c in own for p in c.base]
    if not of or all("described=" in p or "score=" in p for p in of):
        return ""
    open_base = all("described=" in p for p in base)
    # Of a change, the year it is of is not always told from the year it is against: 从2017年度到2018年度.
    periods = {told.period} if told.kind == "change" else {c.period for c in own}
    if told.period not in periods:
        return f"{told.paragraph}: {told.kind} {told.of} of {told.period} read as of {sorted(periods)}"
    if bare(told.of) in of and (not told.base or open_base or bare(told.base) in base):
        return ""
    return f"{told.paragraph}: {told.kind} {told.of} of {told.base} read as {of} of {base}"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("series", "settled"), DRAWN)
def test_nothing_that_is_right_is_blamed(series: str, settled: bool, seed: int) -> None:
    written, _, audit = made(seed, series, settled)
    if written.opened:
        pytest.skip("a wording of it is declared to be read otherwise")
    assert [f"{f.rule} {f.message.zh}" for f in audit.findings if f.level != "note"] == []


def left_open(told: Told, reading: Reading) -> bool:
    """Tell whether only free words tell what a figure counts, only its scores, or nothing at all."""
    own = [c for c in reading.claims if c.kind == told.kind and c.where.spans[0].start <= told.start]
    own = [c for c in own if told.start < c.where.spans[-1].end]
    return all("described=" in str(p) or "score=" in str(p) for c in own for p in c.of)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("series", "settled"), DRAWN)
def test_every_figure_counts_what_the_author_meant(series: str, settled: bool, seed: int) -> None:
    written, reading, _ = made(seed, series, settled)
    read = (told for told in written.told if not told.paragraph.endswith("?"))
    assert [wrong for told in read if (wrong := misread(told, reading))] == []


@pytest.mark.parametrize(("series", "settled"), DRAWN)
def test_most_figures_are_not_left_open(series: str, settled: bool) -> None:
    told = [
        (figure, made(seed, series, settled)[1]) for seed in SEEDS for figure in made(seed, series, settled)[0].told
    ]
    assert sum(left_open(figure, reading) for figure, reading in told) < 0.25 * len(told)
