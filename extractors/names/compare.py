"""Comparators: each looks at two names, or at what stood beside them, and says how strongly and why they may be one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Indel

from extractors.names.forms import fold_lookalikes
from extractors.names.stems import Name
from schemas.finding import Message
from schemas.vocabulary import Vocabulary

REVIEW_RATIO = 0.55
"""Stems at least this alike are proposed. On the founding documents anything from .45 to .60 changes only how many are
proposed; the two closest names that differ have .667, so no ratio links by itself."""

SHORTEST_PART = 2
"""A stem of one character (马, 茶) is part of too many others to be proposed as their short form."""

WITNESS = 1.0
"""What a shared code or person adds to the likeness of the names when candidates are ranked."""

LINKING = ("judgement", "stem", "acronym")
"""Kinds of comparison that link by themselves, strongest first; all others only propose."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One reason why a printed name may mean an alliance. `judgement` is the id of the judgement it rests on."""

    alliance: str
    kind: str
    score: float
    message: Message
    judgement: str = ""

    @property
    def links(self) -> bool:
        """Tell whether this reason is enough without a person's decision."""
        return self.kind in LINKING


def same_stem(name: Name, other: Name, alliance: str, vocabulary: Vocabulary) -> Comparison | None:
    """Compare the stems letter by letter; rival tails (技术创新, 科技创新) turn a link into a proposal."""
    if name.stem != other.stem:
        return None
    rivals = rival_tails(name, other, vocabulary)
    if rivals:
        mine, theirs = rivals
        return Comparison(
            alliance,
            "rival_tail",
            0.9,
            Message(
                f"词干相同（{name.stem}），尾部不同：{mine} / {theirs}",
                f"same stem {name.stem}, rival tails: {mine} / {theirs}",
            ),
        )
    return Comparison(alliance, "stem", 1.0, Message(f"词干相同：{name.stem}", f"same stem: {name.stem}"))


