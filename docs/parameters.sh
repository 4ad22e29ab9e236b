#!/bin/sh
# Makes docs/parameters.md from the program's own records:
#   docs/parameters.sh > docs/parameters.md      (with build/release/balloon built, or balloon on PATH)
# One record is one object of `balloon model --json`, one key a line.
set -eu
here=$(dirname "$0")
program=balloon
[ -x "$here/../build/release/balloon" ] && program=$here/../build/release/balloon

cat <<'TEXT'
# Parameters, outcomes, instruments

This page is made by `docs/parameters.sh` from what `balloon model --json` prints, that is from `model/parameters.def`,
`model/outcomes.def` and `model/instruments.def`. Do not edit it. `balloon model parameters`, `balloon model outcomes` and
`balloon model instruments` print the same in a terminal.

## How to read the parameters

Each member of an ensemble draws every parameter once from its prior.

| prior | low, middle, high |
| --- | --- |
| triangular | least value, mode, greatest value |
| normal, lognormal | 5 % point, median, 95 % point; two half-distributions that meet at the median, so the sides may differ |
| share | the same on the logit scale |
| fixed | the middle is the value |

| basis | meaning |
| --- | --- |
| seen | the figure was read in the source named or in a copy of it |
| recalled | from general knowledge of the source, not read again |
| assumed | a judgement; the source column says on what ground |
| weak | its mechanism has fewer than five observations |

**These are priors.** What calibration made of them is in `data/posterior` and [validation.md](validation.md). Several priors were set after looking at the history that the model is compared with, so a good fit to it
is not evidence for them. Draws are independent: the priors know no correlation. Sources that name `model.md`, `literature.md`,
`parameters.csv` and "three-country experiment" mean the working papers from which this program was specified, which are not in
this repository. A level other than global says what a parameter is about; a member still has one value of it.

TEXT
"$program" model --json | awk '
  function text(line) {
    sub(/^[^:]*: /, "", line); sub(/,$/, "", line)
    if (line ~ /^"/) { sub(/^"/, "", line); sub(/"$/, "", line); gsub(/\\"/, "\"", line); gsub(/\|/, "\\|", line) }
    return line
  }
  function number(x) { return sprintf("%.6g", x + 0) }
  function flush(   row) {
    if (section == "parameters")
      row = "| `" v["name"] "` | " v["symbol"] " | " v["unit"] " | " v["level"] " | " v["prior"] " | " number(v["low"]) ", " \
            number(v["middle"]) ", " number(v["high"]) " | " v["basis"] " | " v["meaning"] " | " v["source"] " |"
    else if (section == "outcomes")
      row = "| `" v["name"] "` | " v["place"] " | " v["cadence"] (v["flow"] == "true" ? " flow" : " level") " | " v["unit"] " | " \
            v["meaning"] (v["weak"] == "true" ? " (weakly informed)" : "") " |"
    else if (section == "instruments")
      row = "| `" v["name"] "` | " v["place"] " | " v["unit"] (v["flow"] == "true" ? ", total over dates" : ", held") \
            (v["money"] == "true" ? ", or money" : "") " | " number(v["upper"]) " | " v["meaning"] " |"
    else return
    key = section == "parameters" ? v["mechanism"] : ""
    if (!(section SUBSEP key in rows)) { order[section, ++count[section]] = key }
    rows[section, key] = rows[section, key] row "\n"
    total[section]++
  }
  /^  "[a-z]*": \[/ { section = $1; gsub(/[":]/, "", section); next }
  /^    \{/ { split("", v); next }
  /^    \}/ { flush(); next }
  /^      "/ { name = $1; gsub(/[":]/, "", name); v[name] = text($0) }
  END {
    print "## Parameters\n\n" total["parameters"] " records, by mechanism."
    for (i = 1; i <= count["parameters"]; ++i) {
      key = order["parameters", i]
      print "\n### " key "\n"
      print "| name | symbol | unit | level | prior | low, middle, high | basis | meaning | source |"
      print "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
      printf "%s", rows["parameters", key]
    }
    print "\n## Outcomes\n\n" total["outcomes"] " records. A yearly flow is the sum of a calendar year, a yearly level that of December."
    print "\n| name | by | cadence | unit | meaning |\n| --- | --- | --- | --- | --- |"
    printf "%s", rows["outcomes", ""]
    print "\n## Instruments\n\n" total["instruments"] " levers. The limit is the largest quantity accepted a year (or level): a check against slips."
    print "\n| name | by | unit | limit | meaning |\n| --- | --- | --- | --- | --- |"
    printf "%s", rows["instruments", ""]
  }'
cat <<'TEXT'

## Is this page up to date?

`./dev check` runs this; where it fails, run `docs/parameters.sh > docs/parameters.md`.

```sh run
docs/parameters.sh | diff docs/parameters.md - >/dev/null
```
TEXT
