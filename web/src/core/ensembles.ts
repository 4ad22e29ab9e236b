// Which blocks of which ensembles exist, and which have still to be simulated. No simulation here,
// and no formula: members are counted and dealt out.
import type { Task } from './mill';
import type { Source } from './types';

const sizes = [8, 30, 60, 120];
/** Members of an answer that is worth reading, the first that is waited for. */
export const firstAnswer = 30;
/** Milliseconds of simulation: as good as at once, and after which something new should be shown. */
const prompt = 150, patience = 900;

/**
 * The size at which an ensemble that shows `shown` members is shown next, on its way to `most`, where
 * a member takes `each` milliseconds to simulate: showing it costs more, so sizes are left out where
 * the next are there soon.
 */
export function nextSize(shown: number, most: number, each: number): number {
  const ahead = [...sizes.filter((n) => n > shown && n < most), most];
  const [first = most] = ahead;
  if (shown > 0 && shown < firstAnswer) return first;
  const near = shown > 0 ? patience : prompt;
  return ahead.filter((n) => (shown > 0 || n <= firstAnswer) && (n - shown) * each <= near).at(-1) ?? first;
}

interface Entry {
  key: number;
  source: string;
  size: number;
  done: Set<number>;
  used: number;
}

/** Ensembles by scenario; the least recently used are given up where there are more than `most`. */
export class Ensembles {
  private entries: Entry[] = [];
  private nextKey = 0;
  private clock = 0;

  constructor(private readonly most: number) {}

  /** The key of a scenario's ensemble with room for `size` members, and whether it is new. */
  find(source: Source, size: number): { key: number; isNew: boolean } {
    const text = JSON.stringify(source);
    const known = this.entries.find((e) => e.source === text && e.size >= size);
    if (known) {
      known.used = ++this.clock;
      return { key: known.key, isNew: false };
    }
    const entry = { key: this.nextKey++, source: text, size, done: new Set<number>(), used: ++this.clock };
    this.entries.push(entry);
    return { key: entry.key, isNew: true };
  }

  /** Forgets a scenario that could not be read. */
  drop(key: number): void {
    this.entries = this.entries.filter((e) => e.key !== key);
  }

  /** Keys that are given up: the oldest beyond `most`, never those in `keep`. */
  surplus(keep: number[], most = this.most): number[] {
    const old = this.entries.filter((e) => !keep.includes(e.key)).sort((a, b) => b.used - a.used);
    const gone = old.slice(Math.max(0, most - keep.length)).map((e) => e.key);
    this.entries = this.entries.filter((e) => !gone.includes(e.key));
    return gone;
  }

  /**
   * What is missing of a policy and its reference up to `members` of an ensemble of `of`, for each
   * mill: whole blocks, which may go a little further. A block always goes to the same mill, the
   * reference first: its checkpoint lies there.
   */
  missing(
    policy: number, reference: number, members: number, of: number, block: number, mills: number,
  ): Task[][] {
    const tasks: Task[][] = Array.from({ length: mills }, () => []);
    for (let first = 0, index = 0; first < members; first += block, ++index) {
      const mine = tasks[index % mills];
      const keys = policy === reference ? [policy] : [reference, policy];
      for (const key of keys) {
        if (this.has(key, first)) continue;
        mine?.push({ key, reference, first, members: Math.min(block, of - first) });
      }
    }
    return tasks;
  }

  has(key: number, first: number): boolean {
    return this.entries.find((e) => e.key === key)?.done.has(first) ?? false;
  }

  /** Notes a block that came in; false where its ensemble was given up meanwhile. */
  took(key: number, first: number): boolean {
    const entry = this.entries.find((e) => e.key === key);
    entry?.done.add(first);
    return entry !== undefined;
  }
}
