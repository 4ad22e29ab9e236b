// The package in Node, which reads the core from disk: its fetch takes no file.
import { readFile } from 'node:fs/promises';
import { type Balloon, open as openAnywhere, type OpenOptions } from './index.js';

export * from './index.js';

export async function open(options: OpenOptions = {}): Promise<Balloon> {
  const wasm = options.wasm ?? (await readFile(new URL('./balloon_lab.wasm', import.meta.url)));
  return openAnywhere({ wasm });
}
