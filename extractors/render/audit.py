"""Audits as JSON and as text; findings of a build as outputs/findings.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.render import plain
from extractors.render.places import Gazetteer, gazetteer
from extractors.render.plain import Json
from extractors.render.screen import clean, cut, wrap
from extractors.render.words import BLAME, LEVELS, cause_word, plural, tell, word
from schemas.direction import direction_words
from schemas.document import DocumentInfo
from schemas.finding import Audit, Finding, Ruling, Suspect
from schemas.reading import Reading
from schemas.where import Where

SCHEMA = "alliances.audit/1"
FINDINGS_SCHEMA = "alliances.findings/1"
WEIGHT = ("error", "warning", "note")
"""The heaviest first."""
SHOWN = 3
"""Places shown of a finding in text; ten occurrences of one habit need no ten lines. JSON has them all."""
_QUOTE_COLUMNS = 30


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by weight, then as the ink stands."""
    return sorted(findings, key=lambda f: (WEIGHT.index(f.level), [plain.position(w) for w in f.where], f.rule, f.id))


def counts(audit: Audit) -> dict[str, int]:
    """Count figures (pass, unchecked) and findings (note, warning, error) of an audit."""
    return {
        "pass": audit.passed,
        "unchecked": len(audit.unchecked),
        "note": audit.count("note"),
        "warning": audit.count("warning"),
        "error": audit.count("error"),
    }


def audit_json(audits: Sequence[Audit], infos: Iterable[DocumentInfo]) -> str:
    """Write audits as JSON, one object a document, in the order given."""
    known = {info.document: info for info in infos}
    return plain.dump(
        [
            {
                "schema": SCHEMA,
                "document": plain.document(known[audit.document]),
                "counts": counts(audit),
                "findings": [finding_value(f) for f in ordered(audit.findings)],
                "checked": [
                    {"where": plain.where(c.where), "rules": sorted(c.rules)}
                    for c in sorted(audit.checked, key=lambda c: (plain.position(c.where), c.rules))
                ],
                "unchecked": [plain.where(w) for w in sorted(audit.unchecked, key=plain.position)],
            }
            for audit in audits
        ]
    )


