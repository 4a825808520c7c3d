"""The cover: kind, series, period, issue, title, publisher and date of a document, read from its own words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, pairwise

from extractors.layout import Printed
from extractors.layout.outline import numbered
from extractors.statistics.figure import Figure
from extractors.statistics.figures import find_figures
from extractors.statistics.lexicon import lexicon
from schemas.document import DocumentInfo, Source
from schemas.errors import Unreadable
from schemas.finding import Message
from schemas.vocabulary import Vocabulary

COVER_LINES = 14
# Marks of a series a text must have to be read by it: one may stand anywhere by chance.
MIN_MARKS = 2
SHORT = 200
"""Characters of a sentence or two, where one mark does not stand by chance."""
MIN_SECTIONS = 3
# A list of names without a report has little prose beside its rows.
MAX_LIST_PROSE = 400
_ISSUE = re.compile(r"(\d{4})年第(\d+)期(?:（总第(\d+)期）)?")
_PERIOD = re.compile(r"(\d{4})(?:年?[-—~至](\d{4}))?年度?[^，。；0-9]{0,24}(?:活跃度|评价|评估)")
_SOURCE = re.compile(r"^来源：(?P<source>.+?)(?=时间：|日期：|发布|$)")


def choose_series(source: Source, series: tuple[Vocabulary, ...]) -> Vocabulary:
    """Choose the series whose marks the text has most of.

    Raises:
        Unreadable: when no series has two marks in it: the text is no report that we know of.

    """
    text = "".join(source.text.split())
    scored = [(sum(mark in text for mark in v.marks), -n, v) for n, v in enumerate(series)]
    marks, _, best = max(scored, key=lambda s: s[:2])
    if marks < (MIN_MARKS if len(text) > SHORT else 1):
        told = [f"“{mark}”" for mark in best.marks if mark in text]
        zh = f"只有一个评价系列的用语（{told[0]}），不足以判断" if told else "没有任何一个已声明评价系列的用语"
        en = (
            f"only one word of a declared series is in it ({told[0]})"
            if told
            else "it has no word of a declared series"
        )
        raise Unreadable(
            Message(f"{source.file}: 没有找到评价内容。", f"{source.file}: no evaluation found."),
            Message(f"全文 {len(text)} 字，{zh}。", f"{len(text)} characters; {en}."),
            Message(
                "请确认文件；若是别的系列，请先在 schemas/series/ 中声明其用语。",
                "check the file; for another series declare its words in schemas/series/ first.",
            ),
        )
    return best


def read_cover(
    source: Source, lines: tuple[Printed, ...], vocabulary: Vocabulary, rows: int, prose: int
) -> DocumentInfo:
    """Read what a document says of itself; empty where it does not say."""
    top = lines[:COVER_LINES]
    issue = next((m for line in top if (m := _ISSUE.search(line.text))), None)
    kind = _kind(top, lines, vocabulary, issue is not None, rows, prose)
    period = "" if kind == "bulletin" else _period(lines)
    return DocumentInfo(
        document=source.document,
        file=source.file,
        sha256=source.sha256,
        media=source.media,
        kind=kind,
        series=vocabulary.series,
        period=period,
        issue=_issue(issue),
        title=_title(top, kind, vocabulary),
        publisher=_publisher(top, kind, vocabulary),
        published=_published(top, vocabulary),
        pages=source.pages,
    )


def _kind(
    top: tuple[Printed, ...], lines: tuple[Printed, ...], vocabulary: Vocabulary, issue: bool, rows: int, prose: int
) -> str:
    cover = "".join(line.text for line in top)
    if issue and any(mark in cover for mark in vocabulary.words("kinds", "bulletin")):
        return "bulletin"
    parts = (numbered(line.ink, vocabulary) for line in lines)
    sections = islice((part for part in parts if part is not None and part.level == 1), MIN_SECTIONS)
    if any(_is_title(line, vocabulary) for line in top[:4]) or sum(1 for _ in sections) == MIN_SECTIONS:
        return "report"
    if rows and prose < MAX_LIST_PROSE:
        return "list"
    return "release"


def _is_title(line: Printed, vocabulary: Vocabulary) -> bool:
    return line.text.endswith(vocabulary.words("kinds", "report"))


def _period(lines: tuple[Printed, ...]) -> str:
    """Find the period named most often beside the evaluation; a title names it first."""
    counts: Counter[str] = Counter()
    whole = "".join(line.text for line in lines)
    for m in _PERIOD.finditer(whole):
        counts[f"{m[1]}-{m[2]}" if m[2] else m[1]] += 1
    best = max(counts.values(), default=0)
    return next((period for period, n in counts.items() if n == best), "")


def _issue(found: re.Match[str] | None) -> str:
    return f"{found[1]}-{int(found[2]):02d}" if found else ""


def _title(top: tuple[Printed, ...], kind: str, vocabulary: Vocabulary) -> str:
    if kind == "release":
        return top[0].text if top and not top[0].text.endswith("。") else ""
    words = vocabulary.words("kinds", kind if kind in ("bulletin", "list") else "report")
    parts: list[str] = []
    for line in top[:6]:
        if len(line.text) > 40 or numbered(line.ink, vocabulary):
            break
        parts.append(line.text)
        if line.text.endswith(words):
            return "".join(parts)
    return ""


def _publisher(top: tuple[Printed, ...], kind: str, vocabulary: Vocabulary) -> str:
    for line in top[:4]:
        found = _SOURCE.match(line.text)
        if found:
            return found["source"]
    names = [
        line.text
        for line in top[1:8]
        if line.text.endswith(_offices(vocabulary)) and len(line.text) <= 30 and not numbered(line.ink, vocabulary)
    ]
    return "；".join(names) or _signature(top, vocabulary)


def _signature(top: tuple[Printed, ...], vocabulary: Vocabulary) -> str:
    """Read who signed a notice: the office that stands by itself above the date."""
    lex = lexicon(vocabulary)
    for line, below in pairwise(top):
        dates = [f for f in find_figures(below.text, vocabulary, lex.lexical) if f.kind == "date"]
        if dates and _alone(dates[0], below.text) and line.text.endswith(_offices(vocabulary)) and len(line.text) <= 30:
            return line.text
    return ""


def _offices(vocabulary: Vocabulary) -> tuple[str, ...]:
    return (*vocabulary.words("panel", "organisations"), "办公室", "中心")


def _published(top: tuple[Printed, ...], vocabulary: Vocabulary) -> str:
    lex = lexicon(vocabulary)
    for line in top:
        figures = find_figures(line.text, vocabulary, lex.lexical)
        dates = [f for f in figures if f.kind == "date" and f.date_from[:1] != "-" and "-" in f.date_from]
        if dates and (_alone(dates[0], line.text) or "时间：" in line.text or "日期：" in line.text):
            return dates[0].date_from
    return ""


def _alone(figure: Figure, text: str) -> bool:
    return figure.end - figure.start == len(text)


def cover_year(info: DocumentInfo) -> str:
    """Give the year that dates without one belong to: the issue's, or that of publication."""
    return info.issue[:4] or info.published[:4]
