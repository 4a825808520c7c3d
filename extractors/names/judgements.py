"""Judgements: what people decided about names, kept in plain text, replayed on every build, outranking any score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from extractors.names.declared import read_declared, refuse
from extractors.names.forms import normal_form
from schemas.errors import Misdeclared
from schemas.ledger import Alliance, Judgement

COLUMNS = ("judgement_id", "kind", "names", "alliance", "evidence", "reason", "who", "date", "supersedes")
ASSIGNING = ("same", "misprint", "rename", "new")
"""Kinds that say whom a name means. misprint and rename also say what kind of name it is; new gives it its own id."""
KINDS = (*ASSIGNING, "different", "successor", "retract")

BETWEEN_NAMES = "|"
BETWEEN_PLACES = ";"
IN_DOCUMENT = "@"
"""名称@document limits a judgement on an ambiguous short form to one document."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"j-\d{4,}")
_PLACE = re.compile(r"(?P<document>[^@#;]+)(?:@(?P<start>\d+)-(?P<end>\d+)|#(?P<table>[a-z]+)/(?P<rank>\d+))")

FILE = Path("corpus/judgements.csv")
"""How refusals name the file when judgements come from memory."""


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of evidence: offsets in a document, or the rank of a row in one of its tables, the panel included."""

    document: str
    start: int | None
    end: int | None
    table: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """The judgements in force, ready to be asked.

    `assigned` is keyed by document (empty: anywhere) and name in normal form; `forbidden` holds name and alliance that
    are not one; `apart` holds pairs of names that are not one.
    """

    active: tuple[Judgement, ...]
    assigned: Mapping[tuple[str, str], Judgement]
    forbidden: frozenset[tuple[str, str]]
    apart: frozenset[tuple[str, str]]

    def judgement_on(self, normal: str, document: str = "") -> Judgement | None:
        """Give the judgement that says whom a name means, one limited to the document first."""
        return self.assigned.get((document, normal)) or self.assigned.get(("", normal))

    def forbids(self, normal: str, alliance: str) -> bool:
        """Tell whether a judgement says that a name does not mean an alliance."""
        return (normal, alliance) in self.forbidden

    def are_apart(self, normal: str, other: str) -> bool:
        """Tell whether a judgement says that two names do not mean one alliance."""
        return (normal, other) in self.apart


NO_DECISIONS = Decisions((), {}, frozenset(), frozenset())


def parse_evidence(text: str) -> tuple[Place, ...]:
    """Read the evidence cell: `document@start-end` or `document#table/rank`, several parted by semicolons.

    Raises:
        ValueError: when a part is neither.
    """
    places = []
    for part in filter(None, (piece.strip() for piece in text.split(BETWEEN_PLACES))):
        found = _PLACE.fullmatch(part)
        if not found:
            raise ValueError(part)
        start, end, rank = (int(v) if v else None for v in found.group("start", "end", "rank"))
        places.append(Place(found["document"], start, end, found["table"] or "", rank))
    return tuple(places)


def names_of(judgement: Judgement) -> tuple[tuple[str, str], ...]:
    """Give the names a judgement speaks of as (document or empty, name in normal form)."""
    parted = (name.partition(IN_DOCUMENT) for name in judgement.names)
    return tuple((document, normal_form(name)) for name, _, document in parted)


def load_judgements(
    path: Path, documents: frozenset[str] | None = None, data: bytes | None = None
) -> tuple[Judgement, ...]:
    """Load corpus/judgements.csv, from `data` where its bytes were read already.

    With `documents`, evidence must lie in one of them.

    Raises:
        Misdeclared: naming file and line, when a line is malformed. What contradicts another line is found by `replay`.
    """
    judgements: list[Judgement] = []
    lines: dict[str, int] = {}
    for record in read_declared(path, COLUMNS, data):
        names = tuple(filter(None, (name.strip() for name in record["names"].split(BETWEEN_NAMES))))
        cells = {column: value for column, value in record.cells if column not in ("judgement_id", "names")}
        judgement = Judgement(id=record["judgement_id"], names=names, line=record.line, **cells)
        _check_form(path, judgement, documents)
        if judgement.id in lines:
            refuse(
                path,
                record.line,
                f"编号 {judgement.id} 在第 {lines[judgement.id]} 行已有。",
                "编号只能用一次，接着往下编。",
            )
        lines[judgement.id] = record.line
        judgements.append(judgement)
    return tuple(judgements)


def _check_form(path: Path, judgement: Judgement, documents: frozenset[str] | None) -> None:
    line, kind = judgement.line, judgement.kind
    if not _ID.fullmatch(judgement.id):
        refuse(path, line, f"“{judgement.id}”不是认定的编号。", "写成 j-0001 的样子。")
    if kind not in KINDS:
        refuse(path, line, f"没有“{kind}”这种认定。", f"只能是：{'、'.join(KINDS)}。")
    if not judgement.who or not judgement.reason or not _DATE.fullmatch(judgement.date):
        refuse(path, line, "缺认定人、理由或日期。", "who 写角色，reason 写理由，date 写成 2026-11-20 的样子。")
    try:
        places = parse_evidence(judgement.evidence)
    except ValueError as error:
        refuse(path, line, f"看不懂证据“{error}”。", "写成 文件@起-止 或 文件#evaluations/序号，多处用分号隔开。")
    if kind == "retract":
        if judgement.names or judgement.alliance or not judgement.supersedes:
            refuse(path, line, "撤销只写 supersedes，不写名称和联盟。", "把要撤销的认定编号写在 supersedes。")
        return
    if not judgement.names or not places:
        refuse(path, line, "缺名称或证据。", "名称照原文写，多个用 | 隔开；证据写出文件和位置。")
    if kind != "different" and not judgement.alliance:
        refuse(path, line, f"{kind} 要写明是哪个联盟。", "alliance 写 corpus/alliances.csv 里的编号。")
    if kind == "different" and not judgement.alliance and len(judgement.names) < 2:
        refuse(path, line, "different 要有两方。", "写一个名称和一个联盟编号，或者两个名称。")
    for document in {place.document for place in places} | {d for d, _ in names_of(judgement) if d}:
        if documents is not None and document not in documents:
            refuse(path, line, f"证据所在的文件“{document}”不在 manifest.csv 里。", "检查文件编号。")


def active_judgements(judgements: Iterable[Judgement], path: Path = FILE) -> tuple[Judgement, ...]:
    """Leave out what later lines retract or supersede, and the retractions themselves.

    Raises:
        Misdeclared: when a line retracts or supersedes a judgement that is not in force above it.
    """
    active: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: j.line):
        for earlier in filter(None, (j.strip() for j in judgement.supersedes.split(BETWEEN_NAMES))):
            if active.pop(earlier, None) is None:
                refuse(
                    path,
                    judgement.line,
                    f"要取代的认定 {earlier} 在上文没有，或已经撤销。",
                    "检查 supersedes 里的编号。",
                )
        if judgement.kind != "retract":
            active[judgement.id] = judgement
    return tuple(active.values())


def replay(judgements: Iterable[Judgement], alliances: Iterable[Alliance], path: Path = FILE) -> Decisions:
    """Put the judgements in force in the order of the file.

    Raises:
        Misdeclared: when a judgement names an alliance that is not on file, or contradicts another judgement or the
            file of alliances; both lines are named.
    """
    active = active_judgements(judgements, path)
    named = {normal_form(alliance.name): alliance.id for alliance in alliances}
    known = set(named.values())
    for judgement in active:
        if judgement.alliance and judgement.alliance not in known:
            refuse(
                path,
                judgement.line,
                f"corpus/alliances.csv 里没有 {judgement.alliance}。",
                "检查编号，或先登记这个联盟。",
            )
    assigned = _assign(active, named, path)
    forbidden: dict[tuple[str, str], Judgement] = {}
    apart: dict[tuple[str, str], Judgement] = {}
    for judgement in active:
        if judgement.kind not in ("different", "successor"):
            continue
        normals = [normal for _, normal in names_of(judgement)]
        if judgement.alliance:
            forbidden.update({(normal, judgement.alliance): judgement for normal in normals})
        else:
            for one, other in combinations(normals, 2):
                apart.update({(one, other): judgement, (other, one): judgement})
    _check_forbidden(assigned, named, forbidden, path)
    _check_apart(assigned, named, apart, path)
    return Decisions(active, assigned, frozenset(forbidden), frozenset(apart))


def _assign(active: tuple[Judgement, ...], named: Mapping[str, str], path: Path) -> dict[tuple[str, str], Judgement]:
    assigned: dict[tuple[str, str], Judgement] = {}
    for judgement in (j for j in active if j.kind in ASSIGNING):
        for document, normal in names_of(judgement):
            earlier = assigned.get((document, normal))
            if earlier and earlier.alliance != judgement.alliance:
                _contradiction(
                    path, judgement, earlier, f"“{normal}”既认作 {earlier.alliance}，又认作 {judgement.alliance}。"
                )
            if not document and named.get(normal, judgement.alliance) != judgement.alliance:
                refuse(
                    path,
                    judgement.line,
                    f"“{normal}”认作 {judgement.alliance}，而 alliances.csv 里它是 {named[normal]} 的名称。",
                    "改其中一处。",
                )
            assigned[(document, normal)] = judgement
    return assigned


def _check_forbidden(
    assigned: Mapping[tuple[str, str], Judgement],
    named: Mapping[str, str],
    forbidden: Mapping[tuple[str, str], Judgement],
    path: Path,
) -> None:
    for (normal, alliance), judgement in forbidden.items():
        for (_, name), same in assigned.items():
            if name == normal and same.alliance == alliance:
                _contradiction(path, judgement, same, f"“{normal}”与 {alliance}，一处认作相同，一处认作不同。")
        if named.get(normal) == alliance:
            refuse(
                path,
                judgement.line,
                f"“{normal}”正是 alliances.csv 里 {alliance} 的名称，不能认作不同。",
                "检查名称和编号。",
            )


def _check_apart(
    assigned: Mapping[tuple[str, str], Judgement],
    named: Mapping[str, str],
    apart: Mapping[tuple[str, str], Judgement],
    path: Path,
) -> None:
    def home(normal: str) -> str:
        judged = next((j for (_, name), j in assigned.items() if name == normal), None)
        return judged.alliance if judged else named.get(normal, "")

    for (one, other), judgement in apart.items():
        if home(one) and home(one) == home(other):
            lines = [j for (_, name), j in assigned.items() if name in (one, other)]
            what = f"“{one}”与“{other}”认作不同，却都属于 {home(one)}。"
            if not lines:
                refuse(path, judgement.line, what, "检查 alliances.csv。")
            _contradiction(path, judgement, lines[0], what)


def _contradiction(path: Path, judgement: Judgement, other: Judgement, what: str) -> None:
    first, second = sorted((judgement, other), key=lambda j: j.line)
    raise Misdeclared(
        f"{path.parent.name}/{path.name} 第 {first.line} 行与第 {second.line} 行矛盾。",
        f"{what}\n  第 {first.line} 行：{_line(first)}\n  第 {second.line} 行：{_line(second)}",
        "追加一行 retract 撤销其中一条。",
    )


def _line(judgement: Judgement) -> str:
    names = BETWEEN_NAMES.join(judgement.names)
    return f"{judgement.id},{judgement.kind},{names},{judgement.alliance}（{judgement.reason}）"
