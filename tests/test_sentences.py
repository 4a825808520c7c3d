"""Sentences in many publishers' wording, each with all its claims: cases in tests/cases/*.toml."""

from __future__ import annotations

import re
import tomllib

import pytest

from extractors.statistics.grammar import Draft, Setting, read_tokens
from extractors.statistics.tokens import tokens
from schemas.vocabulary import load_series
from tests.gold_files import ROOT

# A population told in free words is written `described`; where it stands is the document's business.
_DESCRIBED = re.compile(r"described=[^;/ ]*@x\+\d+")


def cases(name: str) -> list[tuple[str, str, list[str]]]:
    table = tomllib.loads((ROOT / "tests" / "cases" / f"{name}.toml").read_text(encoding="utf-8"))
    series = table.get("series", "alliance-activity")
    return [
        (case.get("series", series), case["text"], [c.removesuffix(OWN_PERIOD) for c in case["claims"]])
        for case in table["case"]
    ]


# What names no year is of the document's own period: both ways to say it are one.
OWN_PERIOD = " in 2025"


def told(draft: Draft, text: str) -> str:
    of = _DESCRIBED.sub("described", " / ".join(map(str, draft.of)))
    line = f"{draft.kind} {text[draft.start : draft.end]} = {of or '?'}"
    base = _DESCRIBED.sub("described", " / ".join(map(str, draft.base)))
    line += f" of {base}" if base else ""
    line += f" against {draft.against}" if draft.against else ""
    return (line + (f" in {draft.period}" if draft.period else "")).removesuffix(OWN_PERIOD)


READ = [case for name in ("sentences", "wording", "wording-news", "graded") for case in cases(name)]


@pytest.mark.parametrize(("series", "text", "claims"), READ)
def test_sentence(series: str, text: str, claims: list[str]) -> None:
    vocabulary = load_series(series)
    drafts = read_tokens(tokens(text, vocabulary), Setting(vocabulary, "2025", "x", text))
    assert [told(d, text) for d in drafts] == claims
