"""What a decision changes in the ledger, said in words: the roster before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from extractors.ledger.roster import word_of
from extractors.names import PROVISIONAL
from schemas.finding import Finding, Message
from schemas.ledger import Evaluation, Ledger
from schemas.question import Effect, Question, RosterLine
from schemas.reading import Row

VERDICTS = {
    "agreed": Message("一致", "agreed"),
    "disputed": Message("有争议", "disputed"),
    "misprint": Message("误印", "misprint"),
    "misread": Message("误读", "misread"),
    "carried": Message("承继", "carried on"),
}


def effect_of(
    before: Ledger,
    after: Ledger,
    question: Question | None,
    left: tuple[Question, ...],
    findings: tuple[tuple[Finding, ...], tuple[Finding, ...]],
) -> Effect:
    """Compare two ledgers of the same readings, and the findings before and after; `left` are the questions still open.

    Without a question (an undo) the effect settles none.
    """
    moved = _moved(before, after)
    mentions = {match.mention.id: match.alliance for match in before.matches}
    settled: dict[str, int] = defaultdict(int)
    for match in after.matches:
        if mentions.get(match.mention.id) != match.alliance:
            settled[match.alliance] += 1
    lines = [*_rows(moved, after), *_mentions(settled, after), *_profiles(before, after), *_codes(before, after)]
    answered, told = _findings(*findings)
    asked = {(q.id, q.stamp) for q in left}
    was, now = _roster(before), _roster(after)
    return Effect(
        rows=sum(map(len, moved.values())),
        mentions=sum(settled.values()),
        lines=(*lines, *told),
        remaining=len(left),
        settles=question is not None and (question.id, question.stamp) not in asked,
        periods=tuple(period.period for period in after.periods),
        before=tuple(line for id, line in was.items() if now.get(id) != line),
        after=tuple(line for id, line in now.items() if was.get(id) != line),
        findings=answered,
    )


def _roster(ledger: Ledger) -> dict[str, RosterLine]:
    told: dict[str, dict[str, Evaluation]] = defaultdict(dict)
    for evaluation in ledger.evaluations:
        told[evaluation.alliance].setdefault(evaluation.period, evaluation)
    reported = {evaluation.period for evaluation in ledger.evaluations if evaluation.row}
    return {
        p.alliance: RosterLine(
            p.alliance,
            p.name,
            tuple(word_of(p, period.period, told.get(p.alliance, {}), reported) for period in ledger.periods),
        )
        for p in ledger.profiles
    }


def _moved(before: Ledger, after: Ledger) -> dict[str, list[Row]]:
    """Give the rows that stand under another alliance, by the one they stand under now."""
    old = _homes(before)
    moved: dict[str, list[Row]] = defaultdict(list)
    for id, (home, row) in _homes(after).items():
        if id not in old or old[id][0] != home:
            moved[home].append(row)
    return moved


def _homes(ledger: Ledger) -> Mapping[str, tuple[str, Row]]:
    told = [(e.alliance, e.row) for e in ledger.evaluations] + [(h.alliance, h.row) for h in ledger.honours]
    return {row.id: (alliance, row) for alliance, row in told if row}


def _named(alliance: str, ledger: Ledger) -> str:
    name = next((a.name for a in ledger.alliances if a.id == alliance), "")
    return name if alliance.startswith(PROVISIONAL) else f"{alliance} {name}".strip()


def _rows(moved: Mapping[str, list[Row]], after: Ledger) -> list[Message]:
    periods = {reading.document.document: reading.document.period for reading in after.readings}
    told = []
    for home, rows in sorted(moved.items()):
        zh = "、".join(_row(row, periods[row.where.document]) for row in rows)
        name = _named(home, after)
        count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
        told.append(
            Message(f"{len(rows)} 行单列“{name}”名下：{zh}", f"{count} under a name by itself, {name}: {zh}")
            if home.startswith(PROVISIONAL)
            else Message(f"{len(rows)} 行归入 {name}：{zh}", f"{count} to {name}: {zh}")
        )
    return told


def _row(row: Row, period: str) -> str:
    if row.table == "honours":
        return f"{row.honour} {'–'.join(dict.fromkeys(filter(None, (row.start, row.end))))}".strip()
    return f"{period} {row.tier_as_printed}".strip()


def _mentions(settled: Mapping[str, int], after: Ledger) -> list[Message]:
    told = []
    for alliance, count in sorted(settled.items()):
        name = _named(alliance, after)
        one = count == 1
        if not alliance:
            en = "1 printed name waits" if one else f"{count} printed names wait"
            told.append(Message(f"{count} 处名称重新待认定", f"{en} again for a judgement"))
        elif alliance.startswith(PROVISIONAL):
            en = "1 printed name is" if one else f"{count} printed names are"
            told.append(Message(f"{count} 处名称成为新名称“{name}”，登记时编号", f"{en} a new one, {name}"))
        else:
            en = "1 printed name means" if one else f"{count} printed names mean"
            told.append(Message(f"{count} 处名称认作 {name}", f"{en} {name}"))
    return told


def _profiles(before: Ledger, after: Ledger) -> list[Message]:
    """Tell how lines of the roster change: the periods of evaluation, and lines that come or go."""
    old = {profile.alliance: profile for profile in before.profiles}
    new = {profile.alliance: profile for profile in after.profiles}
    told = []
    for id in sorted(old.keys() | new.keys()):
        was, now = old.get(id), new.get(id)
        if was is None:
            told.append(Message(f"名册添一行：{_named(id, after)}", f"the roster gains a line: {_named(id, after)}"))
        elif now is None:
            told.append(Message(f"名册少一行：{_named(id, before)}", f"the roster loses a line: {_named(id, before)}"))
        elif was.evaluated != now.evaluated:
            zh, en = (f"{'、'.join(p.evaluated) or '—'}" for p in (was, now))
            told.append(
                Message(f"{now.name} 参评期：{zh} → {en}", f"{now.name}, periods evaluated: {zh} → {en}"),
            )
    return told


def _codes(before: Ledger, after: Ledger) -> list[Message]:
    """Tell how printed codes are judged now, and which codes an alliance has by that."""
    old = {seen.where.id: seen for seen in before.codes}
    changed: dict[tuple[str, str, str], None] = {}
    for seen in after.codes:
        was = old.get(seen.where.id)
        if was and was.verdict != seen.verdict:
            changed[(seen.code.upper(), was.verdict, seen.verdict)] = None
    told = [
        Message(
            f"编号 {code}：{VERDICTS[one].zh} → {VERDICTS[other].zh}",
            f"code {code}: {VERDICTS[one].en} → {VERDICTS[other].en}",
        )
        for code, one, other in changed
    ]
    had = {profile.alliance: profile.codes for profile in before.profiles}
    for profile in after.profiles:
        if profile.codes != had.get(profile.alliance, profile.codes):
            zh = f"{'、'.join(had[profile.alliance]) or '—'} → {'、'.join(profile.codes) or '—'}"
            name = _named(profile.alliance, after)
            told.append(Message(f"{name} 的编号：{zh}", f"code of {name}: {zh}"))
    return told


def _findings(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[int, list[Message]]:
    """Tell which findings go, stay with a ruling, open again, or are new, and count those gone or newly ruled on."""
    old, new = ({finding.id: finding for finding in findings} for findings in (before, after))
    gone = [finding for id, finding in old.items() if id not in new]
    ruled = [f for id, f in new.items() if f.settled and not (id in old and old[id].settled)]
    opened = [f for id, f in new.items() if not f.settled and id in old and old[id].settled]
    fresh = [f for id, f in new.items() if id not in old and not f.settled]
    told = [
        *(_shown("发现消去：", "finding gone: ", f) for f in gone),
        *(_shown("发现留存，注明裁定：", "finding stays, with the ruling: ", f) for f in ruled),
        *(_shown("发现重新待定：", "finding open again: ", f) for f in opened),
        *(_shown("新增发现：", "new finding: ", f) for f in fresh),
    ]
    return len(gone) + len(ruled), told


def _shown(zh: str, en: str, finding: Finding) -> Message:
    what, where = f"{finding.rule} {finding.published}", finding.documents
    return Message(f"{zh}{what}（{'、'.join(where)}）", f"{en}{what} ({', '.join(where)})")
