// The page's state: which strategy, compared with what, what the core answers, and what is shown.
import { type Group, type Panel, panelsOf } from '../charts/panels';
import { Engine, affordableMembers } from '../core/engine';
import { Numbers } from '../core/series';
import type { Answer, Catalogue, CompiledScenario, Fault, ScenarioDocument, SeriesRequest, Source, Step } from '../core/types';
import { Format, type LanguageId, isLanguage, languages, preferred } from '../lang';
import { onTopOf, touchedZones } from './levers';
import { type Shared, isCurrent, readLink, writeLink } from './link';
import { toToml } from './toml';

export type View = 'lab' | 'compare' | 'explain' | 'wrong';
const views: View[] = ['lab', 'compare', 'explain', 'wrong'];
const firstPreset = 'humala-2012';
const mostScenarioBytes = 1_000_000;

/** What changes when a reader edits: kept so that it can be undone. */
interface Strategy {
  preset: string;
  /** A scenario of the reader's own on top of the preset, or read from a file. */
  document: ScenarioDocument | undefined;
  /** The text of a file as it was read, as long as nothing was changed. */
  text: string | undefined;
  against: string;
  /** Made by this page: target and window follow the levers. A file's own stay as they are. */
  own: boolean;
}

export class Lab {
  language = $state<LanguageId>('en');
  view = $state<View>('lab');
  catalogue = $state.raw<Catalogue>();
  fatal = $state('');
  strategy = $state.raw<Strategy>({ preset: firstPreset, document: undefined, text: undefined, against: '', own: true });
  year = $state(2016);
  horizon = $state(60);
  zone = $state<string>();
  group = $state<Group>('coca');
  story = $state<number>();
  answer = $state.raw<Answer>();
  compiled = $state.raw<CompiledScenario>();
  busy = $state(false);
  faults = $state.raw<Fault[]>([]);
  notice = $state('');
  /** The two strategies of the comparison: ids of shipped ones, or '' for the reader's own. */
  compare = $state<[string, string]>(['humala-2012', 'coffee-and-cocoa']);

  readonly m = $derived(languages[this.language]);
  readonly f = $derived(new Format(languages[this.language].locale));
  members = 200;

  private readonly engine = new Engine();
  private past: Strategy[] = [];
  private shownRequests: SeriesRequest[] = [];
  private wanted = false;
  private asked: AbortController | undefined;

  async start(): Promise<void> {
    const query = new URLSearchParams(location.search).get('lang') ?? '';
    this.setLanguage(isLanguage(query) ? query : preferred(navigator.languages), false);
    try {
      this.catalogue = await this.engine.start();
    } catch (error) {
      this.fatal = error instanceof Error ? error.message : String(error);
      return;
    }
    // "?members=30" asks for less than this device could do.
    const most = affordableMembers(this.catalogue.most_members);
    const asked = Number(new URLSearchParams(location.search).get('members') ?? most);
    this.members = Number.isInteger(asked) && asked >= 8 ? Math.min(asked, most) : most;
    this.choose(firstPreset, false);
    await this.follow(location.hash);
    addEventListener('hashchange', () => void this.follow(location.hash));
  }

  setLanguage(id: LanguageId, remember = true): void {
    this.language = id;
    document.documentElement.lang = id;
    if (!remember) return;
    const url = new URL(location.href);
    url.searchParams.set('lang', id);
    history.replaceState(null, '', url);
  }

