"""Words that tell a population: what each kind of token adds to the phrase that is being read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from extractors.statistics import elsewhere, groups, pointing, respective, wordings, years
from extractors.statistics.amounts import change
from extractors.statistics.counts import end_count, set_topic
from extractors.statistics.light import made_of
from extractors.statistics.numerals import numerals
from extractors.statistics.phrases import Phrase, merge
from extractors.statistics.scores import settle_score
from extractors.statistics.script import HAN_WORD
from extractors.statistics.shares import close_base
from extractors.statistics.state import Draft, State, begins_clause
from extractors.statistics.tokens import Token
from schemas.population import Interval, Population
from schemas.quantity import counted

COORDINATION = ("and", "list")
_GRADED = ("graded", "reach")
_AFTER_BARE = (
    "head",
    "quantity",
    "percent",
    "score",
    "share",
    "open",
    "downward",
    "upward",
    "and",
    "list",
    "up",
    "down",
    "sum",
)
# Behind these a grade may stand alone as the label of its item (：高，43 家；较高，9 家).
_ITEM_MARKS = ("：", "；")
_LESS = ("低", "少", "低了", "少了")
_OF_PLACE = ("axis", "bare", "head")
# Between a figure and the thing it counts stand at most a few words: 50 项以上先进适用标准 has four characters.
MAX_BETWEEN = 6
# 由我们设立的 and longer; 共有的 and 开展的 tell nothing.
MIN_CLAUSE = 4


def _axis(token: Token, state: State) -> None:
    entry = token.entry
    assert entry is not None
    phrase = state.phrase
    state.stems.add(entry.axis)
    elsewhere.settle_whole(entry.axis, state)
    if state.scope_is_base and state.first_group is None:
        state.first_group = merge(state.scope, Population(phrase.chief).having(entry.axis, entry.values))
    wordings.past_honour(token, entry.axis, state)
    if state.previous == "and" and _told_whole(phrase, token, state):
        # 不合格的 6 家和未参评的 8 家
        end_count(state)
        phrase = state.phrase = state.fresh()
    if entry.axis in phrase.axes:
        if state.previous in COORDINATION and phrase.count is None and not phrase.sealed:
            phrase.axes[entry.axis] = tuple(sorted({*phrase.axes[entry.axis], *entry.values}))
            phrase.members.append((entry.axis, entry.values))
            phrase.last = token
            return
        if phrase.count is not None and phrase.count.end <= token.start and state.mode != "share":
            if state.previous in COORDINATION and entry.axis in phrase.after:
                phrase.axes[entry.axis] = tuple(sorted({*phrase.axes[entry.axis], *entry.values}))
            return
        if phrase.sealed or phrase.axes[entry.axis] != entry.values:
            set_topic(state)
            changed = state.previous == "this_period"
            phrase = state.phrase = state.fresh(years=phrase.years)
            # 上年参评而今年未参评的 are some of those who were not evaluated.
            phrase.restricted = changed
    if phrase.axes and phrase.count is None and phrase.last and phrase.last.kind == "head" and not state.mode:
        # 活跃度高的联盟第一批占 48.84%，第二批占 13.95%: what the word for the members closes is told of what follows.
        set_topic(state)
        state.firm.sure = state.firm.told = True
    phrase.axes[entry.axis] = entry.values
    phrase.after += [entry.axis] if phrase.count is not None else []
    phrase.members = [m for m in phrase.members if m[0] != entry.axis] + [(entry.axis, entry.values)]
    if len(entry.values) > 1:
        _number_inside(token, entry.axis, len(entry.values), state)
    if entry.entity:
        phrase.entity = entry.entity
    # 难以参加评价: whom a denied value means no axis tells.
    phrase.restricted = phrase.restricted or _denied(token, state)
    phrase.last = token


def _denied(token: Token, state: State) -> bool:
    """Tell whether a word right before a label denies what it tells (无法参加评价)."""
    return state.setting.text.endswith(state.vocabulary.words("relation", "denied"), 0, token.start)


def _told_whole(phrase: Phrase, token: Token, state: State) -> bool:
    """Tell whether a count has been told before its figure and nothing behind it, so that 和 begins another."""
    count = phrase.count
    return count is not None and count.end < token.start and bool(phrase.axes) and not phrase.after and not state.mode


def _number_inside(token: Token, axis: str, number: int, state: State) -> None:
    """Claim the number that stands in 三批试点: there are that many batches."""
    digits = next(iter(numerals(token.text)), None)
    if digits is not None and int(digits.value) == number:
        start = token.start + digits.start
        printed = counted(number, token.text[digits.end], token.text[digits.start : digits.end + 1])
        state.drafts.append(Draft("count", axis, (Population(axis),), (), printed, start, start + len(printed.text)))


def _bare(token: Token, state: State) -> None:
    """Take 较高 for a tier beside 活跃度高, or where the sentence has named the stem and a figure follows."""
    assert token.entry is not None
    axis = token.entry.axis
    coordinated = axis in state.phrase.axes and state.previous in COORDINATION
    score = state.phrase.score
    banded = score is not None and state.phrase.count is None
    between = state.setting.text[score.end : token.start] if score is not None else ""
    if score is not None and banded and made_of(between, "of_grade", state.vocabulary):
        # 90 分及以上为高: a score that is a grade says by itself what is graded.
        state.stems.add(axis)
    alone = state.following == "comma" and state.setting.text[: token.start].endswith(_ITEM_MARKS)
    # 有 21 家活跃度高，3 家较高: it ends its clause.
    closes = state.previous == "quantity" and state.following in ("comma", "semi", "stop", "list", "")
    near = closes or banded or alone or state.previous in _GRADED or state.following in _AFTER_BARE
    if coordinated or state.previous == "graded" or (axis in state.stems and near):
        _axis(token, state)


def _verb(token: Token, state: State) -> None:
    """Read 填报 right before a figure or the word for the members (填报 32 家, 填报联盟, 填报的联盟)."""
    assert token.entry is not None
    text, at = state.setting.text, token.end
    at += text.startswith("的", at)
    counts = state.following == "quantity" and text[token.end : token.end + 1].isdigit()
    if counts or text.startswith(state.vocabulary.entity.heads, at):
        _axis(token, state)


def _head(token: Token, state: State) -> None:
    phrase = state.phrase
    phrase.heads.append(token.text)
    phrase.body = None
    if phrase.count is None and not any(state.vocabulary.axis(a).entity == phrase.entity for a in phrase.axes):
        phrase.entity = ""
    if token.text in state.vocabulary.words("relation", "subjects"):
        state.phrase.definite = True
    phrase.last = token
    close_base(state)


def _thing(token: Token, state: State) -> None:
    assert token.entry is not None
    phrase, count = state.phrase, state.phrase.count
    near = count is not None and token.start - count.end <= MAX_BETWEEN and not phrase.passed
    near = near and not _of_members(count, state)
    if count is not None and phrase.told and state.following == "quantity":
        # 43 家活跃度高的联盟共承担项目 812 项: the things of some of the members are not all of them.
        some = not phrase.entity and set(phrase.axes) - set(state.vocabulary.words("relation", "all_of"))
        end_count(state)
        phrase = state.phrase = state.fresh(entity=token.entry.entity)
        phrase.restricted = bool(some)
    if count is None or (near and not phrase.told):
        phrase.restricted = phrase.restricted or (count is None and _free_clause(token, state))
        phrase.entity = token.entry.entity
    phrase.last = token


def _of_members(count: Token | None, state: State) -> bool:
    """Tell whether a figure is printed in the measure word that only members have (28 家进入专家评审)."""
    quantity = count.figure.quantity if count is not None and count.figure else None
    return quantity is not None and quantity.unit == state.vocabulary.entity.measure_words[0]


def _free_clause(token: Token, state: State) -> bool:
    """Tell whether free words before a thing tell which, as no axis does: a clause (联盟自己设立的项目), or any words
    beside the same things told by an axis (政府委托项目 370 项，自行设立项目 372 项) or in an item (一是自主设立项目).
    """
    clause = state.setting.clause_before(token.start)
    if state.phrase.told or state.mode == "share":
        return False
    item = next((i for i in state.vocabulary.words("relation", "items") if clause.startswith(i)), "")
    if item and HAN_WORD.search(clause, len(item)):
        return True
    last = state.subject[0] if state.subject else None
    beside = last is not None and last.entity == token.entry.entity and last.axes if token.entry else False
    return (clause.endswith("的") and len(clause) > MIN_CLAUSE) or bool(beside and len(HAN_WORD.findall(clause)) > 0)


def _measure(token: Token, state: State) -> None:
    assert token.entry is not None
    state.phrase.measure = token.entry.axis
    state.phrase.last = token


def _whole(token: Token, state: State) -> None:
    if state.phrase.count is not None and state.phrase.passed and not _named_so(token, state):
        return
    state.phrase.whole = token.text
    state.phrase.last = token


def _named_so(token: Token, state: State) -> bool:
    """Tell whether a clause says what the figure before it is (70 家，是参评联盟总数)."""
    clause = state.setting.clause_before(token.start)
    return clause.startswith(state.vocabulary.words("relation", "is"))


def _definite(token: Token, state: State) -> None:
    """Read 全部 before the members; behind a figure it tells all only where that counts all (目前共有)."""
    count = state.phrase.count
    whole = (*state.vocabulary.words("relation", "summed"), *state.vocabulary.words("light", "now"))
    clause = state.setting.clause_before(count.start) if count is not None else ""
    state.phrase.definite = state.phrase.definite or count is None or any(word in clause for word in whole)


def _including(token: Token, state: State) -> None:
    """Read 包括 behind a group that is not counted: what follows are parts of it (参评联盟包括第一批试点 30 家…)."""
    phrase = state.phrase
    if phrase.axes and phrase.heads and phrase.count is None and not phrase.restricted and not state.mode:
        state.scope, state.scope_is_base, state.part_scope = merge(state.scope, phrase.population()), False, True
        state.phrase = state.fresh()


def _contrast(token: Token, state: State) -> None:
    state.phrase.contrast = True


def _name(token: Token, state: State) -> None:
    if token.name and state.phrase.count is None:
        state.phrase.names.append(token.name)
    state.phrase.last = token


def _etc(token: Token, state: State) -> None:
    if state.phrase.names:
        state.phrase.etc = True


def _full(token: Token, state: State) -> None:
    mark = Decimal(state.vocabulary.words("relation", "full_score")[0])
    state.phrase.interval = Interval(mark, mark)
    state.phrase.full = True


def _score(token: Token, state: State) -> None:
    assert token.figure is not None
    if state.rival and token.figure.quantity is not None:
        # 比参评联盟平均分高 18.9 分: a difference, and no score.
        state.mode = "change"
        state.sign = -1 if state.setting.text.endswith(_LESS, 0, token.start) else 1
    if state.mode == "change" and token.figure.quantity is not None:
        change(token, state)
        return
    settle_score(state)
    count = state.phrase.count
    if count is not None and state.phrase.told and _of_all(state.setting.text[count.end : token.start], state):
        # 66 家得分均在 40 分以上: told of all who are counted, and no part of them.
        end_count(state)
        state.phrase = state.fresh()
    state.phrase.interval = token.figure.interval
    state.phrase.score = token


def _of_all(between: str, state: State) -> bool:
    """Tell whether the words between a count and a score tell the score of everybody counted (得分均在)."""
    return any(word in between for word in state.vocabulary.words("relation", "of_all"))


def _turn(token: Token, state: State) -> None:
    """Read 增加 and 减少: a change, once an earlier period or another group has been named to compare with."""
    if state.rival and state.phrase.told and state.phrase.count is None:
        state.subject, state.rival, state.mode = state.rival, (), "change"
        state.sign, state.against, state.phrase = 1 if token.kind == "up" else -1, "", state.fresh()
        return
    if state.turns.running:
        # 高、较高的联盟分别增加 6 家和减少 4 家: each figure is a change, of whom it is the turn.
        state.mode, state.sign = "change", 1 if token.kind == "up" else -1
        return
    if not state.against and state.flowing is not None and token.text in state.vocabulary.words("relation", "net"):
        # 网员联盟新增 3 家、退出 1 家，净增 2 家: of the group that they joined and left.
        state.against, state.subject = state.setting.last_period, (state.flowing,)
    if not state.against and not _turns_alone(token, state):
        return
    told = state.phrase.told and state.phrase.count is None
    if not told and state.phrase.count is None and state.topic_is_newest and state.topic is not None:
        state.subject = (state.topic,)
    end_count(state)
    state.mode, state.sign = "change", 1 if token.kind == "up" else -1
    if not told:
        state.phrase = state.fresh(measure=state.phrase.measure)


def _turns_alone(token: Token, state: State) -> bool:
    """Tell whether a figure right behind 增加 is a change though no year is named to compare with: of a group told in
    this clause, and not of how many there are (居多, 增加到).
    """
    told = state.phrase.told or (begins_clause(token, state) and state.topic_is_newest)
    return len(token.text) > 1 and state.following == "quantity" and told and state.phrase.count is None


def _become(token: Token, state: State) -> None:
    """Read 由活跃度高降为一般: who moved is in neither tier alone."""
    if state.following in ("axis", "bare") and state.phrase.axes:
        state.phrase.restricted = True
        state.phrase.axes = {k: v for k, v in state.phrase.axes.items() if k not in state.stems}


def _flow(token: Token, state: State) -> None:
    """Read 新增 and 退出 before a figure: it counts a part of the group that is named."""
    if state.phrase.axes and state.phrase.count is None and not state.phrase.restricted:
        state.flowing = state.phrase.population()
    state.phrase.restricted = state.phrase.restricted or state.phrase.count is None


def _mean(token: Token, state: State) -> None:
    """Read 平均: what follows is a mean of those told, and no member's or group's own figure."""
    phrase = state.phrase
    if phrase.count is not None:
        kept = dict(phrase.axes)
        end_count(state)
        phrase = state.phrase = state.fresh(axes=kept)
    phrase.restricted = phrase.mean = True


def _extreme(token: Token, state: State) -> None:
    """Read 最高分: the score that follows is somebody's of those told, and narrows no count."""
    phrase = state.phrase
    if phrase.count is not None:
        kept = dict(phrase.axes)
        end_count(state)
        state.phrase = state.fresh(axes=kept)


