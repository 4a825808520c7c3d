"""The roster as text: every alliance under all its names, with its tier in every period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.ledger.movement import UNKNOWN, Step
from extractors.ledger.standing import PRINTED, UNSCORED, Standing
from extractors.render.history import History
from extractors.render.places import Proofs
from extractors.render.screen import clean, columns_of, cut
from extractors.render.words import BASIS, MOVES, NAMES, NOTHING, ROLES, VERDICTS, tell, word
from schemas.finding import Message
from schemas.ledger import Band, Honour, PanelSeat, Period
from schemas.population import Interval
from schemas.vocabulary import Vocabulary

_NAME_COLUMNS = 44
SAME_BANDS = Message("分级标准相同", "same bands")

Line = tuple[str, str, str, str]


def _span(honour: Honour) -> str:
    start, end = honour.row.start, honour.row.end
    return start if start == end or not end else f"{start}-{end}"


def scores(interval: Interval) -> str:
    """Write the scores of a band as short as can be: 85–100, ≤49."""
    return interval.brief


def roster_text(
    histories: Sequence[History],
    periods: Sequence[Period],
    vocabulary: Vocabulary,
    lang: str = "zh",
    bands: Sequence[Band] = (),
) -> str:
    """Write the roster in columns, and below it the bands of each period, since 高 does not mean the same in each."""
    head = ("id", "name", "batch", "code", "A-level") if lang == "en" else ("编号", "名称", "批次", "联盟编号", "A级")
    scored = {s.period for history in histories for s in history.standings if s.score}
    rows = [
        (
            history.profile.alliance,
            cut(clean(history.profile.name), _NAME_COLUMNS),
            _batches(history, vocabulary, lang),
            "/".join(history.profile.codes),
            " ".join(_span(h) for h in history.honours),
            *(standing_words(s, vocabulary, lang, s.period in scored) for s in history.standings),
        )
        for history in histories
    ]
    table = columns_of([(*head, *(p.period for p in periods)), *rows])
    return "\n".join([*table, *_legend(bands, vocabulary, lang)]) + "\n"


def _legend(bands: Sequence[Band], vocabulary: Vocabulary, lang: str) -> Iterator[str]:
    if bands:
        yield ""
        yield "分级标准" if lang == "zh" else "grade bands"
    by_period: dict[str, list[str]] = {}
    for band in bands:
        words = f"{value_word(vocabulary, 'tier', band.tier, lang)} {scores(band.interval)}"
        by_period.setdefault(band.period, []).append(words)
    for period, told in by_period.items():
        yield f"  {period}  " + ("，" if lang == "zh" else ", ").join(told)


def value_word(vocabulary: Vocabulary, axis: str, key: str, lang: str) -> str:
    """Name a value of an axis in a language; its key, which is English, where the series does not declare it."""
    if lang == "en" or not key:
        return key.replace("_", " ")
    try:
        return vocabulary.axis(axis).value(key).zh
    except KeyError:
        return key


def _batches(history: History, vocabulary: Vocabulary, lang: str) -> str:
    return "/".join(value_word(vocabulary, "batch", batch, lang) for batch in history.profile.batches)


def standing_words(standing: Standing, vocabulary: Vocabulary, lang: str, say_unscored: bool) -> str:
    """Write tier and score, or the kind of nothing; `say_unscored` where a missing score tells something."""
    if not standing.tier:
        mark = _mark(standing, lang) if standing.kind == "not_high" else ""
        return word(NOTHING, standing.kind, lang) + mark
    score = standing.score
    if standing.kind == UNSCORED and say_unscored:
        score = word(NOTHING, UNSCORED, lang)
    tier = value_word(vocabulary, "tier", standing.tier, lang) + _mark(standing, lang)
    return " ".join(part for part in (tier, score) if part)


def _mark(standing: Standing, lang: str) -> str:
    return "" if standing.basis == PRINTED else f"({word(BASIS, standing.basis, lang)})"


def history_text(history: History, vocabulary: Vocabulary, proofs: Proofs, lang: str = "zh") -> str:
    """Write one alliance through the years, with the place of every statement."""
    title = [history.profile.name, history.profile.alliance, _batches(history, vocabulary, lang)]
    seen = _between(history.profile.first_seen, history.profile.last_seen)
    title.append((f"见于 {seen}" if lang == "zh" else f"seen {seen}") if seen else "")
    rows = [
        *_names(history, lang),
        *_codes(history, proofs, lang),
        *_standings(history, vocabulary, proofs, lang),
        *_steps(history, vocabulary, lang),
        *_honours(history, proofs, lang),
        *_people(history, proofs, lang),
        *_items(history, proofs, lang),
        *_confused(history, lang),
    ]
    return "\n".join(["  ".join(clean(t) for t in title if t), *(f"  {line}" for line in columns_of(rows))]) + "\n"


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _names(history: History, lang: str) -> Iterator[Line]:
    head = "名称" if lang == "zh" else "name"
    for seen in history.names:
        yield head, seen.name, word(NAMES, seen.kind, lang), _between(seen.first_seen, seen.last_seen)


def _codes(history: History, proofs: Proofs, lang: str) -> Iterator[Line]:
    """Give each code with its verdict and all its witnesses; letter case is no difference."""
    head = "联盟编号" if lang == "zh" else "code"
    places: dict[tuple[str, str], list[str]] = {}
    for seen in history.codes:
        places.setdefault((seen.code.upper(), seen.verdict), []).append(proofs.name(seen.where, lang))
    for (code, verdict), found in places.items():
        yield head, code, word(VERDICTS, verdict, lang), ("；" if lang == "zh" else "; ").join(dict.fromkeys(found))


def _standings(history: History, vocabulary: Vocabulary, proofs: Proofs, lang: str) -> Iterator[Line]:
    head = "评价期" if lang == "zh" else "period"
    rows = {e.period: e.row for e in reversed(history.evaluations) if e.row}
    for standing in history.standings:
        row = rows.get(standing.period)
        place = proofs.name(row.where, lang) if row else proofs.premises(standing.premises, lang)
        told = standing_words(standing, vocabulary, lang, True)
        if standing.band:
            told += f" [{scores(standing.band.interval)}]"
        if standing.bridged:
            tier = value_word(vocabulary, "tier", standing.bridged, lang)
            told += (
                f"，按{standing.latest}标准为{tier}" if lang == "zh" else f", {tier} by the bands of {standing.latest}"
            )
        yield head, standing.period, told, place


def _steps(history: History, vocabulary: Vocabulary, lang: str) -> Iterator[Line]:
    head = "变动" if lang == "zh" else "movement"
    for step in history.steps:
        kind = word(MOVES, step.movement.kind, lang)
        tiers = [e.tier for e in (step.movement.before, step.movement.after) if e and e.tier]
        if step.movement.kind in ("up", "down", "bands_changed") or (step.movement.kind == UNKNOWN and len(tiers) > 1):
            kind += f" {'→'.join(value_word(vocabulary, 'tier', tier, lang) for tier in tiers)}"
        yield head, f"{step.earlier}–{step.later}", kind, cause(step, vocabulary, lang)


def cause(step: Step, vocabulary: Vocabulary, lang: str) -> str:
    """Say what the movement owes to the bands; nothing where there was no tier on one of the sides."""
    zh, before, after = lang == "zh", step.movement.before, step.movement.after
    if not (before and before.tier and after and after.tier):
        return ""
    if step.bands == "same":
        return tell(SAME_BANDS, lang)
    if step.bands == UNKNOWN:
        return "有一期的分级标准未载明，不能比较" if zh else "the bands of one are not printed: cannot be compared"
    score = before.row.score if before.row else ""
    if not score:
        return "分级标准已改，前期未列分，不能比较" if zh else "bands changed, no earlier score: cannot be compared"
    if not step.movement.bridged:
        return f"分级标准已改，{score}分不在后期任何一档" if zh else f"bands changed; no later band has {score}"
    tier = value_word(vocabulary, "tier", step.movement.bridged, lang)
    if zh:
        return f"分级标准已改，{score}分按{step.later}标准为{tier}"
    return f"bands changed; {score} is {tier} by the bands of {step.later}"


def _honours(history: History, proofs: Proofs, lang: str) -> Iterator[Line]:
    for honour in history.honours:
        count = honour.row.periods_count
        times = "" if count is None else (f"连续{count}期" if lang == "zh" else f"{count} periods")
        head = f"{honour.row.honour}级" if lang == "zh" else honour.row.honour
        yield head, _span(honour), times, proofs.name(honour.row.where, lang)


def _people(history: History, proofs: Proofs, lang: str) -> Iterator[Line]:
    panel, named = ("专家组", "人员") if lang == "zh" else ("panel", "person")
    for head, seats in ((panel, history.panel), (named, history.people)):
        for seat in seats:
            yield head, seat.period, _office(seat, lang), proofs.name(seat.person.where, lang)


def _office(seat: PanelSeat, lang: str) -> str:
    person = seat.person
    return " ".join(part for part in (person.person, person.title, word(ROLES, person.role, lang)) if part)


def _items(history: History, proofs: Proofs, lang: str) -> Iterator[Line]:
    head = "简报" if lang == "zh" else "bulletin"
    for item in history.items:
        yield (
            head,
            item.date_from[:4] or item.date_text,
            cut(item.heading, _NAME_COLUMNS),
            proofs.name(item.where, lang),
        )


def _confused(history: History, lang: str) -> Iterator[Line]:
    head = "易混" if lang == "zh" else "not to be confused with"
    for other in history.confused:
        yield head, other.alliance, other.name, tell(other.against[0], lang)
