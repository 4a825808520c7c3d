"""A question for a figure, in free words of the series: understood by the lexicon of the reports, or not at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from extractors.desk.books import Books
from extractors.desk.verify_members import SURE
from extractors.ledger.who import FOUND, SEVERAL, UNSURE, Answer, who_is
from extractors.names import parse_name, simplified
from extractors.reports.sentences import paragraphs
from extractors.statistics.lexicon import SKIP
from extractors.statistics.tokens import Token
from schemas.population import Interval, Population
from schemas.vocabulary import Vocabulary

COUNT, SHARE, CHANGE, BAND, AMOUNT = "count", "share", "change", "band", "amount"
SCORE, CODE, BATCH = "score", "code", "batch"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-—–~～至]((?:19|20)\d{2}))?(?:年度?)?(?![\d.])")
_AGAINST = re.compile(r"(?:比|较)\s*((?:19|20)\d{2})(?:年度?)?(?!\d)")
_SUM = re.compile(r"\d+(?:\.\d+)?(?:[-+−]\d+(?:\.\d+)?)+(?:=\d+(?:\.\d+)?)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ALIKE = 2
"""Characters in a row that a word shares with a name or label that is named beside it: one is in too many."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    `of` are the populations it may be about, several where its words can mean several (试点联盟); `base` those a
    share is of, empty where it does not say; `alliances` those it names; `numbers` the figures it names itself;
    `coded` the alliances that have such a number for a code; `lost` the words nothing here understands, `near` the
    names and labels that are like them; `told` the words that told the population; `whole` says that it names one;
    `against` is the period a change is asked against.
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
    numbers: tuple[str, ...] = ()
    coded: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()
    whole: bool = False
    against: str = ""

    @property
    def bare(self) -> bool:
        """Tell whether the question names no population at all."""
        return not any(p.axes or p.intervals or p.entity != "alliance" for p in self.of)


def ask(query: str, books: Books) -> Asked:
    """Understand a question. What is not understood is listed, never passed over."""
    vocabulary = books.vocabulary
    text = simplified(unicodedata.normalize("NFKC", query)).strip()
    worked = next(iter(_SUM.findall(text)), "") if not _YEAR.fullmatch(text) else ""
    worked = "" if _YEAR.fullmatch(worked) else worked
    text = text.replace(worked, " ") if worked else text
    compared = _AGAINST.search(text)
    text = _AGAINST.sub(" ", text)
    periods = tuple(dict.fromkeys(m[2] or m[1] for m in _YEAR.finditer(text)))
    runs = [m[1] for m in _YEAR.finditer(text) if m[2]]
    told = _Gathered()
    for word in _YEAR.sub(" ", text).split():
        _word(word, told, books)
    own = _population(told.axes, told.entity or vocabulary.entity.name, told.interval)
    base = _population(told.base, vocabulary.entity.name)
    of = _meanings(own, told.heads, vocabulary)
    bases = _meanings(base, told.base_heads, vocabulary) if told.base or told.base_heads else ()
    if told.rate and not bases:
        bases = tuple(p.without(told.rate) for p in of)
    kind = CHANGE if compared else told.kind or (AMOUNT if told.measure else COUNT)
    against = compared[1] if compared else runs[0] if runs and kind == CHANGE else ""
    if told.coded and not (told.words or told.alliances or told.kind or told.base_heads):
        # A number alone, or with a year, is a code; beside other words it is the figure asked for.
        told.alliances, told.numbers = [a for _, a in told.coded], []
    return Asked(
        query, periods, kind, of, bases, tuple(dict.fromkeys(told.alliances)), told.measure, worked,
        tuple(told.lost), tuple(dict.fromkeys(told.near)), tuple(told.numbers), tuple(told.coded),
        tuple(dict.fromkeys(told.words)), bool(told.heads), against,
    )  # fmt: skip


class _Gathered:
    """What the words of a question have told so far; `words` are those that tell a population or a measure."""

    def __init__(self) -> None:
        self.axes: dict[str, tuple[str, ...]] = {}
        self.base: dict[str, tuple[str, ...]] = {}
        self.heads: list[str] = []
        self.base_heads: list[str] = []
        self.alliances: list[str] = []
        self.lost: list[str] = []
        self.near: list[str] = []
        self.numbers: list[str] = []
        self.coded: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.entity = self.kind = self.measure = self.rate = ""
        self.interval: Interval | None = None
        self.sharing = False