  /** A page or a shared strategy, as the address has it. */
  async follow(hash: string): Promise<void> {
    const name = hash.replace(/^#/, '') as View;
    if (views.includes(name)) {
      this.view = name;
      this.request();
      return;
    }
    const shared = await readLink(hash);
    if (shared === undefined) this.request();
    else if (typeof shared === 'string') {
      this.notice = this.m.problems[shared];
      this.request();
    } else await this.openLink(shared);
  }

  private async openLink(shared: Shared): Promise<void> {
    const c = this.catalogue;
    if (!c) return;
    const known = (id: string | undefined) => id !== undefined && c.scenarios.some((s) => s.id === id);
    let opened = false;
    if (shared.toml !== undefined) opened = await this.openText(shared.toml, known(shared.against) ? shared.against : undefined);
    else if (known(shared.id)) {
      this.choose(shared.id ?? '', false);
      if (known(shared.against)) this.strategy = { ...this.strategy, against: shared.against ?? '' };
      opened = true;
    } else this.notice = this.m.problems.broken;
    if (opened && shared.year !== undefined && shared.year >= c.first_year && shared.year <= c.last_year) this.year = shared.year;
    if (opened && !isCurrent(shared, c))
      this.notice = this.m.problems.other({ version: shared.version, data: shared.data.slice(0, 12) });
    if (opened) this.view = 'lab';
    this.request();
  }

  async link(): Promise<string> {
    const c = this.catalogue;
    if (!c) return location.href;
    const what = this.strategy.document ? { toml: this.text() } : { id: this.strategy.preset };
    const fragment = await writeLink({
      ...what, against: this.strategy.against, year: this.year,
      version: c.version, data: c.data_hash, posterior: c.posterior ?? '',
    });
    const url = new URL(location.href);
    url.hash = fragment;
    history.replaceState(null, '', url);
    return url.href;
  }

  // --- the strategy ------------------------------------------------------------------------------

  scenario(id: string) {
    return this.catalogue?.scenarios.find((s) => s.id === id);
  }

  /** The program's default reference of a shipped scenario. */
  referenceOf(id: string): string {
    return this.scenario(id)?.against || (id === 'status-quo' ? 'history' : 'status-quo');
  }

  choose(preset: string, ask = true): void {
    this.change({ preset, document: undefined, text: undefined, against: this.referenceOf(preset), own: true });
    void this.learnTarget(preset);
    if (ask) this.request();
  }

  private change(next: Strategy): void {
    this.past = [...this.past.slice(-50), this.strategy];
    this.strategy = next;
  }

  get canUndo(): boolean {
    return this.past.length > 1;
  }

  undo(): void {
    const last = this.past.pop();
    if (last) this.strategy = last;
    this.request();
  }

  get steps(): Step[] {
    return this.strategy.document?.steps ?? [];
  }

  /**
   * Sets the steps of the reader's own scenario; it is begun where there is none yet. While a slider
   * is dragged nothing is remembered; at its end what was there before can be undone to.
   */
  async setSteps(steps: Step[], remember = true): Promise<void> {
    const c = this.catalogue;
    if (!c) return;
    const { preset } = this.strategy;
    if (!this.targets.has(preset)) await this.learnTarget(preset);
    const { document, own } = this.strategy;
    const base = this.scenario(preset);
    const against = document ? this.strategy.against : base?.against || preset;
    // A scenario file has its title in English and Spanish.
    const titles = { en: languages.en.onTopOf(base?.title.en ?? preset), es: languages.es.onTopOf(base?.title.es ?? preset) };
    const mine = document ?? onTopOf(preset, against, titles);
    const counted = own ? this.counted(preset, against, steps, c) : {};
    const before = this.strategy;
    this.strategy = { preset, text: undefined, against, own, document: { ...mine, ...counted, steps } };
    this.dragged ??= before;
    if (remember) {
      this.past = [...this.past.slice(-50), this.dragged];
      this.dragged = undefined;
    }
    this.request();
  }
  private dragged: Strategy | undefined;

  /** What the ledger counts: zones squeezed by the preset, where it is compared too, and by levers. */
  private counted(preset: string, against: string, steps: Step[], c: Catalogue) {
    const touched = touchedZones(steps, c);
    if (against === preset) {
      const years = steps.map((s) => s.from.slice(0, 7)).sort();
      return { target: touched, window_start: years[0] ?? null };
    }
    const inherited = this.targets.get(preset) ?? [];
    return { target: touched.length === 0 ? [] : [...new Set([...inherited, ...touched])], window_start: null };
  }

  /** Zones that shipped scenarios squeeze, and the month from which the ledger counts. */
  private readonly targets = new Map<string, string[]>();
  private readonly begins = new Map<string, string>();
  private async learnTarget(id: string): Promise<void> {
    if (this.targets.has(id)) return;
    const said = await this.engine.read({ id });
    this.targets.set(id, said.ok ? said.read.scenario.target : []);
    if (said.ok) this.begins.set(id, said.read.scenario.window_start);
  }

  /** The year in which a squeeze begins: the strategy's, or the first that was not observed. */
  async squeezeYear(): Promise<number> {
    const { preset, document } = this.strategy;
    await this.learnTarget(preset);
    const squeezed = (this.targets.get(preset) ?? []).length > 0;
    const begun = document?.window_start ?? (squeezed ? this.begins.get(preset) : undefined);
    return begun ? Number(begun.slice(0, 4)) : (this.catalogue?.origin ?? 2023) + 1;
  }

  setAgainst(id: string): void {
    const document = this.strategy.document && { ...this.strategy.document, against: id };
    this.change({ ...this.strategy, against: id, document, text: undefined });
    if (document) void this.setSteps(document.steps, false);
    else this.request();
  }

  reset(): void {
    this.choose(this.strategy.preset);
  }

  /** The strategy as the file that the program reads. */
  text(): string {
    const { document, text } = this.strategy;
    return text ?? (document ? toToml(document) : '');
  }

  /** The text of the shipped scenario that is shown. */
  async shippedText(): Promise<string> {
    const said = await this.engine.read({ id: this.strategy.preset });
    return said.ok ? said.read.text : '';
  }

  source(): Source {
    return this.strategy.document ? { text: this.text() } : { id: this.strategy.preset };
  }

  /** Takes a file's bytes; false, with what is wrong in `faults` and nothing changed, if bad. */
  async openFile(file: Blob): Promise<boolean> {
    if (file.size > mostScenarioBytes) {
      this.notice = this.m.problems.big(this.f.figures(file.size / 1e6));
      return false;
    }
    try {
      return await this.openText(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()));
    } catch {
      this.notice = this.m.problems.notText;
      return false;
    }
  }

