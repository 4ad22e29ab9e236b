#!/bin/sh
# Lays the rows of an example over exported tables of the model:
#   lay-over.sh ROWS DIR      (ROWS/zones.csv over DIR/model/zones.csv, and so on)
# A row whose key stands in the table takes its place; any other is put at the end. A table that DIR
# lacks is copied.
set -eu
rows=$1 model=$2/model
for new in "$rows"/*.csv; do
  table=$model/$(basename "$new")
  case $(basename "$new" .csv) in
    corridor_shares) key=2 ;;  # corridor and market
    drivers) key=3 ;;          # series, place and year
    history) key=0 ;;          # none: every row is a further one
    *) key=1 ;;                # id
  esac
  if [ ! -f "$table" ]; then cp "$new" "$table"; continue; fi
  awk -F, -v columns=$key '
    function key_of(line,  cell, k, text) {
      split(line, cell, ",")
      text = ""
      for (k = 1; k <= columns; ++k) text = text cell[k] ","
      return columns > 0 ? text : "row " NR
    }
    FNR == 1 { if (NR == FNR) head = $0
               else { if ($0 != head) { print FILENAME ": other columns than the rows" > "/dev/stderr"; exit 1 }
                      print }
               next }
    NR == FNR { row[key_of($0)] = $0; order[++count] = key_of($0); next }
    { k = key_of($0); if (columns > 0 && k in row) { print row[k]; used[k] = 1 } else print }
    END { for (i = 1; i <= count; ++i) if (!(order[i] in used)) print row[order[i]] }' "$new" "$table" >"$table.new"
  mv "$table.new" "$table"
done
