"""Runs: the same bytes as the program's, views without copies, interruption, errors."""

import gc
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

import balloon
from conftest import ROOT, program_json


@pytest.mark.parametrize(
    "arguments, options",
    [
        (["humala-2012", "--members", 13], {"scenario": "humala-2012", "members": 13}),
        (
            ["plan-colombia", "--members", 6, "--seed", 7, "--draws", "prior", "--to", "2004-06"],
            {"scenario": "plan-colombia", "members": 6, "seed": 7, "draws": "prior", "end": "2004-06"},
        ),
        (
            ["pnis", "history", "--members", 5, "--from", 2010, "--record", "leaf,consumption", "--threads", 1],
            {
                "scenario": ["pnis", "history"],
                "members": 5,
                "start": 2010,
                "record": ["leaf", "consumption"],
                "threads": 1,
            },
        ),
        (
            ["humala-2012", "--members", 3, "--no-readings", "--against", "history", "--data", ROOT / "data"],
            {
                "scenario": "humala-2012",
                "members": 3,
                "readings": False,
                "against": "history",
                "data": ROOT / "data",
            },
        ),
    ],
)
def test_same_bytes_as_the_program(arguments, options):
    theirs = program_json("run", *arguments, "--json", "--no-report")
    e = balloon.run(**options)
    assert e.outcome_hash == theirs["outcome_hash"]
    assert e.reference_hash == theirs["reference_outcome_hash"]
    assert e.arms == (theirs["against"], *(arm["scenario"] for arm in theirs["arms"]))
    ours = e.document
    for document in (ours, theirs):
        document.pop("seconds")
        document.pop("threads")
    assert ours == theirs


def test_defaults_are_the_programs():
    assert balloon.run.__kwdefaults__["members"] == 200
    theirs = program_json("run", "status-quo", "--members", 2, "--to", 1999, "--json", "--no-report")
    e = balloon.run("status-quo", members=2, end=1999)
    assert (e.seed, e.outcome_hash, e.arms[0]) == (theirs["seed"], theirs["outcome_hash"], theirs["against"])


def test_views_share_the_rows(small):
    a = small["coca_area"]
    assert a.dtype == np.float32
    assert a.shape == (6, 29 * 12, len(small.places("coca_area")))
    assert a.shape[1] == len(small.time("coca_area"))
    assert not a.flags.owndata and not a.flags.writeable
    with pytest.raises(ValueError):
        a[0, 0, 0] = 1
    assert np.shares_memory(a, small.outcome("coca_area"))
    assert not np.shares_memory(a, small.outcome("coca_area", arm="humala-reference"))
    planted = small["planted"]
    assert planted.shape[:2] == (6, 29) and list(small.time("planted"))[::28] == [1990, 2018]
    # Both lie in one block, member by member.
    assert a.strides[0] == planted.strides[0]
    assert 0 < planted.__array_interface__["data"][0] - a.__array_interface__["data"][0] < a.strides[0]


def test_view_outlives_the_ensemble():
    e = balloon.run("history", members=2, end=1995)
    a = e["coca_area"]
    before = a.copy()
    del e
    gc.collect()
    [np.ones(a.nbytes // 4) for _ in range(20)]
    assert np.array_equal(a, before) and a.sum() > 0


def test_paired_members_begin_alike(small):
    policy, reference = small["coca_area"], small.outcome("coca_area", arm=0)
    before = small.time("coca_area") < np.datetime64("2012-01-01")
    assert np.array_equal(policy[:, before], reference[:, before])
    assert not np.array_equal(policy[:, ~before], reference[:, ~before])


def test_ledger_and_tables(small):
    rows = small.ledger["rows"]
    assert [row["horizon"] for row in rows] == [6, 12, 24, 60]
    summary = small.summary()
    net = summary[(summary.quantity == "net") & (summary.horizon == 60)]
    assert net["median"].item() == pytest.approx(rows[-1]["net_ha"]["median"])
    members = small.ledger_members()
    assert len(members) == 6 * 4
    assert small.usable().all() and small.usable("humala-reference").shape == (6,)
    assert len(small.parameters()) == 12
    assert "coca_area" in small and "no_such" not in small


def test_names_that_are_not_there(small):
    with pytest.raises(KeyError, match="is not an outcome"):
        small["coca_aera"]
    with pytest.raises(KeyError, match="no arm"):
        small.outcome("coca_area", arm="history")
    few = balloon.run("history", members=1, end=1992, record="leaf")
    assert set(few.outcomes) == {"coca_area", "eradicated", "leaf", "cocaine_potential", "donor_spending"}
    with pytest.raises(KeyError, match="was not recorded"):
        few["retail_price"]


@pytest.mark.parametrize(
    "options, path",
    [
        ({"members": 0}, "members"),
        ({"members": 2_000_000}, "members"),
        ({"threads": 5000}, "threads"),
        ({"start": "1989"}, "start"),
        ({"start": 2000, "end": 1999}, "end"),
        ({"record": "coca_aera"}, "record"),
        ({"draws": "posterior2"}, "draws"),
        ({"against": "humala-2021"}, "scenario"),
        ({"against": "humala-2012"}, "scenario"),  # against itself
    ],
)
def test_bad_settings(options, path):
    with pytest.raises(balloon.ScenarioError) as error:
        balloon.run("humala-2012", **options)
    assert [fault.path for fault in error.value.faults] == [path]
    assert error.value.faults[0].message in str(error.value)


def test_progress():
    seen = []
    balloon.run("history", members=40, end=2005, progress=lambda done, total: seen.append((done, total)))
    assert seen and seen == sorted(seen) and seen[-1][0] <= 40 and all(total == 40 for _, total in seen)

    def fail(done, total):
        raise RuntimeError("enough")

    begin = time.monotonic()
    with pytest.raises(RuntimeError, match="enough"):
        balloon.run("history", members=20_000, record="leaf", progress=fail)
    assert time.monotonic() - begin < 20


LONG = """
import signal, sys, balloon
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job begins with it ignored
def tell(done, total):
    print("running", flush=True)
try:
    balloon.run("history", members=3000, record="leaf", progress=tell)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.exit(42)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c():
    process = subprocess.Popen([sys.executable, "-c", LONG], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "running\n"
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=30)[0]
    assert process.returncode == 42 and rest.endswith("interrupted\n")


def test_other_threads_run_meanwhile():
    """The interpreter's lock is free while the simulator works."""
    import threading

    counted = 0
    over = False

    def count():
        nonlocal counted
        while not over:
            counted += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    e = balloon.run("history", members=60, threads=1)
    over = True
    thread.join()
    assert counted > e.seconds / 0.1


def test_two_runs_at_once():
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        made = list(pool.map(lambda s: balloon.run("history", members=4, end=2000, seed=s), [1, 2, 1]))
    assert made[0].outcome_hash == made[2].outcome_hash != made[1].outcome_hash
