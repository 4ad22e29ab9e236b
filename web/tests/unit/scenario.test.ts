// Scenarios through the page and the core: what is written is read, and means the same.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { CoreFaults } from '../../src/core/faults';
import type { Core } from '../../src/core/module';
import type { Catalogue, ReadScenario } from '../../src/core/types';
import { asLever, kindsOf, makeStep, moved, onTopOf, placesOf, range, toStep, touchedZones } from '../../src/scenario/levers';
import { quoted, toToml } from '../../src/scenario/toml';
import { openCore } from './core';

let core: Core;
let c: Catalogue;
const read = (source: { id: string } | { text: string }) => JSON.parse(core.scenario(-1, source, true)) as ReadScenario;

beforeAll(async () => {
  core = await openCore(true);
  c = JSON.parse(core.start) as Catalogue;
});

test('every shipped scenario written anew means the same', () => {
  expect(c.scenarios.length).toBeGreaterThan(10);
  for (const { id } of c.scenarios) {
    const first = read({ id });
    const again = read({ text: toToml(first.document) });
    expect(again.scenario.hash, id).toBe(first.scenario.hash);
    expect(again.document, id).toEqual(first.document);
  }
});

test('text goes through quotes unharmed', () => {
  const title = 'a "b" \\ c\n\td \u0001 ñ 🎈';
  expect(quoted('"')).toBe('"\\""');
  const document = { ...onTopOf('status-quo', 'status-quo', { en: title }), summary: { en: title, es: title } };
  expect(read({ text: toToml(document) }).document).toEqual(document);
});

test('every instrument can be set at every place it has, in each of its ways', () => {
  for (const instrument of c.instruments)
    for (const kind of kindsOf(instrument))
      for (const place of placesOf(instrument, c)) {
        const { step, max } = range(instrument, kind);
        const value = Math.min(max, step * 3);
        const made = makeStep(instrument, place, kind, value, 2024, 2028);
        expect(asLever(made, c)).toMatchObject({ place, kind, value, from: 2024, to: 2028 });
        expect(toStep(asLever(made, c)!)).toEqual(made);
        const document = { ...onTopOf('status-quo', 'status-quo', { en: 'x' }), steps: [made] };
        expect(() => read({ text: toToml(document) }), `${instrument.id} ${kind} ${place}`).not.toThrow();
      }
}, 120_000);

test('a step that was read is shown by the sliders that made it', () => {
  const instrument = c.instruments.find((i) => i.id === 'interdiction')!;
  const made = makeStep(instrument, 'EPAC', 'amount', 40, 2024, 2030, 'USA');
  const again = read({ text: toToml({ ...onTopOf('status-quo', 'status-quo', { en: 'x' }), steps: [made] }) });
  expect(asLever(again.document.steps[0]!, c)).toMatchObject({ kind: 'amount', value: 40, donor: 'USA' });
});

test('a bar moved on the timeline stays within the years and keeps its length or its other end', () => {
  const lever = asLever(makeStep(c.instruments[0]!, 'BOL', 'amount', 100, 2024, 2026), c)!;
  const years = (grip: 'from' | 'to' | 'both', by: number) => {
    const l = moved(lever, grip, by, 1990, 2035);
    return [l.from, l.to];
  };
  expect(years('both', -3)).toEqual([2021, 2023]);
  expect(years('both', 50)).toEqual([2033, 2035]);
  expect(years('both', -50)).toEqual([1990, 1992]);
  expect(years('from', 1)).toEqual([2025, 2026]);
  expect(years('from', 9)).toEqual([2026, 2026]);
  expect(years('to', 20)).toEqual([2024, 2035]);
  expect(years('to', -9)).toEqual([2024, 2024]);
});

test('a country squeezed is all of its zones', () => {
  const step = makeStep(c.instruments[0]!, 'BOL', 'amount', 100, 2024, 2025);
  expect(touchedZones([step], c)).toEqual(c.places.zones.filter((z) => z.country === 'BOL').map((z) => z.id));
});

test('only instruments that the ledger counts squeeze zones', () => {
  const squeezing = c.instruments.filter((i) => touchedZones([makeStep(i, 'BOL', 'amount', 1, 2024, 2025)], c).length > 0);
  expect(squeezing.map((i) => i.id)).toContain('state_presence');
  expect(squeezing.map((i) => i.id)).not.toContain('lab_destruction');
  expect(squeezing).toEqual(c.instruments.filter((i) => i.target));
});

test('bad files are refused with place and limits, all faults at once', () => {
  const folder = fileURLToPath(new URL('../../../tests/bad_input/', import.meta.url));
  let refused = 0;
  for (const name of readdirSync(folder).filter((n) => n.endsWith('.toml'))) {
    const text = readFileSync(folder + name, 'utf8');
    try {
      read({ text });
    } catch (error) {
      expect(error, name).toBeInstanceOf(CoreFaults);
      expect((error as CoreFaults).faults[0]?.message, name).toBeTruthy();
      ++refused;
    }
  }
  expect(refused).toBeGreaterThan(40);
  expect(() => read({ text: `schema = 1\nname = "x"\nnote = "${'x'.repeat(1 << 20)}"` })).toThrow(/1 MB|large|1048576/i);
  expect(() => read({ text: toToml({ ...onTopOf('status-quo', 'status-quo', { en: 'x' }), steps: [makeStep(c.instruments[0]!, 'PE-VRAEM', 'amount', NaN, 2024, 2025)] }) })).toThrow(CoreFaults);
  // The core goes on as if nothing had been.
  expect(read({ id: 'humala-2012' }).scenario.id).toBe('humala-2012');
});
