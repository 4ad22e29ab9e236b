#!/usr/bin/env bash
# hash_matrix.sh [--all] [SCENARIO ...]
#
# The same scenario must give the same outcomes, byte for byte, for every lane width, thread count,
# instruction set, compiler and optimisation, and in WebAssembly. Prints one row per scenario and build, and
# last "N passed, N failed", counting every run. Builds that are not there are left out.
#
#   default   the first three scenarios; all widths, threads 1 2 3; clang++ under the sanitizers
#   --all     every scenario, more members and months; clang++ as users would build it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

members=16 from=2012-01 to=2016-12 scenarios=() all=''
while (($#)); do
  case $1 in
    --all) all=1 members=13 from=1990-01 to=2023-12 ;;  # 13: no width divides it
    *) scenarios+=("$1") ;;
  esac
  shift
done
if ((${#scenarios[@]} == 0)); then
  mapfile -t scenarios < <(find scenarios -name '*.toml' | sed 's|.*/||; s|\.toml$||' | LC_ALL=C sort)
  if [[ -z $all && ${#scenarios[@]} -gt 3 ]]; then
    # The shortest path through unlike things: what ./dev run shows, then the first and last by name.
    first=${scenarios[0]} last=${scenarios[-1]} shown=humala-2012
    [[ -f scenarios/$shown.toml ]] || shown=${scenarios[1]}
    scenarios=("$first" "$shown" "$last")
  fi
fi

# name|command, where the command takes the arguments of `balloon run`
builds=()
add() { if [[ -e $2 ]]; then builds+=("$1|${3:-} $2 ${4:-}"); else echo "not built: $1 ($2)"; fi; }
add 'g++ -O3' build/test/balloon '' 'run --draws prior'
add 'g++ -O1' build/test/balloon_parity_other
if [[ -n $all ]]; then
  add 'clang++ -O3' build/clang/balloon '' 'run --draws prior'
  add 'clang++ -O1' build/clang/balloon_parity_other
else  # a second build by clang++ is spared: its sanitized one has both
  add 'clang++ -O3' build/asan/balloon_parity_other
  add 'clang++ -O1' build/asan/balloon_parity
fi
add 'wasm' build/wasm/balloon_parity.js node
((${#builds[@]})) || { echo "nothing to compare"; exit 1; }

# Each combination is "lanes threads [arch]"; the program has --arch where several kernels share a width.
combinations=()
for lanes in 1 2 4 8; do for threads in 1 2 3; do combinations+=("$lanes $threads"); done; done
if build/test/balloon run --help 2>/dev/null | grep -q -- '--arch'; then
  combinations+=("1 2 v2" "2 2 v2" "4 2 v2")
fi
wasm_combinations=("1 1" "2 1" "4 1")

hash() {  # hash COMMAND SCENARIO LANES [THREADS [ARCH]]
  local out
  # shellcheck disable=SC2086  # the command is words
  out=$($1 "$2" --members "$members" --from "$from" --to "$to" --lanes "$3" ${4:+--threads $4} \
        ${5:+--arch $5} --json --no-report 2>&1) || { echo "error: $(tail -n 1 <<<"$out" | cut -c1-100)"; return; }
  out=$(grep -o '"outcome_hash": *"[^"]*"' <<<"$out" | head -n 1 | sed 's/.*"\([^"]*\)"$/\1/') || true
  echo "${out:-no outcome_hash}"
}
export -f hash
export members from to

# Every run, in parallel over as many processes as asked; each uses up to three threads of its own.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0
{
  for scenario in "${scenarios[@]}"; do
    for build in "${builds[@]}"; do
      name=${build%%|*} list=("${combinations[@]}")
      [[ $name == wasm ]] && list=("${wasm_combinations[@]}")
      for combination in "${list[@]}"; do
        read -r lanes threads arch <<<"$combination"
        number=$((number + 1))
        printf '%06d\t%s\t%s\t%s\t%s\t%s\t%s\n' $number "$scenario" "$name" "${build#*|}" "$lanes" "$threads" "$arch"
      done
    done
  done
} >"$work/runs"
one() {
  local number scenario name command lanes threads arch
  IFS=$'\t' read -r number scenario name command lanes threads arch <<<"$1"
  printf '%s\t%s\t%s\tW=%s T=%s%s\t%s\n' "$number" "$scenario" "$name" "$lanes" "$threads" \
    "${arch:+ $arch}" "$(hash "$command" "$scenario" "$lanes" "$threads" "$arch")"
}
export -f one
tr '\n' '\0' <"$work/runs" | xargs -0 -r -P "${BALLOON_JOBS:-2}" -I{} bash -c 'one "$1"' - {} | sort >"$work/out"

awk -F'\t' '
  function flush() { if (row != "") printf "%-36s %-12s %-18s %3d of %d%s\n", scenario, build, row, same, runs, bad }
  BEGIN { printf "%-36s %-12s %-18s %s\n", "scenario", "build", "hash", "equal" }
  $2 != scenario { flush(); row = ""; scenario = $2; reference = $5; build = "" }
  $3 != build { flush(); build = $3; row = $5; same = runs = 0; bad = "" }
  {
    runs++
    if ($5 == reference && $5 ~ /^[0-9a-f]+$/) { same++; passed++ }
    else { failed++; bad = bad "\n    " $4 ": " $5 }
  }
  END { flush(); printf "%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }
' "$work/out"
