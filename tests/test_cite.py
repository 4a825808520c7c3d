"""What may be cited, and how: cases in data, the same from command and library, and nothing guessed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

import extractors
from extractors.audit import audit_corpus
from extractors.cli.desk import read_corpus
from extractors.desk.cite import cite
from extractors.desk.files import declared
from extractors.ledger import load_corpus
from extractors.render.verdict import cite_json, cite_text
from schemas.finding import Audit
from schemas.verdict import ADVICE, Cited
from tests.command import run  # noqa: F401
from tests.gold_files import ROOT
from tests.test_ledger_facts import VOCABULARY, ledger
from tests.test_schemas import obey

CASES = tomllib.loads((Path(__file__).parent / "cases" / "cite.toml").read_text(encoding="utf-8"))["case"]


@cache
def audits() -> tuple[Audit, ...]:
    desk = read_corpus(load_corpus(ROOT))
    return desk.with_files(audit_corpus(ledger(), VOCABULARY))


@cache
def ask(query: str) -> Cited:
    filed = {e.document: declared(e) for e in load_corpus(ROOT).entries}
    return cite(query, ledger(), audits(), VOCABULARY, filed)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["query"]))
def test_case(case: dict[str, object]) -> None:
    found = ask(str(case["query"]))
    text = cite_text(found, ledger().readings)
    assert found.outcome == case["outcome"], text
    assert [c.figure for c in found.citations if c.figure in case.get("figures", [])] == case.get("figures", []), text  # type: ignore[operator]
    if found.outcome == "found":
        assert [c.figure for c in found.citations] == case["figures"], text
    if "advice" in case:
        assert {c.advice for c in found.citations} == {case["advice"]}, text
    if "each" in case:
        assert [c.advice for c in found.citations] == case["each"], text
    assert all(str(word) in text for word in case.get("says", [])), text  # type: ignore[union-attr]
    assert not any(str(word) in text for word in case.get("silent", [])), text  # type: ignore[union-attr]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["query"]))
def test_json_obeys_and_a_printed_figure_has_its_reference(case: dict[str, object]) -> None:
    found = ask(str(case["query"]))
    value = obey("cite", cite_json(found))
    for citation in value["citations"]:
        if citation["basis"] == "printed":
            assert citation["document"]["title"]
            assert citation["publisher"]
            assert citation["where"]["quote"] in citation["printed"].replace(" ", "") or citation["printed"]


def test_what_the_audit_has_against_a_figure_is_what_advice_goes_by() -> None:
    wrong = {w.id for a in audits() for f in a.findings if f.level != "note" for w in f.where}
    for query in ("2018 第一批 占比", "2018 较高 占比", "2016 高 占比", "2025 较高 占比"):
        for c in ask(query).citations:
            assert c.where is not None
            assert (c.advice == "better_not") == (c.where.id in wrong)


def test_derived_and_counted_figures_are_never_cited_bare() -> None:
    for query in ("2024 高", "2024 较高", "2018 未参评", "2025 三批 高", "电动汽车 2017"):
        citations = ask(query).citations
        assert citations
        assert all(c.basis != "printed" and c.advice == "with_note" and c.note for c in citations)


def test_figures_of_several_periods_say_that_the_bands_differ() -> None:
    assert all(c.note and "分级线" in c.note.zh for c in ask("高").citations)
    assert ask("2025 高").citations[0].note is None


def test_the_command_and_the_library_say_the_same(run) -> None:
    ran = run("--root", ROOT, "cite", "2025", "高", "--format", "json")
    assert ran.code == 0
    assert ran.out == cite_json(extractors.cite("2025 高", ROOT))


def test_nothing_found_and_several_meanings_are_answers(run) -> None:
    ran = run("--root", ROOT, "cite", "2020 高")
    assert (ran.code, "2018" in ran.out) == (0, True)
    assert run("--root", ROOT, "cite", "").code == 2
    assert "2018" in cite_text(ask("2024 A级"), ledger().readings, "en")


def test_every_advice_occurs() -> None:
    assert {c.advice for case in CASES for c in ask(str(case["query"])).citations} == set(ADVICE)
