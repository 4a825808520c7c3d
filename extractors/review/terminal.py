"""Questions in a terminal: one a screen, a line of answer, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extractors.render.places import Proofs
from extractors.render.screen import clean, cut, pad, width, wrap
from extractors.render.words import tell
from extractors.review.listing import head, place, reasons
from extractors.review.session import Session, Told
from extractors.review.words import KIND_KEYS, KIND_WORDS, MISPRINT, QUESTIONS, impact
from schemas.errors import Misdeclared
from schemas.finding import Message
from schemas.question import Candidate, Choice, Decision, Option, Question, Seen

Ask = Callable[[str], str]
"""Shows a prompt and gives the line typed; raises EOFError at the end of input."""

Side = Candidate | Choice
"""What one looks at beside a question: an alliance a name may mean, or what a ruling may be about."""

SKIP, TEXT, UNDO, QUIT, OTHER = "s", "e", "u", "q", "o"
SHOWN = 3
"""Places shown on one side; [e] shows all of them with the lines around."""

_LABEL = {"zh": 6, "en": 8}
"""Columns of the labels, a space behind the widest."""


@dataclass(slots=True)
class Sitting:
    """One pass through the questions at a terminal; what was skipped comes last, and skipped again it stays open."""

    session: Session
    ask: Ask
    out: Callable[[str], None]
    lang: str
    columns: int = 100
    skipped: list[str] = field(default_factory=list)
    left_open: list[str] = field(default_factory=list)

    def say(self, zh: str, en: str) -> str:
        """Choose the words of the language."""
        return en if self.lang == "en" else zh

    def conduct(self) -> int:
        """Ask until nothing is left or the person quits, and give the number of questions still open.

        Raises:
            Misdeclared: when the corpus was edited into something that contradicts itself; what was decided is kept.
        """
        while True:
            if self.session.refresh():
                self.out(self.say("corpus/ 有变动，已重读。", "corpus/ has changed and was read again."))
            open_now = [q for q in self.session.questions if q.id not in self.left_open]
            waiting = [q for q in open_now if q.id not in self.skipped] or open_now
            if not waiting or not self._take(waiting[0]):
                break
        left = len(self.session.questions)
        done = len(self.session.taken)
        self.out(
            self.say(
                f"本次认定 {done} 条，都已写入 corpus/；未定 {left} 个。",
                f"{done} decisions taken, all written in corpus/; {left} questions open.",
            )
        )
        return left

    def _take(self, question: Question) -> bool:
        """Ask one question until it is answered, skipped or changed; False to quit."""
        chosen, again = 0, True
        while True:
            options = self.session.options(question)
            candidate = question.candidates[chosen] if question.candidates else None
            side = candidate or (question.choices[chosen] if question.choices else None)
            offered = offered_on(side, options)
            if again:
                self._show(question, side, offered)
            else:
                self.out("\n".join(keys(offered, bool(candidate), self.lang, self.columns)))
            again = True
            try:
                answer = self.ask("> ").strip().lower()
            except EOFError:
                return False
            if answer == QUIT:
                return False
            if answer == SKIP:
                (self.left_open if question.id in self.skipped else self.skipped).append(question.id)
                return True
            if answer == UNDO:
                self._undo()
                return True
            done = False
            if answer == TEXT:
                self._texts(question, side)
                again = False
            elif answer.isdigit() and 0 < int(answer) <= len(question.candidates or question.choices):
                chosen = int(answer) - 1
            elif answer in offered:
                done = self._decide(question, offered[answer].kind, offered[answer])
            elif answer == OTHER and candidate:
                done = self._other(question)
            else:
                self.out(self.say(f"没有“{clean(answer)}”这个选择。", f"“{clean(answer)}” is none of the choices."))
                again = False
            if done:
                return True

    def _decide(self, question: Question, kind: str, option: Option | None, alliance: str = "") -> bool:
        """Ask for what a decision needs, take it, and say what came of it; False to ask the question again."""
        try:
            meant = self._meant(option) if option and option.asks else ""
            if option and meant is not None and meant != option.meant and not self._preview(question, option, meant):
                return False
            reason = None if meant is None else self._reason(option is None or option.needs_reason)
            documents = self._scope(question) if question.ambiguous else ()
        except EOFError:
            return False
        if meant is None or reason is None:
            return False
        alliance, choice = (option.alliance, option.choice) if option else (alliance, "")
        decision = Decision(
            kind, alliance, reason, self.session.who, self.session.today, documents, choice=choice, meant=meant
        )
        return self._told(lambda: self.session.decide(question.id, question.stamp, decision))

    def _meant(self, option: Option) -> str | None:
        """Ask what is right; what is suggested by Enter, empty for a misprint of which nobody knows what is right."""
        shown = f" [{clean(option.meant)}]" if option.meant else ""
        unknown = option.kind == MISPRINT
        zh, en = ("，不知则写 ?", "; ? where nobody knows") if unknown else ("", "")
        answer = self.ask(self.say(f"应为{shown}{zh}：", f"should be{shown}{en}: ")).strip() or option.meant
        if answer == "?" and unknown:
            return ""
        return answer or None

    def _preview(self, question: Question, option: Option, meant: str) -> bool:
        """Show what another value than the one suggested would change; False where the files would refuse it."""
        who, today = self.session.who, self.session.today
        made = Decision(option.kind, option.alliance, "—", who, today, choice=option.choice, meant=meant)
        try:
            effect = self.session.preview(question, made)
        except Misdeclared as error:
            for line in error.lines(self.lang)[1:]:
                self.out("  " + clean(line))
            return False
        self.out(f"  {impact(effect, self.lang)}")
        for change in effect.lines:
            self.out("  " + clean(tell(change, self.lang)))
        return True

    def _reason(self, needed: bool) -> str | None:
        if needed:
            reason = self.ask(
                self.say("这样认定须写理由（空着则不认定）：", "a reason is needed (leave empty to decide nothing): ")
            ).strip()
            return reason or None
        return self.ask(self.say("理由 [照上面的依据]：", "reason [the evidence above]: ")).strip()

    def _scope(self, question: Question) -> tuple[str, ...]:
        shown = "、".join(question.documents)
        answer = self.ask(
            self.say(
                f"简称有歧义，只限 {shown}？[是] n 为处处如此：",
                f"ambiguous; only in {shown}? [yes] n for everywhere: ",
            )
        )
        return () if answer.strip().lower() == "n" else question.documents

    def _other(self, question: Question) -> bool:
        try:
            wanted = self.ask(
                self.say("认作哪一家（台账编号，如 al-0012）：", "which alliance (its id, al-0012): ")
            ).strip()
        except EOFError:
            return False
        return bool(wanted) and self._decide(question, "same", None, wanted)

    def _undo(self) -> None:
        last = self.session.taken[-1].entry if self.session.taken else None
        if last is None:
            self.out(self.say("本次还没有认定可撤销。", "nothing was decided in this sitting."))
            return
        self._told(lambda: self.session.undo(last.id))

    def _told(self, make: Callable[[], Told]) -> bool:
        try:
            told = make()
        except Misdeclared as error:
            self.out(self.say("没有写入。", "nothing was written."))
            for line in "\n".join(error.lines(self.lang)).split("\n"):
                self.out("  " + clean(line))
            return False
        self.out(clean(tell(told.message, self.lang)))
        for change in told.effect.lines if told.effect else ():
            self.out("  " + clean(tell(change, self.lang)))
        return True

    def _show(self, question: Question, side: Side | None, offered: dict[str, Option]) -> None:
        done = len(self.session.taken)
        total = done + len(self.session.questions)
        numbers = (min(total, done + len(self.skipped) + len(self.left_open) + 1), total)
        self.out("")
        for line in screen(question, side, offered, self._proofs(), self.lang, self.columns, numbers):
            self.out(line)

    def _proofs(self) -> Proofs:
        return Proofs(self.session.state.ledger.readings)

    def _texts(self, question: Question, side: Side | None) -> None:
        proofs = self._proofs()
        for seen in dict.fromkeys((*question.places, *question.against, *(side.places if side else ()))):
            self.out(f"— {proofs.name(seen.where, self.lang)}")
            passage = self.session.shelf.passage(seen.where, self.session.state.corpus)
            for line, before, marked, after in passage.lines:
                text = f"{clean(before)}【{clean(marked)}】{clean(after)}" if marked else clean(before + after)
                self.out("\n".join(wrap(f"{line:>5}  {text}", self.columns)))


def offered_on(side: Side | None, options: Iterable[Option]) -> dict[str, Option]:
    """Give the options on one side, and those on none, by their keys."""
    own = side.alliance if isinstance(side, Candidate) else side.key if side else ""
    return {KIND_KEYS[o.kind]: o for o in options if (o.alliance or o.choice) in ("", own)}


@dataclass(frozen=True, slots=True)
class _Page:
    """What a question is written with: the places in words, the language, the columns."""

    proofs: Proofs
    lang: str
    columns: int

    def say(self, zh: str, en: str) -> str:
        return en if self.lang == "en" else zh

    def block(self, label: str, texts: Iterable[str]) -> Iterable[str]:
        wide = _LABEL[self.lang]
        for text in texts:
            for part in wrap(clean(text), self.columns - wide - 2):
                yield f"  {pad(label, wide)}{part}"
                label = ""

    def places(self, seen: Iterable[Seen], known: str = "") -> list[str]:
        return [place(one, self.proofs, self.lang, known) for one in list(seen)[:SHOWN]]


def screen(
    question: Question,
    side: Side | None,
    offered: dict[str, Option],
    proofs: Proofs,
    lang: str,
    columns: int,
    numbers: tuple[int, int],
) -> Iterable[str]:
    """Write a question for a terminal: what is asked, both sides as printed, the evidence, the effect, the keys."""
    page = _Page(proofs, lang, columns)
    left = f"[{numbers[0]}/{numbers[1]}] {tell(QUESTIONS[question.kind], lang)}  {clean(question.title)}"
    right = "、".join(question.periods)
    yield pad(left, columns - width(right)) + right if width(left + right) < columns else left
    yield from page.block(page.say("原文", "print"), page.places(question.places, question.title))
    if isinstance(side, Candidate):
        yield from _on_candidate(question, side, offered, page)
    else:
        yield from page.block(page.say("另见", "other"), page.places(question.against))
        yield from page.block(page.say("说明", "why"), [tell(question.message, lang)])
        yield from _on_choice(question, side, offered, page) if side else ()
    yield from keys(offered, isinstance(side, Candidate), lang, columns)


def _on_candidate(question: Question, candidate: Candidate, offered: dict[str, Option], page: _Page) -> Iterable[str]:
    many, lang, say = len(question.candidates) > 1, page.lang, page.say
    at = question.candidates.index(candidate) + 1
    yield from page.block(say(f"候选{at}" if many else "候选", f"cand.{at}" if many else "cand."), [head(candidate)])
    yield from page.block(say("对照", "there"), page.places(candidate.places, candidate.name))
    yield from page.block(say("依据", "for"), [reasons(candidate, lang)])
    merged = offered.get("y")
    if merged:
        words = say("认作同一：", "taken as one: ") + impact(merged.effect, lang)
        first, *rest = merged.effect.lines or (Message("", ""),)
        yield from page.block(say("影响", "effect"), [f"{words}  {tell(first, lang)}", *(tell(m, lang) for m in rest)])
    yield from page.block(
        say("不是", "not"),
        (
            cut(f"{p.name}  {'；'.join(tell(m, lang) for m in p.against)}", page.columns - 9)
            for p in question.passed_over
        ),
    )
    yield from _all(tuple(c.name for c in question.candidates), page)


def _on_choice(question: Question, choice: Choice, offered: dict[str, Option], page: _Page) -> Iterable[str]:
    many, lang, say = len(question.choices) > 1, page.lang, page.say
    at = str(question.choices.index(choice) + 1) if many else ""
    told = "；".join((choice.name, *(tell(m, lang) for m in choice.reasons)))
    yield from page.block(say(f"可选{at}", f"choice{at}"), [told, *page.places(choice.places)])
    for option in offered.values():
        meant = f" {option.meant}" if option.meant else ""
        words = f"{tell(KIND_WORDS[option.kind], lang)}{meant}{say('：', ': ')}{impact(option.effect, lang)}"
        yield from page.block(
            say("影响", "effect"), ["  ".join((words, *(tell(m, lang) for m in option.effect.lines)))]
        )
    yield from _all(tuple(c.name for c in question.choices), page)


def _all(names: tuple[str, ...], page: _Page) -> Iterable[str]:
    if len(names) > 1:
        others = "  ".join(f"[{number}]{cut(clean(name), 24)}" for number, name in enumerate(names, start=1))
        yield from page.block(page.say("各家", "all"), [others])


def keys(offered: dict[str, Option], asks: bool, lang: str, columns: int) -> Iterable[str]:
    """Write the keys a person may press; a star marks those that need a reason."""

    def say(zh: str, en: str) -> str:
        return en if lang == "en" else zh

    shown = [f"[{key}]{tell(KIND_WORDS[o.kind], lang)}{'*' if o.needs_reason else ''}" for key, o in offered.items()]
    if asks:
        shown.append(say("[o]其他*", "[o]other*"))
    shown += [say("[s]跳过", "[s]kip"), say("[e]看原文", "[e]text"), say("[u]撤销", "[u]ndo"), say("[q]退出", "[q]uit")]
    if asks or any(option.needs_reason for option in offered.values()):
        shown.append(say("（*须写理由）", "(* needs a reason)"))
    yield from (f"  {line}" for line in wrap(" ".join(shown), columns - 2))
