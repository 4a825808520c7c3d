"""The score of the names against tests/gold/mentions.csv: part of `python -m tests.bench.gold`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from extractors.ledger import in_order, load_corpus, reconcile
from extractors.names import build_resolver, match_mentions, normal_form, replay
from extractors.names.resolve import LINKED
from extractors.render.screen import columns_of
from schemas.ledger import Judgement, Match
from schemas.reading import Reading
from schemas.vocabulary import load_series
from tests.conftest import reading_of
from tests.gold_files import ROOT, gold, manifest

VOCABULARY = load_series("alliance-activity")
CORPUS = load_corpus(ROOT)
OPEN = "?"
"""What stands for the alliance where even a careful reader cannot settle it."""

PLACED = 0.98
"""The share of mentions that must be placed with the judgements on file, as was promised."""

Place = tuple[str, str, str]
"""Document, line or role, name in normal form: what a mention of the gold and one that was read are compared by."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention of the gold file and what was read there; None where nothing was."""

    document: str
    line: int
    role: str
    name: str
    alliance: str
    match: Match | None

    @property
    def linked(self) -> bool:
        return self.match is not None and self.match.outcome == LINKED

    @property
    def right(self) -> bool:
        """Tell whether it is linked to the alliance meant."""
        return self.linked and self.match is not None and self.match.alliance == id_of(self.alliance)

    @property
    def wrong(self) -> bool:
        """Tell whether it is linked to another, or to any where none can be told."""
        return self.linked and not self.right

    @property
    def in_review(self) -> bool:
        """Tell whether it is an open question with the right one among the candidates, or rightly open."""
        if self.match is None or self.linked:
            return False
        return self.alliance == OPEN or id_of(self.alliance) in self.match.candidates


@cache
def ids() -> Mapping[str, str]:
    return {normal_form(alliance.name): alliance.id for alliance in CORPUS.alliances}


def id_of(name: str) -> str:
    """Give the id of an official name.

    Raises:
        KeyError: when corpus/alliances.csv does not have the name; the gold file is then wrong.
    """
    return "" if name == OPEN else ids()[normal_form(name)]


@cache
def readings() -> tuple[Reading, ...]:
    return in_order(reading_of(entry["document_id"]) for entry in manifest())


def compared(matches: Iterable[Match]) -> tuple[tuple[Mentioned, ...], tuple[Match, ...]]:
    """Put each line of the gold beside the mention read there, and give what was read besides.

    The same name twice on a line is two lines of the gold, so each mention read is used once. A name broken over lines
    may be said to stand on any of them.
    """
    waiting: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in matches:
        where = match.mention.where
        waiting[(where.document, normal_form(match.mention.name))].append(match)
    told = []
    for line in gold("mentions"):
        here = waiting[(line["document"], normal_form(line["name"]))]
        number, role = int(line["line"]), line["role"]
        best = min(here, key=lambda m: (_distance(m, number), m.mention.role != role), default=None)
        if best is not None and _distance(best, number) > FAR:
            best = None
        if best is not None:
            here.remove(best)
        told.append(Mentioned(line["document"], number, role, line["name"], line["alliance"], best))
    return tuple(told), tuple(match for left in waiting.values() for match in left)


FAR = 2
"""Lines by which the two may differ: a name in running text is counted where its paragraph or its break begins."""


def _distance(match: Match, line: int) -> int:
    return min((abs(span.line - line) for span in match.mention.where.spans), default=FAR + 1)


@cache
def measured(with_judgements: bool) -> tuple[Mentioned, ...]:
    judgements: tuple[Judgement, ...] = CORPUS.judgements if with_judgements else ()
    return compared(reconcile(readings(), CORPUS.alliances, judgements, VOCABULARY).matches)[0]


@cache
def besides() -> tuple[Match, ...]:
    """Give the mentions read that the gold file does not have."""
    return compared(reconcile(readings(), CORPUS.alliances, CORPUS.judgements, VOCABULARY).matches)[1]


@cache
def left_out() -> tuple[tuple[str, str], ...]:
    """Take each alliance out of the roster in turn, with its judgements: give its names that then link to another."""
    meant = {(m.document, normal_form(m.name)): id_of(m.alliance) for m in measured(True) if m.alliance != OPEN}
    found: dict[tuple[str, str], None] = {}
    for alliance in CORPUS.alliances:
        rest = tuple(a for a in CORPUS.alliances if a.id != alliance.id)
        judgements = tuple(j for j in CORPUS.judgements if j.alliance != alliance.id)
        for match in match_mentions(readings(), build_resolver(rest, replay(judgements, rest), VOCABULARY)):
            key = (match.mention.where.document, normal_form(match.mention.name))
            if meant.get(key) == alliance.id and match.outcome == LINKED:
                found[(match.mention.name, match.alliance)] = None
    return tuple(found)


def main() -> None:
    """Print the score, then every mention that is not linked rightly."""
    head = ("judgements", "mentions", "read", "linked rightly", "in review, rightly", "wrong merges", "missed")
    rows = [head]
    for name, on_file in (("none", False), ("on file", True)):
        told = measured(on_file)
        read = sum(m.match is not None for m in told)
        right, review = sum(m.right for m in told), sum(m.in_review for m in told)
        wrong = sum(m.wrong for m in told)
        rows.append((name, *map(str, (len(told), read, right, review, wrong, len(told) - right - review - wrong))))
    print("\n".join(columns_of(rows, frozenset(range(1, 7)))))
    print(f"leave one out: {len(CORPUS.alliances)} alliances, {len(left_out())} names link to another")
    print(f"read but not in the gold file: {len(besides())}")


if __name__ == "__main__":
    main()
