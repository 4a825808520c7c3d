"""The tables of the dataset: their columns, keys and references, as data."""

from __future__ import annotations

from extractors.ledger.columns import Column, Reference, Table, flag, key, many, number, text, whole
from extractors.ledger.tables_judged import CORRECTIONS, FINDINGS

__all__ = ["TABLES", "Column", "Reference", "Table"]

_WHERE = key("where_id", "出处编号，见 wheres", "id of the place, see wheres")
_TO_WHERE = Reference("where_id", "wheres", "where_id")
_TO_DOCUMENT = Reference("document_id", "documents", "document_id")
_TO_ALLIANCE = Reference("alliance_id", "alliances", "alliance_id")
_BASIS = text(
    "basis", "依据：printed 原文载明，derived 推算，inferred 推断", "basis: printed, derived or inferred", required=True
)
_PREMISES = many("premises", "推算或推断所依据的条目编号", "ids of what a derived or inferred entry rests on")

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "文件",
        "Documents",
        (
            key("document_id", "文件编号", "id of the document"),
            text("file", "文件名", "name of the file", required=True),
            text("sha256", "文件摘要", "digest of the file", required=True),
            text(
                "kind",
                "类别：report 报告，release 新闻稿，bulletin 简报，list 名单",
                "kind: report, release, bulletin or list",
            ),
            text("series", "系列", "series"),
            text("period", "评价期", "evaluation period"),
            text("issue", "期号", "issue"),
            text("title", "标题", "title"),
            text("publisher", "发布者", "publisher"),
            text("published", "发布日期，印到哪一级写到哪一级", "date of publication, as exactly as printed"),
            text("media", "媒体类型", "media type"),
            whole("pages", "页数", "number of pages"),
        ),
        ("document_id",),
    ),
    Table(
        "headings",
        "标题",
        "Headings",
        (
            key("document_id", "文件编号", "id of the document"),
            whole("position", "在文件中的次序，从 1 起", "position in the document, from 1", required=True),
            text("number", "标题编号，如 三", "number of the heading, such as 三"),
            whole("level", "级别", "level"),
            text("text", "标题文字", "words of the heading"),
            flag("in_contents", "目录中是否有", "whether the contents list has it"),
            _WHERE,
        ),
        ("document_id", "position"),
        (_TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "periods",
        "评价期",
        "Periods",
        (
            key("period", "评价期，跨年的写作 2020-2021", "evaluation period, 2020-2021 where it spans years"),
            whole("start_year", "起始年", "first year", required=True),
            whole("end_year", "结束年", "last year", required=True),
            text("window_from", "评价时限起", "start of what was looked at"),
            text("window_to", "评价时限止", "end of what was looked at"),
            text(
                "document_id",
                "报告该期的文件；语料中没有时为空",
                "the document that reports on it; empty where the corpus has none",
            ),
            whole("listed", "联盟总数", "alliances listed"),
            whole("registered", "已录入信息的联盟数", "alliances registered"),
            whole("evaluated", "参评联盟数", "alliances evaluated"),
            _BASIS,
            _PREMISES,
        ),
        ("period",),
        (_TO_DOCUMENT,),
    ),
    Table(
        "bands",
        "分级标准",
        "Grade bands",
        (
            key("period", "评价期", "evaluation period"),
            text("tier", "等级", "tier", required=True),
            text("tier_as_printed", "等级，照印", "tier, as printed"),
            number("low", "下限；空为不限", "lower end; empty for none"),
            number("high", "上限；空为不限", "upper end; empty for none"),
            flag("includes_low", "是否含下限", "whether the lower end belongs to it"),
            flag("includes_high", "是否含上限", "whether the upper end belongs to it"),
            _WHERE,
        ),
        ("period", "tier"),
        (Reference("period", "periods", "period"), _TO_WHERE),
    ),
    Table(
        "alliances",
        "联盟",
        "Alliances",
        (
            key(
                "alliance_id",
                "联盟的永久编号；new: 开头的尚未登记",
                "permanent id of the alliance; provisional where it begins with new:",
            ),
            text("name", "名称", "name", required=True),
            many("batch", "批次；有争议时并列", "batch; several where disputed"),
            many("code", "联盟编号，误印除外；有争议时并列", "code, misprints apart; several where disputed"),
            text("first_seen", "初见：评价期或年份", "first seen, period or year"),
            text("last_seen", "末见：评价期或年份", "last seen, period or year"),
            whole(
                "periods_evaluated", "已知参评的期数，含推断", "periods known to be evaluated, inferred ones included"
            ),
            whole("times_high", "已知活跃度高的期数，含推断", "periods known to be high, inferred ones included"),
            many("a_level", "A级名单的起止年", "spans of the A-level lists"),
            many("batches_possible", "由各档分批家数推断的可能批次", "batches that the printed totals leave open"),
        ),
        ("alliance_id",),
    ),
    Table(
        "names",
        "名称",
        "Names",
        (
            key("alliance_id", "联盟编号", "id of the alliance"),
            text("name", "名称，照印（去排版空白）", "name as printed, white space of the layout apart", required=True),
            text(
                "kind",
                "official 正式名，former 曾用名，short 简称，variant 异写，misprint 误印",
                "official, former, short, variant or misprint",
            ),
            text("first_seen", "初见", "first seen"),
            text("last_seen", "末见", "last seen"),
            text("judgement_id", "所依认定", "the judgement it rests on"),
        ),
        ("alliance_id", "name"),
        (_TO_ALLIANCE,),
    ),
    Table(
        "codes",
        "联盟编号",
        "Codes",
        (
            key("alliance_id", "联盟编号", "id of the alliance"),
            text("code", "编号，照印", "code, as printed", required=True),
            key("document_id", "文件编号", "id of the document"),
            text(
                "verdict",
                "agreed 一致，disputed 有争议，misprint 误印，misread 误读（纸面另作他数），carried 承继",
                "agreed, disputed, misprint, misread (the paper has another) or carried (by a successor)",
            ),
            _WHERE,
            text(
                "meant", "更正裁定的编号；没有裁定或无从得知为空", "the right code by a correction, where one gives it"
            ),
        ),
        ("where_id",),
        (_TO_ALLIANCE, _TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "mentions",
        "名称出现",
        "Mentions of names",
        (
            key("mention_id", "编号", "id"),
            key("document_id", "文件编号", "id of the document"),
            text("name_as_printed", "名称，照印", "name, as printed", required=True),
            text("alliance_id", "所指联盟；待认定时为空", "the alliance meant; empty in review"),
            text("outcome", "linked 已对上，review 待认定，new 新名称", "linked, review or new", required=True),
            many("candidates", "候选联盟，由近到远", "candidates, nearest first"),
            text("reasons", "理由", "reasons"),
            _WHERE,
            text(
                "role",
                "row 表格行，honour A级名单，panel 专家组，prose 正文，item 简报条目，contributor 供稿",
                "row, honour, panel, prose, item or contributor",
            ),
        ),
        ("mention_id",),
        (_TO_ALLIANCE, _TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "evaluations",
        "评价结果",
        "Evaluations",
        (
            key("period", "评价期", "evaluation period"),
            key("alliance_id", "联盟编号", "id of the alliance"),
            whole("rank", "序号", "rank"),
            text(
                "tier",
                "等级：high、fairly_high、average、low、incomplete；不知为空",
                "tier: high, fairly_high, average, low, incomplete; empty where not known",
            ),
            many(
                "tiers_possible",
                "尚有可能的等级；not_evaluated 为未参评",
                "tiers still possible; not_evaluated among them",
            ),
            text("tier_as_printed", "等级，照印", "tier, as printed"),
            number("score", "评分", "score"),
            text("name_as_printed", "名称，照印", "name, as printed"),
            text("code_as_printed", "编号，照印", "code, as printed"),
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
        "Honours",
        (
            text("honour", "荣誉，如 A", "honour, such as A", required=True),
            text("start_year", "起始年", "first year"),
            text("end_year", "结束年", "last year"),
            whole("periods_count", "连续的评价期数", "number of periods in a row"),
            key("alliance_id", "联盟编号", "id of the alliance"),
            whole("rank", "序号", "rank"),
            text("name_as_printed", "名称，照印", "name, as printed"),
            text("code_as_printed", "编号，照印", "code, as printed"),
            _WHERE,
        ),
        ("where_id",),
        (_TO_ALLIANCE, _TO_WHERE),
    ),
    Table(
        "claims",
        "数据表述",
        "Claims",
        (
            key("claim_id", "编号", "id"),
            key("document_id", "文件编号", "id of the document"),
            text(
                "kind",
                "种类：count、share、amount、score、change、band、threshold、streak、list、date",
                "kind: count, share, amount, score, change, band, threshold, streak, list or date",
                required=True,
            ),
            text("measure", "量的名称", "what is measured"),
            text(
                "of",
                "统计口径，如 batch=2;tier=high；all 为全部联盟",
                "population, such as batch=2;tier=high; all for all alliances",
            ),
            text("base", "占比的分母", "base of a share"),
            many("period", "所说的评价期", "period it speaks of"),
            number("value", "数值，按所印单位", "value, in the unit printed"),
            number("low", "所印文字容许的下限", "least value the print allows"),
            number("high", "所印文字容许的上限", "greatest value the print allows"),
            text("unit", "单位", "unit"),
            whole("decimals", "印出的小数位数", "decimals printed"),
            text("against_period", "对比的评价期", "period compared with"),
            many("members", "列出的名称", "names listed"),
            flag("complete", "是否列全", "whether the list is complete"),
            text("text", "原文语句；推算的为算式", "the sentence; for a derived figure its working"),
            _BASIS,
            _PREMISES,
            _WHERE,
            text(
                "of_otherwise",
                "可作的其他解读，分号前后为轴，双斜线分开",
                "other readings of the population, parted by //",
            ),
            text("base_otherwise", "分母可作的其他解读", "other readings of the base"),
            text("date_from", "日期起", "date from"),
            text("date_to", "日期止", "date to"),
            text("place", "所在，如 三、5", "where it stands, such as 三、5"),
        ),
        ("claim_id",),
        (_TO_DOCUMENT, _TO_WHERE),
    ),
    Table(
        "panel",
        "评价专家组",
        "Panel",
        (
            key("period", "评价期", "evaluation period"),
            text("person", "姓名", "name of the person", required=True),
            text(
                "role",
                "adviser 顾问，head 组长，deputy_head 副组长，member 成员",
                "adviser, head, deputy_head or member",
            ),
            text("affiliation_as_printed", "单位，照印", "affiliation, as printed"),
            text(
                "alliance_id", "单位所指联盟；不是联盟时为空", "the alliance of the affiliation; empty where it is none"
            ),
            text("title", "职务，照印", "office, as printed"),
            _WHERE,
        ),
        ("where_id",),
        (Reference("period", "periods", "period"), _TO_ALLIANCE, _TO_WHERE),
    ),
    Table(
        "items",
        "简报条目",
        "Bulletin items",
        (
            key("document_id", "文件编号", "id of the document"),
            text("section", "栏目", "section", required=True),
            whole("position", "在栏目中的次序", "position in the section", required=True),
            text("heading", "标题", "title"),
            text("date_text", "日期，照印", "date, as printed"),
            text("date_from", "日期起", "date from"),
            text("date_to", "日期止", "date to"),
            text("contributor", "供稿", "contributor"),
            text("source", "信息来源", "source"),
            many("mention_ids", "所提联盟名称的编号，见 mentions", "ids of the names mentioned, see mentions"),
            text("text", "正文", "text"),
            _WHERE,
            text("text_where_id", "正文的出处编号", "id of the place of the text"),
        ),
        ("document_id", "section", "position"),
        (_TO_DOCUMENT, _TO_WHERE, Reference("text_where_id", "wheres", "where_id")),
    ),
    Table(
        "structure",
        "非数据的数字",
        "Numbers that are no data",
        (
            key("document_id", "文件编号", "id of the document"),
            text(
                "type",
                "类型：date、time、page、ordinal、section、code、telephone、address 等",
                "type: date, time, page, ordinal, section, code, telephone, address and others",
                required=True,
            ),
            text("text", "原文", "words printed"),
            _WHERE,
        ),
        ("type", "where_id"),
        (_TO_DOCUMENT, _TO_WHERE),
    ),
    FINDINGS,
    Table(
        "wheres",
        "出处",
        "Places",
        (
            key("where_id", "编号", "id"),
            key("document_id", "文件编号", "id of the document"),
            whole(
                "span",
                "第几段，从 1 起；一处可分多段",
                "which stretch, from 1; a place may have several",
                required=True,
            ),
            whole("page", "页，从 1 起", "page, from 1"),
            whole("line", "行，从 1 起", "line, from 1"),
            whole("start", "在解码文本中的起点；PDF 为空", "start in the decoded text; empty in a PDF"),
            whole("end", "终点（不含）；PDF 为空", "end, not included; empty in a PDF"),
            number("x0", "左，点", "left, in points"),
            number("top", "上，点", "top, in points"),
            number("x1", "右，点", "right, in points"),
            number("bottom", "下，点", "bottom, in points"),
            text("quote", "该段原文；各段相接即全文", "words of the stretch; together they are the quote"),
            text("method", "text 文本，ocr 识别", "how it was read: text, pdf, ocr"),
            number("confidence", "可信度，0 到 1", "confidence, 0 to 1"),
        ),
        ("where_id", "span"),
    ),
    CORRECTIONS,
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
