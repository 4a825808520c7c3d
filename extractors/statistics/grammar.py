"""The grammar: one passage, token by token, into drafts of claims.

The subject carries over clauses: X 中 and 其中 set a scope, a phrase that is not counted becomes the topic, and a count
under neither inherits the last count of its sentence. What is guessed keeps the plainer reading as second candidate.
"""

from __future__ import annotations

from itertools import takewhile

from extractors.statistics import amounts, words
from extractors.statistics.ahead import (
    PARTS,
    axes_ahead,
    figures_ahead,
    graded,
    heads_next,
    parts_counts,
    splits_later,
)
from extractors.statistics.asides import aside
from extractors.statistics.counts import end_count, name_list, set_topic
from extractors.statistics.elsewhere import alone, end_counting_in, open_whole
from extractors.statistics.groups import leave_out, siblings_before, told_within
from extractors.statistics.light import MAX_LIGHT
from extractors.statistics.phrases import candidates
from extractors.statistics.respective import in_row, keep_order, listed, settle_backward
from extractors.statistics.scores import settle_score
from extractors.statistics.shares import flush_waiting, settle_lead, settle_waiting
from extractors.statistics.state import Candidates, Draft, Setting, State, begins_clause
from extractors.statistics.subjects import share, than
from extractors.statistics.tokens import Token
from extractors.statistics.wordings import LEFT_OUT, settle_most, wording
from schemas.population import Population
from schemas.vocabulary import Vocabulary

__all__ = ["Draft", "Setting", "read_tokens"]

_HANDLERS = words.HANDLERS | amounts.HANDLERS


def read_tokens(found: tuple[Token, ...], setting: Setting) -> list[Draft]:
    """Read the tokens of one passage into drafts, in the order of their figures."""
    return read_all(found, setting)[0]


def read_all(found: tuple[Token, ...], setting: Setting) -> tuple[list[Draft], list[Draft]]:
    """Read the tokens of one passage into drafts of its figures, and of the words that weigh without one."""
    if not any(_tells(token) for token in found):
        return [], []
    state = State(setting)
    _read(found, state)
    return sorted(state.drafts, key=lambda d: d.start), sorted(state.wordings, key=lambda d: d.start)


def _tells(token: Token) -> bool:
    """Tell whether a token can make a claim: a figure, a word that weighs, a label with a number in it (三批试点)."""
    if token.figure is not None or token.kind == "wording":
        return True
    return token.entry is not None and len(token.entry.values) > 1


def _read(found: tuple[Token, ...], state: State) -> None:
    i = 0
    while i < len(found):
        token = found[i]
        if i == 0 or found[i - 1].kind == "stop":
            state.stems |= graded(found, i)
        if token.kind == "open":
            close = _closing(found, i)
            aside(found, i, close, state, _read)
            i = close + 1
            continue
        if token.kind != "word":
            _step(token, found, i, state)
        if not token.light and not (token.kind == "date" and state.previous == "become"):
            state.previous = token.kind
        i += 1
    _end_clause(state)
    flush_waiting(state)


def _closing(found: tuple[Token, ...], i: int) -> int:
    depth = 0
    for j in range(i, len(found)):
        depth += (found[j].kind == "open") - (found[j].kind == "close")
        if depth == 0:
            return j
    return len(found)


def _step(token: Token, found: tuple[Token, ...], i: int, state: State) -> None:
    state.following = _following(found, i)
    state.ahead = figures_ahead(found, i, state) if token.kind in ("respectively", "each") else 0
    if state.listed_topic and token.kind in ("quantity", "percent") and state.turns.at is None:
        in_row(found, i, state)
    if token.kind == "without" and state.phrase.count is not None:
        # 118 家填报联盟剔除信息不完整的 19 家: whoever is left out is none of those counted.
        state.phrase.restricted = state.phrase.restricted or not state.phrase.told
        end_count(state)
        state.phrase = state.fresh()
    handler = _HANDLERS.get(token.kind)
    if handler is not None:
        handler(token, state)
    elif token.kind in ("share", "reach"):
        share(found, i, state)
    elif token.kind == "than":
        than(found, i, state)
    elif token.kind == "among":
        end_count(state)
        state.among_first = not state.counted and begins_clause(token, state)
        state.scope = state.subject[0] if state.subject else state.anchor
        state.scope_is_base = False
        state.rival_scopes = [*siblings_before(state), *_stand_for(state.subject, state.vocabulary)]
        state.phrase = state.fresh()
    elif token.kind == "in" or (token.kind == "within" and _opened(token, state)):
        _scope(axes_ahead(found, i), state)
    elif token.kind in (*PARTS, "list"):
        _mark(token.kind, found, i, state)
    elif token.kind == "and" and parts_counts(found, i, state):
        _mark("list", found, i, state)


