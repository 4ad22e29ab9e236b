#!/usr/bin/env bash
# The examples of docs/how-to: zones, a country, a corridor and a market added by data, what they do, what the
# pages say of them, and what is refused.
#
#   tests/neighbours/extensions.sh PROGRAM_OR_BUILD_DIR
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
program=$(realpath "${1:?the path of the program}")
[[ -d $program ]] && program=$program/balloon
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
examples=docs/how-to/examples
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

has() { grep -qF -- "$1" "$2" || { echo "'$1' is not in:"; head -c 600 "$2"; return 1; }; }

# extended NAME DIR: the program's data with the rows of an example.
extended() {
  "$program" data export "$2" >/dev/null && "$examples/lay-over.sh" "$examples/$1/rows" "$2"
}
# simulate DATA OUT ARGS...
simulate() {
  local data=$1 out=$2
  shift 2
  "$program" run "$@" --data "$data" --out "$out" --quiet >"$out.txt" 2>"$out.err"
}
# mean OUT OUTCOME PLACE TIME: from outcomes_summary.csv.
mean() { awk -F, -v o="$2" -v p="$3" -v t="$4" '$2 == o && $3 == p && $4 == t { print $12; exit }' "$1/outcomes_summary.csv"; }
above_zero() { [[ -n $1 ]] && awk -v x="$1" 'BEGIN { exit !(x > 0) }' || { echo "'$1' is not above 0"; return 1; }; }

for example in coca-in-honduras coca-in-mexico air-to-honduras market-of-australia; do
  check "$example: laid over the data" extended $example "$scratch/$example"
  check "$example: data check" "$program" data check --data "$scratch/$example"
done

# --- a zone: the figures that the page quotes
data=$scratch/coca-in-honduras out=$scratch/honduras
check "coca in Honduras: runs" simulate "$data" "$out" $examples/coca-in-honduras/squeeze-colombia.toml --members 100 --to 2023
check "the posterior's ignorance is told" has "knows nothing of HN-NORTH; the middle of their priors is taken" "$out.err"
check "no fall back to the priors" has "calibrated to what was observed up to 2023" "$out.txt"
check "coca grows in the added zone" above_zero "$(mean "$out" coca_area HN-NORTH 2023-12)"
check "the ledger counts Honduras" has "; Honduras " "$out.txt"
check "and so does its table" grep -q 'abroad,HND,ha' "$out/ledger.csv"
check "the report names the zone" has "Northern Honduras" "$out/report.html"
check "the report draws the country, a band without points" grep -q 'Honduras</b> <span[^>]*>thousand ha' "$out/report.html"
sed -n '/^Colombia pulls up/,/^  displaced by country/p' "$out.txt" >"$scratch/quoted"
sed -n '/^Colombia pulls up/,/^  displaced by country/p' docs/how-to/add-a-zone.md >"$scratch/page"
check "docs/how-to/add-a-zone.md quotes this run" diff "$scratch/page" "$scratch/quoted"
awk -F, '$2 == "coca_area" && $4 == "2023-12" && $3 ~ /^HN-/ { printf "%s %s: %.0f ha [%.0f, %.0f]\n", $1, $3, $7, $10, $11 }' \
  "$out/outcomes_summary.csv" >"$scratch/quoted"
sed -n '/^[a-z-]* HN-[A-Z]*: [0-9]* ha/p' docs/how-to/add-a-zone.md >"$scratch/page"
check "and what grows in Honduras" diff "$scratch/page" "$scratch/quoted"

