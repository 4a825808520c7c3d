"""Nouns as JSON values. What is absent is null, never an empty string; figures are decimal strings."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from schemas.document import DocumentInfo
from schemas.finding import Message
from schemas.population import Interval, Population
from schemas.reading import Structure
from schemas.where import Span, Where

Json = dict[str, Any]

_UNSAFE = re.compile("[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")


def dump(value: object) -> str:
    """Write a JSON value, one member a line; characters that could steer a terminal are escaped, so no data is lost."""
    return _safe(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def line(value: object) -> str:
    """Write a JSON value in one line, as safe as `dump`."""
    return _safe(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def position(where: Where) -> tuple[str, tuple[tuple[int, int, int, tuple[float, ...]], ...], str]:
    """Order places as the ink stands."""
    spans = tuple((s.page, s.line, s.start or 0, s.bbox or ()) for s in where.spans)
    return where.document, spans, where.quote


def decimal(value: Decimal | None) -> str | None:
    """Write a figure with the digits it has, never in powers of ten."""
    return None if value is None else format(value, "f")


def message(value: Message) -> Json:
    """Write words in both languages."""
    return {"zh": value.zh, "en": value.en}


def span(value: Span) -> Json:
    """Write one stretch of ink."""
    return {
        "page": value.page,
        "line": value.line,
        "start": value.printed_start,
        "end": value.printed_end,
        "bbox": None if value.bbox is None else list(value.bbox),
    }


def where(value: Where) -> Json:
    """Write a place."""
    return {
        "document": value.document,
        "file": value.file,
        "quote": value.quote,
        "method": value.method,
        "confidence": value.confidence,
        "spans": [span(s) for s in value.spans],
    }


def document(value: DocumentInfo) -> Json:
    """Write what a document is."""
    return {
        "file": value.file,
        "sha256": value.sha256,
        "media": value.media,
        "kind": value.kind or None,
        "series": value.series or None,
        "period": value.period or None,
        "issue": value.issue or None,
        "title": value.title or None,
        "published": value.published or None,
        "pages": value.pages,
    }


def interval(value: Interval) -> Json:
    """Write a range."""
    return {
        "low": decimal(value.low),
        "high": decimal(value.high),
        "includes_low": value.includes_low,
        "includes_high": value.includes_high,
    }


def population(value: Population, period: str) -> Json:
    """Write a set; `period` is the claim's, meant where the set names none itself."""
    return {
        "entity": value.entity,
        "periods": list(value.periods) or ([period] if period else []),
        "axes": {axis: list(values) for axis, values in value.axes},
        "intervals": {axis: interval(allowed) for axis, allowed in value.intervals},
        "members": list(value.members),
        "complete": value.complete,
        "every": value.every,
    }


def structure(value: Structure) -> Json:
    """Write a figure that is no claim."""
    return {"type": value.type, "text": value.text, "where": where(value.where)}