def _following(found: tuple[Token, ...], i: int) -> str:
    """Give the kind of the next token, or of the one behind a light one or a colon."""
    for token in found[i + 1 : i + 3]:
        if not token.light and token.text != "：":
            return token.kind
    return ""


def _opened(token: Token, state: State) -> bool:
    """Tell whether 在 has opened the scope that 里 closes, or 里 stands right behind the word for the members."""
    phrase = state.phrase
    counted = phrase.count is not None and phrase.count.end == token.start
    of_members = counted or (phrase.last is not None and phrase.last.kind == "head" and phrase.last.end == token.start)
    return of_members or state.setting.clause_before(token.start).startswith("在")


def _stand_for(of: Candidates, vocabulary: Vocabulary) -> list[Population]:
    """Give the other groups that a declared value stands for (没有填报: not evaluated, or not registered)."""
    names = {name for name, _ in of[0].axes} if of else set()
    values = {value for key, others in vocabulary.section("alternatives") for value in (key, *others)}
    standing = {value.partition("=")[0] for value in values}
    told = [(p, {name for name, _ in p.axes}) for p in of[1:]]
    return [p for p, own in told if own != names and (own ^ names) <= standing]


def _scope(divided: frozenset[str], state: State) -> None:
    """Close X 中: X is the scope; bare 试点联盟中 means those just counted. X is not restricted on an axis that it is
    divided on (从参评情况看，第一批 52 家联盟中有 29 家参评).
    """
    phrase, subject = state.phrase, state.subject
    told = phrase.population()
    if phrase.count is not None:
        phrase.closed = True
        if state.topic is not None and divided & {name for name, _ in state.topic.axes}:
            state.topic = state.colon_topic = None
        open_whole(phrase, state)
        end_count(state)
        state.scope_period = state.drafts[-1].period
        state.before_scope, state.scope = subject, state.subject[0] if state.subject else None
    elif phrase.axes or phrase.interval or phrase.entity or phrase.whole:
        state.scope_period = ""
        whole = candidates(told, phrase, None, state.vocabulary)[0]
        state.scope = told_within(whole, state) or whole
        state.rival_scopes = [whole] if state.scope != whole else []
        state.before_scope = ()
    elif phrase.heads and not phrase.names:
        state.scope = state.anchor
        if state.anchor is not None and state.anchor.axes and phrase.last is not None:
            state.wordings.append(wording(LEFT_OUT, (state.anchor,), phrase.last))
    else:
        return
    state.scope_is_base = state.scope is not None
    state.scope_parts = listed(phrase, state)
    state.topic = None
    state.phrase = state.fresh()


def _mark(kind: str, found: tuple[Token, ...], i: int, state: State) -> None:
    phrase = state.phrase
    if phrase.years:
        state.recent_years = list(phrase.years) if len(phrase.years) > 1 else [*state.recent_years, *phrase.years][-6:]
    if kind == "list":
        if phrase.count is not None or phrase.score is not None:
            counted = phrase.count is not None
            _end_clause(state)
            # An ordinal counts nothing.
            last = state.drafts[-1] if counted and state.drafts else None
            state.joined += [len(state.drafts) - 1] if last is not None and last.kind == "count" else []
        return
    if kind == "comma" and _stays_open(state) and not _counted_next(found, i):
        phrase.passed = True
        phrase.restricted = phrase.restricted or _acts(found[i], state)
        return
    listed = kind == "comma" and i + 1 < len(found) and found[i + 1].kind in ("name", "etc")
    names = phrase.names if listed and phrase.count is None else []
    if kind == "comma" and _fronted(found, i, state):
        state.scope, state.scope_is_base = phrase.population(), False
        state.topic, state.firm.told_at = state.scope, len(state.drafts)
        state.phrase = state.fresh()
        return
    if found[i].text == "：" and _labelled(found, i, state):
        state.scope, state.scope_is_base, state.part_scope = phrase.population(), False, True
        state.phrase = state.fresh()
        return
    members = bool(phrase.heads)
    _end_clause(state, found[i].start)
    if found[i].text == "：":
        _colon(found, i, members, state)
        names = []
    state.phrase.names = names
    state.joined = []
    # 第一批试点联盟。参评 30 家…: a sentence that is but a label heads the next.
    label = state.topic if kind == "stop" and heads_next(found, i) else None
    if kind in ("semi", "stop"):
        state.end_part()
    if kind == "stop":
        _end_sentence(label, state)


def _end_sentence(label: Population | None, state: State) -> None:
    flush_waiting(state)
    orphans = alone(state)
    state.end_sentence()
    state.pending.orphans, state.scope = orphans, label


