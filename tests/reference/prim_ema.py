# The Patient Rule Induction Method by the EMA Workbench, for tests/decision/prim_test.cpp. From the
# root of the repository, in an environment with ema_workbench 2.5.3 (pip install ema-workbench):
#
#   python tests/reference/prim_ema.py
#
# It makes the data, tests/reference/prim_cases.csv: three continuous factors, one of a few whole
# numbers (many ties; given to the Workbench as real), one with four categories, and whether a case
# is of interest. Then tests/reference/prim_ema.csv, the trajectory of the first box, one figure a
# row: run,step,term,value
#
#   run   shares peeled, pasted and left at least: usual (0.05, 0.05, 0.05, the Workbench's own),
#         coarse (0.1, 0.1, 0.05), pasted (0.25, 0.05, 0.1) and regained (0.35, 0.05, 0.25); of the
#         last two, pasting gives back what coarse cuts took too much of
#   term  cases, hits, coverage, density, mass; of limits there are FACTOR:low, FACTOR:high, or
#         c:categories (the sum of 2^category of those inside), and p:... their quasi-p-values

import csv
import logging

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim

logging.disable(logging.CRITICAL)
FOLDER = "tests/reference/"
NUMERIC = ["x1", "x2", "x3", "k"]

random = np.random.default_rng(1999)
n = 300
cases = pd.DataFrame(
    {
        "x1": random.uniform(0, 1, n).round(6),
        "x2": random.normal(0, 1, n).round(6),
        "x3": random.uniform(-5, 5, n).round(6),
        "k": random.integers(0, 8, n).astype(float),
        "c": random.integers(0, 4, n),
    }
)
inside = (cases.x1 > 0.35) & (cases.x1 < 0.85) & (cases.k >= 2) & (cases.c != 3) & (cases.x2 < 0.8)
cases["of_interest"] = (random.uniform(0, 1, n) < np.where(inside, 0.85, 0.1)).astype(int)
cases.to_csv(FOLDER + "prim_cases.csv", index=False, lineterminator="\n")

figures = []
x = cases[NUMERIC].assign(c=cases.c.astype(str))
y = cases.of_interest.to_numpy()
RUNS = (
    ("usual", 0.05, 0.05, 0.05),
    ("coarse", 0.1, 0.1, 0.05),
    ("pasted", 0.25, 0.05, 0.1),
    ("regained", 0.35, 0.05, 0.25),
)
for run, peel, paste, mass in RUNS:
    found = prim.Prim(x, y, threshold=0.1, peel_alpha=peel, paste_alpha=paste, mass_min=mass)
    box = found.find_box()
    every = found.box_init
    for step, row in box.peeling_trajectory.iterrows():
        limits, p = box.box_lims[step], box.qp[step]
        terms = {"cases": row["n"], "hits": row["k"]}
        terms.update({term: row[term] for term in ("coverage", "density", "mass")})
        for factor in NUMERIC:
            for side, name in enumerate(("low", "high")):
                if limits.loc[side, factor] != every.loc[side, factor]:
                    terms[f"{factor}:{name}"] = limits.loc[side, factor]
                    terms[f"p:{factor}:{name}"] = p[factor][side]
        if limits.loc[0, "c"] != every.loc[0, "c"]:
            terms["c:categories"] = sum(2 ** int(category) for category in limits.loc[0, "c"])
            terms["p:c:categories"] = p["c"][0]
        for term, value in terms.items():
            figures.append((run, step, term, format(float(value), ".17g")))

with open(FOLDER + "prim_ema.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("run", "step", "term", "value"))
    writer.writerows(figures)
