"""Benchmark of slips: one printed figure is changed at a time, and the document is audited alone.

Run as `python -m tests.bench.slips [--sample N] [--document ID]`. For each kind of slip it prints how many figures no,
one or several identities cover, and how many changes were caught (a new finding points at the changed figure), named
(it is among the suspects) and named first. A change that prints the same value is no change.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extractors.audit import audit_document
from extractors.audit.case import open_case
from extractors.audit.coverage import CLAIMED, witnesses
from extractors.ledger import find_root, load_corpus, reconcile
from extractors.reports import read_bytes
from schemas.finding import Audit, Finding
from schemas.reading import Reading, Row
from schemas.vocabulary import Vocabulary, load_series
from schemas.where import Where

SERIES = "alliance-activity"
SEED = 20260420
STANDING = ("none", "one", "several")
WHOLE_DOCUMENT = ("SHR-02", "SHR-03", "SHR-04")
"""Notes that speak of all shares at once catch nothing, though they change with every share."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A change of the text from `start` to `end`, and how many identities the figure there stands in."""

    kind: str
    start: int
    end: int
    text: str
    cover: int


def printed_at(where: Where) -> tuple[int, int]:
    """Give the first and the last offset of a place."""
    spans = [(s.start or 0, s.end or 0) for s in where.spans]
    return min(a for a, _ in spans), max(b for _, b in spans)


def digit_slips(text: str, where: Where, cover: int, rng: random.Random) -> Iterator[Slip]:
    """Change one digit, swap two neighbours, or count one more or less."""
    start, end = printed_at(where)
    at = [i for i in range(start, end) if text[i].isdigit()]
    if not at:
        return
    number = text[at[0] : at[-1] + 1]
    if any(not (c.isdigit() or c == ".") for c in number):
        return
    i = rng.choice(range(len(number)))
    while not number[i].isdigit():
        i = rng.choice(range(len(number)))
    other = rng.choice([d for d in "0123456789" if d != number[i]])
    made = [("digit changed", number[:i] + other + number[i + 1 :])]
    pairs = [k for k in range(len(number) - 1) if number[k : k + 2].isdigit() and number[k] != number[k + 1]]
    if pairs:
        k = rng.choice(pairs)
        made.append(("digits swapped", number[:k] + number[k + 1] + number[k] + number[k + 2 :]))
    if number.isdigit():
        made.append(("off by one", str(max(0, int(number) + rng.choice((-1, 1))))))
    for kind, changed in made:
        if Decimal(changed) != Decimal(number):
            yield Slip(kind, at[0], at[-1] + 1, changed, cover)


def row_slips(text: str, row: Row, rng: random.Random, bands: list[tuple[Decimal, Decimal]]) -> Iterator[Slip]:
    """Drop a row, double it, change the batch its code tells, or move its score over the edge of its band."""
    start, end = printed_at(row.where)
    line_end = text.find("\n", end) + 1 or len(text)
    line_start = text.rfind("\n", 0, start) + 1
    yield Slip("row dropped", line_start, line_end, "", 2)
    yield Slip("row doubled", line_start, line_end, text[line_start:line_end] * 2, 2)
    if row.code[:1].isdigit() and row.code[:1] in "123":
        at = printed_at(row.cell("code"))[0]
        yield Slip("batch of code", at, at + 1, rng.choice([d for d in "123" if d != row.code[0]]), 2)
    if row.score.isdigit() and bands:
        low, high = next(((a, b) for a, b in bands if a <= Decimal(row.score) <= b), (Decimal(0), Decimal(0)))
        moved = rng.choice([v for v in (low - 1, high + 1) if 0 < v <= 100] or [low - 1])
        a, b = printed_at(row.cell("score"))
        yield Slip("score over edge", a, b, f"{moved}", 2)


def overlap(where: Where, start: int, end: int) -> bool:
    """Tell whether a place touches the changed stretch."""
    return any((s.start or 0) < end and (s.end or 0) > start for s in where.spans)


def key(finding: Finding) -> tuple[str, ...]:
    """Name a finding by what it says, since a change may move all offsets behind it."""
    return (finding.rule, finding.published, finding.recomputed, finding.working, *(w.quote for w in finding.where))


def outcome(before: Counter[tuple[str, ...]], audit: Audit, start: int, end: int) -> tuple[bool, bool, bool]:
    """Tell whether the new findings catch a change, name it, and name it first."""
    seen = Counter(before)
    caught = named = first = False
    for finding in audit.findings:
        if seen[key(finding)]:
            seen[key(finding)] -= 1
            continue
        if finding.rule in WHOLE_DOCUMENT:
            continue
        accused = [s.where for s in finding.suspects] or list(finding.where)
        caught |= any(overlap(w, start, end) for w in (*finding.where, *finding.against, *accused))
        named |= any(overlap(w, start, end) for w in accused)
        first |= any(overlap(w, start, end) for w in accused[:1])
    return caught or named, named, first


