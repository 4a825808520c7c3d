"""Where a passage has got to while it is read: the scope, the topic, the subject, and the drafts so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.statistics.mentions import Found
from extractors.statistics.phrases import DESCRIBED, Phrase
from extractors.statistics.tokens import Token
from schemas.population import Interval, Population
from schemas.quantity import Quantity
from schemas.record import record
from schemas.vocabulary import Vocabulary

Candidates = tuple[Population, ...]
NOUN_LENGTH = 12
CLAUSE_MARKS = "，。；：、（）"
"""What parts clauses."""
CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")


@record
class Draft:
    """A claim before it has a place: offsets `start` to `end` in the passage are the printed figure.

    `period` names the figure's own period where it is not the document's (由 2024 年的 37 家增加到 43 家).
    """

    kind: str
    measure: str
    of: Candidates
    base: Candidates
    quantity: Quantity | None
    start: int
    end: int
    against: str = ""
    names: tuple[Found, ...] = ()
    complete: bool = True
    period: str = ""


@record
class Setting:
    """What holds for a whole passage: the series, the period, where it stands, its text, and whether bare counts of
    the series' own things mean all of them.
    """

    vocabulary: Vocabulary
    period: str
    place: str
    text: str
    closed: bool = True

    def clause_before(self, at: int) -> str:
        """Give the words of the clause that stand before an offset."""
        return self.text[max([self.text.rfind(mark, 0, at) for mark in CLAUSE_MARKS]) + 1 : at]

    def clause_after(self, at: int) -> str:
        """Give the words of the clause that stand behind an offset."""
        end = CLAUSE.search(self.text, at)
        return self.text[at : end.start() if end else None]

    @property
    def last_period(self) -> str:
        """Name the period before; `last` where the document does not say which period it is about."""
        return str(int(self.period[:4]) - 1) if self.period[:4].isdigit() else "last"


@dataclass(slots=True)
class Pending:
    """Counts whose subject stands elsewhere.

    `numbers` are the counts of the passage by their figures, `orphans` counts (places of drafts) whose subject is still
    to come, `counted_in` the count of a part that the next one includes, `scored` the score told last, `whole_scope` a
    count that is of all if what follows parts all.
    """

    numbers: dict[tuple[Decimal, str], Candidates] = field(default_factory=dict)
    orphans: list[int] = field(default_factory=list)
    counting_in: bool = False
    counted_in: int | None = None
    scored: Interval | None = None
    whole_scope: int | None = None


@dataclass(slots=True)
class Firm:
    """How firmly topic and anchor hold for what follows.

    `sure`, `colon_sure`, `anchor_sure` say that a figure of another axis can be of nothing but a part of them; `told`
    that the topic stands before its comment in one clause, `scoped` that it stands in a scope, `told_at` how many
    drafts there were when it was told; `anchor_value` is what the anchor was counted at.
    """

    sure: bool = False
    told: bool = False
    scoped: bool = False
    told_at: int = 0
    colon_sure: bool = False
    anchor_sure: bool = False
    anchor_value: Decimal | None = None


@dataclass(slots=True)
class Turns:
    """The groups that figures behind 分别 belong to in turn.

    `at` is whose turn it is, None before a 分别; `years` and `bases` are those of each group where they differ, `base`
    is the one base of all their shares; `unresolved` counts figures still to come whose groups nobody can tell.
    """

    groups: list[Candidates] = field(default_factory=list)
    at: int | None = None
    years: list[str] = field(default_factory=list)
    bases: list[Candidates] = field(default_factory=list)
    base: Candidates = ()
    unresolved: int = 0

    @property
    def running(self) -> bool:
        """Tell whether the next figure is a group's."""
        return self.at is not None and self.at < len(self.groups)

    def take(self) -> Candidates:
        """Give the group whose turn it is, and go on to the next."""
        assert self.at is not None
        self.at += 1
        return self.groups[self.at - 1]


