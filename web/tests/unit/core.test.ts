// The core in pieces, as mills and book use it, gives what one whole run gives.
import { beforeAll, expect, test } from 'vitest';
import type { Core } from '../../src/core/module';
import { Numbers } from '../../src/core/series';
import { openCore } from './core';

let core: Core;
beforeAll(async () => {
  core = await openCore();
});

function run(key: number, reference: number, members: number) {
  for (let first = 0; first < members; first += core.blockSize)
    core.take(key, key === reference ? -1 : reference, core.run(key, reference, first, Math.min(core.blockSize, members - first)));
}

test('a policy resumed from its reference has the hash of one run from the start', () => {
  core.scenario(0, { id: 'humala-reference' }, false);
  core.scenario(1, { id: 'humala-2012' }, false);
  core.scenario(2, { id: 'humala-2012' }, false);
  for (const key of [0, 1, 2]) core.openEnsemble(key, 8);
  run(0, 0, 8);
  run(1, 0, 8); // from the checkpoint of 2012
  run(2, 2, 8); // from the start
  const resumed = core.ledger(1, 0, 8);
  const whole = core.ledger(2, 0, 8);
  expect(resumed.hash).toBe(whole.hash);
  expect(resumed.ledger).toEqual(whole.ledger);
  expect(resumed.usable + resumed.failed).toBe(8);
  const shares = resumed.ledger.rows[3]!.mean_per_100_ha;
  const sum = shares.in_place + shares.home + shares.gone + Object.values(shares.country as Record<string, number>).reduce((a, b) => a + b, 0);
  expect(sum).toBeCloseTo(100, 6);

  const series = [{ outcome: 'coca_area', how: 'december' as const, scale: 1, groups: [[0], [0, 1]] }];
  const request = { policy: 1, reference: 0, members: 8, series };
  const numbers = new Numbers(core.series(request), series, 1990, 2035);
  for (const year of [1990, 2011, 2016, 2035]) {
    const f = numbers.at(0, 0, year, 'policy');
    expect(f.low90 <= f.low50 && f.low50 <= f.median && f.median <= f.high50 && f.high50 <= f.high90).toBe(true);
    expect(numbers.at(0, 1, year, 'policy').median).toBeGreaterThanOrEqual(f.low90);
  }
  expect(numbers.at(0, 0, 2010, 'difference')).toEqual({ low90: 0, low50: 0, median: 0, high50: 0, high90: 0 });
  expect(numbers.at(0, 0, 2016, 'difference').median).not.toBe(0);
});

test('a lever moved again starts where it began, and gives what a whole run gives', () => {
  const moved = (hectares: number, year: number) => ({
    text: `schema = 1\nname = "mine"\nextends = "status-quo"\nagainst = "status-quo"\n[title]\nen = "mine"\nes = "mía"\n
[[lever]]\ninstrument = "eradication_manual"\nplace = "PE-VRAEM"\nfrom = "${year}-01-01"\nto = "2030-12-31"
mode = "add"\nquantity = "${hectares} ha"\nper = "year"\n`,
  });
  core.scenario(20, { id: 'status-quo' }, false);
  core.openEnsemble(20, core.blockSize);
  run(20, 20, core.blockSize);
  let key = 21;
  for (const [hectares, year] of [[2000, 2021], [2400, 2021], [2400, 2015], [900, 2023], [900, 2015]] as const) {
    const hashes = [20, key + 1].map((reference) => {
      core.scenario(key, moved(hectares, year), false);
      core.scenario(key + 1, moved(hectares, year), false);
      core.openEnsemble(key, core.blockSize);
      core.openEnsemble(key + 1, core.blockSize);
      const mine = reference === 20 ? key : key + 1;
      run(mine, reference, core.blockSize);
      return core.ledger(mine, reference, core.blockSize).hash;
    });
    expect(hashes[0]).toBe(hashes[1]);
    core.forget(key);
    core.forget(key + 1);
    key += 2;
  }
});

test('what makes no sense is refused', () => {
  expect(() => core.openEnsemble(9, 0)).toThrow(/members/);
  expect(() => core.openEnsemble(9, 100000)).toThrow(/members/);
  expect(() => core.run(77, 77, 0, 4)).toThrow(/key/);
  expect(() => core.series({ policy: 1, reference: 0, members: 8, series: [{ outcome: 'rain', how: 'sum', scale: 1, groups: [[0]] }] })).toThrow(/rain/);
  expect(() => core.series({ policy: 1, reference: 0, members: 8, series: [{ outcome: 'coca_area', how: 'sum', scale: 1, groups: [[99]] }] })).toThrow(/place/);
  expect(() => core.take(1, 0, new Uint8Array(40))).toThrow(/shape/);
});
