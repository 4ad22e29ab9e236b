// Pixels of a chart: linear axes with round ticks. The only arithmetic the page does on figures.

/** Round numbers from `low` to `high`, about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export interface Axis {
  low: number;
  high: number;
  at(x: number): number;
}

export function axis(low: number, high: number, from: number, to: number): Axis {
  const span = high - low || 1;
  return { low, high, at: (x) => from + ((x - low) / span) * (to - from) };
}

/** Ends of an axis that holds the values and, where `zero`, zero; widened to round numbers. */
export function extent(values: number[], zero: boolean): [number, number] {
  const finite = values.filter(Number.isFinite);
  let low = Math.min(...(zero ? [0] : []), ...finite);
  let high = Math.max(...(zero ? [0] : []), ...finite);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (high - low < 1e-12) high = low + 1;
  const marks = ticks(low, high, 4);
  const step = (marks[1] ?? high) - (marks[0] ?? low) || high - low;
  low = Math.floor(low / step + 1e-9) * step;
  high = Math.ceil(high / step - 1e-9) * step;
  return [low, high];
}

export const path = (points: [number, number][]): string =>
  points.length === 0 ? '' : `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}`;
