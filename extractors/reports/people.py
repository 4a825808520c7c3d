"""People in prose: what office a sentence gives to somebody who also stands on the panel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.layout import as_printed
from extractors.tables import ROLES, Member, split_office
from schemas.document import Source
from schemas.passage import Ink, Passage
from schemas.reading import Mention, Person
from schemas.vocabulary import Vocabulary

# An affiliation with an office, 联盟协发网自律机制建设部部长, has some fifteen characters; names of alliances add some.
MAX_OFFICE = 40
# 联盟协同发展网 is a short form: a full name has more before its ending.
MIN_BODY = 4
_BREAK = re.compile("[，。；：、（）“”]|由|和|与")


def people_in_prose(
    passages: Iterable[Passage], members: tuple[Member, ...], source: Source, vocabulary: Vocabulary
) -> Iterator[Person]:
    """Find the members of the panel in sentences, with the office told right before or after their names."""
    for passage in passages:
        for member in members:
            if member.person.text not in passage.ink.text:
                continue
            for found in re.finditer(re.escape(member.person.text), passage.ink.text):
                person = _person(passage.ink, found, member, source, vocabulary)
                if person is not None:
                    yield person


def publishers(passages: Iterable[Passage], source: Source, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find the full names of bodies that publish, by how they end; short forms and what is no name are left out."""
    endings = vocabulary.words("publishers", "endings")
    if not endings:
        return
    openers = vocabulary.words("publishers", "openers")
    before_name = re.compile("|".join(("[，。；：、（）“”《》\\s]", *map(re.escape, openers))))
    ends = re.compile("|".join(map(re.escape, sorted(endings, key=len, reverse=True))))
    for passage in passages:
        for found in ends.finditer(passage.ink.text):
            before = passage.ink.text[max(0, found.start() - MAX_OFFICE) : found.start()]
            stem = before_name.split(before)[-1]
            if len(stem) >= MIN_BODY:
                ink = passage.ink.cut(found.start() - len(stem), found.end())
                yield Mention(as_printed(source, ink), "publisher", source.where(ink.at))


def _role(ink: Ink, start: int, vocabulary: Vocabulary) -> str:
    """Find the role on the panel that the clause gives after the name (…担任专家组副组长): the longest word for one."""
    clause = re.split("[，。；]", ink.text[start:])[0]
    told = [(len(w), role) for role in ROLES for w in vocabulary.words("panel", role) if w in clause]
    return max(told, default=(0, ""))[1]


def _person(ink: Ink, found: re.Match[str], member: Member, source: Source, vocabulary: Vocabulary) -> Person | None:
    start = max([m.end() for m in _BREAK.finditer(ink.text, 0, found.start())], default=0)
    before = ink.cut(max(start, found.start() - MAX_OFFICE), found.start())
    after = next((t for t in vocabulary.words("panel", "titles") if ink.text.startswith(t, found.end())), "")
    office = before + ink.cut(found.end(), found.end() + len(after))
    split = split_office([office], vocabulary) if len(before) else None
    if split is None:
        return None
    affiliation, title = split
    whole = ink.cut(found.start() - len(before), found.end() + len(after))
    return Person(
        as_printed(source, member.person),
        _role(ink, found.end(), vocabulary),
        as_printed(source, affiliation),
        as_printed(source, title),
        source.where(whole.at),
        source.where(affiliation.at),
    )
