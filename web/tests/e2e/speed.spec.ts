// How fast it is here (LAB_SPEED=1): prints, and judges nothing. docs/performance.md has the figures
// of a quiet machine.
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Page, test } from '@playwright/test';
import { answered, settled, squeeze } from './helpers';

test.skip(process.env.LAB_SPEED !== '1', 'only where asked for');

interface Told { members: number; milliseconds: number; at: number }
const told = (page: Page) =>
  page.evaluate(() =>
    performance.getEntriesByName('balloon-answer').map((e) => {
      const { members, milliseconds } = (e as PerformanceMark).detail as { members: number; milliseconds: number };
      return { members, milliseconds, at: e.startTime };
    }),
  ) as Promise<Told[]>;

/** Waits for the whole ensemble's answer to the last move without asking at every frame. */
const whole = (page: Page) =>
  page.waitForFunction(
    () => {
      const [moved, answer] = ['balloon-moved', 'balloon-answer'].map((name) => performance.getEntriesByName(name).at(-1) as PerformanceMark | undefined);
      return moved && answer && answer.startTime > moved.startTime && (answer.detail as { members: number }).members === 200;
    },
    undefined,
    { polling: 200 },
  );

/** Milliseconds after an answer before the lever moves again: the last one is drawn by then. */
const rest = 500;

const middle = (values: number[]) => Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN);

test('speed', async ({ page }) => {
  test.setTimeout(300_000);
  const files = ['', 'assets/'].flatMap((d) => readdirSync(`../build/lab/${d}`).filter((f) => f.includes('.')).map((f) => `../build/lab/${d}${f}`));
  const size = files.reduce((sum, f) => sum + gzipSync(readFileSync(f), { level: 9 }).length, 0);
  console.log(`first load, gzip: ${(size / 1e6).toFixed(2)} MB`);
  await page.addInitScript(() => {
    const long: number[] = [];
    Object.assign(window, { long });
    new PerformanceObserver((list) => list.getEntries().forEach((e) => long.push(e.duration))).observe({ type: 'longtask', buffered: true });
  });
  await page.goto('');
  await answered(page, 8);
  console.log(`first answer after ${middle((await told(page)).slice(0, 1).map((t) => t.at))} ms`);
  await settled(page, 200);
  console.log(`first ensemble of 200 after ${middle((await told(page)).filter((t) => t.members === 200).map((t) => t.at))} ms`);
  for (const preset of ['humala-2012', 'status-quo']) {
    await page.locator('[data-preset]').selectOption(preset);
    await squeeze(page, 'PE-VRAEM');
    await settled(page, 200);
    await page.evaluate(() => {
      performance.clearMarks();
      (window as unknown as { long: number[] }).long.length = 0;
    });
    const slider = page.locator('.lever input[type="range"]');
    for (let i = 0; i < 7; ++i) {
      await page.waitForTimeout(rest);
      await slider.evaluate((input: HTMLInputElement, value) => {
        performance.mark('balloon-moved');
        input.value = String(value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, 3000 + 400 * i);
      await whole(page);
    }
    const moved = await page.evaluate(() => performance.getEntriesByName('balloon-moved').map((e) => e.startTime));
    const answers = await told(page);
    for (const members of [8, 30, 200]) {
      const times = moved.flatMap((at, i) => {
        const found = answers.find((a) => a.members === members && a.at > at && a.at < (moved[i + 1] ?? Infinity));
        return found ? [found.at - at] : [];
      });
      console.log(`${preset}, lever moved, ${members} members: median ${middle(times)} ms of ${times.length} (${times.map(Math.round).join(' ')})`);
    }
    const long = await page.evaluate(() => (window as unknown as { long: number[] }).long);
    console.log(`tasks of the page above 50 ms: ${long.length}, longest ${Math.round(Math.max(0, ...long))} ms`);
  }
});
