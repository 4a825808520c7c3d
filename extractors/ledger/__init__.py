"""Readings -> Ledger: who is who, and what each period says of each alliance."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractors.ledger.bounds import possible_batches
from extractors.ledger.codes import batches_by_alliance, codes_of
from extractors.ledger.corpus import Corpus, Entry, find_root, load_corpus
from extractors.ledger.facts import (
    all_alliances,
    homes_of,
    named_absent,
    panel_seats,
    printed_bands,
    printed_evaluations,
    printed_honours,
)
from extractors.ledger.figures import derive
from extractors.ledger.infer import infer, known_periods, runs
from extractors.ledger.joined import periods_before_joining
from extractors.ledger.meant import as_meant, correct
from extractors.ledger.order import in_order, period_key
from extractors.ledger.periods import periods_of
from extractors.ledger.profiles import profiles_of
from extractors.ledger.resting import Resting
from extractors.ledger.seen import names_of
from extractors.names import build_resolver, match_mentions, normal_form, replay
from extractors.names.declared import refuse
from extractors.names.judgements import FILE, parse_evidence
from extractors.names.judgements import names_of as names_judged
from schemas.finding import Message
from schemas.ledger import Alliance, Correction, Evaluation, Judgement, Ledger, Match
from schemas.reading import Reading
from schemas.vocabulary import Vocabulary
from schemas.where import Span

__all__ = [
    "Corpus",
    "Entry",
    "find_root",
    "in_order",
    "load_corpus",
    "reconcile",
]


def reconcile(
    readings: Iterable[Reading],
    alliances: Iterable[Alliance],
    judgements: Iterable[Judgement],
    vocabulary: Vocabulary,
    corrections: Iterable[Correction] = (),
) -> Ledger:
    """Bring readings together under the alliances on file, in any order; what is worked out rests on what is meant.

    Raises:
        Misdeclared: when judgements contradict each other or the alliances, name an unknown id, or no longer touch
            anything though all documents they rest on were read; when a correction does not fit the print any more.
    """
    readings, on_file, judgements = in_order(readings), tuple(alliances), tuple(judgements)
    decisions = replay(judgements, on_file)
    resolver = build_resolver(on_file, decisions, vocabulary)
    matches = match_mentions(readings, resolver)
    require_touching(decisions.active, matches, readings)
    homes = homes_of(matches, resolver)
    corrected = correct(readings, corrections, vocabulary)
    meant, resting = tuple(as_meant(r, corrected, vocabulary) for r in readings), Resting.of(readings, corrected)
    rows = resting.evaluations(printed_evaluations(meant, homes))
    absent = tuple(e for e in named_absent(meant, homes) if not _told(e, rows))
    honours = printed_honours(readings, homes)
    known = known_periods(meant, honours, absent)
    printed = (*rows, *absent)
    evaluations = (*printed, *infer(runs(meant, honours, known), printed, vocabulary))
    everyone = all_alliances(on_file, matches, evaluations, honours, homes)
    codes = codes_of(readings, homes, decisions.active, corrected)
    batches = batches_by_alliance(meant, codes, homes, vocabulary)
    possible = possible_batches(meant, evaluations, batches, vocabulary)
    periods = resting.periods(periods_of(meant, known))
    joining = periods_before_joining(meant, evaluations, batches, periods, vocabulary)
    return Ledger(
        readings=readings,
        alliances=everyone,
        matches=matches,
        bands=printed_bands(readings, vocabulary),
        evaluations=tuple(sorted(evaluations, key=_place)),
        honours=honours,
        panel=panel_seats(readings, homes),
        periods=periods,
        names=names_of(readings, everyone, matches, resolver),
        codes=codes,
        profiles=profiles_of(readings, everyone, matches, evaluations, honours, codes, batches, possible, joining),
        derived=resting.derived(derive(meant)),
        judgements=judgements,
        corrections=corrected,
        rising=vocabulary.rising("tier"),
    )


def _told(absent: Evaluation, rows: tuple[Evaluation, ...]) -> bool:
    return any(row.period == absent.period and row.alliance == absent.alliance for row in rows)


def _place(evaluation: Evaluation) -> tuple[tuple[int, int, str], bool, str, tuple[Span, ...], str]:
    where = evaluation.row.where if evaluation.row else None
    place = (where.document, where.spans) if where else ("", ())
    return period_key(evaluation.period), where is None, *place, evaluation.alliance


def require_touching(
    judgements: tuple[Judgement, ...], matches: tuple[Match, ...], readings: tuple[Reading, ...], path: Path = FILE
) -> None:
    """Refuse a judgement whose names no document prints any more; one whose documents were not all read is let be.

    Raises:
        Misdeclared: naming file and line.
    """
    read = {reading.document.document for reading in readings}
    printed = {(match.mention.where.document, normal_form(match.mention.name)) for match in matches}
    anywhere = {normal for _, normal in printed}
    for judgement in judgements:
        if not {place.document for place in parse_evidence(judgement.evidence)} <= read:
            continue
        for document, normal in names_judged(judgement):
            if (document, normal) not in printed if document else normal not in anywhere:
                refuse(
                    path,
                    judgement.line,
                    Message(
                        f"{judgement.id} 所说的“{normal}”，{document or '各文件'}里已经没有。",
                        f"“{normal}”, of which {judgement.id} speaks, is no longer in {document or 'any document'}.",
                    ),
                    Message(
                        "核对名称；若文件已改正，追加一行 retract 撤销这条认定。",
                        "check the name; if the document was mended, append a line that retracts the judgement.",
                    ),
                )
