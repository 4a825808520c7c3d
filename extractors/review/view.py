"""What the page shows, made of the session: a question with both sides, what may be decided, what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.desk.decisions import in_force
from extractors.render.pages.frame import served
from extractors.render.places import Proofs
from extractors.render.words import tell
from extractors.review.session import Session
from extractors.review.words import (
    KIND_KEYS,
    KIND_WORDS,
    QUESTIONS,
    help_on,
    impact,
    role,
    rows_words,
    tier,
)
from schemas.finding import Message
from schemas.question import Effect, Option, Passage, Question, Seen
from schemas.where import Where

PACKAGE = "extractors.review"
TWO = 2
"""Witnesses that do not depend on each other; a candidate with fewer says so."""

MARGIN, NARROWEST = 48.0, 360.0
"""Points of the page shown around a place in its picture, some three lines, and how wide a strip is at the least."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What came of the last step; `kind` is done, gone, changed or refused. `undo` is the judgement to take back."""

    kind: str
    lines: tuple[Message, ...]
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Crop:
    """A strip of a page's picture, all in points: the page's width and height, the strip, the boxes of the place."""

    source: str
    width: float
    height: float
    strip: tuple[float, float, float, float]
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A place with the print around it."""

    seen: Seen
    passage: Passage
    drawn: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A candidate, or a choice of a ruling, with its places and what may be decided on it.

    `id` is its alliance, empty where it has none; `suggested` the value that the arithmetic would have there.
    """

    number: int
    name: str
    id: str
    reasons: tuple[Message, ...]
    lonely: bool
    places: tuple[Shown, ...]
    options: tuple[Option, ...]
    suggested: str = ""


def page_html(session: Session, lang: str, secret: str, wanted: str = "", notices: tuple[Notice, ...] = ()) -> str:
    """Make the whole page, with the question wanted, or the first one."""
    return served("review.html", PACKAGE, lang=lang, **_values(session, lang, secret, wanted, notices))


def desk_html(session: Session, lang: str, secret: str, wanted: str = "", notices: tuple[Notice, ...] = ()) -> str:
    """Make the part of the page that changes with every step."""
    return served("desk.html", PACKAGE, lang=lang, **_values(session, lang, secret, wanted, notices))


def typed_html(told: tuple[tuple[Option, Effect | None, tuple[Message, ...]], ...], typed: str, lang: str) -> str:
    """Make what a typed value would change: of each ruling its effect, or why it cannot be."""
    return served(
        "typed.html",
        PACKAGE,
        lang=lang,
        told=told,
        typed=typed,
        tell=lambda message: tell(message, lang),
        kind=lambda kind: tell(KIND_WORDS[kind], lang),
        impact=lambda effect: impact(effect, lang),
    )


def _values(session: Session, lang: str, secret: str, wanted: str, notices: tuple[Notice, ...]) -> dict[str, object]:
    questions = session.questions
    question = session.question(wanted) or (questions[0] if questions else None)
    proofs = Proofs(session.state.ledger.readings)
    options = session.options(question) if question else ()
    at = questions.index(question) if question else 0
    taken = [told.entry for told in reversed(session.taken) if told.entry]
    mine = {id for entry in taken for id in entry.ids}
    return {
        "questions": questions,
        "question": question,
        "number": at + 1,
        "following": questions[(at + 1) % len(questions)] if len(questions) > 1 else None,
        "shown": tuple(_shown(seen, session) for seen in (*question.places, *question.against)) if question else (),
        "sides": _sides(question, options, session) if question else (),
        "common": tuple(option for option in options if not option.alliance and not option.choice),
        "notices": notices,
        "taken": taken,
        "earlier": [entry for entry in reversed(in_force(session.state)) if not mine & set(entry.ids)],
        "alliances": session.state.corpus.alliances,
        "secret": secret,
        "who": session.who,
        "tell": lambda message: tell(message, lang),
        "place": lambda where: proofs.name(where, lang),
        "role": lambda seen: role(seen, lang),
        "word": lambda value: tier(value, session.state.vocabulary, lang),
        "kind": lambda kind: tell(KIND_WORDS[kind], lang),
        "key": lambda kind: KIND_KEYS[kind],
        "help": lambda option: help_on(option, lang),
        "about": lambda kind: tell(QUESTIONS[kind], lang),
        "rows_words": rows_words,
        "impact": lambda effect: impact(effect, lang),
    }


def _sides(question: Question, options: tuple[Option, ...], session: Session) -> tuple[Side, ...]:
    candidates = (
        Side(
            number,
            candidate.name,
            candidate.alliance,
            candidate.reasons,
            len(candidate.witnesses) < TWO,
            tuple(_shown(seen, session) for seen in candidate.places),
            tuple(option for option in options if option.alliance == candidate.alliance),
        )
        for number, candidate in enumerate(question.candidates, start=1)
    )
    choices = (
        Side(
            number,
            choice.name,
            "",
            choice.reasons,
            False,
            tuple(_shown(seen, session) for seen in choice.places),
            tuple(option for option in options if option.choice == choice.key),
            choice.would_be,
        )
        for number, choice in enumerate(question.choices, start=1)
    )
    return (*candidates, *choices)


def _shown(seen: Seen, session: Session) -> Shown:
    drawn = any(span.bbox for span in seen.where.spans)
    return Shown(seen, session.shelf.passage(seen.where, session.state.corpus), drawn)


def strip_html(session: Session, lang: str, question: str, place: str) -> str:
    """Make the picture of one place of a question, empty where there is none: it takes time, so the page asks later."""
    asked = session.question(question)
    if asked is None:
        return ""
    beside = [seen for candidate in asked.candidates for seen in candidate.places]
    beside += [seen for choice in asked.choices for seen in choice.places]
    places = (*asked.places, *asked.against, *beside)
    seen = next((seen for seen in places if seen.where.id == place), None)
    crop = _crop(seen.where, session) if seen else None
    return served("strip.html", PACKAGE, lang=lang, crop=crop, seen=seen) if crop else ""


def _crop(where: Where, session: Session) -> Crop | None:
    """Cut the strip of the page around a place; None where the document has no pages to draw."""
    boxes = tuple(span.bbox for span in where.spans if span.bbox and span.page == where.spans[0].page)
    if not boxes:
        return None
    page = where.spans[0].page
    picture = session.shelf.picture(where.document, page, session.state.corpus)
    if picture is None:
        return None
    left, right = min(box[0] for box in boxes) - MARGIN, max(box[2] for box in boxes) + MARGIN
    spare = max(0.0, NARROWEST - (right - left)) / 2
    left, right = max(0.0, left - spare), min(picture.width, right + spare)
    top = max(0.0, min(box[1] for box in boxes) - MARGIN)
    bottom = min(picture.height, max(box[3] for box in boxes) + MARGIN)
    source = f"/picture/{where.document}/{page}.png"
    return Crop(source, picture.width, picture.height, (left, top, right - left, bottom - top), boxes)
