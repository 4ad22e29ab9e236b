#!/usr/bin/env bash
# install.sh BUILD_DIR: cmake --install into an empty folder, what it put there, and removing it again.
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
(($# == 1)) || { echo "install.sh BUILD_DIR" >&2; exit 2; }
build=$(cd "$1" && pwd) || exit 2
scratch=$(mktemp -d)
cp "$build"/install_manifest*.txt "$scratch/" 2>/dev/null  # of an installation of the user's own
trap 'cp "$scratch"/install_manifest*.txt "$build/" 2>/dev/null; rm -rf "$scratch"' EXIT
prefix=$scratch/prefix
cd "$scratch" || exit 2

check "cmake installs" cmake --install "$build" --prefix "$prefix" --strip
for file in bin/balloon share/man/man1/balloon.1.gz share/bash-completion/completions/balloon \
            share/zsh/site-functions/_balloon share/fish/vendor_completions.d/balloon.fish \
            share/doc/balloon-simulator/{copyright,README.md,CITATION.cff,docs/install.md,examples/scenarios/pnis.toml}; do
  check "$file" test -s "$prefix/$file"
done
check "only programs can be executed" test -z "$(find "$prefix" -type f -perm /111 ! -path "$prefix/bin/balloon*")"
check "nothing names the build folder" sh -c "! grep -rlF '$build' '$prefix'"
check "the program runs from there" \
  env -i HOME="$scratch" "$prefix/bin/balloon" run humala-2012 --members 8 --to 2017 --no-report
if command -v man >/dev/null; then
  check "man finds the page" sh -c "MANPATH='$prefix/share/man' man balloon | grep -q 'balloon run'"
fi
xargs rm -f <"$build/install_manifest.txt"
check "removing what install_manifest.txt lists leaves no file" test -z "$(find "$prefix" -type f)"

counted
