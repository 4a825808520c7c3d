"""The audit: what a document says that cannot be true, and why."""

from __future__ import annotations

from extractors.audit import (
    across,
    bands,
    documents,
    enumerations,
    figure_rules,
    items,
    lists,
    names,
    publishers,
    share_rules,
    tables,
    unsure,
    wording,
)
from extractors.audit.case import Case, open_case
from extractors.audit.coverage import coverage
from extractors.audit.evidence import evidence
from extractors.audit.graph import Graph, build_graph
from extractors.audit.rules import Check, Rule
from extractors.audit.settled import as_checked, reading_as_checked, settle
from schemas.finding import LEVELS, Audit, Finding
from schemas.ledger import Ledger
from schemas.reading import Reading
from schemas.vocabulary import Vocabulary

RULES: tuple[Rule, ...] = (
    Rule("SUM-01", figure_rules.parts_off),
    Rule("SUM-02", figure_rules.two_values),
    Rule("SUM-03", figure_rules.part_exceeds),
    Rule("SUM-04", figure_rules.only_another_meaning),
    Rule("SHR-01", figure_rules.share_off),
    Rule("SHR-02", share_rules.habit),
    Rule("SHR-03", share_rules.base_unnamed),
    Rule("SHR-04", share_rules.population_shifts),
    Rule("TAB-01", tables.ranks),
    Rule("TAB-02", figure_rules.rows_off),
    Rule("TAB-03", tables.score_order),
    Rule("TAB-04", tables.doubled),
    Rule("TAB-05", tables.row_told_otherwise),
    Rule("TAB-06", unsure.strays),
    Rule("TAB-07", unsure.unsure_labels),
    Rule("TAB-08", unsure.cut_names),
    Rule("BND-01", bands.score_outside),
    Rule("BND-02", bands.band_told_twice),
    Rule("BND-03", bands.bands_overlap),
    Rule("BND-04", bands.bands_leave_gap),
    Rule("BND-05", bands.threshold_no_edge),
    Rule("BND-06", bands.bands_changed),
    Rule("BND-07", bands.scope_changed),
    Rule("COD-01", tables.code_form),
    Rule("COD-02", tables.code_repeat),
    Rule("COD-03", tables.code_two_ways),
    Rule("COD-04", across.code_conflict),
    Rule("NAM-01", names.other_word),
    Rule("NAM-02", names.missing_piece),
    Rule("NAM-03", names.differs_from_others),
    Rule("NAM-04", names.renamed),
    Rule("NAM-05", names.short_for_two),
    Rule("NAM-06", names.item_of_another),
    Rule("NAM-07", publishers.publisher_renamed),
    Rule("LBL-01", lists.label_varies),
    Rule("LBL-02", lists.label_changed),
    Rule("LBL-03", wording.name_left_out),
    Rule("LBL-04", wording.honour_of_old),
    Rule("LBL-05", wording.group_renamed),
    Rule("PER-01", lists.title_varies),
    Rule("PER-02", lists.panel_told_in_part),
    Rule("LST-01", figure_rules.list_off),
    Rule("LST-02", lists.list_open),
    Rule("LST-03", lists.streak_too_long),
    Rule("LST-04", enumerations.list_length),
    Rule("HDG-01", documents.contents_differ),
    Rule("HDG-02", documents.not_in_contents),
    Rule("HDG-03", documents.contents_unanswered),
    Rule("HDG-04", documents.heading_numbers),
    Rule("HDG-05", items.heading_count),
    Rule("CUT-01", documents.cut_short),
    Rule("REF-01", documents.references),
    Rule("REF-02", documents.numbering),
    Rule("WRD-01", wording.wider_than_figures),
    Rule("WRD-02", wording.mixed_total),
    Rule("HON-01", across.honour_not_high),
    Rule("CHG-01", across.change_off),
)
"""Every rule, in the order it is asked. A code is given once and never used again."""

Graphs = dict[str, tuple[Reading, Graph]]
"""The figure graphs of documents, each with the reading it was made from."""

CHECKS: tuple[Check, ...] = tuple(rule.check for rule in RULES)


def audit_document(reading: Reading, ledger: Ledger, vocabulary: Vocabulary, alone: bool = False) -> Audit:
    """Audit one document against itself and, unless `alone`, against the earlier documents of the ledger."""
    checked = reading_as_checked(reading, ledger, vocabulary)
    audit = _audit(open_case(checked, as_checked(ledger, vocabulary), vocabulary, alone))
    return settle((audit,), ledger.corrections)[0]


def audit_corpus(ledger: Ledger, vocabulary: Vocabulary) -> tuple[Audit, ...]:
    """Audit every document of a ledger, in its order; what two documents contradict in stands with the later one."""
    return settle(check_corpus(ledger, vocabulary), ledger.corrections)


def check_corpus(
    ledger: Ledger, vocabulary: Vocabulary, only: frozenset[str] | None = None, known: Graphs | None = None
) -> tuple[Audit, ...]:
    """Audit every document of a ledger, or some of them, before anybody's rulings are told of the findings.

    `known` keeps the graphs made from one call to the next; that of a reading that has changed is made anew.
    """
    ledger = as_checked(ledger, vocabulary)
    known = {} if known is None else known
    graphs: dict[str, Graph] = {}

    def graph_of(reading: Reading) -> Graph:
        name = reading.document.document
        if name not in graphs:
            kept = known.get(name)
            graphs[name] = kept[1] if kept and kept[0] is reading else build_graph(reading, vocabulary)
            known.setdefault(name, (reading, graphs[name]))
        return graphs[name]

    wanted = (r for r in ledger.readings if only is None or r.document.document in only)
    return tuple(_audit(open_case(r, ledger, vocabulary, False, graph_of)) for r in wanted)


def _audit(case: Case) -> Audit:
    findings = tuple(sorted((f for check in CHECKS for f in check(case)), key=_weight))
    checked, unchecked, passed = coverage(case, findings)
    return Audit(case.document, findings, checked, unchecked, passed, evidence(case, checked, unchecked))


def _weight(finding: Finding) -> tuple[int, int, str, str]:
    """Sort by weight, then as the document reads."""
    spans = [s for w in finding.where for s in w.spans]
    start = min(((s.page, s.start or 0) for s in spans), default=(0, 0))
    return (-LEVELS.index(finding.level), start[0] * 10_000_000 + start[1], finding.rule, finding.id)


__all__ = ["CHECKS", "RULES", "Graphs", "Rule", "audit_corpus", "audit_document", "check_corpus", "settle"]
