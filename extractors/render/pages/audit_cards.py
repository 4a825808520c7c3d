"""Cards: a finding as the audit page tells it, and what one writes to the publisher about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.render.audit import WEIGHT, ordered, ruling_text
from extractors.render.pages.audit_places import Places, Spot
from extractors.render.pages.audit_words import BLAMES, MODES, WHY, decimals
from extractors.render.screen import clean, cut
from extractors.render.words import LEVELS, cause_word, tell, word
from schemas.direction import direction_words
from schemas.document import DocumentInfo
from schemas.finding import Audit, Finding, Message, Rounding, RuleText, Suspect

MAX_SPOTS = 12
"""Places listed in a card; the page marks all of them."""
MAX_CROPS = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A value one can filter by: its key, its word, how many findings have it."""

    key: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Card:
    """A finding, ready to be shown; `printed` and `sources` are keys of the places to mark."""

    id: str
    rule: str
    title: str
    level: str
    level_word: str
    blame: str
    blame_word: str
    message: str
    published: str
    recomputed: str
    working: tuple[str, ...]
    habit: str
    why: str
    protects: str
    silent: str
    where: tuple[Spot, ...]
    against: tuple[Spot, ...]
    more: int
    settled: tuple[str, ...]
    suspects: tuple[tuple[Spot, str, str, int], ...]
    place_key: str
    printed: str
    sources: str
    citation: str


@dataclass(frozen=True, slots=True)
class Cause:
    """The findings of one cause and level."""

    name: str
    level: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Erratum:
    """A figure to mend: what stands there, what it would be, by what reckoning, where, and the finding that says so.

    `would_be` is empty where two statements contradict each other and the evidence does not say which is wrong.
    """

    finding: str
    published: str
    would_be: str
    basis: str
    place: str
    quote: str


