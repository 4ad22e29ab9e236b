// The page's end of the book worker.
import * as Comlink from 'comlink';
import type { AnswerRequest, Book, Read } from './book';
import { WorkerLost } from './lost';
import type { Answer, Catalogue, Fault, Source } from './types';

export type { AnswerRequest, Read };

export class Engine {
  private readonly book: Comlink.Remote<Book>;
  /** Ends when the book dies. */
  private readonly lost: Promise<never>;
  /** Who is shown the answers to a question that is being answered. */
  private readonly asking = new Map<number, (answer: Answer) => void>();
  private questions = 0;

  constructor() {
    const worker = new Worker(new URL('./book.ts', import.meta.url), { type: 'module' });
    this.lost = new Promise<never>((_, reject) =>
      worker.addEventListener('error', () => reject(new WorkerLost()), { once: true }),
    );
    this.lost.catch(() => {}); // also where nobody waits
    this.book = Comlink.wrap<Book>(worker);
  }

  start(): Promise<Catalogue> {
    const processors = navigator.hardwareConcurrency || 2;
    const show = (token: number, answer: Answer) => this.asking.get(token)?.(answer);
    return Promise.race([this.lost, this.book.start(Math.max(2, Math.min(8, processors)), Comlink.proxy(show))]);
  }

  read(source: Source): Promise<Read> {
    return this.book.read(source) as Promise<Read>;
  }

  /** Shows answers until the last one, or until a newer question is asked. Throws where a worker died. */
  async answer(request: AnswerRequest, show: (answer: Answer) => void): Promise<Fault[]> {
    const token = ++this.questions;
    this.asking.set(token, show);
    try {
      return await Promise.race([this.lost, this.book.answer(request, token)]);
    } finally {
      // The last answer may still be on its way: it came by another channel.
      setTimeout(() => this.asking.delete(token), 10_000);
    }
  }

  series(request: AnswerRequest, members: number): Promise<Float64Array | undefined> {
    return this.book.series(request, members);
  }
}

/** Members that this device is asked for: memory is about half a megabyte each and ensemble. */
export function affordableMembers(most: number): number {
  const memory = (navigator as { deviceMemory?: number }).deviceMemory ?? 8;
  return memory < 4 ? Math.min(60, most) : most;
}
