#!/usr/bin/env bash
# Runs the R blocks of docs/r.md in one session on a run's files, and holds what they find against result.json.
#
#   r.sh PROGRAM_OR_BUILD_DIR
#
# Debian: r-base-core r-cran-{ncdf4,readr,stars,terra}
set -euo pipefail
program=$(realpath "$1")
[[ -d $program ]] && program=$program/balloon
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
page=$PWD/docs/r.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$program" run humala-2012 --members 24 --quiet >/dev/null

# One script: each block, then a line that says so.
awk '
  /^```r$/ { inside = 1; next }
  /^```/ { if (inside) printf "cat(\"block %d\\n\", file = stderr())\n", ++count; inside = 0 }
  inside { print }
  END { print count > "count" }' "$page" >session.R
blocks=$(cat count)

# Numbers of result.json, for the last checks.
/usr/bin/python3 - >expected.R <<'PY'
import json
row = json.load(open("results/humala-2012/result.json"))["ledger"]["rows"][-1]
for name, value in {"net_median": row["net_ha"]["median"], "net_low90": row["net_ha"]["low90"],
                    "net_high90": row["net_ha"]["high90"], "low_structure": row["net_ha_between_structures"][0],
                    "high_structure": row["net_ha_between_structures"][1], "gain_mean": row["gain_ha"]["mean"]}.items():
    print(f"expected_{name} <- {value!r}")
PY
cat expected.R - >>session.R <<'R'
same <- function(what, x, y) cat(if (isTRUE(all.equal(unname(x), y, tolerance = 1e-5))) "same" else "other", what, x, y, "\n", file = stderr())
same("median", median(net), expected_net_median)
same("low90", quantile(net, 0.05), expected_net_low90)
same("high90", quantile(net, 0.95), expected_net_high90)
same("lowest-structure", min(by_structure), expected_low_structure)
same("highest-structure", max(by_structure), expected_high_structure)
same("gain", mean(gain), expected_gain_mean)
R
Rscript --vanilla session.R >out 2>err || true

passed=0 failed=0
say() {  # WHAT GOOD
  if (($2)); then passed=$((passed + 1)); echo "ok     $1"; else failed=$((failed + 1)); echo "FAILED $1"; fi
}
done_blocks=$(grep -c '^block ' err || true)
for ((i = 1; i <= blocks; ++i)); do say "docs/r.md: R block $i" $((i <= done_blocks)); done
for what in median low90 high90 lowest-structure highest-structure gain; do
  say "R and result.json agree: $what" "$(grep -c "^same $what " err || true)"
done
for picture in peru.png zones.png; do say "R drew $picture" "$([[ -s $picture ]] && echo 1 || echo 0)"; done
((failed == 0)) || grep -v '^block ' err | tail -n 10
[[ -z ${KEEP_PICTURES:-} ]] || cp ./*.png "$KEEP_PICTURES"
echo "$passed passed, $failed failed"
((failed == 0))
