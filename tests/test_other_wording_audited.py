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
    ],
)
def test_a_slip_is_told(name: str, right: str, wrong: str) -> None:
    assert PASSAGES[name].count(right) == 1
    assert findings(PASSAGES[name].replace(right, wrong))
