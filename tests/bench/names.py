"""Benchmark of names: 10 000 names against a roster of 10 000, and a million names against it.

Run as `python tests/bench/names.py`; prints CPU seconds and peak memory. The names are made up of pieces of those on
file, mixed as they come up after a first report: seven in ten exact repeats, an eighth variants, the rest new.
"""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extractors.names import build_resolver, load_alliances, parse_name, replay
from schemas.ledger import Alliance
from schemas.vocabulary import load_series

TAILS = ("产业技术创新战略联盟", "技术创新战略联盟", "产业技术创新联盟", "联盟")
ROSTER = 10_000


def pieces() -> list[str]:
    """Cut the stems on file into words of two characters."""
    vocabulary = load_series("alliance-activity")
    on_file = load_alliances(Path(__file__).parents[2] / "corpus" / "alliances.csv")
    found = (parse_name(alliance.name, vocabulary).outer for alliance in on_file)
    return sorted({stem[at : at + 2] for stem in found for at in range(0, len(stem) - 1, 2)})


def stems(rng: random.Random, words: list[str], count: int) -> list[str]:
    """Make different stems of two to five words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.sample(words, rng.randint(2, 5)))] = None
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
            stem = stem[:at] + rng.choice(("", rng.choice(rng.choice(known)))) + stem[at + 1 :]
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
    words = pieces()
    known, fresh = stems(rng, words, ROSTER), stems(rng, words, ROSTER)
    measure("10 000 names against 10 000", names(rng, known, fresh, 10_000), known)
    measure("10 000 new names against 10 000", (stem + "联盟" for stem in fresh), known)
    measure("1 000 000 names against 10 000", names(rng, known, fresh, 1_000_000), known)


if __name__ == "__main__":
    main()
