// The page's end of the book worker.
import * as Comlink from 'comlink';
import type { AnswerRequest, Book, Read } from './book';
import type { Answer, Catalogue, Fault, Source } from './types';

export type { AnswerRequest, Read };

export class Engine {
  private readonly book: Comlink.Remote<Book>;

  constructor() {
    this.book = Comlink.wrap<Book>(
      new Worker(new URL('./book.ts', import.meta.url), { type: 'module' }),
    );
  }

  start(): Promise<Catalogue> {
    const processors = navigator.hardwareConcurrency || 2;
    return this.book.start(Math.max(2, Math.min(8, processors)));
  }

  read(source: Source): Promise<Read> {
    return this.book.read(source) as Promise<Read>;
  }

  answer(request: AnswerRequest, show: (answer: Answer) => void): Promise<Fault[]> {
    return this.book.answer(request, Comlink.proxy(show));
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