class Cards:
    """Makes the cards of one audit."""

    def __init__(self, audit: Audit, info: DocumentInfo, places: Places, rules: Iterable[RuleText], lang: str) -> None:
        self.audit, self.info, self.places, self.lang = audit, info, places, lang
        self._rules = {rule.code: rule for rule in rules}
        self._roundings = {r.where.id: r for r in audit.evidence.roundings}

    def causes(self) -> tuple[Cause, ...]:
        """Group the findings by level and cause, the heaviest first, each group as the ink stands."""
        groups: dict[tuple[str, str], list[Finding]] = {}
        for finding in ordered(self.audit.findings):
            groups.setdefault((finding.level, finding.cause), []).append(finding)
        keys = sorted(groups, key=lambda k: (WEIGHT.index(k[0]), list(groups).index(k)))
        return tuple(
            Cause(cause_word(cause, self.lang), level, tuple(self._card(f) for f in groups[level, cause]))
            for level, cause in keys
        )

    def _card(self, finding: Finding) -> Card:
        rule = self._rules.get(finding.rule, RuleText(finding.rule, *(Message("", ""),) * 4))
        where, against = (tuple(self.places.spot(w) for w in side) for side in (finding.where, finding.against))
        shown = MAX_SPOTS
        habit = next((self._habit(self._roundings[w.id]) for w in finding.where if w.id in self._roundings), "")
        return Card(
            id=finding.id,
            rule=finding.rule,
            title=tell(rule.title, self.lang),
            level=finding.level,
            level_word=word(LEVELS, finding.level, self.lang),
            blame=finding.blame,
            blame_word=word(BLAMES, finding.blame, self.lang),
            message=tell(finding.message, self.lang),
            published=self._figure(finding.published),
            recomputed=self._figure(finding.recomputed),
            working=tuple(part for part in self._figure(finding.working).split("；") if part),
            habit=habit if finding.rule.startswith("SHR") and finding.level != "note" else "",
            why=word(WHY, finding.level, self.lang),
            protects=tell(rule.protects, self.lang),
            silent=tell(rule.silent, self.lang),
            where=where[:shown],
            against=against[:shown],
            more=max(0, len(where) - shown) + max(0, len(against) - shown),
            settled=tuple(ruling_text(ruling, self.lang) for ruling in finding.settled),
            suspects=tuple(
                (self.places.spot(s.where), self._figure(s.published), self._figure(s.would_be), s.mends)
                for s in finding.suspects
            ),
            place_key=self._place_key(finding),
            printed=self.places.keys(finding.where),
            sources=self.places.keys(finding.against),
            citation=self._citation(finding),
        )

    def _figure(self, text: str) -> str:
        return direction_words(text, self.lang)

    def _habit(self, rounding: Rounding) -> str:
        mode = word(MODES, rounding.mode, self.lang)
        off = f"{float(rounding.off):+.2f}"
        if self.lang == "en":
            fits = "follows" if rounding.fits else "does not follow"
            return (
                f"Shares with {decimals(rounding.decimals, 'en')} follow {mode} here; this one {fits} it:"
                f" {off} units of the last digit."
            )
        fits = "合乎" if rounding.fits else "不合"
        return f"本文件{decimals(rounding.decimals, 'zh')}占比的习惯是{mode}；此处{fits}：差末位 {off} 个单位。"

    def _place_key(self, finding: Finding) -> str:
        first = finding.where[0] if finding.where else None
        if first is None or not first.spans:
            return ""
        if first.spans[0].bbox:
            page = first.spans[0].page
            return f"p. {page}" if self.lang == "en" else f"第{page}页"
        return self.places.names.chapter(first).split("、")[0]

    def _citation(self, finding: Finding) -> str:
        """Cite a finding so that a reader without this page finds the ink: file, sha256, place, quote, reckoning."""
        first = finding.where[0] if finding.where else None
        quote = f"“{cut(clean(first.quote), 80)}”" if first is not None and first.quote else ""
        place = self.places.name(first) if first is not None and first.spans else ""
        title = f"《{self.info.title}》" if self.info.title and self.lang != "en" else self.info.title
        parts = (title, f"{self.info.file} (sha256 {self.info.sha256[:12]})", place, quote)
        source = (", " if self.lang == "en" else "，").join(clean(p) for p in parts if p)
        end = ". " if self.lang == "en" else "。"
        return f"{source}{end}{clean(tell(finding.message, self.lang))}[{finding.rule} {finding.id}]"

    # ---- what one writes to the publisher -----------------------------------------------------------------------

    def errata(self) -> tuple[Erratum, ...]:
        """List the figures of which the evidence names what they should be; nothing is guessed."""
        known = {s.where.id: s for s in self.audit.evidence.errata}
        found = []
        for finding in self._doubts():
            for where in finding.where:
                suspect = known.get(where.id)
                if suspect is not None:
                    found.append(self._erratum(finding, suspect))
        return tuple(found)

    def _erratum(self, finding: Finding, suspect: Suspect) -> Erratum:
        basis = self._figure(finding.working) or tell(finding.message, self.lang)
        place = self.places.name(suspect.where)
        published, would_be = self._figure(suspect.published), self._figure(suspect.would_be)
        return Erratum(finding.id, published, would_be, basis, place, suspect.where.quote)

    def to_settle(self) -> tuple[Erratum, ...]:
        """List what only the publisher can settle: no sum leaves a single figure to be wrong."""
        known = {s.where.id for s in self.audit.evidence.errata}
        return tuple(
            Erratum(
                f.id,
                self._figure(f.published),
                "",
                tell(f.message, self.lang),
                self.places.name(f.where[0]),
                cut(f.where[0].quote, 60),
            )
            for f in self._doubts()
            if not any(w.id in known for w in f.where) and f.blame != "extraction"
        )

    def _doubts(self) -> list[Finding]:
        """Give the findings that say something is wrong with the document, not with its file."""
        weighty = (f for f in ordered(self.audit.findings) if f.level in ("error", "warning"))
        return [f for f in weighty if f.where and f.where[0].spans and f.where[0].document == self.audit.document]


def choices(causes: Iterable[Cause], lang: str) -> tuple[tuple[str, str, tuple[Choice, ...]], ...]:
    """Give what one can filter by: level, rule, place, blame; each with the values that occur."""
    cards = [card for cause in causes for card in cause.cards]
    zh = lang != "en"
    told = (
        ("level", "级别" if zh else "level", [(c.level, c.level_word) for c in cards]),
        ("rule", "规则" if zh else "rule", [(c.rule, c.rule) for c in cards]),
        ("place", "位置" if zh else "place", [(c.place_key, c.place_key or "—") for c in cards]),
        ("blame", "出自" if zh else "slip of", [(c.blame, c.blame_word) for c in cards]),
    )
    return tuple(
        (key, name, tuple(Choice(*value, found.count(value)) for value in dict.fromkeys(found)))
        for key, name, found in told
    )
