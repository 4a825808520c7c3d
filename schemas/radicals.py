"""Radicals: characters that some PDFs print in place of the ideographs written alike (⽊ for 木)."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def radicals() -> dict[int, str]:
    """Give the table of `radicals.tsv` in the form `str.translate` takes.

    Unicode's own normal forms do not do: NFKC folds the Kangxi radicals, but only two of the 115 in the supplement.
    """
    text = (resources.files("schemas") / "radicals.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {ord(radical): ideograph for radical, ideograph in pairs}


def fold_radicals(text: str) -> str:
    """Write ideographs for radicals; one character stays one character, so that offsets hold."""
    return text.translate(radicals())
