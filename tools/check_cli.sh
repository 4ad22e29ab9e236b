#!/usr/bin/env bash
# check_cli.sh PROGRAM TESTS: the program as a stranger meets it: exit codes, faults, interruption, folders.
# TESTS is the unit tests' program: it makes the absurd scenarios that the program must refuse.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$1 tests=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0 checks=0

# expect CODE WHAT COMMAND...: runs it and compares the exit code; output is in $work/out.
expect() {
  local code=$1 what=$2
  shift 2
  checks=$((checks + 1))
  timeout 120 "$@" >"$work/out" 2>&1 </dev/null
  local found=$?
  if ((found != code)); then
    failures=$((failures + 1))
    echo "$what: exit code $found, not $code"
    head -n 5 "$work/out"
  fi
}
says() {
  checks=$((checks + 1))
  grep -q -- "$1" "$work/out" || { failures=$((failures + 1)); echo "output lacks: $1"; head -n 5 "$work/out"; }
}

for file in tests/bad_input/*.toml; do
  expect 2 "$file" "$program" run "$file" --members 2 --no-report
  says "fault"
done
mkdir "$work/made"
expect 0 "making absurd scenarios" env -u GTEST_TOTAL_SHARDS -u GTEST_OUTPUT BALLOON_MADE_SCENARIOS="$work/made" \
  "$tests" --gtest_filter=BadInput.MadeScenariosAreRefused
made=0
for file in "$work"/made/*.toml; do
  made=$((made + 1))
  expect 2 "$(sed -n '4,$p' "$file" | tr '\n' ' ')" "$program" run "$file" --members 2 --no-report
  says "$(basename "$file"):[0-9]"
done
expect 0 "300 absurd scenarios (made: $made)" test "$made" -ge 300
head -c 10000000 /dev/zero | tr '\0' '[' >"$work/brackets.toml"
expect 2 "10 MB of brackets" "$program" run "$work/brackets.toml" --no-report
expect 2 "no such scenario" "$program" run humala-2021 --no-report
says "humala-2012"
expect 2 "unknown option" "$program" run humala-2012 --membres 3
expect 2 "months reversed" "$program" run history --from 2000 --to 1999 --no-report
expect 2 "unknown outcome" "$program" run history --record coca_aera --no-report
says "coca_area"
expect 2 "no command" "$program"
expect 0 "help" "$program" run --help
says "Examples"
expect 0 "version" "$program" --version

# Every shipped scenario runs.
for file in scenarios/*.toml; do
  name=$(basename "$file" .toml)
  expect 0 "$name" "$program" run "$name" --draws prior --members 4 --to 2020 --no-readings --no-report --json
done

small=(--draws prior --members 8 --to 2014-12 --no-readings --quiet)
expect 0 "a run" "$program" run humala-2012 "${small[@]}" --out "$work/result"
for name in report.html ledger.csv outcomes_summary.csv result.json manifest.json; do
  checks=$((checks + 1))
  [[ -s $work/result/$name ]] || { failures=$((failures + 1)); echo "no $name"; }
done
expect 0 "the same run again" "$program" run humala-2012 "${small[@]}" --out "$work/result"
expect 2 "another run into the same folder" "$program" run humala-2012 "${small[@]}" --seed 3 --out "$work/result"
expect 0 "its report again" "$program" report "$work/result" --lang es --quiet
expect 2 "a folder that is a file" "$program" run humala-2012 "${small[@]}" --out "$work/brackets.toml"
expect 0 "json" "$program" run humala-2012 "${small[@]}" --json --no-report
says '"outcome_hash"'
says '"failed_members"'

expect 0 "a run from what ships" "$program" run humala-2012 --members 4 --to 2014-12 --no-readings --no-report
expect 2 "no such draws" "$program" run humala-2012 --draws "$work/none" --no-report
says "posterior, prior or a folder"
expect 2 "draws that are missing" "$program" run humala-2012 --draws "$work/made" --no-report
says "made/draws.csv: is missing"

# Forecasts: the last year's policy held, and a scenario of the years to come.
expect 0 "a forecast" "$program" forecast --until 2025 --quiet --out "$work/held.json"
says "COL"
expect 0 "a forecast under a scenario" "$program" forecast --until 2025 --scenario coffee-and-cocoa --quiet --out "$work/other.json"
expect 1 "that it differs" cmp -s "$work/held.json" "$work/other.json"
expect 2 "a forecast of the past" "$program" forecast --until 2020
says "a year after the origin"

# Scoring a forecast.
q='{"0.05":1,"0.1":2,"0.25":3,"0.5":4,"0.75":5,"0.9":6,"0.95":7}'
row='{"place":"COL","year":2023,"outcome":"coca_area_unodc_ha","mean":4,"quantiles":'$q'}'
echo "[$row]" >"$work/forecast.json"
expect 0 "a score" "$program" score "$work/forecast.json" data/observations.csv
says "COL .* 252,572"
expect 0 "a score as JSON" "$program" score "$work/forecast.json" data/observations.csv --json
says '"walk_crps"'
printf 'place,year,outcome,value\nPER,2023,coca_area_unodc_ha,9\n' >"$work/observed.csv"
expect 1 "nothing to score" "$program" score "$work/forecast.json" "$work/observed.csv"
says "COL 2023"
echo "[${row/:3,/:1,},$row,{}]" >"$work/forecast.json"
expect 2 "a forecast with faults" "$program" score "$work/forecast.json" "$work/observed.csv"
says "\[0\].quantiles.0.25: below"
says "6 faults"
expect 2 "no forecast" "$program" score "$work/none.json" "$work/observed.csv"

# Ctrl-C: what was finished is written, and marked as partial.
"$program" run humala-2012 --draws prior --members 3000 --no-readings --record coca_area --threads 1 --quiet --out "$work/stopped" >"$work/out" 2>&1 &
pid=$!
sleep 2
kill -INT "$pid"
wait "$pid"
code=$?
checks=$((checks + 2))
((code == 130)) || { failures=$((failures + 1)); echo "Ctrl-C: exit code $code, not 130"; }
grep -q '"partial": true' "$work/stopped/manifest.json" || { failures=$((failures + 1)); echo "Ctrl-C: no partial result"; }

echo "$checks checks, $failures failed"
((failures == 0))
