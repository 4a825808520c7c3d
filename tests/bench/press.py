"""Property run over the press: `python -m tests.bench.press 1000 1200` draws and reads back the documents of seeds.

A miss is told where the reading says that something of its tables is not certain; what is told of a document that was
read exactly is a false alarm.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.press import press
from tests.test_press import doubts_of, printed_rows, reading_of_press


def one(seed: int) -> tuple[int, int, int, int, int]:
    """Give the seed, its rows, how many were read exactly, how many were read that it has not, and what is told."""
    data, printed, _ = press(seed)
    reading = reading_of_press(data)
    read = printed_rows(reading)
    right = sum((Counter(read) & Counter(printed)).values())
    return seed, len(printed), right, len(read) - right, len(doubts_of(reading))


def main() -> None:
    first, last = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (1000, 1200)
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(one, range(first, last)))
    silent = alarms = exact = 0
    for seed, rows, right, wrong, told in found:
        missed = right != rows or wrong > 0
        exact += not missed
        silent += missed and not told
        alarms += bool(told) and not missed
        if missed:
            how = "told" if told else "silent"
            print(f"seed {seed}: {right} of {rows} rows exact, {wrong} wrong or spurious, {how}")
        elif told:
            print(f"seed {seed}: a false alarm")
    rows, right, wrong = (sum(f[k] for f in found) for k in (1, 2, 3))
    print(f"{exact} of {len(found)} documents exact; {right} of {rows} rows; {wrong} wrong or spurious")
    print(f"{silent} misses silent; {alarms} false alarms")


if __name__ == "__main__":
    main()
