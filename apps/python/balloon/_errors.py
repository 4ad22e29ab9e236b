"""What is raised for bad input: every fault with its place, value and limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input."""

    file: str
    line: int  #: 1-based; 0 where there is no line
    path: str  #: e.g. lever[2].quantity, or the argument's name
    value: str  #: the value found
    message: str  #: what is wrong and what would be right
    text: str  #: all of it on one line

    def __str__(self) -> str:
        return self.text


class InputError(ValueError):
    """Bad input; `faults` lists all that is wrong. Nothing was run."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ScenarioError(InputError):
    """A scenario, or a setting of a run, that cannot be run."""