def _restrict(token: Token, state: State) -> None:
    state.phrase.restricted = True


def _place(token: Token, state: State) -> None:
    """Read 浙江 right before whoever is counted: those of this place."""
    if state.following in _OF_PLACE and not state.phrase.told:
        state.phrase.restricted = True


def _graded(token: Token, state: State) -> None:
    """Read 定为 before a grade: it is given to whom the clause before has counted."""
    state.phrase.graded = begins_clause(token, state)


def _narrowed(token: Token, state: State) -> None:
    """Read 从未参评: a value that free words narrow further; 从未参评联盟的批次看 is 从 … 看."""
    _axis(token, state)
    rest = state.setting.clause_after(token.end)
    seen = begins_clause(token, state) and rest.endswith(state.vocabulary.words("relation", "view_ends") or ("\n",))
    state.phrase.restricted = not seen


HANDLERS: dict[str, Callable[[Token, State], None]] = {
    **groups.HANDLERS,
    **pointing.HANDLERS,
    **respective.HANDLERS,
    **years.HANDLERS,
    **elsewhere.HANDLERS,
    **wordings.HANDLERS,
    "axis": _axis,
    "bare": _bare,
    "verb": _verb,
    "graded": _graded,
    "head": _head,
    "thing": _thing,
    "measure": _measure,
    "whole": _whole,
    "definite": _definite,
    "contrast": _contrast,
    "name": _name,
    "etc": _etc,
    "full": _full,
    "score": _score,
    "up": _turn,
    "down": _turn,
    "restrict": _restrict,
    "narrowed": _narrowed,
    "place": _place,
    "become": _become,
    "mean": _mean,
    "including": _including,
    "extreme": _extreme,
    "flow": _flow,
}
