"""Coverage: which printed figures were compared with something independent, and which nothing could check."""

from __future__ import annotations

from extractors.audit.case import Case
from extractors.audit.figures import HEADS, LISTED, ROWS
from extractors.audit.identities import PART, RATIO, SAME, Instance, Statement
from extractors.audit.items import agreeing
from schemas.finding import Checked, Finding
from schemas.where import Where

CLAIMED = ("count", "share", "amount", "change", "score", "streak", "threshold")
"""Kinds of claims that are printed figures; bands and dates are ranges and days."""


def coverage(case: Case, findings: tuple[Finding, ...]) -> tuple[tuple[Checked, ...], tuple[Where, ...], int]:
    """Give the figures that were checked and by which rules, those that were not, and how many of the first agree.

    A figure is one printed place, however many claims it makes. Bounds alone check nothing: 28 is not confirmed by
    being at most 29.
    """
    rules: dict[str, set[str]] = {}
    for where, rule in witnesses(case):
        rules.setdefault(where.id, set()).add(rule)
    figures = {c.where.id: c.where for c in case.claims(*CLAIMED) if c.quantity is not None}
    wrong = {w.id for f in findings if f.level != "note" for w in f.where}
    checked = tuple(Checked(where, tuple(sorted(rules[key]))) for key, where in figures.items() if key in rules)
    unchecked = tuple(where for key, where in figures.items() if key not in rules and key not in wrong)
    passed = sum(c.where.id not in wrong for c in checked)
    return checked, unchecked, passed


def witnesses(case: Case) -> list[tuple[Where, str]]:
    """Give each printed figure with the rule of each identity that it stands in and that can tell it wrong."""
    found: list[tuple[Where, str]] = []
    for instance in case.graph.instances:
        if instance.identity.kind != PART or not instance.holds:
            found += [(w, identity_rule(instance)) for s in instance.statements for f in s.printed for w in f.where]
    for told in case.graph.board.statements.values():
        for statement in told:
            if len(statement.figures) > 1:
                found += [(w, agreement_rule(statement)) for f in statement.printed for w in f.where]
    found += [(w, "HDG-05") for w in agreeing(case)]
    return found


def identity_rule(instance: Instance) -> str:
    """Name the rule that an identity between figures stands for."""
    return {SAME: "SUM-02", RATIO: "SHR-01", PART: "SUM-03"}.get(instance.identity.kind, "SUM-01")


def agreement_rule(statement: Statement) -> str:
    """Name the rule by which the figures behind one statement bear each other out."""
    sources = {f.source for f in statement.figures}
    if ROWS in sources:
        return "TAB-02"
    return "LST-01" if sources & {HEADS, LISTED} else "SUM-02"