# --- a zone without land changes no byte elsewhere
mkdir -p "$scratch/rows"
sed 's/,15.5,-87.2,12000,/,15.5,-87.2,0,/' $examples/coca-in-honduras/rows/zones.csv >"$scratch/rows/zones.csv"
"$program" data export "$scratch/empty" >/dev/null
cp -r "$scratch/empty" "$scratch/plain"
check "a zone without land: laid over" $examples/lay-over.sh "$scratch/rows" "$scratch/empty"
check "a zone without land: runs" simulate "$scratch/empty" "$scratch/with" humala-2012 --members 8 --no-readings
check "the world without it: runs" simulate "$scratch/plain" "$scratch/without" humala-2012 --members 8 --no-readings
same() { grep -v ',HN-NORTH,' "$1/outcomes_summary.csv" | cmp - "$2/outcomes_summary.csv"; }
check "no figure elsewhere differs" same "$scratch/with" "$scratch/without"
check "and the ledger is the same" cmp "$scratch/with/ledger.csv" "$scratch/without/ledger.csv"

# --- a country
data=$scratch/coca-in-mexico out=$scratch/mexico
check "coca in Mexico: runs" simulate "$data" "$out" no-spray-stop --members 12 --to 2023
check "coca grows there" above_zero "$(mean "$out" coca_area MX-GUERRERO 2023-12)"
check "the ledger names Mexico" has "; Mexico " "$out.txt"
check "the report names the country" has ">Mexico<" "$out/report.html"
check "the report again, in Spanish" "$program" report "$out" --lang es --quiet
check "with the Spanish name" has "México: Sierra de Guerrero" "$out/report.es.html"
"$program" forecast --data "$data" --until 2025 --unobserved --quiet >"$scratch/forecast" 2>&1
check "a forecast lists it" awk '/^coca_area_ha/ { there = 1 } there && $1 == "MEX" { found = 1 } END { exit !found }' "$scratch/forecast"
cat >"$scratch/there.toml" <<'T'
schema = 1
name = "there"
extends = "history"
target = ["MEX"]
window_start = "2016-01"
title = { en = "Mexico pulls up what there is" }
[[lever]]
instrument = "eradication_manual"
place = "MX-GUERRERO"
from = "2016"
to = "2020"
quantity = "200 ha"
per = "year"
T
check "its zones can be the target" simulate "$data" "$scratch/there" "$scratch/there.toml" --against history --members 8 --to 2022
check "and are named" has "Squeezed: 1 zone of Mexico" "$scratch/there.txt"

# --- a corridor
data=$scratch/air-to-honduras out=$scratch/air
check "air to Honduras: runs" simulate "$data" "$out" history --members 12 --to 2023
for year in 1995 2005 2015; do
  check "the corridor carries in $year" above_zero "$(mean "$out" corridor_flow HNAIR $year)"
done
check "and loads are seized" above_zero "$(mean "$out" corridor_seized HNAIR 2015)"
check "the report names it" has "By air to Honduras" "$out/report.html"

# --- a market
data=$scratch/market-of-australia out=$scratch/australia
check "a market for Australia: runs" simulate "$data" "$out" history --members 12 --to 2023
check "it consumes" above_zero "$(mean "$out" consumption AUS 2018)"
check "the report names it" has "Australia and New Zealand" "$out/report.html"

# --- what is refused: refused NAME FILE EDIT PART...: the edit is a sed script or appended rows (+).
refused() {
  local name=$1 file=$2 edit=$3 part
  shift 3
  rm -rf "$scratch/bad"
  cp -r "$scratch/coca-in-honduras" "$scratch/bad"
  if [[ $edit == +* ]]; then printf '%s\n' "${edit#+}" >>"$scratch/bad/model/$file"
  else sed -i "$edit" "$scratch/bad/model/$file"; fi
  if cmp -s "$scratch/bad/model/$file" "$scratch/coca-in-honduras/model/$file"; then echo "nothing was edited"; return 1; fi
  for command in "data check" "run history --members 2 --no-report"; do
    # shellcheck disable=SC2086
    "$program" $command --data "$scratch/bad" >"$scratch/refusal" 2>&1
    [[ $? == 2 ]] || { echo "$command: not exit code 2"; cat "$scratch/refusal"; return 1; }
    for part; do has "$part" "$scratch/refusal" || return 1; done
  done
}
bad() { local words=$1; shift; check "refused: $words" refused "$words" "$@"; }
corridor_row() { printf '%s,%s,x,sea,1,1,1,1,1,1,1,0.1,1,1,1,1,,s,assumed,' "$1" "$2"; }
zone_rows() { for ((i = 0; i < $1; ++i)); do echo "XX-$i,$((1000 + i)),x,XXX,COL,latent,0,-70,1,1,1,0,0,0,0,0,s,assumed,"; done; }

