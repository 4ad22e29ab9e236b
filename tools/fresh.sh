#!/usr/bin/env bash
# fresh.sh [run|test]: what a newcomer meets. A bare Debian 12 in a temporary folder, a clone of HEAD in it,
# ./dev run and ./dev test there, and how long each took. Needs root, debootstrap and git.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case ${1:-both} in run | test | both) what=${1:-both} ;; *) echo "fresh.sh [run|test]" >&2; exit 2 ;; esac
command -v git >/dev/null || { echo "missing: apt-get install git" >&2; exit 3; }
# shellcheck source=tools/bare_debian.sh
source tools/bare_debian.sh

bare_debian fresh
git clone --quiet --no-hardlinks . "$target/balloon"
code=0
if [[ $what != test ]]; then
  timed 'run' inside /balloon/dev run || code=1
  timed 'run again' inside /balloon/dev run || code=1
fi
if [[ $what != run ]]; then timed 'test' inside /balloon/dev test || code=1; fi
printf '%s\n' "${times[@]}"
exit $code
