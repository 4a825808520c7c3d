"""Order in time: of periods, and of the documents that speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.document import DocumentInfo
from schemas.reading import Reading

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")

KINDS = ("report", "list", "release", "bulletin")
"""Which document speaks first for a period when several do."""


def is_period(text: str) -> bool:
    """Tell whether a text is a period, `YYYY` or `YYYY-YYYY`."""
    return bool(_YEARS.fullmatch(text))


def years_of(period: str) -> tuple[int, int]:
    """Give the first and last year of a period, `YYYY` or `YYYY-YYYY`.

    Raises:
        ValueError: when the text is no period.
    """
    found = _YEARS.fullmatch(period)
    if not found:
        raise ValueError(f"no period: {period}")
    return int(found[1]), int(found[2] or found[1])


def seen_in(info: DocumentInfo) -> str:
    """Say when a document saw what it prints: its period, else the year it was published, else nothing."""
    return info.period or info.published[:4]


def period_key(period: str) -> tuple[int, int, str]:
    """Order periods by their last year; what is no period stands last."""
    try:
        first, last = years_of(period)
    except ValueError:
        return 9999, 9999, period
    return last, first, period


def document_key(info: DocumentInfo) -> tuple[tuple[int, int, str], int, str, str]:
    """Order documents by period, then by weight of their kind, then by the day they were published."""
    kind = KINDS.index(info.kind) if info.kind in KINDS else len(KINDS)
    return period_key(seen_in(info)), kind, info.published, info.document


def in_order(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Sort readings by period, so that nothing depends on the order in which they were read."""
    return tuple(sorted(readings, key=lambda reading: document_key(reading.document)))
