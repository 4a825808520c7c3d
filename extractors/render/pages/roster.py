"""The roster page: one file with every alliance, what became of it from period to period, and the proof."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractors.ledger.find import initials_by_alliance
from extractors.ledger.movement import movements
from extractors.ledger.who import confused_with
from extractors.render.history import histories
from extractors.render.pages import roster_corpus as corpus
from extractors.render.pages.frame import page, screen_safe
from extractors.render.pages.roster_alliance import alliance
from extractors.render.pages.roster_told import Told
from extractors.render.pages.roster_words import UNTOLD, words
from extractors.render.plain import Json
from schemas.document import DocumentInfo
from schemas.finding import Audit, Finding
from schemas.ledger import Ledger, Match
from schemas.vocabulary import Axis, Vocabulary

SCRIPTS = (
    "roster-core.js", "roster-csv.js", "roster-map.js", "roster-flow.js", "roster-corpus.js", "roster-line.js",
    "roster-one.js", "roster.js",
)  # fmt: skip
LONGEST_INITIALS = 24
"""Nobody types more than these."""
_SURROGATES = re.compile("[\ud800-\udfff]")


def roster_page(
    ledger: Ledger,
    audits: Sequence[Audit],
    infos: Iterable[DocumentInfo],
    vocabulary: Vocabulary,
    lang: str = "zh",
) -> str:
    """Write the roster page in both languages; `lang` is the one it is declared in.

    Args:
        ledger: the reconciled corpus.
        audits: the audit of each document, with what is wrong with the files themselves.
        infos: every document of the corpus in its order, also those that could not be read.
        vocabulary: the words of the series.
        lang: ``zh`` or ``en``.

    Returns:
        One HTML file that needs no other; the same corpus gives the same bytes.
    """
    told = Told(ledger, vocabulary)
    read = frozenset(reading.document.document for reading in ledger.readings)
    findings = corpus.findings_by_alliance(ledger, _unique(audits))
    pairs = corpus.pairs_of(ledger)
    alliances = _alliances(ledger, told, pairs, findings)
    wanted = frozenset(id for ids in findings.values() for id in ids)
    endings = sorted(vocabulary.entity.full_endings, key=lambda ending: (-len(ending), ending))
    lists: dict[str, Sequence[object]] = {
        "alliances": alliances,
        "periods": corpus.periods(ledger, told),
        "pairs": [list(pair) for pair in pairs],
        "bridges": corpus.bridges(ledger, pairs),
        "cohorts": corpus.cohorts(ledger, told),
        "documents": corpus.documents(ledger, audits, infos, read),
        "open": corpus.open_questions(ledger, told),
        "findings": corpus.findings_told(audits, told, wanted),
        "axes": [[axis.name, [[key, axis.value(key).zh] for key in axis.order]] for axis in _axes(vocabulary)],
        "endings": endings,
        "titles": [vocabulary.title_zh, vocabulary.title_en],
        "judgements": sorted(told.quoted.items()),
        "english": sorted(told.english.items()),
        "words": [[key, [message.zh, message.en]] for key, message in sorted(words().items())],
    }
    title = vocabulary.title_en if lang == "en" else vocabulary.title_zh
    return page(
        "roster.html",
        lang=lang,
        styles=("roster.css",),
        scripts=SCRIPTS,
        lists={name: [_safe(line) for line in lines] for name, lines in lists.items()},
        title=title,
        untold=UNTOLD,
    )


def _unique(audits: Iterable[Audit]) -> tuple[Finding, ...]:
    return tuple({finding.id: finding for audit in audits for finding in audit.findings}.values())


def _axes(vocabulary: Vocabulary) -> list[Axis]:
    return [axis for axis in vocabulary.axes if axis.name in ("tier", "batch")]


def _alliances(ledger: Ledger, told: Told, pairs: corpus.Pairs, findings: dict[str, list[str]]) -> list[Json]:
    """Write all alliances, one a line of the page, so that a change of the corpus can be read in the diff."""
    confused = confused_with(ledger, told.vocabulary, (profile.alliance for profile in ledger.profiles))
    sightings: dict[str, list[Match]] = defaultdict(list)
    for match in ledger.matches:
        if match.alliance:
            sightings[match.alliance].append(match)
    moves = [{m.alliance: m.kind for m in movements(ledger, earlier, later)} for earlier, later in pairs]
    initials = initials_by_alliance(ledger, told.vocabulary)
    made = []
    for history in histories(ledger, confused):
        own = history.profile.alliance
        kinds = [kinds.get(own, "") for kinds in moves]
        written = alliance(history, told, sightings[own], kinds, findings.get(own, ()))
        made.append({**written, "py": initials[own][:LONGEST_INITIALS]})
    return made


def _safe(value: object) -> object:
    """Make every text of a value safe to show: what could act on the order of letters is written by its number."""
    if isinstance(value, str):
        return _SURROGATES.sub(lambda found: f"⟨{ord(found.group()):04X}⟩", screen_safe(value))
    if isinstance(value, dict):
        return {str(_safe(key)): _safe(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_safe(part) for part in value]
    return value
