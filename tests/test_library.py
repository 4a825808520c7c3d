"""The library in three lines: the same results as the commands, frames to work on, a cell that shows what is wrong."""

from __future__ import annotations

import subprocess
import sys

import pytest

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


@pytest.mark.parametrize("page", ["docs/library.md", "docs/zh/library.md"])
def test_the_example_prints_what_its_page_says(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    script = (ROOT / "docs" / "example.py").read_text(encoding="utf-8")
    assert script[script.index("import extractors") :] in text
    env = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "docs/example.py"], capture_output=True, cwd=ROOT, env=env, check=True, encoding="utf-8"
    )
    assert f"$ python docs/example.py\n{done.stdout}```" in text


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("alliances ro", "1", "roster"),
        ("alliances audit --fo", "2", "--format"),
        ("alliances audit --format s", "3", "sarif"),
    ],
)
def test_a_shell_completes_commands_options_and_choices(words: str, at: str, expected: str) -> None:
    env = {"PYTHONPATH": str(ROOT), "_ALLIANCES_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": at}
    command = [sys.executable, "-m", "extractors"]
    done = subprocess.run(command, capture_output=True, text=True, env={**env, "PATH": "/usr/bin:/bin"}, check=False)
    assert expected in done.stdout
