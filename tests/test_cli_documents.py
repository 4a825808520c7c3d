"""The command line on documents: read, audit, and a ledger from nothing."""

from __future__ import annotations

import csv
import json
import os
import shutil
from functools import cache
from pathlib import Path

import pytest

from extractors.render.screen import width
from tests.command import DOCUMENTS, REPORT, alliances, corpus, manifest_of, run, snapshot  # noqa: F401
from tests.gold_files import ROOT
from tests.test_schemas import obey

# ---- read


def test_read_json_obeys_the_schema_from_a_file_and_from_standard_input(run) -> None:
    from_file = obey("reading", run("read", REPORT, "--format", "json").out)
    done = alliances("read", "-", "--format", "json", input=REPORT.read_bytes())
    from_pipe = obey("reading", done.stdout.decode())
    assert from_file["rows"][0]["name"] == from_pipe["rows"][0]["name"]
    assert from_pipe["document"]["file"] == "stdin"


def test_output_is_utf8_with_plain_line_feeds_in_any_locale() -> None:
    outs = {
        alliances("read", str(REPORT), "--show", "rows", env={**os.environ, **locale}).stdout
        for locale in (
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            {"LC_ALL": "C.UTF-8"},
            {"PYTHONIOENCODING": "gbk"},
        )
    }
    assert len(outs) == 1
    assert b"\r" not in outs.pop()


@pytest.mark.parametrize("show", ("rows", "claims", "numbers", "tables", "items"))
def test_every_part_can_be_shown(show: str, run) -> None:
    for lang in ("zh", "en"):
        ran = run("read", REPORT, "--show", show, "--lang", lang)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.strip()


def test_columns_stand_under_each_other(run) -> None:
    lines = run("read", REPORT, "--show", "rows").out.splitlines()
    ends = {width(line[: line.index("附件")]) for line in lines[1:]}
    assert len(ends) == 1


# ---- audit


@cache
def audited(*words: str) -> list[dict]:
    """Audit in a process of its own, once for all tests that look at it."""
    return obey("audit", alliances("audit", "--format", "json", *words).stdout.decode())


def test_audit_json_obeys_the_schema_beside_the_corpus_and_alone() -> None:
    for more in ((), ("--alone",)):
        assert [audit["document"]["file"] for audit in audited(str(REPORT), *more)] == [REPORT.name]


def test_audit_of_the_corpus_has_one_object_a_document_in_the_order_of_the_manifest() -> None:
    assert [audit["document"]["file"] for audit in audited()] == [e["file"] for e in manifest_of(ROOT)]


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_exit_code_follows_fail_on(path: Path, run) -> None:
    counts = audited(str(path), "--alone")[0]["counts"]
    expected = {
        "error": counts["error"] > 0,
        "warning": counts["error"] + counts["warning"] > 0,
        "never": False,
    }
    for level, fails in expected.items():
        assert run("audit", path, "--alone", "--fail-on", level).code == int(fails)
    assert run("audit", path, "--alone").code == int(expected["error"])


def test_all_five_counts_are_shown(run) -> None:
    out = run("audit", REPORT, "--alone").out
    for word in ("相符", "提示", "存疑", "矛盾", "未核"):
        assert word in out


def test_select_takes_rules_and_their_beginnings(run) -> None:
    found = [f["rule"] for f in audited(str(REPORT), "--alone")[0]["findings"]]
    if not found:
        pytest.skip("nothing is found in this report")
    for asked, expected in (
        (found[0].lower(), {found[0]}),
        (found[0][:3], {r for r in found if r[:3] == found[0][:3]}),
    ):
        out = run("audit", REPORT, "--alone", "--format", "json", "--select", asked).out
        assert {f["rule"] for f in json.loads(out)[0]["findings"]} == expected
    unknown = run("audit", REPORT, "--alone", "--format", "json", "--select", "NONE")
    assert (unknown.code, unknown.out, len(unknown.err.splitlines())) == (2, "", 3)


def test_a_file_is_never_compared_with_its_own_copy(tmp_path: Path) -> None:
    copy = tmp_path / "another name.txt"
    shutil.copy(REPORT, copy)
    own = next(a for a in audited() if a["document"]["sha256"] == audited(str(copy))[0]["document"]["sha256"])
    assert audited(str(copy))[0]["counts"] == own["counts"]


def test_without_a_corpus_a_file_is_audited_alone(run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("audit", REPORT, "--format", "json", "--fail-on", "never")
    assert ran.code == 0
    assert "没有找到语料" in ran.err
    assert run("audit", REPORT, "--alone", "--fail-on", "never").err == ""


# ---- init and ingest


def test_from_nothing_to_a_ledger(run, tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert run("init", root).code == 0
    assert run("init", root).code == 2
    before = snapshot(root)
    look = run("--root", root, "ingest", REPORT)
    assert look.code == 0
    assert snapshot(root) == before
    assert "未写入" in look.out
    done = run("--root", root, "ingest", REPORT, "--yes")
    assert done.code == 0
    entry = manifest_of(root)[0]
    assert (entry["document_id"], entry["kind"], entry["period"]) == ("report-2025", "report", "2025")
    assert (root / "corpus" / entry["file"]).read_bytes() == REPORT.read_bytes()
    with (root / "corpus" / "alliances.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) >= 70
    after = snapshot(root)
    again = run("--root", root, "ingest", REPORT, "--yes")
    assert "已在语料中" in again.out
    assert snapshot(root) == after
    assert run("--root", root, "build").code == 0


def test_ingest_reads_the_others_when_one_cannot_be_read(run, tmp_path: Path) -> None:
    root = tmp_path / "new"
    run("init", root)
    ran = run("--root", root, "ingest", tmp_path / "missing.txt", REPORT, "--yes")
    assert ran.code == 3
    assert [e["document_id"] for e in manifest_of(root)] == ["report-2025"]


def test_ingest_takes_back_what_would_break_the_corpus(run, tmp_path: Path) -> None:
    root = tmp_path / "new"
    run("init", root)
    before = snapshot(root)
    assert run("--root", root, "ingest", REPORT, "--yes", "--id", "Bad Id").code == 2
    assert snapshot(root) == before


def test_ingest_does_not_write_over_another_file(run, corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / REPORT.name
    other.write_text(REPORT.read_text(encoding="utf-8").replace("2025", "2024"), encoding="utf-8")
    assert run("--root", corpus, "ingest", other, "--yes").code == 0
    entry = manifest_of(corpus)[-1]
    assert (entry["document_id"], entry["file"]) == ("report-2024", "documents/report-2024.txt")
    assert (corpus / "corpus" / entry["file"]).read_bytes() == other.read_bytes()
    assert (corpus / "corpus" / "documents" / REPORT.name).read_bytes() == REPORT.read_bytes()
