#!/usr/bin/env bash
# fresh.sh [run|test|lab]: what a newcomer meets. A bare Debian 12 in a temporary folder, a clone of HEAD in it,
# ./dev run, ./dev test and ./dev lab there, and how long each took. Needs root, debootstrap and git.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case ${1:-all} in run | test | lab | all) what=${1:-all} ;; *) echo "fresh.sh [run|test|lab]" >&2; exit 2 ;; esac
command -v git >/dev/null || { echo "missing: apt-get install git" >&2; exit 3; }
# shellcheck source=tools/bare_debian.sh
source tools/bare_debian.sh

bare_debian fresh
git clone --quiet --no-hardlinks . "$target/balloon"
code=0
if [[ $what == run || $what == all ]]; then
  timed 'run' inside /balloon/dev run || code=1
  timed 'run again' inside /balloon/dev run || code=1
fi
if [[ $what == test || $what == all ]]; then timed 'test' inside /balloon/dev test || code=1; fi
if [[ $what == lab || $what == all ]]; then
  timed 'lab' inside /balloon/dev lab --build || code=1
  # The page and its core, as a browser would ask for them.
  timed 'lab, served' inside sh -c '
    cd /balloon || exit 1
    node web/server.mjs build/lab 8199 & server=$!
    sleep 2
    node -e "
      const get = async (path) => { const r = await fetch(\"http://127.0.0.1:8199/\" + path); if (!r.ok) throw path; return r; };
      get(\"\").then((r) => r.text()).then(async (page) => {
        const core = require(\"fs\").readdirSync(\"build/lab/assets\").find((f) => f.endsWith(\".wasm\"));
        const bytes = (await (await get(\"assets/\" + core)).arrayBuffer()).byteLength;
        if (!page.includes(\"<title>\") || bytes < 1e6) throw bytes;
        console.log(\"the page and \" + bytes + \" bytes of core\");
      }).catch((e) => { console.error(e); process.exit(1); });"
    code=$?; kill $server; exit $code' || code=1
fi
printf '%s\n' "${times[@]}"
exit $code