def finding_value(finding: Finding) -> Json:
    """Write a finding."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "level": finding.level,
        "cause": finding.cause or None,
        "blame": finding.blame,
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "published": finding.published or None,
        "recomputed": finding.recomputed or None,
        "working": finding.working or None,
        "where": [plain.where(w) for w in sorted(finding.where, key=plain.position)],
        "against": [plain.where(w) for w in sorted(finding.against, key=plain.position)],
        "suspects": [_suspect(s) for s in finding.suspects],
        "settled": [_ruling(r) for r in finding.settled],
    }


def _suspect(suspect: Suspect) -> Json:
    return {
        "where": plain.where(suspect.where),
        "published": suspect.published,
        "would_be": suspect.would_be,
        "mends": suspect.mends,
    }


def _ruling(ruling: Ruling) -> Json:
    return {
        "correction": ruling.correction,
        "verdict": ruling.verdict,
        "meant": ruling.meant or None,
        "message": plain.message(ruling.message),
    }


def ruling_text(ruling: Ruling, lang: str) -> str:
    """Say what was ruled on a finding, and by which correction."""
    told = tell(ruling.message, lang)
    return f"settled by {ruling.correction}: {told}" if lang == "en" else f"已裁定（{ruling.correction}）：{told}"


def total(audits: Iterable[Audit]) -> dict[str, int]:
    """Add the counts of audits; a finding that two documents share counts once."""
    audits = tuple(audits)
    found = {f.id: f.level for audit in audits for f in audit.findings}
    levels = {level: sum(value == level for value in found.values()) for level in ("note", "warning", "error")}
    return {
        "pass": sum(audit.passed for audit in audits),
        "unchecked": sum(len(audit.unchecked) for audit in audits),
        **levels,
    }


def findings_json(audits: Sequence[Audit], files: Sequence[tuple[str, str]], read: frozenset[str]) -> str:
    """Write all findings of a build, each once.

    `files` gives id and file of every document of the manifest, in its order; `read` says which of them could be read.
    """
    by_document = {audit.document: audit for audit in audits}
    nothing = {"pass": 0, "unchecked": 0, "note": 0, "warning": 0, "error": 0}
    unique = {f.id: f for audit in audits for f in audit.findings}
    value = {
        "schema": FINDINGS_SCHEMA,
        "counts": total(audits),
        "documents": [
            {
                "document": document,
                "file": file,
                "read": document in read,
                "counts": counts(by_document[document]) if document in by_document else nothing,
            }
            for document, file in files
        ],
        "findings": [{**finding_value(f), "documents": list(f.documents)} for f in ordered(unique.values())],
    }
    return plain.dump(value)


def audit_text(
    audits: Sequence[Audit],
    infos: Iterable[DocumentInfo],
    readings: Iterable[Reading],
    lang: str = "zh",
    columns: int = 100,
) -> str:
    """Write audits for a reader: counts first, then the findings by weight and cause, each with both places.

    `readings` name the chapters of every document that a place may lie in.
    """
    known, readings = {info.document: info for info in infos}, tuple(readings)
    lines: list[str] = []
    for audit in audits:
        info = known[audit.document]
        names = gazetteer(readings, audit.document)
        title = f"{clean(info.title)}（{clean(info.file)}）" if info.title else clean(info.file)
        lines += [*wrap(title, columns), counts_text(counts(audit), lang, failed([audit]))]
        for level in WEIGHT:
            lines += _level_lines(audit, level, names, lang, columns)
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def failed(audits: Iterable[Audit]) -> int:
    """Count the figures that were compared and do not agree: neither passed nor unchecked."""
    return sum(len(audit.checked) - audit.passed for audit in audits)


def counts_text(counted: Mapping[str, int], lang: str = "zh", failing: int = 0) -> str:
    """Write all five counts; none is left out when it is nought. `failing` figures were compared and do not agree."""
    figures = counted["pass"] + counted["unchecked"] + failing
    told = [(word(LEVELS, key, lang), counted[key]) for key in ("pass", "note", "warning", "error", "unchecked")]
    if failing:
        told.insert(1, ("off" if lang == "en" else "不符", failing))
    shown = " · ".join(f"{name} {number}" for name, number in told)
    return f"figures {figures}: {shown}" if lang == "en" else f"数据 {figures} 个：{shown}"


def _level_lines(audit: Audit, level: str, names: Gazetteer, lang: str, columns: int) -> list[str]:
    found = [f for f in ordered(audit.findings) if f.level == level]
    if not found:
        return []
    lines = [word(LEVELS, level, lang)]
    causes = dict.fromkeys(f.cause for f in found)
    for cause in causes:
        if cause:
            lines.append(f"  {'cause: ' if lang == 'en' else '成因：'}{clean(cause_word(cause, lang))}")
        for finding in (f for f in found if f.cause == cause):
            lines += _finding_lines(finding, names, lang, columns)
    return lines


def _finding_lines(finding: Finding, names: Gazetteer, lang: str, columns: int) -> list[str]:
    zh, hang = lang == "zh", " " * 6
    lines = wrap(f"{finding.rule}  {clean(tell(finding.message, lang))}", columns, "    ")
    figures = [
        (("原文 " if zh else "printed ") + _figure(finding.published, lang)) if finding.published else "",
        (("复算 " if zh else "recomputed ") + _figure(finding.recomputed, lang)) if finding.recomputed else "",
        word(BLAME, finding.blame, lang),
    ]
    for ruling in finding.settled:
        lines += wrap(clean(ruling_text(ruling, lang)), columns, hang)
    if any(figures):
        lines += wrap("   ".join(f for f in figures if f), columns, hang)
    if finding.working:
        lines += wrap(("算式 " if zh else "working ") + _figure(finding.working, lang), columns, hang)
    lines += wrap(("位置 " if zh else "at ") + _places(finding.where, names, lang), columns, hang)
    if finding.against:
        lines += wrap(("对照 " if zh else "against ") + _places(finding.against, names, lang), columns, hang)
    for suspect in finding.suspects:
        place = names.name(suspect.where, lang)
        printed, other = _figure(suspect.published, lang), _figure(suspect.would_be, lang)
        if zh:
            lines += wrap(f"若 {place} 的 {printed} 为 {other}，可同时消除 {suspect.mends} 处不符", columns, hang)
        else:
            checks = plural(suspect.mends, "check")
            lines += wrap(f"if {printed} at {place} were {other}, {checks} would pass", columns, hang)
    return lines


def _figure(text: str, lang: str) -> str:
    return direction_words(clean(text), lang)


def _places(places: tuple[Where, ...], names: Gazetteer, lang: str) -> str:
    gap = " " if lang == "en" else ""
    shown = [
        names.name(w, lang) + (f"{gap}“{cut(clean(w.quote), _QUOTE_COLUMNS)}”" if w.quote else "")
        for w in sorted(places, key=plain.position)[:SHOWN]
    ]
    more = len(places) - len(shown)
    if more:
        shown.append(f"and {more} more" if lang == "en" else f"等 {len(places)} 处")
    return ("; " if lang == "en" else "；").join(shown)
