"""What a question for a figure is answered from, and the citation that is made of what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extractors.desk.books import COUNTED, DERIVED, Books, Known
from extractors.desk.cite_advice import Advice
from schemas.document import DocumentInfo
from schemas.finding import Audit, Message
from schemas.verdict import Citation
from schemas.where import Where


@dataclass(frozen=True, slots=True)
class Desk:
    """What a question is answered from; `declared` fills in what a document does not say of itself."""

    books: Books
    audits: tuple[Audit, ...]
    declared: Mapping[str, DocumentInfo]

    def document(self, where: Where | None) -> DocumentInfo | None:
        """Describe the document of a place, by its own words and then by the manifest's."""
        own = next(
            (r.document for r in self.books.ledger.readings if where and r.document.document == where.document), None
        )
        filed = self.declared.get(own.document) if own else None
        if own is None or filed is None:
            return own
        return replace(own, title=own.title or filed.title, publisher=own.publisher or filed.publisher,
                       published=own.published or filed.published)  # fmt: skip

    def words(self, where: Where) -> str:
        """Give the printed sentence that a figure stands in; the quote where no claim is made of it."""
        claims = (c for r in self.books.ledger.readings if r.document.document == where.document for c in r.claims)
        return next((c.text for c in claims if c.where.id == where.id), where.quote)


def citation(one: Known, subject: Message, period: str, advice: Advice, desk: Desk) -> Citation:
    """Make the citation of a value: the first place it is printed in, its document, and where else it stands."""
    places = tuple({w.id: w for w in one.where}.values())
    first = places[0] if places and one.basis not in (DERIVED, COUNTED) else None
    named = Message(f"{period}年{subject.zh}", f"{period}, {subject.en}") if period else subject
    return Citation(
        figure=one.text, subject=named, period=period, basis=one.basis, advice=advice.level, reasons=advice.reasons,
        printed=desk.words(first) if first else "", document=desk.document(first), where=first,
        others=places[1:] if first else places, premises=one.premises, holds=advice.holds,
        note=advice.note if advice.note.zh else None,
    )  # fmt: skip
