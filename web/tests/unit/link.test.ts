// Share links: what is written is read; what is broken, foreign or hostile is said to be so.
import { expect, test } from 'vitest';
import { type Shared, isCurrent, readLink, writeLink } from '../../src/scenario/link';
import type { Catalogue } from '../../src/core/types';

const shared: Shared = {
  toml: 'schema = 1\nname = "ñandú"\n', against: 'status-quo', year: 2030, version: '0.1.0', data: 'd1', posterior: 'p1',
};

test('a link gives back what was written', async () => {
  const link = await writeLink(shared);
  expect(link).toMatch(/^s=1\.[\w-]+$/);
  expect(await readLink(`#${link}`)).toEqual(shared);
});

test('a link knows whether model and data are still the same', () => {
  const now = { version: '0.1.0', data_hash: 'd1', posterior: 'p1' } as Catalogue;
  expect(isCurrent(shared, now)).toBe(true);
  expect(isCurrent(shared, { ...now, data_hash: 'd2' })).toBe(false);
});

test('other fragments are no links', async () => {
  expect(await readLink('#compare')).toBeUndefined();
  expect(await readLink('')).toBeUndefined();
});

test.each([
  ['#s=1.', 'broken'],
  ['#s=1.%%%', 'broken'],
  ['#s=1.AAAA', 'broken'],
  ['#s=hello', 'broken'],
  ['#s=9.AAAA', 'newer'],
  [`#s=1.${'A'.repeat(200_000)}`, 'large'],
])('%.20s is %s', async (fragment, problem) => {
  expect(await readLink(fragment)).toBe(problem);
});

test('a cut link is broken', async () => {
  const link = await writeLink(shared);
  expect(await readLink(link.slice(0, -10))).toBe('broken');
});

test('a small link that unpacks to much is refused', async () => {
  const link = await writeLink({ ...shared, toml: '#'.repeat(5_000_000) }).catch(() => undefined);
  const stream = new Blob([JSON.stringify({ ...shared, toml: '#'.repeat(5_000_000) })]).stream();
  const bytes = new Uint8Array(await new Response(stream.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());
  const bomb = `s=1.${Buffer.from(bytes).toString('base64url')}`;
  expect(link ?? bomb).toBeTruthy();
  expect(bomb.length).toBeLessThan(20_000);
  expect(await readLink(bomb)).toBe('large');
});

test.each([
  { version: '1', data: 'd' },
  { id: 'a', toml: 'b', version: '1', data: 'd' },
  { id: 7, version: '1', data: 'd' },
  { id: 'a', year: 'NaN', version: '1', data: 'd' },
  { id: 'a' },
  null,
])('what does not say a strategy is broken: %j', async (said) => {
  expect(await readLink(await writeLink(said as unknown as Shared))).toBe('broken');
});
