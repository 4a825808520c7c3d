"""A press: typesets rows and prose in a layout drawn by a seed, so that drawing and reading back is a property."""

from __future__ import annotations

from tests.press.columns import fitted
from tests.press.copy import Copy, Printed, make_copy
from tests.press.plan import Plan, make_plan
from tests.press.sheet import typeset


def press(seed: int) -> tuple[bytes, tuple[Printed, ...], Plan]:
    """Make the PDF of a seed, the rows it prints and the layout chosen for it."""
    plan = fitted(make_plan(seed))
    copy = make_copy(seed, plan)
    return typeset(copy, plan), copy.rows(plan), plan


__all__ = ["Copy", "Plan", "Printed", "make_copy", "make_plan", "press", "typeset"]