  async openText(text: string, against?: string): Promise<boolean> {
    const c = this.catalogue;
    if (!c) return false;
    if (text.length > mostScenarioBytes) {
      this.notice = this.m.problems.big(this.f.figures(text.length / 1e6));
      return false;
    }
    const said = await this.engine.read({ text });
    if (!said.ok) {
      this.faults = said.faults;
      return false;
    }
    const { document } = said.read;
    const preset = this.scenario(document.extends) ? document.extends : 'history';
    this.faults = [];
    const next = against || said.read.scenario.against || this.referenceOf(preset);
    this.change({ preset, document, text, against: next, own: false });
    this.request();
    return true;
  }

  // --- asking and showing ------------------------------------------------------------------------

  /** Asks the core once this event is over; many changes in one event are one question. */
  request(): void {
    if (this.wanted || !this.catalogue) return;
    this.wanted = true;
    queueMicrotask(() => {
      this.wanted = false;
      void this.ask();
    });
  }

  get panels(): Panel[] {
    const c = this.catalogue;
    if (!c) return [];
    const names = (id: string) => ({
      en: languages.en.donors[id as 'USA'], es: languages.es.donors[id as 'USA'],
    });
    const donors = Object.fromEntries(c.places.donors.map((id) => [id, names(id)]));
    return panelsOf(c, this.group, this.zonesShown, donors);
  }

  /** Zones with a chart of their own: the chosen one, the target, then the largest. */
  private get zonesShown(): string[] {
    const c = this.catalogue;
    const numbers = this.numbers;
    if (!c) return [];
    const target = this.answer?.ledger.target ?? [];
    const bySize = c.places.zones
      .map((z, i) => ({ id: z.id, size: numbers ? numbers.at(0, i, this.year, 'policy').median : 0 }))
      .sort((a, b) => b.size - a.size)
      .map((z) => z.id);
    return [...new Set([...(this.zone ? [this.zone] : []), ...target.slice(0, 6), ...bySize])].slice(0, 9);
  }

