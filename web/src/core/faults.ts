// What was wrong with an input, as the core lists it.
import type { Fault } from './types.js';

export class CoreFaults extends Error {
  constructor(readonly faults: Fault[]) {
    super(faults.map((f) => f.text).join('\n'));
    this.name = 'CoreFaults';
  }
}
