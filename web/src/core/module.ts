// The core's C functions (apps/wasm/exports.cpp) with texts and numbers in JavaScript's types.
import { CoreFaults } from './faults.js';
import type { Fault, Ledger, LedgerAnswer, Source } from './types.js';

export interface CoreExports {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
  _lab_start(catalogue: number): number;
  _lab_text(): number;
  _lab_text_bytes(): number;
  _lab_numbers(): number;
  _lab_number_count(): number;
  _lab_words(): number;
  _lab_word_count(): number;
  _lab_block_size(): number;
  _lab_scenario(key: number, text: number, bytes: number, shipped: number, describe: number): number;
  _lab_forget(key: number): number;
  _lab_run(key: number, reference: number, first: number, members: number): number;
  _lab_open(key: number, members: number): number;
  _lab_take(key: number, reference: number, words: number, count: number): number;
  _lab_series(request: number, bytes: number): number;
  _lab_ledger(key: number, reference: number, members: number): number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Core {
  readonly blockSize: number;

  /** `start` is the catalogue's text where it was asked for. */
  private constructor(
    private readonly c: CoreExports,
    readonly start: string,
  ) {
    this.blockSize = c._lab_block_size();
  }

  static open(exports: CoreExports, catalogue: boolean): Core {
    const ok = exports._lab_start(catalogue ? 1 : 0);
    const text = textOf(exports);
    if (!ok) throw faultsOf(text);
    return new Core(exports, text);
  }

  /** Reads a scenario under a key (below 0: only to look at it); its description where asked for. */
  scenario(key: number, source: Source, describe: boolean): string {
    const [text, shipped] = 'id' in source ? [source.id, 1] : [source.text, 0];
    this.withBytes(encoder.encode(text), (at, bytes) =>
      this.c._lab_scenario(key, at, bytes, shipped, describe ? 1 : 0),
    );
    return describe ? textOf(this.c) : '';
  }

  forget(key: number): void {
    this.checked(this.c._lab_forget(key));
  }

  /** A block of members, as it travels from a mill to the book. */
  run(key: number, reference: number, first: number, members: number): Uint8Array<ArrayBuffer> {
    this.checked(this.c._lab_run(key, reference, first, members));
    const at = this.c._lab_words();
    return this.c.HEAPU8.slice(at, at + 4 * this.c._lab_word_count()) as Uint8Array<ArrayBuffer>;
  }

  openEnsemble(key: number, members: number): void {
    this.checked(this.c._lab_open(key, members));
  }

  take(key: number, reference: number, packet: Uint8Array): void {
    this.withBytes(packet, (at, bytes) => this.c._lab_take(key, reference, at, bytes / 4));
  }

  series(request: object): Float64Array<ArrayBuffer> {
    this.withBytes(encoder.encode(JSON.stringify(request)), (at, bytes) => this.c._lab_series(at, bytes));
    const from = this.c._lab_numbers();
    const bytes = this.c.HEAPU8.slice(from, from + 8 * this.c._lab_number_count());
    return new Float64Array(bytes.buffer as ArrayBuffer);
  }

  ledger(key: number, reference: number, members: number): LedgerAnswer {
    this.checked(this.c._lab_ledger(key, reference, members));
    const said = JSON.parse(textOf(this.c)) as {
      ledger: Ledger;
      usable: number;
      failed: number;
      hash: string;
      reference_hash: string;
    };
    return { ledger: said.ledger, usable: said.usable, failed: said.failed, hash: said.hash, referenceHash: said.reference_hash };
  }

  private withBytes(bytes: Uint8Array, call: (at: number, bytes: number) => number): void {
    const at = this.c._malloc(Math.max(bytes.length, 1));
    if (at === 0) throw new Error('out of memory');
    this.c.HEAPU8.set(bytes, at);
    const ok = call(at, bytes.length);
    this.c._free(at);
    this.checked(ok);
  }

  private checked(ok: number): void {
    if (!ok) throw faultsOf(textOf(this.c));
  }
}

function textOf(c: CoreExports): string {
  const at = c._lab_text();
  return decoder.decode(c.HEAPU8.subarray(at, at + c._lab_text_bytes()));
}

function faultsOf(text: string): CoreFaults {
  return new CoreFaults((JSON.parse(text) as { faults: Fault[] }).faults);
}

/** Options for the Emscripten factory: an instance of a module that was compiled before. */
export function instanceOf(module: WebAssembly.Module): object {
  return {
    instantiateWasm(imports: WebAssembly.Imports, ready: (i: WebAssembly.Instance) => void) {
      void WebAssembly.instantiate(module, imports).then(ready);
      return {};
    },
  };
}
