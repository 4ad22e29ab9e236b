// What the page asks the core to sum up, and how it finds a figure in the answer.
import type { SeriesRequest } from './types.js';

/** Quantiles of a year: 5, 25, 50, 75 and 95 %. */
export interface Figures {
  low90: number;
  low50: number;
  median: number;
  high50: number;
  high90: number;
}

export type Which = 'policy' | 'reference' | 'difference';
const places: Record<Which, number> = { policy: 0, reference: 5, difference: 10 };
const perYear = 15;

/** The numbers of an answer, by series, group and year. */
export class Numbers {
  private readonly offsets: number[] = [];

  constructor(
    private readonly numbers: Float64Array,
    readonly requests: SeriesRequest[],
    readonly firstYear: number,
    readonly lastYear: number,
  ) {
    let at = 0;
    for (const r of requests) {
      this.offsets.push(at);
      at += r.groups.length * this.yearCount * perYear;
    }
  }

  get yearCount(): number {
    return this.lastYear - this.firstYear + 1;
  }

  get years(): number[] {
    return Array.from({ length: this.yearCount }, (_, i) => this.firstYear + i);
  }

  at(series: number, group: number, year: number, which: Which): Figures {
    const from =
      (this.offsets[series] ?? 0) + (group * this.yearCount + (year - this.firstYear)) * perYear + places[which];
    const [low90 = NaN, low50 = NaN, median = NaN, high50 = NaN, high90 = NaN] = this.numbers.subarray(from, from + 5);
    return { low90, low50, median, high50, high90 };
  }

  band(series: number, group: number, which: Which): Figures[] {
    return this.years.map((y) => this.at(series, group, y, which));
  }
}

/** The sign on which at least three of four worlds agree: 1, -1, or 0 where they do not. */
export function clearSign(f: Figures): -1 | 0 | 1 {
  return f.low50 > 0 ? 1 : f.high50 < 0 ? -1 : 0;
}
