"""What the readings print, under the ids of the alliances: evaluations, honours, panel seats and bands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.ledger.order import document_key, period_key
from extractors.names import PROVISIONAL, Resolver, provisional_id
from schemas.ledger import Alliance, Band, Evaluation, Honour, Match, PanelSeat
from schemas.reading import Claim, Reading, Row
from schemas.vocabulary import Vocabulary

NOT_EVALUATED = "not_evaluated"
"""What stands among the possible tiers of an alliance that may not have been evaluated at all."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Whom each printed name means, asked by the place it was printed at or by document and name."""

    resolver: Resolver
    by_place: Mapping[str, Match]
    by_name: Mapping[tuple[str, str], Match]

    def of_row(self, row: Row) -> str:
        """Give the alliance of a row; the provisional id of its name where that is not settled."""
        match = self.by_place.get(row.cell("name").id) or self.by_place.get(row.where.id)
        if match and match.alliance:
            return match.alliance
        return provisional_id(self.resolver.parse(row.name), self.resolver.vocabulary)

    def of_name(self, document: str, name: str) -> str:
        """Give the alliance a name means in a document, empty where that is not settled."""
        match = self.by_name.get((document, self.resolver.parse(name).normal))
        return match.alliance if match else ""


def homes_of(matches: Iterable[Match], resolver: Resolver) -> Homes:
    """Make the matches answerable by place and by name."""
    by_place = {match.mention.where.id: match for match in matches}
    by_name = {
        (match.mention.where.document, resolver.parse(match.mention.name).normal): match
        for match in by_place.values()
        if match.alliance
    }
    return Homes(resolver, by_place, by_name)


def printed_evaluations(readings: Iterable[Reading], homes: Homes) -> tuple[Evaluation, ...]:
    """Give what the result tables print, one evaluation a row."""
    return tuple(
        Evaluation(
            reading.document.period,
            homes.of_row(row),
            row,
            row.tier,
            (row.tier,) if row.tier else (),
            "printed",
            (),
        )
        for reading in readings
        for row in reading.rows
        if row.table == "evaluations"
    )


def named_absent(readings: Iterable[Reading], homes: Homes) -> tuple[Evaluation, ...]:
    """Give what the prose prints of alliances it names as not evaluated, for each period it speaks of."""
    found: dict[tuple[str, str], Evaluation] = {}
    for reading in readings:
        for claim in reading.claims:
            for period in _absent_in(claim):
                for name in claim.members:
                    alliance = homes.of_name(reading.document.document, name)
                    if alliance:
                        absent = Evaluation(period, alliance, None, "", (NOT_EVALUATED,), "printed", (claim.id,))
                        found.setdefault((period, alliance), absent)
    return tuple(found.values())


def _absent_in(claim: Claim) -> tuple[str, ...]:
    """Give the periods in which a claim names its members as not evaluated; a streak ends with its own period."""
    if not claim.of or claim.of[0].entity != "alliance" or claim.of[0].values("evaluated") != ("no",):
        return ()
    if claim.of[0].periods:
        return claim.of[0].periods
    if claim.kind == "streak" and claim.quantity and claim.quantity.unit == "年" and claim.period.isdigit():
        last, years = int(claim.period), int(claim.quantity.value)
        return tuple(str(year) for year in range(last - years + 1, last + 1))
    return (claim.period,) if claim.kind == "list" and claim.period else ()


def printed_honours(readings: Iterable[Reading], homes: Homes) -> tuple[Honour, ...]:
    """Give the rows of the honours lists."""
    return tuple(
        Honour(homes.of_row(row), row) for reading in readings for row in reading.rows if row.table == "honours"
    )


def panel_seats(readings: Iterable[Reading], homes: Homes) -> tuple[PanelSeat, ...]:
    """Give the members of the panels with the alliance each comes from."""
    return tuple(
        PanelSeat(reading.document.period, _seat_home(person.affiliation_where.id, homes), person)
        for reading in readings
        for person in reading.panel
    )


def _seat_home(place: str, homes: Homes) -> str:
    match = homes.by_place.get(place)
    return match.alliance if match else ""


def printed_bands(readings: Iterable[Reading], vocabulary: Vocabulary) -> tuple[Band, ...]:
    """Give the bands of each period: the first statement of each tier, in the document that speaks first for it."""
    bands: dict[tuple[str, str], Band] = {}
    for reading in sorted(readings, key=lambda reading: document_key(reading.document)):
        for claim in reading.claims:
            interval = claim.of[0].interval("score") if claim.kind == "band" and claim.of else None
            tiers = claim.of[0].values("tier") if interval and claim.of else None
            if interval and tiers and len(tiers) == 1:
                label = tier_label(tiers[0], claim.text, vocabulary)
                band = Band(claim.period, tiers[0], label, interval, claim.where)
                bands.setdefault((band.period, band.tier), band)
    order = vocabulary.axis("tier").order
    return tuple(sorted(bands.values(), key=lambda band: (period_key(band.period), order.index(band.tier))))


def tier_label(tier: str, text: str, vocabulary: Vocabulary) -> str:
    """Find the words a text prints for a tier: the longest of its declared labels, bare ones with their stem."""
    axis = vocabulary.axis("tier")
    value = axis.value(tier)
    labels = (*value.labels, *(stem + bare for stem in axis.stem for bare in value.bare))
    return max((label for label in labels if label in text), key=len, default=value.zh)


def all_alliances(
    on_file: Iterable[Alliance],
    matches: Iterable[Match],
    evaluations: Iterable[Evaluation],
    honours: Iterable[Honour],
    homes: Homes,
) -> tuple[Alliance, ...]:
    """Give the alliances on file, then the provisional ones: new names, rows that are not settled, and candidates."""
    matches = sorted(matches, key=lambda match: (match.mention.name, match.mention.id))
    spelt: dict[str, str] = {}
    for match in matches:
        if match.outcome != "linked":
            name = homes.resolver.parse(match.mention.name)
            spelt.setdefault(provisional_id(name, homes.resolver.vocabulary), match.mention.name)
    used = {m.alliance for m in matches} | {candidate for m in matches for candidate in m.candidates}
    used |= {e.alliance for e in evaluations} | {honour.alliance for honour in honours}
    return (*on_file, *(Alliance(id, spelt[id]) for id in sorted(used) if id.startswith(PROVISIONAL)))
