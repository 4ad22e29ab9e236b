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

/** Lets messages in: what was asked for meanwhile is seen before the next block. */
const channel = new MessageChannel();
const breathe = () =>
  new Promise<void>((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(0);
  });

let core: Core | undefined;
let latest = 0;

const mill = {
  async start(module: WebAssembly.Module): Promise<void> {
    core = Core.open(await createCore(instanceOf(module)), false);
  },

  scenario(key: number, source: Source): void {
    core?.scenario(key, source, false);
  },

  forget(key: number): void {
    core?.forget(key);
  },

  /** A request was made: blocks of earlier ones are no longer wanted. */
  begin(request: number): void {
    latest = Math.max(latest, request);
  },

  /** Simulates the tasks in order; false where a later request came in between. */
  async run(
    request: number,
    tasks: Task[],
    deliver: (task: Task, packet: Uint8Array) => void,
  ): Promise<boolean> {
    for (const task of tasks) {
      await breathe();
      if (request !== latest || !core) return false;
      const packet = core.run(task.key, task.reference, task.first, task.members);
      void deliver(task, Comlink.transfer(packet, [packet.buffer]));
    }
    return true;
  },
};

export type Mill = typeof mill;
Comlink.expose(mill);