bad "an id that is taken" zones.csv 's/^HN-NORTH,/HN-EAST,/' "data/model/zones.csv:45: id: the id is taken (found HN-EAST)"
bad "a stream that is taken" zones.csv 's/^HN-NORTH,201,/HN-NORTH,41,/' "data/model/zones.csv:45: stream: the stream is taken (found 41)"
bad "an unknown hub" zones.csv '/^HN-NORTH,/s/,HND,COL,/,HND,HND,/' "data/model/zones.csv:45: hub: must be one of COL, PER, BOL (found HND)"
bad "a latitude outside the earth" zones.csv '/^HN-NORTH,/s/,15.5,/,95.5,/' "data/model/zones.csv:45: lat: outside -90 to 90 (found 95.5)"
bad "land below zero" zones.csv '/^HN-NORTH,/s/,12000,/,-1,/' "data/model/zones.csv:45: suitable_ha: outside 0 to 5000000 (found -1)"
bad "an observed zone without an observed area" zones.csv '/^HN-NORTH,/s/,latent,/,observed,/' "data/model/zones.csv:45: kind: zones outside COL, PER and BOL must be latent" "(found observed)"
bad "a 66th zone" zones.csv "+$(zone_rows 22)" "data/model/zones.csv:67: the model holds at most 65 (found 66 rows)"
bad "a country too many" zones.csv "+$(for i in A B C D E; do echo "X$i,90$((36#$i)),x,XX$i,COL,latent,0,-70,1,1,1,0,0,0,0,0,s,assumed,"; done)" \
  "data/model/zones.csv: iso3: the model holds at most 12 (found 13 countries)"
bad "a 17th corridor" corridors.csv "+$(for i in 1 2 3 4 5 6; do corridor_row "C$i" "60$i"; echo; done)" "data/model/corridors.csv:18: the model holds at most 16 (found 17 rows)"
bad "a corridor to an unknown market" corridor_shares.csv '+EPAC,MARS,0.1,s,assumed,' "data/model/corridor_shares.csv:24: market: must be one of USA, EUR, SAM, ROW (found MARS)"
bad "a corridor that no market uses" corridors.csv "+$(corridor_row UNUSED 600)" "corridor: no market used it in 1990" "(found UNUSED)"
bad "shares of a market beyond 1" corridor_shares.csv 's/^EPAC,USA,0.30/EPAC,USA,0.40/' "data/model/corridor_shares.csv: share_1990 of USA: the shares must sum to 1 within 1e-6 (found 1.0"
bad "a market without demand" markets.csv 's/^ROW,4,Rest of the world,0.03/&0/; $aMOON,9,x,0,1,1,0,0,s,assumed,' "data/model/drivers.csv: demand: no rows for MOON"
bad "history in an unknown zone" history.csv '+eradication_manual,HN-WEST,2020-01-01,2020-12-31,1,ha,national,s,assumed,' "data/model/history.csv:1928:" "HN-WEST"
bad "a name of nothing" names.csv '+HN-WEST,x,x,s,assumed,' "data/model/names.csv:3: id: must be one of" "(found HN-WEST)"

# --- the page's instrument is the file that tests/extension compiles
awk '/^```cpp$/ { inside = 1; next } /^```/ { inside = 0 } inside' docs/how-to/add-an-instrument.md >"$scratch/listing"
check "the page's instrument is the one that is tested" diff "$scratch/listing" tests/extension/conservation_payment.inc

counted
