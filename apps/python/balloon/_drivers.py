"""Levers that a driver of experiments may turn: a range, and what a value does to a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Mapping

from .scenario import Day, Scenario, Words


@dataclass(frozen=True)
class Knob:
    """A number from low to high and the scenario that it makes."""

    low: float
    high: float
    apply: Callable[[Scenario, float], Scenario]


def scaled(instrument: str, place: Words, from_: Day, to: Day, low: float, high: float) -> Knob:
    """What the scenario does by an instrument in a place, times a number from low to high."""

    def apply(scenario: Scenario, factor: float) -> Scenario:
        return scenario.with_lever(
            instrument=instrument, place=place, from_=from_, to=to, mode="scale", scale=float(factor)
        )

    return Knob(low, high, apply)


def turned(scenario: Scenario, knobs: Mapping[str, Knob], values: Mapping[str, float]) -> Scenario:
    """The scenario with every knob at its value."""
    for name, knob in knobs.items():
        scenario = knob.apply(scenario, values[name])
    return scenario
