"""Somebody's sentences held against the ledger: verdicts by cases in data, and never 相符 for another population."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from extractors.desk.verify import verify_bytes
from schemas.verdict import Sentence
from tests.test_ledger_facts import VOCABULARY, ledger

CASES = tomllib.loads((Path(__file__).parent / "cases" / "verify.toml").read_text(encoding="utf-8"))["case"]


@cache
def held(text: str) -> Sentence:
    """Hold one sentence against the ledger of the corpus."""
    found = verify_bytes(text.encode("utf-8"), ledger(), VOCABULARY).sentences
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_verdict(case: dict[str, object]) -> None:
    sentence = held(str(case["text"]))
    words = sentence.reason.zh + "".join(s.says.zh for part in sentence.statements for s in part.supports)
    assert sentence.verdict == case["verdict"], sentence.reason.zh
    assert isinstance(case["says"], list)
    assert all(str(word) in words for word in case["says"]), words
