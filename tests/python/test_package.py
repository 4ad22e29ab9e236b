"""The package as such: its types, its documentation."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import balloon
from conftest import ROOT


def test_types():
    pytest.importorskip("mypy")
    folder = Path(balloon.__file__).parent
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", ROOT / "apps/python/pyproject.toml", "--cache-dir",
         "/dev/null", "-p", "balloon"],
        capture_output=True, text=True, cwd=folder.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_stub_names_what_there_is():
    """_core.pyi and the module have the same names, methods included."""
    from balloon import _core

    text = (ROOT / "apps/python/balloon/_core.pyi").read_text()
    said = set(re.findall(r"^(?:def|class) (\w+)", text, re.M)) | set(re.findall(r"^([a-z]\w*):", text, re.M))
    there = {name for name in dir(_core) if not name.startswith("__")}
    assert said == there
    for name in ("Settings", "Study", "MeasureRequest"):
        body = re.search(rf"^class {name}:\n((?:    .*\n)+)", text, re.M).group(1)
        said = set(re.findall(r"^    (?:def )?(\w+)[:(]", body, re.M))
        assert said == {each for each in dir(getattr(_core, name)) if not each.startswith("_")}, name


def test_everything_public_is_explained():
    for name in balloon.__all__:
        if name.startswith("__") or isinstance(getattr(balloon, name), str):
            continue
        assert getattr(balloon, name).__doc__, name
    table = (ROOT / "docs/python.md").read_text()
    for name in balloon.__all__:
        assert f"`{name}" in table or f"balloon.{name}" in table, name


def test_snippets_of_the_documentation(tmp_path, monkeypatch):
    """Every block of docs/python.md that is Python runs, one after the other."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    pytest.importorskip("xarray")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/python.md").read_text(), re.M | re.S)
    assert len(blocks) >= 5
    scope = {}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), scope)
