// The browser's outcomes are the program's, byte for byte: for the strategy that is shown first, or
// for every shipped one (LAB_PARITY=--all). BALLOON names the program.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { hash, open, settled } from './helpers';

const program = process.env.BALLOON ?? '../build/test/balloon';
const everything = process.env.LAB_PARITY === '--all';
const members = everything ? 200 : 24;
const shipped = readdirSync('../scenarios').map((f) => f.replace(/\.toml$/, '')).sort();

function printed(scenario: string): string {
  const args = ['run', scenario, '--members', String(members), '--no-readings', '--no-report', '--json'];
  const said = JSON.parse(execFileSync(program, args, { maxBuffer: 1 << 26 }).toString()) as { outcome_hash: string };
  return said.outcome_hash;
}

test('the outcome hash is that of the program', async ({ page }) => {
  test.skip(!existsSync(program), 'the program is not built');
  test.setTimeout(everything ? 1_200_000 : 120_000);
  await open(page);
  await page.goto(`?members=${members}`);
  await settled(page, members);
  for (const scenario of everything ? shipped : ['humala-2012', 'no-spray-stop']) {
    await page.locator('[data-preset]').selectOption(scenario);
    await expect(page.locator('.share code')).not.toHaveText('');
    await settled(page, members);
    expect(await hash(page), scenario).toBe(printed(scenario));
  }
});
