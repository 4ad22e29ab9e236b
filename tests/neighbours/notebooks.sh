#!/usr/bin/env bash
# notebooks.sh BUILD_DIR [--write]: executes docs/notebooks with the Python package of a build with
# -DBALLOON_PYTHON=ON and Debian's Python (python3-nbclient, -ipykernel, -matplotlib, -pandas, -xarray).
# --write keeps what came out in the notebooks.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=$(cd "${1:?BUILD_DIR}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYTHONPATH=$build/python PYTHONDONTWRITEBYTECODE=1 PYDEVD_DISABLE_FILE_VALIDATION=1 IPYTHONDIR=$work JUPYTER_CONFIG_DIR=$work TMPDIR=$work
exec "${PYTHON:-/usr/bin/python3}" - "${2:-}" <<'PYTHON'
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

LARGEST = 300_000
passed = failed = 0


def check(what, right, why=""):
    global passed, failed
    passed, failed = passed + bool(right), failed + (not right)
    print(f"{what}: {'passed' if right else 'FAILED ' + why}")


for path in sorted(Path("docs/notebooks").glob("*.ipynb")):
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    if sys.argv[1] != "--write":
        check(f"{path.name} shows its results", all(cell.outputs for cell in cells if cell is not cells[0]))
        check(f"{path.name} is small", path.stat().st_size < LARGEST, f"{path.stat().st_size} bytes")
    why = ""
    try:
        NotebookClient(book, timeout=600, kernel_name="python3", record_timing=False,
                       resources={"metadata": {"path": str(path.parent)}}).execute()
    except CellExecutionError as error:
        why = str(error)
    warnings = [out.text for cell in cells for out in cell.outputs if out.get("name") == "stderr"]
    check(f"{path.name} runs", not why, why)
    check(f"{path.name} warns of nothing", not warnings, "".join(warnings))
    if sys.argv[1] == "--write" and not why:
        nbformat.write(book, path)
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0 or passed == 0)
PYTHON
