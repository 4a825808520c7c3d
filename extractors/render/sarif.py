"""Findings as SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0), for viewers of code hosts and editors."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from extractors.render import plain
from extractors.render.audit import counts
from extractors.render.jsonl import unique
from extractors.render.plain import Json
from extractors.render.screen import clean
from extractors.render.spots import Spots
from extractors.render.words import RULE_PARTS, tell
from schemas.direction import direction_words
from schemas.document import DocumentInfo, Source
from schemas.finding import Audit, Finding, Message, RuleText
from schemas.where import Where

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The name that code hosts give the folder which relative addresses start from; the log itself names no folder."""
FINGERPRINT = "ruleDocumentQuote/v1"
_ESCAPES = (("\\", "\\\\"), ("[", "\\["), ("]", "\\]"), ("{", "{{"), ("}", "}}"))
"""In a message brackets make links and braces placeholders (SARIF 3.11.5, 3.11.6): a document's are neither."""


def sarif_json(
    audits: Sequence[Audit],
    infos: Iterable[DocumentInfo],
    sources: Iterable[Source],
    rules: Iterable[RuleText],
    version: str,
    lang: str = "zh",
) -> str:
    """Write the findings of audits as one SARIF log, each finding once.

    Args:
        audits: what was found.
        infos: every document that a place may lie in; their `file` is the address, relative to the sources' root.
        sources: the texts, which give lines and columns; places in a PDF have page and box as properties instead.
        rules: every rule that may have been asked.
        version: our own.
        lang: the language of messages; both are in the properties, and the help of rules is in both.
    """
    known = {info.document: info for info in infos}
    numbers = {document: n for n, document in enumerate(sorted(known))}
    told = sorted(rules, key=lambda rule: rule.code)
    run = {
        "tool": {
            "driver": {
                "name": "alliances",
                "fullName": "Alliance Ledger",
                "version": version,
                "language": "en" if lang == "en" else "zh-CN",
                "rules": [_rule(rule, lang) for rule in told],
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {ROOT: {"description": {"text": "语料或运行时所在的文件夹 / the folder run in"}}},
        "artifacts": [_artifact(known[document]) for document in numbers],
        "results": list(_results(audits, Places(Spots(sources), known, numbers), [r.code for r in told], lang)),
        "properties": {"counts": {audit.document: counts(audit) for audit in audits}},
    }
    return plain.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: RuleText, lang: str) -> Json:
    return {
        "id": rule.code,
        "name": _message(rule.title.en),
        "shortDescription": {"text": _message(tell(rule.title, lang))},
        "fullDescription": {"text": _message(f"{rule.title.zh} / {rule.title.en}")},
        "help": {"text": _message(_help(rule), lines=True)},
    }


def _help(rule: RuleText) -> str:
    return "\n\n".join(
        "\n".join(f"{tell(label, lang)}{mark}{tell(getattr(rule, key), lang)}" for key, label in RULE_PARTS.items())
        for lang, mark in (("zh", "："), ("en", ": "))
    )


def _artifact(info: DocumentInfo) -> Json:
    made: Json = {
        "location": {"uri": address(info.file), "uriBaseId": ROOT},
        "hashes": {"sha-256": info.sha256},
        "properties": {"document": info.document},
    }
    return {**made, "mimeType": info.media} if info.media else made


def address(file: str) -> str:
    """Write a file's relative path as an address; a path that leads out of the folder is cut to the file's name."""
    parts = file.replace("\\", "/").split("/")
    inside = not (file.startswith(("/", "\\")) or ".." in parts or ":" in parts[0])
    return quote("/".join(p for p in parts if p not in ("", ".")) if inside else parts[-1], safe="/", errors="replace")


def fingerprint(finding: Finding) -> str:
    """Name a finding by rule, documents and words printed: text that moves keeps it."""
    quotes = sorted("".join(unicodedata.normalize("NFKC", w.quote).split()) for w in finding.where)
    parts = (finding.rule, *sorted({w.document for w in finding.where}), *quotes)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Places:
    """Writes places as SARIF locations."""

    def __init__(self, spots: Spots, known: dict[str, DocumentInfo], numbers: dict[str, int]) -> None:
        self._spots, self._known, self._numbers = spots, known, numbers

    def location(self, where: Where, number: int | None = None, lang: str = "zh") -> Json:
        """Write a place: line and column of a text, page and boxes of a PDF."""
        physical: Json = {"artifactLocation": self._file(where)}
        spot = self._spots.spot(where)
        if spot:
            physical["region"] = {
                "startLine": spot.line,
                "startColumn": spot.column,
                "endLine": spot.end_line,
                "endColumn": spot.end_column,
                "charOffset": spot.offset,
                "charLength": len(spot.text),
                "snippet": {"text": spot.text},
            }
        made: Json = {} if number is None else {"id": number}
        made["physicalLocation"] = physical
        if where.quote:
            made["message"] = {"text": _message(where.quote)}
        boxes = [{"page": s.page, "bbox": list(s.bbox)} for s in where.spans if s.bbox]
        if boxes:
            made["properties"] = {"boxes": boxes, "unit": "pt", "origin": "top-left"}
        return made

    def _file(self, where: Where) -> Json:
        info = self._known.get(where.document)
        if info is None:
            return {"uri": address(where.file), "uriBaseId": ROOT}
        return {"uri": address(info.file), "uriBaseId": ROOT, "index": self._numbers[where.document]}


def _results(audits: Iterable[Audit], places: Places, codes: Sequence[str], lang: str) -> Iterable[Json]:
    seen: Counter[str] = Counter()
    for finding in unique(audits):
        name = fingerprint(finding)
        # The same words twice are two findings: viewers take equal fingerprints for one.
        seen[name] += 1
        result: Json = {
            "ruleId": finding.rule,
            "level": finding.level,
            "message": {"text": _text(finding, lang)},
            "locations": [places.location(w) for w in sorted(finding.where, key=plain.position)],
            "relatedLocations": [
                places.location(w, n) for n, w in enumerate(sorted(finding.against, key=plain.position))
            ],
            "partialFingerprints": {FINGERPRINT: f"{name}:{seen[name]}"},
            "properties": _properties(finding),
        }
        if finding.rule in codes:
            result["ruleIndex"] = codes.index(finding.rule)
        yield result


def _text(finding: Finding, lang: str) -> str:
    working = (
        ("算式 " if lang == "zh" else "working ") + direction_words(finding.working, lang) if finding.working else ""
    )
    return "\n".join(_message(part) for part in (tell(finding.message, lang), working) if part)


def _properties(finding: Finding) -> Json:
    told = {
        "id": finding.id,
        "cause": finding.cause,
        "blame": finding.blame,
        "published": finding.published,
        "recomputed": finding.recomputed,
        "working": finding.working,
    }
    suspects = [
        {"quote": s.where.quote, "published": s.published, "would_be": s.would_be, "mends": s.mends}
        for s in finding.suspects
    ]
    settled = [{"correction": r.correction, "verdict": r.verdict, **_both(r.message)} for r in finding.settled]
    return {
        "message": _both(finding.message),
        **{key: value for key, value in told.items() if value},
        **({"suspects": suspects} if suspects else {}),
        **({"settled": settled} if settled else {}),
    }


def _both(message: Message) -> Json:
    return {"zh": message.zh, "en": message.en}


def _message(text: str, lines: bool = False) -> str:
    """Write words as a message: nothing in them is a link, a placeholder, or steers a screen."""
    safe = "\n".join(clean(line) for line in text.split("\n")) if lines else clean(text)
    for mark, escape in _ESCAPES:
        safe = safe.replace(mark, escape)
    return safe
