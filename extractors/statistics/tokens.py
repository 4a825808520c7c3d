"""Tokens: a passage as figures, names, declared labels, marks and plain words."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.statistics.figure import Figure
from extractors.statistics.figures import find_figures
from extractors.statistics.lexicon import MARKS, Entry, Lexicon, lexicon
from extractors.statistics.mentions import Found, find_names
from schemas.record import record
from schemas.vocabulary import Vocabulary


@record
class Token:
    """One token. `kind` is a figure's, name, axis, bare, head, thing, measure, whole, a relation, a mark, or word; a
    `light` word joins nothing and parts nothing.
    """

    kind: str
    start: int
    end: int
    text: str
    entry: Entry | None = None
    figure: Figure | None = None
    name: Found | None = None
    light: bool = False


def tokens(text: str, vocabulary: Vocabulary, known: Iterable[str] = ()) -> tuple[Token, ...]:
    """Cut a passage into tokens that cover it; quotation marks vanish, runs of unknown characters are words."""
    lex = lexicon(vocabulary)
    figures = find_figures(text, vocabulary, lex.lexical)
    names = find_names(text, vocabulary.entity, known, tuple(f.end for f in figures))
    starts: dict[int, Figure] = {f.start: f for f in figures if not any(n.start <= f.start < n.end for n in names)}
    named = {n.start: n for n in names}
    found: list[Token] = []
    # Up to where the text is read, and where the run of plain words begins that has not ended yet.
    read = run = 0
    for i in sorted({*lex.places(text), *starts, *named}):
        token = _token(text, i, starts, named, lex) if i >= read else None
        if token is None:
            continue
        read = token.end
        if token.kind == "word":
            continue
        if run < i:
            found.append(_word(run, i, text, lex))
        run = read
        if token.kind != "skip":
            found.append(token)
    if run < len(text):
        found.append(_word(run, len(text), text, lex))
    return tuple(found)


def _word(start: int, end: int, text: str, lex: Lexicon) -> Token:
    printed = text[start:end]
    return Token("word", start, end, printed, light=lex.light.issuperset(printed))


def _token(text: str, i: int, starts: dict[int, Figure], named: dict[int, Found], lex: Lexicon) -> Token | None:
    name, figure = named.get(i), starts.get(i)
    mark = lex.marks.get(text[i])
    if mark is not None and name is None and figure is None:
        return Token(mark, i, i + 1, text[i])
    label, word = lex.at(text, i), lex.lexical_at(text, i) if text[i] in lex.lexical_firsts else 0
    reach = label[1] if label is not None else 0
    if name is not None and reach <= name.end:
        return Token("name", i, name.end, name.text, name=name)
    if word > reach:
        return Token("word", i, word, text[i:word])
    # 第一批 is a batch, 三批试点 a union: a label that reaches at least as far as the figure is what was meant.
    if label is not None and (figure is None or reach >= figure.end) and not (named and _splits(reach, i, named)):
        return Token(label[0].kind, i, reach, text[i:reach], label[0])
    if figure is not None:
        return Token(figure.kind, i, figure.end, text[i : figure.end], None, figure)
    mark = MARKS.get(text[i])
    return Token(mark, i, i + 1, text[i]) if mark is not None else None


def _splits(end: int, start: int, named: dict[int, Found]) -> bool:
    """Tell whether a label would swallow the head of a name (a gapped label may)."""
    return any(start < n < end for n in named)


def clauses(found: tuple[Token, ...]) -> tuple[tuple[Token, ...], ...]:
    """Part tokens into sentences at 。！？."""
    sentences: list[tuple[Token, ...]] = []
    current: list[Token] = []
    for token in found:
        current.append(token)
        if token.kind == "stop":
            sentences.append(tuple(current))
            current = []
    if current:
        sentences.append(tuple(current))
    return tuple(sentences)
