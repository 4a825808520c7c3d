"""What a new document says of itself: rows against its totals, bands against the last ones, names, dates of items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extractors.ledger.figures import counts_in, value_of
from extractors.ledger.find import resolver_of
from extractors.ledger.infer import TOP
from extractors.ledger.order import period_key
from extractors.ledger.periods import EVALUATED
from extractors.names import Resolver, normal_form
from schemas.finding import Message
from schemas.intake import Bands, BandShift, Entries, Names, NameSeenNow, Tally
from schemas.ledger import Alliance, Ledger, Match
from schemas.population import Population
from schemas.reading import Claim, Mention, Reading, Row
from schemas.vocabulary import Vocabulary

EXPERT = "expert"


def tier_words(tier: str, vocabulary: Vocabulary) -> Message:
    """Name a tier with its stem: 活跃度高; one that no vocabulary declares by its key."""
    axis = next((a for a in vocabulary.axes if a.name == "tier"), None)
    value = next((v for v in axis.values if v.key == tier), None) if axis else None
    if axis is None or value is None:
        return Message(tier, tier)
    return Message(axis.stem[0] + value.zh if axis.stem and value.zh in value.bare else value.zh, tier)


# ---- rows against totals


def tallies_of(reading: Reading, ledger: Ledger, vocabulary: Vocabulary) -> tuple[Tally, ...]:
    """Count the rows of the result table, of its groups, of the honours lists and of the panel against the print."""
    return (*_results(reading, ledger), *_groups(reading, vocabulary), *_honours(reading), *_panel(reading))


def _results(reading: Reading, ledger: Ledger) -> Iterator[Tally]:
    rows = [row for row in reading.rows if row.table == "evaluations"]
    if rows:
        period = next((p for p in ledger.periods if p.period == reading.document.period), None)
        claims = counts_in(reading).get(EVALUATED, [])
        values = {value_of(claim) for claim in claims}
        printed = values.pop() if len(values) == 1 else period.evaluated if period else None
        where = claims[0].where if claims else None
        yield Tally(Message("评价结果表", "result table"), printed, len(rows), where)


def _groups(reading: Reading, vocabulary: Vocabulary) -> Iterator[Tally]:
    """Take the number a group heading prints, else the one the prose prints of its tier."""
    counts = counts_in(reading)
    told: dict[str, list[Claim]] = {
        g.tier: counts.get(Population().having("tier", (g.tier,)), []) for g in reading.groups
    }
    for tier in dict.fromkeys(group.tier for group in reading.groups):
        groups = [group for group in reading.groups if group.tier == tier]
        rows = [row for row in reading.rows if row.table == "evaluations" and row.tier == tier]
        printed: int | None = None
        if all(group.count is not None for group in groups):
            printed = sum(group.count or 0 for group in groups)
        elif len({value_of(claim) for claim in told[tier]}) == 1:
            printed = value_of(told[tier][0])
        yield Tally(tier_words(tier, vocabulary), printed, len(rows), groups[0].count_where or groups[0].where)


def _honours(reading: Reading) -> Iterator[Tally]:
    lists: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in reading.rows:
        if row.table == "honours":
            lists[(row.honour, row.start, row.end)].append(row)
    for (honour, start, end), rows in lists.items():
        claims = [
            c
            for c in reading.claims
            if c.kind == "count" and c.quantity and c.quantity.exact and _of_run(c, start, end)
        ]
        values = {value_of(claim) for claim in claims}
        printed = values.pop() if len(values) == 1 else None
        span = "—".join(filter(None, (start, end)))
        label = Message(f"{honour}级名单 {span}", f"{honour} list {span}".strip())
        yield Tally(label, printed, len(rows), claims[0].where if claims else None)


def _of_run(claim: Claim, start: str, end: str) -> bool:
    """Tell whether a count is of all those, and nothing but those, who were high in every period of a run."""
    of = claim.of[0] if claim.of else None
    if of is None or not of.every or not of.periods or of.values("tier") != (TOP,) or of.intervals:
        return False
    return {axis for axis, _ in of.axes} <= {"tier", "honour"} and (of.periods[0], of.periods[-1]) == (start, end)


def _panel(reading: Reading) -> Iterator[Tally]:
    if reading.panel:
        claims = [
            c
            for c in reading.claims
            if c.kind == "count" and c.of and c.of[0].entity == EXPERT and not c.of[0].axes and c.quantity
        ]
        values = {value_of(claim) for claim in claims}
        printed = values.pop() if len(values) == 1 else None
        yield Tally(Message("专家组", "panel"), printed, len(reading.panel), claims[0].where if claims else None)


# ---- bands


def bands_of(reading: Reading, ledger: Ledger, vocabulary: Vocabulary) -> Bands | None:
    """Hold the bands of a document against those of the last earlier period with bands; None where it prints none."""
    period = reading.document.period
    own = {b.tier: b for b in ledger.bands if b.period == period and b.where.document == reading.document.document}
    if not own:
        return None
    earlier = {b.period for b in ledger.bands if period_key(b.period) < period_key(period)}
    against = max(earlier, key=period_key, default="")
    old = {b.tier: b for b in ledger.bands if b.period == against}
    order = [tier for tier in vocabulary.axis("tier").order if tier in own or tier in old]
    return Bands(against, tuple(
        BandShift(
            tier,
            tier_words(tier, vocabulary),
            old[tier].interval if tier in old else None,
            own[tier].interval if tier in own else None,
            own[tier].where if tier in own else None,
        )
        for tier in order
    ))  # fmt: skip


# ---- names


def names_of(reading: Reading, ledger: Ledger, minted: tuple[Alliance, ...], vocabulary: Vocabulary) -> Names:
    """Part the names of a document into known ones, new ones and those that a person must decide on."""
    resolver = resolver_of(ledger, vocabulary)
    new = {alliance.id for alliance in minted}
    by_id = {alliance.id: alliance for alliance in ledger.alliances}
    spelt: dict[str, list[Match]] = defaultdict(list)
    for match in ledger.matches:
        if match.mention.where.document == reading.document.document:
            spelt[normal_form(match.mention.name)].append(match)
    rows = {place.id: row for row in reading.rows for place in (row.cell("name"), row.where)}
    known, fresh, undecided = 0, [], []
    for matches in spelt.values():
        open_ones = [match for match in matches if match.outcome != "linked"]
        homes = {match.alliance for match in matches if match.alliance}
        if open_ones:
            undecided.append(_seen(open_ones, matches, by_id, rows, _reasons(open_ones, resolver)))
        elif homes <= new:
            fresh.append(_seen(matches, matches, by_id, rows))
        else:
            known += 1
    return Names(
        known, tuple(sorted(fresh, key=_weight)), tuple(sorted(undecided, key=_weight)), _rows(reading, ledger, new)
    )


def _seen(
    told: list[Match],
    matches: list[Match],
    by_id: Mapping[str, Alliance],
    rows: Mapping[str, Row],
    open_for: tuple[Message, ...] | None = None,
) -> NameSeenNow:
    """Sum up one spelling; `open_for` are the reasons that leave it open whom it means, None for a new name."""
    own = [rows[m.mention.where.id] for m in matches if m.mention.where.id in rows]
    candidates = dict.fromkeys(candidate for match in told for candidate in match.candidates)
    return NameSeenNow(
        name=told[0].mention.name,
        alliance=matches[0].alliance if open_for is None else "",
        candidates=tuple(by_id[c] for c in candidates if c in by_id),
        reasons=open_for or (),
        code=next((row.code for row in own if row.code), ""),
        rows=len(own),
        mentions=len(matches),
        where=told[0].mention.where,
    )


def _reasons(matches: Iterable[Match], resolver: Resolver) -> tuple[Message, ...]:
    """Give the reasons of matches in both languages: a match keeps the Chinese words alone."""
    found: dict[str, Message] = {}
    for match in matches:
        verdict = resolver.resolve(match.mention.name, match.mention.where.document)
        english = {}
        for candidate in verdict.candidates:
            words = [c.message for c in verdict.reasons_for(candidate)]
            told = f"{candidate}：{'，'.join(m.zh for m in words)}"
            english[told] = f"{candidate}: {', '.join(m.en for m in words)}"
        found |= {reason: Message(reason, english.get(reason, reason)) for reason in match.reasons}
    return tuple(found.values())


def _weight(name: NameSeenNow) -> tuple[bool, int, int, str]:
    """Put names of rows first, then those that matter in most places."""
    return not name.rows, -name.mentions, -len(name.name), name.name


def _rows(reading: Reading, ledger: Ledger, new: set[str]) -> tuple[int, int, int]:
    by_place = {match.mention.where.id: match for match in ledger.matches}
    known = fresh = undecided = 0
    for row in reading.rows:
        if row.table == "evaluations":
            match = by_place.get(row.cell("name").id) or by_place.get(row.where.id)
            if match is None or match.outcome != "linked":
                undecided += 1
            elif match.alliance in new:
                fresh += 1
            else:
                known += 1
    return known, fresh, undecided


# ---- items of a bulletin


def entries_of(reading: Reading, ledger: Ledger) -> Entries | None:
    """Sum up the items of a bulletin; None for a document without items."""
    if not reading.items:
        return None
    sections: dict[str, int] = {}
    for item in reading.items:
        sections[item.section] = sections.get(item.section, 0) + 1
    linked = {match.mention.id for match in ledger.matches if match.outcome == "linked"}
    mentions: dict[str, Mention] = {mention.id: mention for mention in reading.mentions}
    speaking = [item for item in reading.items if any(m in mentions for m in item.mentions)]
    named = sum(any(m in linked for m in item.mentions) for item in speaking)
    exact = [len(item.date_from) for item in reading.items]
    return Entries(
        tuple(sections.items()),
        named,
        len(speaking) - named,
        exact.count(len("2026-01-01")),
        exact.count(len("2026-01")),
        sum(length < len("2026-01") for length in exact),
    )
