"""Property run over the press: `python -m tests.bench.press 1000 1200` draws and reads back the documents of seeds;
`python -m tests.bench.press 0 300 --plain` those of the press for texts.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.press import press
from tests.press.plain import plain
from tests.test_press import rows_of


def one(seed: int, text: bool) -> tuple[int, int, int, int]:
    """Give the seed, its rows, how many were read exactly, and how many were read that it has not."""
    data, printed, _ = plain(seed) if text else press(seed)
    read = rows_of(data)
    right = sum((Counter(read) & Counter(printed)).values())
    return seed, len(printed), right, len(read) - right


def main() -> None:
    words = [word for word in sys.argv[1:] if word != "--plain"]
    first, last = (int(word) for word in words) if words else (1000, 1200)
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(partial(one, text="--plain" in sys.argv), range(first, last)))
    for seed, rows, right, wrong in found:
        if right != rows or wrong:
            print(f"seed {seed}: {right} of {rows} rows exact, {wrong} wrong or spurious")
    exact = sum(right == rows and not wrong for _, rows, right, wrong in found)
    rows, right, wrong = (sum(f[k] for f in found) for k in (1, 2, 3))
    print(f"{exact} of {len(found)} documents exact; {right} of {rows} rows; {wrong} wrong or spurious")


if __name__ == "__main__":
    main()
