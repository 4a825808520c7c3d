"""What people ruled, seen by the audit: slips of our text are mended before it, findings that are answered say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.ledger.corrections import MISPRINT, MISREAD, STANDS
from extractors.ledger.meant import as_meant, same_value
from schemas.finding import Audit, Finding, Message, Ruling
from schemas.ledger import CodeSeen, Corrected, Ledger
from schemas.reading import Reading
from schemas.vocabulary import Vocabulary
from schemas.where import Where


def as_checked(ledger: Ledger, vocabulary: Vocabulary) -> Ledger:
    """Give a ledger with what the paper prints wherever our text is known to have slipped."""
    if not any(made.correction.verdict == MISREAD for made in ledger.corrections):
        return ledger
    readings = tuple(reading_as_checked(reading, ledger, vocabulary) for reading in ledger.readings)
    return replace(ledger, readings=readings, codes=tuple(map(_code, ledger.codes)))


def reading_as_checked(reading: Reading, ledger: Ledger, vocabulary: Vocabulary) -> Reading:
    """Give a reading with what the paper prints."""
    return as_meant(reading, ledger.corrections, vocabulary, (MISREAD,))


def _code(seen: CodeSeen) -> CodeSeen:
    return replace(seen, code=seen.meant) if seen.verdict == MISREAD else seen


def settle(audits: Iterable[Audit], corrections: tuple[Corrected, ...]) -> tuple[Audit, ...]:
    """Mark the findings that rulings answer: they stay, since they are published, and the print is to blame."""
    rulings = tuple(made for made in corrections if made.correction.verdict in (MISPRINT, STANDS))
    if not rulings:
        return tuple(audits)
    return tuple(replace(a, findings=tuple(_settled(f, rulings) for f in a.findings)) for a in audits)


def _settled(finding: Finding, rulings: tuple[Corrected, ...]) -> Finding:
    told = tuple(_ruling(finding, made) for made in rulings if _answers(made, finding))
    return replace(finding, blame="print", settled=told) if told else finding


def _answers(made: Corrected, finding: Finding) -> bool:
    """Tell whether a ruling answers a finding: it names it, rules on what is in doubt, or mends what contradicts it."""
    ruling, places = made.correction, {place.id for place in made.places}
    if ruling.finding == finding.id or places & _ids(finding.where):
        return True
    if ruling.verdict != MISPRINT or not ruling.meant:
        return False
    mending = any(s.where.id in places and same_value(s.would_be, ruling.meant) for s in finding.suspects)
    return mending or (bool(places & _ids(finding.against)) and same_value(finding.published, ruling.meant))


def _ids(places: tuple[Where, ...]) -> set[str]:
    return {place.id for place in places}


def _ruling(finding: Finding, made: Corrected) -> Ruling:
    told = made.correction
    if told.verdict == STANDS:
        zh, en = f"“{told.expect}”所印无误", f"“{told.expect}” is right as printed"
        doubted, other = _ids(finding.where), _ids(finding.against)
        if other and doubted <= {place.id for place in made.places}:
            zh, en = f"{zh}，误在与之不符的一方", f"{en}; what contradicts it is wrong"
    else:
        zh, en = f"“{told.expect}”误印", f"“{told.expect}” is misprinted"
        zh, en = (f"{zh}，应为{told.meant}", f"{en} for {told.meant}") if told.meant else (zh, en)
    return Ruling(told.id, told.verdict, told.meant, Message(f"{zh}：{told.reason}", f"{en}: {told.reason}"))