  /** Series of the map, then of the charts. */
  private requests(panels: Panel[]): SeriesRequest[] {
    const c = this.catalogue;
    if (!c) return [];
    const each = (n: number) => Array.from({ length: n }, (_, i) => [i]);
    return [
      { outcome: 'coca_area', how: 'december', scale: 1, groups: each(c.places.zones.length) },
      { outcome: 'corridor_flow', how: 'sum', scale: 1e-3, groups: each(c.places.corridors.length) },
      ...panels.map((p) => p.request),
    ];
  }

  numbers = $state.raw<Numbers>();
  /** The charts that `numbers` has, from series `chartsFrom` on. */
  charts = $state.raw<Panel[]>([]);
  readonly chartsFrom = 2;

  private pair(): { policy: Source; reference: Source } {
    if (this.view !== 'compare') return { policy: this.source(), reference: { id: this.strategy.against } };
    const [a, b] = this.compare.map((id): Source => (id === '' ? this.source() : { id }));
    return { policy: a ?? this.source(), reference: b ?? this.source() };
  }

  /** Two strategies are compared with fewer members each. */
  private get membersWanted(): number {
    return this.view === 'compare' ? Math.min(60, this.members) : this.members;
  }

  private async ask(): Promise<void> {
    const c = this.catalogue;
    if (!c || this.view === 'explain' || this.view === 'wrong') return;
    this.asked?.abort();
    const mine = (this.asked = new AbortController());
    const panels = this.panels;
    const series = this.requests(panels);
    const pair = this.pair();
    this.busy = true;
    let faults: Fault[] = [];
    try {
      faults = await this.engine.answer(
        { ...pair, members: this.membersWanted, series },
        (answer) => {
          if (mine.signal.aborted) return;
          this.numbers = new Numbers(answer.numbers, series, c.first_year, c.last_year);
          this.charts = panels;
          this.answer = answer;
          this.shownRequests = series;
          performance.mark('balloon-answer', { detail: { members: answer.members, milliseconds: answer.milliseconds } });
        },
      );
    } catch {
      if (!mine.signal.aborted) this.notice = this.m.problems.lost;
    }
    if (mine.signal.aborted) return;
    this.busy = false;
    if (faults.length > 0) {
      this.faults = faults;
      return;
    }
    await this.describe(pair.policy, mine.signal);
  }

  /** What the strategy does by year, once the answer is there. */
  private async describe(policy: Source, signal: AbortSignal): Promise<void> {
    const said = await this.engine.read(policy);
    if (signal.aborted || !said.ok || this.view !== 'lab') return;
    this.compiled = said.read.scenario;
  }

  /** Other charts of the ensembles that are there already. */
  async showGroup(group: Group): Promise<void> {
    this.group = group;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const c = this.catalogue;
    const answer = this.answer;
    if (!c || !answer) return;
    const panels = this.panels;
    const series = this.requests(panels);
    if (JSON.stringify(series) === JSON.stringify(this.shownRequests)) return;
    const numbers = await this.engine.series({ ...this.pair(), members: this.membersWanted, series }, answer.members);
    if (!numbers || this.answer !== answer) return this.request();
    this.numbers = new Numbers(numbers, series, c.first_year, c.last_year);
    this.charts = panels;
    this.shownRequests = series;
  }

  // --- names -------------------------------------------------------------------------------------

  place(id: string): string {
    const p = this.catalogue?.places;
    if (!p) return id;
    const lists = [p.countries, p.zones, p.corridors, p.markets, p.groups, p.links];
    for (const list of lists) {
      const found = list.find((x) => x.id === id);
      if (found) return found.name[this.language as 'en'] ?? found.name.en;
    }
    return id;
  }

  /** Without what stands in brackets or after a comma or colon. */
  shortPlace(id: string): string {
    const zone = this.catalogue?.places.zones.find((z) => z.id === id);
    const name = this.place(id);
    const short = (x: string) => x.split(/ \(|, |: /)[0] ?? x;
    const shared = this.catalogue?.places.zones.some((z) => z.id !== id && short(this.place(z.id)) === short(name));
    return zone?.latent || shared ? name : short(name);
  }

  title(id: string): string {
    const t = this.scenario(id)?.title;
    return t?.[this.language] ?? t?.en ?? id;
  }
}

export const lab = new Lab();
