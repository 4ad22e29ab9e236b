#!/usr/bin/env bash
# faults.sh BUILD_DIR: bad luck as the shell sees it: an output that nobody takes, streams that are closed, a
# full disk (as root, in a small file system), no permission (as root, by setpriv), numbers that are none.
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
(($# == 1)) || { echo "faults.sh BUILD_DIR" >&2; exit 2; }
build=$(cd "$1" && pwd) || exit 2
export PATH=$build:$PATH
scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'umount "$scratch/small" 2>/dev/null; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

# ends CODE TEXT COMMAND...: exit code, and a part of what stderr says.
ends() {
  local code=$1 text=$2 got
  shift 2
  "$@" 2>said
  got=$?
  ((got == code)) || { echo "        exit code $got"; cat said; return 1; }
  grep -qF -e "$text" said || { cat said; return 1; }
}
to_full() { "$@" >/dev/full; }
to_closed() { "$@" >&-; }
short=(run humala-2012 --members 2 --to 2013 --quiet)

# --- stdout and stderr ----------------------------------------------------------------------------------
for command in scenarios "model order" "data list" "decide --list" --version "scenarios --schema" "manual"; do
  # shellcheck disable=SC2086
  check "$command to a full disk" ends 1 "cannot write all of the output" to_full balloon $command
  # shellcheck disable=SC2086
  check "$command to a closed stdout" ends 1 "cannot write all of the output" to_closed balloon $command
done
check "a run to a closed stdout" ends 1 "stdout" to_closed balloon "${short[@]}" --out closed
check "and its files are whole" grep -q '"program": "balloon"' closed/manifest.json
deaf() { balloon run humala-2012 --members 2 --to 2013 --out deaf >/dev/null 2>/dev/full; }
check "a full disk behind stderr loses no result" deaf
check "which is there" test -f deaf/report.html
quiet_fault() { balloon run nothing 2>/dev/full; (($? == 2)); }
check "nor the exit code of a fault" quiet_fault

# --- numbers that are none -------------------------------------------------------------------------------
for seed in -1 nan 1e3 99999999999999999999; do
  check "seed $seed" ends 2 "--seed" balloon run humala-2012 --seed "$seed" --no-report
done
check "ratio nan" ends 2 "--ratio: Value nan not in range 0.1 to 1" balloon calibrate --ratio nan
check "weights nan" ends 2 "--weights" balloon calibrate --weights nan,0,0,0,0,1
check "step nan" ends 2 "--step" balloon explain humala-2012 --step nan

# --- members of a calibration that are none --------------------------------------------------------------
mkdir ens
head='{"format":"balloon-ensemble-1","key":"k","origin":1996,"structure":0,"rows":2,"columns":3,"misfit":[],"replaced":[]}'
for s in 0 1 2 3 4 5; do { echo "$head"; head -c 48 /dev/zero; } >"ens/origin-1996-structure-$s.ens"; done
check "members of too few unknowns" ends 2 "has 2 unknowns" balloon forecast --from ens --origin 1996 --until 1998
check "members under another name" ends 2 "not those of its name" balloon forecast --from ens --origin 1996 --until 1998

# --- folders -----------------------------------------------------------------------------------------------
ln -s "$scratch/gone" dangling
check "a link to nothing" ends 2 "is a link to" balloon "${short[@]}" --out dangling
mkdir pipe && mkfifo pipe/datapackage.json
check "a pipe in a folder of data" ends 2 "cannot be read" timeout 20 balloon data --data pipe list

if ((EUID == 0)); then
  nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
  check "no permission is said before anything is run" ends 2 "Permission denied" nobody "$build/balloon" "${short[@]}" --out no
  check "as for a posterior" ends 2 "Permission denied" \
    nobody "$build/balloon" calibrate --origins 1996 --out /tmp --write-posterior "$scratch/no"
  mkdir small
  if mount -t tmpfs -o size=256k none small 2>/dev/null; then
    head -c 240000 /dev/zero >small/fill
    check "a forecast on a full disk" ends 1 "No space left" balloon forecast --until 2030 --out small/f.json --quiet
    check "leaves nothing under its name" test ! -e small/f.json
    check "an export on a full disk" ends 1 "No space left" balloon data export small/data
    check "leaves no half package" test ! -e small/data
    check "a run on a full disk" ends 1 "No space left" balloon "${short[@]}" --out small/run
    check "leaves no folder" test ! -e small/run
    check "a calibration on a full disk" ends 1 "No space left" \
      balloon calibrate --members 20 --steps 1 --structures 0 --origins 1996 --out small/cal --quiet
  fi
fi
counted
