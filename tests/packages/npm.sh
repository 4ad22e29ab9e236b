#!/usr/bin/env bash
# npm.sh BALLOON_OR_BUILD_DIR [PACKAGE.tgz]: the npm package installed offline into an empty folder, run in Node
# beside the program, and its types checked by the page's TypeScript. By default the package that
# `ninja -C build/wasm balloon_npm` made.
set -uo pipefail
# shellcheck source=tests/support/checks.sh
source "$(dirname "${BASH_SOURCE[0]}")/../support/checks.sh"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
(($# >= 1)) || { echo "npm.sh BALLOON_OR_BUILD_DIR [PACKAGE.tgz]" >&2; exit 2; }
program=$(realpath "$1")
[[ -d $program ]] && program=$program/balloon
package=$(realpath "${2:-$(echo "$root"/build/wasm/package/*.tgz)}")
[[ -x $program && -f $package ]] || { echo "missing: $program or $package" >&2; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

echo '{"name": "user", "private": true, "type": "module"}' >package.json
check "installs offline" npm install --offline --no-audit --no-fund "$package"
check "depends on nothing" test "$(ls node_modules)" = balloon-simulator
check "names no other host" \
  sh -c "! grep -hoE 'https?://[a-zA-Z0-9.-]+' node_modules/balloon-simulator/*.js node_modules/balloon-simulator/*.mjs | grep ."

for scenario in humala-2012 no-spray-stop; do
  "$program" run $scenario --members 16 --no-readings --no-report --json >$scenario.json 2>/dev/null
done
"$program" scenarios --show humala-2012 | sed 's/^name = .*/name = "mine"/' >mine.toml
cat >use.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from './check.mjs';
import { BalloonFaults, open } from 'balloon-simulator';

const balloon = await open();
for (const scenario of ['humala-2012', 'no-spray-stop']) {
  const printed = JSON.parse(readFileSync(`${scenario}.json`, 'utf8'));
  const seen = [];
  const ensemble = await balloon.run({ scenario, members: 16, onProgress: (done, members) => seen.push([done, members]) });
  test(`${scenario}: the program's outcome hashes`, () => {
    assert.equal(ensemble.outcomeHash, printed.outcome_hash);
    assert.equal(ensemble.referenceHash, printed.reference_outcome_hash);
  });
  test(`${scenario}: the program's ledger`, () => {
    const rows = ensemble.ledger.rows.map(({ mean_per_100_ha, ...row }) => row);
    assert.deepEqual(rows, printed.ledger.rows);
  });
  test(`${scenario}: progress ends at the last member`, () => {
    assert.deepEqual(seen.at(-1), [16, 16]);
    assert.ok(seen.length > 1);
  });
  test(`${scenario}: series by country and year`, () => {
    const all = ensemble.series({ outcome: 'coca_area' });
    assert.equal(all.length, 46);
    const by = ['BOL', 'COL', 'PER'].map((c) => ensemble.series({ outcome: 'coca_area', places: [c] }));
    for (const [i, y] of all.entries()) {
      assert.equal(y.year, 1990 + i);
      assert.ok(y.policy.low90 <= y.policy.median && y.policy.median <= y.policy.high90);
      // Quantiles do not add up, but countries lie below the whole.
      for (const c of by) assert.ok(c[i].policy.median <= y.policy.high90);
    }
    assert.ok(all.some((y) => y.difference.median !== 0));
    assert.throws(() => ensemble.series({ outcome: 'rain' }), /rain/);
    assert.throws(() => ensemble.series({ outcome: 'coca_area', places: ['Atlantis'] }), /Atlantis/);
  });
  ensemble.free();
  test(`${scenario}: nothing is left of a freed ensemble`, () => assert.throws(() => ensemble.series({ outcome: 'coca_area' }), /key/));
}

const toml = readFileSync('mine.toml', 'utf8');
const mine = await balloon.run({ scenario: { toml }, against: 'humala-reference', members: 16 });
test("a scenario's text is that scenario", () => assert.equal(mine.outcomeHash, JSON.parse(readFileSync('humala-2012.json', 'utf8')).outcome_hash));
test('scenarios are listed', () => assert.ok(balloon.scenarios().some((s) => s.id === 'plan-colombia' && s.title.es)));
test('all faults of a scenario are told', () => {
  assert.throws(
    () => balloon.read({ toml: 'schema = 1\nname = "x"\nrain = 1\nsnow = 2\n' }),
    (e) => e instanceof BalloonFaults && ['rain', 'snow'].every((k) => e.faults.some((f) => f.path.includes(k))),
  );
});
for (const members of [0, 201, 1.5])
  await assert.rejects(balloon.run({ scenario: 'pnis', members }), RangeError).then(() => test(`${members} members are refused`, () => {}));
const abort = new AbortController();
const ended = balloon.run({ scenario: 'pnis', members: 16, signal: abort.signal, onProgress: () => abort.abort() });
await assert.rejects(ended, { name: 'AbortError' }).then(() => test('a run can be ended', () => {}));
JS
cat >check.mjs <<'JS'
export function test(what, body) {
  try {
    body();
    console.log(`ok      ${what}`);
  } catch (error) {
    console.log(`FAILED  ${what}\n        ${error.message}`);
  }
}
JS
node use.mjs >said 2>errors || echo "FAILED  the script ended early: $(cat errors)" >>said
cat said
passed=$((passed + $(grep -c '^ok ' said))) failed=$((failed + $(grep -c '^FAILED ' said)))

# The example of the README, as it stands, and as TypeScript for Node and for bundlers.
sed -n '/^```js/,/^```/p' node_modules/balloon-simulator/README.md | sed '/^```/d' >example.mjs
check "the README's example runs" node example.mjs
cp example.mjs example.ts
sed -i -e 's/const row = \(.*\);/const row = \1!;/' -e '$a const wrong: string = balloon.mostMembers;' example.ts
sed '$d' example.ts >right.ts
tsc() {
  local way=$1 module=$1
  [[ $way == bundler ]] && module=ES2022
  node "$root/web/node_modules/typescript/bin/tsc" --noEmit --strict --target ES2022 --module "$module" \
       --moduleResolution "$way" --lib ES2022,DOM "$2"
}
refused() { [[ $(tsc "$1" "$2") == *"TS2322: Type 'number' is not assignable to type 'string'"* ]]; }
for way in nodenext bundler; do
  check "types: the example is right ($way)" tsc $way right.ts
  check "types: a number is no string ($way)" refused $way example.ts
done

counted
