#!/usr/bin/env bash
# deb.sh PACKAGE.deb [BALLOON]: the Debian package in a bare Debian 12: installed by apt, run without a network,
# purged. With BALLOON, results must be those of that program. Needs root, and the network for what the
# package depends on.
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
(($# >= 1)) || { echo "deb.sh PACKAGE.deb [BALLOON]" >&2; exit 2; }
deb=$(realpath "$1") program=${2:+$(realpath "$2")}
[[ -f $deb ]] || { echo "missing: $deb" >&2; exit 2; }
name=$(dpkg-deb -f "$deb" Package)
# shellcheck source=tools/bare_debian.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/bare_debian.sh"

apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Dpkg::Use-Pty=0 "$@"; }
offline() { inside unshare -n "$@"; }
code_of() { "$@" >/dev/null 2>&1; echo $?; }
packages() { inside dpkg-query -W -f='${Installed-Size}\n' | awk '{ n++; k += $1 } END { print n, int(k / 1024) }'; }

bare_debian deb || exit 3
apt update >/dev/null 2>&1
read -r count_before megabytes_before < <(packages)
cp "$deb" "$target/$name.deb"
check "apt installs it" timed install apt install --no-install-recommends "/$name.deb"
read -r count megabytes < <(packages)
check "dpkg finds every file as it was packed" test -z "$(inside dpkg -V "$name" 2>&1)"

for file in bin/balloon share/man/man1/balloon.1.gz share/bash-completion/completions/balloon \
            share/zsh/vendor-completions/_balloon share/fish/vendor_completions.d/balloon.fish \
            "share/doc/$name/copyright" "share/doc/$name/changelog.gz" "share/doc/$name/docs/cli.md"; do
  check "/usr/$file" test -s "$target/usr/$file"
done
check "the man page is that of the program" \
  inside bash -c "cmp <(zcat /usr/share/man/man1/balloon.1.gz) <(balloon manual)"
check "completion is that of the program" \
  inside bash -c "cmp /usr/share/bash-completion/completions/balloon <(balloon completion bash)"

check "without a network there is none" offline sh -c '! grep -v "lo:" /proc/net/dev | grep :'
check "runs offline" timed run offline balloon run humala-2012 --out /home/results
for file in report.html ensemble.nc ledger.csv manifest.json; do
  check "writes $file" test -s "$target/home/results/$file"
done
check "bad input has exit code 2" test "$(code_of offline balloon run no-such-scenario)" = 2
check "an installed example runs" offline balloon run "/usr/share/doc/$name/examples/scenarios/pnis.toml" \
  --members 8 --to 2020 --no-report
if [[ -n $program ]]; then
  "$program" run humala-2012 --out "$target/home/here" --quiet >/dev/null
  # result.json and so the manifest say how long it took.
  check "the results have the bytes of $2" diff -r -x manifest.json -x result.json "$target/home/results" "$target/home/here"
fi

check "apt purges it" apt purge "$name"
check "purging leaves nothing" test -z "$(inside find / -xdev -name '*balloon*' -not -path '/home/*' -not -name "$name.deb" | head)"

printf '%s\n' "${times[@]}"
echo "package      $(($(stat -c %s "$deb") / 1024)) KiB, installed $(dpkg-deb -f "$deb" Installed-Size) KiB;" \
     "with what it depends on $((count - count_before)) packages, $((megabytes - megabytes_before)) MiB"
counted
