"""The words of both faces: the kinds of decision with their keys, the kinds of question, and places in words."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.render.words import MENTIONS, NOTHING, tell, word
from schemas.finding import Message
from schemas.question import Effect, Option, Seen
from schemas.vocabulary import Vocabulary

KIND_WORDS: Mapping[str, Message] = {
    "same": Message("同一", "same"),
    "rename": Message("更名", "renamed"),
    "misprint": Message("误印", "misprint"),
    "successor": Message("承继", "successor"),
    "different": Message("不同", "different"),
    "new": Message("另立", "new alliance"),
    "retract": Message("撤销", "retract"),
    "right": Message("以此为准", "this is right"),
    "misread": Message("误读", "misread"),
    "stands": Message("所印无误", "stands"),
}
KIND_KEYS: Mapping[str, str] = {
    "same": "y",
    "rename": "r",
    "misprint": "m",
    "successor": "c",
    "different": "n",
    "new": "w",
    "right": "y",
    "misread": "d",
    "stands": "k",
}
KIND_HELP: Mapping[str, Message] = {
    "same": Message("两个名称是同一家", "both names mean one alliance"),
    "rename": Message("同一家，名称改过", "one alliance that changed its name"),
    "misprint": Message("同一家，此处印错", "one alliance, misprinted here"),
    "successor": Message("不是同一家，承继了它的编号", "another body that took over its code"),
    "different": Message("不是这一家", "not this alliance"),
    "new": Message("候选都不是，给它自己的编号", "none of them: it gets an id of its own"),
    "right": Message("此处所印为准，其他各处是误印", "this is right; the other places are misprints"),
    "misread": Message("文本有误，纸面另印作他数", "our text slipped; the paper prints another figure"),
    "stands": Message("照所印，没有错", "right as printed"),
}
QUESTIONS: Mapping[str, Message] = {
    "name": Message("名称", "names"),
    "code": Message("编号", "codes"),
    "figure": Message("数据", "figures"),
}
ROLES: Mapping[str, Message] = {
    **MENTIONS,
    "code": Message("编号", "code"),
    "figure": Message("数据", "figure"),
}


def role(seen: Seen, lang: str) -> str:
    """Say in what a thing is printed."""
    return word(ROLES, seen.role, lang)


def tier(value: str, vocabulary: Vocabulary, lang: str) -> str:
    """Write a cell of the roster: the tier, or the kind of nothing."""
    if value in NOTHING:
        return word(NOTHING, value, lang)
    found = vocabulary.axis("tier").value(value)
    return found.key.replace("_", " ") if lang == "en" else found.zh


MISPRINT = "misprint"
"""A kind of judgement and of ruling alike; as a ruling, what is right may be unknown."""

RULING_HELP: Mapping[str, Message] = {
    MISPRINT: Message("纸面印错了", "the paper is wrong"),
}
"""Help where a ruling has the name of a kind of judgement and says something else."""


def help_on(option: Option, lang: str) -> str:
    """Say in a few words what an option means."""
    words = RULING_HELP if option.asks else KIND_HELP
    return tell(words.get(option.kind, KIND_HELP[option.kind]), lang)


def rows_words(count: int) -> Message:
    """Count rows."""
    return Message(f"{count} 行", f"{count} row{'' if count == 1 else 's'}")


def impact(effect: Effect, lang: str) -> str:
    """Say in a few words how much a decision changes."""
    if effect.rows:
        rows = rows_words(effect.rows)
        return tell(Message(f"将影响 {rows.zh}", f"will change {rows.en}"), lang)
    if effect.findings:
        findings = "finding" if effect.findings == 1 else "findings"
        words = Message(f"将了结 {effect.findings} 项发现", f"will settle {effect.findings} {findings}")
        return tell(words, lang)
    names = "name" if effect.mentions == 1 else "names"
    return tell(
        Message(
            f"名册行不变，涉及 {effect.mentions} 处名称", f"no row changes; {effect.mentions} printed {names} concerned"
        ),
        lang,
    )
