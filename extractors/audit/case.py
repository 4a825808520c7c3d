"""Case: one document on the table, with everything the checks may look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.audit.culprits import Culprit, find_culprits
from extractors.audit.graph import Graph, build_graph
from extractors.ledger.order import document_key
from extractors.names import parse_name, provisional_id
from schemas.ledger import Ledger, Match
from schemas.reading import Claim, Reading
from schemas.vocabulary import Vocabulary
from schemas.where import Where


@dataclass(frozen=True, slots=True)
class Case:
    """A reading under audit: its figure graph, the wrong figures found in it, and the ledger it belongs to.

    `alone`: other documents of the ledger are not looked at. `corpus`: every document of it is audited in turn.
    """

    reading: Reading
    ledger: Ledger
    vocabulary: Vocabulary
    alone: bool
    corpus: bool
    graph: Graph
    culprits: tuple[Culprit, ...]
    graph_of: Callable[[Reading], Graph]
    _matches: dict[str, Match] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def document(self) -> str:
        return self.reading.document.document

    @property
    def earlier(self) -> tuple[Reading, ...]:
        """Give the other documents that speak of earlier periods, or of the same one with more weight."""
        if self.alone:
            return ()
        own = document_key(self.reading.document)
        others = (r for r in self.ledger.readings if r.document.document != self.document)
        return tuple(
            sorted((r for r in others if document_key(r.document) < own), key=lambda r: document_key(r.document))
        )

    @property
    def others(self) -> tuple[Reading, ...]:
        """Give the documents to compare with: all others, but only earlier ones where all of them are audited."""
        if self.alone or self.corpus:
            return self.earlier
        return tuple(r for r in self.ledger.readings if r.document.document != self.document)

    def match(self, where: Where) -> Match | None:
        """Tell whom the name printed at a place means."""
        if not self._matches:
            self._matches.update({m.mention.where.id: m for m in self.ledger.matches})
        return self._matches.get(where.id)

    def alliance(self, where: Where, name: str) -> str:
        """Give the id of the alliance a name at a place means; a provisional one by its stem where that is open."""
        match = self.match(where)
        if match is not None and match.alliance:
            return match.alliance
        return provisional_id(parse_name(name, self.vocabulary), self.vocabulary)

    def alliance_named(self, name: str) -> str:
        """Give the id of the alliance that a name means in this document, wherever it stands."""
        mention = next((m for m in self.reading.mentions if m.name == name), None)
        return (
            self.alliance(mention.where, name)
            if mention
            else provisional_id(parse_name(name, self.vocabulary), self.vocabulary)
        )

    def claims(self, *kinds: str) -> tuple[Claim, ...]:
        """Give the claims of some kinds."""
        return tuple(c for c in self.reading.claims if c.kind in kinds)


def open_case(
    reading: Reading,
    ledger: Ledger,
    vocabulary: Vocabulary,
    alone: bool,
    graph_of: Callable[[Reading], Graph] | None = None,
) -> Case:
    """Lay a document out for its audit; with `graph_of`, which keeps the graphs made, for the audit of a corpus."""

    def fresh(other: Reading) -> Graph:
        return build_graph(other, vocabulary)

    make = graph_of or fresh
    graph = make(reading)
    culprits = find_culprits(graph.instances)
    return Case(reading, ledger, vocabulary, alone, graph_of is not None, graph, culprits, make)
