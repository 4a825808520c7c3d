"""Documents of other kinds, made up: a notice with an honours list and a news item; read, and audited alone."""

from __future__ import annotations

import pytest

from extractors.audit import audit_document
from extractors.ledger import reconcile
from extractors.reports import read_bytes
from schemas.finding import Audit
from schemas.reading import Reading
from schemas.vocabulary import load_series

NOTICE = """关于公布2023年度A级活跃度产业技术创新战略联盟名单的通知

各试点联盟：

根据2021年度、2022年度和2023年度活跃度评价结果，经专家组综合评议，决定授予半导体照明产业技术创新战略联盟等8家联盟“A级活跃度产业技术创新战略联盟”称号，有效期一年。现予公布（名单见附件）。

2023年度共有联盟162家，参评联盟81家，参评率为50%。其中活跃度高的36家，较高的15家，一般的22家，较差的8家。与2022年度相比，参评联盟减少5家。

中国产业技术创新战略联盟协同发展网
2024年6月18日

附件：A级活跃度产业技术创新战略联盟名单（8家）

1. 半导体照明产业技术创新战略联盟
2. 汽车轻量化技术创新战略联盟
3. 存储产业技术创新战略联盟
4. 木竹产业技术创新战略联盟
5. 农业装备产业技术创新战略联盟
6. 电动汽车产业技术创新战略联盟
7. 住宅科技产业技术创新战略联盟
8. 化纤产业技术创新战略联盟
"""

NEWS = """2024年度产业技术创新战略联盟活跃度评价结果在京发布

本报北京5月20日电（记者 王某）2024年度产业技术创新战略联盟活跃度评价结果发布会今天在北京举行。记者从会上获悉，共有73家联盟参加了2024年度活跃度评价，其中37家被评为活跃度高，13家活跃度较高，18家活跃度一般，另有5家信息不全。

据介绍，活跃度高的联盟占参评联盟的一半以上，达50.68%，较上年提高3.2个百分点。三批试点联盟中有61家参评，其余12家为后续加入的联盟。

联盟试点工作联络组秘书长李新男表示，2024年各联盟共开展创新项目986项，投入经费118.6亿元，同比增长8.3%；制定团体标准165项，比上年增加21项。

化纤、木竹、半导体照明等21家联盟连续三年保持高活跃度，被授予A级活跃度联盟称号。
"""


def made(text: str) -> tuple[Reading, Audit]:
    vocabulary = load_series("alliance-activity")
    reading = read_bytes(text.encode(), "made-up", "made-up.txt")
    ledger = reconcile((reading,), (), (), vocabulary)
    return reading, audit_document(reading, ledger, vocabulary, alone=True)


def counts(reading: Reading) -> dict[str, str]:
    return {c.quantity.text: str(c.of[0]) for c in reading.claims if c.kind == "count" and c.quantity and c.of}


def test_a_notice_says_what_it_is() -> None:
    document = made(NOTICE)[0].document
    assert document.title == "关于公布2023年度A级活跃度产业技术创新战略联盟名单的通知"
    assert (document.kind, document.period, document.published) == ("list", "2023", "2024-06-18")
    assert document.publisher == "中国产业技术创新战略联盟协同发展网"


def test_the_list_of_a_notice_is_its_rows() -> None:
    reading, _ = made(NOTICE)
    assert [(r.rank, r.table, r.honour) for r in reading.rows] == [(n, "honours", "A") for n in range(1, 9)]
    assert counts(reading)["8家"] == "honour=A"
    assert counts(reading)["36家"] == "tier=high" and counts(reading)["81家"] == "evaluated=yes"


def test_a_news_item_counts_what_it_says() -> None:
    told = counts(made(NEWS)[0])
    assert (told["73家"], told["37家"], told["13家"]) == ("evaluated=yes", "tier=high", "tier=fairly_high")
    assert (told["61家"], told["12家"]) == ("batch=1|2|3;evaluated=yes", "batch=later")
    (share,) = (c for c in made(NEWS)[0].claims if c.kind == "share")
    assert (str(share.of[0]), str(share.base[0])) == ("tier=high", "evaluated=yes")


@pytest.mark.parametrize("text", (NOTICE, NEWS))
def test_neither_is_blamed(text: str) -> None:
    # In the news five are told to be incomplete and evaluated, which the series holds for impossible without 其他.
    assert [f.message.zh for f in made(text)[1].findings] == []
