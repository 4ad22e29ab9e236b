# Sourced: a bare Debian 12 in a temporary folder, to look at what somebody meets who has nothing installed.
# Needs root and debootstrap. The mirror, proxy and certificates are this machine's own apt settings.
#
#   bare_debian NAME    makes it in $target, which is removed when the script ends (kept with BALLOON_KEEP=1)
#   timed NAME COMMAND  runs a command and adds a line to `times`
#   inside COMMAND      runs a command in it with this machine's way to the network and nothing else

((EUID == 0)) || { echo "debootstrap and chroot need root" >&2; exit 3; }
command -v debootstrap >/dev/null || { echo "missing: apt-get install debootstrap" >&2; exit 3; }

target='' mounted=() times=()
timed() {
  local name=$1 before=$SECONDS code=0
  shift
  "$@" || code=$?
  times+=("$(printf '%-12s %5d s   exit %d' "$name" $((SECONDS - before)) "$code")")
  return $code
}

remove_bare_debian() {
  local i
  for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do
    umount -R "${mounted[i]}" 2>/dev/null || umount -R -l "${mounted[i]}"
  done
  if grep -q " $target" /proc/mounts; then echo "left in place, still mounted: $target" >&2
  elif [[ -n ${BALLOON_KEEP:-} ]]; then echo "kept: $target" >&2
  else rm -rf --one-file-system "$target"; fi
}

bare_debian() {
  local mirror folder list node
  # The first deb URI, in either of apt's two formats, that serves the main archive (not security).
  mirror=$({ cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -n 's/^ *URIs: *\([^ ]*\).*/\1/p'
             cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
               sed -n 's/^ *deb \(\[[^]]*\] *\)\?\([^ ]*\) .*/\2/p'; } | grep -E '/debian/?$' | head -n 1) || true
  [[ -n $mirror ]] || { echo "no Debian mirror in this machine's apt sources" >&2; exit 3; }
  target=$(mktemp -d "${TMPDIR:-/tmp}/balloon-$1.XXXXXX")
  trap remove_bare_debian EXIT
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
    # Installing Debian's ca-certificates writes that file anew; npm keeps the way it had.
    cp -L /etc/ssl/certs/ca-certificates.crt "$target/etc/ssl/machine.crt"
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
}

inside() {
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/home TERM="${TERM:-dumb}" \
    ${http_proxy:+http_proxy=$http_proxy} ${https_proxy:+https_proxy=$https_proxy} \
    ${no_proxy:+no_proxy=$no_proxy} ${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS=/etc/ssl/machine.crt} \
    ${BALLOON_JOBS:+BALLOON_JOBS=$BALLOON_JOBS} \
    chroot "$target" "$@"
}
