"""A model for the EMA Workbench (pip install ema_workbench)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Callable, Mapping

from ._drivers import Knob, scaled, turned
from ._optional import need
from .ensemble import Ensemble, run
from .scenario import Scenario

__all__ = ["Knob", "model", "scaled"]


def model(
    scenario: Scenario,
    levers: Mapping[str, Knob],
    outcomes: Mapping[str, Callable[[Ensemble], Any]],
    *,
    name: str = "balloon",
    **options: Any,
) -> Any:
    """An ema_workbench.Model of a scenario.

    Its levers are the knobs; its one uncertainty is `member`, a draw of parameters, structure and
    shocks together (Ensemble.parameters has them by member). Each outcome is a function of the
    ensemble that gives a number for each member. `options` go to balloon.run; a policy is run once,
    for all its members.
    """
    workbench = need("ema_workbench", "balloon.ema")
    members = options.setdefault("members", 100)
    options.setdefault("readings", False)

    @lru_cache(maxsize=64)
    def values(policy: tuple[float, ...]) -> dict[str, Any]:
        ensemble = run(turned(scenario, levers, dict(zip(levers, policy))), **options)
        return {key: outcome(ensemble) for key, outcome in outcomes.items()}

    def evaluate(member: int, **policy: float) -> dict[str, float]:
        made = values(tuple(policy[key] for key in levers))
        return {key: float(made[key][int(member)]) for key in outcomes}

    made = workbench.Model(name, function=evaluate)
    made.uncertainties = [workbench.IntegerParameter("member", 0, members - 1)]
    made.levers = [workbench.RealParameter(key, k.low, k.high) for key, k in levers.items()]
    made.outcomes = [workbench.ScalarOutcome(key) for key in outcomes]
    return made
