"""Benchmark of names: 10 000 names against a roster of 10 000, and a million names against it.

Run as `python tests/bench/names.py`; prints CPU seconds and peak memory. The names are made up of the words alliances
use, mixed as they come up after a first report: seven in ten exact repeats, an eighth variants, the rest new.
"""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from collections.abc import Iterator

from extractors.names import build_resolver, replay
from schemas.ledger import Alliance
from schemas.vocabulary import load_series

WORDS = (
    "新 一代 先进 高档 智能 数字 绿色 精密 特种 国产 现代 农业 海洋 航天 电动 汽车 燃料 电池 半导体 照明 光纤 材料 接入 稀土 矿产 资源 "
    "综合 利用 加工 装备 机床 数控 系统 网络 软件 平台 信息 服务 物流 自动化 传感 导航 定位 芯片 终端 通信 存储 显示 激光 机器人 医疗 "
    "器械 诊断 试剂 疫苗 药物 抗体 肿瘤 治疗 干细胞 再生 医学 生物 质能 燃气 酶 种业 水稻 玉米 大豆 马铃薯 牧草 饲料 肉类 乳业 食品 冷链 "
    "纺织 化纤 染料 轮胎 石墨 碳纤维 复合 膜 分离 水 处理 污泥 烟气 治理 减污 降碳 建筑 钢结构 住宅 科技 工业 设计 标准化 电网 储能 氢能"
).split()
TAILS = ("产业技术创新战略联盟", "技术创新战略联盟", "产业技术创新联盟", "联盟")
ROSTER = 10_000


def stems(rng: random.Random, count: int) -> list[str]:
    """Make different stems of two to five words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.sample(WORDS, rng.randint(2, 5)))] = None
    return list(found)


def names(rng: random.Random, known: list[str], fresh: list[str], count: int) -> Iterator[str]:
    """Give names as they come up: 70 % known, 12.5 % with a character lost or changed, the rest new."""
    for _ in range(count):
        draw = rng.random()
        stem = rng.choice(known)
        if draw >= 0.825:
            stem = rng.choice(fresh)
        elif draw >= 0.7:
            at = rng.randrange(len(stem))
            stem = stem[:at] + rng.choice(("", rng.choice(WORDS)[0])) + stem[at + 1 :]
        yield stem + rng.choice(TAILS)


def measure(title: str, made: Iterator[str], roster: list[str]) -> None:
    """Resolve names and print what it took."""
    vocabulary = load_series("alliance-activity")
    alliances = tuple(Alliance(f"al-{n:05d}", stem + TAILS[0]) for n, stem in enumerate(roster, start=1))
    printed = list(made)
    start = time.process_time()
    resolver = build_resolver(alliances, replay((), alliances), vocabulary)
    built = time.process_time() - start
    outcomes = Counter(verdict.outcome for verdict in resolver.resolve_all(printed))
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{outcome} {count}" for outcome, count in sorted(outcomes.items()))
    print(f"{title}: {spent:.2f} s CPU (index {built:.2f} s), peak {peak:.0f} MB; {told}")


def main() -> None:
    """Run the benchmark."""
    rng = random.Random(1)
    known, fresh = stems(rng, ROSTER), stems(rng, ROSTER)
    measure("10 000 names against 10 000", names(rng, known, fresh, 10_000), known)
    measure("10 000 new names against 10 000", (stem + "联盟" for stem in fresh), known)
    measure("1 000 000 names against 10 000", names(rng, known, fresh, 1_000_000), known)


if __name__ == "__main__":
    main()
