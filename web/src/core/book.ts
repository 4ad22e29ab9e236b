// The worker that the page talks to: it deals blocks out to mills, keeps what they send, and
// answers from it. The newest request is answered; what it overtakes is given up between blocks.
import createCore from '@core/balloon_lab.mjs';
import wasmUrl from '@core/balloon_lab.wasm?url';
import * as Comlink from 'comlink';
import { Ensembles, firstAnswer, nextSize } from './ensembles';
import { CoreFaults } from './faults';
import { WorkerLost } from './lost';
import type { Mill, Task } from './mill';
import { Core, instanceOf } from './module';
import type { Answer, Catalogue, Fault, ReadScenario, SeriesRequest, Source } from './types';

export interface AnswerRequest {
  policy: Source;
  reference: Source;
  members: number;
  series: SeriesRequest[];
}

export type Read = { ok: true; read: ReadScenario } | { ok: false; faults: Fault[] };

/** Ensembles kept: the policy, its reference, and those looked at before. */
const keptEnsembles = 3;

let core: Core;
let module: WebAssembly.Module;
let workers: Worker[] = [];
let mills: Comlink.Remote<Mill>[] = [];
/** Ends when a mill dies: who waits for its blocks would wait for ever. */
let lost: Promise<never>;
const ensembles = new Ensembles(keptEnsembles);
let latest = 0;
let show: (token: number, answer: Answer) => void = () => {};

function faultsOf(error: unknown): Fault[] {
  if (error instanceof CoreFaults) return error.faults;
  const message = error instanceof Error ? error.message : String(error);
  return [{ file: '', line: 0, path: '', value: '', message, text: message }];
}

/** As many mills as asked for, in the place of those that are there. */
function openMills(count: number): void {
  for (const worker of workers) worker.terminate();
  workers = Array.from({ length: count }, () => new Worker(new URL('./mill.ts', import.meta.url), { type: 'module' }));
  mills = workers.map((worker) => Comlink.wrap<Mill>(worker));
  lost = new Promise<never>((_, reject) => {
    for (const worker of workers) worker.addEventListener('error', () => reject(new WorkerLost()), { once: true });
  });
  lost.catch(() => {}); // also where nobody waits
  for (const mill of mills) void mill.start(module, Comlink.proxy(takePacket)).catch(() => {}); // told by what is asked next
}

/** New mills have no ensembles, so none is kept here either. */
function startAgain(): void {
  for (const key of ensembles.surplus([], 0)) core.forget(key);
  openMills(mills.length);
}

interface Wanted {
  key: number;
  source: Source;
  isNew: boolean;
}

/** The ensemble of a scenario; the mills begin to read it where it is new. */
function want(source: Source, members: number): Wanted {
  const found = ensembles.find(source, members);
  // They say the same as the book where it is bad.
  if (found.isNew) for (const mill of mills) mill.scenario(found.key, source).catch(() => {});
  return { ...found, source };
}

/** Reads the new ones here while the mills read and begin to simulate; forgets them where one is bad. */
function open(wanted: Wanted[], members: number): void {
  const fresh = wanted.filter((w) => w.isNew);
  try {
    for (const { key, source } of fresh) {
      core.scenario(key, source, false);
      core.openEnsemble(key, members);
    }
  } catch (error) {
    for (const { key } of fresh) {
      ensembles.drop(key);
      forget(key);
    }
    throw error;
  }
}

function forget(key: number): void {
  core.forget(key);
  for (const mill of mills) void mill.forget(key);
}

/** Milliseconds that all mills together take for a member of a policy, as the last blocks took. */
let each = Infinity;

async function takePacket(task: Task, packet: Uint8Array, milliseconds: number): Promise<void> {
  if (task.key !== task.reference) each = milliseconds / task.members / mills.length;
  if (!ensembles.took(task.key, task.first)) return;
  core.take(task.key, task.key === task.reference ? -1 : task.reference, packet);
}

