#!/usr/bin/env bash
# python.sh BUILD_DIR: the Python package of a build with -DBALLOON_PYTHON=ON against its program, with
# Debian's Python (python3-pytest, -numpy, -pandas, -xarray, -netcdf4; -matplotlib, mypy, SALib and
# ema_workbench where they are there).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=$(cd "${1:?BUILD_DIR}" && pwd)
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

BALLOON=$build/balloon PYTHONPATH=$build/python PYTHONDONTWRITEBYTECODE=1 \
  "$python" -m pytest -q -p no:cacheprovider --tb=short --junit-xml="$work/tests.xml" tests/python >"$work/log" 2>&1 ||
  cat "$work/log" >&2
"$python" - "$work/tests.xml" <<'PYTHON'
import sys, xml.etree.ElementTree as tree
try:
    suites = tree.parse(sys.argv[1]).getroot().findall("testsuite")
except (OSError, tree.ParseError):
    print("0 passed, 1 failed")
    sys.exit(1)
bad = skipped = 0
for case in suites[0].iter("testcase"):
    wrong = case.find("failure") is not None or case.find("error") is not None
    bad += wrong
    left = case.find("skipped")
    skipped += left is not None
    word = "failed" if wrong else f"skipped ({left.get('message')})" if left is not None else "passed"
    print(f"{case.get('classname').split('.')[-1]}.{case.get('name')}: {word}")
total = int(suites[0].get("tests"))
print(f"{total - bad - skipped} passed, {bad} failed")
sys.exit(1 if bad or total == 0 else 0)
PYTHON
