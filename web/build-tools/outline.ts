// The countries of the map, cut out of world-atlas when the page is built: what lies in view, to a
// hundredth of a degree. Imported as 'virtual:outline'.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';

/** Longitudes and latitudes that the map may show. */
const view = { west: -100, east: -28, south: -38, north: 24 };

const inView = (ring: Position[]) =>
  ring.some(([lon = 0, lat = 0]) => lon > view.west && lon < view.east && lat > view.south && lat < view.north);

const rounded = (ring: Position[]) =>
  ring
    .map(([lon = 0, lat = 0]): Position => [Math.round(lon * 100) / 100, Math.round(lat * 100) / 100])
    .filter((p, i, all) => i === 0 || p[0] !== all[i - 1]?.[0] || p[1] !== all[i - 1]?.[1]);

export function countriesInView() {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
  const atlas = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ countries: GeometryCollection }>;
  const all = feature(atlas, atlas.objects.countries).features;
  return all.flatMap(({ id, geometry }) => {
    const polygons =
      geometry.type === 'Polygon'
        ? [(geometry as Polygon).coordinates]
        : geometry.type === 'MultiPolygon'
          ? (geometry as MultiPolygon).coordinates
          : [];
    const coordinates = polygons.filter((p) => p[0] && inView(p[0])).map((p) => p.map(rounded));
    if (coordinates.length === 0) return [];
    return [{ type: 'Feature' as const, id: String(id), properties: {}, geometry: { type: 'MultiPolygon' as const, coordinates } }];
  });
}

export function outline(): Plugin {
  const name = 'virtual:outline';
  return {
    name: 'balloon-outline',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}`
        ? `export default JSON.parse(${JSON.stringify(JSON.stringify(countriesInView()))});`
        : undefined,
  };
}
