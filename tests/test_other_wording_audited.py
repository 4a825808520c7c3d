"""Passages in other publishers' wording, right in themselves: nothing is blamed, and a slip in one of them is."""

from __future__ import annotations

import pytest

from extractors.audit import audit_document
from extractors.ledger import reconcile
from extractors.reports import read_bytes
from schemas.finding import Finding
from schemas.vocabulary import load_series

HEAD = "2025年度产业技术创新战略联盟活跃度评价报告\n一、评价情况\n"
PASSAGES = {
    "tiers": "参评联盟70家，其中活跃度高43家、较高9家、一般14家、其他4家，占比分别为61.43%、12.86%、20.00%、5.71%。\n"
    "大多数参评联盟活跃度高，绝大多数联盟运行良好。活跃度高的联盟由2024年的37家明显增加到43家。",
    "sums": "评价结果：高43家，较高9家，一般14家，其他4家，合计70家。参评联盟共70家。\n"
    "第一批、第二批、第三批、后续参加的参评联盟分别为26家、10家、22家和12家。",
    "years": "今年共有70家联盟参评，较上年增加3家，增长4.48%。去年参评联盟67家，活跃度高的37家；"
    "今年活跃度高的43家，增加6家。\n"
    "2016年参评联盟100家，2018年88家，2019年99家，2025年70家。2024年、2025年活跃度高的联盟分别为37家和43家。",
    "rest": "参评联盟70家，其中活跃度高的43家。除活跃度高的43家联盟外，其余27家联盟需改进。\n"
    "第一批试点联盟52家，参评26家，参评率为50%。",
    "flows": "新增A级联盟5家，退出A级的1家，A级联盟总数26家。其中第一批15家，第二批4家，第三批6家，后续参加1家。\n"
    "活跃度高的43家，较高的9家，两者合计52家，占参评联盟70家的74.29%。不活跃的联盟由8家减为3家，占比从8.08%降至4.29%。",
    "others": "会上，21家联盟的秘书长作了发言，三分之一以上的参评联盟派代表出席，成员单位120家，企业80家。\n"
    "参评联盟70家。近半数参评联盟拥有网站。对2023年、2024年、2025年三年的结果进行分析，活跃度高、较高两档共52家。",
    "pointing": "联盟总数165家＝三批146家＋后续参加19家。165家联盟中，参评的70家，未参评的95家。\n"
    "参评联盟70家。这70家联盟中，活跃度高的43家，较高的9家，一般的14家，其他4家。",
    "places": "参评联盟70家，活跃度高的43家，未参评联盟95家。\n"
    "浙江参评3家，均为活跃度高；江苏参评5家，其中4家活跃度高。\n"
    "活跃度高的43家联盟中，有37家上年也为活跃度高。上年参评而今年未参评的7家。一批联盟有进步，无一家联盟被评为活跃度差。",
    "rows": "评价结果分为高、较高、一般和其他四档，43家、9家、14家、4家联盟分列其中。参评联盟70家。\n"
    "第一、二、三批及后续参加的联盟参评数依次为26、10、22和12家。",
    "limits": "参评联盟70家，活跃度高的联盟43家，第一批参评联盟26家。活跃度高的联盟不足四十五家。\n"
    "三成以上的参评联盟为第一批。参评联盟不超过七十五家。",
    "entries": "联盟总数165家。129家联盟录入了信息，其中100家信息完整，29家信息不完整。",
    "flowing": "网员联盟新增3家、退出1家，净增2家，总数达到19家。参评联盟70家。\n"
    "创新项目数量比上年度增加57项，投入经费减少2.3亿元。",
}


def findings(text: str) -> list[Finding]:
    vocabulary = load_series("alliance-activity")
    reading = read_bytes((HEAD + text).encode(), "passage", "passage.txt")
    audit = audit_document(reading, reconcile((reading,), (), (), vocabulary), vocabulary, alone=True)
    return list(audit.findings)


@pytest.mark.parametrize("name", PASSAGES)
def test_what_is_right_is_not_blamed(name: str) -> None:
    assert [f.message.zh for f in findings(PASSAGES[name])] == []


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("tiers", "一般14家", "一般41家"),
        ("tiers", "大多数参评联盟活跃度高", "近半数参评联盟活跃度高"),
        ("sums", "合计70家", "合计71家"),
        ("sums", "22家和12家", "22家和21家"),
        ("years", "去年参评联盟67家", "去年参评联盟76家"),
        ("years", "增加6家", "增加7家"),
        ("years", "37家和43家", "37家和34家"),
        ("rest", "其余27家", "其余28家"),
        ("flows", "第三批6家", "第三批9家"),
        ("flows", "两者合计52家", "两者合计25家"),
        ("flows", "74.29%", "72.49%"),
        ("others", "2025年三年", "2025年四年"),
        ("pointing", "未参评的95家", "未参评的59家"),
        ("pointing", "三批146家", "三批164家"),
        ("pointing", "较高的9家", "较高的19家"),
        ("rows", "43家、9家", "43家、19家"),
        ("rows", "26、10、22", "62、10、22"),
        ("limits", "不足四十五家", "不足三十五家"),
        ("limits", "三成以上", "四成以上"),
        ("limits", "不超过七十五家", "不超过六十五家"),
    ],
)
def test_a_slip_is_told(name: str, right: str, wrong: str) -> None:
    assert PASSAGES[name].count(right) == 1
    assert findings(PASSAGES[name].replace(right, wrong))
