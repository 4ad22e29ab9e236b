"""A problem and its evaluation for SALib (pip install SALib)."""

from __future__ import annotations

from typing import Any, Callable, Mapping

import numpy as np

from ._drivers import Knob, scaled, turned
from .ensemble import Ensemble, run
from .scenario import Scenario

__all__ = ["Knob", "evaluate", "problem", "scaled"]


def problem(levers: Mapping[str, Knob]) -> dict[str, Any]:
    """The problem that SALib's samplers and analyses take."""
    return {
        "num_vars": len(levers),
        "names": list(levers),
        "bounds": [[knob.low, knob.high] for knob in levers.values()],
    }


def evaluate(
    samples: np.ndarray,
    scenario: Scenario,
    levers: Mapping[str, Knob],
    outcome: Callable[[Ensemble], float],
    **options: Any,
) -> np.ndarray:
    """The outcome for each row of samples, columns as in `problem`.

    Every row has the same members and random numbers, so the outcome is a smooth function of the
    levers. `options` go to balloon.run.
    """
    options.setdefault("readings", False)
    rows = (dict(zip(levers, row)) for row in np.atleast_2d(samples))
    return np.array([outcome(run(turned(scenario, levers, row), **options)) for row in rows])
