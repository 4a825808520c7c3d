"""Codes over time: which were printed beside an alliance, whether they agree, and what they say of its batch."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.ledger.corrections import MISREAD, STANDS
from extractors.ledger.facts import Homes
from extractors.ledger.meant import RULED
from schemas.ledger import CodeSeen, Corrected, Correction, Judgement
from schemas.reading import Reading, Row
from schemas.vocabulary import Vocabulary

AGREED, DISPUTED, MISPRINT, CARRIED = "agreed", "disputed", "misprint", "carried"
SLIPS = (MISPRINT, MISREAD)
"""Verdicts on a printed code that is not the alliance's."""

BATCH = "batch"
"""The axis that codes tell; a series may have none."""

BETWEEN = "|"
"""Parts what the corpus leaves disputed: 139|348."""


def fold_code(code: str) -> str:
    """Write a code in the one way all editions can be compared in: letters large, digits of any width narrow."""
    return unicodedata.normalize("NFKC", code).strip().upper()


@dataclass(frozen=True, slots=True)
class _Witness:
    """A printed code, in large letters: the one meant where a correction rules on it, empty where nobody knows it."""

    alliance: str
    code: str
    row: Row
    ruling: Correction | None


def codes_of(
    readings: Iterable[Reading],
    homes: Homes,
    judgements: Iterable[Judgement],
    corrected: Iterable[Corrected] = (),
) -> tuple[CodeSeen, ...]:
    """Collect the codes printed beside alliances, each with what the evidence says of it.

    Letter case apart, an alliance has one code and a code one alliance: agreed. A code is a misprint when its own
    document prints another one for the same alliance, and other documents know only that other one. A code is
    carried when a judgement says that the body that has it now succeeds the one that had it. All else is disputed.
    A correction outranks all of that, and what it means is the code that the others are compared with.
    """
    rulings = {place.id: made.correction for made in corrected for place in made.places}
    witnesses = tuple(
        _witness(homes.of_row(row), row, rulings.get(row.cell("code").id))
        for reading in readings
        for row in reading.rows
        if row.code and row.table in ("evaluations", "honours")
    )
    codes: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for witness in (w for w in witnesses if w.code):
        codes[witness.alliance].add(witness.code)
        holders[witness.code].add(witness.alliance)
        places[(witness.alliance, witness.code)].add(witness.row.where.document)
    successors = {judgement.alliance for judgement in judgements if judgement.kind == "successor"}

    def verdict(alliance: str, code: str) -> str:
        if len(holders[code]) > 1:
            return CARRIED if holders[code] & successors else DISPUTED
        others = codes[alliance] - {code}
        if not others:
            return AGREED
        if any(_outweighs(places[(alliance, other)], places[(alliance, code)]) for other in others):
            return MISPRINT
        mistaken = [o for o in others if _outweighs(places[(alliance, code)], places[(alliance, o)])]
        return AGREED if len(mistaken) == len(others) else DISPUTED

    def told(witness: _Witness) -> CodeSeen:
        ruling, row = witness.ruling, witness.row
        says = _ruled(ruling) if ruling else verdict(witness.alliance, witness.code)
        meant = fold_code(ruling.meant) if ruling else ""
        return CodeSeen(witness.alliance, row.code, row.where.document, says, row.cell("code"), meant)

    return tuple(map(told, witnesses))


def _witness(alliance: str, row: Row, ruling: Correction | None) -> _Witness:
    code = ruling.meant if ruling and ruling.verdict in RULED else row.code
    return _Witness(alliance, fold_code(code), row, ruling)


def _ruled(ruling: Correction) -> str:
    return AGREED if ruling.verdict == STANDS else ruling.verdict


def _outweighs(one: set[str], other: set[str]) -> bool:
    """Tell whether one code is printed wherever the other is, and in some other document besides."""
    return other < one


def batch_of_code(code: str, vocabulary: Vocabulary) -> str:
    """Tell the batch of a code by its first character, as declared; empty where it tells none."""
    for batch, firsts in vocabulary.section("code_batch"):
        if fold_code(code)[:1] in firsts and code:
            return batch
    return ""


def codes_by_alliance(codes: Iterable[CodeSeen]) -> dict[str, tuple[str, ...]]:
    """Give the codes of each alliance, what is meant in the place of slips, in order of the code."""
    found: dict[str, set[str]] = defaultdict(set)
    for seen in codes:
        code = seen.meant if seen.verdict in SLIPS else fold_code(seen.code)
        if code:
            found[seen.alliance].add(code)
    return {alliance: tuple(sorted(values)) for alliance, values in found.items()}


def batches_by_alliance(
    readings: Iterable[Reading], codes: Iterable[CodeSeen], homes: Homes, vocabulary: Vocabulary
) -> dict[str, tuple[str, ...]]:
    """Give the batches each alliance may belong to: by its codes, else by a list in the prose that names one batch."""
    found: dict[str, set[str]] = defaultdict(set)
    for alliance, values in codes_by_alliance(codes).items():
        found[alliance] |= {batch for code in values if (batch := batch_of_code(code, vocabulary))}
    named = _named_batches(readings, homes)
    for alliance, batches in named.items():
        if not found.get(alliance):
            found[alliance] |= batches
    order = next((axis.order for axis in vocabulary.axes if axis.name == BATCH), ())
    return {alliance: tuple(sorted(batches, key=order.index)) for alliance, batches in found.items()}


def _named_batches(readings: Iterable[Reading], homes: Homes) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for claim in reading.claims:
            if claim.kind != "list" or not claim.of or claim.of[0].entity != "alliance":
                continue
            batches = claim.of[0].values(BATCH)
            if batches and len(batches) == 1:
                for name in claim.members:
                    alliance = homes.of_name(reading.document.document, name)
                    if alliance:
                        found[alliance].add(batches[0])
    return found
