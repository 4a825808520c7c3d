"""The audit of the founding documents against the findings made by hand (tests/gold/FINDINGS.md)."""

from __future__ import annotations

from functools import cache

import pytest

from extractors.audit import audit_corpus, audit_document
from extractors.ledger import load_corpus, reconcile
from schemas.finding import Audit, Finding
from schemas.vocabulary import load_series
from tests.conftest import reading_of
from tests.gold_files import ROOT, gold, manifest

DOCUMENTS = [e["document_id"] for e in manifest()]
RULES = {
    "parts_total": ("SUM-01", "SUM-02"),
    "contents_heading": ("HDG-01", "HDG-02"),
    "share_habit": ("SHR-02",),
    "share_off_habit": ("SHR-01",),
    "figure_repeat_differs": ("SUM-02", "SHR-01"),
    "base_unnamed": ("SHR-03", "SHR-04"),
    "label_varies": ("LBL-01", "LBL-02", "LBL-03", "LBL-04", "LBL-05"),
    "annex_reference": ("REF-01",),
    "wording": ("SHR-04", "WRD-01", "WRD-02"),
    "code_conflict": ("COD-03", "COD-04"),
    "title_varies": ("PER-01",),
    "name_variant": ("NAM-01", "NAM-02", "NAM-03", "NAM-05", "NAM-06", "NAM-07"),
    "band_scheme": ("BND-04", "BND-06"),
    "threshold_not_edge": ("BND-05",),
    "list_open": ("LST-02",),
    "panel_incomplete": ("PER-02",),
    "rename": ("NAM-04",),
    "population": ("BND-07",),
}
NOT_FOUND: set[tuple[str, str, str]] = set()
"""Findings made by hand that the audit does not make."""
NEEDS_LABELS = {
    ("report-2016", "label_varies", "活跃度差"),
    ("report-2016", "label_varies", "活跃高的联盟"),
    ("report-2018", "label_varies", "活跃度一般和较差的联盟"),
    ("report-2018", "label_varies", "活跃高的联盟"),
}
"""Labels in sentences without a figure, for readings that do not gather labels."""
NEEDS_PEOPLE = {
    ("report-2018", "title_varies", "农业装备联盟副秘书长吴海华"),
    ("report-2025", "panel_incomplete", "李新男担任评价专家组顾问"),
}
"""People whom the prose names with an office, for readings that do not gather them."""


@cache
def audits() -> dict[str, Audit]:
    corpus = load_corpus(ROOT)
    vocabulary = load_series("alliance-activity")
    readings = tuple(reading_of(d) for d in DOCUMENTS)
    ledger = reconcile(readings, corpus.alliances, corpus.judgements, vocabulary)
    return {a.document: a for a in audit_corpus(ledger, vocabulary)}


def squeezed(text: str) -> str:
    return "".join(text.split())


def answers(finding: Finding, row: dict[str, str]) -> bool:
    """Tell whether a finding is the one of a gold row: its rule, and something printed at its places."""
    if finding.rule not in RULES.get(row["kind"], ()):
        return False
    pieces = [squeezed(p) for p in row["printed"].split("；")]
    said = [squeezed(w.quote) for w in (*finding.where, *finding.against)] + [squeezed(finding.published)]
    return any(p in s or (s and s in p) for p in pieces for s in said)


def rows(document: str) -> list[dict[str, str]]:
    return [r for r in gold(f"findings-{document}") if r["level"] != "silent"]


def weighs(finding: Finding, row: dict[str, str]) -> bool:
    """One finding may answer two rows of one cause; its level is then that of the heavier one."""
    return finding.level == row["level"] or (finding.level == "error" and row["level"] == "warning")


@pytest.mark.parametrize("document", [*DOCUMENTS, "across"])
def test_every_finding_made_by_hand_is_made(document: str) -> None:
    found = [f for d, a in audits().items() if document in (d, "across") for f in a.findings]
    missed = {
        (document, row["kind"], row["printed"])
        for row in rows(document)
        if not any(answers(f, row) and weighs(f, row) for f in found)
    }
    readings = [reading_of(d) for d in DOCUMENTS]
    labels = set() if any(r.labels for r in readings) else NEEDS_LABELS
    people = set() if any(r.people for r in readings) else NEEDS_PEOPLE
    assert missed == {m for m in NOT_FOUND | labels | people if m[0] == document}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_false_alarm(document: str) -> None:
    told = [r for d in (document, "across") for r in rows(d)]
    odd = {
        (document, f.rule, f.published)
        for f in audits()[document].findings
        if not any(answers(f, row) and weighs(f, row) for row in told)
    }
    assert not odd


@pytest.mark.parametrize("document", DOCUMENTS)
def test_alone_a_document_is_told_nothing_of_the_others(document: str) -> None:
    vocabulary = load_series("alliance-activity")
    reading = reading_of(document)
    audit = audit_document(reading, reconcile((reading,), (), (), vocabulary), vocabulary, alone=True)
    assert all(f.documents == (document,) for f in audit.findings)
    told = [r for d in (document, "across") for r in rows(d)]
    for finding in audit.findings:
        known = any(answers(finding, row) for row in told) or finding.rule == "NAM-02"
        assert known, finding.message.zh


@pytest.mark.parametrize("document", DOCUMENTS)
def test_counts_are_over_figures(document: str) -> None:
    audit = audits()[document]
    checked = {c.where.id for c in audit.checked}
    unchecked = {w.id for w in audit.unchecked}
    assert not checked & unchecked
    assert audit.passed <= len(audit.checked)
    assert all(c.rules for c in audit.checked)


def test_the_same_corpus_gives_the_same_audit() -> None:
    first = audits()
    audits.cache_clear()
    assert first == audits()
