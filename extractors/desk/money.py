"""Amounts: the word they are printed with, whether it is of what is put in or what comes out, and how they agree."""

from __future__ import annotations

from fractions import Fraction

from extractors.audit.figures import Figure, scaled
from extractors.audit.intervals import NEAREST, TRUNCATED, printed
from extractors.desk.books import Books, Known
from extractors.desk.verify_told import Told
from schemas.finding import Message


def flow_in(text: str, books: Books) -> tuple[str, str]:
    """Give the last word for money in a text, and whether it is spent or earned; nothing where there is none."""
    found = ((w, key) for key, words in books.vocabulary.section("flows") for w in words if w in text)
    return max(found, key=lambda f: (text.rfind(f[0]) + len(f[0]), len(f[0])), default=("", ""))


def flow_of(known: Known, books: Books) -> tuple[str, str]:
    """Give the word for money that a printed amount stands behind, and whether it is spent or earned."""
    told = (flow_in(_up_to(figure), books) for figure in known.figures if figure.claim is not None)
    return next((found for found in told if found[0]), ("", ""))


def _up_to(figure: Figure) -> str:
    """Give the printed words before a figure, back to the mark before them."""
    before = figure.claim.text.partition(figure.text)[0] if figure.claim is not None else ""
    return before.rpartition("，")[2]


def measured(measure: str, name: Message, known: tuple[Known, ...], books: Books) -> Message:
    """Name an amount of a population by its printed word: 企业委托项目实现收入, funds (实现收入) of projects (项目)."""
    labels = [word for k in known for word, _ in (flow_of(k, books),) if word]
    label = (*labels, *books.vocabulary.words("measures", measure), "")[0]
    english = (books.vocabulary.words("english", measure) or (measure,))[0]
    return Message(f"{name.zh}{label}", f"{english}{f' ({label})' if label else ''} of {name.en}")


def amount_fits(told: Told, known: Known, books: Books) -> bool | None:
    """Tell whether an amount is the printed one, as far as its own digits go; one with more digits cannot be told.

    Nor can one that was spent where the print tells what was earned.
    """
    quantity = told.claim.quantity
    if flow_in(told.words, books)[1] != flow_of(known, books)[1]:
        return None
    shown = next((f for f in known.figures if f.claim is not None and f.claim.quantity is not None), None)
    if quantity is None or shown is None or shown.claim is None or not told.plain:
        return told.allowed.meets(known.range)
    print_of, scale = shown.claim.quantity, scaled(told.claim)[0]
    assert print_of is not None, "chosen for its quantity"
    value = Fraction(print_of.value) * scaled(shown.claim)[0] / scale
    if Fraction(quantity.value) == value:
        return True
    ends = (printed(quantity.value, quantity.decimals, mode) for mode in (NEAREST, TRUNCATED))
    rounded = any(end.holds(value) for end in ends)
    finer = told.allowed.meets(known.range) and quantity.decimals > print_of.decimals
    return True if rounded else None if finer else False
