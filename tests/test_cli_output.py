"""Where the command line writes: never over what it reads, and in the format that the name of the file tells."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.command import REPORT, alliances, corpus, run, snapshot  # noqa: F401


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder without a corpus that has a report, and links to it."""
    shutil.copy(REPORT, tmp_path / "self.txt")
    shutil.copy(REPORT, tmp_path / "other.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "soft.txt").symlink_to("self.txt")
    os.link(tmp_path / "self.txt", tmp_path / "hard.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(ran, *says: str) -> None:
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert len(lines) == 3 and all(line.strip() for line in lines), ran.err
    for word in says:
        assert word in ran.err


# ---- never over what is read


@pytest.mark.parametrize(("lang", "says"), [("zh", "正在读"), ("en", "being read")])
@pytest.mark.parametrize(
    ("files", "output"),
    [
        (("self.txt",), "self.txt"),
        (("self.txt",), "folder/../self.txt"),
        (("self.txt",), "soft.txt"),
        (("self.txt",), "hard.txt"),
        (("soft.txt",), "self.txt"),
        (("other.txt", "self.txt"), "self.txt"),
        (("missing.txt", "self.txt"), "self.txt"),
    ],
)
def test_an_audit_never_overwrites_what_it_reads(run, here: Path, files, output: str, lang: str, says: str) -> None:
    before = snapshot(here)
    refused(run("--lang", lang, "audit", *files, "--alone", "-o", output), f"{output}: ", says)
    assert snapshot(here) == before


def test_an_audit_never_overwrites_its_standard_input(here: Path) -> None:
    with (here / "self.txt").open("rb") as report:
        done = alliances("audit", "-", "--alone", "-o", str(here / "self.txt"), stdin=report)
    assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 3)
    assert (here / "self.txt").read_bytes() == REPORT.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("audit", "-o", "corpus/corrections.toml"),
        ("audit", "-o", "corpus/judgements.csv"),
        ("audit", "-o", f"corpus/documents/{REPORT.name}"),
        ("audit", str(REPORT), "-o", f"corpus/documents/{REPORT.name}"),
        ("export", "--excel-csv", "corpus"),
        ("export", "--workbook", "corpus/documents"),
        ("build", "-o", "corpus"),
        ("build", "-o", "corpus/documents/new"),
    ],
)
def test_nothing_is_written_over_the_corpus(run, corpus: Path, monkeypatch, words: tuple[str, ...]) -> None:
    monkeypatch.chdir(corpus)
    before = snapshot(corpus)
    refused(run(*words))
    assert snapshot(corpus) == before


def test_what_is_not_read_may_be_written_over(run, here: Path) -> None:
    assert run("audit", "self.txt", "--alone", "--fail-on", "never", "-o", "other.txt").code == 0
    assert (here / "other.txt").read_bytes() != REPORT.read_bytes()


# ---- the format that the name tells


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        (("-o", "r.html"), "<!doctype html>"),
        (("-o", "R.HTM"), "<!doctype html>"),
        (("-o", "r.json"), "["),
        (("-o", "r.jsonl"), '{"'),
        (("-o", "r.sarif"), "{\n"),
        (("-o", "r.sarif.json"), "{\n"),
        (("-o", "r.json", "--format", "sarif"), "{\n"),
        (("-o", "r.txt", "--format", "github"), "::"),
        (("-o", "r.txt"), "2025年度"),
        (("-o", "r"), "2025年度"),
        (("-o", "r.2025"), "2025年度"),
        (("-o", "r.log", "--format", "html"), "<!doctype html>"),
    ],
)
def test_the_ending_tells_the_format(run, here: Path, words: tuple[str, ...], starts: str) -> None:
    (here / "self.txt").write_text(REPORT.read_text(encoding="utf-8").replace("146", "147"), encoding="utf-8")
    ran = run("audit", "self.txt", "--alone", "--fail-on", "never", *words)
    assert (ran.code, ran.out) == (0, ""), ran.err
    text = (here / words[1]).read_text(encoding="utf-8")
    assert text.lower().startswith(starts), text[:80]
    if words[1].endswith("json"):
        json.loads(text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-o", "r.xlsx"), (".xlsx", "html")),
        (("-o", "r.PDF"), (".pdf", "sarif")),
        (("-o", "r.docx"), (".docx", "html")),
        (("-o", "r.csv"), (".csv", "jsonl")),
        (("-o", "r.md"), (".md", "html")),
        (("-o", "r.xlsx", "--format", "html"), (".xlsx", "html")),
        (("-o", "r.html", "--format", "json"), (".html", "--format json", ".json")),
        (("-o", "r.html", "--format", "text"), (".html", "--format text", ".txt")),
        (("-o", "r.json", "--format", "jsonl"), (".json", "--format jsonl", ".jsonl")),
        (("--open", "--format", "json"), ("--open", "--format json", "html")),
        (("--open", "-o", "r.json"), ("--open", ".json", ".html")),
    ],
)
def test_a_format_that_contradicts_the_rest_is_refused(
    run, here: Path, words: tuple[str, ...], says: tuple[str, ...], lang: str
) -> None:
    before = snapshot(here)
    refused(run("--lang", lang, "audit", "self.txt", "--alone", *words), *says)
    assert snapshot(here) == before
