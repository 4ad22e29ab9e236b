// The real core in Node, as the workers open it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Core, type CoreExports, instanceOf } from '../../src/core/module';

const folder = process.env.BALLOON_CORE ?? fileURLToPath(new URL('../../../build/wasm', import.meta.url));

export async function openCore(catalogue = false): Promise<Core> {
  const { default: create } = (await import(pathToFileURL(join(folder, 'balloon_lab.mjs')).href)) as {
    default: (options: object) => Promise<CoreExports>;
  };
  const module = await WebAssembly.compile(readFileSync(join(folder, 'balloon_lab.wasm')));
  return Core.open(await create(instanceOf(module)), catalogue);
}
