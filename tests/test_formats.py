"""Findings for pipes and code hosts: JSON Lines, SARIF, GitHub annotations."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator, FormatChecker

from extractors.cli.pages import rule_texts
from extractors.render.github import github_text
from extractors.render.jsonl import findings_jsonl
from extractors.render.sarif import FINGERPRINT, ROOT, address, fingerprint, sarif_json
from schemas.document import Source
from schemas.finding import Audit
from schemas.where import Span, Where
from tests import hostile
from tests.command import REPORT, alliances, corpus, run  # noqa: F401
from tests.gold_files import ROOT as PROJECT
from tests.test_schemas import AUDIT, FINDING, INFO, obey, place

SCHEMA = PROJECT / "tests" / "material" / "sarif-schema-2.1.0.json"


@cache
def validator() -> Draft4Validator:
    """The schema of the standard itself, by those who made it."""
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=FormatChecker())


def valid(text: str) -> dict[str, Any]:
    """Check a log against the standard and give its only run."""
    value = json.loads(text)
    validator().validate(value)
    return value["runs"][0]


def source(text: str, document: str = "report-2025") -> Source:
    return Source(document, f"{document}.txt", "0" * 64, "text/plain", text, (), 1)


# ---- JSON Lines


def test_a_line_a_finding_and_each_obeys(run) -> None:
    ran = run("audit", "--format", "jsonl")
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert lines and all(line for line in lines)
    values = [obey("finding", line) for line in lines]
    assert len({value["id"] for value in values}) == len(values)
    levels = [value["level"] for value in values]
    assert levels == sorted(levels, key=("error", "warning", "note").index)
    found = json.loads((PROJECT / "outputs" / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert [{**value, "schema": ""} for value in values] == [{**value, "schema": ""} for value in found]


def test_without_findings_there_is_no_line() -> None:
    assert findings_jsonl((Audit("x", (), (), (), 3),)) == ""


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_hostile_text_stays_in_its_line_and_whole(text: str) -> None:
    told = findings_jsonl((Audit("report-2016", (hostile.finding(text),), (), (), 0),))
    assert told.count("\n") == 1 and not hostile.STEERING & set(told)
    assert json.loads(told)["published"] == text


# ---- SARIF


def test_the_corpus_as_sarif_is_valid_and_names_no_machine(run) -> None:
    ran = run("audit", "--format", "sarif")
    log = valid(ran.out)
    assert ran.code == 1
    assert str(PROJECT) not in ran.out and "file:" not in ran.out
    found = json.loads((PROJECT / "outputs" / "findings.json").read_text(encoding="utf-8"))["findings"]
    assert [r["properties"]["id"] for r in log["results"]] == [f["id"] for f in found]
    for result in log["results"]:
        for location in (*result["locations"], *result["relatedLocations"]):
            file = location["physicalLocation"]["artifactLocation"]
            assert file["uriBaseId"] == ROOT
            text = (PROJECT / unquote(file["uri"])).read_bytes().decode("utf-8")
            assert file["uri"] == log["artifacts"][file["index"]]["location"]["uri"]
            region = location["physicalLocation"].get("region")
            if region is None:
                continue
            line = re.split("\r\n|\r|\n", text)[region["startLine"] - 1]
            snippet = region["snippet"]["text"]
            assert text[region["charOffset"] :][: region["charLength"]] == snippet
            if region["startLine"] == region["endLine"]:
                assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == snippet


def test_rules_are_explained_in_both_languages(run) -> None:
    rules = valid(run("audit", "--format", "sarif", REPORT).out)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    for rule in rules:
        assert "保护什么" in rule["help"]["text"] and "Protects" in rule["help"]["text"]
    results = valid(run("audit", "--format", "sarif", REPORT).out)["results"]
    assert results and all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in results)


def test_the_language_asked_for(run) -> None:
    log = valid(run("audit", "--format", "sarif", "--lang", "en", REPORT).out)
    assert log["tool"]["driver"]["language"] == "en"
    for result in log["results"]:
        assert result["message"]["text"].split("\n")[0]
        assert set(result["properties"]["message"]) == {"zh", "en"}


def test_every_rule_has_its_words() -> None:
    for rule in rule_texts():
        for words in (rule.title, rule.protects, rule.example, rule.silent):
            assert words.zh and words.en, rule.code


def test_moved_text_keeps_its_fingerprint_and_twice_the_same_is_two() -> None:
    moved = FINDING.__class__(**{**fields(FINDING), "where": (place("146 家", 99),)})
    assert moved.id != FINDING.id
    assert fingerprint(moved) == fingerprint(FINDING)
    other = FINDING.__class__(**{**fields(FINDING), "where": (place("147家", 20),)})
    assert fingerprint(other) != fingerprint(FINDING)
    twice = sarif_json((Audit("report-2025", (FINDING, moved), (), (), 0),), (INFO,), (), (), "1")
    prints = [r["partialFingerprints"][FINGERPRINT] for r in valid(twice)["results"]]
    assert prints == [f"{fingerprint(FINDING)}:1", f"{fingerprint(FINDING)}:2"]


def fields(finding: Any) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in finding.__dataclass_fields__}


def test_a_place_in_a_pdf_has_its_box_and_one_in_a_whole_file_has_no_region() -> None:
    boxed = FINDING.__class__(**{**fields(FINDING), "where": (place("146家", 20, box=True),)})
    whole = FINDING.__class__(**{**fields(FINDING), "where": (Where("report-2025", "x.pdf", "", ()),), "against": ()})
    log = valid(sarif_json((Audit("report-2025", (boxed, whole), (), (), 0),), (INFO,), (), (), "1"))
    second, first = (r["locations"][0] for r in log["results"])
    assert first["properties"]["boxes"] == [{"page": 1, "bbox": [1.0, 2.0, 3.5, 4.0]}]
    assert "region" not in first["physicalLocation"] and "region" not in second["physicalLocation"]


def test_lines_are_those_of_an_editor_and_the_byte_order_mark_is_no_character() -> None:
    text = "\ufeff一\f二\r\n三四五\n六"
    at = text.index("四")
    where = Where("report-2025", "x.txt", "四五", (Span(2, 4, at, at + 2),))
    found = FINDING.__class__(**{**fields(FINDING), "where": (where,), "against": ()})
    log = valid(sarif_json((Audit("report-2025", (found,), (), (), 0),), (INFO,), (source(text),), (), "1"))
    region = log["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 2, 4)
    assert region["charOffset"] == at - 1
    first = Where("report-2025", "x.txt", "一", (Span(1, 1, 1, 2),))
    found = FINDING.__class__(**{**fields(FINDING), "where": (first,), "against": ()})
    log = valid(sarif_json((Audit("report-2025", (found,), (), (), 0),), (INFO,), (source(text),), (), "1"))
    region = log["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (1, 1, 2)


@pytest.mark.parametrize(
    ("file", "uri"),
    (
        ("corpus/documents/a.txt", "corpus/documents/a.txt"),
        ("年报 2025.pdf", "%E5%B9%B4%E6%8A%A5%202025.pdf"),
        ("/home/someone/a.txt", "a.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\someone\\a.txt", "a.txt"),
        ("./a#b?.txt", "a%23b%3F.txt"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
    ),
)
def test_addresses(file: str, uri: str) -> None:
    assert address(file) == uri


def test_hostile_texts_are_text_in_sarif() -> None:
    text = sarif_json(hostile.audits(), (INFO,), (), rule_texts(), "1")
    assert not hostile.STEERING & set(text)
    results = valid(text)["results"]
    assert len(results) == len(hostile.TEXTS)
    for result in results:
        message = result["message"]["text"]
        assert not hostile.STEERING & set(message)
        assert not re.search(r"(?<!\\)[\[\]]", message)
        assert not re.search(r"(?<!\{)\{(?!\{)", message)
        for location in (*result["locations"], *result["relatedLocations"]):
            assert re.fullmatch(r"[A-Za-z0-9%._/~-]+", location["physicalLocation"]["artifactLocation"]["uri"])


# ---- GitHub


def unescaped(text: str) -> str:
    for code, mark in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, mark)
    return text


def test_annotations_point_at_lines_of_the_repository(run) -> None:
    ran = run("audit", "--format", "github", "--fail-on", "never")
    assert ran.code == 0
    found = json.loads((PROJECT / "outputs" / "findings.json").read_text(encoding="utf-8"))["findings"]
    lines = ran.out.splitlines()
    assert len(lines) == len(found)
    for line, finding in zip(lines, found, strict=True):
        told = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
        assert told
        assert told[1] == finding["level"].replace("note", "notice")
        properties = dict(part.split("=", 1) for part in told[2].split(","))
        text = (PROJECT / unescaped(properties["file"])).read_text(encoding="utf-8")
        quote = min(finding["where"], key=lambda w: w["spans"][0]["start"])["quote"]
        assert quote.split("\n")[0][:3] in text.split("\n")[int(properties["line"]) - 1]
        assert unescaped(told[3]).startswith(finding["message"]["zh"])


def test_a_hostile_text_makes_no_command_of_its_own() -> None:
    told = github_text(hostile.audits(), (INFO,), ())
    lines = told.splitlines()
    assert len(lines) == len(hostile.TEXTS)
    assert all(line.startswith("::warning file=") for line in lines)
    assert not hostile.STEERING & set(told)
    for line in lines:
        head = line.removeprefix("::").split("::", 1)[0]
        assert all(part.split("=", 1)[0].split()[-1] in ("file", "line", "title") for part in head.split(","))


def test_a_page_of_a_pdf_is_named() -> None:
    boxed = FINDING.__class__(**{**fields(FINDING), "where": (place("146家", 20, box=True),)})
    audit = Audit("report-2025", (boxed,), (), (), 0)
    assert "第1页“146家”" in unescaped(github_text((audit,), (INFO,), ()))
    assert "page 1 “146家”" in unescaped(github_text((audit,), (INFO,), (), "en"))


# ---- on the command line


def test_paths_are_relative_to_the_corpus_or_as_typed(run, corpus: Path, monkeypatch, tmp_path: Path) -> None:
    inside = corpus / "corpus" / "documents" / REPORT.name
    log = valid(run("--root", corpus, "audit", "--format", "sarif", inside).out)
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["results"]}
    assert uris == {f"corpus/documents/{REPORT.name}"}
    (tmp_path / "elsewhere").mkdir()
    copy = tmp_path / "elsewhere" / "年报.txt"
    copy.write_bytes(REPORT.read_bytes())
    monkeypatch.chdir(tmp_path / "elsewhere")
    log = valid(run("audit", "--alone", "--format", "sarif", "年报.txt").out)
    uris = {unquote(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for r in log["results"]}
    assert uris == {"年报.txt"}


def test_standard_input_has_no_lines() -> None:
    done = alliances("audit", "--format", "sarif", "-", input=REPORT.read_bytes())
    log = valid(done.stdout.decode())
    assert log["results"]
    assert all("region" not in r["locations"][0]["physicalLocation"] for r in log["results"])


def test_the_whole_audit_counts(run) -> None:
    log = valid(run("audit", "--format", "sarif", REPORT).out)
    assert set(log["properties"]["counts"]["report-2025"]) == {"pass", "unchecked", "note", "warning", "error"}
    obey("audit", run("audit", "--format", "json", REPORT).out)
    assert AUDIT.count("error") == 1