def rival_tails(name: Name, other: Name, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Give the words of both tails that do not go together, None where the tails agree."""
    declared = vocabulary.words("name_match", "rival_tails")
    mine = next((word for _, word in name.tail if word in declared), "")
    theirs = next((word for _, word in other.tail if word in declared), "")
    return (mine, theirs) if mine and theirs and mine != theirs else None


def same_acronym(name: Name, other: Name, alliance: str) -> Comparison | None:
    """Compare by the Latin word in brackets: one name is the word alone, or the name without it.

    Two names that both spell out different words around the same letters are not the same.
    """
    for spelt, bare in ((name, other), (other, name)):
        if spelt.acronyms and (bare.stem in spelt.acronyms or bare.stem == spelt.outer):
            letters = "、".join(spelt.acronyms).upper()
            return Comparison(
                alliance,
                "acronym",
                1.0,
                Message(f"括注缩写：{spelt.stem} = {bare.stem}", f"acronym in brackets: {letters}"),
            )
    return None


def misread_stem(name: Name, other: Name, alliance: str) -> Comparison | None:
    """Compare the stems with look-alike characters folded: 高梁 is how 高粱 is misread."""
    if len(name.stem) != len(other.stem) or name.stem == other.stem:
        return None
    if fold_lookalikes(name.stem) != fold_lookalikes(other.stem):
        return None
    words = f"{name.stem} / {other.stem}"
    return Comparison(alliance, "misread", 0.95, Message(f"形近字：{words}", f"look-alike characters: {words}"))


def near_stem(name: Name, other: Name, alliance: str, floor: float = REVIEW_RATIO) -> Comparison | None:
    """Compare how many characters the stems share in order: twice the common ones over all of them.

    Nothing is said of a likeness under `floor`.
    """
    ratio = Indel.normalized_similarity(name.outer, other.outer, score_cutoff=floor)
    if name.stem != name.outer or other.stem != other.outer:
        ratio = max(ratio, Indel.normalized_similarity(name.stem, other.stem, score_cutoff=floor))
    if ratio < floor or not ratio:
        return None
    words = f"{name.stem} / {other.stem}"
    return Comparison(
        alliance, "near", ratio, Message(f"词干相近 {ratio:.2f}：{words}", f"stems alike {ratio:.2f}: {words}")
    )


def part_of_stem(name: Name, other: Name, alliance: str) -> Comparison | None:
    """Find one stem inside the other, characters in order but not necessarily together (应急装备 in 应急救援装备)."""
    mine, theirs = name.outer, other.outer
    short, long = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    if len(short) < SHORTEST_PART or not is_subsequence(short, long):
        return None
    ratio = Indel.normalized_similarity(short, long)
    return Comparison(
        alliance, "part", ratio, Message(f"词干包含：{short} ⊂ {long}", f"one stem inside the other: {short} in {long}")
    )


def is_subsequence(short: str, long: str) -> bool:
    """Tell whether the characters of `short` stand in `long` in the same order."""
    # Only then does writing one into the other take no more than putting in what is missing.
    missing = len(long) - len(short)
    return missing >= 0 and Indel.distance(short, long, score_cutoff=missing) == missing


def one_slip(one: str, other: str) -> bool:
    """Tell whether one sign changed, lost, doubled or swapped with its neighbour makes one code of another."""
    return OSA.distance(one, other, score_cutoff=1) == 1


def same_code(code: str, alliance: str, document: str) -> Comparison:
    """Report that an alliance was printed with the same code; never enough, for codes are misprinted and handed on."""
    return Comparison(
        alliance, "code", WITNESS, Message(f"编号相同：{code}（{document}）", f"same code {code} in {document}")
    )


def same_person(person: str, alliance: str, document: str) -> Comparison:
    """Report that a person sat on a panel for an alliance under another name."""
    return Comparison(
        alliance,
        "person",
        WITNESS,
        Message(f"同一人任职：{person}（{document}）", f"same person {person} in {document}"),
    )


def worth_comparing(name: Name, other: Name, floor: float) -> bool:
    """Tell cheaply whether `text_comparisons` can find anything: what it rules out has no reason of any kind."""
    mine, theirs = name.outer, other.outer
    if name.stem != mine or other.stem != theirs or len(mine) == len(theirs):
        return True
    total, missing = len(mine) + len(theirs), abs(len(mine) - len(theirs))
    most = max(missing, int((1 - floor) * total) + 1)
    distance = Indel.distance(mine, theirs, score_cutoff=most)
    return distance <= most and (distance == missing or 1 - distance / total >= floor)


def text_comparisons(
    name: Name, other: Name, alliance: str, vocabulary: Vocabulary, floor: float = REVIEW_RATIO
) -> tuple[Comparison, ...]:
    """Compare two names in every way that needs nothing but their letters; the linking reasons make the others idle.

    Stems less alike than `floor` are not near.
    """
    if name.stem == other.stem or name.acronyms or other.acronyms:
        linking = same_stem(name, other, alliance, vocabulary) or same_acronym(name, other, alliance)
        if linking:
            return (linking,)
    found = (
        misread_stem(name, other, alliance),
        near_stem(name, other, alliance, floor),
        part_of_stem(name, other, alliance),
    )
    return tuple(comparison for comparison in found if comparison)


def rank(comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    """Rank the alliances compared, best first: likeness of the names, plus one for each independent witness."""
    likeness: dict[str, float] = {}
    witnesses: dict[str, set[str]] = {}
    for comparison in comparisons:
        if comparison.kind in ("code", "person"):
            witnesses.setdefault(comparison.alliance, set()).add(comparison.kind)
        likeness[comparison.alliance] = max(
            likeness.get(comparison.alliance, 0.0),
            0.0 if comparison.kind in ("code", "person") else comparison.score,
        )
    strength = {a: likeness[a] + WITNESS * len(witnesses.get(a, ())) for a in likeness}
    return tuple(sorted(strength, key=lambda a: (-strength[a], a)))
