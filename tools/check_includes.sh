#!/usr/bin/env bash
# The house has one direction of includes: core -> model, engine (apart) -> analysis -> inference -> io -> apps,
# core -> measure -> io, and analysis -> decision -> io.
# core, model and engine depend on the standard library alone, and on the part of it that every compiler
# we build with has; results depend on no transcendental function but our own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
faults=$(mktemp)
trap 'rm -f "$faults"' EXIT

because() { awk -v why="$1" '{ print $0 "   [" why "]" }'; }

# scan WHY PATTERN ROOM...: lines of code (not comments) that match.
scan() {
  local why=$1 pattern=$2 room
  shift 2
  for room in "$@"; do
    tools/list_files.sh | grep -E "^$room/.*\.(cpp|hpp|h|inc)$" | xargs -r grep -nE -H "$pattern" |
      grep -vE '^[^:]*:[0-9]+: *//' | because "$why" >>"$faults" || true
  done
}

# allow ROOM ROOM...: quoted includes of the first come from the others only, written from the root.
allow() {
  local room=$1 rooms
  rooms=$(IFS="|"; echo "${*:2}")
  tools/list_files.sh | grep -E "^$room/.*\.(cpp|hpp|h|inc)$" |
    xargs -r grep -nE -H '^ *# *include *"' | grep -vE "include *\"($rooms)/[^\"]*\"" |
    because "$room may include only $rooms, from the root" >>"$faults" || true
}

allow core core
allow model core model
allow engine core engine
allow analysis core model engine analysis
allow inference core model engine analysis inference
allow measure core measure
allow decision core model engine analysis decision
allow io core model engine analysis inference measure decision io
allow apps core model engine analysis inference measure decision io apps

scan 'standard library only' '^ *# *include *<[^>]*[./][^>]*>' core model engine
# Used where they are there, behind __AVX2__ and __linux__: the compiler's own, and madvise.
sed -i -e '/<immintrin\.h>/d' -e '/engine\/uninitialised\.hpp.*<sys\/mman\.h>/d' "$faults"
scan 'missing from a compiler we build with' \
     '<(ranges|source_location|expected|bit|format)>|std::(bit_cast|jthread|views::|ranges::|from_chars|format\()' \
     core model engine analysis
scan 'use core/math.hpp: libm differs between machines' \
     'std::(exp2?|expm1|log(2|10|1p)?|pow|sin|cos|tan|sinh|cosh|tanh|[lt]gamma|erfc?|cbrt|hypot|reduce|fma)[fl]? *\(' \
     core model engine
scan 'use core/random.hpp: distributions differ between libraries' \
     'std::[a-z_]*_distribution|std::(mt19937|random_device|shuffle)' core model engine

if [[ -s $faults ]]; then
  cat "$faults"
  exit 1
fi
