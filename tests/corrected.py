"""The founding corpus under corrections, judged without a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extractors.audit import audit_corpus
from extractors.desk.desk import read_corpus
from extractors.ledger import load_corpus, reconcile
from extractors.ledger.corrections import block
from schemas.finding import Audit, Finding
from schemas.ledger import Correction, Ledger
from tests.gold_files import ROOT

FILE = Path("corpus/corrections.toml")
DOCUMENTS = frozenset(("report-2016", "report-2018", "release-2019", "report-2025", "bulletin-2026-01"))

BATCHES = {"document": "report-2016", "at": "701-703", "expect": "二批", "meant": "三批"}
"""一 of 2016 says 二批, where three batches are counted everywhere else: the one figure of unknown blame."""

BRINE = {"document": "report-2018", "at": "evaluations/40/code", "expect": "348", "meant": "139"}
"""卤水精细化工 is 348 in 2018 and 139 in 2025."""


def correction(number: int = 1, verdict: str = "misprint", **more: object) -> Correction:
    plain: dict[str, object] = {
        "id": f"k-{number:04d}", "verdict": verdict, "document": "", "at": "", "expect": "", "meant": "", "finding": "",
        "reason": "两处一致", "who": "editor", "date": "2026-11-21", "supersedes": (), "line": 10 * number,
    }  # fmt: skip
    if verdict == "stands":
        more = {**more, "meant": ""}
    return Correction(**{**plain, **more})  # type: ignore[arg-type]


@cache
def desk():
    return read_corpus(load_corpus(ROOT))


def ledger(*corrections: Correction) -> Ledger:
    corpus = desk().corpus
    return reconcile(desk().readings, corpus.alliances, corpus.judgements, desk().vocabulary, corrections)


@cache
def audits(*corrections: Correction) -> tuple[Audit, ...]:
    return audit_corpus(ledger(*corrections), desk().vocabulary)


def found(rule: str, document: str, *corrections: Correction) -> list[Finding]:
    return [f for a in audits(*corrections) if a.document == document for f in a.findings if f.rule == rule]


GOOD = block(correction(**BATCHES))
