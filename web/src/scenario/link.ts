// Share links: a scenario, what it is compared with, and the versions it was made with, deflated
// into the fragment of the address. Version 1; a later one keeps a reader for each earlier.
import type { Catalogue } from '../core/types';

/** What a link says. */
export interface Shared {
  /** A shipped scenario's id, or the text of a file. */
  id?: string;
  toml?: string;
  against?: string;
  year?: number;
  /** Made with: model version, data, posterior. */
  version: string;
  data: string;
  posterior: string;
}

export type LinkProblem = 'broken' | 'newer' | 'large';

const format = 1;
const longestFragment = 100_000;
const longestText = 1_000_000;

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream, most: number) {
  const out = new Blob([bytes]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, BufferSource>);
  const reader = out.getReader();
  const parts: BlobPart[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError('too large');
    }
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const toBase64 = (bytes: Uint8Array) => {
  let binary = '';
  for (const b of bytes) binary += String.fromCharCode(b);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
};

const fromBase64 = (text: string) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

/** The fragment, without its #. */
export async function writeLink(shared: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  const packed = await through(bytes, new CompressionStream('deflate-raw'), longestText);
  return `s=${format}.${toBase64(packed)}`;
}

/** What the fragment says; nothing where it is no link, or what is wrong with it. */
export async function readLink(fragment: string): Promise<Shared | LinkProblem | undefined> {
  const match = /^#?s=(\d+)\.(.*)$/s.exec(fragment);
  if (!match) return /^#?s=/.test(fragment) ? 'broken' : undefined;
  if (Number(match[1]) > format) return 'newer';
  if (fragment.length > longestFragment) return 'large';
  try {
    const bytes = await through(fromBase64(match[2] ?? ''), new DecompressionStream('deflate-raw'), longestText);
    const said: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return checked(said) ?? 'broken';
  } catch (error) {
    return error instanceof RangeError ? 'large' : 'broken';
  }
}

function checked(said: unknown): Shared | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const s = said as Record<string, unknown>;
  const text = (key: string) => s[key] === undefined || typeof s[key] === 'string';
  const texts = ['id', 'toml', 'against', 'version', 'data', 'posterior'].every(text);
  const year = s.year === undefined || (typeof s.year === 'number' && Number.isInteger(s.year));
  const one = (s.id === undefined) !== (s.toml === undefined);
  return texts && year && one && s.version && s.data ? (said as Shared) : undefined;
}

/** Whether a link was made with the model and data of this page, so that its figures are the same. */
export function isCurrent(shared: Shared, c: Catalogue): boolean {
  return shared.version === c.version && shared.data === c.data_hash && shared.posterior === (c.posterior ?? '');
}
