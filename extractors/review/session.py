"""A sitting over the open questions. Terminal, page, and several people at once go through the same few steps:

look at the files as they are now, hold the question against what was shown, try the line, write it alone.
What was decided is in judgements.csv and corrections.toml and nowhere else, so that a sitting can end at any moment.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extractors.desk.decisions import in_force, options, try_out, try_undo
from extractors.desk.passages import Shelf
from extractors.desk.rulings import BETWEEN, is_ruling
from extractors.desk.tried import State, Written
from extractors.ledger.codes import fold_code
from extractors.ledger.corpus import MANIFEST
from extractors.ledger.store import snapshot, writing
from extractors.names.judgements import names_of
from extractors.review.words import KIND_WORDS, rows_words
from schemas.errors import Misdeclared
from schemas.finding import Message
from schemas.ledger import Judgement
from schemas.question import CODE, FIGURE, NAME, Decision, Effect, OnFile, Option, Question
from schemas.where import content_id

DONE, GONE, CHANGED = "done", "gone", "changed"
RETRACT = "retract"

_TRIES = 5
"""How often the files may change between looking at them and writing, before we give up."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a decision ended.

    done: the line is written. gone: the question was decided already. changed: what was shown is not what there is
    any more; it must be looked at again. Nothing is written but in done.
    """

    outcome: str
    message: Message
    judgement: Judgement | None = None
    effect: Effect | None = None
    entry: OnFile | None = None


@dataclass(slots=True)
class Session:
    """The questions of a corpus and the decisions taken in this sitting; its methods may be called from any thread.

    `reread` makes the state anew from the folder, documents included; it is asked when the manifest has changed.
    `today` is the day written to new lines.
    """

    state: State
    reread: Callable[[], State]
    who: str
    today: str
    taken: list[Told] = field(default_factory=list)
    shelf: Shelf = field(default_factory=Shelf)
    _minted: set[str] = field(default_factory=set)
    _options: dict[tuple[str, str], tuple[Option, ...]] = field(default_factory=dict)
    _questions: tuple[Question, ...] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def refresh(self) -> bool:
        """Look at the declared files again; tell whether they have changed.

        Raises:
            Misdeclared: when they were edited into something that contradicts itself.
        """
        with self._lock:
            seen = snapshot(self.state.corpus.root)
            if seen == self.state.corpus.seen:
                return False
            if seen.read(MANIFEST.name) != self.state.corpus.seen.read(MANIFEST.name):
                self.shelf = Shelf()
                self._adopt(self.reread())
            else:
                self._adopt(self.state.with_files(seen))
            return True

    def _adopt(self, state: State) -> None:
        self.state, self._questions = state, None
        self._options.clear()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give the questions open in the files last looked at."""
        with self._lock:
            if self._questions is None:
                self._questions = self.state.questions
            return self._questions

    def question(self, id: str) -> Question | None:
        """Give an open question by its id."""
        return next((question for question in self.questions if question.id == id), None)

    def options(self, question: Question) -> tuple[Option, ...]:
        """Give what a question allows and what each would change."""
        with self._lock:
            self._freshen(question.kind != NAME)
            key = (question.id, question.stamp)
            if key not in self._options:
                self._options[key] = options(question, self.state)
            return self._options[key]

    def preview(self, question: Question, decision: Decision) -> Effect:
        """Say what a decision would change; nothing is written.

        Raises:
            Misdeclared: when the files would refuse it.
        """
        with self._lock:
            self._freshen(question.kind != NAME)
            return try_out(question, decision, self.state).effect

    def _freshen(self, rules: bool) -> None:
        """Audit anew before a ruling, whose effect is told in findings."""
        if rules and self.state.stale:
            self._adopt(self.state.fresh())

    def decide(self, id: str, stamp: str, decision: Decision) -> Told:
        """Take a decision on a question as it was shown.

        Raises:
            Misdeclared: when the line contradicts another, both shown, names an unknown alliance, or the files cannot
                be written; nothing is written then.
        """
        with self._lock:
            question = self.question(id)
            self._freshen(question is not None and question.kind != NAME)
            return self._alone(lambda: self._decided(id, stamp, decision))

    def _decided(self, id: str, stamp: str, decision: Decision) -> Told | Written:
        question = self.question(id)
        if question is None:
            return self._gone(id)
        if question.stamp != stamp:
            return Told(
                CHANGED,
                Message(
                    f"“{question.title}”的依据在此期间有变动，没有写入；请按新的再看一次。",
                    f"what speaks of {question.title} has changed meanwhile; nothing was written, please look again.",
                ),
            )
        return try_out(question, decision, self.state)

    def _gone(self, id: str) -> Told:
        told = next((about_it for key, about_it in self._spoken() if key == id), None)
        if told is None:
            words = Message(
                "这个问题已不在待定之列，没有写入。", "this question is no longer open; nothing was written."
            )
            return Told(GONE, words)
        kind = KIND_WORDS[told.kind]
        return Told(
            GONE,
            Message(
                f"已由 {told.who} 认定（{told.id}，{kind.zh} {told.says}），没有再写入。",
                f"decided by {told.who} already ({told.id}, {kind.en} {told.says}); nothing was written.",
            ),
            entry=told,
        )

    def _spoken(self) -> Iterator[tuple[str, OnFile]]:
        """Pair the ids of questions with the decisions that answer them, the last ones first."""
        told = {id: entry for entry in in_force(self.state) for id in entry.ids}
        for judgement in reversed(self.state.corpus.judgements):
            if judgement.id in told:
                yield from ((content_id("q", NAME, name), told[judgement.id]) for _, name in names_of(judgement))
        for made in reversed(self.state.ledger.corrections):
            entry, places = told[made.correction.id], {place.id for place in made.places}
            yield content_id("q", FIGURE, made.correction.finding), entry
            for seen in (seen for seen in self.state.ledger.codes if seen.where.id in places):
                yield from ((content_id("q", CODE, key), entry) for key in (seen.alliance, fold_code(seen.code)))

    def undo(self, id: str, reason: str = "") -> Told:
        """Retract a decision by a line of its own; `id` may name several corrections, parted by |.

        Raises:
            Misdeclared: when nothing of that id is in force, or other lines rest on it; nothing is written then.
        """
        words = reason.strip() or "复核时撤回。"
        with self._lock:
            self._freshen(is_ruling(id))
            return self._alone(lambda: self._undone(id, words))

    def _undone(self, id: str, reason: str) -> Told | Written:
        held = {one for entry in in_force(self.state) for one in entry.ids}
        if not set(id.split(BETWEEN)) <= held:
            return Told(
                GONE,
                Message(
                    f"{id} 不在文件里，或已撤销；没有写入。", f"{id} is not on file, or retracted; nothing was written."
                ),
            )
        return try_undo(id, reason, self.who, self.today, self.state, frozenset(self._minted))

    def _alone(self, make: Callable[[], Told | Written]) -> Told:
        """Make a change while nobody else writes, from the files as they are then."""
        root = self.state.corpus.root
        for _ in range(_TRIES):
            self.refresh()
            with writing(root) as draft:
                now, seen = draft.snapshot(), self.state.corpus.seen
                if now.read(MANIFEST.name) != seen.read(MANIFEST.name):
                    # Documents are read for seconds; nobody should wait for that behind the lock.
                    continue
                if now != seen:
                    self._adopt(self.state.with_files(now))
                made = make()
                if isinstance(made, Told):
                    return made
                for file, data in made.files:
                    draft.put(file, data)
            return self._took(made)
        raise Misdeclared(
            Message("语料一直在变动。", "the corpus keeps changing."),
            Message("看过之后总有别人写入。", "somebody writes each time it was looked at."),
            Message("等其他程序写完再试。", "wait for the other programs and try again."),
        )

    def _took(self, made: Written) -> Told:
        entry = made.entry
        if made.judgement and made.judgement.kind == "new":
            self._minted.add(made.judgement.alliance)
        self._adopt(made.state)
        told = Told(DONE, _written(made), made.judgement, made.effect, entry)
        if entry.kind == RETRACT:
            back = set(entry.says.split(BETWEEN))
            self.taken = [t for t in self.taken if t.entry and not set(t.entry.ids) & back]
        else:
            self.taken.append(told)
        return told


def _written(made: Written) -> Message:
    entry, effect = made.entry, made.effect
    changed, findings = rows_words(effect.rows), "finding" if effect.findings == 1 else "findings"
    told = [Message(f"{changed.zh}变动", f"{changed.en} changed")]
    if made.judgement is None:
        told = [Message(f"了结 {effect.findings} 项发现", f"{effect.findings} {findings} settled")]
    if made.judgement is None and entry.kind == RETRACT:
        told = []
    told.append(Message(f"剩 {effect.remaining}", f"{effect.remaining} left"))
    zh, en = " · ".join(m.zh for m in told), " · ".join(m.en for m in told)
    place = f"{entry.file} 第{entry.line}行 {'、'.join(entry.ids)}"
    at = f"line {entry.line} of {entry.file}, {', '.join(entry.ids)}"
    if entry.kind == RETRACT:
        back = entry.says.replace(BETWEEN, "、")
        return Message(f"已撤销 {back}（{place}）· {zh}", f"retracted {back} ({at}) · {en}")
    return Message(f"已存 {place} · {zh}", f"saved as {at} · {en}")
