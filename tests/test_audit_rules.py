"""Each rule: explained in its fixed parts, one case at least that fails and one that passes, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors.audit import CHECKS, RULES, audit_document
from extractors.audit.rules import PARTS, Rule
from schemas.finding import LEVELS, Finding
from tests.audit_builders import case_ledger, case_reading, vocabulary

FOLDER = Path(__file__).parent / "cases" / "rules"
ON_THE_CORPUS = {"NAM-03", "NAM-04", "NAM-07", "LBL-02", "LBL-05"}
"""Rules whose failing case needs names on file; the founding documents hold it (test_audit_gold)."""


def cases() -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["case"]


def findings(case: dict[str, Any]) -> list[Finding]:
    reading = case_reading(case)
    audit = audit_document(reading, case_ledger(case, reading), vocabulary(), alone="earlier" not in case)
    return [f for f in audit.findings if f.rule == case["rule"]]


@pytest.mark.parametrize("case", list(cases()), ids=lambda c: f"{c['rule']} {c['name']}")
def test_rule(case: dict[str, Any]) -> None:
    found = findings(case)
    wanted = case.get("finds", [])
    assert len(found) == len(wanted), [f.message.zh for f in found]
    for finding, told in zip(found, wanted, strict=True):
        assert {key: getattr(finding, key) for key in told} == told


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_rule_is_explained(rule: Rule) -> None:
    assert rule.title("zh") and rule.title("en")
    for parts in PARTS.values():
        for part in parts:
            assert rule.part(part), f"{rule.code} lacks {part}"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_rule_has_a_case_that_fails_and_one_that_passes(rule: Rule) -> None:
    mine = [c for c in cases() if c["rule"] == rule.code]
    failing = any(c.get("finds") for c in mine) or rule.code in ON_THE_CORPUS
    passing = any(not c.get("finds") for c in mine) or rule.code in ON_THE_CORPUS
    assert failing and passing


def test_codes_are_given_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert tuple(rule.check for rule in RULES) == CHECKS


@pytest.mark.parametrize("case", [c for c in cases() if c.get("finds")], ids=lambda c: f"{c['rule']} {c['name']}")
def test_finding_is_well_made(case: dict[str, Any]) -> None:
    for finding in findings(case):
        assert finding.level in LEVELS and finding.cause and finding.blame in ("print", "extraction", "open")
        assert finding.where, "a finding points at the print"
        assert finding.message.zh.endswith("。") and finding.message.en.endswith(".")
