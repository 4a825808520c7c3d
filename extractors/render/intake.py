"""What taking in a document would change, on a screen: what it is, what is odd in it, which names need a decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.render.audit import counts, counts_text, failed, ordered
from extractors.render.lists import Style, short_name
from extractors.render.overview import overview_lines
from extractors.render.resting import resting_lines
from extractors.render.screen import clean
from extractors.render.words import KINDS, LEVELS, plural, tell, word
from schemas.finding import Finding
from schemas.intake import (
    BACK,
    EDITION,
    KNOWN,
    UNREADABLE,
    Bands,
    FindingChanges,
    Intake,
    NameSeenNow,
    Removal,
    TableChange,
    Tally,
    Tick,
)
from schemas.ledger import Alliance
from schemas.vocabulary import Vocabulary

HEADS = {"zh": 12, "en": 15}
"""Columns of the heads: as wide as the widest of them."""
SHOWN = 4
"""Names to be decided, and findings, told in full; the rest are counted."""


def intake_text(intake: Intake, vocabulary: Vocabulary, lang: str = "zh", columns: int = 100) -> str:
    """Write one intake in some forty lines: the verdict first, the next command last."""
    style = Style(lang, columns, HEADS[lang])
    if intake.status == UNREADABLE:
        return ""
    if intake.status == KNOWN:
        return _known(intake, style)
    lines = [
        *_title(intake, style),
        *_tallies(intake.tallies, style),
        *_bands(intake.bands, style),
        *_names(intake, vocabulary, style),
        *_entries(intake, style),
        *_figures(intake, style),
        *_changes(intake.changes, style),
        *_elsewhere(intake.elsewhere, style),
        *_ticks(intake.ticks, style),
    ]
    if intake.overview:
        lines += overview_lines(intake.overview, vocabulary, style)
    return "\n".join(lines) + "\n"


def _known(intake: Intake, style: Style) -> str:
    named = clean(intake.path).replace("\\", "/").rpartition("/")[2]
    told = style.say(
        f"{named}：已在语料中（{intake.document}），跳过。",
        f"{named}: the corpus has this very file ({intake.document}); skipped.",
    )
    if intake.minted:
        number = len(intake.minted)
        told += style.say(
            f"其中 {number} 个名称还没有编号，现在可以给。",
            f" {number} of its names have no id yet and can be given one.",
        )
    return told + "\n"


def _title(intake: Intake, style: Style) -> Iterator[str]:
    info = intake.info
    if info is None:
        return
    named = clean(intake.path).replace("\\", "/").rpartition("/")[2]
    yield clean(info.title) or style.say(f"{named}（文件没有印题名）", f"{named} (prints no title)")
    facts = [word(KINDS, info.kind, style.lang)]
    facts += [style.say(f"评价期 {info.period}", f"period {info.period}")] if info.period else []
    facts += [style.say(f"期号 {clean(info.issue)}", f"issue {clean(info.issue)}")] if info.issue else []
    facts += [style.say(f"发布 {info.published}", f"published {info.published}")] if info.published else []
    facts += [style.say(f"{info.pages} 页", f"{info.pages} pages")] if info.media == "application/pdf" else []
    yield from style.lines(style.say("文件", "document"), f"{intake.document}  {' · '.join(facts)}  ← {named}", 2)
    yield from style.lines(style.say("结论", "verdict"), _verdict(intake, style), 2)
    if intake.status == BACK:
        yield style.line("", style.say("曾移出语料，按原编号放回", "was taken out; comes back under its old id"))
    if intake.replaces:
        old = style.say("、", ", ").join(intake.replaces)
        yield style.line("", style.say(f"取代 {old}（移出语料）", f"takes the place of {old}, which is taken out"))
        yield from resting_lines(intake.resting, style)
    elif intake.editions:
        old = style.say("、", ", ").join(intake.editions)
        yield from style.lines(
            style.say("⚠ 另一版", "! edition"),
            style.say(
                f"语料里已有 {old}：--replace 取代它，--as-edition 两版并存（该期的行各有一份）",
                f"the corpus has {old}: --replace takes its place, --as-edition keeps both (rows stand twice)",
            )
            if intake.status == EDITION
            else style.say(f"与 {old} 并存：该期的行各有一份", f"beside {old}: rows of the period stand twice"),
            2,
        )


def _verdict(intake: Intake, style: Style) -> str:
    """Say in one sentence whether the document can be taken as it is."""
    off = [tally for tally in intake.tallies if tally.printed not in (None, tally.counted)]
    told = []
    if intake.tallies:
        right = style.say("行数与自称相符", "rows agree with the totals")
        names = style.say("、", ", ").join(tell(tally.label, style.lang) for tally in off)
        told.append(style.say(f"行数与自称不符：{names}", f"rows disagree with the totals: {names}") if off else right)
    if intake.names:
        number = len(intake.names.undecided)
        told.append(
            style.say(f"{number} 个名称要认定", f"{plural(number, 'name')} to decide")
            if number
            else style.say("名称都有着落", "all names settled")
        )
    if intake.audit:
        found = counts(intake.audit)
        told.append(
            style.say(
                f"矛盾 {found['error']} 存疑 {found['warning']}",
                f"{plural(found['error'], 'error')}, {plural(found['warning'], 'warning')}",
            )
        )
    impossible = sum(_mark(tick) == "✗" for tick in intake.ticks)
    if impossible:
        told.append(style.say(f"{impossible} 项按以往报告不可能", f"{impossible} that earlier reports rule out"))
    return style.say("；", "; ").join(told)


def _tallies(tallies: Sequence[Tally], style: Style) -> Iterator[str]:
    if not tallies:
        return
    told = []
    for tally in tallies:
        label = tell(tally.label, style.lang)
        if tally.printed is None:
            told.append(f"{label} {tally.counted}")
        else:
            mark = "✓" if tally.printed == tally.counted else "✗"
            told.append(f"{label} {tally.counted}/{tally.printed}{mark}")
    yield from style.lines(style.say("行数/自称", "rows/stated"), "  ".join(told), 3)


def _bands(bands: Bands | None, style: Style) -> Iterator[str]:
    if bands is None:
        return
    told = []
    for shift in bands.shifts:
        if shift.now is None:
            continue
        old = shift.before.brief if shift.before is not None and shift.before != shift.now else ""
        was = style.say(f"（{old}）", f" ({old})") if old else ""
        told.append(f"{tell(shift.label, style.lang)} {shift.now.brief}{was}")
    head, gap = style.say("分级", "bands"), style.say("，", ", ")
    if not bands.against:
        yield from style.lines(head, gap.join(told), 2)
    elif bands.changed:
        yield from style.lines(head, gap.join(told), 2)
        yield style.line(
            "",
            style.say(
                f"⚠ 与 {bands.against} 年度不同（括号内为旧）：两期等级不可直接比较",
                f"! not those of {bands.against} (in brackets): tiers of the two do not compare",
            ),
        )
    else:
        same = style.say(f"；与 {bands.against} 年度相同", f"; as in {bands.against}")
        yield from style.lines(head, gap.join(told) + same, 2)


def _names(intake: Intake, vocabulary: Vocabulary, style: Style) -> Iterator[str]:
    names = intake.names
    if names is None:
        return
    new, undecided = len(names.new), len(names.undecided)
    total = names.known + new + undecided
    if sum(names.rows):
        known, fresh, left = names.rows
        text = style.say(
            f"{sum(names.rows)} 行 = {known} 已知 + {fresh} 新 + {left} 待认定；",
            f"{sum(names.rows)} rows = {known} known + {fresh} new + {left} to decide; ",
        )
    else:
        text = ""
    text += style.say(
        f"全文 {total} 个名称：{names.known} 已知，{new} 新，{undecided} 待认定",
        f"{total} names in all: {names.known} known, {new} new, {undecided} to decide",
    )
    yield from style.lines(style.say("名称", "names"), text, 2)
    if names.new:
        told = [short_name(n.name, vocabulary) + (f" {n.code}" if n.code else "") for n in names.new]
        yield style.names(style.say("  新", "  new"), told)
    for name in names.undecided[:SHOWN]:
        yield from style.lines(style.say("  待认定", "  to decide"), _question(name, style), 2)
    if undecided > SHOWN:
        yield style.line("", style.say(f"另有 {undecided - SHOWN} 个待认定", f"and {undecided - SHOWN} more to decide"))


def _question(name: NameSeenNow, style: Style) -> str:
    who = style.say("、", ", ").join(f"{a.id} {clean(a.name)}" for a in name.candidates[:2])
    code = f" {name.code}" if name.code else ""
    rows = style.say(f"{name.mentions} 处", plural(name.mentions, "place"))
    why = style.say("；", "; ").join(tell(reason, style.lang) for reason in name.reasons[:2])
    return style.say(
        f"{clean(name.name)}{code}（{rows}）？{who}。{why}", f"{clean(name.name)}{code} ({rows})? {who}. {why}"
    )


def _entries(intake: Intake, style: Style) -> Iterator[str]:
    entries = intake.entries
    if entries is None:
        return
    sections = " · ".join(f"{clean(section)} {number}" for section, number in entries.sections)
    yield from style.lines(style.say("条目", "items"), sections, 2)
    yield style.line(
        "",
        style.say(
            f"{entries.named} 条有已对上的联盟，{entries.unnamed} 条的名称都未定；"
            f"日期 到日 {entries.by_day} · 到月 {entries.by_month} · 未定 {entries.undated}",
            f"{entries.named} name an alliance on file, {entries.unnamed} none that is settled;"
            f" dates: {entries.by_day} to the day, {entries.by_month} to the month, {entries.undated} open",
        ),
    )


def _figures(intake: Intake, style: Style) -> Iterator[str]:
    if intake.audit is None:
        return
    told = counts_text(counts(intake.audit), style.lang, failed((intake.audit,)))
    if intake.unread:
        told += style.say(f" · 未读 {intake.unread}", f" · unread {intake.unread}")
    yield style.line(style.say("核对", "checked"), told)
    heavy = [f for f in ordered(intake.audit.findings) if f.level != "note"]
    for finding in heavy[:SHOWN]:
        yield style.line("", _finding(finding, style))
    if len(heavy) > SHOWN:
        yield style.line("", style.say(f"另有 {len(heavy) - SHOWN} 项", f"and {len(heavy) - SHOWN} more"))


def _finding(finding: Finding, style: Style) -> str:
    return f"{word(LEVELS, finding.level, style.lang)} {finding.rule}  {clean(tell(finding.message, style.lang))}"


def _changes(changes: Sequence[TableChange], style: Style) -> Iterator[str]:
    if not changes:
        return
    told = []
    for change in changes:
        parts = [f"+{change.added}" if change.added else "", f"-{change.dropped}" if change.dropped else ""]
        parts.append(f"~{change.changed}" if change.changed else "")
        told.append(f"{change.table} {' '.join(part for part in parts if part)}")
    head = style.say("数据集", "dataset")
    yield from style.lines(head, " · ".join(told), 4)


def _elsewhere(changes: FindingChanges | None, style: Style) -> Iterator[str]:
    if changes is None or not (changes.came or changes.went):
        return
    yield style.line(
        style.say("旧文件", "elsewhere"),
        style.say(
            f"新增发现 {len(changes.came)} 项，消去 {len(changes.went)} 项",
            f"{plural(len(changes.came), 'finding')} came, {len(changes.went)} went",
        ),
    )
    for mark, found in (("+", changes.came), ("-", changes.went)):
        for finding in found[:SHOWN]:
            yield style.line("", f"{mark} {style.say('、', ', ').join(finding.documents)} {_finding(finding, style)}")
        if len(found) > SHOWN:
            more = len(found) - SHOWN
            yield style.line("", style.say(f"{mark} 另有 {more} 项", f"{mark} and {more} more"))


def _ticks(ticks: Sequence[Tick], style: Style) -> Iterator[str]:
    """Tell what was expected: what cannot be (✗) apart from what has changed for the first time (△)."""
    if not ticks:
        return
    told = {"✓": 0, "✗": 0, "△": 0, "–": 0}
    for tick in ticks:
        told[_mark(tick)] += 1
    words = style.say(
        "✓ {} 项如期 · ✗ {} 项不可能 · △ {} 项与历来不同 · – {} 项未载",
        "✓ {} kept · ✗ {} cannot be · △ {} never before · – {} not printed",
    )
    yield style.line(style.say("预期", "expected"), words.format(*told.values()))
    for mark in ("✗", "△"):
        for tick in ticks:
            if _mark(tick) != mark:
                continue
            message, found = (clean(tell(m, style.lang)) for m in (tick.expectation.message, tick.found))
            if tick.expectation.kind == "bands":
                # They have a line of their own.
                message, found = style.say("分级标准", "bands"), style.say("已改，见上", "changed, see above")
            yield from style.lines("", f"{mark} {message}{style.say(' —— ', ' — ')}{found}", 2)


def _mark(tick: Tick) -> str:
    if tick.verdict == "broken":
        return "✗" if tick.expectation.strength == "must" else "△"
    return "✓" if tick.verdict == "kept" else "–"


# ---- taking out


def removal_text(removal: Removal, vocabulary: Vocabulary, lang: str = "zh", columns: int = 100) -> str:
    """Write what taking a document out would change."""
    style = Style(lang, columns, HEADS[lang])
    lines = [
        style.line(style.say("移出", "take out"), f"{removal.document}  {clean(removal.info.title)}"),
        style.line("", f"corpus/{clean(removal.file)}"),
        *_changes(removal.changes, style),
    ]
    if removal.periods:
        gone = style.say("、", ", ").join(removal.periods)
        lines.append(style.line(style.say("评价期", "periods"), style.say(f"不再有 {gone}", f"no more {gone}")))
    lines += _unseen(removal.unseen, vocabulary, style)
    lines += _elsewhere(removal.findings, style)
    lines += resting_lines(removal.resting, style)
    return "\n".join(lines) + "\n"


def _unseen(alliances: Sequence[Alliance], vocabulary: Vocabulary, style: Style) -> Iterator[str]:
    if alliances:
        told = style.say(
            f"{len(alliances)} 家不再见于任何文件，编号保留：",
            f"{len(alliances)} are printed nowhere any more and keep their ids: ",
        )
        yield style.names(style.say("联盟", "alliances"), [short_name(a.name, vocabulary) for a in alliances], told)
