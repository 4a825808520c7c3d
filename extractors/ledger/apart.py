"""Alliances with names that are easily taken for each other, and what shows that they are not one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.ledger.codes import codes_by_alliance
from extractors.names import Name, Resolver, normal_form
from schemas.finding import Message
from schemas.ledger import Ledger
from schemas.reading import Row

TABLES = {"evaluations": Message("评价结果表", "result table"), "honours": Message("荣誉名单", "honours list")}

CONFUSABLE = 0.5
"""Stems this alike are told as easily confused. Lower than what is proposed in review (.55), for to warn costs nothing:
光纤材料 and 光纤接入, two alliances, have .50. Names that share no more than their first word (.40) are let be."""


def names_known(ledger: Ledger, alliance: str) -> tuple[str, ...]:
    """Give the names an alliance is known by: on file and printed; no short forms."""
    on_file = (a.name for a in ledger.alliances if a.id == alliance)
    printed = (n.name for n in ledger.names if n.alliance == alliance and n.kind not in ("short", "official"))
    return tuple(dict.fromkeys((*on_file, *printed)))


def likes_of(
    names: Iterable[Name], resolver: Resolver, without: set[str]
) -> tuple[tuple[str, tuple[Message, ...]], ...]:
    """Give the alliances easily taken for one with these names, likest first, each with what makes them alike."""
    strength: dict[str, float] = {}
    reasons: dict[str, dict[Message, None]] = defaultdict(dict)
    for name in names:
        for entry, found in resolver.index.alike(name, resolver.vocabulary, CONFUSABLE):
            if entry.alliance not in without:
                strength[entry.alliance] = max(strength.get(entry.alliance, 0.0), found.score)
                reasons[entry.alliance][found.message] = None
    return tuple((a, tuple(reasons[a])) for a in sorted(strength, key=lambda a: (-strength[a], a)))


@dataclass(frozen=True, slots=True)
class Apart:
    """All that can show two alliances to be two: rows of one table, judgements, codes.

    `rows` hold, for each alliance, its row in each table; `judged` the judgements that say two names are not one.
    """

    rows: Mapping[str, Mapping[tuple[str, str], Row]]
    judged: Mapping[tuple[str, str], Message]
    codes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, ledger: Ledger, resolver: Resolver) -> Apart:
        """Gather it from a ledger."""
        rows: dict[str, dict[tuple[str, str], Row]] = defaultdict(dict)
        told = [(e.alliance, e.row) for e in ledger.evaluations] + [(h.alliance, h.row) for h in ledger.honours]
        for alliance, row in told:
            if row:
                rows[alliance].setdefault((row.where.document, row.table), row)
        homes = {normal_form(n.name): n.alliance for n in ledger.names}
        judged: dict[tuple[str, str], Message] = {}
        for judgement in resolver.decisions.active:
            words = Message(f"认定 {judgement.id}：{judgement.reason}", f"judgement {judgement.id}: {judgement.reason}")
            if judgement.kind == "different":
                for name in judgement.names:
                    home = homes.get(normal_form(name), "")
                    judged[(home, judgement.alliance)] = judged[(judgement.alliance, home)] = words
        return cls(rows, judged, codes_by_alliance(ledger.codes))

    def between(self, one: str, other: str) -> tuple[Message, ...]:
        """Say what shows two alliances to be two, strongest first; at the least that likeness is no proof."""
        found = [self.judged[(one, other)]] if (one, other) in self.judged else []
        mine, theirs = self.rows.get(one, {}), self.rows.get(other, {})
        both = [(mine[table], theirs[table]) for table in sorted(set(mine) & set(theirs))]
        if both:
            found.append(_two_rows(both))
        codes, others = self.codes.get(one, ()), self.codes.get(other, ())
        if codes and others and not set(codes) & set(others):
            shown, beside = "/".join(codes), "/".join(others)
            found.append(Message(f"编号不同：{shown}，{beside}", f"different codes: {shown}, {beside}"))
        return tuple(found) or (
            Message("只是名称相近，没有别的佐证", "only the names are alike; nothing else speaks for it"),
        )


def _two_rows(both: list[tuple[Row, Row]]) -> Message:
    """Tell the rows of the same tables that both have, the numbers in the order of the alliances."""
    zh, en = [], []
    for one, other in both:
        document, table = one.where.document, TABLES[one.table]
        ranks = [str(row.rank or "?") for row in (one, other)]
        zh.append(f"{document} {table.zh}第{ranks[0]}、{ranks[1]}号")
        en.append(f"{document} {table.en} no. {ranks[0]} and {ranks[1]}")
    return Message(f"同表两行：{'；'.join(zh)}", f"two rows of one table: {'; '.join(en)}")
