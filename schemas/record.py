"""Record: a value that nobody changes once it is made, and that is cheap to make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a dataclass that is frozen to the type checker only: compared and hashed by its fields, with slots.

    Freezing at run time sets every field through `object.__setattr__`, so that a value costs four times as much to
    make, and a document is read into tens of thousands of them.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
