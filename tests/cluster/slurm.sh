#!/usr/bin/env bash
# slurm.sh BUILD_DIR: tools/cluster/balloon.sbatch in a real Slurm of this one machine. Starts munged, slurmctld
# and slurmd in a temporary folder on ports of its own, submits jobs, compares with the plain program, and stops
# the daemons. Needs root (slurmd does) and Debian's slurm-wlm, munge and openmpi-bin; exit code 3 without.
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(cd "${1:?usage: slurm.sh BUILD_DIR}" && pwd) || exit 2
for program in balloon balloon-mpi; do
  [[ -x $build/$program ]] || { echo "$build has no $program: configure with -DBALLOON_MPI=ON"; exit 2; }
done
if ((EUID != 0)); then echo "not run: slurmd needs root"; exit 3; fi
for tool in munged slurmctld slurmd sbatch mpirun; do
  command -v "$tool" >/dev/null || { echo "not run: no $tool; install slurm-wlm, munge and openmpi-bin"; exit 3; }
done

scratch=$(mktemp -d)
stop_all() {
  local daemon
  if [[ -s $scratch/slurmctld.pid ]]; then timeout 10 scancel --user=root >/dev/null 2>&1; sleep 2; fi
  for daemon in slurmd slurmctld munged; do
    [[ -s $scratch/$daemon.pid ]] && kill "$(cat "$scratch/$daemon.pid")" 2>/dev/null
  done
  sleep 1
  rm -rf "$scratch"
}
trap stop_all EXIT
cd "$scratch"
host=$(hostname -s)
# free_port: a port that nobody listens on.
free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
mkdir state spool
(umask 077; head -c 1024 /dev/urandom >munge.key)
cat >slurm.conf <<CONF
ClusterName=balloon
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$scratch/munge.socket
CredType=cred/munge
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
MpiDefault=none
ReturnToService=2
KillWait=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$scratch/slurm.conf
munged --force --socket="$scratch/munge.socket" --key-file="$scratch/munge.key" --pid-file="$scratch/munged.pid" \
  --log-file="$scratch/munged.log" --seed-file="$scratch/munge.seed" || { echo "munged does not start"; exit 1; }
slurmctld -f "$SLURM_CONF" || { echo "slurmctld does not start"; exit 1; }
slurmd -f "$SLURM_CONF" || { echo "slurmd does not start"; exit 1; }
# wait_for SECONDS COMMAND...
wait_for() {
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do ((SECONDS < end)) || return 1; sleep 0.1; done
}
idle() { sinfo -h -o %T | grep -qx idle; }
wait_for 60 idle || { echo "the node does not become idle:"; tail -n 5 slurmctld.log slurmd.log; exit 1; }

export BALLOON=$build/balloon OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_btl_vader_single_copy_mechanism=none
submit() { sbatch --parsable --output="$scratch/%x-%j.log" "$@"; }
state() { squeue -h -j "$1" -o %T 2>/dev/null; }
ended() { [[ -z $(state "$1") || $(state "$1") =~ ^(COMPLETED|FAILED|CANCELLED|TIMEOUT|NODE_FAIL)$ ]]; }
pending() { [[ $(state "$1") == PENDING ]]; }
hash_of() { grep -o '"outcome_hash": "[0-9a-f]*"' "$1/result.json" | head -n 1; }
script=$root/tools/cluster/balloon.sbatch

# --- run, both ways of starting ranks -------------------------------------------------------------------

run=(run humala-2012 --members 27 --to 2016 --record coca_area --quiet --threads 1)
"$BALLOON" "${run[@]}" --out plain >/dev/null
for launch in srun mpirun; do
  [[ $launch == srun ]] && own="srun --mpi=pmix --kill-on-bad-exit=1" || own=mpirun
  BALLOON_LAUNCH=$own check "run: 2 ranks by $launch" submit --wait --job-name="$launch" "$script" "${run[@]}" --out "$launch"
  check "run: by $launch the outcomes of one process" test "$(hash_of plain)" = "$(hash_of "$launch")"
  check "run: by $launch the same tables" cmp plain/ledger_members.csv "$launch/ledger_members.csv"
done
check "run: an array of two seeds" submit --wait --array=1-2 --ntasks=1 "$script" "${run[@]}" --seed @ --out part-@
"$BALLOON" "${run[@]}" --seed 2 --out seed2 >/dev/null
check "run: its second task is the run of seed 2" cmp seed2/ledger_members.csv part-2/ledger_members.csv

# --- calibrate: told that time is up, killed, and gone on --------------------------------------------------

fit=(calibrate --origins 1996 --structures 0-1 --members 300 --steps 8 --threads 1 --quiet)
"$BALLOON" "${fit[@]}" --out whole
steps_kept() { head -c 2000 "$1" | head -n 1 | grep -o '"replaced":\[[0-9,]*\]' | tr -cd '0-9,' | tr ',' '\n' | grep -c .; }
# kept: finished runs of both structures; begun N: at least so many.
kept() { echo $(($(steps_kept fit/origin-1996-structure-0.ens) + $(steps_kept fit/origin-1996-structure-1.ens))); }
begun() { (($(kept) >= $1)); }
whole() { [[ -e fit/origin-1996-structure-0-fit.csv && -e fit/origin-1996-structure-1-fit.csv ]]; }

job=$(submit --job-name=fit "$script" "${fit[@]}" --out fit)
check "calibrate: begins" wait_for 120 begun 2
scancel --signal=USR1 --batch "$job"  # what --signal=B:USR1@120 sends
check "calibrate: before its time is up it goes back to the queue" wait_for 60 pending "$job"
check "calibrate: its ranks ended by themselves" grep -q 'exit code 130' "fit-$job.log"
check "calibrate: it was not finished" bash -c '! compgen -G "fit/*-fit.csv"'
before=$(kept)
# Slurm lets two minutes pass so that nothing is left of the first start; seen to that, it need not.
wait_for 60 grep -qF "[$job.batch] done with job" slurmd.log
sleep 2
scontrol update jobid="$job" StartTime=now
check "calibrate: started again it goes on" wait_for 240 begun $((before + 2))
scancel --signal=KILL "$job"  # the ranks, as a machine's failure would
check "calibrate: the job ends when its ranks are killed" wait_for 60 ended "$job"
check "calibrate: killed, it was not finished" bash -c '! compgen -G "fit/*-fit.csv"'
check "calibrate: submitted again" submit --wait --job-name=fit "$script" "${fit[@]}" --out fit
check "calibrate: it is finished" whole
check "calibrate: stopped, killed and resumed, the same bytes" diff -r whole fit

job=$(submit --job-name=gone "$script" calibrate --origins 2000 --members 300 --threads 1 --quiet --out gone)
wait_for 60 test -d gone
scancel "$job"
check "scancel: the job ends" wait_for 60 ended "$job"
sleep 2
check "scancel: and is not put back into the queue" test -z "$(squeue -h -j "$job" -t PENDING 2>/dev/null)"

((failed == 0)) || tail -n 20 ./*.log
counted
