# Reference figures of Sobol' indices and Morris effects, computed by SALib, and Sobol' points by
# SciPy, for tests/decision. Python is not needed to run the tests. To run it again, from the root of
# the repository (about a minute), with Python 3.10 or later:
#
#   python3 -m venv build/salib
#   build/salib/bin/pip install SALib==1.6.0 numpy==2.4.6 scipy==1.17.1
#   build/salib/bin/python tests/reference/sensitivity_salib.py
#
# It writes into tests/reference:
#
#   sensitivity_points.csv   point,dimension,value: unscrambled Sobol' points of scipy.stats.qmc
#   sensitivity_design.csv   design,x1,x2,x3: rows of SALib.sample.sobol, unscrambled, 8 base points
#   sensitivity_values.csv   case,value: outputs row by row, as SALib.analyze.sobol takes them
#   sensitivity_morris.csv   case,value,x1..x8: outputs and rows, as SALib.analyze.morris takes them
#   sensitivity_salib.csv    case,index,factor,other,value: what SALib makes of them; factors from 1,
#                            `other` is the second of a pair and 0 elsewhere
#
# Functions are SALib's: Ishigami on the cube from -pi to pi (a = 7, b = 0.1; SALib's README and
# basics), the same with x1 and x3 as one group (its regression tests), Sobol-G on the unit cube, of
# which sobol-g-exact has the indices in closed form and sobol-g-error the root mean square errors of
# 1024 base points over 200 scramblings by SciPy. The cases named documented-* are not computed but
# taken from SALib's documentation:
#
#   documented-basics     docs/user_guide/basics.rst, Ishigami, 1024 base points, saltelli.sample;
#                         SALib 1.6.0 still gives these figures
#   documented-interface  docs/user_guide/basics_with_interface.rst, the same with sobol.sample, and
#                         half-widths of 95 % intervals (S1_conf and so on)
#   documented-morris     tests/test_regression.py, Ishigami, 10,000 trajectories on 4 levels
#
# (https://github.com/SALib/SALib, commit 2fe44ac337d5b869b3bbb89bc27e8abe211a4951; the last at
# 06732d0d4500638cff56708ebef2594cdc084524).

import warnings

import numpy as np
from SALib.analyze import morris as morris_analyze
from SALib.analyze import sobol as sobol_analyze
from SALib.sample import morris as morris_sample
from SALib.sample import saltelli, sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G
from scipy.stats import qmc

FOLDER = "tests/reference/"


def problem(inputs, low, high, groups=None):
    made = {"num_vars": inputs, "names": [f"x{i + 1}" for i in range(inputs)],
            "bounds": [[low, high]] * inputs}
    if groups:
        made["groups"] = groups
    return made


def write(name, header, rows):
    with open(FOLDER + name, "w", newline="\n") as file:
        file.write(header + "\n")
        for row in rows:
            file.write(",".join(map(str, row)) + "\n")  # floats with all their digits


def points():
    largest = 3667
    for point in list(range(1, 9)) + [100, 1023, 12345]:
        sequence = qmc.Sobol(largest, scramble=False, bits=32)
        sequence.fast_forward(point)
        coordinates = sequence.random(1)[0]
        for dimension in (1, 2, 3, 4, 5, 10, 37, 100, 500, 1111, 2000, largest):
            yield point, dimension, float(coordinates[dimension - 1])


def designs():
    for name, groups in (("single", None), ("grouped", ["G1", "G2", "G1"])):
        for row in sobol_sample.sample(problem(3, 0, 1, groups), 8, calc_second_order=True,
                                       scramble=False):
            yield name, *map(float, row)


figures = []


def put(case, indices, names):
    for name in names:
        array = np.ma.filled(np.ma.asarray(indices[name], dtype=float), np.nan)
        for place, value in np.ndenumerate(array):
            if not np.isnan(value):
                figures.append((case, name, place[0] + 1, place[1] + 1 if len(place) > 1 else 0,
                                float(value)))


