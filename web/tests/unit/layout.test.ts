// Pixels: balloons by area, labels that keep apart, round axes.
import { expect, test } from 'vitest';
import { axis, extent, path, ticks } from '../../src/charts/scale';
import { placeLabels, projectionFor, radius } from '../../src/map/layout';

test('a balloon of four times the coca has twice the radius', () => {
  expect(radius(40000, 600)).toBeCloseTo(2 * radius(10000, 600));
  expect(radius(-5, 600)).toBe(0);
});

test('labels do not lie on one another, nor outside, nor on what is reserved', () => {
  const wanted = Array.from({ length: 40 }, (_, i) => ({ id: String(i), text: 'Putumayo', x: 20 + (i % 8) * 20, y: 20 + Math.floor(i / 8) * 9, r: 5 }));
  const labels = placeLabels(wanted, 12, 300, 200, [200, 100, 300, 200]);
  expect(labels.length).toBeGreaterThan(2);
  expect(new Set(labels.map((l) => l.id)).size).toBe(labels.length);
  for (const l of labels) {
    const left = l.anchor === 'start' ? l.x : l.x - 8 * 12 * 0.56;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + 8 * 12 * 0.56 <= 200 || l.y < 110).toBe(true);
    for (const o of labels) if (o !== l) expect(Math.abs(o.y - l.y) > 12 || Math.abs(o.x - l.x) > 40).toBe(true);
  }
});

test('the map holds every growing country', () => {
  const p = projectionFor(360, 371);
  for (const [lon, lat] of [[-74, 11], [-65, -17], [-90, 16], [-78, -8]] as const) {
    const [x = -1, y = -1] = p([lon, lat]) ?? [];
    expect(x > 0 && x < 360 && y > 0 && y < 371).toBe(true);
  }
});

test('axes are round and hold their values', () => {
  expect(ticks(0, 100, 5)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(extent([3, 97], true)).toEqual([0, 100]);
  expect(extent([NaN], true)).toEqual([0, 1]);
  expect(extent([], false)).toEqual([0, 1]);
  expect(extent([5, 5], false)[1]).toBeGreaterThan(5);
  expect(axis(0, 10, 0, 100).at(5)).toBe(50);
  expect(path([[0, 1], [2, 3]])).toBe('M0.0,1.0L2.0,3.0');
  expect(path([])).toBe('');
});
