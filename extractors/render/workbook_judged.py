"""The sheets of what the audit found and what people ruled on it."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.render import words
from extractors.render.audit import ordered, ruling_text
from extractors.render.words import tell, word
from extractors.render.workbook_nouns import LIST, Desk, Head, Link, Sheet, Value
from schemas.direction import direction_words
from schemas.finding import Finding, Message
from schemas.where import Where

SHOWN_PLACES = 6
"""Places written out of a finding; a habit of a document can have hundreds, and the dataset has them all."""


def findings(desk: Desk) -> Sheet:
    """Make the findings, each once, the heaviest first; the id leads to the finding on its document's audit page."""
    heads = (
        Head("level", Message("级别", "level"), Message("矛盾、存疑、提示", "error, warning, note"), "level"),
        Head("finding_id", Message("发现", "finding"), Message("点开看原文与算式", "opens the audit page"), "link"),
        Head(
            "rule",
            Message("规则", "rule"),
            Message("alliances explain 规则 可看说明", "see alliances explain RULE"),
            "code",
        ),
        Head("cause", Message("成因", "cause"), Message("多半的成因", "the likeliest cause")),
        Head("message", Message("说明", "message"), Message("什么不对，为什么", "what is wrong, and why"), "prose"),
        Head("published", Message("所印", "printed"), Message("原文所印", "as printed"), "prose"),
        Head(
            "recomputed",
            Message("复算", "recomputed"),
            Message("由原文其他数字算得", "from the other figures"),
            "prose",
        ),
        Head("working", Message("算式", "working"), Message("复算过程", "the sum redone"), "prose"),
        Head("where", Message("位置", "where"), Message("有误或存疑之处", "what is in doubt"), "prose"),
        Head("against", Message("对照", "against"), Message("与之不符之处", "what contradicts it"), "prose"),
        Head("documents", Message("文件", "documents"), Message("涉及的文件", "documents concerned")),
        Head("blame", Message("归属", "blame"), Message("空为原文；否则可能是识别之误", "empty: the print"), "text"),
        Head("settled", Message("裁定", "settled"), Message("由谁以何理由裁定过", "what people ruled on it"), "prose"),
    )
    homes: dict[str, str] = {}
    for audit in desk.audits:
        for finding in audit.findings:
            homes.setdefault(finding.id, audit.document)
    unique = {f.id: f for audit in desk.audits for f in audit.findings}
    rows = tuple(_finding(f, homes[f.id], desk) for f in ordered(unique.values()))
    return Sheet(Message("核查发现", "findings"), Message("每项发现一行", "one row a finding"), heads, rows, 2)


def _finding(finding: Finding, home: str, desk: Desk) -> tuple[Value, ...]:
    return (
        word(words.LEVELS, finding.level, desk.lang),
        Link(finding.id, f"audits/{home}.html#{finding.id}"),
        finding.rule,
        words.cause_word(finding.cause, desk.lang),
        tell(finding.message, desk.lang),
        *(direction_words(t, desk.lang) for t in (finding.published, finding.recomputed, finding.working)),
        _places(finding.where, desk),
        _places(finding.against, desk),
        LIST.join(finding.documents),
        word(words.BLAME, finding.blame, desk.lang),
        "；".join(ruling_text(ruling, desk.lang) for ruling in finding.settled),
    )


def _places(places: Sequence[Where], desk: Desk) -> str:
    found = sorted(places, key=lambda w: (w.document, w.spans, w.quote))
    shown = [desk.place(w) + (f"“{w.quote}”" if w.quote else "") for w in found[:SHOWN_PLACES]]
    if len(found) > SHOWN_PLACES:
        shown.append(f"等 {len(found)} 处" if desk.lang == "zh" else f"{len(found)} places in all")
    return "；".join(shown) if desk.lang == "zh" else "; ".join(shown)


def corrections(desk: Desk) -> Sheet:
    """Make what people ruled on printed codes and figures: a row a place."""
    heads = (
        Head("correction_id", Message("更正", "correction"), Message("corrections.toml 里的编号", "its id"), "code"),
        Head("document_id", Message("文件", "document"), Message("文件编号", "the document's id")),
        Head("where", Message("位置", "where"), Message("所裁定之处", "the place ruled on"), "prose"),
        Head("verdict", Message("裁定", "verdict"), Message("误印、误读、所印无误", "misprint, misread or stands")),
        Head(
            "printed",
            Message("所印", "printed"),
            Message("原文所印，数据集照留", "as printed; the dataset keeps it"),
            "code",
        ),
        Head(
            "meant",
            Message("应为", "meant"),
            Message("空为所印无误，或不知", "empty: it stands, or nobody knows"),
            "code",
        ),
        Head("reason", Message("理由", "reason"), Message("为什么", "why"), "prose"),
        Head("who", Message("裁定人", "who"), Message("角色", "a role")),
        Head("date", Message("日期", "date"), Message("裁定日期", "day of the ruling"), "code"),
    )
    rows = tuple(
        (c.id, c.document, desk.place(made.places[0]), word(words.RULINGS, c.verdict, desk.lang), c.expect, c.meant,
         c.reason, c.who, c.date)
        for made in desk.ledger.corrections for c in (made.correction,)
    )  # fmt: skip
    return Sheet(Message("更正", "corrections"), Message("每处裁定一行", "one row a ruling"), heads, rows, 1)
