#!/usr/bin/env bash
# The files of the repository, tracked or new, one a line.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git ls-files -co --exclude-standard | while IFS= read -r file; do [[ -f $file ]] && echo "$file"; done | sort -u
else
  find . -type f -not -path './build/*' -not -path './results/*' -not -path '*/node_modules/*' \
       -not -path './.git/*' -printf '%P\n' | sort
fi
