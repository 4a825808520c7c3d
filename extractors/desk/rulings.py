"""Rulings on codes and figures: what a question allows, the blocks of corrections.toml it becomes, what they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.desk.tried import State, Written, after
from extractors.ledger.codes import SLIPS, fold_code
from extractors.ledger.corrections import FILE as CORRECTIONS
from extractors.ledger.corrections import (
    MISPRINT,
    MISREAD,
    RETRACT,
    STANDS,
    active_corrections,
    next_ids,
    with_corrections,
)
from extractors.ledger.meant import answers
from extractors.ledger.pointed import pointer
from schemas.errors import Misdeclared
from schemas.finding import Message
from schemas.ledger import Correction
from schemas.question import CODE, Decision, Effect, OnFile, Option, Question
from schemas.reading import Reading
from schemas.where import Where

RIGHT = "right"
"""Of the choices of a question on codes this one is right; the others are misprints."""

KINDS = (RIGHT, MISPRINT, MISREAD, STANDS)
"""Kinds of ruling that answer a question, in the order they are offered."""

BETWEEN = "|"
"""Parts the ids of corrections that are taken back together."""

UNKNOWN_YET = Message("影响取决于所填的值", "the effect depends on the value that is given")


def is_ruling(id: str) -> bool:
    """Tell the id of corrections from that of a judgement."""
    return id.startswith("k-")


def ruling_options(question: Question, state: State) -> tuple[Option, ...]:
    """Give the rulings a question allows, each with its effect; every one needs a reason."""
    made = []
    for kind, choice, meant in _allowed(question, state):
        asks = question.kind != CODE and kind in (MISPRINT, MISREAD)
        try:
            told = Decision(kind, "", "—", "editor", "2000-01-01", choice=choice, meant=meant)
            effect = try_ruling(question, told, state).effect
        except Misdeclared:
            if not asks:
                continue
            effect = Effect(0, 0, (UNKNOWN_YET,), len(state.questions), False)
        made.append(Option(kind, "", True, effect, choice, meant, asks))
    return tuple(made)


def _allowed(question: Question, state: State) -> Iterator[tuple[str, str, str]]:
    """Give kind, choice and suggested value of what may be ruled."""
    if question.kind == CODE:
        yield from ((RIGHT, choice.key, "") for choice in question.choices if len(question.choices) > 1)
        yield STANDS, "", ""
        return
    for choice in question.choices:
        where = choice.places[0].where
        verdicts = answers(where, _reading(where, state))
        yield from ((kind, choice.key, "" if kind == STANDS else choice.would_be) for kind in KINDS if kind in verdicts)


def _reading(where: Where, state: State) -> Reading:
    return next(r for r in state.ledger.readings if r.document.document == where.document)


def try_ruling(question: Question, decision: Decision, state: State) -> Written:
    """Make the blocks of a ruling and all that follows from them, and write nothing.

    Raises:
        Misdeclared: when a place was ruled on already, or what is meant cannot stand in it.
    """
    return _written(corrections_of(question, decision, state), state, question)


def try_retract(ids: tuple[str, ...], reason: str, who: str, date: str, state: State) -> Written:
    """Make the block that takes corrections back.

    Raises:
        Misdeclared: when one of them is not in force.
    """
    id = next(next_ids(state.corpus.corrections))
    return _written((Correction(id, RETRACT, "", "", "", "", "", reason, who, date, ids, 0),), state, None)


def _written(made: tuple[Correction, ...], state: State, question: Question | None) -> Written:
    data = with_corrections(state.corpus.seen.read(CORRECTIONS.name), made)
    files = ((CORRECTIONS.name, data),)
    now, effect = after(files, state, question)
    return Written(_on_file(now.corpus.corrections[-len(made) :]), None, files, now, effect)


def corrections_of(question: Question, decision: Decision, state: State) -> tuple[Correction, ...]:
    """Make the corrections a ruling becomes: one for each place, with what is printed there as it is expected.

    Raises:
        Misdeclared: when the question has no such choice, or a code is right of which no other is told.
    """
    ruled = tuple(_code_rulings(question, decision, state) if question.kind == CODE else _figure(question, decision))
    if not ruled:
        raise Misdeclared(
            Message("没有这个选择。", "there is no such choice."),
            Message(f"“{question.title}”没有“{decision.choice}”可裁定。", f"{question.title} offers none."),
            Message("从所列的里面选。", "choose one of those offered."),
        )
    return tuple(
        Correction(
            id=id,
            verdict=verdict,
            document=where.document,
            at=pointer(where, _reading(where, state)),
            expect=where.quote,
            meant=meant,
            finding=question.finding,
            reason=decision.reason.strip(),
            who=decision.who,
            date=decision.date,
            supersedes=(),
            line=0,
        )
        for id, (where, verdict, meant) in zip(next_ids(state.corpus.corrections), ruled, strict=False)
    )


def _figure(question: Question, decision: Decision) -> Iterator[tuple[Where, str, str]]:
    choice = next((choice for choice in question.choices if choice.key == decision.choice), None)
    if choice and decision.kind in (MISPRINT, MISREAD, STANDS):
        meant = "" if decision.kind == STANDS else decision.meant.strip()
        yield choice.places[0].where, decision.kind, meant


def _code_rulings(question: Question, decision: Decision, state: State) -> Iterator[tuple[Where, str, str]]:
    """Rule on every printed code of a question: all stand, or those of the other choices are misprints."""
    if decision.kind == STANDS:
        yield from ((seen.where, STANDS, "") for seen in question.places)
    if decision.kind != RIGHT or decision.choice not in {choice.key for choice in question.choices}:
        return
    shared = decision.choice in {seen.alliance for seen in state.ledger.codes}
    right = next(choice for choice in question.choices if choice.key == decision.choice)
    for other in (choice for choice in question.choices if choice is not right):
        meant = other_code(other.key, question.key, state) if shared else right.places[0].where.quote
        yield from ((seen.where, MISPRINT, meant) for seen in other.places)


def other_code(alliance: str, code: str, state: State) -> str:
    """Give the one code that is printed of an alliance beside another; empty where there is none, or several."""
    own = {
        fold_code(seen.code)
        for seen in state.ledger.codes
        if seen.alliance == alliance and seen.verdict not in SLIPS and fold_code(seen.code) != code
    }
    return own.pop() if len(own) == 1 else ""


def rulings_in_force(state: State) -> tuple[OnFile, ...]:
    """Give the corrections that hold, each by itself."""
    return tuple(_on_file((correction,)) for correction in active_corrections(state.corpus.corrections))


def _on_file(made: Iterable[Correction]) -> OnFile:
    made = tuple(made)
    first = made[0]
    return OnFile(
        tuple(correction.id for correction in made),
        first.verdict,
        "、".join(dict.fromkeys(f"{c.expect}（{c.document} {c.at}）" for c in made if c.expect)),
        BETWEEN.join(first.supersedes) or first.meant,
        first.reason,
        first.who,
        CORRECTIONS.as_posix(),
        first.line,
    )
