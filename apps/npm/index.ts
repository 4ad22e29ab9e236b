// The simulator for JavaScript: the core of the lab (apps/wasm) behind a few typed functions. The calling
// thread simulates, block by block; a page that must stay fluent calls from a worker.
import createCore from './balloon_lab.mjs';
import { Core, instanceOf } from './module.js';
import { type Figures, Numbers } from './series.js';
import type { Catalogue, Ledger, ReadScenario, ScenarioEntry, Source } from './types.js';

export { CoreFaults as BalloonFaults } from './faults.js';
export type { Figures } from './series.js';
export type * from './types.js';

/** The id of a shipped scenario, or the text of a scenario file. */
export type Scenario = string | { toml: string };

export interface OpenOptions {
  /** The bytes of balloon_lab.wasm, or where they are fetched; by default beside this module. */
  wasm?: ArrayBuffer | Uint8Array | URL | string;
}

export interface RunOptions {
  scenario: Scenario;
  /** The reference; by default what the scenario names, else status-quo. */
  against?: Scenario;
  /** Members of the ensemble, 1 to `balloon.mostMembers`, which is the default. */
  members?: number;
  /** Called after each block of members. */
  onProgress?: (done: number, members: number) => void;
  /** Ends the run between two blocks; `run` then rejects with its reason. */
  signal?: AbortSignal;
}

export interface SeriesOptions {
  /** Name of an outcome, as in `balloon.catalogue.outcomes`. */
  outcome: string;
  /** Ids of its places, whose values are added up; a country stands for its zones. By default all. */
  places?: string[];
  /** What stands for a year: by default the sum of a flow's months, and December of anything else. */
  how?: 'december' | 'sum' | 'mean';
  /** Factor on every value. */
  scale?: number;
}

/** Quantiles over the members: of the policy, the reference, and their difference member by member. */
export interface YearFigures {
  year: number;
  policy: Figures;
  reference: Figures;
  difference: Figures;
}

/** A policy and its reference, run over the same members with the same random numbers. */
export interface Ensemble {
  readonly members: number;
  /** Members that ended in both; only these count. */
  readonly usable: number;
  readonly failed: number;
  /** As `balloon run --members N --json` prints them for the same scenarios. */
  readonly outcomeHash: string;
  readonly referenceHash: string;
  readonly ledger: Ledger;
  series(options: SeriesOptions): YearFigures[];
  /** Gives its memory back; `series` then throws. */
  free(): void;
}

export interface Balloon {
  /** Versions, places, instruments, outcomes, scenarios and what was observed. */
  readonly catalogue: Catalogue;
  readonly mostMembers: number;
  /** The shipped scenarios. */
  scenarios(): ScenarioEntry[];
  /** A scenario as written and as compiled. Throws BalloonFaults with everything that is wrong with it. */
  read(scenario: Scenario): ReadScenario;
  /** Throws BalloonFaults where a scenario cannot be read. */
  run(options: RunOptions): Promise<Ensemble>;
}

const sourceOf = (scenario: Scenario): Source =>
  typeof scenario === 'string' ? { id: scenario } : { text: scenario.toml };

/** Lets events in between two blocks. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Compiles the core and reads its data: once for a program or page. */
export async function open(options: OpenOptions = {}): Promise<Balloon> {
  const wasm = options.wasm ?? new URL('./balloon_lab.wasm', import.meta.url);
  const module =
    typeof wasm === 'string' || wasm instanceof URL
      ? await WebAssembly.compileStreaming(fetch(wasm))
      : await WebAssembly.compile(wasm as BufferSource);
  return new Opened(Core.open(await createCore(instanceOf(module)), true));
}

class Opened implements Balloon {
  readonly catalogue: Catalogue;
  private nextKey = 0;

  constructor(private readonly core: Core) {
    this.catalogue = JSON.parse(core.start) as Catalogue;
  }

  get mostMembers(): number {
    return this.catalogue.most_members;
  }

