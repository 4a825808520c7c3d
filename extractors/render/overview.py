"""A report as a whole on one screen: who moved, which honours changed hands, what it prints and no longer prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from extractors.render.lists import Style, short_name
from extractors.render.screen import cut
from extractors.render.words import tell
from schemas.finding import Message
from schemas.intake import HonourList, Move, Overview, Printed
from schemas.vocabulary import Vocabulary

KINDS = {
    "up": Message("上升", "rose"),
    "down": Message("下降", "fell"),
    "same": Message("未变", "same tier"),
    "lower_now": Message("同级实降", "same, lower"),
    "higher_now": Message("同级实升", "same, higher"),
    "bands_changed": Message("因标准改变", "bands only"),
    "untold": Message("升降难断", "cannot tell"),
    "first": Message("首次参评", "first time"),
    "again": Message("再次参评", "came back"),
    "incomplete": Message("信息不全", "incomplete"),
    "not_evaluated": Message("未参评", "not evaluated"),
    "undecided": Message("名称待认定", "name open"),
    "unknown": Message("不明", "unknown"),
}
"""What became of alliances, in the order it is told; short, for they stand at the head of lines."""
CARRIED, FIGURES, SENTENCE = 3, 24, 48
"""Sentences shown of those carried over, and the columns given to the figures and the words of one."""
PRINTED = 4
"""Kinds shown of what is printed no longer, or for the first time."""


def overview_lines(overview: Overview, vocabulary: Vocabulary, style: Style) -> list[str]:
    """Write the overview in some twenty lines."""
    return [
        *_moves(overview, vocabulary, style),
        *_why_not(overview, style),
        *(line for honour in overview.honours for line in _honours(honour, vocabulary, style)),
        *_printed(overview, style),
        *_carried(overview, style),
    ]


def _moves(overview: Overview, vocabulary: Vocabulary, style: Style) -> Iterator[str]:
    if not overview.against:
        why = style.say(
            "语料里没有本期和更早一期的两张结果表可比，谁升降、新进、退出无从说起",
            "the corpus has no result tables of this and an earlier period to compare: who rose, fell, came or went"
            " cannot be told",
        )
        yield from style.lines(style.say("变动", "moves"), why, 2)
        return
    yield style.line(
        style.say("变动", "moves"),
        style.say(
            f"{overview.against} → {overview.period}（{overview.against} 是此前最近一份有结果表的）",
            f"{overview.against} -> {overview.period} (the last earlier edition with a result table)",
        ),
    )
    for kind, words in KINDS.items():
        moves = [move for move in overview.moves if move.kind == kind]
        if moves:
            names = [
                _move(move, vocabulary, style)
                for move in sorted(moves, key=partial(_weight, vocabulary.rising("tier")))
            ]
            shown = "" if kind == "same" else "  "
            head = f"  {tell(words, style.lang)}"
            number = f"{len(moves):>3}"
            yield style.line(head, number) if not shown else style.names(head, names, number + shown)


def _weight(rising: tuple[str, ...], move: Move) -> tuple[int, str]:
    """Put the widest moves first."""
    steps = [rising.index(tier) for tier in (move.before, move.now) if tier in rising]
    return -abs(steps[-1] - steps[0]) if len(steps) > 1 else 0, move.alliance


def _move(move: Move, vocabulary: Vocabulary, style: Style) -> str:
    name = short_name(move.name, vocabulary)
    before = _tier(move.before, move.before_score, vocabulary, style)
    now = _tier(move.now, move.now_score, vocabulary, style)
    if move.kind in ("up", "down", "untold", "bands_changed", "lower_now", "higher_now"):
        return f"{name} {before}→{now}"
    return f"{name} {now if move.kind in ('first', 'again') else before or now}".rstrip()


def _tier(tier: str, score: str, vocabulary: Vocabulary, style: Style) -> str:
    if style.lang == "en" or not tier:
        return f"{tier.replace('_', ' ')} {score}".strip()
    axis = next((a for a in vocabulary.axes if a.name == "tier"), None)
    value = next((v.zh for v in axis.values if v.key == tier), tier) if axis else tier
    return value + score


def _why_not(overview: Overview, style: Style) -> Iterator[str]:
    """Say what keeps moves from being told."""
    if not overview.against:
        return
    reasons = []
    if overview.bands == "changed":
        reasons.append(
            style.say(
                "分级标准已改：有旧分的按新标准重算后才论升降，没有旧分而两可的列为“升降难断”",
                "the bands changed: earlier scores are graded anew before a move is told; where there is none and"
                " both could be, it cannot be told",
            )
        )
    elif overview.bands == "unknown":
        reasons.append(style.say("有一期未载分级标准", "one edition prints no bands"))
    if not overview.scores[1]:
        reasons.append(style.say("本期未列分", "no scores are printed now"))
    if overview.gap:
        gap = style.say("、", ", ").join(_spans(overview.gap))
        reasons.append(
            style.say(
                f"{gap} 的结果表不在语料里，其间升降不见", f"no result tables for {gap}: moves between are unseen"
            )
        )
    if reasons:
        yield from style.lines(style.say("说明", "why not"), style.say("；", "; ").join(reasons), 3)


def _spans(years: Sequence[str]) -> list[str]:
    """Join years in a row: 2017, 2019–2024."""
    spans: list[list[str]] = []
    for year in years:
        if spans and int(year) == int(spans[-1][-1]) + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return [span[0] if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans]


def _honours(honour: HonourList, vocabulary: Vocabulary, style: Style) -> Iterator[str]:
    head = style.say(f"{honour.honour}级", f"{honour.honour} list")
    if not honour.before:
        number = len(honour.won)
        yield style.line(
            head, style.say(f"{honour.span}：{number} 家，此前无名单", f"{honour.span}: {number}, no list before")
        )
        return
    counts = style.say(
        f"{honour.span} 对 {honour.before}：保有 {len(honour.kept)}，新得 {len(honour.won)}，失去 {len(honour.lost)}",
        f"{honour.span} against {honour.before}: kept {len(honour.kept)}, won {len(honour.won)},"
        f" lost {len(honour.lost)}",
    )
    yield style.line(head, counts)
    for words, alliances in (
        (Message("新得", "won"), honour.won),
        (Message("失去", "lost"), honour.lost),
        (KINDS["undecided"], honour.undecided),
    ):
        if alliances:
            yield style.names(f"  {tell(words, style.lang)}", [short_name(a.name, vocabulary) for a in alliances])


def _printed(overview: Overview, style: Style) -> Iterator[str]:
    for head, found in (
        (style.say("不再印", "stopped"), overview.stopped),
        (style.say("首次印", "first"), overview.first),
    ):
        if found:
            yield from style.lines(head, _kinds(found, style), 2)


def _kinds(found: Sequence[Printed], style: Style) -> str:
    gap = style.say("；", "; ")
    told = gap.join(
        f"{tell(p.label, style.lang)}{style.say(f'（{p.number}）', f' ({p.number})')}" for p in found[:PRINTED]
    )
    more = len(found) - PRINTED
    return told + (style.say(f"；等 {len(found)} 项", f"; and {more} more") if more > 0 else "")


def _carried(overview: Overview, style: Style) -> Iterator[str]:
    head = style.say("沿用句", "left standing")
    for carried in overview.carried[:CARRIED]:
        since = "、".join(carried.since)
        figures = cut("、".join(carried.figures), FIGURES)
        sentence = cut(carried.text, SENTENCE)
        text = style.say(
            f"{figures}：“{sentence}”与 {since} 年度逐字相同，核对是否应更新",
            f"{figures}: “{sentence}” is word for word that of {since}; see whether it still holds",
        )
        yield from style.lines(head, text, 2)
        head = ""
    if len(overview.carried) > CARRIED:
        more = len(overview.carried) - CARRIED
        yield style.line("", style.say(f"另有 {more} 句", f"and {more} more"))
