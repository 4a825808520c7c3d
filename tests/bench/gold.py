"""What the audit finds of the findings made by hand, and what of the names is linked: `python -m tests.bench.gold`.

A finding made by hand counts as found where one of its rule, at its level, points at what it printed; a finding that
answers none made by hand is a false alarm. `--material` audits the typesettings in tests/material instead, alone.
"""

from __future__ import annotations

import argparse
from collections import Counter

from extractors.audit import audit_document
from extractors.ledger import reconcile
from extractors.render.screen import columns_of
from schemas.finding import Finding
from schemas.vocabulary import load_series
from tests import names_gold
from tests.gold_files import gold
from tests.test_audit_gold import DOCUMENTS, answers, audits, rows, weighs
from tests.test_pdf import MATERIAL, document_of, read

LEVELS = ("error", "warning", "note")


def answered(finding: Finding, document: str) -> bool:
    """Tell whether a finding is one made by hand, of the document or across documents."""
    return any(answers(finding, row) and weighs(finding, row) for d in (document, "across") for row in rows(d))


def findings() -> None:
    """Print, for each level, how many findings made by hand are found, and what else is told."""
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: list[tuple[str, str, str, str]] = []
    for document in (*DOCUMENTS, "across"):
        told = [f for d, a in audits().items() if document in (d, "across") for f in a.findings]
        for row in rows(document):
            made[row["level"]] += 1
            if any(answers(f, row) and weighs(f, row) for f in told):
                found[row["level"]] += 1
            else:
                missed.append((document, row["level"], row["kind"], row["printed"]))
    false = Counter(f.level for d in DOCUMENTS for f in audits()[d].findings if not answered(f, d))
    head = ("level", "by hand", "found", "missed", "false alarms")
    lines = [(k, *map(str, (made[k], found[k], made[k] - found[k], false[k]))) for k in LEVELS]
    print("\n".join(columns_of([head, *lines], frozenset({1, 2, 3, 4}))))
    silent = sum(row["level"] == "silent" for d in (*DOCUMENTS, "across") for row in gold(f"findings-{d}"))
    print(f"odd but right, to be passed over: {silent}")
    print("\n".join(columns_of([("missed", "", "", ""), *missed])))


def material() -> None:
    """Print what an audit tells of each typesetting that its document was not found to have by hand."""
    vocabulary = load_series("alliance-activity")
    lines = [("typesetting", "error", "warning", "note", "rules")]
    for path in MATERIAL:
        reading = read(path)
        audit = audit_document(reading, reconcile((reading,), (), (), vocabulary), vocabulary, alone=True)
        odd = [f for f in audit.findings if not answered(f, document_of(path))]
        levels = Counter(f.level for f in odd)
        rules = Counter(f.rule for f in odd)
        told = ", ".join(f"{rule} {n}" for rule, n in sorted(rules.items()))
        lines.append((path.stem, *(str(levels[k]) for k in LEVELS), told))
    print("\n".join(columns_of(lines, frozenset({1, 2, 3}))))


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--material", action="store_true", help="audit the typesettings in tests/material")
    if parser.parse_args().material:
        material()
    else:
        findings()
        names_gold.main()


if __name__ == "__main__":
    main()
