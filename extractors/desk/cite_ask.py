"""A question for a figure, in free words of the series: understood by the lexicon of the reports, or not at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from extractors.desk.books import Books
from extractors.desk.verify_members import SURE
from extractors.ledger.who import FOUND, SEVERAL, UNSURE, who_is
from extractors.reports.sentences import paragraphs
from extractors.statistics.tokens import Token
from schemas.population import Population
from schemas.vocabulary import Vocabulary

COUNT, SHARE, CHANGE, BAND, AMOUNT = "count", "share", "change", "band", "amount"
SCORE, CODE, BATCH = "score", "code", "batch"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-—–~～至]((?:19|20)\d{2}))?(?:年度?)?(?![\d.])")
_SUM = re.compile(r"\d+(?:\.\d+)?(?:[-+−]\d+(?:\.\d+)?)+(?:=\d+(?:\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    `wholes` are the populations it may be about, several where its words can mean several (试点联盟); `base` those a
    share is of, empty where it does not say; `alliances` those it names; `lost` the words nothing here understands.
    """

    query: str
    periods: tuple[str, ...]
    kind: str
    of: tuple[Population, ...]
    base: tuple[Population, ...]
    alliances: tuple[str, ...]
    measure: str
    worked: str
    lost: tuple[str, ...]
    near: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Tell whether the question names no population at all."""
        return not any(p.axes or p.entity != "alliance" for p in self.of)


def ask(query: str, books: Books) -> Asked:
    """Understand a question. What is not understood is listed, never passed over."""
    vocabulary = books.vocabulary
    text = unicodedata.normalize("NFKC", query).strip()
    worked = next(iter(_SUM.findall(text)), "") if not _YEAR.fullmatch(text) else ""
    worked = "" if _YEAR.fullmatch(worked) else worked
    text = text.replace(worked, " ") if worked else text
    periods = tuple(dict.fromkeys(m[2] or m[1] for m in _YEAR.finditer(text)))
    words = _YEAR.sub(" ", text).split()
    gathered = _Gathered(vocabulary.entity.name)
    for word in words:
        _word(word, gathered, books)
    own = _population(gathered.axes, gathered.entity or vocabulary.entity.name)
    base = _population(gathered.base, vocabulary.entity.name)
    of = _meanings(own, gathered.heads, vocabulary)
    bases = _meanings(base, gathered.base_heads, vocabulary) if gathered.base or gathered.base_heads else ()
    kind = gathered.kind or (AMOUNT if gathered.measure else COUNT)
    return Asked(
        query, periods, kind, of, bases, tuple(dict.fromkeys(gathered.alliances)), gathered.measure, worked,
        tuple(gathered.lost), tuple(dict.fromkeys(gathered.near)),
    )  # fmt: skip


class _Gathered:
    """What the words of a question have told so far."""

    def __init__(self, entity: str) -> None:
        self.chief = entity
        self.axes: dict[str, tuple[str, ...]] = {}
        self.base: dict[str, tuple[str, ...]] = {}
        self.heads: list[str] = []
        self.base_heads: list[str] = []
        self.alliances: list[str] = []
        self.lost: list[str] = []
        self.near: list[str] = []
        self.entity = self.kind = self.measure = ""
        self.sharing = False


def _population(axes: dict[str, tuple[str, ...]], entity: str) -> Population:
    return Population(entity, axes=tuple(sorted(axes.items())))


def _meanings(own: Population, heads: list[str], vocabulary: Vocabulary) -> tuple[Population, ...]:
    """Give the populations the words for a whole may mean, as the series declares them."""
    wholes = dict(vocabulary.section("wholes"))
    word = next((h for h in heads if h in wholes), "")
    found = []
    for option in wholes.get(word, ("",)):
        made = own
        for part in filter(None, option.split(";")):
            axis, _, values = part.partition("=")
            made = made if made.values(axis) else made.having(axis, tuple(values.split("|")))
        found.append(made)
    return tuple(dict.fromkeys(found))


def _word(word: str, told: _Gathered, books: Books) -> None:
    vocabulary = books.vocabulary
    if word in vocabulary.words("cite", "light"):
        return
    answer = who_is(word, books.ledger, vocabulary)
    named = answer.outcome == FOUND and answer.how in SURE
    tokens = [t for p in paragraphs(word.encode("utf-8"), vocabulary, ()) for t in p.tokens]
    if named and not any(t.kind in ("axis", "bare") and t.text == word for t in tokens):
        told.alliances += [c.alliance for c in answer.taken]
        return
    lost = [w for t in tokens for w in _token(t, told, vocabulary)]
    if not lost:
        return
    if answer.outcome in (FOUND, SEVERAL, UNSURE) and lost == [word]:
        told.alliances += [c.alliance for c in answer.taken]
        return
    told.lost.append(word)
    told.near += [c.name for c in answer.others[:3]]


def _token(token: Token, told: _Gathered, vocabulary: Vocabulary) -> list[str]:
    """Take one token of a question; give back what is not understood."""
    entry = token.entry
    if entry is not None and token.kind in ("axis", "bare"):
        axes = told.base if told.sharing else told.axes
        values = (*axes.get(entry.axis, ()), *entry.values)
        axes[entry.axis] = tuple(sorted(set(values)))
        told.entity = entry.entity or told.entity
    elif token.kind == "share":
        told.kind, told.sharing = SHARE, token.text == "占"
    elif token.kind in ("up", "down", "last_period", "than"):
        told.kind = CHANGE
    elif token.kind in ("head", "whole"):
        (told.base_heads if told.sharing else told.heads).append(token.text)
    elif token.kind == "thing" and entry is not None:
        told.entity = entry.entity
    elif token.kind == "measure" and entry is not None:
        told.measure = entry.axis
    elif token.kind in ("list", "and", "comma", "in"):
        return []
    else:
        return _plain(token.text, told, vocabulary)
    return []


def _plain(text: str, told: _Gathered, vocabulary: Vocabulary) -> list[str]:
    for kind in (SHARE, CHANGE, BAND, SCORE, CODE, BATCH):
        if text in vocabulary.words("cite", kind):
            told.kind = kind
            return []
    return [] if text in vocabulary.words("cite", "light") else [text]
