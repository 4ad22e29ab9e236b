#!/usr/bin/env bash
# fresh.sh [run|test]: what a newcomer meets. A bare Debian 12 in a temporary folder, a clone of HEAD in it,
# ./dev run and ./dev test there, and how long each took. Needs root, debootstrap and git. The mirror, proxy
# and certificates are this machine's own apt settings.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case ${1:-both} in run | test | both) what=${1:-both} ;; *) echo "fresh.sh [run|test]" >&2; exit 2 ;; esac
((EUID == 0)) || { echo "debootstrap and chroot need root: try sudo ./dev fresh" >&2; exit 3; }
for tool in debootstrap git; do
  command -v "$tool" >/dev/null || { echo "missing: apt-get install $tool" >&2; exit 3; }
done

# The first deb URI, in either of apt's two formats, that serves the main archive (not security).
mirror=$({ cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -n 's/^ *URIs: *\([^ ]*\).*/\1/p'
           cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
             sed -n 's/^ *deb \(\[[^]]*\] *\)\?\([^ ]*\) .*/\2/p'; } | grep -E '/debian/?$' | head -n 1) || true
[[ -n $mirror ]] || { echo "no Debian mirror in this machine's apt sources" >&2; exit 3; }

target=$(mktemp -d "${TMPDIR:-/tmp}/balloon-fresh.XXXXXX")
mounted=()
cleanup() {
  local i
  for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do
    umount -R "${mounted[i]}" 2>/dev/null || umount -R -l "${mounted[i]}"
  done
  if grep -q " $target" /proc/mounts; then echo "left in place, still mounted: $target" >&2
  elif [[ -n ${BALLOON_KEEP:-} ]]; then echo "kept: $target" >&2
  else rm -rf --one-file-system "$target"; fi
}
trap cleanup EXIT
times=()
timed() {
  local name=$1 before=$SECONDS code=0
  shift
  "$@" || code=$?
  times+=("$(printf '%-12s %5d s   exit %d' "$name" $((SECONDS - before)) "$code")")
  return $code
}

timed debootstrap debootstrap --variant=minbase bookworm "$target" "$mirror" >/dev/null

# This machine's ways to the mirror.
rm -f "$target"/etc/apt/sources.list
cp -a /etc/apt/sources.list "$target/etc/apt/" 2>/dev/null || true
for folder in sources.list.d apt.conf.d keyrings trusted.gpg.d; do
  [[ -d /etc/apt/$folder ]] && mkdir -p "$target/etc/apt/$folder" &&
    cp -aL "/etc/apt/$folder/." "$target/etc/apt/$folder/"
done
# Settings that call programs a bare system lacks (notifiers and the like) stay behind.
grep -lE 'Invoke|AppStream|debconf|packagekit' "$target"/etc/apt/apt.conf.d/* 2>/dev/null | xargs -r rm -f
# So do sources of anything but Debian: the bare system must do with the distribution alone.
for list in "$target"/etc/apt/sources.list.d/*; do
  [[ -f $list ]] && ! grep -q "${mirror%/}" "$list" && rm -f "$list"
done
if [[ -f /etc/ssl/certs/ca-certificates.crt ]]; then
  mkdir -p "$target/etc/ssl/certs"
  cp -L /etc/ssl/certs/ca-certificates.crt "$target/etc/ssl/certs/"
fi
cp -L /etc/resolv.conf /etc/hosts "$target/etc/" 2>/dev/null || true

for node in proc dev; do
  if mount --rbind "/$node" "$target/$node" 2>/dev/null; then
    mount --make-rslave "$target/$node"
    mounted+=("$target/$node")
  fi
done
((${#mounted[@]})) || { mount -t proc proc "$target/proc" 2>/dev/null && mounted+=("$target/proc"); } ||
  echo "no /proc in the bare system: sanitizers may refuse to run" >&2

git clone --quiet --no-hardlinks . "$target/balloon"
inside() {
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/home TERM="${TERM:-dumb}" \
    ${http_proxy:+http_proxy=$http_proxy} ${https_proxy:+https_proxy=$https_proxy} \
    ${no_proxy:+no_proxy=$no_proxy} ${BALLOON_JOBS:+BALLOON_JOBS=$BALLOON_JOBS} \
    chroot "$target" /balloon/dev "$@"
}
code=0
if [[ $what != test ]]; then
  timed 'run' inside run || code=1
  timed 'run again' inside run || code=1
fi
if [[ $what != run ]]; then timed 'test' inside test || code=1; fi
printf '%s\n' "${times[@]}"
exit $code
