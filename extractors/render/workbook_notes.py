"""The first sheet of the workbook: what it is, how to read it, what the words mean, whose the documents are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.ledger import Entry
from extractors.render import words
from extractors.render.roster import scores
from extractors.render.words import tell, word
from extractors.render.workbook_nouns import Desk, Sheet
from schemas.finding import Message

NAME = Message("说明", "notes")

NOTHING: dict[str, Message] = {
    "not_evaluated": Message(
        "报告在库，表中没有这一家", "the report is in the corpus, and its tables do not have the alliance"
    ),
    "named_absent": Message("原文点名说它未参评", "a document says by name that it was not evaluated"),
    "not_listed": Message(
        "各报告都没有列入，未必属于这一系列", "no report lists, grades or names it; it need not belong to the series"
    ),
    "not_joined": Message(
        "由所印的家数可知，当时尚未加入", "the counts printed leave no place for it: it had not joined yet"
    ),
    "unscored": Message("参评，表中没有评分", "evaluated, and no score is printed"),
    "not_high": Message("等级不知，但一定不是高", "the tier is not known, but certainly not high"),
    "no_report": Message(
        "该期报告不在库，其他文件也没有说", "the report is not in the corpus, and nothing else tells the tier"
    ),
}
"""What each kind of nothing means; none of them is a tier, and none means another."""

LEVELS: dict[str, Message] = {
    "error": Message("两处原文不能同真", "two printed statements cannot both be true"),
    "warning": Message(
        "与由原文其他数字算得的不符，或名称、编号、职务互相矛盾",
        "a figure differs from what the others give, or a name, code or title contradicts another",
    ),
    "note": Message("写法、习惯、版式，不影响数字", "habit, spelling, layout; no figure suffers"),
    "pass": Message("至少有一种独立的算法印证", "at least one independent sum agrees"),
    "unchecked": Message("没有别的数字可以核对，不是错", "nothing to check it with; that is no fault"),
}
BASIS: dict[str, Message] = {
    "printed": Message("原文印有", "a document prints it"),
    "derived": Message("由原文的数字算出", "worked out from printed figures"),
    "inferred": Message(
        "由原文的说法推出，如A级名单上的联盟各期都是高",
        "follows from what is printed: an A-level list makes its members high in each of its periods",
    ),
}
READING = (
    Message(
        "先看“名册”：每家联盟一行，格里是等级；没有等级的格子写明是哪一种。再到“评价结果”“核查发现”看出处。",
        "Begin with the roster: a row an alliance, a tier in each cell, or which kind of nothing. The other sheets say"
        " where it stands.",
    ),
    Message(
        "不同年度的分级标准不一定相同，跨年比较等级前请看下面的“分级标准”。",
        "The bands of the tiers are not the same in all years: see them below before comparing.",
    ),
    Message(
        "带“（推断）”“（推算）”的不是原文所印，而是由原文得出的；其余都有原文可查。",
        "What is marked inferred or derived is printed nowhere, but follows from what is; all else is in print.",
    ),
    Message(
        "编号是文字，不是数字（如 007、D106）。各表可筛选、排序，颜色跟着等级走。"
        "“核查发现”的编号可点开网页（须与 audits 文件夹放在一起）。",
        "Codes are text. Sheets can be filtered and sorted; colours follow the tiers. Ids of findings open a page, if"
        " the folder audits is beside this file.",
    ),
)
LICENCE = Message(
    "本工作簿（汇编）以 CC-BY-4.0 许可使用，注明出处即可；各原文件的一切权利归其发布者，"
    "此处只摘取数据并注明位置，供核对与研究。",
    "This compilation: CC-BY-4.0. All rights in the documents stay with their publishers; what is taken from them is"
    " named with its place, for verification and research.",
)


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the notes; `style` is title, head or text; `target` names a sheet that the first cell leads to."""

    cells: tuple[str, ...]
    style: str = "text"
    target: str = ""


def notes(desk: Desk, made: Iterable[Sheet], entries: Iterable[Entry], version: str) -> Iterator[Note]:
    """Write the notes; nothing in them depends on the day."""
    made, zh = tuple(made), desk.lang == "zh"
    yield Note((f"{desk.vocabulary.title_zh}台账" if zh else f"{desk.vocabulary.title_en}: the ledger",), "title")
    yield Note((desk.vocabulary.title_en if zh else desk.vocabulary.title_zh,))
    yield Note((f"alliance-ledger {version}",))
    yield from _head("怎么看" if zh else "How to read it")
    for lang in (desk.lang, *(("en",) if zh else ())):
        for message in READING:
            yield Note(("", tell(message, lang)))
    yield from _head("有哪些表" if zh else "Sheets")
    for sheet in made:
        yield Note((tell(sheet.name, desk.lang), _both(sheet.what, desk.lang)), target=tell(sheet.name, desk.lang))
    yield from _head("等级" if zh else "Tiers")
    yield from _bands(desk)
    for title, meanings, told in (
        (Message("没有等级的几种", "Kinds of nothing"), NOTHING, words.NOTHING),
        (Message("核查发现的级别", "Levels of findings"), LEVELS, words.LEVELS),
        (Message("依据", "Basis"), BASIS, words.BASIS),
    ):
        yield from _head(tell(title, desk.lang))
        for key, meaning in meanings.items():
            yield Note((word(told, key, desk.lang), _both(meaning, desk.lang), key))
    yield from _rights(desk, entries)
    yield from _columns(desk, made)


def _head(title: str, *more: str) -> Iterator[Note]:
    yield Note(("",))
    yield Note((title, *more), "head")


def _both(message: Message, lang: str) -> str:
    return f"{message.zh}  {message.en}" if lang == "zh" else message.en


def _bands(desk: Desk) -> Iterator[Note]:
    by_period: dict[str, list[str]] = {}
    for band in desk.ledger.bands:
        by_period.setdefault(band.period, []).append(f"{desk.value('tier', band.tier)} {scores(band.interval)}")
    for period, told in by_period.items():
        yield Note((period, ("，" if desk.lang == "zh" else ", ").join(told)))


def _rights(desk: Desk, entries: Iterable[Entry]) -> Iterator[Note]:
    zh = desk.lang == "zh"
    yield from _head("来源与权利" if zh else "Sources and rights")
    yield Note(("", _both(LICENCE, desk.lang)))
    for entry in entries:
        told = (entry.title, entry.publisher, entry.published)
        yield Note((entry.document, ("，" if zh else ", ").join(part for part in told if part), entry.file))


def _columns(desk: Desk, made: Iterable[Sheet]) -> Iterator[Note]:
    yield from _head(
        *(("各列", "说明", "数据集里的列名") if desk.lang == "zh" else ("Columns", "Meaning", "In the dataset"))
    )
    for sheet in made:
        for head in sheet.heads:
            name = f"{tell(sheet.name, desk.lang)} · {tell(head.name, desk.lang)}"
            yield Note((name, _both(head.what, desk.lang), head.key))
