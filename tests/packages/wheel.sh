#!/usr/bin/env bash
# wheel.sh WHEEL [BALLOON]: the wheel in a bare Debian 12 with Debian's Python: installed by pip, the notebooks'
# code run without a network. With BALLOON, the outcome hash must be that of the program. Needs root, and the
# network for Debian's packages.
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
(($# >= 1)) || { echo "wheel.sh WHEEL [BALLOON]" >&2; exit 2; }
wheel=$(realpath "$1") program=${2:+$(realpath "$2")}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[[ -f $wheel ]] || { echo "missing: $wheel" >&2; exit 2; }
# shellcheck source=tools/bare_debian.sh
source "$root/tools/bare_debian.sh"
apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Dpkg::Use-Pty=0 "$@"; }
python() { inside unshare -n env MPLBACKEND=agg PYTHONDONTWRITEBYTECODE=1 python3 "$@"; }

bare_debian wheel || exit 3
apt update >/dev/null 2>&1
check "Debian's Python is installed" timed python \
  inside env DEBIAN_FRONTEND=noninteractive apt-get -y -q install --no-install-recommends \
  python3-pip python3-numpy python3-pandas python3-xarray python3-matplotlib
mkdir -p "$target/home"
cp "$wheel" "$target/home/"
check "pip installs the wheel without a network" timed install inside unshare -n \
  python3 -m pip install --break-system-packages --no-index --no-deps "/home/$(basename "$wheel")"
for notebook in "$root"/docs/notebooks/*.ipynb; do
  name=$(basename "$notebook" .ipynb)
  # What a notebook's own commands (%matplotlib and the like) ask for is the notebook program's.
  python3 - "$notebook" >"$target/home/$name.py" <<'PYTHON'
import json, sys
for cell in json.load(open(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code":
        print("".join(line for line in cell["source"] if not line.startswith("%")))
PYTHON
  check "the code of $name" timed "${name%%-*}" python "/home/$name.py"
done
cat >"$target/home/hash.py" <<'PYTHON'
import balloon
print(balloon.run("humala-2012", members=24, readings=False).outcome_hash)
PYTHON
if [[ -n $program ]]; then
  theirs=$("$program" run humala-2012 --members 24 --no-readings --no-report --json --quiet |
           sed -n 's/^  "outcome_hash": "\(.*\)",/\1/p' | head -n 1)
  check "the outcome hash of $2: $theirs" test "$(python /home/hash.py)" = "$theirs"
fi
check "pip removes it" inside python3 -m pip uninstall --break-system-packages -y balloon
check "and it is gone" bash -c "! chroot '$target' python3 -c 'import balloon' 2>/dev/null"

printf '%s\n' "${times[@]}"
echo "wheel        $(($(stat -c %s "$wheel") / 1024)) KiB"
counted
