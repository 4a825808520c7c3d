"""Resolution: whom one printed name means. Three outcomes: linked, review, new; precision before all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.names.compare import LINKING, Comparison, near_stem, rank
from extractors.names.forms import normal_form
from extractors.names.index import Entry, Index, build_index
from extractors.names.judgements import ASSIGNING, Decisions, names_of
from extractors.names.stems import Name, parse_name
from schemas.finding import Message
from schemas.ledger import Alliance
from schemas.vocabulary import Vocabulary

LINKED, REVIEW, NEW = "linked", "review", "new"

CANDIDATES = 5
"""How many candidates are shown; a right one further down has never been seen."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whom a name means and why.

    `alliance` is empty unless linked. `candidates` are ranked, best first; `comparisons` hold every reason for each of
    them, also for a link the alliances that came near and were not taken.
    """

    outcome: str
    alliance: str
    candidates: tuple[str, ...]
    comparisons: tuple[Comparison, ...]

    def reasons_for(self, alliance: str) -> tuple[Comparison, ...]:
        """Give the reasons that speak for one alliance."""
        return tuple(comparison for comparison in self.comparisons if comparison.alliance == alliance)

    @property
    def link(self) -> Comparison | None:
        """Give the reason the name was linked for, None where it was not."""
        return next((c for c in self.reasons_for(self.alliance) if c.links), None) if self.alliance else None


@dataclass(frozen=True, slots=True)
class Resolver:
    """All that is needed to say whom a name means: the names on file and the judgements in force."""

    vocabulary: Vocabulary
    decisions: Decisions
    index: Index

    def parse(self, text: str) -> Name:
        """Take a name apart in the words of the series."""
        return parse_name(text, self.vocabulary)

    def link(self, name: Name, document: str = "") -> Verdict | None:
        """Link a name by what is enough by itself: a judgement, the name on file, an equal stem, a bracketed acronym.

        Returns None where nothing speaks for a link, and a review where two alliances have equal claims.
        """
        judged = self.decisions.judgement_on(name.normal, document)
        if judged:
            words = Message(f"认定 {judged.id}：{judged.reason}", f"judgement {judged.id}: {judged.reason}")
            return _linked(judged.alliance, (Comparison(judged.alliance, "judgement", 1.0, words, judged.id),))
        found = [(entry, c) for entry, c in self.index.exact(name, self.vocabulary) if self._may_mean(name, entry)]
        on_file = [(entry, c) for entry, c in found if entry.name.normal == name.normal and c.links]
        comparisons = tuple(_because_of(entry, c) for entry, c in (on_file or found))
        claims = {c.alliance for c in comparisons if c.links}
        if len(claims) == 1:
            return _linked(claims.pop(), comparisons)
        return _review(comparisons) if claims else None

    def propose(self, name: Name) -> tuple[Comparison, ...]:
        """Compare a name that nothing links with the names on file, and give what makes any of them a candidate."""
        return tuple(
            _because_of(entry, c)
            for entry, c in self.index.alike(name, self.vocabulary)
            if not c.links and self._may_mean(name, entry)
        )

    def resolve(self, text: str, document: str = "", further: Iterable[Comparison] = ()) -> Verdict:
        """Say whom a printed name means, with no regard to where it stands.

        Args:
            text: the name as printed.
            document: where it was read, for judgements that hold in one document only.
            further: reasons from outside the letters, such as a shared code.
        """
        name = self.parse(text)
        return self.link(name, document) or self.weigh((*self.propose(name), *further), name)

    def nearest(self, name: Name, count: int, floor: float = 0.0) -> tuple[Comparison, ...]:
        """Give the alliances whose stems are likest, best first, however far: to show a person, never to link.

        What shares no character is left out; a likeness of `floor` or less too.
        """
        best: dict[str, Comparison] = {}
        for entry in self.index.entries:
            found = near_stem(name, entry.name, entry.alliance, floor)
            known = best.get(entry.alliance)
            if found and found.score > floor and (known is None or known.score < found.score):
                best[entry.alliance] = found
        return tuple(sorted(best.values(), key=lambda c: (-c.score, c.alliance))[:count])

    def resolve_all(self, names: Iterable[str], document: str = "") -> Iterator[Verdict]:
        """Say whom each of many names means; a name that comes again is not compared again."""
        known: dict[str, Verdict] = {}
        for text in names:
            normal = normal_form(text)
            if normal not in known:
                known[normal] = self.resolve(normal, document)
            yield known[normal]

    def weigh(self, comparisons: tuple[Comparison, ...], name: Name) -> Verdict:
        """Make a review of reasons that do not link, or a new name of none."""
        allowed = tuple(c for c in comparisons if not self.decisions.forbids(name.normal, c.alliance))
        return _review(allowed) if allowed else Verdict(NEW, "", (), ())

    def _may_mean(self, name: Name, entry: Entry) -> bool:
        return not (
            self.decisions.forbids(name.normal, entry.alliance)
            or self.decisions.are_apart(name.normal, entry.name.normal)
        )


def _because_of(entry: Entry, comparison: Comparison) -> Comparison:
    if not entry.judgement:
        return comparison
    words = Message(
        f"{comparison.message.zh}（依认定 {entry.judgement}）",
        f"{comparison.message.en} (by judgement {entry.judgement})",
    )
    return Comparison(comparison.alliance, comparison.kind, comparison.score, words, entry.judgement)


def _linked(alliance: str, comparisons: tuple[Comparison, ...]) -> Verdict:
    ordered = tuple(sorted(comparisons, key=lambda c: (LINKING.index(c.kind) if c.links else 9, c.judgement)))
    return Verdict(LINKED, alliance, (alliance,), ordered)


def _review(comparisons: tuple[Comparison, ...]) -> Verdict:
    candidates = rank(comparisons)[:CANDIDATES]
    kept = tuple(dict.fromkeys(c for a in candidates for c in comparisons if c.alliance == a))
    return Verdict(REVIEW, "", candidates, kept)


def entries_of(alliances: Iterable[Alliance], decisions: Decisions, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Give every name an alliance is known by: the one on file and those that judgements gave it anywhere."""
    entries = [Entry(parse_name(alliance.name, vocabulary), alliance.id) for alliance in alliances]
    on_file = {(entry.name.normal, entry.alliance) for entry in entries}
    for judgement in decisions.active:
        if judgement.kind in ASSIGNING:
            for document, normal in names_of(judgement):
                if not document and (normal, judgement.alliance) not in on_file:
                    entries.append(Entry(parse_name(normal, vocabulary), judgement.alliance, judgement.id))
    return tuple(entries)


def build_resolver(alliances: Iterable[Alliance], decisions: Decisions, vocabulary: Vocabulary) -> Resolver:
    """Make a resolver of the alliances on file and the judgements in force."""
    return Resolver(vocabulary, decisions, build_index(entries_of(alliances, decisions, vocabulary)))
