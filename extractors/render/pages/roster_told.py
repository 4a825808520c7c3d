"""What the parts of the roster page share: places made short, Chinese words with their English, judgements quoted."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.render.places import Proofs
from extractors.render.plain import Json
from schemas.finding import Message
from schemas.ledger import Judgement, Ledger
from schemas.vocabulary import Vocabulary
from schemas.where import Where


class Told:
    """The places of a ledger, and what was said of it so far: the page carries each translation and judgement once."""

    def __init__(self, ledger: Ledger, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.proofs = Proofs(ledger.readings)
        self.documents = {period.period: period.document for period in ledger.periods}
        self.english: dict[str, str] = {}
        self.quoted: dict[str, Json] = {}
        self._judgements: dict[str, Judgement] = {judgement.id: judgement for judgement in ledger.judgements}
        axis = next((axis for axis in vocabulary.axes if axis.name == "tier"), None)
        self._stems = axis.stem if axis else ()

    def word(self, message: Message) -> str:
        """Give the Chinese of a message and keep its English."""
        return self.pair(message.zh, message.en)

    def pair(self, zh: str, en: str) -> str:
        """Give the Chinese and keep the English beside it."""
        if zh != en:
            self.english.setdefault(zh, en)
        return zh

    def at(self, places: Iterable[Where], home: str = "") -> list[list[object]]:
        """Write places as ``[document, chapter, line, line ...]``; a page of a PDF is a negative number.

        The document that shows anyway (`home`, that of the period) is written empty.
        """
        found: dict[tuple[str, str], dict[int, None]] = {}
        for where in places:
            key = where.document, self.proofs.gazetteer.chapter(where)
            numbers = found.setdefault(key, {})
            if where.spans:
                span = where.spans[0]
                numbers[-span.page if any(s.bbox for s in where.spans) else span.line] = None
        return [
            ["" if document == home else document, chapter, *numbers] for (document, chapter), numbers in found.items()
        ]

    def judgement(self, id: str) -> str:
        """Give the id of a judgement and keep what it says."""
        if id in self._judgements:
            judged = self._judgements[id]
            made = {"kind": judged.kind, "reason": judged.reason, "who": judged.who, "date": judged.date}
            self.quoted.setdefault(id, made)
        return id

    def tier_printed(self, tier: str, printed: str) -> str:
        """Give the word printed for a tier without the axis's stem (活跃度高: 高); empty where it is the usual word."""
        stem = next((s for s in self._stems if printed.startswith(s) and printed != s), "")
        short = printed.removeprefix(stem)
        axis = next((axis for axis in self.vocabulary.axes if axis.name == "tier"), None)
        usual = next((v.zh for v in axis.values if v.key == tier), "") if axis else ""
        return "" if short == usual else short
