"""The open questions as a list: for eyes and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extractors.render import plain
from extractors.render.places import Proofs
from extractors.render.plain import Json
from extractors.render.screen import clean
from extractors.render.words import tell
from extractors.review.words import QUESTIONS, role, rows_words
from schemas.finding import Message
from schemas.question import Candidate, Question, Seen

SCHEMA = "alliances.review/1"

NO_WITNESS = Message("无第二佐证", "no second witness")


def place(seen: Seen, proofs: Proofs, lang: str, known: str = "") -> str:
    """Say where a thing is printed, and what is printed there; of a row not the name, where it is the one known."""
    told = " ".join(tell(m, lang) for m in seen.told)
    # A code is told beside its row already.
    name = seen.where.quote if seen.where.quote != known and seen.where.quote not in told.split() else ""
    shown = " ".join(filter(None, (told, name))) if seen.is_row else f"“{seen.line.quote}”"
    return (
        f"{proofs.name(seen.where, lang)} {role(seen, lang)}：{shown}"
        if lang == "zh"
        else (f"{proofs.name(seen.where, lang)}, {role(seen, lang)}: {shown}")
    )


def head(candidate: Candidate) -> str:
    """Name a candidate with its id."""
    return f"{candidate.name}  {candidate.alliance}"


def reasons(candidate: Candidate, lang: str) -> str:
    """Give the evidence for a candidate in words, and say where it is thin."""
    words = [tell(m, lang) for m in candidate.reasons]
    if len(candidate.witnesses) < 2:
        words.append(tell(NO_WITNESS, lang))
    return ("; " if lang == "en" else "；").join(words)


def questions_text(questions: tuple[Question, ...], proofs: Proofs, lang: str, again: str = "alliances") -> str:
    """List the questions, each with its first place and its candidates."""

    def say(zh: str, en: str) -> str:
        return en if lang == "en" else zh

    if not questions:
        return say("没有未定的问题。\n", "no open questions.\n")
    counts = Counter(question.kind for question in questions)
    told = " · ".join(f"{tell(QUESTIONS[kind], lang)} {counts[kind]}" for kind in QUESTIONS if counts[kind])
    lines = [say(f"未定 {len(questions)} 个：{told}", f"{len(questions)} open: {told}")]
    for number, question in enumerate(questions, start=1):
        rows = tell(rows_words(question.rows), lang) if question.rows else ""
        facts = (clean(question.title), rows, "、".join(question.periods))
        lines.append(f"{number:>3}  {tell(QUESTIONS[question.kind], lang)}  {'  '.join(filter(None, facts))}")
        lines.append(f"     {say('原文', 'print')}  {clean(place(question.places[0], proofs, lang))}")
        for candidate in question.candidates:
            lines.append(f"     {say('候选', 'cand.')}  {clean(head(candidate))}")
            lines.append(f"     {say('依据', 'for')}  {clean(reasons(candidate, lang))}")
        if not question.candidates:
            lines.append(f"     {say('说明', 'why')}  {clean(tell(question.message, lang))}")
    lines.append(
        say(
            f"接着：在终端里 {again} review 逐个认定，或 {again} review --web 在网页上看。",
            f"Next: {again} review in a terminal, or {again} review --web on a page.",
        )
    )
    return "\n".join(lines) + "\n"


def questions_json(questions: Iterable[Question]) -> str:
    """Write the questions as JSON."""
    questions = tuple(questions)
    counts = Counter(question.kind for question in questions)
    return plain.dump(
        {
            "schema": SCHEMA,
            "counts": {kind: counts[kind] for kind in QUESTIONS},
            "questions": [_question(question) for question in questions],
        }
    )


def _question(value: Question) -> Json:
    return {
        "id": value.id,
        "kind": value.kind,
        "title": value.title,
        "message": plain.message(value.message),
        "rows": value.rows,
        "periods": list(value.periods),
        "ambiguous": value.ambiguous,
        "places": [_seen(seen) for seen in value.places],
        "candidates": [
            {
                "id": c.alliance,
                "name": c.name,
                "reasons": [plain.message(m) for m in c.reasons],
                "witnesses": list(c.witnesses),
                "places": [_seen(seen) for seen in c.places],
            }
            for c in value.candidates
        ],
        "choices": [
            {
                "key": c.key,
                "name": c.name,
                "would_be": c.would_be or None,
                "reasons": [plain.message(m) for m in c.reasons],
                "places": [_seen(seen) for seen in c.places],
            }
            for c in value.choices
        ],
        "finding": value.finding or None,
        "passed_over": [
            {"id": p.alliance, "name": p.name, "against": [plain.message(m) for m in p.against]}
            for p in value.passed_over
        ],
        "against": [_seen(seen) for seen in value.against],
    }


def _seen(value: Seen) -> Json:
    return {
        "role": value.role,
        "period": value.period or None,
        "told": [plain.message(m) for m in value.told],
        "where": plain.where(value.where),
    }
