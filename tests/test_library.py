"""The library in three lines: the same results as the commands, frames to work on, a cell that shows what is wrong."""

from __future__ import annotations

import extractors
import extractors.audit
from extractors.notebook import Report
from tests.gold_files import ROOT, gold

DOCUMENT = ROOT / "corpus" / "documents" / "alliance-activity-2025-report.txt"


def test_the_audit_can_be_asked_for_again_after_its_package_was_imported() -> None:
    reading = extractors.read(DOCUMENT)
    first, second = (extractors.audit_reading(reading) for _ in range(2))
    assert first == second and first.count("error") == 0


def test_frames_hold_what_was_printed() -> None:
    report = extractors.report(DOCUMENT)
    printed = [row for row in gold("rows-report-2025") if row["table"] == "evaluations"]
    rows = report.rows[report.rows["table"] == "evaluations"]
    assert list(zip(rows["name"], rows["code"], strict=True)) == [(row["name"], row["code"]) for row in printed]
    shares = report.claims[(report.claims["kind"] == "share") & (report.claims["of"] == "tier=high")]
    assert "61.43" in set(shares["value"])
    assert set(report.findings["level"]) <= {"error", "warning", "note"}
    assert len(report.findings) == len(report.audit.findings)


def test_a_cell_shows_the_findings_and_escapes_what_is_not_ours() -> None:
    report = extractors.report(DOCUMENT)
    html = report._repr_html_()
    assert "44.45%" in html and "2025年度产业技术创新战略联盟活跃度评价报告" in html
    from dataclasses import replace

    hostile = replace(report.reading, document=replace(report.reading.document, title="<script>alert(1)</script>"))
    assert "<script>" not in Report(hostile, report.audit)._repr_html_()
