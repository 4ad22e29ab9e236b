"""The EMA Workbench and SALib drive the simulator, where they are installed."""

import numpy as np
import pytest

import balloon
from balloon import Scenario

LEVERS = {
    "eradication": balloon.salib.scaled("eradication_manual", "PER", 2012, 2016, 0.5, 1.5),
    "development": balloon.salib.scaled("alternative_development", "PER", 2012, 2016, 0.5, 2.0),
}
OPTIONS = {"members": 4, "end": 2014, "record": "coca_area"}


def policy():
    return Scenario.load("humala-2012").replace(name="turned", readings=None)


def net(ensemble):
    return ensemble.ledger["rows"][-1]["net_ha"]["median"]


def test_problem_and_evaluation():
    problem = balloon.salib.problem(LEVERS)
    assert problem["names"] == ["eradication", "development"] and problem["bounds"][1] == [0.5, 2.0]
    samples = np.array([[1.0, 1.0], [1.5, 1.0], [1.0, 1.0]])
    made = balloon.salib.evaluate(samples, policy(), LEVERS, net, **OPTIONS)
    assert made[0] == made[2] and made[1] < made[0]
    assert made[0] == net(balloon.run("humala-2012", readings=False, **OPTIONS))


def test_salib():
    pytest.importorskip("SALib")
    from SALib.analyze import morris as analysis
    from SALib.sample import morris as sample

    problem = balloon.salib.problem(LEVERS)
    samples = sample.sample(problem, 3, seed=1)
    made = balloon.salib.evaluate(samples, policy(), LEVERS, net, **OPTIONS)
    indices = analysis.analyze(problem, samples, made)
    assert indices["mu"][0] < 0


def test_ema_workbench():
    workbench = pytest.importorskip("ema_workbench")

    def peru(ensemble):
        here = [place.startswith("PE-") for place in ensemble.places("coca_area")]
        return ensemble["coca_area"][:, -1, here].sum(axis=1)

    model = balloon.ema.model(policy(), LEVERS, {"peru": peru}, **OPTIONS)
    experiments, outcomes = workbench.perform_experiments(model, scenarios=5, policies=2)
    assert len(experiments) == 10 and outcomes["peru"].shape == (10,)
    assert (outcomes["peru"] > 0).all()
