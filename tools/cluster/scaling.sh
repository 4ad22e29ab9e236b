#!/usr/bin/env bash
# scaling.sh BUILD_DIR [ROUNDS [MEMBERS]]: wall time of run (of 2000 members) and calibrate (of MEMBERS / 10) on 1 and 2
# ranks of one thread, all of ROUNDS (5) with the best first.
# Rounds go through all cases in turn, so that other work on the machine hits them alike. For docs/cluster.md.
set -euo pipefail
build=$(cd "${1:?usage: scaling.sh BUILD_DIR [ROUNDS [MEMBERS]]}" && pwd)
rounds=${2:-5} members=${3:-2000}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_btl_vader_single_copy_mechanism=none

# simulate RANKS MEMBERS: seconds that the program says the simulation took.
simulate() {
  mpirun -n "$1" "$build/balloon-mpi" run humala-2012 --no-readings --members "$2" --record coca_area --threads 1 \
    --no-report --json --quiet | sed -n 's/^  "seconds": \([0-9.]*\),/\1/p'
}
# fit RANKS STRUCTURES: seconds of wall time of a calibration.
fit() {
  local from; from=$(date +%s.%N)
  rm -rf fit
  mpirun -n "$1" "$build/balloon-mpi" calibrate --origins 2005 --structures "$2" --members $((members / 10)) --steps 2 --threads 1 \
    --quiet --out fit
  echo "$(date +%s.%N) $from" | awk '{ print $1 - $2 }'
}
cases=("simulate 1 $members" "simulate 2 $members" "simulate 1 $((members / 2))" "fit 1 0-3" "fit 2 0-3" "fit 1 0-1")
for ((round = 0; round < rounds; ++round)); do
  for case in "${cases[@]}"; do printf '%s\t%s\n' "$case" "$($case)"; done
done | sort -t $'\t' -k 1,1 -k 2,2g | awk -F '\t' '
  $1 != last { printf "%s%-18s %8.2f s, all:", (NR > 1 ? "\n" : ""), $1, $2; last = $1 }
  { printf " %.2f", $2 }
  END { print "" }'
