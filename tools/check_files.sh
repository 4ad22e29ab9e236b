#!/usr/bin/env bash
# Files stay findable: no two sources share a name, none is long without saying why ("Long because" in its
# first ten lines), text is UTF-8 with LF line ends, the map of folders is true.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bad=0
fault() { echo "$*"; bad=1; }

while IFS= read -r name; do
  fault "two files are named $name: $(tools/list_files.sh | grep -E "(^|/)$name\$" | tr '\n' ' ')"
done < <(tools/list_files.sh | grep -E '\.(cpp|hpp)$' | sed 's|.*/||' | sort | uniq -d)

while IFS= read -r file; do
  lines=$(wc -l <"$file")
  if ((lines > 500)) && ! head -n 10 "$file" | grep -q 'Long because'; then
    fault "$file has $lines lines: split it, or say 'Long because ...' in its first lines"
  fi
done < <(tools/list_files.sh | grep -E '\.(cpp|hpp|sh|py|ts|js|svelte|css|cmake)$|(^|/)(dev|CMakeLists\.txt)$')

while IFS= read -r file; do
  if grep -q $'\r' "$file"; then fault "$file has CR line ends"; fi
  iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1 || fault "$file is not UTF-8"
done < <(tools/list_files.sh | grep -E '\.(cpp|hpp|sh|py|ts|js|svelte|css|cmake|toml|md|csv|json)$|(^|/)dev$')
# The map of folders in docs/design.md is true: `apps` by its folders, the others as they are.
map=$(sed -n '/^## Where things are/,/^## /p' docs/design.md | sed -nE 's|^([a-z]+(/[a-z]+)?)/  .*|\1|p' | sort)
folders=$(tools/list_files.sh | grep -v '^\.' | sed -nE 's|^(apps/[^/]+)/.*|\1|p; t; s|^([^/]+)/.*|\1|p' | sort -u)
while IFS= read -r folder; do
  fault "docs/design.md, \"Where things are\", and the folders differ: $folder"
done < <(comm -3 <(echo "$map") <(echo "$folders") | tr -d '\t')
exit $bad
