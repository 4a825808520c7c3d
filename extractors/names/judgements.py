"""Judgements: what people decided about names, kept in plain text, replayed on every build, outranking any score."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from extractors.names.declared import Fault, Form, read_declared, refuse, signature_faults
from extractors.names.forms import normal_form
from schemas.errors import Misdeclared
from schemas.finding import Message
from schemas.ledger import Alliance, Judgement

COLUMNS = ("judgement_id", "kind", "names", "alliance", "evidence", "reason", "who", "date", "supersedes")
ASSIGNING = ("same", "misprint", "rename", "new")
"""Kinds that say whom a name means. misprint and rename also say what kind of name it is; new gives it its own id."""
KINDS = (*ASSIGNING, "different", "successor", "retract")

BETWEEN_NAMES = "|"
BETWEEN_PLACES = ";"
IN_DOCUMENT = "@"
"""名称@document limits a judgement on an ambiguous short form to one document."""

_FORM = Form(
    re.compile(r"j-\d{4,}"),
    "j-0001",
    KINDS,
    Message("认定", "judgement"),
    Message("认定", "kind of judgement"),
)
_PLACE = re.compile(r"(?P<document>[^@#;]+)(?:@(?P<start>\d+)-(?P<end>\d+)|#(?P<table>[a-z]+)/(?P<rank>\d+))")

FILE = Path("corpus/judgements.csv")
"""How refusals name the file when judgements come from memory."""


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of evidence: offsets in a document, the rank of a row in one of its tables, the panel included, or a
    page (`#page/14`) where a document has no offsets.
    """

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


def cells_of(judgement: Judgement) -> tuple[str, ...]:
    """Write a judgement as the cells of its line in corpus/judgements.csv.

    Raises:
        Misdeclared: when a name has a character that parts names there, and would be read back as another one.
    """
    for name in judgement.names:
        printed, _, document = name.partition(IN_DOCUMENT)
        if BETWEEN_NAMES in name or IN_DOCUMENT in document or not printed.strip():
            raise Misdeclared(
                Message(f"“{name}”不能写进 corpus/judgements.csv。", f"{name} cannot go to corpus/judgements.csv."),
                Message(
                    f"名称里有 {BETWEEN_NAMES} 或 {IN_DOCUMENT}，读回来会成为别的名称。",
                    f"it has {BETWEEN_NAMES} or {IN_DOCUMENT} in it and would be read back as another name.",
                ),
                Message("核对文件里的名称。", "check the name in the document."),
            )
    return (
        judgement.id, judgement.kind, BETWEEN_NAMES.join(judgement.names), judgement.alliance, judgement.evidence,
        judgement.reason, judgement.who, judgement.date, judgement.supersedes,
    )  # fmt: skip


def next_id(judgements: Iterable[Judgement]) -> str:
    """Give the id after the highest one in the file; retracted ones count, for an id is used once."""
    return f"j-{max((int(judgement.id[2:]) for judgement in judgements), default=0) + 1:04d}"


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
                Message(
                    f"编号 {judgement.id} 在第 {lines[judgement.id]} 行已有。",
                    f"the id {judgement.id} stands on line {lines[judgement.id]} already.",
                ),
                Message("编号只能用一次，接着往下编。", "an id is used once; take the next one."),
            )
        lines[judgement.id] = record.line
        judgements.append(judgement)
    return tuple(judgements)


def _check_form(path: Path, judgement: Judgement, documents: frozenset[str] | None) -> None:
    for faults in (_line_faults(judgement), _place_faults(judgement), _side_faults(judgement, documents)):
        for wrong, why, advice in faults:
            if wrong:
                refuse(path, judgement.line, why, advice)


def _line_faults(told: Judgement) -> Iterator[Fault]:
    """Give what may be wrong with id, kind, who, reason and date."""
    yield from signature_faults(_FORM, told.id, told.kind, (told.who, told.reason, told.date))


def _place_faults(told: Judgement) -> Iterator[Fault]:
    """Give what may be wrong with the form of the evidence."""
    try:
        parse_evidence(told.evidence)
    except ValueError as error:
        yield (
            True,
            Message(f"看不懂证据“{error}”。", f"the evidence “{error}” cannot be understood."),
            Message(
                "写成 文件@起-止 或 文件#evaluations/序号，多处用分号隔开。",
                "write document@start-end or document#evaluations/rank, several parted by semicolons.",
            ),
        )


