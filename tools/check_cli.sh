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
# json WHAT: that the output is one document, where something that reads JSON is installed.
json() {
  local reader=(true)
  if command -v node >/dev/null; then reader=(node -e 'JSON.parse(require("fs").readFileSync(0))')
  elif command -v python3 >/dev/null; then reader=(python3 -m json.tool); fi
  checks=$((checks + 1))
  "${reader[@]}" <"$work/out" >"$work/json" 2>&1 || { failures=$((failures + 1)); echo "$1: no JSON"; head -n 3 "$work/json"; }
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
for name in report.html workbook.xlsx zones.geojson ledger.csv outcomes_summary.csv result.json manifest.json; do
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
says "posterior, forecast, prior or a folder"
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

# Panels: the five models on the program's own panel and on a file, each kind of fault with its remedy, folders.
expect 0 "measure" "$program" measure --json --draws 100
json "measure"
for model in SLX SAR SEM SDM SDEM; do says "\"model\": \"$model\""; done
expect 0 "measure --on-model" "$program" measure --on-model --members 4 --json
json "measure --on-model"
reference=tests/reference
panel=(--place place --time time --outcome y --treatment x1 --draws 100 --quiet)
places=(--coordinates "$work/places.csv")
{ cat $reference/places.csv; echo "elsewhere,91,east"; } >"$work/places.csv"
expect 0 "a panel of one's own" "$program" measure $reference/panel.csv "${panel[@]}" "${places[@]}" --controls x2 --out "$work/measured"
says "places.csv: 1 row not of the panel's places is skipped"
for name in report.html estimates.csv measure.json measure.txt manifest.json; do
  checks=$((checks + 1))
  [[ -s $work/measured/$name ]] || { failures=$((failures + 1)); echo "measure --out: no $name"; }
done
expect 2 "another panel into the same folder" "$program" measure $reference/panel.csv "${panel[@]}" "${places[@]}" --out "$work/measured"
says "holds the result of another run"
expect 2 "a panel into a run's folder" "$program" measure --out "$work/result"
says "overwrite"
{ cat $reference/panel.csv; sed -n 2p $reference/panel.csv; } >"$work/twice.csv"
expect 2 "a place and time that stand twice" "$program" measure "$work/twice.csv" "${panel[@]}" "${places[@]}"
says "twice.csv:394: place: a second row for 1 in 2011; the first is on line 2"
sed '5s/,[^,]*$/,"1,5"/' $reference/panel.csv >"$work/cell.csv"
expect 2 "a cell that is no number" "$program" measure "$work/cell.csv" "${panel[@]}" "${places[@]}" --controls x2
says "cell.csv:5: x2: not in plain form; write 1.5"
awk -F, 'NR == 1 { print $0 ",zero,same"; next } { printf "%s,0,%.6f\n", $0, 2 * $4 }' $reference/panel.csv >"$work/columns.csv"
expect 2 "a treatment that is always 0" "$program" measure "$work/columns.csv" "${panel[@]}" "${places[@]}" --treatment zero
says "columns.csv: zero: .* is 0 in all 392 rows.*leave it out"
expect 2 "collinear columns" "$program" measure "$work/columns.csv" "${panel[@]}" "${places[@]}" --controls same
says "columns.csv: same: .*2 times x1; leave one of them out"
expect 2 "weights in parts" "$program" measure $reference/panel.csv "${panel[@]}" "${places[@]}" --weights band:10km
says "weights fall into 49 parts.*--disconnected"
expect 2 "places of another file" "$program" measure $reference/panel.csv "${panel[@]}" --coordinates <(printf 'place,latitude,longitude\nA,1,1\n')
says "none of the panel's 49 places is in the file: the panel has 1, 10 and 11; the file has A"

# Decisions: answers, folders, interruptions, contradictions.
few=(--population 8 --members 8 --fresh 8 --shown 3 --channels 0 --truths 0)
small=("${few[@]}" --generations 2)
expect 0 "problems" "$program" decide --list
says "humala-budget"
expect 0 "decide" "$program" decide humala-budget "${small[@]}" --json
json "decide"
says '"format": "balloon-decision-1"'
expect 0 "decide --out" "$program" decide humala-budget "${small[@]}" --out "$work/decided" --lang es
for name in decision.html decision.json decision.txt strategies.csv manifest.json humala-budget-historical.toml; do
  checks=$((checks + 1))
  [[ -s $work/decided/$name ]] || { failures=$((failures + 1)); echo "decide --out: no $name"; }
done
for strategy in "$work"/decided/humala-budget-s0*.toml; do
  expect 0 "a strategy as a scenario" "$program" run "$strategy" --members 2 --to 2013-12 --no-report
  says "humala-budget-historical"
done
expect 2 "another problem into the same folder" "$program" decide plan-colombia-budget "${small[@]}" --out "$work/decided"
says "holds the result of another run"
# Killed in the middle of the search; the same command goes on to the same answer.
longer=("${few[@]}" --generations 60)
"$program" decide humala-budget "${longer[@]}" --out "$work/killed" --quiet >/dev/null 2>&1 &
pid=$!
for ((i = 0; i < 600; i++)); do [[ -s $work/killed.search ]] && break; sleep 0.1; done
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
expect 0 "a killed search goes on" "$program" decide humala-budget "${longer[@]}" --out "$work/killed"
says "Going on after generation"
expect 0 "the same search at once" "$program" decide humala-budget "${longer[@]}" --out "$work/whole" --threads 1
for name in decision.json strategies.csv; do
  expect 0 "the same $name" cmp "$work/killed/$name" "$work/whole/$name"
done
expect 2 "an unknown problem" "$program" decide humala-budjet
says "humala-budget"
sed 's/^at_least_share = 0.2/at_least = "900 MUSD"/; s/^at_most = "215 MUSD"/at_least = "200 MUSD"/' problems/humala-budget.toml >"$work/contradiction.toml"
expect 2 "strings that take more than the budget" "$program" decide "$work/contradiction.toml" "${small[@]}"
says "cannot pay for what its levers and strings need at least"
expect 2 "a population that its method cannot have" "$program" decide humala-budget --population 10
says "multiple of 4"

# The official open data on coca as a panel.
printf '%s\n' CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO,2019,2020 '05,ANTIOQUIA,5031,AMALFI,191.1,"209,8"' \
  '13,BOLÍVAR,13688,SANTA ROSA DEL SUR,"1,912.6",2.468' '91,AMAZONAS,91263,EL ENCANTO,2.5,- 0' >"$work/open.csv"
expect 0 "an import" "$program" data import "$work/open.csv" --out "$work/coca.csv"
says "3 municipalities, 2 years from 2019 to 2020"
says "2.468 on line 3 is 2468"
expect 0 "what was imported" grep -qx "13688,SANTA ROSA DEL SUR,13,BOLÍVAR,2020,2468" "$work/coca.csv"
expect 1 "an import over a file" "$program" data import "$work/open.csv" --out "$work/coca.csv"
expect 2 "an import over what it reads" "$program" data import "$work/open.csv" --out "$work/open.csv" --overwrite
expect 0 "an import again" "$program" data import "$work/open.csv" --out "$work/coca.csv" --overwrite
sed -i 's/191.1/-191.1/' "$work/open.csv"
expect 2 "a file with a fault" "$program" data import "$work/open.csv" --out "$work/other.csv"
says "open.csv:2: 2019: a dash before anything but 0"
expect 1 "that nothing was written" test -e "$work/other.csv"

quick=(--draws prior --members 4 --to 2014-12 --no-readings --quiet)

# New rows of data: a folder is made, then changed; nothing is written where anything is wrong.
printf '%s\n' place,series,t_start,t_end,value,unit,segment,coverage,source,quality \
  'COL,coca_area_ha,2024-01-01,2024-12-31,261000,ha,simci,full,Made up,assumed' >"$work/new.csv"
printf 'source\nMade up\n' >"$work/sources.csv"
expect 2 "rows of an unknown source" "$program" data add "$work/new.csv" --to "$work/mine"
says "new.csv:2: source: is not in data/sources.csv"
expect 1 "that no folder was made" test -e "$work/mine"
expect 2 "rows for nowhere" "$program" data add "$work/new.csv" --sources "$work/sources.csv"
says "--to"
expect 0 "a trial" "$program" data add "$work/new.csv" --sources "$work/sources.csv" --dry-run
says "nothing was written"
expect 0 "rows into a new folder" "$program" data add "$work/new.csv" --sources "$work/sources.csv" --to "$work/mine"
says "balloon calibrate --origins 2024 --data $work/mine"
expect 0 "the folder is sound" "$program" data --data "$work/mine" check
expect 0 "the same rows again" "$program" data --data "$work/mine" add "$work/new.csv" --json
json "data add"
says '"present"'
sed -i 's/261000/262000/' "$work/new.csv"
expect 2 "a revision that was not asked for" "$program" data add "$work/new.csv" --to "$work/mine"
says "--revise"
expect 0 "a revision" "$program" data add "$work/new.csv" --to "$work/mine" --revise
says "was 261000"
expect 2 "a folder without data" "$program" data add "$work/new.csv" --to "$work/made"
says "no folder of data"
expect 0 "a run with the folder" "$program" run humala-2012 "${quick[@]}" --data "$work/mine" --no-report

# Spanish in the terminal, and no locale anywhere else.
expect 0 "Spanish" "$program" run humala-2012 "${quick[@]}" --lang es --no-report
says "cambio neto de toda la coca"
expect 2 "Spanish faults" "$program" run humala-2021 --lang es --no-report
says "1 error; no se ejecutó nada"
expect 2 "French" "$program" run humala-2012 --lang fr --no-report
if command -v localedef >/dev/null && mkdir "$work/locales" &&
  localedef -i es_PE -f UTF-8 "$work/locales/es_PE.UTF-8" 2>/dev/null; then
  peru=(env LOCPATH="$work/locales" LC_ALL=es_PE.UTF-8 LANG=es_PE.UTF-8)
  expect 0 "a decimal comma" test "$("${peru[@]}" locale decimal_point)" = ,
  expect 0 "without a locale" "$program" run humala-2012 "${quick[@]}" --out "$work/plain"
  expect 0 "with a locale" "${peru[@]}" "$program" run humala-2012 "${quick[@]}" --out "$work/peru"
  for file in "$work"/plain/*; do
    name=$(basename "$file")
    # The seconds of a run differ, and so do manifests with the hash of them.
    [[ $name == manifest.json ]] && continue
    expect 0 "$name is the same in Peru" diff <(grep -av '"seconds"' "$file") <(grep -av '"seconds"' "$work/peru/$name")
  done
  expect 0 "data in Peru" "${peru[@]}" "$program" data --data "$work/mine" check
fi

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