  scenarios(): ScenarioEntry[] {
    return this.catalogue.scenarios;
  }

  read(scenario: Scenario): ReadScenario {
    return JSON.parse(this.core.scenario(-1, sourceOf(scenario), true)) as ReadScenario;
  }

  async run({ scenario, against, members = this.mostMembers, onProgress, signal }: RunOptions): Promise<Ensemble> {
    if (!Number.isInteger(members) || members < 1 || members > this.mostMembers)
      throw new RangeError(`members: ${members} is not a whole number from 1 to ${this.mostMembers}`);
    const { id, against: named } = this.read(scenario).scenario;
    const other = against ?? (named || (id === 'status-quo' ? 'history' : 'status-quo'));
    const policy = this.nextKey++;
    const reference = this.nextKey++;
    try {
      for (const [key, what] of [[policy, scenario], [reference, other]] as const) {
        this.core.scenario(key, sourceOf(what), false);
        this.core.openEnsemble(key, members);
      }
      for (let first = 0; first < members; first += this.core.blockSize) {
        if (first > 0) await breathe();
        signal?.throwIfAborted();
        const block = Math.min(this.core.blockSize, members - first);
        // The reference first: the policy goes on from where the two begin to differ.
        this.core.take(reference, -1, this.core.run(reference, reference, first, block));
        this.core.take(policy, reference, this.core.run(policy, reference, first, block));
        onProgress?.(first + block, members);
      }
      return new Run(this.core, this.catalogue, policy, reference, members);
    } catch (error) {
      this.core.forget(policy);
      this.core.forget(reference);
      throw error;
    }
  }
}

class Run implements Ensemble {
  readonly usable: number;
  readonly failed: number;
  readonly outcomeHash: string;
  readonly referenceHash: string;
  readonly ledger: Ledger;

  constructor(
    private readonly core: Core,
    private readonly catalogue: Catalogue,
    private readonly policy: number,
    private readonly reference: number,
    readonly members: number,
  ) {
    const said = core.ledger(policy, reference, members);
    this.usable = said.usable;
    this.failed = said.failed;
    this.outcomeHash = said.hash;
    this.referenceHash = said.referenceHash;
    this.ledger = said.ledger;
  }

  series({ outcome, places, how, scale = 1 }: SeriesOptions): YearFigures[] {
    const record = this.catalogue.outcomes.find((o) => o.id === outcome);
    const request = {
      outcome,
      how: how ?? (record?.flow ? 'sum' : 'december'),
      scale,
      groups: [this.indices(record?.place ?? 'world', places)],
    };
    const { policy, reference, members, catalogue } = this;
    const values = this.core.series({ policy, reference, members, series: [request] });
    const numbers = new Numbers(values, [request], catalogue.first_year, catalogue.last_year);
    return numbers.years.map((year) => ({
      year,
      policy: numbers.at(0, 0, year, 'policy'),
      reference: numbers.at(0, 0, year, 'reference'),
      difference: numbers.at(0, 0, year, 'difference'),
    }));
  }

  free(): void {
    this.core.forget(this.policy);
    this.core.forget(this.reference);
  }

  private indices(kind: string, wanted: string[] | undefined): number[] {
    const { zones, hubs, corridors, markets, groups, donors } = this.catalogue.places;
    const ids: Record<string, string[]> = {
      zone: zones.map((z) => z.id), hub: hubs.map((h) => h.id), corridor: corridors.map((c) => c.id),
      market: markets.map((m) => m.id), group: groups.map((g) => g.id), donor: donors, world: ['world'],
    };
    const known = ids[kind] ?? [];
    if (!wanted) return known.map((_, i) => i);
    return wanted.flatMap((id) => {
      const at = known.flatMap((k, i) => (k === id || (kind === 'zone' && zones[i]?.country === id) ? [i] : []));
      if (at.length === 0) throw new RangeError(`places: ${id} is not one of ${known.join(', ')}`);
      return at;
    });
  }
}
