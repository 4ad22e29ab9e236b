// A worker that simulates blocks of members for the book (book.ts).
import createCore from '@core/balloon_lab.mjs';
import * as Comlink from 'comlink';
import { Core, instanceOf } from './module';
import type { Source } from './types';

/** A block to simulate. */
export interface Task {
  key: number;
  reference: number;
  first: number;
  members: number;
}

/** Lets messages in: what was asked for meanwhile is seen before the next block. Several may wait. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
const breathe = () =>
  new Promise<void>((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });

type Deliver = (task: Task, packet: Uint8Array, milliseconds: number) => Promise<void>;

/** The core, once it is there: what is asked for before waits for it, in order. */
let started: (what: { core: Core; deliver: Deliver } | Promise<never>) => void;
const ready = new Promise<{ core: Core; deliver: Deliver }>((resolve) => (started = resolve));
let latest = 0;

const mill = {
  /** Opens the core; blocks go to `deliver`. */
  async start(module: WebAssembly.Module, deliver: Deliver): Promise<void> {
    try {
      started({ core: Core.open(await createCore(instanceOf(module)), false), deliver });
    } catch (error) {
      started(Promise.reject(error as Error));
    }
    await ready;
  },

  async scenario(key: number, source: Source): Promise<void> {
    (await ready).core.scenario(key, source, false);
  },

  async forget(key: number): Promise<void> {
    (await ready).core.forget(key);
  },

  /** A request was made: blocks of earlier ones are no longer wanted. */
  begin(request: number): void {
    latest = Math.max(latest, request);
  },

  /**
   * Simulates the tasks in order; false where a later request came in between. Ends when the book
   * has taken every block: messages of two channels may overtake one another.
   */
  async run(request: number, tasks: Task[]): Promise<boolean> {
    const { core, deliver } = await ready;
    const taken: Promise<void>[] = [];
    for (const task of tasks) {
      await breathe();
      if (request !== latest) break;
      const begin = performance.now();
      const packet = core.run(task.key, task.reference, task.first, task.members);
      taken.push(deliver(task, Comlink.transfer(packet, [packet.buffer]), performance.now() - begin));
    }
    await Promise.all(taken);
    return request === latest;
  },
};

export type Mill = typeof mill;
Comlink.expose(mill);