def _colon(found: tuple[Token, ...], i: int, members: bool, state: State) -> None:
    """Keep what stands before a colon for all parts behind it (参评联盟按批次分：第一批…；第二批…)."""
    state.firm.scoped = state.scope_is_base and state.topic is not None and state.topic != state.scope
    state.firm.anchor_sure = state.anchor is not None and _parts_of(state.anchor, found, i)
    state.colon_topic = state.topic
    state.firm.sure = state.firm.colon_sure = members and _parts_of(state.topic, found, i)
    _names_after(found, i, state)


def _fronted(found: tuple[Token, ...], i: int, state: State) -> bool:
    """Tell whether a group stands by itself before its sentence (活跃度高的，第一批最多，21 家), or before its parts
    (活跃度高的联盟，第一批有 19 家…；第二批有 11 家…).
    """
    own = (
        i > 1 and found[i - 1].text == "的" and found[i - 2].kind == "axis" and (i == 2 or found[i - 3].kind == "stop")
    )
    told = state.phrase.axes and state.phrase.heads and not state.phrase.restricted and not state.counted
    whole = told and i > 0 and found[i - 1].kind == "head" and splits_later(found, i)
    whole = whole and _parts_of(state.phrase.population(), found, i)
    return (own or bool(whole)) and state.phrase.count is None and found[i].text == "，"


def _parts_of(whole: Population | None, found: tuple[Token, ...], i: int) -> bool:
    """Tell whether what stands before a colon is told of the parts behind it (第三批：22 家参评)."""
    axes = {name for name, _ in whole.axes} if whole is not None else set()
    rest = takewhile(lambda t: t.kind != "stop", found[i + 1 :])
    return not any(t.entry is not None and t.entry.axis in axes for t in rest)


def _names_after(found: tuple[Token, ...], i: int, state: State) -> None:
    """List the names that follow a count and a colon (2 家：甲联盟和乙联盟)."""
    rest = list(takewhile(lambda t: t.kind in ("name", "list", "and", "etc"), found[i + 1 :]))
    names = tuple(t.name for t in rest if t.name)
    ends = i + 1 + len(rest) == len(found) or found[i + 1 + len(rest)].kind in ("semi", "stop")
    counted = bool(state.drafts) and state.drafts[-1].kind == "count" and state.drafts[-1].of == state.subject
    if names and ends and counted:
        name_list(names, all(t.kind != "etc" for t in rest), state.subject, state)


def _labelled(found: tuple[Token, ...], i: int, state: State) -> bool:
    """Tell whether a clause is a label and its colon, with grades behind it (第一批：高 21 家，较高 3 家)."""
    alone = i > 0 and found[i - 1].kind == "axis" and (i == 1 or found[i - 2].kind in PARTS)
    return alone and state.phrase.count is None and i + 1 < len(found) and found[i + 1].kind in ("bare", "axis")


def _stays_open(state: State) -> bool:
    """Tell whether the predicate of a count is still to come: 有 N 家 with nothing told, or 虽然 ... 但 ..."""
    phrase = state.phrase
    return phrase.count is not None and (phrase.contrast or not phrase.told) and not phrase.definite


def _acts(mark: Token, state: State) -> bool:
    """Tell whether the clause of a count says in free words what those counted did (两家因虚报材料，…定为不合格)."""
    count = state.phrase.count
    if count is None or state.phrase.contrast:
        return False
    rest = state.setting.text[count.end : mark.start]
    head = next((h for h in state.phrase.heads if rest.startswith(h)), "")
    return len(rest.removeprefix(head)) > MAX_LIGHT


def _counted_next(found: tuple[Token, ...], i: int) -> bool:
    """Tell whether the next clause has a figure of its own or starts anew."""
    for token in found[i + 1 :]:
        if token.kind in PARTS:
            return False
        if token.kind in ("quantity", "percent", "among", "share", "than", "score"):
            return True
    return False


def _end_clause(state: State, end: int = 0) -> None:
    settle_lead(state, settle_most)
    settle_waiting(state)
    settle_backward(state)
    end_count(state)
    left_out = leave_out(end, state)
    end_counting_in(state)
    settle_score(state)
    if state.phrase.count is None and not state.mode and not left_out:
        keep_order(end, state)
        set_topic(state)
    if state.mode == "share" and state.owed_share and (state.phrase.told or state.phrase.heads):
        state.owed_base = amounts.base_told(state)
    in_turn = state.mode == "change" and state.turns.at is not None
    state.mode = "" if state.mode == "share" or in_turn else state.mode
    state.each = False
    state.bracketed = False
    state.phrase = state.fresh()
