"""BALLOON is the program; the package is on PYTHONPATH (tests/neighbours/python.sh)."""

import json
import os
import subprocess
from pathlib import Path

import pytest

import balloon

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("BALLOON", str(ROOT / "build/test/balloon"))


def program(*arguments, cwd=None):
    """What the program prints."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def program_json(*arguments, cwd=None):
    return json.loads(program(*arguments, cwd=cwd))


@pytest.fixture(scope="session")
def small():
    """A small study that many tests look at."""
    return balloon.run("humala-2012", members=6, end=2018, readings=False)
