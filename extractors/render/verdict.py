"""Sentences held against the ledger, and what may be cited: as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.render import plain
from extractors.render.places import Proofs
from extractors.render.plain import Json
from extractors.render.screen import clean, wrap
from extractors.render.words import BASIS, tell, word
from schemas.finding import Message
from schemas.quantity import spaced
from schemas.reading import Reading
from schemas.verdict import VERDICTS, Citation, Cited, Sentence, Statement, Support, Verification
from schemas.where import Where

VERIFY, CITE = "alliances.verify/1", "alliances.cite/1"
COLUMNS = 100
SHOWN = 3
"""Places shown of one figure; the JSON has all of them."""

WORDS: Mapping[str, Message] = {
    "agrees": Message("相符", "agrees"),
    "differs": Message("不符", "differs"),
    "other_basis": Message("口径不同", "other basis"),
    "unverifiable": Message("无法核实", "cannot be checked"),
}
ADVICE: Mapping[str, Message] = {
    "may": Message("可引用", "may be cited"),
    "with_note": Message("加注口径后引用", "to be cited with a note"),
    "better_not": Message("不宜引用", "better not cited"),
}
BASES: Mapping[str, Message] = dict(BASIS) | {"counted": Message("点数", "counted")}


def verify_json(found: Verification) -> str:
    """Write verdicts as JSON."""
    value = {
        "schema": VERIFY,
        "counts": {verdict: found.count(verdict) for verdict in VERDICTS},
        "sentences": [_sentence(s) for s in found.sentences],
    }
    return plain.dump(value)


def _sentence(s: Sentence) -> Json:
    return {
        "text": s.text,
        "line": s.line,
        "verdict": s.verdict,
        "reason": plain.message(s.reason),
        "not_read": list(s.not_read),
        "statements": [_statement(part) for part in s.statements],
    }


def _statement(s: Statement) -> Json:
    return {
        "text": s.text,
        "kind": s.kind,
        "period": s.period or None,
        "verdict": s.verdict,
        "reason": plain.message(s.reason),
        "ledger": [_support(support) for support in s.supports],
    }


def _support(s: Support) -> Json:
    return {
        "says": plain.message(s.says),
        "basis": s.basis,
        "where": [plain.where(w) for w in s.where],
        "premises": list(s.premises),
    }


def verify_text(found: Verification, readings: Iterable[Reading], lang: str = "zh") -> str:
    """Write verdicts for eyes: the sentence, its verdict with the reason, and the places."""
    proofs = Proofs(readings)
    lines: list[str] = []
    for s in found.sentences:
        lines += wrap(f"{word(WORDS, s.verdict, lang)}  {clean(s.text)}", COLUMNS)
        lines += wrap(clean(tell(s.reason, lang)), COLUMNS, "    ")
        heavy = [part for part in s.statements if part.verdict == s.verdict] or list(s.statements)
        for place in _places((w for part in heavy for x in part.supports for w in x.where), proofs, lang):
            lines.append(f"      {place}")
    counts = [f"{word(WORDS, v, lang)} {found.count(v)}" for v in VERDICTS if found.count(v)]
    if len(found.sentences) > 1:
        lines.append(" · ".join(counts))
    if not found.sentences:
        lines.append("没有句子。" if lang == "zh" else "no sentence.")
    return "\n".join(lines) + "\n"


def _places(where: Iterable[Where], proofs: Proofs, lang: str) -> list[str]:
    places = list(dict.fromkeys(f"{proofs.name(w, lang)}  {_quoted(w)}" for w in where))
    more = len(places) - SHOWN
    rest = [f"…另 {more} 处" if lang == "zh" else f"… {more} more places"] if more > 0 else []
    return [*places[:SHOWN], *rest]


def _quoted(where: Where) -> str:
    return f"“{clean(where.quote)}”" if where.quote else ""


# ---- cite ------------------------------------------------------------------------------------------------------------


def cite_json(found: Cited) -> str:
    """Write citations as JSON."""
    value = {
        "schema": CITE,
        "query": found.query,
        "outcome": found.outcome,
        "understood": plain.message(found.understood),
        "citations": [_citation(c) for c in found.citations],
        "remarks": [plain.message(m) for m in found.remarks],
    }
    return plain.dump(value)


def _citation(c: Citation) -> Json:
    return {
        "figure": c.figure,
        "subject": plain.message(c.subject),
        "period": c.period or None,
        "basis": c.basis,
        "advice": c.advice,
        "reasons": [plain.message(m) for m in c.reasons],
        "note": plain.message(c.note) if c.note else None,
        "printed": c.printed or None,
        "document": plain.document(c.document) if c.document else None,
        "publisher": (c.document.publisher or None) if c.document else None,
        "where": plain.where(c.where) if c.where else None,
        "others": [plain.where(w) for w in c.others],
        "premises": list(c.premises),
        "holds": c.holds,
    }


def cite_text(found: Cited, readings: Iterable[Reading], lang: str = "zh") -> str:
    """Write citations for eyes; of several, each in brief."""
    proofs = Proofs(readings)
    zh = lang == "zh"
    lines: list[str] = []
    if found.outcome == "several":
        lines += wrap(_several(found, zh), COLUMNS)
    for c in found.citations:
        lines += _cited(c, proofs, lang)
    lines += [line for m in found.remarks for line in wrap(clean(tell(m, lang)), COLUMNS)]
    return "\n".join(lines) + "\n"


def _several(found: Cited, zh: bool) -> str:
    """Say why there are several answers: one subject in several periods, or words that mean several things."""
    query, periods = clean(found.query), {c.period for c in found.citations}
    if len(periods) == len(found.citations):
        return f"“{query}”有 {len(periods)} 期的数：" if zh else f"“{query}”, in {len(periods)} periods:"
    number = len(found.citations)
    return f"“{query}”可以有 {number} 种意思：" if zh else f"“{query}” may mean {number} things:"


def _cited(c: Citation, proofs: Proofs, lang: str) -> list[str]:
    zh = lang == "zh"
    head = (
        f"{clean(tell(c.subject, lang))}：{clean(c.figure)}"
        if zh
        else f"{clean(tell(c.subject, lang))}: {clean(c.figure_en) or spaced(clean(c.figure))}"
    )
    lines = wrap(
        f"{head}  〔{word(ADVICE, c.advice, lang)}〕" if zh else f"{head}  [{word(ADVICE, c.advice, lang)}]", COLUMNS
    )
    noted = c.note.zh if c.note is not None else ""
    for reason in (r for r in c.reasons if c.advice != "with_note" and r.zh not in noted):
        lines += wrap(("因为 " if zh else "because ") + clean(tell(reason, lang)), COLUMNS, "    ")
    if c.note is not None:
        lines += wrap(("注明 " if zh else "note: ") + clean(tell(c.note, lang)), COLUMNS, "    ")
    if c.document is not None and c.where is not None:
        lines += wrap(_reference(c, proofs, zh), COLUMNS, "    ")
        if c.printed:
            lines += wrap(("原文 " if zh else "printed ") + f"“{clean(c.printed)}”", COLUMNS, "    ")
    else:
        places = _places(c.others, proofs, lang)
        lines += ["    " + ("依据 " if zh else "rests on ") + place for place in places]
    return lines


def _reference(c: Citation, proofs: Proofs, zh: bool) -> str:
    assert c.document is not None and c.where is not None, "only what is printed has a reference"
    d = c.document
    title = clean(d.title) or clean(d.file)
    published = clean(d.published) or ("日期未见" if zh else "no date")
    place = proofs.name(c.where, "zh" if zh else "en")
    parts = [clean(d.publisher), f"《{title}》" if zh else title, published, place]
    return ("引自 " if zh else "from ") + ("，" if zh else ", ").join(p for p in parts if p)
