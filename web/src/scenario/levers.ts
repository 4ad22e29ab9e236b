// What the page changes in a scenario: steps as people move them with a slider.
import type { Catalogue, Instrument, ScenarioDocument, Step, Texts } from '../core/types';

/** How a lever is set: so much more each year, a factor on what is there, a level, or hectares held. */
export type LeverKind = 'amount' | 'factor' | 'level' | 'held';

export function kindsOf(instrument: Instrument): LeverKind[] {
  if (instrument.unit === 'level') return ['level'];
  if (!instrument.flow) return ['held'];
  return ['amount', 'factor'];
}

/** Ends of the slider and its step, in the instrument's unit (USD: millions). */
export function range(instrument: Instrument, kind: LeverKind): { max: number; step: number } {
  if (kind === 'factor') return { max: 4, step: 0.1 };
  if (kind === 'level') return { max: 1, step: 0.05 };
  if (instrument.unit === 'ha') return kind === 'held' ? { max: 30000, step: 500 } : { max: 20000, step: 100 };
  if (instrument.unit === 'count') return instrument.upper > 1000 ? { max: 2000, step: 10 } : { max: 20, step: 1 };
  return instrument.place === 'market' ? { max: 5000, step: 50 } : { max: 500, step: 5 };
}

const unitOf = (instrument: Instrument) => (instrument.unit === 'USD' ? 'MUSD' : instrument.unit);

/** A step that sets an instrument at a place over whole years. */
export function makeStep(
  instrument: Instrument, place: string, kind: LeverKind, value: number, from: number, to: number, donor = 'national',
): Step {
  const step: Step = {
    kind: 'lever', instrument: [instrument.id], place: [place], from: `${from}-01-01`, to: `${to}-12-31`,
  };
  const amount = `${value} ${unitOf(instrument)}`;
  if (kind === 'factor') return { ...step, mode: 'scale', scale: value };
  if (kind === 'level') return { ...step, level: value };
  if (kind === 'held') return { ...step, quantity: amount };
  const key = instrument.unit === 'USD' ? 'money' : 'quantity';
  const paid = donor === 'national' ? {} : { donor: { [donor]: 1 } };
  return { ...step, mode: 'add', [key]: amount, per: 'year', ...paid };
}

/** A step as the sliders show it; nothing where it is of another make (a file's own levers). */
export interface Lever {
  instrument: Instrument;
  place: string;
  kind: LeverKind;
  value: number;
  from: number;
  to: number;
  donor: string;
}

const factors: Record<string, number> = { USD: 1e-6, kUSD: 1e-3, MUSD: 1, BUSD: 1e3 };

export function asLever(step: Step, c: Catalogue): Lever | undefined {
  const instrument = c.instruments.find((i) => i.id === step.instrument[0]);
  if (!instrument || step.kind !== 'lever' || step.instrument.length !== 1 || step.place.length !== 1) return undefined;
  if (!step.from.endsWith('-01-01') || !step.to.endsWith('-12-31') || step.ramp || step.split) return undefined;
  const donors = Object.keys(step.donor ?? { national: 1 });
  if (donors.length !== 1) return undefined;
  const base = {
    instrument, place: step.place[0] ?? '', from: Number(step.from.slice(0, 4)), to: Number(step.to.slice(0, 4)),
    donor: donors[0] ?? 'national',
  };
  if (step.scale !== undefined) return { ...base, kind: 'factor', value: step.scale };
  if (step.level !== undefined) return { ...base, kind: 'level', value: step.level };
  const [number, unit] = (step.quantity ?? step.money ?? '').split(' ');
  const value = Number(number) * (factors[unit ?? ''] ?? 1);
  if (!Number.isFinite(value)) return undefined;
  if (!instrument.flow && step.mode !== 'add') return { ...base, kind: 'held', value };
  if (step.mode !== 'add' || step.per !== 'year') return undefined;
  if (instrument.unit === 'USD' ? !step.money && !step.quantity : !step.quantity) return undefined;
  return { ...base, kind: 'amount', value };
}

export const toStep = (l: Lever): Step =>
  makeStep(l.instrument, l.place, l.kind, l.value, l.from, l.to, l.donor);

/** What of a bar on the timeline is moved: one of its ends, or all of it. */
export type Grip = 'from' | 'to' | 'both';

/** A lever moved by so many years, no further than the years there are; an end stops at the other. */
export function moved(l: Lever, grip: Grip, years: number, first: number, last: number): Lever {
  const within = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);
  if (grip === 'from') return { ...l, from: within(l.from + years, first, l.to) };
  if (grip === 'to') return { ...l, to: within(l.to + years, l.from, last) };
  const by = within(years, first - l.from, last - l.to);
  return { ...l, from: l.from + by, to: l.to + by };
}

/** Places at which an instrument may be set: countries first where they stand for their zones. */
export function placesOf(instrument: Instrument, c: Catalogue): string[] {
  const ids = (list: { id: string }[]) => list.map((p) => p.id);
  switch (instrument.place) {
    case 'zone':
      return [...(instrument.flow || instrument.unit === 'level' ? ids(c.places.hubs) : []), ...ids(c.places.zones)];
    case 'hub': return ids(c.places.hubs);
    case 'link': return ids(c.places.links);
    case 'corridor': return ids(c.places.corridors);
    case 'market': return ids(c.places.markets);
    case 'group': return ids(c.places.groups);
  }
}

/** Zones that the steps of a page's scenario squeeze: added to the target of what it extends. */
export function touchedZones(steps: Step[], c: Catalogue): string[] {
  const squeezes = (id: string) => c.instruments.some((i) => i.id === id && i.target);
  const zones = steps
    .filter((s) => s.kind === 'lever' && s.instrument.some(squeezes))
    .flatMap((s) => s.place)
    .flatMap((p) => c.places.zones.filter((z) => z.id === p || z.country === p).map((z) => z.id));
  return [...new Set(zones)];
}

/** An empty scenario on top of a shipped one. */
export function onTopOf(id: string, against: string, title: Texts): ScenarioDocument {
  return {
    name: 'my-scenario', title, summary: {}, extends: id, replay: '', against, target: [],
    readings: [], sources: [], window_start: null, structure: {}, allocation: {}, steps: [],
  };
}
