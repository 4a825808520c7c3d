"""The words of the output in both languages; JSON keys, column names and rule codes are never among them."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.finding import Message

LEVELS: Mapping[str, Message] = {
    "error": Message("矛盾", "error"),
    "warning": Message("存疑", "warning"),
    "note": Message("提示", "note"),
    "pass": Message("相符", "pass"),
    "unchecked": Message("未核", "unchecked"),
}
BLAME: Mapping[str, Message] = {
    "print": Message("", ""),
    "extraction": Message("疑为识别有误", "may be a slip of the extraction"),
    "open": Message("原文或识别有误，未定", "print or extraction, open"),
}
BASIS: Mapping[str, Message] = {
    "printed": Message("原文载明", "printed"),
    "derived": Message("推算", "derived"),
    "inferred": Message("推断", "inferred"),
}
KINDS: Mapping[str, Message] = {
    "report": Message("评价报告", "report"),
    "release": Message("新闻稿", "news release"),
    "bulletin": Message("简报", "bulletin"),
    "list": Message("名单", "list"),
}
NAMES: Mapping[str, Message] = {
    "official": Message("全称", "official"),
    "former": Message("曾用名", "former"),
    "short": Message("简称", "short"),
    "variant": Message("异写", "variant"),
    "misprint": Message("误印", "misprint"),
}
MENTIONS: Mapping[str, Message] = {
    "row": Message("结果表", "result table"),
    "honour": Message("A级名单", "A-level list"),
    "panel": Message("专家组", "panel"),
    "prose": Message("正文", "prose"),
    "item": Message("简报条目", "bulletin item"),
    "contributor": Message("供稿", "contributor"),
}
OUTCOMES: Mapping[str, Message] = {
    "linked": Message("已对上", "linked"),
    "review": Message("待认定", "to be judged"),
    "new": Message("新名称", "new"),
}
NOTHING: Mapping[str, Message] = {
    "not_evaluated": Message("未参评", "not evaluated"),
    "named_absent": Message("点名未参评", "named as absent"),
    "not_listed": Message("未见列入", "never listed"),
    "not_joined": Message("尚未加入", "not joined yet"),
    "unscored": Message("参评未列分", "evaluated, no score printed"),
    "not_high": Message("非高", "not high"),
    "no_report": Message("报告未入库", "report not in the corpus"),
}
MOVES: Mapping[str, Message] = {
    "up": Message("上升", "up"),
    "down": Message("下降", "down"),
    "same": Message("未变", "same"),
    "bands_changed": Message("因标准改变", "only the bands changed"),
    "first": Message("首次参评", "first time"),
    "again": Message("再次参评", "again"),
    "not_evaluated": Message("未参评", "not evaluated"),
    "incomplete": Message("信息不全", "information incomplete"),
    "unknown": Message("不明", "unknown"),
}
BANDS: Mapping[str, Message] = {
    "same": Message("分级标准相同", "same bands"),
    "changed": Message("分级标准已改", "bands changed"),
    "unknown": Message("有一期的分级标准未载明", "the bands of one are not printed"),
}
VERDICTS: Mapping[str, Message] = {
    "agreed": Message("一致", "agreed"),
    "disputed": Message("有争议", "disputed"),
    "misprint": Message("误印", "misprint"),
    "misread": Message("误读", "misread"),
    "carried": Message("承继", "carried on"),
}
RULINGS: Mapping[str, Message] = {
    "misprint": Message("误印", "misprint"),
    "misread": Message("误读", "misread"),
    "stands": Message("所印无误", "stands"),
}
ROLES: Mapping[str, Message] = {
    "adviser": Message("顾问", "adviser"),
    "head": Message("组长", "head"),
    "deputy_head": Message("副组长", "deputy head"),
    "member": Message("成员", "member"),
}
CLAIMS: Mapping[str, Message] = {
    "amount": Message("数额", "amount"),
    "band": Message("分级", "band"),
    "change": Message("增减", "change"),
    "count": Message("家数", "count"),
    "date": Message("日期", "date"),
    "list": Message("列名", "list"),
    "ordinal": Message("次序", "ordinal"),
    "score": Message("分值", "score"),
    "share": Message("占比", "share"),
    "streak": Message("连续期数", "streak"),
    "threshold": Message("界限", "threshold"),
}


def tell(message: Message, lang: str) -> str:
    """Give a message in one of the two languages."""
    return message.en if lang == "en" else message.zh


def word(words: Mapping[str, Message], key: str, lang: str) -> str:
    """Give the word for a key; a key without one stands for itself."""
    return tell(words[key], lang) if key in words else key


RULE_PARTS: Mapping[str, Message] = {
    "protects": Message("保护什么", "Protects"),
    "example": Message("举例", "Example"),
    "silent": Message("不管什么", "Silent on"),
}
CAUSES: Mapping[str, str] = {
    "凑整至100%": "made to add up to 100 %",
    "分数段重叠": "bands overlap",
    "分母有误": "wrong base",
    "分母未载明": "base not told",
    "分级未全覆盖": "bands leave a gap",
    "分级标准有变": "bands changed",
    "列举未尽": "list left open",
    "前后不一致": "told in two ways",
    "参评口径有变": "what counts as evaluated changed",
    "口径不一": "one phrase, two meanings",
    "口径存疑": "population in doubt",
    "只舍不入": "cut off instead of rounded",
    "名称不一": "name told in two ways",
    "四舍五入": "rounded to the nearest",
    "图表编号不连续": "gap in the numbers of figures",
    "成因未定": "cause open",
    "数字颠倒": "digits swapped",
    "更名": "renamed",
    "标题序号不连续": "gap in the numbers of headings",
    "沿用上期未更新": "figure of the last edition left standing",
    "目录与标题不符": "contents list against headings",
    "笔误": "slip",
    "等级称谓不一": "one tier, two labels",
    "等级称谓有变": "label of a tier changed",
    "编号冲突": "codes in conflict",
    "职务不一": "office told in two ways",
    "附件指引有误": "annex referred to is not there",
    "定性表述缺乏数据支持": "words wider than their figures",
    "识别存疑": "print or extraction",
    "文件读不了": "file cannot be read",
    "文件残缺": "file cut short",
    "文件与登记不符": "file is not the one registered",
    "登记有误": "registered as something else",
}
"""The causes of findings in English; in JSON a cause is the Chinese word, as a rule is its code."""


def cause_word(cause: str, lang: str) -> str:
    """Name a cause in a language; one without a translation stands for itself."""
    return CAUSES.get(cause, cause) if lang == "en" else cause


def plural(number: int, noun: str) -> str:
    """Count things in English: 1 name, 2 names."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
