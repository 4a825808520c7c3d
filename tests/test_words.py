"""Every word a person reads is there in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from extractors.render import words
from schemas.finding import Message
from tests.gold_files import ROOT
from tests.test_audit_gold import audits
from tests.test_audit_rules import cases, findings

ERRORS = ("AllianceError", "Misdeclared", "Unreadable", "Unknown", "refuse")
HAN = re.compile("[\u4e00-\u9fff]")


def test_tables_of_words_have_both_languages() -> None:
    for name, table in vars(words).items():
        if isinstance(table, Mapping) and name.isupper():
            for key, value in table.items():
                zh, en = (value.zh, value.en) if isinstance(value, Message) else (key, value)
                assert bool(zh) == bool(en), (name, key)
                assert not HAN.search(en), (name, key)


def test_every_cause_has_its_english() -> None:
    told = {f.cause for case in cases() for f in findings(case)} | {
        f.cause for audit in audits().values() for f in audit.findings
    }
    assert told - set(words.CAUSES) <= {""}
    constants = Path(ROOT / "extractors" / "audit" / "causes.py").read_text(encoding="utf-8")
    names = re.findall(r'"([^"]+)"', "".join(re.findall(r"^[A-Z_, ]+ = \"[^\n]+", constants, re.MULTILINE)))
    assert {name for name in names if HAN.search(name)} <= set(words.CAUSES)


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "extractors").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def in_chinese(node: ast.AST) -> bool:
    return any(isinstance(n, ast.Constant) and isinstance(n.value, str) and HAN.search(n.value) for n in ast.walk(node))


def test_errors_are_told_in_both_languages() -> None:
    bare = [
        place
        for place, node in calls()
        if called(node) in ERRORS
        for argument in node.args
        if isinstance(argument, ast.Constant | ast.JoinedStr) and in_chinese(argument)
    ]
    assert bare == []


def test_a_message_has_no_empty_side_where_the_other_speaks() -> None:
    for place, node in calls():
        if called(node) in ("Message", "say") and len(node.args) == 2:
            zh, en = node.args
            assert in_chinese(en) is False or in_chinese(zh), place
            silent = [isinstance(side, ast.Constant) and side.value == "" for side in (zh, en)]
            assert silent[0] == silent[1], place
