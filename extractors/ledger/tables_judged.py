"""The tables of the dataset that hold what people ruled and what the audit found."""

from __future__ import annotations

from extractors.ledger.columns import Reference, Table, key, many, text

FINDINGS = Table(
    "findings",
    "核查发现",
    "Findings",
    (
        key("finding_id", "编号", "id"),
        text("rule", "规则编号", "code of the rule", required=True),
        text("level", "error 矛盾，warning 存疑，note 提示", "error, warning or note", required=True),
        text("cause", "成因", "cause"),
        text("blame", "print 原文，extraction 识别，open 未定", "print, extraction or open"),
        text("message_zh", "说明", "message, in Chinese"),
        text("message_en", "说明（英文）", "message, in English"),
        text("published", "所印", "what is printed"),
        text("recomputed", "复算", "what it should be by the sum redone"),
        text("working", "复算过程", "the working"),
        many("document_ids", "涉及的文件", "documents concerned"),
        many("where_ids", "有误或存疑之处", "places in doubt"),
        many("against_ids", "与之不符之处", "places that contradict them"),
        many("correction_ids", "已裁定：所依更正，见 corrections", "settled by these, see corrections"),
    ),
    ("finding_id",),
)

CORRECTIONS = Table(
    "corrections",
    "更正",
    "Corrections",
    (
        key("correction_id", "编号", "id"),
        key("document_id", "文件编号", "id of the document"),
        key("where_id", "出处编号，见 wheres", "id of the place, see wheres"),
        text(
            "verdict",
            "misprint 误印，misread 误读（文本错，纸面如 meant），stands 所印无误",
            "misprint, misread (the text is wrong, the paper has what is meant) or stands",
            required=True,
        ),
        text("printed", "所印", "what is printed", required=True),
        text("meant", "应为；不明为空", "what is meant; empty where nobody knows"),
        text("finding_id", "所答复的发现；发现已消去的也留着", "the finding it answers, also one that is gone by it"),
        text("reason", "理由", "why", required=True),
        text("who", "裁定人的角色", "the role that ruled", required=True),
        text("date", "裁定日期", "day of the ruling", required=True),
    ),
    ("correction_id", "where_id"),
    (Reference("document_id", "documents", "document_id"), Reference("where_id", "wheres", "where_id")),
)
