"""Ledger: all readings reconciled: who is who, and what each period says of each alliance."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.population import Interval
from schemas.reading import Claim, Mention, Person, Reading, Row
from schemas.where import Where


@dataclass(frozen=True, slots=True)
class Alliance:
    """An alliance under its permanent id (`al-0001`; `new:<stem>` until `ingest --yes` mints one)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on names, one line of judgements.csv; it outranks every score."""

    id: str
    kind: str
    names: tuple[str, ...]
    alliance: str
    evidence: str
    reason: str
    who: str
    date: str
    supersedes: str
    line: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's ruling on one printed code or figure, one block of corrections.toml; what is printed stays as it is.

    `at` says where (`12040-12046`, `evaluations/53/code`, `page/14@x0,top,x1,bottom`), `expect` what is printed there.
    `verdict` is misprint (the paper is wrong; `meant` is empty where nobody knows what is right), misread (our text is
    wrong, the paper prints `meant`), stands (right as printed) or retract, which takes back what it supersedes.
    """

    id: str
    verdict: str
    document: str
    at: str
    expect: str
    meant: str
    finding: str
    reason: str
    who: str
    date: str
    supersedes: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction in force, and the places it speaks of: one piece of ink may have been read in several roles."""

    correction: Correction
    places: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a printed name means. `outcome` is linked, review or new; `reasons` say why in words.

    `alliance` is empty in review; a new name has a provisional id (`new:<stem>`).
    """

    mention: Mention
    alliance: str
    outcome: str
    candidates: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The scores that make a tier in one period, as printed."""

    period: str
    tier: str
    label: str
    interval: Interval
    where: Where


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one period says of one alliance; `basis` is printed, derived or inferred, `premises` the ids it rests on."""

    period: str
    alliance: str
    row: Row | None
    tier: str
    tiers_possible: tuple[str, ...]
    basis: str
    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Honour:
    """A place on an honours list."""

    alliance: str
    row: Row


@dataclass(frozen=True, slots=True)
class PanelSeat:
    """A seat on the panel of a period; `alliance` is empty where the affiliation is no alliance."""

    period: str
    alliance: str
    person: Person


@dataclass(frozen=True, slots=True)
class Period:
    """An evaluation period: its years, what was looked at, and how many alliances were listed, registered, evaluated.

    `document` is the document of the corpus that reports on it, empty where none does. A number is None where neither
    print nor arithmetic gives it; `basis` is derived when any of them was worked out, inferred when the period itself
    is only known from another edition.
    """

    period: str
    start_year: int
    end_year: int
    window_from: str
    window_to: str
    document: str
    listed: int | None
    registered: int | None
    evaluated: int | None
    basis: str
    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A name an alliance was printed under. `kind` is official, former, short, variant or misprint; seen in periods."""

    alliance: str
    name: str
    kind: str
    first_seen: str
    last_seen: str
    judgement: str


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """A code printed beside an alliance. `verdict` is agreed, disputed, misprint, misread or carried.

    `meant` is the right code where a correction gives it.
    """

    alliance: str
    code: str
    document: str
    verdict: str
    where: Where
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the whole corpus says of one alliance, in brief.

    `batches` and `codes` have more than one value where the corpus leaves them disputed. `evaluated` and `high` are
    periods, printed or inferred; `honours` are spans of years (2016-2018). `batches_possible` is what the printed
    totals leave open, one value where they settle the batch of an alliance without a code. `not_joined` are periods
    in which it certainly had not joined yet, each with the ids of the claims that show it.
    """

    alliance: str
    name: str
    batches: tuple[str, ...]
    codes: tuple[str, ...]
    first_seen: str
    last_seen: str
    evaluated: tuple[str, ...]
    high: tuple[str, ...]
    honours: tuple[str, ...]
    batches_possible: tuple[str, ...] = ()
    not_joined: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that no document prints: a claim about another edition, worked out from the claims in `premises`."""

    claim: Claim
    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The reconciled corpus. `rising` are the tiers of the series from the lowest up, those apart from the others left
    out.
    """

    readings: tuple[Reading, ...]
    alliances: tuple[Alliance, ...]
    matches: tuple[Match, ...]
    bands: tuple[Band, ...]
    evaluations: tuple[Evaluation, ...]
    honours: tuple[Honour, ...]
    panel: tuple[PanelSeat, ...]
    periods: tuple[Period, ...] = ()
    names: tuple[NameSeen, ...] = ()
    codes: tuple[CodeSeen, ...] = ()
    profiles: tuple[Profile, ...] = ()
    derived: tuple[Derived, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    rising: tuple[str, ...] = ()
