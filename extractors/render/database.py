"""The dataset as one SQLite file: typed tables with keys and references, indexes, and views named in plain words.

Beside the tables of the dataset it has `places` (one row a place; `wheres` has its spans), what stands in lists taken
apart (`finding_places`, `finding_documents`, `item_mentions`), `standings` (every alliance in every period, with the
kind of nothing), `words` (what a key means) and `about` (what each table and view is).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from extractors.ledger.dataset import filled_tables
from extractors.ledger.rows import Cell, Cells, Filled
from extractors.ledger.standing import standings_of
from extractors.ledger.tables import Column, Reference, Table
from extractors.ledger.typed import parts, typed
from extractors.render import words
from extractors.render.database_views import VIEWS
from schemas.finding import Audit, Message
from schemas.ledger import Ledger
from schemas.vocabulary import Vocabulary

TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "string": "TEXT"}
"""Figures are floating here, for sums and sorting; the digits as printed are in the CSV files."""
_PLACE = Reference("where_id", "places", "where_id")
_ALLIANCE = Reference("alliance_id", "alliances", "alliance_id")
_PERIOD = Reference("period", "periods", "period")


def _text(name: str, zh: str, en: str, required: bool = True) -> Column:
    return Column(name, "string", zh, en, required)


PLACES = Table(
    "places",
    "出处，一处一行",
    "places, one a row",
    (
        _text("where_id", "编号", "id"),
        _text("document_id", "文件编号", "id of the document"),
        Column("page", "integer", "页，从 1 起", "page, from 1"),
        Column("line", "integer", "行，从 1 起", "line, from 1"),
        _text("quote", "原文", "words printed", required=False),
    ),
    ("where_id",),
)
STANDINGS = Table(
    "standings",
    "每家联盟在每个评价期的情况，没有等级的写明是哪一种",
    "how every alliance stood in every period; without a tier, which kind of nothing",
    (
        _text("period", "评价期", "evaluation period"),
        _text("alliance_id", "联盟编号", "id of the alliance"),
        _text(
            "kind",
            "scored 有分，unscored 未列分，inferred 推断，余为没有等级的几种，见 words 的 standing",
            "scored, unscored, inferred, or a kind of nothing: see standing in words",
        ),
        _text("tier", "等级", "tier", required=False),
        Column("score", "number", "评分", "score"),
        _text("basis", "依据", "basis"),
        _text("words", "等级，或是哪一种没有", "tier, or which kind of nothing"),
    ),
    ("period", "alliance_id"),
    (_PERIOD, _ALLIANCE),
)
FINDING_PLACES = Table(
    "finding_places",
    "核查发现的每一处",
    "every place of a finding",
    (
        _text("finding_id", "发现编号", "id of the finding"),
        _text("side", "where 有误或存疑，against 与之不符", "where (in doubt) or against (contradicts it)"),
        Column("position", "integer", "次序", "position", required=True),
        _text("where_id", "出处编号", "id of the place"),
    ),
    ("finding_id", "side", "position"),
    (Reference("finding_id", "findings", "finding_id"), _PLACE),
)
FINDING_DOCUMENTS = Table(
    "finding_documents",
    "核查发现涉及的文件；读不了的文件不在 documents 里",
    "the documents of a finding; one that cannot be read is not in documents",
    (_text("finding_id", "发现编号", "id of the finding"), _text("document_id", "文件编号", "id of the document")),
    ("finding_id", "document_id"),
    (Reference("finding_id", "findings", "finding_id"),),
)
ITEM_MENTIONS = Table(
    "item_mentions",
    "简报条目提到的联盟名称",
    "names of alliances that bulletin items mention",
    (
        _text("document_id", "文件编号", "id of the document"),
        _text("section", "栏目", "section"),
        Column("position", "integer", "在栏目中的次序", "position in the section", required=True),
        _text("mention_id", "名称出现的编号", "id of the mention"),
    ),
    ("document_id", "section", "position", "mention_id"),
    (Reference("mention_id", "mentions", "mention_id"),),
)
WORDS = Table(
    "words",
    "各列的键是什么意思",
    "what the keys in the columns mean",
    (
        _text("list", "哪一类", "which list"),
        _text("key", "键", "key"),
        _text("zh", "中文", "in Chinese", required=False),
        _text("en", "英文", "in English", required=False),
    ),
    ("list", "key"),
)
ABOUT = Table(
    "about",
    "每张表和视图是什么",
    "what each table and view is",
    (
        _text("name", "名称", "name"),
        _text("kind", "table 表，view 视图", "table or view"),
        _text("zh", "中文", "in Chinese"),
        _text("en", "英文", "in English", required=False),
    ),
    ("name",),
)


def database(ledger: Ledger, audits: Iterable[Audit], vocabulary: Vocabulary) -> bytes:
    """Make the SQLite file; the same ledger and audits give the same bytes with the same SQLite library."""
    filled = filled_tables(ledger, audits)
    made = [*filled, *_extra(filled, ledger, vocabulary)]
    about = Filled(ABOUT, tuple(sorted(_about(made))))
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA page_size = 4096")
        for table in (*made, about):
            _fill(connection, table)
        for view in VIEWS:
            connection.execute(f"CREATE VIEW {_name(view.name)} AS {view.sql}")
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, filled: Filled) -> None:
    table, references = filled.table, tuple(_to_places(r) for r in filled.table.references)
    referring = frozenset(r.column for r in references)
    rows = [tuple(_value(*pair, referring) for pair in zip(table.columns, row, strict=True)) for row in filled.rows]
    at = [table.header.index(column) for column in table.key]
    unique = len({tuple(row[i] for i in at) for row in rows}) == len(rows)
    lines = [_column(column, referring) for column in table.columns]
    # A document may print what no key allows for; its rows are kept all the same.
    if unique:
        lines.append(f"PRIMARY KEY ({_names(table.key)})")
    lines += [f"FOREIGN KEY ({_name(r.column)}) REFERENCES {_name(r.table)} ({_name(r.other)})" for r in references]
    connection.execute(f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(lines) + "\n)")
    marks = ", ".join("?" for _ in table.columns)
    connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", rows)
    for column in sorted(referring - set(table.key[:1])):
        connection.execute(f"CREATE INDEX {_name(f'{table.name}_{column}')} ON {_name(table.name)} ({_name(column)})")


def _to_places(reference: Reference) -> Reference:
    return Reference(reference.column, "places", "where_id") if reference.table == "wheres" else reference


def _column(column: Column, referring: frozenset[str]) -> str:
    told = " NOT NULL" if column.required and column.name not in referring else ""
    return f"{_name(column.name)} {TYPES[column.type]}{told}"


def _value(column: Column, cell: Cell, referring: frozenset[str]) -> str | int | float | None:
    value = typed(column, cell)
    if value is None:
        return "" if column.required and column.type == "string" and column.name not in referring else None
    if isinstance(value, str):
        # A text with half of a character (a lone surrogate) is no text to SQLite.
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, int) and abs(value) >= 2**63:
        # Nothing of ours is so large; a document may print it as a rank.
        return float(value)
    return float(value) if isinstance(value, Decimal) else value


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(_name(name) for name in names)


def _extra(filled: tuple[Filled, ...], ledger: Ledger, vocabulary: Vocabulary) -> Iterator[Filled]:
    by_name = {f.table.name: f for f in filled}
    yield Filled(PLACES, tuple(_places(by_name["wheres"])))
    yield Filled(STANDINGS, tuple(_standings(ledger, vocabulary)))
    found = by_name["findings"]
    sides = (("where", "where_ids"), ("against", "against_ids"))
    yield Filled(
        FINDING_PLACES,
        tuple((row[0], side, n, w) for row in found.rows for side, column in sides
              for n, w in enumerate(_list(found, row, column), 1)),
    )  # fmt: skip
    yield Filled(FINDING_DOCUMENTS, tuple((row[0], d) for row in found.rows for d in _list(found, row, "document_ids")))
    items = by_name["items"]
    mentioned = ((*row[:3], m) for row in items.rows for m in dict.fromkeys(_list(items, row, "mention_ids")))
    yield Filled(ITEM_MENTIONS, tuple(mentioned))
    yield Filled(WORDS, tuple(_words(vocabulary)))


def _list(filled: Filled, row: Cells, column: str) -> tuple[str, ...]:
    return parts(row[filled.table.header.index(column)])


def _places(wheres: Filled) -> Iterator[Cells]:
    at = {name: n for n, name in enumerate(wheres.table.header)}
    first: dict[Cell, Cells] = {}
    quotes: dict[Cell, str] = {}
    for row in wheres.rows:
        first.setdefault(row[at["where_id"]], row)
        quotes[row[at["where_id"]]] = quotes.get(row[at["where_id"]], "") + str(row[at["quote"]] or "")
    for where, row in first.items():
        yield where, row[at["document_id"]], row[at["page"]], row[at["line"]], quotes[where]


def _standings(ledger: Ledger, vocabulary: Vocabulary) -> Iterator[Cells]:
    tiers = _axis(vocabulary, "tier")
    for alliance, standings in standings_of(ledger).items():
        for s in standings:
            told = tiers.get(s.tier, Message(s.tier, s.tier)).zh if s.tier else words.word(words.NOTHING, s.kind, "zh")
            yield s.period, alliance, s.kind, s.tier, s.score, s.basis, told


def _axis(vocabulary: Vocabulary, name: str) -> Mapping[str, Message]:
    return {v.key: Message(v.zh, v.key) for axis in vocabulary.axes if axis.name == name for v in axis.values}


def _words(vocabulary: Vocabulary) -> Iterator[Cells]:
    lists: tuple[tuple[str, Mapping[str, Message]], ...] = (
        ("basis", words.BASIS),
        ("batch", _axis(vocabulary, "batch")),
        ("blame", words.BLAME),
        ("claim", words.CLAIMS),
        ("document", words.KINDS),
        ("level", words.LEVELS),
        ("mention", words.MENTIONS),
        ("name", words.NAMES),
        ("outcome", words.OUTCOMES),
        ("role", words.ROLES),
        ("ruling", words.RULINGS),
        ("standing", words.NOTHING),
        ("tier", _axis(vocabulary, "tier")),
        ("verdict", words.VERDICTS),
    )
    for name, told in lists:
        for key, message in told.items():
            yield name, key, message.zh, message.en


def _about(made: Iterable[Filled]) -> Iterator[tuple[str, str, str, str]]:
    for filled in made:
        yield filled.table.name, "table", filled.table.zh, filled.table.en
    for view in VIEWS:
        yield view.name, "view", view.what.zh, view.what.en
    yield ABOUT.name, "table", ABOUT.zh, ABOUT.en
