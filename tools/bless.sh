#!/usr/bin/env bash
# bless.sh "REASON": approves the outcomes of tests/golden as they are now and notes the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[[ ${1:-} ]] || { echo 'bless.sh "REASON": say why the outcomes are meant to change' >&2; exit 2; }
cmake --build build/test --target balloon_tests
BALLOON_BLESS=1 build/test/balloon_tests --gtest_filter='Golden.*'
printf -- '- %s: %s\n' "$(date -u +%F)" "$1" >>tests/golden/REASONS.md
git --no-pager diff --stat -- tests/golden
