#!/usr/bin/env bash
# Runs every block of the documents that begins with ```sh run, each in a scratch folder that looks like the
# repository, with build/release first on PATH. A block must exit 0.
#
#   check_docs.sh [FILE.md ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
(($#)) || mapfile -t documents < <(tools/list_files.sh | grep -E '\.md$')
(($# == 0)) || documents=("$@")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PATH=$root/build/release:$PATH

bad=0 count=0
for document in "${documents[@]}"; do
  rm -rf "$scratch/blocks"
  mkdir "$scratch/blocks"
  awk -v out="$scratch/blocks" '
    /^```sh run *$/ { file = sprintf("%s/%06d", out, NR + 1); printf "" > file; next }
    /^```/ { file = "" }
    file != "" { print > file }' "$document"
  for block in "$scratch"/blocks/*; do
    [[ -f $block ]] || continue
    folder=$scratch/folder
    rm -rf "$folder"
    mkdir "$folder"
    for entry in *; do [[ $entry == results ]] || ln -s "$root/$entry" "$folder/$entry"; done
    count=$((count + 1))
    if ! (cd "$folder" && timeout 120 bash -euo pipefail "$block") >"$scratch/log" 2>&1 </dev/null; then
      echo "$document:$((10#$(basename "$block"))): this block fails:"
      sed 's/^/    /' "$block"
      tail -n 10 "$scratch/log"
      bad=1
    fi
  done
done
echo "$count blocks ran"
exit $bad