def _population(axes: dict[str, tuple[str, ...]], entity: str, interval: Interval | None = None) -> Population:
    own = Population(entity, axes=tuple(sorted(axes.items())))
    return own.within(SCORE, interval) if interval is not None else own


def _meanings(own: Population, heads: list[str], vocabulary: Vocabulary) -> tuple[Population, ...]:
    """Give the populations the words for a whole may mean, as the series declares them for its members."""
    wholes = dict(vocabulary.section("wholes")) if own.entity == vocabulary.entity.name else {}
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
    if _NUMBER.fullmatch(word):
        told.numbers.append(word)
        told.coded += [(word, c.alliance) for c in answer.taken] if answer.how == "code" else []
        return
    named = answer.outcome == FOUND and answer.how in SURE
    tokens = _tokens(word, vocabulary)
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
    told.near += _near(word, answer, books)


def _tokens(word: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """Read a word by the lexicon of the reports; what only asks (有多少家) is set aside before."""
    found: list[Token] = []
    for told in paragraphs(word.encode("utf-8"), vocabulary, ()):
        asking = sorted(vocabulary.words("cite", "asking"), key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, asking)) or r"(?!)")
        found += told.without([m.span() for m in pattern.finditer(told.text)], vocabulary, ()).tokens
    return tuple(found)


def _near(word: str, answer: Answer, books: Books) -> list[str]:
    """Give names and labels that have characters in a row in common with a word that was not understood."""
    vocabulary = books.vocabulary
    pieces = {word[i : i + _ALIKE] for i in range(len(word) - _ALIKE + 1)}
    labels = [
        *(b for a in vocabulary.axes for v in a.values for b in (*v.labels, *(s + b for s in a.stem for b in v.bare))),
        *(label for _, labels in (*vocabulary.things, *vocabulary.section("measures")) for label in labels),
    ]
    names = [c.name for c in answer.others if any(p in parse_name(c.name, vocabulary).stem for p in pieces)]
    alike = [label for label in dict.fromkeys(labels) if "…" not in label and any(p in label for p in pieces)]
    return [*names[:SHOWN], *dict.fromkeys(label.strip(SKIP) for label in alike[:SHOWN])]


def _token(token: Token, told: _Gathered, vocabulary: Vocabulary) -> list[str]:
    """Take one token of a question; give back what is not understood."""
    entry, figure = token.entry, token.figure
    if entry is not None and token.kind in ("axis", "bare"):
        axes = told.base if told.sharing else told.axes
        values = (*axes.get(entry.axis, ()), *entry.values)
        axes[entry.axis] = tuple(sorted(set(values)))
        told.entity = entry.entity or told.entity
        told.words.append(token.text)
    elif entry is not None and token.kind == "rate":
        told.kind, told.rate = SHARE, entry.axis
        told.axes[entry.axis] = entry.values
    elif token.kind == "share":
        told.kind, told.sharing = SHARE, token.text == "占"
    elif token.kind in ("up", "down", "last_period", "than"):
        told.kind = CHANGE
    elif token.kind in ("head", "whole"):
        (told.base_heads if told.sharing else told.heads).append(token.text)
        told.words += [token.text] if token.kind == "whole" else []
    elif token.kind == "thing" and entry is not None:
        told.entity = entry.entity
        told.words.append(token.text)
    elif token.kind == "measure" and entry is not None:
        told.measure = entry.axis
        told.words.append(token.text)
    elif token.kind in ("score", "full"):
        mark = Decimal((vocabulary.words("relation", "full_score") or ("100",))[0])
        told.interval = figure.interval if figure is not None else Interval(mark, mark)
        told.words.append(token.text)
    elif token.kind in ("quantity", "percent"):
        # 二批 is no figure that could be looked for, but a slip for 第二批.
        if not _NUMBER.search(token.text):
            return [token.text]
        told.numbers.append(token.text)
    elif token.kind in ("list", "and", "comma", "in", "stop"):
        return []
    else:
        return _plain(token.text, told, vocabulary)
    return []


def _plain(text: str, told: _Gathered, vocabulary: Vocabulary) -> list[str]:
    for kind in (SHARE, CHANGE, BAND, SCORE, CODE, BATCH):
        if text in vocabulary.words("cite", kind):
            told.kind = kind
            return []
    if _NUMBER.fullmatch(text):
        told.numbers.append(text)
        return []
    return [] if text in vocabulary.words("cite", "light") else [text]
