"""The tables of the dataset: their columns, keys and references, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its Table Schema type and what it says. `many` cells hold several values parted by |."""

    name: str
    type: str
    zh: str
    required: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose values are those of a column of another table."""

    column: str
    table: str
    other: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the dataset; `key` is unique, rows are sorted by it unless the builder has a better order."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _text(name: str, zh: str, required: bool = False) -> Column:
    return Column(name, "string", zh, required)


def _many(name: str, zh: str) -> Column:
    return Column(name, "string", zh, many=True)


def _whole(name: str, zh: str, required: bool = False) -> Column:
    return Column(name, "integer", zh, required)


def _flag(name: str, zh: str) -> Column:
    return Column(name, "boolean", zh)


def _id(name: str, zh: str) -> Column:
    return _text(name, zh, required=True)


_WHERE = _id("where_id", "出处编号，见 wheres")
_TO_WHERE = Reference("where_id", "wheres", "where_id")
_TO_DOCUMENT = Reference("document_id", "documents", "document_id")
_TO_ALLIANCE = Reference("alliance_id", "alliances", "alliance_id")
_BASIS = _text("basis", "依据：printed 原文载明，derived 推算，inferred 推断", required=True)
_PREMISES = _many("premises", "推算或推断所依据的条目编号")

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "文件",
        (
            _id("document_id", "文件编号"),
            _text("file", "文件名", required=True),
            _text("sha256", "文件摘要", required=True),
            _text("kind", "类别：report 报告，release 新闻稿，bulletin 简报，list 名单"),
            _text("series", "系列"),
            _text("period", "评价期"),
            _text("issue", "期号"),
            _text("title", "标题"),
            _text("publisher", "发布者"),
            _text("published", "发布日期，印到哪一级写到哪一级"),
            _text("media", "媒体类型"),
            _whole("pages", "页数"),
        ),
        ("document_id",),
    ),
    Table(
        "headings",
        "标题",
        (
            _id("document_id", "文件编号"),
            _whole("position", "在文件中的次序，从 1 起", required=True),
            _text("number", "标题编号，如 三"),
            _whole("level", "级别"),
            _text("text", "标题文字"),
            _flag("in_contents", "目录中是否有"),
            _WHERE,
        ),
        ("document_id", "position"),
        (_TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "periods",
        "评价期",
        (
            _id("period", "评价期，跨年的写作 2020-2021"),
            _whole("start_year", "起始年", required=True),
            _whole("end_year", "结束年", required=True),
            _text("window_from", "评价时限起"),
            _text("window_to", "评价时限止"),
            _text("document_id", "报告该期的文件；语料中没有时为空"),
            _whole("listed", "联盟总数"),
            _whole("registered", "已录入信息的联盟数"),
            _whole("evaluated", "参评联盟数"),
            _BASIS,
            _PREMISES,
        ),
        ("period",),
        (_TO_DOCUMENT,),
    ),
    Table(
        "bands",
        "分级标准",
        (
            _id("period", "评价期"),
            _text("tier", "等级", required=True),
            _text("tier_as_printed", "等级，照印"),
            Column("low", "number", "下限；空为不限"),
            Column("high", "number", "上限；空为不限"),
            _flag("includes_low", "是否含下限"),
            _flag("includes_high", "是否含上限"),
            _WHERE,
        ),
        ("period", "tier"),
        (Reference("period", "periods", "period"), _TO_WHERE),
    ),
    Table(
        "alliances",
        "联盟",
        (
            _id("alliance_id", "联盟的永久编号；new: 开头的尚未登记"),
            _text("name", "名称", required=True),
            _many("batch", "批次；有争议时并列"),
            _many("code", "联盟编号，误印除外；有争议时并列"),
            _text("first_seen", "初见：评价期或年份"),
            _text("last_seen", "末见：评价期或年份"),
            _whole("periods_evaluated", "已知参评的期数，含推断"),
            _whole("times_high", "已知活跃度高的期数，含推断"),
            _many("a_level", "A级名单的起止年"),
            _many("batches_possible", "由各档分批家数推断的可能批次"),
        ),
        ("alliance_id",),
    ),
    Table(
        "names",
        "名称",
        (
            _id("alliance_id", "联盟编号"),
            _text("name", "名称，照印（去排版空白）", required=True),
            _text("kind", "official 正式名，former 曾用名，short 简称，variant 异写，misprint 误印"),
            _text("first_seen", "初见"),
            _text("last_seen", "末见"),
            _text("judgement_id", "所依认定"),
        ),
        ("alliance_id", "name"),
        (_TO_ALLIANCE,),
    ),
    Table(
        "codes",
        "联盟编号",
        (
            _id("alliance_id", "联盟编号"),
            _text("code", "编号，照印", required=True),
            _id("document_id", "文件编号"),
            _text("verdict", "agreed 一致，disputed 有争议，misprint 误印，carried 承继"),
            _WHERE,
        ),
        ("where_id",),
        (_TO_ALLIANCE, _TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "mentions",
        "名称出现",
        (
            _id("mention_id", "编号"),
            _id("document_id", "文件编号"),
            _text("name_as_printed", "名称，照印", required=True),
            _text("alliance_id", "所指联盟；待认定时为空"),
            _text("outcome", "linked 已对上，review 待认定，new 新名称", required=True),
            _many("candidates", "候选联盟，由近到远"),
            _text("reasons", "理由"),
            _WHERE,
            _text("role", "row 表格行，honour A级名单，panel 专家组，prose 正文，item 简报条目，contributor 供稿"),
        ),
        ("mention_id",),
        (_TO_ALLIANCE, _TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "evaluations",
        "评价结果",
        (
            _id("period", "评价期"),
            _id("alliance_id", "联盟编号"),
            _whole("rank", "序号"),
            _text("tier", "等级：high、fairly_high、average、low、incomplete；不知为空"),
            _many("tiers_possible", "尚有可能的等级；not_evaluated 为未参评"),
            _text("tier_as_printed", "等级，照印"),
            Column("score", "number", "评分"),
            _text("name_as_printed", "名称，照印"),
            _text("code_as_printed", "编号，照印"),
            _BASIS,
            _PREMISES,
            _WHERE,
        ),
        ("period", "alliance_id", "where_id"),
        (Reference("period", "periods", "period"), _TO_ALLIANCE, _TO_WHERE),
    ),
    Table(
        "honours",
        "荣誉名单",
        (
            _text("honour", "荣誉，如 A", required=True),
            _text("start_year", "起始年"),
            _text("end_year", "结束年"),
            _whole("periods_count", "连续的评价期数"),
            _id("alliance_id", "联盟编号"),
            _whole("rank", "序号"),
            _text("name_as_printed", "名称，照印"),
            _text("code_as_printed", "编号，照印"),
            _WHERE,
        ),
        ("where_id",),
        (_TO_ALLIANCE, _TO_WHERE),
    ),
    Table(
        "claims",
        "数据表述",
        (
            _id("claim_id", "编号"),
            _id("document_id", "文件编号"),
            _text(
                "kind", "种类：count、share、amount、score、change、band、threshold、streak、list、date", required=True
            ),
            _text("measure", "量的名称"),
            _text("of", "统计口径，如 batch=2;tier=high；all 为全部联盟"),
            _text("base", "占比的分母"),
            _many("period", "所说的评价期"),
            Column("value", "number", "数值，按所印单位"),
            Column("low", "number", "所印文字容许的下限"),
            Column("high", "number", "所印文字容许的上限"),
            _text("unit", "单位"),
            _whole("decimals", "印出的小数位数"),
            _text("against_period", "对比的评价期"),
            _many("members", "列出的名称"),
            _flag("complete", "是否列全"),
            _text("text", "原文语句；推算的为算式"),
            _BASIS,
            _PREMISES,
            _WHERE,
            _text("of_otherwise", "可作的其他解读，分号前后为轴，双斜线分开"),
            _text("base_otherwise", "分母可作的其他解读"),
            _text("date_from", "日期起"),
            _text("date_to", "日期止"),
            _text("place", "所在，如 三、5"),
        ),
        ("claim_id",),
        (_TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "panel",
        "评价专家组",
        (
            _id("period", "评价期"),
            _text("person", "姓名", required=True),
            _text("role", "adviser 顾问，head 组长，deputy_head 副组长，member 成员"),
            _text("affiliation_as_printed", "单位，照印"),
            _text("alliance_id", "单位所指联盟；不是联盟时为空"),
            _text("title", "职务，照印"),
            _WHERE,
        ),
        ("where_id",),
        (Reference("period", "periods", "period"), _TO_ALLIANCE, _TO_WHERE),
    ),
    Table(
        "items",
        "简报条目",
        (
            _id("document_id", "文件编号"),
            _text("section", "栏目", required=True),
            _whole("position", "在栏目中的次序", required=True),
            _text("heading", "标题"),
            _text("date_text", "日期，照印"),
            _text("date_from", "日期起"),
            _text("date_to", "日期止"),
            _text("contributor", "供稿"),
            _text("source", "信息来源"),
            _many("mention_ids", "所提联盟名称的编号，见 mentions"),
            _text("text", "正文"),
            _WHERE,
            _text("text_where_id", "正文的出处编号"),
        ),
        ("document_id", "section", "position"),
        (_TO_DOCUMENT, _TO_WHERE, Reference("text_where_id", "wheres", "where_id")),
    ),
    Table(
        "structure",
        "非数据的数字",
        (
            _id("document_id", "文件编号"),
            _text("type", "类型：date、time、page、ordinal、section、code、telephone、address 等", required=True),
            _text("text", "原文"),
            _WHERE,
        ),
        ("type", "where_id"),
        (_TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "findings",
        "核查发现",
        (
            _id("finding_id", "编号"),
            _text("rule", "规则编号", required=True),
            _text("level", "error 矛盾，warning 存疑，note 提示", required=True),
            _text("cause", "成因"),
            _text("blame", "print 原文，extraction 识别，open 未定"),
            _text("message_zh", "说明"),
            _text("message_en", "说明（英文）"),
            _text("published", "所印"),
            _text("recomputed", "复算"),
            _text("working", "复算过程"),
            _many("document_ids", "涉及的文件"),
            _many("where_ids", "有误或存疑之处"),
            _many("against_ids", "与之不符之处"),
        ),
        ("finding_id",),
    ),
    Table(
        "wheres",
        "出处",
        (
            _id("where_id", "编号"),
            _id("document_id", "文件编号"),
            _whole("span", "第几段，从 1 起；一处可分多段", required=True),
            _whole("page", "页，从 1 起"),
            _whole("line", "行，从 1 起"),
            _whole("start", "在解码文本中的起点；PDF 为空"),
            _whole("end", "终点（不含）；PDF 为空"),
            Column("x0", "number", "左，点"),
            Column("top", "number", "上，点"),
            Column("x1", "number", "右，点"),
            Column("bottom", "number", "下，点"),
            _text("quote", "该段原文；各段相接即全文"),
            _text("method", "text 文本，ocr 识别"),
            Column("confidence", "number", "可信度，0 到 1"),
        ),
        ("where_id", "span"),
    ),
)
"""All tables, in the order of the descriptor."""


def table(name: str) -> Table:
    """Give a table by name.

    Raises:
        KeyError: when there is none.
    """
    for declared in TABLES:
        if declared.name == name:
            return declared
    raise KeyError(name)
