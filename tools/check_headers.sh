#!/usr/bin/env bash
# Every header compiles alone, with g++ and with clang.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

compile() {
  local header=$1 compiler
  for compiler in g++ clang++-14; do
    command -v "$compiler" >/dev/null || continue
    local faults
    faults=$(echo "#include \"$header\"" | "$compiler" -std=c++20 -I. -fsyntax-only -Wall -Wextra -Wno-psabi \
      -Werror -DBALLOON_NETCDF=1 -DBALLOON_KERNEL_ARCH=base -DBALLOON_KERNEL_LANES=1 -x c++ - 2>&1) ||
      { printf '%s does not compile alone with %s:\n%s\n' "$header" "$compiler" \
          "$(grep -m 2 'error:' <<<"$faults")"
        return 1; }
  done
}
export -f compile

# Adapters for Python and MPI need headers that the tests do not.
tools/list_files.sh | grep -E '\.hpp$' | grep -vE '^apps/(python|mpi|wasm)/|^tests/' |
  xargs -r -P "${BALLOON_JOBS:-2}" -I{} bash -c 'compile {}'
