"""The audit: what a document says that cannot be true, and why."""

from __future__ import annotations

from extractors.audit import figure_rules, share_rules
from extractors.audit.case import Case, open_case
from extractors.audit.coverage import coverage
from extractors.audit.graph import Graph, build_graph
from extractors.audit.rules import Check, Rule
from schemas.finding import LEVELS, Audit, Finding
from schemas.ledger import Ledger
from schemas.reading import Reading
from schemas.vocabulary import Vocabulary

RULES: tuple[Rule, ...] = (
    Rule("SUM-01", figure_rules.parts_off),
    Rule("SUM-02", figure_rules.two_values),
    Rule("SUM-03", figure_rules.part_exceeds),
    Rule("SHR-01", figure_rules.share_off),
    Rule("SHR-02", share_rules.habit),
    Rule("SHR-03", share_rules.base_unnamed),
    Rule("SHR-04", share_rules.population_shifts),
    Rule("TAB-02", figure_rules.rows_off),
    Rule("LST-01", figure_rules.list_off),
)
"""Every rule, in the order it is asked. A code is given once and never used again."""

CHECKS: tuple[Check, ...] = tuple(rule.check for rule in RULES)


def audit_document(reading: Reading, ledger: Ledger, vocabulary: Vocabulary, alone: bool = False) -> Audit:
    """Audit one document against itself and, unless `alone`, against the earlier documents of the ledger."""
    return _audit(open_case(reading, ledger, vocabulary, alone))


def audit_corpus(ledger: Ledger, vocabulary: Vocabulary) -> tuple[Audit, ...]:
    """Audit every document of a ledger, in its order; what two documents contradict in stands with the later one."""
    graphs: dict[str, Graph] = {}

    def graph_of(reading: Reading) -> Graph:
        name = reading.document.document
        if name not in graphs:
            graphs[name] = build_graph(reading, vocabulary)
        return graphs[name]

    return tuple(_audit(open_case(r, ledger, vocabulary, False, graph_of)) for r in ledger.readings)


def _audit(case: Case) -> Audit:
    findings = tuple(sorted((f for check in CHECKS for f in check(case)), key=_weight))
    checked, unchecked, passed = coverage(case, findings)
    return Audit(case.document, findings, checked, unchecked, passed)


def _weight(finding: Finding) -> tuple[int, int, str, str]:
    """Sort by weight, then as the document reads."""
    spans = [s for w in finding.where for s in w.spans]
    start = min(((s.page, s.start or 0) for s in spans), default=(0, 0))
    return (-LEVELS.index(finding.level), start[0] * 10_000_000 + start[1], finding.rule, finding.id)


__all__ = ["CHECKS", "RULES", "Rule", "audit_corpus", "audit_document"]
