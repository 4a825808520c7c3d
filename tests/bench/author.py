"""How many made-up reports are read and audited right, by wording and rule: `python -m tests.bench.author 0 100`,
of another series with `--series graded-evaluation`.
"""

from __future__ import annotations

import argparse
from collections import Counter

from tests.test_author import left_open, made, misread


def main() -> None:
    """Print the reports without a false alarm, the figures misread, and both by wording and by rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--series", default="alliance-activity")
    asked = parser.parse_args()
    first, last = asked.first, asked.last
    alarms: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    examples: dict[str, str] = {}
    figures = clean = passed = claimed = opened = 0
    for seed in range(first, last):
        written, reading, audit = made(seed, asked.series)
        blamed = [f for f in audit.findings if f.level != "note"]
        clean += not blamed
        for finding in audit.findings:
            key = f"{finding.level} {finding.rule}"
            alarms[key] += 1
            examples.setdefault(key, f"seed {seed}: {finding.message.zh}")
        figures += len(written.told)
        passed, claimed = passed + audit.passed, claimed + len(audit.checked) + len(audit.unchecked)
        for told in written.told:
            opened += left_open(told, reading)
            if line := misread(told, reading):
                wrong.setdefault(told.paragraph, []).append(f"seed {seed}: {line}")
    print(f"{clean} of {last - first} reports without a false alarm; {passed} of {claimed} figures pass")
    print(f"{sum(map(len, wrong.values()))} of {figures} figures misread, {opened} left open")
    for key, number in sorted(alarms.items()):
        print(f"  {key} {number}  {examples[key]}")
    for paragraph, lines in sorted(wrong.items()):
        told = dict.fromkeys(line.partition(": ")[2] for line in lines)
        print(f"  {paragraph} {len(lines)}", *list(told)[:5], sep="\n      ")


if __name__ == "__main__":
    main()
