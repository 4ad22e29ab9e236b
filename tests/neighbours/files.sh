#!/usr/bin/env bash
# The files of a run in foreign programs: ncdump, xarray, JSON Schema, LibreOffice.
#
#   files.sh PROGRAM_OR_BUILD_DIR
#
# Debian: netcdf-bin libreoffice-calc-nogui unzip python3-{jsonschema,netcdf4,xarray}
set -euo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
program=$(realpath "$1")
[[ -d $program ]] && program=$program/balloon
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() { "$program" run humala-2012 --members 24 --quiet --out "$work/$1" "${@:2}"; }
check "a run of 24 members" run a
check "a second one" run b
check "one in Spanish" run es --lang es

for name in workbook.xlsx zones.geojson; do
  check "two runs give the same bytes of $name" cmp "$work/a/$name" "$work/b/$name"
done

# --- ncdump ------------------------------------------------------------------------------------------
header() { ncdump -h "$work/a/ensemble.nc" >"$work/header"; }
check "ncdump reads the header of ensemble.nc" header
check "ncdump: 24 members" grep -q 'member = 24 ;' "$work/header"
for dimension in scenario time bnds year zone hub corridor market group donor country parameter switch; do
  check "ncdump: dimension $dimension" grep -qE "^	$dimension = [0-9]+ ;" "$work/header"
done
check "ncdump: format_version" grep -q ':format_version = "balloon-ensemble-1"' "$work/header"
check "ncdump: coca_area by scenario, member, time, zone" \
  grep -q 'float coca_area(scenario, member, time, zone)' "$work/header"

# --- Python: schemas, CF, xarray, the parts of the workbook ----------------------------------------
/usr/bin/python3 tests/neighbours/files_check.py "$work/a" docs/schemas >"$work/python" 2>&1 || true
sed -n '/^\(ok \|FAILED\)/p' "$work/python"
ok=$(grep -c '^ok ' "$work/python" || true) bad=$(grep -c '^FAILED' "$work/python" || true)
if ! grep -q 'manifest.json lists every file' "$work/python"; then  # it ends with that
  bad=$((bad + 1))
  echo "FAILED the checks in Python stopped early"
  tail -n 5 "$work/python"
fi
passed=$((passed + ok)) failed=$((failed + bad))

# --- LibreOffice -----------------------------------------------------------------------------------
office() {
  soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to "$1" --outdir "$work/office" "$2"
}
check "LibreOffice prints the workbook" office pdf "$work/a/workbook.xlsx"
check "it is a PDF of some pages" test "$(wc -c <"$work/office/workbook.pdf")" -gt 100000
check "LibreOffice saves its first sheet as CSV" office "csv:Text - txt - csv (StarCalc):44,34,76,1" "$work/a/workbook.xlsx"

# figure NAME KEY: the CSV's median of a key figure is that of result.json.
figure() {
  /usr/bin/python3 - "$work" "$1" "$2" <<'PY'
import csv, json, sys
work, name, key = sys.argv[1:]
row = json.load(open(f"{work}/a/result.json"))["ledger"]["rows"][-1]
seen = [r[2:7] for r in csv.reader(open(f"{work}/office/workbook.csv", encoding="utf-8")) if r and r[0] == name]
figures = [f"{round(row[key][k]):,}" for k in ("median", "low50", "high50", "low90", "high90")]
print(seen, figures)
sys.exit(seen != [figures])
PY
}
check "its net change is that of result.json" figure "Net change of the region" net_ha
check "its gross removal is that of result.json" figure "Gross removal in the target" gross_ha

# sheets FOLDER NAME...: the workbook has just these sheets in this order.
sheets() {
  local folder=$1
  shift
  unzip -p "$work/$folder/workbook.xlsx" xl/workbook.xml | grep -o '<sheet name="[^"]*"' |
    sed 's/.*"\(.*\)"/\1/' | diff - <(printf '%s\n' "$@")
}
check "sheets in English" sheets a Summary Ledger "Areas by country" Zones Prices "Flows by corridor" Seizures \
  Consumption Money Harms Structures Observed Notes
check "sheets in Spanish" sheets es Resumen Balance "Áreas por país" Zonas Precios "Flujos por corredor" \
  Incautaciones Consumo Dinero Daños Estructuras Observado Notas

# --- A disk that fills up --------------------------------------------------------------------------
full() {  # no file over 100 kB
  local status=0
  (ulimit -f 100; trap '' XFSZ; "$program" run humala-2012 --members 4 --quiet --out "$work/full") || status=$?
  ((status == 1)) && [[ ! -e $work/full ]]
}
check "a full disk ends with exit code 1 and leaves nothing" full

counted
