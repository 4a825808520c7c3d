"""What people decided on a document that leaves the corpus, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.ledger.corrections import STANDS
from extractors.render.lists import Style
from extractors.render.plain import Json
from extractors.render.screen import clean
from extractors.render.words import tell
from schemas.finding import Message
from schemas.intake import Resting, RestingCorrection

RESTS = "rests"
FATES = {
    RESTS: Message("以它为证据：照留，放回后照旧", "rest on it: they stay, and hold again when it is back"),
    "completed": Message(
        "所涉名称只有它印有：追加一行，补上这处证据", "only it prints their names: a line adds that place as evidence"
    ),
}
CORRECTED = Message(
    "更正的是它所印的：照留，放回后照旧", "correct what it prints: they stay, and hold again when it is back"
)


def resting_lines(resting: Resting, style: Style) -> Iterator[str]:
    """Say which judgements and corrections rest on a document that leaves, and what becomes of them."""
    for fate, words in FATES.items():
        found = [judgement.id for judgement in resting.judgements if judgement.fate == fate]
        if found:
            text = f"{style.say('、', ', ').join(found)}  {tell(words, style.lang)}"
            yield from style.lines(style.say("认定", "judgements"), text, 2)
    if resting.corrections:
        told = style.say("；", "; ").join(_correction(c, style) for c in resting.corrections)
        yield from style.lines(style.say("更正", "corrections"), f"{told}  {tell(CORRECTED, style.lang)}", 2)


def _correction(correction: RestingCorrection, style: Style) -> str:
    printed, meant = clean(correction.printed), clean(correction.meant)
    if meant:
        return style.say(f"{correction.id} “{printed}”应为“{meant}”", f"{correction.id} “{printed}” for “{meant}”")
    if correction.verdict == STANDS:
        return style.say(f"{correction.id} “{printed}”所印无误", f"{correction.id} “{printed}” right as printed")
    return style.say(f"{correction.id} “{printed}”是误印", f"{correction.id} “{printed}” a misprint")


def resting_json(resting: Resting) -> Json:
    """Give judgements and corrections as JSON values."""
    return {
        "judgements": [
            {"judgement_id": j.id, "names": list(j.names), "alliance_id": j.alliance or None, "fate": j.fate}
            for j in resting.judgements
        ],
        "corrections": [
            {
                "correction_id": c.id,
                "verdict": c.verdict,
                "at": c.at,
                "printed": c.printed,
                "meant": c.meant or None,
                "fate": RESTS,
            }
            for c in resting.corrections
        ],
    }


__all__ = ["resting_json", "resting_lines"]
