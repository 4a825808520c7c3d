"""The founding documents as tools and scanners leave them: other spaces, widths, line ends and page numbers change no
row, and hardly a claim.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from extractors.audit import audit_document
from extractors.ledger import reconcile
from extractors.reports import read_bytes
from schemas.population import Population
from schemas.reading import Reading
from schemas.vocabulary import load_series
from tests.gold_files import ROOT
from tests.press.copy import bare

DOCUMENTS = sorted((ROOT / "corpus" / "documents").glob("*.txt"))
HAN = "[\u4e00-\u9fff]"
# Of a hundred claims one may be told otherwise, where a space or a line's end says something, too.
OTHERWISE = 0.01
LINE = 35


def scattered(text: str, mark: str, part: float) -> str:
    """Put a mark between some of the ideographs."""
    rng = random.Random(1)
    return re.sub(f"(?<={HAN})(?={HAN})", lambda _: mark if rng.random() < part else "", text)


def apart(text: str) -> str:
    return re.sub(f"(?<={HAN})(?=\\d)|(?<=\\d)(?=[\u4e00-\u9fff%])", " ", text)


def folded(text: str, wide: str, narrow: str) -> str:
    return text.translate(str.maketrans(wide, narrow))


def wrapped(text: str) -> str:
    """Break the lines of prose after so many characters."""
    found = []
    for line in text.split("\n"):
        prose = "\t" not in line and line.endswith(("。", "；"))
        found += [line[at : at + LINE] for at in range(0, len(line), LINE)] if prose else [line]
    return "\n".join(found)


def paged(text: str) -> str:
    """Put a page number after each forty lines."""
    lines = text.split("\n")
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    return "\n".join("\n".join([*page, "", f"— {n} —", ""]) for n, page in enumerate(pages, 1))


DISTURBED: dict[str, Callable[[str], str]] = {
    "spaces between ideographs": lambda t: scattered(t, " ", 0.15),
    "characters of no width": lambda t: scattered(t, "\u200b", 0.05),
    "spaces around figures": apart,
    "narrow marks": lambda t: folded(t, "；：（）！？％", ";:()!?%"),
    "wide digits": lambda t: folded(t, "0123456789%.", "０１２３４５６７８９％．"),
    "spaces of no break": lambda t: t.replace(" ", "\u00a0"),
    "wrapped lines": wrapped,
    "page numbers": paged,
    "carriage returns": lambda t: t.replace("\n", "\r\n"),
    "blank lines": lambda t: t.replace("\n", "\n\n"),
    "indents": lambda t: re.sub("(?m)^(?=.*。$)", "\u3000\u3000", t),
    "headings of Markdown": lambda t: re.sub("(?m)^([一二三四五六七八九十]+、.{2,30})$", r"## \1", t),
    "bold figures": lambda t: re.sub(r"(\d+家)", r"**\1**", t),
}


def plain(of: tuple[Population, ...]) -> tuple[object, ...]:
    """Give the axes of the likeliest population; of what only free words tell, that they do, and not where."""
    return tuple((name, () if name == "described" else values) for name, values in of[0].axes) if of else ()


def told(reading: Reading) -> tuple[list[tuple[object, ...]], Counter[tuple[object, ...]]]:
    """Give what a reading says, its places aside."""
    rows = [(r.table, r.rank, bare(r.name), bare(r.code), bare(r.score), r.tier) for r in reading.rows]
    claims = Counter(
        (c.kind, c.measure, plain(c.of), plain(c.base), c.quantity and (c.quantity.value, c.quantity.unit))
        for c in reading.claims
    )
    return rows, claims


@cache
def as_it_is(path: Path) -> tuple[list[tuple[object, ...]], Counter[tuple[object, ...]]]:
    return told(read_bytes(path.read_bytes(), "d", "d.txt"))


@cache
def blamed(text: str) -> Counter[str]:
    """Give how often each rule warns, or tells an error."""
    vocabulary = load_series("alliance-activity")
    reading = read_bytes(text.encode(), "d", "d.txt")
    ledger = reconcile((reading,), (), (), vocabulary)
    audit = audit_document(reading, ledger, vocabulary, alone=True)
    return Counter(finding.rule for finding in audit.findings if finding.level != "note")


@pytest.mark.parametrize("how", DISTURBED)
def test_each_disturbance_changes_some_document(how: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    assert any(DISTURBED[how](text) != text for text in texts)


@pytest.mark.parametrize("how", DISTURBED)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_disturbed_document_says_the_same(path: Path, how: str) -> None:
    rows, claims = as_it_is(path)
    text = path.read_text(encoding="utf-8")
    reading = read_bytes(DISTURBED[how](text).encode(), "d", "d.txt")
    other_rows, other_claims = told(reading)
    assert other_rows == rows
    assert not reading.unread
    assert (claims - other_claims).total() <= OTHERWISE * claims.total()
    assert (other_claims - claims).total() <= OTHERWISE * claims.total()


@pytest.mark.parametrize("how", DISTURBED)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_disturbed_document_is_blamed_for_nothing_new(path: Path, how: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert blamed(DISTURBED[how](text)) - blamed(text) == Counter()
