#!/usr/bin/env bash
# mpi.sh BUILD_DIR: balloon under mpirun gives the bytes of one process, goes on after a rank was killed, and
# leaves no rank waiting. BUILD_DIR has balloon and balloon-mpi (cmake -DBALLOON_MPI=ON). Needs Open MPI.
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
build=$(cd "${1:?usage: mpi.sh BUILD_DIR}" && pwd) || exit 2
for program in balloon balloon-mpi; do
  [[ -x $build/$program ]] || { echo "$build has no $program: configure with -DBALLOON_MPI=ON"; exit 2; }
done
command -v mpirun >/dev/null || { echo "no mpirun: install openmpi-bin"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
# More ranks than processors, in a container or as root: allowed here alone.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
export OMPI_MCA_btl_vader_single_copy_mechanism=none OMPI_MCA_hwloc_base_binding_policy=none

# on RANKS ARGS...: the plain program under mpirun, or by itself for 0.
on() {
  local ranks=$1; shift
  if ((ranks == 0)); then timeout 300 "$build/balloon" "$@"
  else timeout 300 mpirun -n "$ranks" "$build/balloon" "$@"; fi
}
# A document without what may differ: how long it took, on how many threads, and the hash of a file of that.
timeless() { sed -E 's/"(seconds|threads)": ?[0-9.e+-]+//; /"name": "result.json"/,/}/d' "$1"; }
# same A B: two files or folders are alike; says what differs.
same() {
  if [[ -f $1 ]]; then diff <(timeless "$1") <(timeless "$2") | head -n 5; ((PIPESTATUS[0] == 0)); return; fi
  diff <(cd "$1" && find . -type f | sort) <(cd "$2" && find . -type f | sort) || return 1
  local file
  while IFS= read -r file; do
    if [[ $file == *.json ]]; then same "$1/$file" "$2/$file"; else cmp "$1/$file" "$2/$file"; fi || return 1
  done < <(cd "$1" && find . -type f | sort)
}
# code N COMMAND...: the command ends with that exit code.
code() {
  local wanted=$1; shift
  "$@"; local got=$?
  ((got == wanted)) || { echo "exit code $got, not $wanted"; return 1; }
}
# ranks_of PID: the processes that an mpirun has started.
ranks_of() { pgrep -P "$1" balloon-mpi; }
# wait_for SECONDS CONDITION...
wait_for() {
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do ((SECONDS < end)) || return 1; sleep 0.02; done
}
# start ARGS...: two ranks in the background, their mpirun in $job.
start() {
  timeout 300 mpirun -n 2 "$build/balloon" "$@" >job.log 2>&1 &
  local outer=$!
  wait_for 60 pgrep -P "$outer" mpirun || return 1
  job=$(pgrep -P "$outer" mpirun) waiter=$outer
}

# --- the same bytes -----------------------------------------------------------------------------------

run=(run humala-2012 --members 27 --to 2016 --record coca_area --lanes 4 --quiet)
for ranks in 0 1 2 3; do check "run on $ranks ranks" on $ranks "${run[@]}" --out run$ranks; done
for ranks in 1 2 3; do check "run: $ranks ranks leave the files of one process" same run0 run$ranks; done
on 0 "${run[@]}" --json --no-report >run0.json; on 3 "${run[@]}" --json --no-report >run3.json
check "run: standard output of 3 ranks" same run0.json run3.json
grep -o '"outcome_hash": "[0-9a-f]*"' run0.json | head -n 1 >hash0
check "run: balloon-mpi by itself" bash -c \
  "'$build/balloon-mpi' ${run[*]} --json --no-report | grep -o '\"outcome_hash\": \"[0-9a-f]*\"' | head -n 1 | cmp - hash0"
check "run: more ranks than blocks of members" bash -c \
  "mpirun -n 4 '$build/balloon' run history --members 2 --to 1992 --quiet --out few4 && '$build/balloon' run history --members 2 --to 1992 --quiet --out few0"
check "run: few members, the same files" same few0 few4

fit=(calibrate --origins 1996 --structures 0-1 --members 32 --steps 2 --quiet)
for ranks in 0 2 3; do
  check "calibrate on $ranks ranks" on $ranks "${fit[@]}" --out fit$ranks --write-posterior posterior$ranks
done
for ranks in 2 3; do
  check "calibrate: checkpoints of $ranks ranks" same fit0 fit$ranks
  check "calibrate: draws of $ranks ranks" cmp posterior0/draws.csv posterior$ranks/draws.csv
  check "calibrate: draws for forecasts of $ranks ranks" cmp posterior0/forecast/draws.csv posterior$ranks/forecast/draws.csv
done

split=(decide humala-budget --population 8 --generations 2 --members 16 --fresh 24 --shown 3 --channels 8 --truths 3 --quiet)
for ranks in 0 2 3; do check "decide on $ranks ranks" on $ranks "${split[@]}" --out split$ranks; done
for ranks in 2 3; do check "decide: files of $ranks ranks" same split0 split$ranks; done

why=(explain humala-2012 --method shapley,levers --members 16 --quiet)
for ranks in 0 3; do check "explain on $ranks ranks" on $ranks "${why[@]}" --out why$ranks; done
check "explain: files of 3 ranks" same why0 why3

# --- killed, and gone on ------------------------------------------------------------------------------

long=(calibrate --origins 1996 --structures 0-3 --members 200 --steps 6 --threads 1 --quiet)
steps_kept() { head -c 2000 "$1" | head -n 1 | grep -o '"replaced":\[[0-9,]*\]' | tr -cd '0-9,' | tr ',' '\n' | grep -c .; }
# begun N: every structure's file has N finished runs at least.
begun() { for s in 0 1; do (( $(steps_kept "long/origin-1996-structure-$s.ens") >= $1 )) || return 1; done; }
check "calibrate undisturbed" on 0 "${long[@]}" --out whole
if start "${long[@]}" --out long && wait_for 120 begun 2 && kill -KILL "$(ranks_of "$job" | tail -n 1)"; then
  wait "$waiter"; ended=$?
  check "calibrate: mpirun ends when a rank is killed" test "$ended" -ne 0
  check "calibrate: it was not finished" test ! -e long/origin-1996-structure-3-fit.csv
  check "calibrate: the checkpoints have the finished steps" begun 2
  check "calibrate: the same command goes on" on 2 "${long[@]}" --out long
  check "calibrate: killed and resumed, the same bytes" same whole long
else
  check "calibrate: a rank could be killed" false
fi
stamp=$(stat -c %Y.%Z long/* | md5sum)
check "calibrate: again, with nothing to do" on 2 "${long[@]}" --out long
check "calibrate: finished files are left alone" test "$stamp" = "$(stat -c %Y.%Z long/* | md5sum)"

if start "${split[@]}" --out cut && wait_for 120 test -s cut.search && kill -KILL "$(ranks_of "$job" | head -n 1)"; then
  wait "$waiter"
  check "decide: killed during the search, its state is kept" test -s cut.search
  check "decide: the same command goes on" on 2 "${split[@]}" --out cut
  check "decide: killed and resumed, the same bytes" same split0 cut
else
  check "decide: a rank could be killed" false
fi

# --- nobody waits for ever ------------------------------------------------------------------------------

if start run history --members 100000 --record coca_area --to 1999 --threads 1 --out partial; then
  wait_for 60 test "$(ranks_of "$job" | wc -l)" -eq 2
  sleep 2
  kill -TERM $(ranks_of "$job")
  wait "$waiter"; ended=$?
  check "run: stopped by SIGTERM with exit code 130" test "$ended" -eq 130
  check "run: what was finished is kept and marked" grep -q '"partial": true' partial/manifest.json
else
  check "run: could be started" false
fi
check "bad input: exit code 2" code 2 on 2 run no-such-scenario --no-report
on 3 run no-such-scenario --no-report >bad.log 2>&1
check "bad input: its faults are told once" test "$(grep -c 'nothing was run' bad.log)" -eq 1
sed 's/2012/2013/' <("$build/balloon" scenarios --show humala-2012) >other.toml
timeout 60 mpirun -n 1 "$build/balloon" run humala-2012 --members 8 --no-report --quiet : \
  -n 1 "$build/balloon" run ./other.toml --members 8 --no-report --quiet >other.log 2>&1; ended=$?
check "ranks with other input: all end" test "$ended" -eq 1
check "ranks with other input: said so" grep -q 'ranks differ in what they have read' other.log
timeout 60 mpirun -n 2 "$build/balloon" run humala-2012 --members 8 --no-report --quiet : \
  -n 1 "$build/balloon" run no-such-scenario --no-report >one.log 2>&1; ended=$?
check "one rank fails: all end" test "$ended" -ne 0 -a "$ended" -ne 124
check "one rank fails: its words are told" grep -q 'rank 2: .*no-such-scenario' one.log
"$build/balloon" model order >order0; on 3 model order >order3
check "commands that are not shared run once" cmp order0 order3
mkdir alone && cp "$build/balloon" alone/
mpirun -n 2 alone/balloon model order >alone.log 2>&1; ended=$?
check "without balloon-mpi: exit code 2" test "$ended" -eq 2
check "without balloon-mpi: says what to build" grep -q 'BALLOON_MPI=ON' alone.log

counted