def _side_faults(told: Judgement, documents: frozenset[str] | None) -> Iterator[Fault]:
    """Give what may be missing on either side, and documents that the corpus never had."""
    if told.kind == "retract":
        yield (
            bool(told.names) or bool(told.alliance) or not told.supersedes,
            Message("撤销只写 supersedes，不写名称和联盟。", "retract has supersedes, and no names or alliance."),
            Message("把要撤销的认定编号写在 supersedes。", "write the id to be retracted in supersedes."),
        )
        return
    places = parse_evidence(told.evidence)
    yield (
        not told.names or not places,
        Message("缺名称或证据。", "names or evidence are missing."),
        Message(
            "名称照原文写，多个用 | 隔开；证据写出文件和位置。",
            "write names as printed, parted by |, and document and place as evidence.",
        ),
    )
    yield (
        told.kind != "different" and not told.alliance,
        Message(f"{told.kind} 要写明是哪个联盟。", f"{told.kind} must name the alliance."),
        Message("alliance 写 corpus/alliances.csv 里的编号。", "alliance is an id of corpus/alliances.csv."),
    )
    yield (
        told.kind == "different" and not told.alliance and len(told.names) < 2,
        Message("different 要有两方。", "different needs two sides."),
        Message("写一个名称和一个联盟编号，或者两个名称。", "write a name and the id of an alliance, or two names."),
    )
    for document in sorted({place.document for place in places} | {d for d, _ in names_of(told) if d}):
        yield (
            documents is not None and document not in documents,
            Message(
                f"证据所在的文件“{document}”不在 manifest.csv 里。",
                f"the document of the evidence, {document}, is not in manifest.csv.",
            ),
            Message(
                "检查文件编号；移出文件要用 alliances remove。",
                "check the id of the document; take documents out with alliances remove.",
            ),
        )


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
                    Message(
                        f"要取代的认定 {earlier} 在上文没有，或已经撤销。",
                        f"the judgement {earlier} to be superseded is not above, or was retracted.",
                    ),
                    Message("检查 supersedes 里的编号。", "check the id in supersedes."),
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
                Message(
                    f"corpus/alliances.csv 里没有 {judgement.alliance}。",
                    f"corpus/alliances.csv has no {judgement.alliance}.",
                ),
                Message("检查编号，或先登记这个联盟。", "check the id, or register the alliance first."),
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
                words = Message(
                    f"“{normal}”既认作 {earlier.alliance}，又认作 {judgement.alliance}。",
                    f"{normal} is taken both for {earlier.alliance} and for {judgement.alliance}.",
                )
                _contradiction(path, judgement, earlier, words)
            if not document and named.get(normal, judgement.alliance) != judgement.alliance:
                refuse(
                    path,
                    judgement.line,
                    Message(
                        f"“{normal}”认作 {judgement.alliance}，而 alliances.csv 里它是 {named[normal]} 的名称。",
                        f"{normal} is taken for {judgement.alliance}; in alliances.csv it names {named[normal]}.",
                    ),
                    Message("改其中一处。", "change one of the two."),
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
                words = Message(
                    f"“{normal}”与 {alliance}，一处认作相同，一处认作不同。",
                    f"{normal} and {alliance} are taken for one here and for two there.",
                )
                _contradiction(path, judgement, same, words)
        if named.get(normal) == alliance:
            refuse(
                path,
                judgement.line,
                Message(
                    f"“{normal}”正是 alliances.csv 里 {alliance} 的名称，不能认作不同。",
                    f"{normal} is the very name of {alliance} in alliances.csv and cannot be another one.",
                ),
                Message("检查名称和编号。", "check name and id."),
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
            what = Message(
                f"“{one}”与“{other}”认作不同，却都属于 {home(one)}。",
                f"{one} and {other} are said to be different, and both belong to {home(one)}.",
            )
            if not lines:
                refuse(path, judgement.line, what, Message("检查 alliances.csv。", "check alliances.csv."))
            _contradiction(path, judgement, lines[0], what)


def _contradiction(path: Path, judgement: Judgement, other: Judgement, what: Message) -> None:
    both = first, second = sorted((judgement, other), key=lambda j: j.line)
    name = f"{path.parent.name}/{path.name}"
    zh = "".join(f"\n  第 {j.line} 行：{_line(j)}" for j in both)
    en = "".join(f"\n  line {j.line}: {_line(j)}" for j in both)
    raise Misdeclared(
        Message(
            f"{name} 第 {first.line} 行与第 {second.line} 行矛盾。",
            f"lines {first.line} and {second.line} of {name} contradict each other.",
        ),
        Message(what.zh + zh, what.en + en),
        Message("追加一行 retract 撤销其中一条。", "append a retract line for one of them."),
    )


def _line(judgement: Judgement) -> str:
    names = BETWEEN_NAMES.join(judgement.names)
    return f"{judgement.id},{judgement.kind},{names},{judgement.alliance}（{judgement.reason}）"