@dataclass(slots=True)
class State:
    """The reading of one passage so far.

    `scope` comes from X 中 or 其中, `topic` from a phrase that was not counted, `anchor` from the first count of a
    sentence part; `subject` is what was counted last, `siblings` what was counted under one scope or anchor, `counted`
    what was counted in this sentence, `counted_before` in the one before; `rival_scopes` are others 其中 may mean.
    `excluded` are those left out (除 X 外), `rate` what a rate is of, `lead` a share that stands before its base (61 %
    的参评联盟). `body` is the group whose bodies were counted, `flowing` the one that some joined or left, `chain` the
    scope of a sentence before that 其中 began. `told_whole` says that the last count told its whole group in its own
    words, `told_part` which axes it told in them. `worded_base` is the base of a share told by a word, `waiting` are
    figures whose subject the clause tells behind them, `share_from` is where the words for a base begin, `bound` the
    axes on which it has the value of its share's subject, `owed_base` the base of shares whose word is in a clause
    before (X 占 Y 的比例，第一批为 40%). `sequence` are groups that a clause puts in order (按第一批、第二批的顺序),
    `opened` is the group a sentence began with, `viewed` the one that 从批次看 divides.
    """

    setting: Setting
    drafts: list[Draft] = field(default_factory=list)
    phrase: Phrase = field(default_factory=Phrase)
    scope: Population | None = None
    scope_is_base: bool = False
    topic: Population | None = None
    anchor: Population | None = None
    subject: Candidates = ()
    before_scope: Candidates = ()
    siblings: list[Candidates] = field(default_factory=list)
    turns: Turns = field(default_factory=Turns)
    mode: str = ""
    each: bool = False
    sign: int = 1
    against: str = ""
    stems: set[str] = field(default_factory=set)
    previous: str = ""
    following: str = ""
    ahead: int = 0
    recent_years: list[str] = field(default_factory=list)
    figure_period: str = ""
    years_named: list[str] = field(default_factory=list)
    year_told: str = ""
    compared: str = ""
    waiting: list[Draft] = field(default_factory=list)
    run: list[Candidates] = field(default_factory=list)
    counted: list[Candidates] = field(default_factory=list)
    counted_before: list[Candidates] = field(default_factory=list)
    rival_scopes: list[Population] = field(default_factory=list)
    part_period: str = ""
    part_scope: bool = False
    scope_parts: list[Candidates] = field(default_factory=list)
    leaving_out: Token | None = None
    excluded: Population | None = None
    rate: tuple[str, tuple[str, ...]] | None = None
    joining: dict[str, tuple[str, ...]] = field(default_factory=dict)
    milestone: bool = False
    owed_share: bool = False
    owed_base: Candidates = ()
    scale: bool = False
    lead: Token | None = None
    lead_base: Candidates = ()
    backward: tuple[int, ...] = ()
    rival: Candidates = ()
    joined: list[int] = field(default_factory=list)
    wordings: list[Draft] = field(default_factory=list)
    first_group: Population | None = None
    shown: Population | None = None
    bound_year: str = ""
    bracketed: bool = False
    colon_topic: Population | None = None
    shared: list[Candidates] = field(default_factory=list)
    body: Population | None = None
    pending: Pending = field(default_factory=Pending)
    firm: Firm = field(default_factory=Firm)
    flowing: Population | None = None
    chain: Population | None = None
    among_first: bool = False
    listed_topic: list[Candidates] = field(default_factory=list)
    since: str = ""
    scope_period: str = ""
    told_whole: bool = False
    told_part: frozenset[str] = frozenset()
    worded_base: Candidates = ()
    share_from: int = 0
    bound: tuple[str, ...] = ()
    sequence: list[Candidates] = field(default_factory=list)
    opened: Population | None = None
    viewed: Population | None = None
    vocabulary: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        self.vocabulary = self.setting.vocabulary
        self.phrase.chief = self.vocabulary.entity.name

    @property
    def clause_period(self) -> str:
        """Give the year this sentence is about: the only one it names for itself."""
        return self.years_named[0] if len(set(self.years_named)) == 1 else ""

    @property
    def topic_is_newest(self) -> bool:
        """Tell whether the topic was told since the last figure."""
        return self.topic is not None and self.firm.told_at == len(self.drafts)

    def end_part(self) -> None:
        """Forget, at a semicolon, what holds for a part of a sentence only."""
        self.topic, self.anchor, self.part_period = self.colon_topic, None, ""
        self.firm.sure, self.firm.told = self.firm.colon_sure, False
        if self.part_scope:
            self.scope, self.part_scope = None, False
        self.siblings, self.turns, self.run = [], Turns(), []
        self.listed_topic, self.worded_base = [], ()

    def end_sentence(self) -> None:
        """Forget, at a full stop, all but what the next sentence may point at."""
        self.topic, self.colon_topic, self.firm.sure, self.firm.colon_sure = None, None, False, False
        self.chain, self.among_first = self.scope if self.among_first else None, False
        self.scope, self.scope_is_base, self.before_scope, self.rival_scopes = None, False, (), []
        self.scope_period = ""
        self.flowing = self.body = self.pending.scored = self.pending.whole_scope = self.pending.counted_in = None
        self.counted_before = self.counted
        self.recent_years = []
        self.against = self.compared = self.since = ""
        self.years_named, self.year_told = [], ""
        self.stems = set()
        self.counted, self.scope_parts, self.joining = [], [], {}
        self.first_group, self.shown, self.bound_year = None, None, ""
        self.sequence, self.opened, self.viewed, self.owed_base = [], None, None, ()
        self.excluded, self.rate, self.milestone, self.owed_share, self.scale = None, None, False, False, False

    def fresh(
        self,
        axes: dict[str, tuple[str, ...]] | None = None,
        heads: list[str] | None = None,
        years: list[str] | None = None,
        entity: str = "",
        measure: str = "",
    ) -> Phrase:
        """Begin a phrase, with what it keeps of the one before."""
        return Phrase(self.vocabulary.entity.name, axes or {}, entity=entity, heads=heads or [], years=years or [],
                      measure=measure)  # fmt: skip


def begins_clause(token: Token, state: State) -> bool:
    """Tell whether a token stands first in its clause."""
    return token.start == 0 or state.setting.text[token.start - 1] in CLAUSE_MARKS


def described(own: Population, token: Token, state: State) -> Population:
    """Mark a population that only free words tell, by those words and their place: it equals no other."""
    before = state.setting.clause_before(token.start)[-NOUN_LENGTH:]
    return own.having(DESCRIBED, (f"{before}{token.text}@{state.setting.place}+{token.start}",))


def draft(
    kind: str,
    measure: str,
    of: Candidates,
    token: Token,
    base: Candidates = (),
    quantity: Quantity | None = None,
    against: str = "",
    names: tuple[Found, ...] = (),
    complete: bool = True,
    period: str = "",
) -> Draft:
    """Make the draft of a figure."""
    printed = quantity or (token.figure.quantity if token.figure else None)
    return Draft(kind, measure, of, base, printed, token.start, token.end, against, names, complete, period)
