"""How many sentences of other publishers' wording are read whole: every claim with its population, and nothing else.

Run `python -m tests.bench.wording`. The expectations were written by reading, before the program was asked.
"""

from __future__ import annotations

from extractors.statistics.grammar import Setting, read_tokens
from extractors.statistics.tokens import tokens
from schemas.vocabulary import load_series
from tests.test_sentences import cases, told


def main() -> None:
    """Print the sentences and claims that are read right, over all, for each file of cases."""
    for name in ("sentences", "graded", "wording", "wording-news", "wording-open"):
        whole = right = claims = extra = 0
        found = cases(name)
        for series, text, expected in found:
            vocabulary = load_series(series)
            setting = Setting(vocabulary, "2025", "x", text)
            read = [told(d, text) for d in read_tokens(tokens(text, vocabulary), setting)]
            whole += read == expected
            claims += len(expected)
            right += sum(line in read for line in expected)
            extra += sum(line not in expected for line in read)
        print(f"{name}: {whole} of {len(found)} sentences whole; {right} of {claims} claims, {extra} others")


if __name__ == "__main__":
    main()
