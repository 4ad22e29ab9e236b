// What Emscripten writes beside balloon_lab.wasm.
import type { CoreExports } from './module.js';

declare const create: (options: object) => Promise<CoreExports>;
export default create;
