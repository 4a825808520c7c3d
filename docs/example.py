"""The library at work: read and check a report, follow an alliance, hold a sentence against the ledger.

Run it in the project folder: `python docs/example.py`. The tests run it and hold it against docs/library.md.
"""

from __future__ import annotations

import extractors
from extractors.frames import load_dataset

# Three lines: read, check, look. In a notebook `report` by itself shows its findings as a table.
report = extractors.report("corpus/documents/alliance-activity-2025-report.txt")
print(len(report.rows), "rows,", len(report.claims), "claims,", len(report.findings), "findings")
print(report.findings.query("rule == 'SHR-01'")[["published", "recomputed", "working"]].to_string(index=False))

# The dataset as pandas frames: codes and figures are text, what is absent is NA.
tables = load_dataset("outputs/dataset")
evaluations = tables["evaluations"].merge(tables["alliances"][["alliance_id", "name"]], on="alliance_id")
vans = evaluations[evaluations["name"] == "电动汽车产业技术创新战略联盟"]
print(vans[["period", "tier", "score", "basis"]].to_string(index=False))

# What others say, held against the ledger.
for sentence in extractors.verify("2025年活跃度高的联盟43家。2025年活跃度高的联盟37家。", root=".").sentences:
    print(sentence.verdict, sentence.text)

# A figure with its citation.
for citation in extractors.cite("2025 高", root=".").citations:
    print(citation.period, citation.subject.zh, citation.figure, citation.advice)
