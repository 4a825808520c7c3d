"""Whether a figure may be cited: what the audit has against it, what confirms it, and what has to be said beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractors.audit.figures import CLAIM, ROWS, Figure
from extractors.audit.identities import PART
from extractors.desk.books import COUNTED, DERIVED, INFERRED, Books, Known
from extractors.ledger.movement import bands_between
from schemas.finding import Audit, Finding, Message
from schemas.population import Population
from schemas.reading import Claim
from schemas.where import Where

MAY, WITH_NOTE, BETTER_NOT = "may", "with_note", "better_not"
SEVERAL = 2
"""Independent identities that have to hold before a figure may be cited as it is: one may hold by chance."""


@dataclass(frozen=True, slots=True)
class Advice:
    """May a figure be cited: the level, why, what to note, and how many identities hold."""

    level: str
    reasons: tuple[Message, ...]
    note: Message
    holds: int


def findings_at(places: Iterable[Where], audits: Iterable[Audit]) -> tuple[Finding, ...]:
    """Give the findings of weight that say one of these places is wrong or in doubt."""
    ids = {w.id for w in places}
    return tuple(f for a in audits for f in a.findings if f.level != "note" and any(w.id in ids for w in f.where))


def advise(
    known: Known, rivals: tuple[Known, ...], of: Population, period: str, books: Books, audits: tuple[Audit, ...],
    against: str = "",
) -> Advice:  # fmt: skip
    """Weigh a figure of a population; `against` is the period that a change is told against."""
    found = findings_at(known.where, audits)
    holds, fails = identities(known, period, books, audits)
    reasons: list[Message] = [_finding(f) for f in found]
    notes: list[Message] = []
    if known.basis in (DERIVED, INFERRED):
        notes.append(_worked_out(known))
    if known.basis == COUNTED:
        notes.append(
            Message("文件没有印出这个数，由表中各行点得", "no document prints it; rows of a table were counted")
        )
    if rivals:
        other = "、".join(k.text for k in rivals)
        notes.append(Message(f"另一处印作{other}", f"printed elsewhere as {other}"))
    notes += _meanings(known, books, period)
    if against and of.values("tier"):
        notes += _bands(against, period, books)
    if fails and not found:
        notes.append(
            Message(f"与它有关的{fails}项核对不符，错在别处", f"{fails} sums it stands in fail by another figure")
        )
    if known.basis == "printed" and holds < SEVERAL:
        notes.append(
            Message(
                "只有一项对照" if holds else "没有可以对照的数",
                "one sum confirms it" if holds else "nothing confirms it",
            )
        )
    level = BETTER_NOT if found else WITH_NOTE if notes else MAY
    if level == MAY:
        reasons.append(_confirmed(known, holds))
    note = Message("；".join(n.zh for n in notes), "; ".join(n.en for n in notes))
    return Advice(level, (*reasons, *notes) if found else tuple(reasons) or tuple(notes), note, holds)


def _finding(found: Finding) -> Message:
    return Message(f"{found.rule} {found.cause}：{found.message.zh}", f"{found.rule}: {found.message.en}")


def _worked_out(known: Known) -> Message:
    how = f"（{known.working}）" if known.working else ""
    how_en = f" ({known.working})" if known.working else ""
    if known.basis == DERIVED:
        return Message(f"推算所得，没有文件直接印出{how}", f"worked out, printed nowhere{how_en}")
    return Message(f"推断所得，没有文件直接印出{how}", f"inferred, printed nowhere{how_en}")


def _confirmed(known: Known, holds: int) -> Message:
    printed = sum(f.source == CLAIM for f in known.figures)
    rows = any(f.source == ROWS for f in known.figures)
    zh = f"印出{printed}处" if printed else "据表点数"
    zh += "，与结果表点数一致" if rows and printed else ""
    en = f"it is printed in {printed} place{'s' * (printed > 1)}" if printed else "it is counted in the table"
    en += ", the rows agree" if rows and printed else ""
    return Message(f"{zh}，{holds}项核对相符，没有不符", f"{en}; {holds} sums hold and none fails")


def _meanings(known: Known, books: Books, period: str) -> list[Message]:
    """Say where the words of the print can mean two populations, or are free words, at every place of the figure."""
    scheme = books.scheme(period)
    notes: dict[str, Message] = {}
    told = [f.claim for f in known.figures if f.claim is not None and f.source == CLAIM]
    if any(_plain(c, books, period) for c in told):
        return []
    for claim in told:
        for side in (claim.of, claim.base):
            if len({scheme.canon(p) for p in side}) > 1:
                zh = "或".join(dict.fromkeys(books.named(p, period).zh for p in side))
                en = " or ".join(dict.fromkeys(books.named(p, period).en for p in side))
                notes[zh] = Message(f"原文的词可指{zh}", f"the printed words may mean {en}")
            if any(dict(p.axes).get("described") for p in side):
                notes["described"] = Message("原文用自由词语限定范围", "the print tells the population in free words")
    return list(notes.values())


def _plain(claim: Claim, books: Books, period: str) -> bool:
    """Tell whether the words of a claim mean one population of the series, and one base."""
    scheme = books.scheme(period)
    single = all(len({scheme.canon(p) for p in side}) < 2 for side in (claim.of, claim.base))
    return single and not any(dict(p.axes).get("described") for p in (*claim.of, *claim.base))


def _bands(before: str, period: str, books: Books) -> list[Message]:
    bands = bands_between(books.ledger.bands, before, period)
    if bands == "changed":
        return [Message(f"{before}年与{period}年的分级线不同", f"the bands of {before} and {period} differ")]
    if bands == "unknown":
        return [
            Message(
                f"{before}年的分级线没有文件印出，两年分级是否同一口径不明", f"the bands of {before} are not printed"
            )
        ]
    return []


def identities(known: Known, period: str, books: Books, audits: tuple[Audit, ...]) -> tuple[int, int]:
    """Count the identities a figure stands in that hold, with the other ways it is told, and those that fail.

    A sum that fails by a figure that the audit has found at fault is no mark against the others in it.
    """
    holds = fails = 0
    for graph in books.graphs(period):
        for instance in graph.instances:
            mine = [s for s in instance.statements if _same(s.figures, known.figures)]
            if not mine or instance.identity.kind == PART:
                continue
            others = [w for s in instance.statements if s not in mine for f in s.figures for w in f.where]
            holds += instance.holds
            fails += not instance.holds and not findings_at(others, audits)
    holds += len({f.source for f in known.figures}) > 1
    return holds, fails


def _same(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> bool:
    return bool(one) and bool(other) and one[0].variable == other[0].variable and one[0].range == other[0].range


def entry_advice(
    places: tuple[Where, ...], basis: str, audits: tuple[Audit, ...], sure: Message, note: Message
) -> Advice:
    """Weigh an entry of a table (a tier, a code, a place on a list)."""
    found = findings_at(places, audits)
    if found:
        return Advice(BETTER_NOT, tuple(_finding(f) for f in found), note, 0)
    if basis in (DERIVED, INFERRED):
        how = Message("由A级名单推断，没有文件直接印出", "inferred from an A-level list, printed nowhere")
        joined = Message("；".join(filter(None, (how.zh, note.zh))), "; ".join(filter(None, (how.en, note.en))))
        return Advice(WITH_NOTE, (how,), joined, 0)
    if note.zh:
        return Advice(WITH_NOTE, (note,), note, 1)
    return Advice(MAY, (sure,), Message("", ""), 1)


def with_note(advice: Advice, note: Message) -> Advice:
    """Add something that has to be said beside a figure."""
    level = WITH_NOTE if advice.level == MAY else advice.level
    joined = Message(
        "；".join(filter(None, (advice.note.zh, note.zh))), "; ".join(filter(None, (advice.note.en, note.en)))
    )
    reasons = (note,) if advice.level == MAY else (*advice.reasons, note)
    return replace(advice, level=level, note=joined, reasons=reasons)


__all__ = ["Advice", "advise", "entry_advice", "with_note"]
