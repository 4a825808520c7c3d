"""The words of the roster page in both languages, by the keys its scripts ask for."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.render.roster import SAME_BANDS
from extractors.render.words import BASIS, KINDS, LEVELS, MOVES, NAMES, NOTHING, ROLES, VERDICTS
from schemas.finding import Message

UNTOLD = (
    "这一页要用脚本才能显示。同样的内容在旁边的 roster.csv 和 dataset/ 里。",
    "This page needs its script to show anything. roster.csv and dataset/ beside it hold the same.",
)
_SHARED: Mapping[str, Mapping[str, Message]] = {
    "basis": BASIS,
    "kind": KINDS,
    "level": LEVELS,
    "move": MOVES,
    "name": NAMES,
    "nothing": NOTHING,
    "role": ROLES,
    "verdict": VERDICTS,
}

_FRAME = {
    "home": ("联盟台账", "Alliance Ledger"),
    "skip": ("跳到正文", "Skip to the content"),
    "parts": ("本页各部分", "parts of this page"),
    "part.roster": ("名册", "Roster"),
    "part.flows": ("流向", "Flows"),
    "part.cohorts": ("批次", "Batches"),
    "part.documents": ("文件", "Documents"),
    "part.open": ("待认定", "Open names"),
    "summary": (
        "{0} 家联盟，{1} 个评价期（{2} 期有结果表在库），{3} 份文件。",
        "{0} alliances, {1} periods ({2} with a result table in the corpus), {3} documents. ",
    ),
    "summary_new": ("{0} 家尚无台账编号。", "{0} have no permanent id yet. "),
    "summary_open": ("{0} 个名称待认定。", "Names that wait for a judgement: {0}."),
    "download": ("下载", "Download"),
    "downloaded": ("已下载 {0}", "{0} downloaded"),
    "no_such": ("没有 {0}。", "There is no {0}."),
    "as_table": ("以表格看", "As a table"),
    "evidence": ("出处", "Evidence"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "any": ("不限", "any"),
    "code": ("联盟编号", "code"),
    "batch": ("批次", "Batch"),
    "comma": ("，", ", "),
    "semicolon": ("；", "; "),
    "colon": ("：", ": "),
    "stop": ("。", "."),
    "bracket": ("（{0}）", " ({0})"),
    "line_n": ("第{0}行", "line {0}"),
    "page_n": ("第{0}页", "page {0}"),
    "and_more": ("，另 {0} 处", " and {0} more"),
    "nothing.unprinted": ("原文未载", "not printed"),
    "basis.none": ("–", "–"),
}
_ROSTER = {
    "roster_title": ("各期活跃度等级", "Tiers from period to period"),
    "roster_lede": (
        "一行一家联盟，一列一个评价期。格中是原文的等级和得分；点名称看来龙去脉和出处。",
        "A row is an alliance, a column an evaluation period. Cells hold the printed tier and score; "
        "a name leads to its history and the evidence.",
    ),
    "search": ("查找", "Search"),
    "search_hint": ("名称、曾用名、编号、人名、拼音首字母", "name, former name, code, person, initials"),
    "sort": ("排序", "Order"),
    "sort.file": ("台账编号", "permanent id"),
    "sort.batch": ("批次和编号", "batch and code"),
    "sort.name": ("名称拼音", "name"),
    "sort.tier": ("现在的等级", "current tier"),
    "sort.steady": ("稳定程度", "stability"),
    "filters": ("筛选", "filters"),
    "batch_none": ("批次未载明", "batch not printed"),
    "honour_only": ("A级", "A-level"),
    "printed_only": ("只看原文载明", "printed only"),
    "clear": ("清除筛选", "clear"),
    "tier_in": ("{0}年等级", "Tier in {0}"),
    "no_tier": ("没有等级", "no tier"),
    "legend": ("图例", "Legend"),
    "honour_key": ("A级名单所列一段评价期的末期", "last period of a run on an A-level list"),
    "honour_of": ("{0}级 {1}", "{0}-level {1}"),
    "break_key": ("分级标准改变，左右两边的等级不可直接比较", "the bands changed: do not compare across this line"),
    "alliance": ("联盟", "Alliance"),
    "batch_code": ("批次 编号", "Batch, code"),
    "steady": ("变动", "Changes"),
    "steady_long": (
        "等级升降次数／可比次数；仅因分级标准改变的不算变动",
        "changes of tier out of comparisons that can be made; what only the bands did is no change",
    ),
    "bands_changed_since": ("分级标准已改（对 {0}）", "bands changed since {0}"),
    "no_bands": ("分级标准未载明", "bands not printed"),
    "no_bands_short": ("标准未载明", "bands not printed"),
    "no_table": ("报告未入库", "report not in the corpus"),
    "unscored": ("未列分", "no score"),
    "n_alliances": ("{0} 家", "{0}"),
    "count": ("列出 {0} 家，共 {1} 家", "{0} of {1} alliances"),
    "none_fits": ("没有合乎条件的联盟。", "No alliance fits."),
}
_FLOWS = {
    "flow_title_long": ("等级的流向", "Flows between tiers"),
    "flow_lede": (
        "相邻两期之间各等级联盟的去向，随名册的筛选而变。斜纹是等级不同只因分级标准改变的部分。",
        "Where the alliances of each tier went, for those that the filters leave. "
        "Hatched: the tier differs only because the bands changed.",
    ),
    "flow_picture": ("各等级在评价期之间的流向图", "flows between tiers from period to period"),
    "flow_all": ("含报告未入库的评价期", "with periods whose report is not in the corpus"),
    "flow_title": ("{0} → {1}：{2} 家", "{0} → {1}: {2}"),
    "bands_changed": ("分级标准已改", "bands changed"),
    "bands_same": ("标准相同", "same bands"),
    "bands_unknown": ("标准未载明", "bands unknown"),
    "bands_from_to": ("分级标准已改：由 {0} 改为 {1}。", "The bands changed: from {0} to {1}."),
    "bands_same_said": ("分级标准相同。", "The bands are the same."),
    "bands_unknown_said": (
        "有一期的分级标准未载明，升降不能分清是否因标准改变。",
        "The bands of one period are not printed: what the bands did cannot be told.",
    ),
    "bands_since": ("已知 {0} 年的标准与 {1} 年不同。", "The bands of {0} are known to differ from those of {1}."),
    "nothing_moves": ("两期都没有所列联盟的等级。", "Neither period has a tier of those listed."),
    "bridge": ("{0} 年的得分按 {1} 年的标准：", "Scores of {0} under the bands of {1}: "),
    "bridge_row": ("{0} {1} 家为{2}", "{1} {0} would be {2}"),
    "bridge_same": ("{0} {1} 家仍为{2}", "{1} {0} stay {2}"),
    "bridge_none": ("{0} {1} 家不在任何一档", "{1} {0} in no band"),
    "bridge_unscored": ("{0} {1} 家未列分，不能换算", "{1} {0} have no score and cannot be compared"),
    "bridge_all": ("（按全部结果表计，不随筛选而变。）", "(Of the whole table, whatever the filters.)"),
    "col.periods": ("评价期", "Periods"),
    "col.from": ("由", "From"),
    "col.to": ("到", "To"),
    "col.movement": ("变动", "Movement"),
    "col.alliances": ("家数", "Alliances"),
}
_CORPUS = {
    "cohorts": ("各批次的参评和活跃度高", "Batches as cohorts"),
    "cohorts_lede": (
        "每个比例写明分母：参评占该批全部联盟，活跃度高占该批参评联盟。未注明的数字为原文载明，比例由本页算出。",
        "Every share names its base: evaluated of all in the batch, high of the evaluated in the batch. "
        "Numbers without a mark are printed; the shares are computed here.",
    ),
    "stage.listed": ("列入", "listed"),
    "stage.evaluated": ("参评", "evaluated"),
    "stage.high": ("活跃度高", "high"),
    "stage_part": ("{0} {1} 家", "{0} {1}"),
    "stage_of": (" ÷ {0} {1} 家", " of {0} {1}"),
    "stage_equals": (" = {0}", " = {0}"),
    "not_told": ("未载明", "not printed"),
    "base_not_told": (" 家，分母未载明", ", base not printed"),
    "documents": ("文件", "Documents"),
    "documents_lede": (
        "读了什么，查了什么，还有什么没有定论。文件名连到它的核查页。",
        "What was read, what was checked, and what is still open. A name leads to the audit page of the document.",
    ),
    "col.document": ("文件", "Document"),
    "col.kind": ("种类", "Kind"),
    "col.period": ("评价期", "Period"),
    "col.read": ("读入", "Read"),
    "col.rows": ("表行", "Rows"),
    "col.figures": ("数据", "Figures"),
    "col.unread": ("未读数字", "Unread numbers"),
    "col.open": ("待认定名称", "Open names"),
    "open": ("待认定的名称", "Names that wait for a judgement"),
    "open_lede": (
        "程序不敢断定指谁的名称，不会自行并入。",
        "Names that may mean somebody, which the program does not dare to say. None is merged by itself.",
    ),
    "open_none": ("没有待认定的名称。", "None."),
    "may_be": ("可能是：", "May be: "),
}
_ONE = {
    "no_id": ("尚无台账编号", "no permanent id yet"),
    "batch_left": ("批次未载明，各级家数只容{0}（推算）", "batch not printed; the counts leave {0} (derived)"),
    "about_periods": ("与各期能否相比有关的核查发现：", "Findings on whether periods can be compared: "),
    "back": ("回到名册", "Back to the roster"),
    "previous": ("上一家", "Previous"),
    "next": ("下一家", "Next"),
    "seen_in": ("见于 {0}", "seen {0}"),
    "timeline": ("时间线", "Timeline"),
    "timeline_of": (
        "{0}各期的等级、得分、A级、名称和简报条目",
        "tiers, scores, A-level, names and bulletin items of {0}",
    ),
    "n_items": ("简报 {0} 条", "{0} bulletin items"),
    "n_periods": ("连续 {0} 期", "{0} periods running"),
    "bridged": ("按 {0} 标准为{1}", "{1} by the bands of {0}"),
    "judged": ("认定 {0}（{1}，{2}）", "Judgement {0} ({1}, {2})"),
    "panel": ("评价专家组", "panel"),
    "named_in_text": ("正文提及", "named in the text"),
    "h.standings": ("各评价期", "Period by period"),
    "h.steps": ("变动", "Movement"),
    "h.names": ("用过的名称", "Names"),
    "h.codes": ("联盟编号", "Codes"),
    "h.honours": ("A级名单", "A-level lists"),
    "h.people": ("人员", "People"),
    "h.items": ("简报条目", "Bulletin items"),
    "h.findings": ("有关的核查发现", "Findings that speak of it"),
    "h.alike": ("易混", "Easily confused with"),
    "col.tier": ("等级 得分", "Tier, score"),
    "col.basis": ("依据", "Basis"),
    "col.band": ("分数段", "Band"),
    "col.bands": ("分级标准", "Bands"),
    "col.evidence": ("出处", "Evidence"),
    "col.name": ("名称", "Name"),
    "col.seen": ("见于", "Seen"),
    "col.code": ("编号", "Code"),
    "col.verdict": ("判定", "Verdict"),
    "col.honour": ("荣誉", "Honour"),
    "col.person": ("姓名", "Person"),
    "col.title": ("职务", "Office"),
    "col.role": ("身份", "As"),
    "col.date": ("日期", "Date"),
    "col.heading": ("标题", "Heading"),
    "col.section": ("栏目", "Section"),
}


def words() -> dict[str, Message]:
    """Give every word of the page by its key; words that other outputs use too are taken from there."""
    own = {**_FRAME, **_ROSTER, **_FLOWS, **_CORPUS, **_ONE}
    shared = {f"{group}.{key}": message for group, found in _SHARED.items() for key, message in found.items()}
    shared["cause.same"] = SAME_BANDS
    return {**shared, **{key: Message(zh, en) for key, (zh, en) in own.items()}}