def sobol_values():
    cube = (-np.pi, np.pi)
    cases = (
        ("ishigami", problem(3, *cube), Ishigami.evaluate, True, saltelli.sample, {}),
        ("ishigami-groups", problem(3, *cube, ["G1", "G2", "G1"]), Ishigami.evaluate, True,
         sobol_sample.sample, {"seed": 11}),
        ("sobol-g", problem(8, 0, 1), Sobol_G.evaluate, False,
         sobol_sample.sample, {"seed": 12}),
    )
    for case, of, function, second, sample, options in cases:
        values = function(sample(of, 64, calc_second_order=second, **options))
        made = sobol_analyze.analyze(of, values, calc_second_order=second, seed=1)
        put(case, made, ("S1", "ST") + (("S2",) if second else ()))
        for value in values:
            yield case, float(value)


def morris_values():
    cases = (
        ("morris-ishigami-4", 3, lambda x: Ishigami.evaluate((2 * x - 1) * np.pi), 4, 12),
        ("morris-ishigami-6", 3, lambda x: Ishigami.evaluate((2 * x - 1) * np.pi), 6, 12),
        ("morris-sobol-g", 8, lambda x: Sobol_G.evaluate(np.clip(x, 0, 1)), 4, 15),
    )
    for case, inputs, function, levels, trajectories in cases:
        of = problem(inputs, 0, 1)
        rows = morris_sample.sample(of, trajectories, num_levels=levels, seed=21)
        values = function(rows)
        put(case, morris_analyze.analyze(of, rows, values, num_levels=levels, seed=1),
            ("mu", "mu_star", "sigma"))
        for row, value in zip(rows, values):
            yield case, float(value), *map(float, row), *[""] * (8 - inputs)


def documented():
    pairs = ((1, 2), (1, 3), (2, 3))
    for name, values in (("S1", (0.316832, 0.443763, 0.012203)),
                         ("ST", (0.555860, 0.441898, 0.244675))):
        put("documented-basics", {name: values}, (name,))
    for (i, j), value in zip(pairs, (0.0092542, 0.2381721, -0.0048877)):
        figures.append(("documented-basics", "S2", i, j, value))
    for name, values in (("S1", (0.317728, 0.442253, 0.002556)),
                         ("S1_conf", (0.060368, 0.056459, 0.054109)),
                         ("ST", (0.557271, 0.442311, 0.247103)),
                         ("ST_conf", (0.078640, 0.040564, 0.025728))):
        put("documented-interface", {name: values}, (name,))
    for name, values in (("S2", (-0.000604, 0.247521, -0.002954)),
                         ("S2_conf", (0.071442, 0.096797, 0.072420))):
        for (i, j), value in zip(pairs, values):
            figures.append(("documented-interface", name, i, j, value))
    put("documented-morris", {"mu_star": (7.767792, 7.875, 6.308785)}, ("mu_star",))


def exact():
    a = [0, 1, 4.5, 9, 99, 99, 99, 99]  # the default of Sobol_G.evaluate
    put("sobol-g-exact", {"S1": Sobol_G.sensitivity_index(a),
                          "ST": Sobol_G.total_sensitivity_index(a)}, ("S1", "ST"))


def errors():
    a = [0, 1, 4.5, 9, 99, 99, 99, 99]
    of = problem(8, 0, 1)
    closed = {"S1": Sobol_G.sensitivity_index(a), "ST": Sobol_G.total_sensitivity_index(a)}
    squares = {"S1": 0, "ST": 0}
    for seed in range(200):
        values = Sobol_G.evaluate(sobol_sample.sample(of, 1024, calc_second_order=False, seed=seed))
        made = sobol_analyze.analyze(of, values, calc_second_order=False, num_resamples=2, seed=1)
        for name in squares:
            squares[name] = squares[name] + (made[name] - closed[name]) ** 2 / 200
    put("sobol-g-error", {name: np.sqrt(square) for name, square in squares.items()}, squares)


warnings.simplefilter("ignore")  # saltelli.sample, which the basics use, is deprecated
write("sensitivity_points.csv", "point,dimension,value", points())
write("sensitivity_design.csv", "design,x1,x2,x3", designs())
write("sensitivity_values.csv", "case,value", sobol_values())
write("sensitivity_morris.csv", "case,value," + ",".join(f"x{i + 1}" for i in range(8)),
      morris_values())
exact()
errors()
documented()
write("sensitivity_salib.csv", "case,index,factor,other,value", figures)
