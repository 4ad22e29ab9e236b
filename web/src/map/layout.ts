// Pixels of the map: projection, sizes of balloons, labels that do not lie on one another.
import { type GeoProjection, geoMercator } from 'd3-geo';

/** Corners of what is shown. */
const corners = { west: -91.5, east: -55, south: -18.6, north: 18.2 };

export function projectionFor(width: number, height: number): GeoProjection {
  const points = {
    type: 'MultiPoint' as const,
    coordinates: [[corners.west, corners.south], [corners.east, corners.north]],
  };
  return geoMercator().fitExtent([[0, 0], [width, height]], points);
}

/** Height of a map of some width. */
export const heightFor = (width: number) => Math.round(width * 1.03);

/** Radius of a balloon: its area is that of the coca. 60,000 ha have a twelfth of the width. */
export const radius = (ha: number, width: number) => (Math.sqrt(Math.max(0, ha) / 60000) * width) / 12;

export interface Label {
  id: string;
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'end';
}

interface Wanted {
  id: string;
  text: string;
  x: number;
  y: number;
  r: number;
}

/** Labels in order of importance beside their balloons, those that fit and leave `reserved` free. */
export function placeLabels(
  wanted: Wanted[], size: number, width: number, height: number, reserved: [number, number, number, number],
): Label[] {
  const taken: [number, number, number, number][] = [reserved];
  const labels: Label[] = [];
  for (const w of wanted) {
    const long = w.text.length * size * 0.56;
    const gap = Math.max(w.r, 3) + 3;
    for (const [anchor, x, dy] of [
      ['start', w.x + gap, 0], ['end', w.x - gap, 0], ['start', w.x + gap, size], ['end', w.x - gap, -size],
    ] as const) {
      const left = anchor === 'start' ? x : x - long;
      const box: (typeof taken)[number] = [left, w.y + dy - size * 0.6, left + long, w.y + dy + size * 0.6];
      const free = taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
      if (!free || box[0] < 2 || box[2] > width - 2 || box[1] < 2 || box[3] > height - 2) continue;
      taken.push(box);
      labels.push({ id: w.id, text: w.text, x, y: w.y + dy + size * 0.35, anchor });
      break;
    }
  }
  return labels;
}

/** A line between two points of the screen, bent sideways. */
export function bent(a: [number, number], b: [number, number], bend: number): string {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const middle: [number, number] = [(a[0] + b[0]) / 2 - dy * bend, (a[1] + b[1]) / 2 + dx * bend];
  const f = (p: [number, number]) => p.map((x) => x.toFixed(1)).join(',');
  return `M${f(a)}Q${f(middle)} ${f(b)}`;
}
