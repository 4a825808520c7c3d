"""Rule on the bodies that publish: they are no alliances, and their names are compared by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.audit.case import Case
from extractors.audit.saying import finding
from extractors.names.compare import alike
from schemas.finding import Finding
from schemas.reading import Mention

MIN_ALIKE = 0.8
"""国联产业协同发展创新中心 and 国联产业协同创新发展促进中心 share .87; two centres of one city share .6 at most."""


def publisher_renamed(case: Case) -> Iterator[Finding]:
    """NAM-07 发布单位名称不一 (a body that publishes under two names).

    保护什么：发布单位的名称前后一致，读者不会当成两家。
    举例：同一月内称协同创新发展促进中心，又称协同发展创新中心。
    不管什么：简称；联盟的名称（见NAM-01至NAM-06）；只看本文件时（--alone）的以往文件。

    Protects: a body that publishes has one name, and is not taken for two.
    Example: 协同创新发展促进中心 and 协同发展创新中心 in one month.
    Silent on: short forms; names of alliances (NAM-01 to NAM-06); earlier documents when a file is audited alone.
    """
    own = _spelled(case.reading.publishers)
    before: dict[str, Mention] = {}
    for reading in case.earlier:
        before |= {name: told[0] for name, told in _spelled(reading.publishers).items()}
    for name, told in own.items():
        if name not in before:
            rival = _nearest(name, before)
            if rival is not None:
                yield _two_names(told, rival, before[rival])
        before = {**before, name: told[0]}


def _spelled(mentions: tuple[Mention, ...]) -> dict[str, tuple[Mention, ...]]:
    found: dict[str, tuple[Mention, ...]] = {}
    for mention in mentions:
        name = "".join(mention.name.split())
        found[name] = (*found.get(name, ()), mention)
    return found


def _nearest(name: str, others: dict[str, Mention]) -> str | None:
    """Find the likest other name; the later of two that are as like."""
    near = [(alike(name, other), k, other) for k, other in enumerate(others)]
    best = max(near, default=(0.0, 0, ""))
    return best[2] if best[0] >= MIN_ALIKE else None


def _two_names(told: tuple[Mention, ...], other: str, rival: Mention) -> Finding:
    name = told[0].name
    return finding(
        "NAM-07",
        "note",
        "名称不一",
        f"发布单位称“{name}”，{'另处' if rival.where.document == told[0].where.document else '另一文件'}称“{other}”",
        f"the publisher is called {name} here and {other} elsewhere",
        where=tuple(m.where for m in told),
        against=(rival.where,),
        published=name,
    )
