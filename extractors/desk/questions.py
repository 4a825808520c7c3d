"""Open questions: names that wait for a judgement, codes in dispute, figures of which nobody knows whose slip they are.

Nothing is stored: a question is open as long as the declared files leave it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from extractors.desk.evidence import Evidence
from extractors.desk.seen import Prints
from extractors.ledger.codes import DISPUTED, fold_code
from extractors.ledger.find import resolver_of
from extractors.ledger.meant import same_value
from extractors.names import normal_form
from extractors.names.compare import rank
from extractors.names.resolve import REVIEW
from extractors.names.stems import is_short
from schemas.direction import direction_words
from schemas.finding import Audit, Finding, Message, Suspect
from schemas.ledger import CodeSeen, Ledger, Match
from schemas.question import CODE, FIGURE, NAME, Choice, Question, Seen
from schemas.vocabulary import Vocabulary

ABOUT_NAMES = ("NAM-", "COD-")
"""Families of rules whose findings are asked as questions on names and codes, not as figures."""

MOST_CHOICES = 9
"""Figures of one finding that can be chosen: as many as there are keys with a digit."""

DOUBTFUL = ("error", "warning")
"""Levels of findings that ask for a decision; a note tells a habit."""

WHO = Message("这个名称指哪一家？", "Which alliance does this name mean?")
WHICH_CODE = Message(
    "同一家联盟印有不同编号，孰是未定。", "One alliance is printed with different codes; which is right is open."
)
WHOSE_CODE = Message(
    "同一编号印在不同联盟名下，孰是未定。", "One code is printed beside different alliances; whose it is is open."
)


def open_questions(ledger: Ledger, vocabulary: Vocabulary, audits: Iterable[Audit] = ()) -> tuple[Question, ...]:
    """Give what only a person can decide: names first, those with most rows before others, then codes, then figures."""
    prints = Prints.of(ledger)
    names = sorted(name_questions(ledger, vocabulary, prints), key=lambda q: (-q.rows, *prints.order(q.places[0])))
    findings = tuple(finding for audit in audits for finding in audit.findings)
    asked = frozenset(seen.where.id for question in names for seen in question.places)
    return (*names, *code_questions(ledger, findings, prints, asked), *figure_questions(findings, prints))


def name_questions(ledger: Ledger, vocabulary: Vocabulary, prints: Prints) -> Iterator[Question]:
    """Ask whom the names in review mean, one question for all places that print a name."""
    waiting: dict[str, list[Match]] = defaultdict(list)
    for match in ledger.matches:
        if match.outcome == REVIEW:
            waiting[normal_form(match.mention.name)].append(match)
    if not waiting:
        return
    resolver = resolver_of(ledger, vocabulary)
    evidence = Evidence(ledger, resolver, prints)
    for normal, matches in waiting.items():
        places = prints.ordered(prints.mention(match.mention) for match in matches)
        name = resolver.parse(matches[0].mention.name)
        wanted = tuple(dict.fromkeys(candidate for match in matches for candidate in match.candidates))
        found = {c: evidence.for_candidate(name, matches, c) for c in wanted}
        ranked = rank(comparison for comparisons in found.values() for comparison in comparisons)
        candidates = tuple(evidence.candidate(c, found[c], matches) for c in ranked)
        passed = evidence.passed_over(name, matches, wanted)
        ambiguous = len(candidates) > 1 and is_short(name, vocabulary)
        yield Question(NAME, normal, matches[0].mention.name, WHO, places, candidates, passed, ambiguous=ambiguous)


def code_questions(
    ledger: Ledger, findings: Iterable[Finding], prints: Prints, asked: frozenset[str]
) -> Iterator[Question]:
    """Ask about codes in dispute, unless a name in question is what disputes them."""
    names = {alliance.id: alliance.name for alliance in ledger.alliances}
    told = [finding for finding in findings if finding.rule.startswith(ABOUT_NAMES)]
    disputed: dict[tuple[str, str], list[CodeSeen]] = defaultdict(list)
    everywhere: dict[str, set[str]] = defaultdict(set)
    for seen in ledger.codes:
        everywhere[fold_code(seen.code)].add(seen.alliance)
    for seen in ledger.codes:
        if seen.verdict == DISPUTED:
            code = fold_code(seen.code)
            shared = len(everywhere[code]) > 1
            disputed[("code", code) if shared else ("alliance", seen.alliance)].append(seen)
    for (by, key), group in disputed.items():
        rows = [prints.rows[seen.where.id] for seen in group if seen.where.id in prints.rows]
        places = tuple(replace(prints.row(row), where=row.cell("code")) for row in rows)
        if not places or any(row.cell("name").id in asked for row in rows):
            continue
        why = next((f for f in told if {w.id for w in f.where} & {s.where.id for s in group}), None)
        message = why.message if why else WHOSE_CODE if by == "code" else WHICH_CODE
        title = key if by == "code" else f"{names[key]} {' / '.join(dict.fromkeys(s.code for s in group))}"
        choices = _code_choices(by, group, places, names)
        finding = why.id if why else ""
        yield Question(CODE, key, title, message, prints.ordered(places), choices=choices, finding=finding)


def _code_choices(
    by: str, group: Iterable[CodeSeen], places: tuple[Seen, ...], names: Mapping[str, str]
) -> tuple[Choice, ...]:
    """Give the codes of an alliance, or the alliances of a code, each with the places that print them together."""
    shown = {seen.where.id: seen for seen in places}
    found: dict[str, list[Seen]] = defaultdict(list)
    for seen in group:
        if seen.where.id in shown:
            found[seen.alliance if by == "code" else fold_code(seen.code)].append(shown[seen.where.id])
    return tuple(
        Choice(key, names.get(key, key) if by == "code" else key, "", (), tuple(told)) for key, told in found.items()
    )


def figure_questions(findings: Iterable[Finding], prints: Prints) -> Iterator[Question]:
    """Ask about findings of which it is open whether the print or our reading slipped."""
    for finding in findings:
        if finding.blame == "open" and finding.level in DOUBTFUL and not finding.rule.startswith(ABOUT_NAMES):
            places = tuple(prints.place(where, FIGURE) for where in finding.where)
            against = tuple(prints.place(where, FIGURE) for where in finding.against)
            if all(_of_corpus(seen, prints) for seen in (*places, *against)):
                yield Question(
                    FIGURE,
                    finding.id,
                    f"{finding.rule} {finding.published}".strip(),
                    finding.message,
                    places,
                    against=against,
                    choices=_figure_choices(finding, prints)[:MOST_CHOICES],
                    finding=finding.id,
                )


def _figure_choices(finding: Finding, prints: Prints) -> tuple[Choice, ...]:
    """Give the figures that may be wrong: those in doubt, with what the sum redone gives, then the other suspects."""
    suspects = {suspect.where.id: suspect for suspect in finding.suspects}
    found: dict[str, Choice] = {}
    for where in (*finding.where, *(suspect.where for suspect in finding.suspects)):
        suspect = suspects.get(where.id)
        published, would_be = (
            (suspect.published, suspect.would_be) if suspect else (finding.published, finding.recomputed)
        )
        # A count of listed names has many places, and none of them is the figure that would change.
        would_be = would_be if same_value(published, where.quote) else ""
        reasons = (_mends(suspect),) if suspect and would_be else ()
        found.setdefault(where.id, Choice(where.id, where.quote, would_be, reasons, (prints.place(where, FIGURE),)))
    return tuple(found.values())


def _mends(suspect: Suspect) -> Message:
    checks = "check" if suspect.mends == 1 else "checks"
    return Message(
        f"若为{suspect.would_be}，可消除 {suspect.mends} 处不符",
        f"were it {direction_words(suspect.would_be, 'en')}, {suspect.mends} {checks} would pass",
    )


def _of_corpus(seen: Seen, prints: Prints) -> bool:
    """A finding about a file that cannot be read has no ink to look at."""
    return bool(seen.where.spans) and seen.where.document in prints.documents
