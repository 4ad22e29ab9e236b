// The charts of the page: which outcome of which places, and what was observed of it.
import type { Catalogue, ObservedPoint, SeriesRequest } from '../core/types';
import type { Messages } from '../lang';

export interface Marks {
  kind: 'un' | 'us' | 'observed';
  points: ObservedPoint[];
  scale: number;
}

export interface Panel {
  id: string;
  title: keyof Messages['charts']['panels'];
  /** Names of the place, or all places together. */
  place: { en: string; es: string } | undefined;
  unit: keyof Messages['charts']['units'];
  request: SeriesRequest;
  marks: Marks[];
  weak: boolean;
}

export const groups = ['coca', 'zones', 'cocaine', 'prices', 'corridors', 'markets', 'people', 'money'] as const;
export type Group = (typeof groups)[number];

interface Kind {
  outcome: string;
  title: Panel['title'];
  unit: Panel['unit'];
  how: SeriesRequest['how'];
  scale: number;
  /** One panel for all places, or one each. */
  together?: boolean;
  observed?: [Marks['kind'], string, number][];
}

const kinds: Record<Exclude<Group, 'coca' | 'zones'>, Kind[]> = {
  cocaine: [
    { outcome: 'cocaine_made', title: 'made', unit: 't', how: 'sum', scale: 1e-3 },
    { outcome: 'cocaine_potential', title: 'potential', unit: 't', how: 'sum', scale: 1e-3 },
    { outcome: 'seized_source', title: 'sourceSeized', unit: 't', how: 'sum', scale: 1e-3, observed: [['observed', 'seizures', 1e-3]] },
  ],
  prices: [
    { outcome: 'leaf_price', title: 'leaf', unit: 'usdKg', how: 'mean', scale: 1, observed: [['observed', 'price_leaf', 1]] },
    { outcome: 'cocaine_price', title: 'cocaine', unit: 'usdKg', how: 'mean', scale: 1, observed: [['observed', 'price_cocaine', 1]] },
    { outcome: 'retail_price', title: 'retail', unit: 'usdG', how: 'mean', scale: 1e-3, observed: [['observed', 'retail_price', 1e-3]] },
  ],
  corridors: [{ outcome: 'corridor_flow', title: 'flow', unit: 't', how: 'sum', scale: 1e-3 }],
  markets: [
    { outcome: 'consumption', title: 'consumption', unit: 't', how: 'sum', scale: 1e-3, observed: [['observed', 'consumption', 1e-3]] },
    { outcome: 'heavy_users', title: 'heavy', unit: 'thousand', how: 'december', scale: 1e-3 },
  ],
  people: [
    { outcome: 'grower_income', title: 'income', unit: 'musd', how: 'sum', scale: 1e-6, together: true },
    { outcome: 'displaced_families', title: 'families', unit: 'families', how: 'sum', scale: 1, together: true },
    { outcome: 'forest_cleared', title: 'forest', unit: 'haYear', how: 'sum', scale: 1, together: true },
    { outcome: 'homicides', title: 'homicides', unit: 'perYear', how: 'sum', scale: 1 },
    { outcome: 'prisoners', title: 'prisoners', unit: 'persons', how: 'december', scale: 1 },
    { outcome: 'courier_arrests', title: 'courierArrests', unit: 'perYear', how: 'sum', scale: 1 },
    { outcome: 'group_strength', title: 'strength', unit: 'persons', how: 'december', scale: 1 },
  ],
  money: [
    { outcome: 'donor_spending', title: 'donorSpending', unit: 'musd', how: 'sum', scale: 1e-6 },
    { outcome: 'spending', title: 'spending', unit: 'musd', how: 'sum', scale: 1e-6 },
  ],
};

const all = (n: number) => Array.from({ length: n }, (_, i) => i);

function area(id: string, place: Panel['place'], zones: number[], marks: Marks[]): Panel {
  const request = { outcome: 'coca_area', how: 'december' as const, scale: 1e-3, groups: [zones] };
  return { id, title: 'area', place, unit: 'kha', request, marks, weak: false };
}

function areaPanels(c: Catalogue): Panel[] {
  const of = (country: string) => all(c.places.zones.length).filter((i) => c.places.zones[i]?.country === country);
  const hubs = c.places.hubs.map((h) =>
    area(`area-${h.id}`, h.name, of(h.id), [
      { kind: 'us', points: within(c, c.observed.area_us?.[h.id]), scale: 1e-3 },
      { kind: 'un', points: within(c, c.observed.area_un?.[h.id]), scale: 1e-3 },
    ]),
  );
  return [...hubs, area('area-all', undefined, all(c.places.zones.length), [])];
}

function zonePanels(c: Catalogue, wanted: string[]): Panel[] {
  return wanted.flatMap((id) => {
    const i = c.places.zones.findIndex((z) => z.id === id);
    const zone = c.places.zones[i];
    if (!zone) return [];
    const points = within(c, c.observed.area_zone?.[id]);
    return [area(`area-${id}`, zone.name, [i], [{ kind: 'observed', points, scale: 1e-3 }])];
  });
}

function namesOf(c: Catalogue, kind: string) {
  if (kind === 'zone') return c.places.zones;
  if (kind === 'corridor') return c.places.corridors;
  if (kind === 'market') return c.places.markets;
  if (kind === 'group') return c.places.groups;
  return c.places.hubs;
}

/** Points within the years that the model runs. */
const within = (c: Catalogue, points: ObservedPoint[] | undefined) =>
  (points ?? []).filter((p) => p.year >= c.first_year && p.year <= c.last_year);

/** The panels of a group; `zones` are those that matter now. */
export function panelsOf(
  c: Catalogue, group: Group, zones: string[], donors: Record<string, { en: string; es: string }>,
): Panel[] {
  if (group === 'coca') return areaPanels(c);
  if (group === 'zones') return zonePanels(c, zones);
  return kinds[group].flatMap((k) => {
    const outcome = c.outcomes.find((o) => o.id === k.outcome);
    if (!outcome) return [];
    const places =
      outcome.place === 'donor'
        ? c.places.donors.map((id) => ({ id, name: donors[id] ?? { en: id, es: id } }))
        : namesOf(c, outcome.place);
    const panel = (id: string, place: Panel['place'], indices: number[]): Panel => ({
      id: `${k.outcome}-${id}`, title: k.title, place, unit: k.unit, weak: outcome.weak,
      request: { outcome: k.outcome, how: k.how, scale: k.scale, groups: [indices] },
      marks: (k.observed ?? []).map(([kind, table, scale]) => ({ kind, points: within(c, c.observed[table]?.[id]), scale })),
    });
    if (k.together) return [panel('all', undefined, all(places.length))];
    return places.map((p, i) => panel(p.id, p.name, [i]));
  });
}
