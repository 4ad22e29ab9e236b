#!/usr/bin/env bash
# Lines of code by room and language, without blank lines and lines that are comment alone.
# Not counted: data/, scenarios/, problems/, documents, golden and reference files, lists that npm writes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tools/list_files.sh |
  grep -E '\.(cpp|hpp|def|py|R|ts|mjs|js|svelte|css|html|sh|cmake|in)$|(^|/)(dev|CMakeLists\.txt)$' |
  grep -vE '^(data|scenarios|problems|docs|tests/golden)/' | tr '\n' '\0' | xargs -0 awk '
  FNR == 1 {
    n = split(FILENAME, part, "/")
    room = n == 1 ? "(root)" : part[1] ~ /^(apps|tests)$/ ? part[1] "/" part[2] : part[1]
    if (n == 2 && part[1] == "tests") room = "tests"
    kind = FILENAME
    sub(/.*[.\/]/, "", kind)
    language = kind ~ /^(cpp|hpp|def)$/ ? "C++" : kind == "py" ? "Python" : kind == "R" ? "R" \
      : kind ~ /^(ts|mjs|js)$/ ? "TypeScript" : kind == "svelte" ? "Svelte" \
      : kind ~ /^(css|html)$/ ? "CSS, HTML" : kind ~ /^(sh|dev)$/ ? "Shell" : "CMake"
    mark = language ~ /^(C\+\+|TypeScript)$/ ? "^[ \t]*(//|/?\\*( |/|\\*|$))" \
      : language ~ /^(Svelte|CSS, HTML)$/ ? "^[ \t]*(//|/\\*|<!--)" : "^[ \t]*#"
    ++files[room, language]; rooms[room]; ++all_files[language]
  }
  /^[ \t]*$/ || $0 ~ mark { next }
  { ++lines[room, language]; ++all[language]; ++total }
  END {
    for (key in files) {
      split(key, part, SUBSEP)
      printf "%-18s %-12s %5d files %7d lines\n", part[1], part[2], files[key], lines[key]
    }
    for (language in all) printf "~all %-13s %-12s %5d files %7d lines\n", "", language, all_files[language], all[language]
    printf "~total %31d lines\n", total
  }' | LC_ALL=C sort | sed 's/^~//'
