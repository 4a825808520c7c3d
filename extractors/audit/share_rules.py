"""Rules on shares as a whole: how a document rounds them, and what they are shares of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractors.audit.case import Case
from extractors.audit.causes import PUSHED as PUSHED_ZH
from extractors.audit.causes import ROUNDING, TRUNCATION
from extractors.audit.figures import SHARE, Variable, named
from extractors.audit.habits import MIN_EVIDENCE, PUSHED, Habit, Sample
from extractors.audit.identities import RATIO, SUM, Instance
from extractors.audit.intervals import NEAREST, TRUNCATED, printed
from extractors.audit.saying import finding
from extractors.audit.shares import Hidden, counts_of
from extractors.audit.words import population
from schemas.finding import Finding, Message
from schemas.population import Population
from schemas.reading import Claim
from schemas.where import Where

MODE_ZH = {NEAREST: ROUNDING, TRUNCATED: TRUNCATION, PUSHED: PUSHED_ZH}
MODE_EN = {NEAREST: "rounded to the nearest", TRUNCATED: "cut off", PUSHED: "made to add up to 100"}
NUMERALS = "零一两三四五六七八九"
MAX_SHOWN = 6
"""Divisions a habit is shown with; ten of a kind prove no more than six."""


def habit(case: Case) -> Iterator[Finding]:
    """SHR-02 修约习惯 (how the document rounds its shares).

    保护什么：同一份文件的占比用同一种修约方法；方法本身只报一次，不逐项报错。
    举例：2016年度报告的两位小数占比16项全部只舍不入。
    不管什么：可据以判断的占比不足3项的小数位数；方法的好坏。

    Protects: the shares of a document are rounded in one way, which is told once instead of share by share.
    Example: all 16 two-decimal shares of the 2016 report are cut off.
    Silent on: numbers of decimals with fewer than three shares that tell; whether a habit is good.
    """
    for found in case.graph.habits:
        if len(found.told) < MIN_EVIDENCE or found.mode not in MODE_ZH or not found.fitting:
            continue
        yield Finding(
            "SHR-02",
            "note",
            MODE_ZH[found.mode],
            "print",
            _habit_message(found),
            "、".join(dict.fromkeys(f"{s.value_text}%" for s in _telling(found))),
            "",
            "；".join(list(dict.fromkeys(_division(case, s) for s in _telling(found)))[:MAX_SHOWN]),
            tuple(dict.fromkeys(s.claim.where for s in found.fitting)),
            (),
        )


def _habit_message(found: Habit) -> Message:
    places = "整数" if found.decimals == 0 else f"{NUMERALS[found.decimals]}位小数"
    number, total = len(found.fitting), len(found.told)
    all_zh = "全部" if number == total else f"{number}项"
    if found.mode == NEAREST:
        zh = f"{places}占比可据以判断的{total}项，{all_zh}合乎四舍五入"
        en = f"{number} of {total} shares with {found.decimals} decimals that tell are rounded to the nearest"
    else:
        zh = f"{places}占比可据以判断的{total}项，{all_zh}合乎{MODE_ZH[found.mode]}，四舍五入只合{found.nearest}项"
        zh += "：是全文的习惯，不是逐项的差错，不影响家数"
        en = (
            f"{number} of {total} shares with {found.decimals} decimals that tell are {MODE_EN[found.mode]}, "
            f"rounding to the nearest explains {found.nearest}: a habit of the document"
        )
    return Message(f"{zh}。", f"{en}.")


def _telling(found: Habit) -> list[Sample]:
    """Keep the shares that only this mode explains."""
    other = NEAREST if found.mode != NEAREST else TRUNCATED
    only = [s for s in found.fitting if not s.fits(other)]
    return only or list(found.fitting)


def _division(case: Case, sample: Sample) -> str:
    of, base = (case.graph.board.value(v) for v in counts_of(sample.variable))
    return f"{of} ÷ {base} = {float(sample.true):.{sample.decimals + 2}f}% → {sample.value_text}%"


def base_unnamed(case: Case) -> Iterator[Finding]:
    """SHR-03 分母未载明（可反推） (a base that is not printed, but can be solved).

    保护什么：占比的分母有据可查；没有印出的，由各项占比反推，并写明依据。
    举例：“占联盟总数的34.39%”等5项占比只容得下157家。
    不管什么：占比不足3项、或容得下几个整数的分母。

    Protects: the base of a share is known; one that is not printed is solved from its shares, with the evidence.
    Example: five shares of 联盟总数 leave 157 alone.
    Silent on: bases with fewer than three shares, or with several whole numbers left.
    """
    hidden = case.graph.hidden
    if not hidden:
        return
    scheme = case.graph.reader.scheme
    zh = "；".join(
        f"“{population(h.variable.of, scheme).zh}”未载明，按{len(h.shares)}项占比反推为{h.value}" for h in hidden
    )
    en = "; ".join(
        f"{population(h.variable.of, scheme).en} is not printed, {len(h.shares)} shares leave {h.value}" for h in hidden
    )
    workings = [w for h in hidden for w in _solved(case, h)]
    wheres = tuple(dict.fromkeys(w for h in hidden for f in h.shares for w in f.where))
    values = "、".join(str(h.value) for h in hidden)
    yield finding("SHR-03", "note", "分母未载明", zh, en, where=wheres, recomputed=values, working="；".join(workings))


def _solved(case: Case, hidden: Hidden) -> list[str]:
    """Show two divisions and every sum that gives the same number."""
    told = [i for i in case.graph.instances if i.holds and hidden.variable in i.identity.terms]
    ratios = [i for i in told if i.identity.kind == RATIO and i.identity.terms[1] == hidden.variable]
    sums = [i for i in told if i.identity.kind == SUM and i.identity.terms[0] == hidden.variable]
    return [i.working() for i in (*ratios[:2], *_shortest(sums))]


def _shortest(sums: list[Instance]) -> list[Instance]:
    return sorted(sums, key=lambda i: len(i.statements))[:1]


def population_shifts(case: Case) -> Iterator[Finding]:
    """SHR-04 口径不一 (one word for two populations).

    保护什么：同一个说法在一份文件里指同一个口径。
    举例：“达到总数的52%”只在以参评的100家为总数时成立，而别处的“总数”是146家。
    不管什么：几种口径得数相同、分不出所指的说法。

    Protects: a phrase means one population throughout a document.
    Example: 52 % of 总数 is right only of the 100 evaluated, while 总数 is 146 elsewhere.
    Silent on: phrases whose meanings have the same number of members.
    """
    pairs = _declared_pairs(case)
    grouped: dict[tuple[Population, Population], list[tuple[Claim, Variable, Variable]]] = {}
    for claim in case.claims(SHARE, "count"):
        sides = claim.base if claim.kind == SHARE else claim.of
        if len(sides) < 2:
            continue
        for (one, other), told in pairs.items():
            found = _decided(case, claim, one, other)
            if found is not None:
                grouped.setdefault(told, []).append((claim, *found))
                break
    for told in sorted(grouped, key=str):
        yield _shift_finding(case, grouped[told])


def _declared_pairs(case: Case) -> dict[tuple[Population, Population], tuple[Population, Population]]:
    """Give the pairs of populations that one declared phrase may mean."""
    pairs = {}
    for _, options in case.vocabulary.section("wholes"):
        sets = [_parse(o) for o in options]
        for one in sets:
            for other in sets:
                if one != other:
                    pairs[(one, other)] = (min(one, other, key=str), max(one, other, key=str))
    return pairs


def _parse(option: str) -> Population:
    found = Population()
    for part in filter(None, option.split(";")):
        axis, _, values = part.partition("=")
        found = found.having(axis, tuple(values.split("|")))
    return found


def _decided(case: Case, claim: Claim, one: Population, other: Population) -> tuple[Variable, Variable] | None:
    """Tell which of two meanings a claim has: the one its figure fits where the other does not."""
    sides = claim.base if claim.kind == SHARE else claim.of
    first = next((s for s in sides if _is(case, s, sides, one, other)), None)
    second = next((s for s in sides if first is not None and s != first and _restricted(s, first, one, other)), None)
    if first is None or second is None:
        return None
    fits = [_fits(case, claim, s) for s in (first, second)]
    if fits != [True, False]:
        return None
    reader = case.graph.reader
    return reader.variable(claim, first), reader.variable(claim, second)


def _is(case: Case, side: Population, sides: tuple[Population, ...], one: Population, other: Population) -> bool:
    return any(s != side and _restricted(s, side, one, other) for s in sides)


def _restricted(second: Population, first: Population, one: Population, other: Population) -> bool:
    """Tell whether two candidates differ in just what the two meanings of a phrase differ in."""
    changed = {a for p in (one, other) for a, _ in p.axes}
    rest_one = tuple(x for x in first.axes if x[0] not in changed)
    rest_two = tuple(x for x in second.axes if x[0] not in changed)
    own_one = tuple(x for x in first.axes if x[0] in changed)
    own_two = tuple(x for x in second.axes if x[0] in changed)
    return rest_one == rest_two and own_one == one.axes and own_two == other.axes


def _fits(case: Case, claim: Claim, side: Population) -> bool | None:
    quantity = claim.quantity
    if quantity is None:
        return None
    graph = case.graph
    if claim.kind != SHARE:
        value = graph.board.value(graph.reader.variable(claim, side))
        return None if value is None else value == Fraction(quantity.value)
    of, base = (graph.board.value(v) for v in counts_of(graph.reader.variable(claim, claim.of[0], side)))
    if of is None or not base:
        return None
    return any(printed(quantity.value, quantity.decimals, m).holds(of * 100 / base) for m in (NEAREST, TRUNCATED))


def _shift_finding(case: Case, told: list[tuple[Claim, Variable, Variable]]) -> Finding:
    scheme = case.graph.reader.scheme
    _, first, second = told[0]
    one = population(first.base or first.of, scheme)
    other = population(second.base or second.of, scheme)
    places = "，".join(dict.fromkeys(c.place for c, _, _ in told if c.place))
    texts = "、".join(dict.fromkeys(named(c, c.quantity.text) for c, _, _ in told if c.quantity))
    first_text = named(told[0][0], told[0][0].quantity.text) if told[0][0].quantity else ""
    case_zh = f"以{first_text}为例，" if len(told) > 1 else ""
    zh = f"{places}的{texts}：{case_zh}只在所指为{one.zh}时成立，若指{other.zh}则不符，同一说法在文中有两种口径"
    en = f"{texts} at {places} holds only of {one.en}, not of {other.en}: one phrase has two meanings"
    wheres: tuple[Where, ...] = tuple(dict.fromkeys(c.where for c, _, _ in told))
    return finding("SHR-04", "note", "口径不一", zh, en, where=wheres, published=texts)
