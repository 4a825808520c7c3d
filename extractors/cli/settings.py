"""What holds for a whole run: the language of the words, whether to show tracebacks, where the corpus is."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("zh", "en")
Say = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run; `root` is the folder asked for with `--root`, None to look upward from here."""

    lang: str = "zh"
    debug: bool = False
    root: Path | None = None

    @property
    def again(self) -> str:
        """Give how to call `alliances` again on the same corpus, to be pasted into a shell."""
        return "alliances" if self.root is None else f"alliances --root {shlex.quote(str(self.root))}"

    def say(self, zh: str, en: str) -> str:
        """Give the words of the chosen language."""
        return en if self.lang == "en" else zh


def settings_of(words: Sequence[str]) -> Settings:
    """Find `--lang` and `--debug` anywhere before `--`; a language that does not exist is click's to refuse."""
    options = list(words[: words.index("--")] if "--" in words else words)
    lang = "zh"
    for word, follower in zip(options, [*options[1:], ""], strict=False):
        asked = follower if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        lang = asked if asked in LANGUAGES else lang
    return Settings(lang, "--debug" in options)


def speaker(lang: str) -> Say:
    """Make the function that chooses between Chinese and English words."""
    return lambda zh, en: en if lang == "en" else zh
