"""What is expected of a coming report, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.render import plain
from extractors.render.lists import Style, short_name
from extractors.render.places import Proofs
from extractors.render.plain import Json
from extractors.render.screen import clean, wrap
from extractors.render.words import tell
from schemas.finding import Message
from schemas.intake import Expectation
from schemas.ledger import Ledger
from schemas.vocabulary import Vocabulary

SCHEMA = "alliances.expect/1"
STRENGTHS = {
    "must": Message("必须（由已印的推出）", "must (follows from what is printed)"),
    "usual": Message("历来如此（变了要问一句为什么）", "so far always (ask why where it changes)"),
}
HELD = ("honour", "holders", "note")
"""Kinds whose values are alliances."""


def expectations_text(
    period: str,
    found: Sequence[Expectation],
    ledger: Ledger,
    vocabulary: Vocabulary,
    lang: str = "zh",
    columns: int = 100,
    full: bool = False,
    again: str = "alliances",
) -> str:
    """Write what is expected, the certain first, each with the place it rests on; `again` calls the program."""
    style, proofs = Style(lang, columns, 0), Proofs(ledger.readings)
    if not found:
        return style.say(
            f"{period}：语料里没有更早的报告，无从推出。\n", f"{period}: no earlier report to go by in the corpus.\n"
        )
    lines = [style.say(f"{period} 年度的报告，{len(found)} 条：", f"the report on {period}, {len(found)} points:")]
    for strength, words in STRENGTHS.items():
        own = [e for e in found if e.strength == strength]
        if own:
            lines += ["", tell(words, lang)]
        for expectation in own:
            lines += _lines(expectation, ledger, vocabulary, style, proofs, full)
    lines += [
        "",
        style.say(f"接着  {again} ingest 新报告   （逐条核对）", f"Next: {again} ingest REPORT (ticks it off)"),
    ]
    return "\n".join(lines) + "\n"


def _lines(
    expectation: Expectation, ledger: Ledger, vocabulary: Vocabulary, style: Style, proofs: Proofs, full: bool
) -> Iterator[str]:
    text = clean(tell(expectation.message, style.lang))
    first, *rest = wrap(text, style.columns, "    ")
    yield f"  · {first[4:]}"
    yield from rest
    places = list(dict.fromkeys(proofs.name(where, style.lang) for where in expectation.premises))
    more = style.say(f" 等 {len(places)} 处", f" and {len(places) - 3} more") if len(places) > 3 else ""
    told = style.say("依据 ", "from ") + style.say("；", "; ").join(places[:3]) + more
    yield from wrap(told, style.columns, "    ")
    if full and expectation.values and expectation.kind in (*HELD, "code"):
        told = clean(style.say("、", ", ").join(_values(expectation, ledger, vocabulary)))
        yield from wrap(told, style.columns, "    ")


def _values(expectation: Expectation, ledger: Ledger, vocabulary: Vocabulary) -> list[str]:
    names = {alliance.id: short_name(alliance.name, vocabulary) for alliance in ledger.alliances}
    pairs = (value.rpartition("=") for value in expectation.values)
    return [f"{code} {names.get(id, id)}".strip() for code, _, id in pairs]


def expectations_json(period: str, found: Sequence[Expectation]) -> str:
    """Write what is expected as JSON."""
    return plain.dump({"schema": SCHEMA, "period": period, "expectations": [expectation_json(e) for e in found]})


def expectation_json(expectation: Expectation) -> Json:
    """Write one expectation."""
    return {
        "kind": expectation.kind,
        "strength": expectation.strength,
        "message": plain.message(expectation.message),
        "subject": expectation.subject or None,
        "values": list(expectation.values),
        "premises": [plain.where(where) for where in expectation.premises],
    }