async function simulate(
  request: number, policy: number, reference: number, members: number, of: number,
): Promise<boolean> {
  const tasks = ensembles.missing(policy, reference, members, of, core.blockSize, mills.length);
  const whole = await Promise.race([
    lost,
    Promise.all(
      mills.map((mill, i) => {
        const mine = tasks[i] ?? [];
        return mine.length === 0 ? true : mill.run(request, mine);
      }),
    ),
  ]);
  return whole.every(Boolean) && request === latest;
}

function summarise(
  request: number, policy: number, reference: number, members: number, asked: AnswerRequest, since: number,
): Answer {
  const said = core.ledger(policy, reference, members);
  const numbers = core.series({ policy, reference, members, series: asked.series });
  return {
    request,
    members,
    of: asked.members,
    ...said,
    numbers,
    milliseconds: performance.now() - since,
  };
}

const book = {
  /**
   * Loads the core here and in `count` mills; the catalogue as soon as it is there. Answers go to
   * `listener` with the token of their question.
   */
  async start(count: number, listener: (token: number, answer: Answer) => void): Promise<Catalogue> {
    show = listener;
    module = await WebAssembly.compileStreaming(fetch(wasmUrl));
    openMills(count);
    core = Core.open(await createCore(instanceOf(module)), true);
    return JSON.parse(core.start) as Catalogue;
  },

  /** Reads a scenario as the program does: it, or everything that is wrong with it. */
  read(source: Source): Read {
    try {
      return { ok: true, read: JSON.parse(core.scenario(-1, source, true)) as ReadScenario };
    } catch (error) {
      return { ok: false, faults: faultsOf(error) };
    }
  },

  /**
   * Answers a question with ensembles of growing size; each is shown as soon as it is there. Ends
   * with the faults of a scenario that cannot be read, or none. Throws WorkerLost where a mill died;
   * the next question finds new ones.
   */
  async answer(asked: AnswerRequest, token: number): Promise<Fault[]> {
    const request = ++latest;
    const since = performance.now();
    for (const mill of mills) void mill.begin(request);
    try {
      const most = asked.members;
      const wanted = [want(asked.reference, most), want(asked.policy, most)] as const;
      const [reference, policy] = [wanted[0].key, wanted[1].key];
      let members = nextSize(0, most, each);
      const begin = () => {
        const whole = simulate(request, policy, reference, members, most);
        whole.catch(() => {}); // where a scenario is bad, the book says so
        return whole;
      };
      let simulated = begin();
      open([...wanted], most);
      for (const key of ensembles.surplus([policy, reference])) forget(key);
      for (;;) {
        if (!(await simulated)) return [];
        const shown = members;
        const goOn = () => {
          if (shown === most) return;
          members = nextSize(shown, most, each);
          simulated = begin();
        };
        // The first answer is waited for, so it is summed up with nothing beside it; the mills go on
        // while a later one is.
        const isFirst = shown <= firstAnswer;
        if (!isFirst) goOn();
        const answer = summarise(request, policy, reference, shown, asked, since);
        show(token, Comlink.transfer(answer, [answer.numbers.buffer]));
        if (shown === most) return [];
        if (isFirst) goOn();
      }
    } catch (error) {
      if (!(error instanceof WorkerLost)) return faultsOf(error);
      startAgain();
      throw error;
    }
  },

  /** Other series of the ensembles that are there, without simulating: of the last size asked for. */
  async series(asked: AnswerRequest, members: number): Promise<Float64Array | undefined> {
    const policy = ensembles.find(asked.policy, asked.members);
    const reference = ensembles.find(asked.reference, asked.members);
    if (policy.isNew || reference.isNew) {
      for (const e of [policy, reference]) if (e.isNew) ensembles.drop(e.key);
      return undefined;
    }
    const numbers = core.series({ policy: policy.key, reference: reference.key, members, series: asked.series });
    return Comlink.transfer(numbers, [numbers.buffer]);
  },
};

export type Book = typeof book;
Comlink.expose(book);
