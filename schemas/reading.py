"""Reading: all that one document says, each thing with its place."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.document import DocumentInfo
from schemas.population import Population
from schemas.quantity import Quantity
from schemas.record import record
from schemas.where import Where, content_id


@record
class Row:
    """A table record as printed.

    `table` is evaluations, honours or activities; `name` has no layout white space; `tier` comes from the group
    heading that stands above (its words in `tier_as_printed`, its place in `group`). `cells` places each printed
    cell by its column name. In an activities row `name` is the column's head and `value` its count.
    """

    table: str
    number: int
    rank: int | None
    name: str
    code: str
    score: str
    tier: str
    tier_as_printed: str
    honour: str
    start: str
    end: str
    periods_count: int | None
    value: str
    unit: str
    where: Where
    cells: tuple[tuple[str, Where], ...] = ()
    group: Where | None = None

    @property
    def id(self) -> str:
        return content_id("r", self.table, self.where.id)

    def cell(self, column: str) -> Where:
        """Place one cell; the whole row where that column was not printed apart."""
        return dict(self.cells).get(column, self.where)


@record
class Claim:
    """What a document says of a population.

    `kind` is count, share, amount, score, change, band, threshold, streak, list, date or habit-free `ordinal`.
    `of` and `base` are candidates, best first: a phrase that can mean two populations keeps both.
    `quantity` is None for lists and dates; `date_from`/`date_to` are ISO dates at the printed precision.
    `place` says in words where it stands (三、5).
    """

    kind: str
    measure: str
    of: tuple[Population, ...]
    base: tuple[Population, ...]
    period: str
    quantity: Quantity | None
    against_period: str
    members: tuple[str, ...]
    complete: bool
    text: str
    where: Where
    place: str = ""
    date_from: str = ""
    date_to: str = ""

    @property
    def id(self) -> str:
        return content_id("c", self.kind, self.measure, self.where.id, str(self.of[0]) if self.of else "", self.text)


@record
class Mention:
    """A name of an alliance as printed. `role` is row, honour, panel, prose, item or contributor."""

    name: str
    role: str
    where: Where

    @property
    def id(self) -> str:
        return content_id("m", self.role, self.where.id)


@dataclass(frozen=True, slots=True)
class Person:
    """A person with an office. `role` on the panel: adviser, head, deputy_head, member; empty where none is told."""

    person: str
    role: str
    affiliation: str
    title: str
    where: Where
    affiliation_where: Where


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a bulletin."""

    section: str
    position: int
    heading: str
    date_text: str
    date_from: str
    date_to: str
    contributor: str
    source: str
    mentions: tuple[str, ...]
    text: str
    where: Where
    text_where: Where


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body. `in_contents`: the contents list has it; `contents_text`: how it stands there."""

    position: int
    number: str
    level: int
    text: str
    in_contents: bool
    contents_text: str
    where: Where
    contents_where: Where | None = None


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents list."""

    number: str
    level: int
    text: str
    page: str
    where: Where


@record
class Structure:
    """A figure that is no claim, and the kind of thing it is: date, page, ordinal, section, code, telephone ..."""

    type: str
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Group:
    """A group heading of a table: its tier and the 共 N 家 it prints (None where it prints none)."""

    table: int
    tier: str
    label: str
    count: int | None
    where: Where
    count_where: Where | None


@record
class Label:
    """Printed words that mean values of an axis (活跃度差: tier, low), wherever they stand."""

    axis: str
    values: tuple[str, ...]
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that weigh without a figure (大多数), with the groups they speak of, candidates, best first.

    `kind` is a list of words of the series, or left_out for a group whose name is left out; `against` a year.
    """

    kind: str
    of: tuple[Population, ...]
    base: tuple[Population, ...]
    against: str
    where: Where
    place: str = ""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A number that counts the list beside it: `said`, and the things listed, at least and at most; `open` with 等."""

    said: int
    low: int
    high: int
    open: bool
    where: Where
    listed: tuple[Where, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, read: nothing here has been compared with anything yet.

    `labels` are all printed words for tiers, batches and the like; `people` those whom the prose names with an office,
    while `panel` is the list of the panel. `wordings` weigh without a figure; `publishers` name bodies that publish;
    `enumerations` are numbers that count a list beside them; `cut` is the
    end of a file that breaks off within a character.
    `pictures` are the pages of bitmaps, one entry a bitmap: nothing of them is read. `strays` are lines that look like
    rows and are in no table; `unsure_labels` labels of tiers of which the print leaves open at which row they begin;
    `cut_names` names of rows that are not whole as they were read.
    """

    document: DocumentInfo
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    panel: tuple[Person, ...]
    items: tuple[Item, ...]
    headings: tuple[Heading, ...]
    contents: tuple[ContentsEntry, ...]
    structure: tuple[Structure, ...]
    unread: tuple[Where, ...]
    references: tuple[Structure, ...] = ()
    labels: tuple[Label, ...] = ()
    people: tuple[Person, ...] = ()
    wordings: tuple[Wording, ...] = ()
    publishers: tuple[Mention, ...] = ()
    enumerations: tuple[Enumeration, ...] = ()
    cut: Where | None = None
    pictures: tuple[int, ...] = ()
    strays: tuple[Where, ...] = ()
    unsure_labels: tuple[Where, ...] = ()
    cut_names: tuple[Where, ...] = ()
