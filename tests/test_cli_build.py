"""The main job: same corpus, same bytes; one bad document leaves the others; the committed outputs are golden files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from frictionless import validate

from extractors.frames import load_dataset
from tests.command import alliances, corpus, run, snapshot  # noqa: F401
from tests.gold_files import ROOT, manifest
from tests.test_schemas import obey

UNCOMMITTED = {"alliances.sqlite"}
"""Its head has the version of the SQLite library, so it is not the same on every machine."""
BINARY = {"联盟台账.xlsx", *UNCOMMITTED}


def built(out: Path, cwd: Path = ROOT, **env: str) -> dict[str, bytes]:
    """Build the corpus of the project into a folder, in a process of its own."""
    words = [sys.executable, "-m", "extractors", "--root", str(ROOT), "build", "--out", str(out)]
    path = {"PYTHONPATH": str(ROOT)}
    subprocess.run(words, check=True, capture_output=True, cwd=cwd, env={**os.environ, **path, **env})
    return snapshot(out)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("fresh"))


def test_same_bytes_from_another_folder_locale_and_hash_seed(fresh: dict[str, bytes], tmp_path: Path) -> None:
    elsewhere = tmp_path / "another folder"
    elsewhere.mkdir()
    again = built(tmp_path / "out", elsewhere, LC_ALL="C", TZ="Asia/Shanghai", PYTHONHASHSEED="7", LANG="zh_CN.GBK")
    assert again == fresh


def test_a_copy_of_the_corpus_elsewhere_gives_the_same_bytes(fresh: dict[str, bytes], corpus: Path, run) -> None:
    assert run("--root", corpus, "build").code == 0
    assert snapshot(corpus / "outputs") == fresh


def test_committed_outputs_are_those_of_a_fresh_build(fresh: dict[str, bytes]) -> None:
    committed = {name: data for name, data in snapshot(ROOT / "outputs").items() if name not in UNCOMMITTED}
    assert sorted(committed) == sorted(set(fresh) - UNCOMMITTED)
    assert [name for name in committed if committed[name] != fresh[name]] == []


def test_outputs_name_no_machine_and_no_day(fresh: dict[str, bytes]) -> None:
    for name, data in fresh.items():
        assert str(ROOT).encode() not in data, name
        if name not in BINARY:
            assert b"\r" not in data, name
            assert not data.startswith(b"\xef\xbb\xbf"), name


def test_findings_obey_their_schema(fresh: dict[str, bytes]) -> None:
    value = obey("findings", fresh["findings.json"].decode())
    assert [d["document"] for d in value["documents"]] == [e["document_id"] for e in manifest()]


def test_a_standard_validator_accepts_the_dataset(fresh: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    folder.mkdir()
    for name, data in fresh.items():
        if name.startswith("dataset"):
            (folder / Path(name).name).write_bytes(data)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    tables = load_dataset(folder)
    assert len(tables["evaluations"]) >= 258
    assert str(tables["evaluations"]["code_as_printed"].dtype) == "string"


def test_the_summary_has_under_fifteen_lines(run, corpus: Path) -> None:
    for lang in ("zh", "en"):
        out = run("--root", corpus, "build", "--lang", lang).out
        assert len(out.splitlines()) < 15
        assert "outputs/index.html" in out
        for entry in manifest():
            assert entry["document_id"] in out


def test_one_unreadable_document_is_a_finding_and_the_others_are_read(run, corpus: Path) -> None:
    path = corpus / "corpus" / "documents" / "alliance-activity-2018-report.txt"
    path.write_bytes(b"")
    ran = run("--root", corpus, "build")
    assert ran.code == 3
    told = ran.err.splitlines()
    assert len(told) == 4 and told[3].startswith("FILE-02")
    value = obey("findings", (corpus / "outputs" / "findings.json").read_text(encoding="utf-8"))
    unread = [d["document"] for d in value["documents"] if not d["read"]]
    assert unread == ["report-2018"]
    found = [f for f in value["findings"] if f["rule"] == "FILE-01"]
    assert [f["documents"] for f in found] == [["report-2018"]]
    assert validate(str(corpus / "outputs" / "dataset" / "datapackage.json")).valid


def test_a_missing_document_is_a_finding_too(run, corpus: Path) -> None:
    (corpus / "corpus" / "documents" / "alliance-bulletin-2026-01.txt").unlink()
    assert run("--root", corpus, "build").code == 3
    value = obey("findings", (corpus / "outputs" / "findings.json").read_text(encoding="utf-8"))
    assert any(f["rule"] == "FILE-01" and f["documents"] == ["bulletin-2026-01"] for f in value["findings"])


def test_a_document_that_is_not_the_registered_one_is_said_and_read(run, corpus: Path) -> None:
    path = corpus / "corpus" / "documents" / "alliance-activity-2019-release.txt"
    path.write_bytes(path.read_bytes() + b"\n")
    ran = run("--root", corpus, "build")
    assert ran.code == 0
    value = obey("findings", (corpus / "outputs" / "findings.json").read_text(encoding="utf-8"))
    assert [f["documents"] for f in value["findings"] if f["rule"] == "FILE-02"] == [["release-2019"]]
    assert all(d["read"] for d in value["documents"])
    assert validate(str(corpus / "outputs" / "dataset" / "datapackage.json")).valid


def test_a_wrong_period_in_the_manifest_is_said(run, corpus: Path) -> None:
    path = corpus / "corpus" / "manifest.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("report,alliance-activity,2016,", "report,alliance-activity,2017,"), encoding="utf-8")
    run("--root", corpus, "build")
    value = obey("findings", (corpus / "outputs" / "findings.json").read_text(encoding="utf-8"))
    assert [f["documents"] for f in value["findings"] if f["rule"] == "FILE-03"] == [["report-2016"]]


def test_an_empty_corpus_builds(run, tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    assert run("--root", tmp_path / "new", "build").code == 0


def test_outputs_that_can_not_be_written_are_said(run, corpus: Path) -> None:
    (corpus / "outputs").write_text("a file", encoding="utf-8")
    ran = run("--root", corpus, "build")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 3


def test_build_never_writes_in_the_corpus(run, corpus: Path) -> None:
    before = snapshot(corpus / "corpus")
    run("--root", corpus, "build")
    shutil.rmtree(corpus / "outputs")
    assert snapshot(corpus / "corpus") == before


def test_the_module_is_the_command() -> None:
    assert alliances("--version").stdout.startswith(b"alliances ")