def covered(reading: Reading, vocabulary: Vocabulary) -> dict[str, int]:
    """Count the identities that each printed figure stands in: none, one, or 2 for several."""
    case = open_case(reading, reconcile((reading,), (), (), vocabulary), vocabulary, True)
    found = Counter(where.id for where, _ in witnesses(case))
    figures = {c.where.id for c in reading.claims if c.kind in CLAIMED and c.quantity is not None}
    return {figure: min(found[figure], 2) for figure in figures}


def slips_of(reading: Reading, text: str, vocabulary: Vocabulary, rng: random.Random) -> list[Slip]:
    """Make all slips of a document, each figure once for each kind."""
    case = open_case(reading, reconcile((reading,), (), (), vocabulary), vocabulary, True)
    cover = covered(reading, vocabulary)
    figures = {c.where.id: c.where for c in reading.claims if c.kind in CLAIMED and c.quantity is not None}
    made = [s for w in figures.values() for s in digit_slips(text, w, cover[w.id], rng)]
    bands = [
        (i.low if i.low is not None else Decimal(0), i.high if i.high is not None else Decimal(100))
        for _, i in case.graph.reader.scheme.bands
    ]
    made += [s for r in reading.rows if r.table == "evaluations" for s in row_slips(text, r, rng, bands)]
    return made


def run(
    document: str, data: bytes, sample: int, vocabulary: Vocabulary, rng: random.Random
) -> dict[tuple[str, int], Counter[str]]:
    """Audit a document with each slip of a sample; the counts are by kind and by number of identities (2: several)."""
    text = data.decode("utf-8")
    reading = read_bytes(data, document, document, vocabulary)
    unchanged = audit_document(reading, reconcile((reading,), (), (), vocabulary), vocabulary, alone=True)
    before = Counter(key(f) for f in unchanged.findings)
    slips = slips_of(reading, text, vocabulary, rng)
    if sample and sample < len(slips):
        slips = sorted(rng.sample(slips, sample), key=lambda s: s.start)
    found: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for slip in slips:
        changed = text[: slip.start] + slip.text + text[slip.end :]
        again = read_bytes(changed.encode("utf-8"), document, document, vocabulary)
        audit = audit_document(again, reconcile((again,), (), (), vocabulary), vocabulary, alone=True)
        start, end = slip.start - (not slip.text), slip.start + max(1, len(slip.text))
        caught, named, first = outcome(before, audit, *((start - 40, end + 40) if not slip.text else (start, end)))
        told = found[(slip.kind, min(slip.cover, 2))]
        told.update(n=1, caught=caught, named=named, first=first)
        if slip.cover and not caught:
            told["missed"] += 1
            print(f"  missed: {document} {slip.kind} {text[slip.start - 12 : slip.end + 4]!r} -> {slip.text!r}")
    return found


def main() -> None:
    """Run the benchmark over the corpus and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="slips tried in each document (0: all)")
    parser.add_argument("--document", default="", help="one document of the corpus only")
    options = parser.parse_args()
    corpus = load_corpus(find_root(Path()))
    vocabulary = load_series(SERIES)
    total: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    standing: Counter[int] = Counter()
    started = time.process_time()
    for entry in corpus.entries:
        if options.document in ("", entry.document):
            data = corpus.path(entry).read_bytes()
            standing.update(covered(read_bytes(data, entry.document, entry.document, vocabulary), vocabulary).values())
            for what, counts in run(entry.document, data, options.sample, vocabulary, random.Random(SEED)).items():
                total[what].update(counts)
    figures = sum(standing.values())
    shares = (f"{name} {standing[k]} ({100 * standing[k] / figures:.0f} %)" for k, name in enumerate(STANDING))
    print(f"{figures} printed figures, by the identities they stand in: {', '.join(shares)}")
    print("| slip | identities | changes | caught | named | named first |\n|---|---|---|---|---|---|")
    for (kind, cover), counts in sorted(total.items()):
        shares = " | ".join(
            f"{counts[k]} ({100 * counts[k] / counts['n']:.1f} %)" for k in ("caught", "named", "first")
        )
        print(f"| {kind} | {STANDING[cover]} | {counts['n']} | {shares} |")
    for cover, name in ((1, "covered by one or more"), (2, "covered by several")):
        sums: Counter[str] = Counter()
        for (_, c), counts in total.items():
            if c >= cover:
                sums.update(counts)
        if sums["n"]:
            print(
                f"{name}: " + ", ".join(f"{k} {100 * sums[k] / sums['n']:.1f} %" for k in ("caught", "named", "first")),
                f"of {sums['n']}",
            )
    print(f"{time.process_time() - started:.0f} CPU s")


if __name__ == "__main__":
    main()
