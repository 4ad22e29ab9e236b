// What the core says to the page (apps/wasm/catalogue.cpp, document.cpp, exports.cpp).

export type Language = string;
export type Texts = Record<Language, string>;

export interface Named {
  id: string;
  name: { en: string; es: string };
}

export interface Zone extends Named {
  country: string;
  latent: boolean;
  latitude: number;
  longitude: number;
}

export type PlaceKind = 'zone' | 'hub' | 'link' | 'corridor' | 'market' | 'group';

export interface Instrument {
  id: string;
  place: PlaceKind;
  unit: 'ha' | 'USD' | 'level' | 'count';
  flow: boolean;
  money: boolean;
  upper: number;
  /** The ledger counts the zones where it is pulled as squeezed. */
  target: boolean;
  meaning: string;
}

export interface Outcome {
  id: string;
  place: string;
  yearly: boolean;
  flow: boolean;
  unit: string;
  weak: boolean;
  meaning: string;
}

export interface ObservedPoint {
  year: number;
  time: number;
  value: number;
  spot: boolean;
}
export type ObservedTable = Record<string, ObservedPoint[]>;

export interface ScenarioEntry {
  id: string;
  title: Texts;
  summary: Texts;
  against: string;
  extends: string;
}

export interface Figure {
  value: number;
  low: number;
  high: number;
}

export interface Catalogue {
  version: string;
  commit: string;
  data_hash: string;
  posterior: string | null;
  origin: number | null;
  parameters: string;
  notes: string[];
  most_members: number;
  seed: number;
  first_year: number;
  last_year: number;
  structures: string[];
  places: {
    countries: Named[];
    zones: Zone[];
    hubs: Named[];
    corridors: Named[];
    markets: Named[];
    groups: Named[];
    links: Named[];
    donors: string[];
  };
  instruments: Instrument[];
  outcomes: Outcome[];
  scenarios: ScenarioEntry[];
  observed: Record<string, ObservedTable>;
  check?: Record<'skill' | 'skill_after_2008' | 'coverage80' | 'coverage50', Figure | null>;
}

export interface Fault {
  file: string;
  line: number;
  path: string;
  value: string;
  message: string;
  text: string;
}

/** A [[lever]] or [[hold]] as it stands in a scenario file. */
export interface Step {
  kind: 'lever' | 'hold';
  instrument: string[];
  place: string[];
  from: string;
  to: string;
  year?: number;
  mode?: 'replace' | 'add' | 'scale';
  quantity?: string;
  money?: string;
  level?: number;
  scale?: number;
  per?: 'total' | 'year' | 'month';
  ramp?: 'linear';
  start?: string | number;
  donor?: Record<string, number>;
  split?: string | Record<string, number>;
}

/** A scenario file, without its comments and notes. */
export interface ScenarioDocument {
  name: string;
  title: Texts;
  summary: Texts;
  extends: string;
  replay: string;
  against: string;
  target: string[];
  readings: string[];
  sources: string[];
  window_start: string | null;
  structure: Record<string, string | boolean>;
  allocation: { crops?: string; corridors?: string };
  steps: Step[];
}

/** What a policy does with an instrument at a place, by year. */
export interface LeverYears {
  instrument: string;
  place: string;
  as: 'quantity' | 'money';
  years: number[];
}

export interface CompiledScenario {
  id: string;
  title: Texts;
  summary: Texts;
  against: string;
  hash: string;
  chain: string[];
  sources: string[];
  target: string[];
  window_start: string;
  levers: LeverYears[];
}

export interface ReadScenario {
  document: ScenarioDocument;
  scenario: CompiledScenario;
  text: string;
}

export interface Interval {
  n: number;
  median: number;
  low50: number;
  high50: number;
  low90: number;
  high90: number;
  mean: number;
  mean_error: number;
}

export interface Shares<T> {
  in_place: T;
  home: T;
  gone: T;
  country: Record<string, T>;
}

export interface LedgerRow {
  horizon: number;
  gross_ha: Interval;
  loss_ha: Interval;
  gain_ha: Interval;
  home_ha: Interval;
  net_ha: Interval;
  country_ha: Record<string, Interval>;
  net_ha_between_structures: [number, number];
  shares_defined: boolean;
  per_100_ha: Shares<Interval> | null;
  mean_per_100_ha: Shares<number>;
  index_defined: boolean;
  balloon_index: Interval | null;
  net_hectare_years: Interval;
  net_cocaine_kg: Interval;
  home_cocaine_kg: Interval;
  cost_usd_2010: Interval;
  cost_per_net_hectare_usd_2010: Interval | null;
  members_with_fall: number;
  cost_per_net_kg_usd_2010: Interval | null;
  members_with_kg_fall: number;
  /** By structure's name; null where none of its members is usable. */
  median_by_structure: Record<'net_ha' | 'balloon_index' | 'gone_per_100_ha', Record<string, number | null>>;
}

export interface Ledger {
  target: string[];
  target_countries: string[];
  window_start: string;
  usable_pairs: number;
  failed_pairs: number;
  rows: LedgerRow[];
}

/** Figures to draw: an outcome of groups of places, by year. */
export interface SeriesRequest {
  outcome: string;
  how: 'december' | 'sum' | 'mean';
  scale: number;
  groups: number[][];
}

/** A scenario by its shipped id, or as the text of a file. */
export type Source = { id: string } | { text: string };

/** What the core says of a policy and its reference. */
export interface LedgerAnswer {
  ledger: Ledger;
  usable: number;
  failed: number;
  hash: string;
  referenceHash: string;
}

/** What an ensemble of some size says. `numbers` as lab_series gives them. */
export interface Answer extends LedgerAnswer {
  request: number;
  members: number;
  of: number;
  numbers: Float64Array;
  milliseconds: number;
}
