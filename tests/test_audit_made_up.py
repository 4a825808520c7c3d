"""Made-up reports: one whose figures come from one table raises no alarm, whatever the table; one slip in it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.audit import audit_document
from extractors.audit.graph import build_graph
from extractors.audit.intervals import NEAREST, TRUNCATED, round_to
from schemas.finding import Audit
from schemas.reading import Reading
from tests.audit_builders import case_ledger, case_reading, vocabulary

TIERS = ("high", "fairly_high", "average", "low")
BATCHES = ("1", "2", "3", "later")
FIRST = {"1": "1", "2": "2", "3": "3", "later": "D1"}
"""What the codes of a batch begin with; the tier and a number follow."""
Cells = Mapping[tuple[str, str], int]

CELLS = st.fixed_dictionaries({(t, b): st.integers(min_value=1, max_value=9) for t in TIERS for b in BATCHES})
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def share(part: int, base: int, mode: str) -> str:
    return f"{round_to(Fraction(100 * part, base), 2, mode)}%"


def report(cells: Cells, mode: str, rows: bool) -> Reading:
    """Print what a table of counts by tier and batch gives, as a report would."""
    total = sum(cells.values())
    claims = [f"count evaluated=yes = {total}家 @二、4"]
    for tier in TIERS:
        own = sum(cells[tier, b] for b in BATCHES)
        claims += [
            f"count tier={tier} = {own}家 @三、1",
            f"share tier={tier} of evaluated=yes = {share(own, total, mode)} @三、1",
        ]
        for batch in BATCHES:
            part = cells[tier, batch]
            claims.append(f"count tier={tier};batch={batch} = {part}家 @三、5")
            claims.append(f"share tier={tier};batch={batch} of tier={tier} = {share(part, own, mode)} @三、5")
    members = [(t, b, n) for t in TIERS for b in BATCHES for n in range(cells[t, b])]
    table = [
        f"{rank} 第{rank}号产业技术创新战略联盟 {tier} {FIRST[batch]}{TIERS.index(tier)}{n}"
        for rank, (tier, batch, n) in enumerate(members, 1)
    ]
    return case_reading({"claims": claims, "rows": table if rows else []})


def audited(reading: Reading) -> Audit:
    return audit_document(reading, case_ledger({}, reading), vocabulary(), alone=True)


def alarms(audit: Audit) -> list[str]:
    figures = [f for f in audit.findings if f.rule[:3] in ("SUM", "SHR", "TAB", "LST")]
    return [f.message.zh for f in figures if f.level != "note"]


@QUICK
@given(CELLS, st.sampled_from([NEAREST, TRUNCATED]), st.booleans())
def test_a_consistent_report_raises_no_alarm(cells: Cells, mode: str, rows: bool) -> None:
    audit = audited(report(cells, mode, rows))
    assert alarms(audit) == []
    assert not audit.unchecked


@QUICK
@given(CELLS, st.data())
def test_one_slip_is_caught_and_named(cells: Cells, data: st.DataObject) -> None:
    reading = report(cells, NEAREST, rows=False)
    counts = [n for n, c in enumerate(reading.claims) if c.kind == "count"]
    n = data.draw(st.sampled_from(counts))
    claim = reading.claims[n]
    assert claim.quantity is not None
    off = claim.quantity.value + data.draw(st.sampled_from([1, 2, 5, 10]))
    wrong = replace(claim, quantity=replace(claim.quantity, value=off, low=off, high=off))
    changed = replace(reading, claims=(*reading.claims[:n], wrong, *reading.claims[n + 1 :]))
    findings = [f for f in audited(changed).findings if f.level == "error"]
    assert findings and findings[0].where == (wrong.where,)
    assert Decimal(findings[0].recomputed.removesuffix("家")) == claim.quantity.value


WORDS = st.sampled_from(
    [
        "tier=high",
        "tier=high;batch=1",
        "evaluated=yes",
        "evaluated=no",
        "all",
        "batch=1|2|3",
        "complete=no",
        "project:origin=self",
    ]
)
LINES = st.one_of(
    st.builds(lambda a, n: f"count {a} = {n}家", WORDS, st.integers(0, 200)),
    st.builds(lambda a, b, n: f"count {a}/{b} = {n}家", WORDS, WORDS, st.integers(0, 200)),
    st.builds(lambda a, b, n: f"share {a} of {b} = {n}%", WORDS, WORDS, st.decimals(0, 100, places=2)),
    st.builds(lambda a, n: f"change {a} = {n}家 vs 2024", WORDS, st.integers(-9, 9)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_no_set_of_claims_is_too_odd(lines: list[str]) -> None:
    reading = case_reading({"claims": lines})
    audit = audited(reading)
    assert audit.passed + len(audit.unchecked) <= len(reading.claims)
    assert build_graph(reading, vocabulary()).instances == build_graph(reading, vocabulary()).instances
