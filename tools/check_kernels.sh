#!/usr/bin/env bash
# check_kernels.sh OBJECT...: each object is balloon_kernel_<arch>_<lanes>.o.
#
# A kernel compiled for AVX2 shares nothing with the rest of the program but its entry: no other symbol of
# its own can be picked by the linker for code that runs on an older machine, and no vector is passed to
# code that was compiled for another instruction set (they disagree on how).
set -euo pipefail
bad=0
for object in "$@"; do
  entry=$(basename "$object" .o)
  arch=$(sed 's/^balloon_kernel_\(.*\)_[0-9]*$/\1/' <<<"$entry")
  symbols=$(nm -C "$object")
  if ! grep -qE " T $entry(\(|\$)" <<<"$symbols"; then
    echo "$object does not define $entry"; bad=1
  fi
  # Weak (W, V, u) or global (capitals) definitions, other than the entry.
  shared=$(grep -E '^[0-9a-f]+ [A-Zu] ' <<<"$symbols" | grep -vE " T $entry(\(|\$)" |
           grep -E " [WVu] .*|. " | grep -vE "\b$arch\b" || true)
  if [[ -n $shared ]]; then
    echo "$object shares these with the program:"; echo "$shared"; bad=1
  fi
  vectors=$(grep -E '^ +[Uw] ' <<<"$symbols" | grep -E 'balloon::.*(Lanes|Mask|Words|__vector)' || true)
  if [[ -n $vectors ]]; then
    echo "$object passes vectors to other objects:"; echo "$vectors"; bad=1
  fi
done
exit $bad
