// Languages are complete: the types see to keys, this to what types cannot see.
import { expect, test } from 'vitest';
import { Format, aloud, languages, preferred } from '../../src/lang';
import { openCore } from './core';
import type { Catalogue } from '../../src/core/types';
import validation from '../../../data/posterior/validation.json';

function texts(x: unknown, path = ''): [string, string][] {
  if (typeof x === 'string') return [[path, x]];
  if (typeof x !== 'object' || x === null || x instanceof RegExp) return [];
  return Object.entries(x).flatMap(([k, v]) => texts(v, `${path}.${k}`));
}

test('no text is empty, and Spanish is not English left over', () => {
  const en = new Map(texts(languages.en));
  const same = texts(languages.es).filter(([path, text]) => {
    expect(text.trim(), path).not.toBe('');
    return text.length > 24 && en.get(path) === text;
  });
  expect(same).toEqual([]);
});

test('every instrument of the model is explained in every language', async () => {
  const c = JSON.parse((await openCore(true)).start) as Catalogue;
  for (const words of Object.values(languages)) {
    expect(Object.keys(words.instruments).sort()).toEqual(c.instruments.map((i) => i.id).sort());
    for (const id of Object.keys(words.outcomes)) expect(c.outcomes.map((o) => o.id)).toContain(id);
  }
});

test('every failure of the validation is said in Spanish', () => {
  expect(validation.failures.length).toBeGreaterThan(10);
  for (const failure of validation.failures) {
    expect(failure.en).not.toBe(failure.es);
    expect(failure.es).not.toMatch(/\b(only|the right sign|worse|Forecasts|hardly|regained|shock:)\b/);
  }
});

test('numbers and months are written as the language has it', () => {
  const en = new Format('en-GB'), es = new Format('es-ES');
  expect(en.figures(12345.6)).toBe('12,300');
  expect(es.figures(12345.6)).toBe('12.300');
  expect(en.amount(6.44)).toBe('6.4');
  expect(es.amount(6.44)).toBe('6,4');
  expect(en.amount(0.008)).toBe('0');
  expect(en.change(0.2)).toBe('0');
  expect(en.change(1234)).toBe('+1,230');
  expect(en.figures(NaN)).toBe('–');
  expect(en.month('2012-01')).toBe('January 2012');
  expect(es.month('2012-01')).toBe('enero de 2012');
  expect(preferred(['fr', 'es-PE'])).toBe('es');
  expect(preferred([])).toBe('en');
});

test('numbers are read as the language writes them', () => {
  const en = new Format('en-GB'), es = new Format('es-ES');
  for (const [text, x] of [['2,000', 2000], ['2000', 2000], ['1.5', 1.5], ['12 345', 12345], ['1,234,567.5', 1234567.5]] as const) expect(en.parse(text), text).toBe(x);
  for (const [text, x] of [['2.000', 2000], ['2000', 2000], ['1,5', 1.5], ['1.5', 1.5], ['0.125', 0.125], ['12.345,5', 12345.5]] as const) expect(es.parse(text), text).toBe(x);
  for (const text of ['', ' ', 'NaN', '1,5', '1,,000', 'ten', '1e', '--1']) expect(en.parse(text), text).toBeNaN();
  for (const f of [en, es]) for (const x of [0, 0.05, 1.5, 2000, 12345.678, 1e9]) expect(f.parse(f.field(x))).toBe(x);
  expect(en.ends('0.18', '4.06')).toBe('[0.18, 4.06]');
  expect(es.ends('0,18', '4,06')).toBe('[0,18; 4,06]');
});

test('units are spelt out where they are read aloud', () => {
  for (const words of Object.values(languages))
    for (const unit of [...Object.values(words.charts.units), ...Object.values(words.levers.units)])
      expect(aloud(unit, words.aloud)).not.toMatch(/\b(ha|t|kg|g|USD)\b/);
  expect(aloud('t al año', languages.es.aloud)).toBe('toneladas al año');
});
