import { type Page, expect } from '@playwright/test';
import axe from 'axe-core';

/** Members that most tests ask for: what they look at does not depend on it. */
export const few = 12;

/** Opens the lab with a small ensemble and waits for an answer. */
export async function open(page: Page, path = ''): Promise<void> {
  await page.goto(path.startsWith('http') ? path : `?members=${few}${path}`);
  await answered(page, 8);
}

/** Waits until the page shows an answer of at least `members` and computes no more. */
export async function answered(page: Page, members = few): Promise<void> {
  await page.waitForFunction(
    (n) => Number(document.querySelector('[data-members]')?.getAttribute('data-members') ?? 0) >= n,
    members,
  );
}

/** Waits until the whole ensemble is shown and the page is at rest. */
export async function settled(page: Page, members = few): Promise<void> {
  await page.waitForTimeout(60); // a change is asked for at the next frame
  await expect(page.locator('main')).toHaveAttribute('data-busy', 'false', { timeout: 90_000 });
  await answered(page, members);
}

/** No violation that axe-core knows of. */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`);
  });
  expect(found).toEqual([]);
}

export const ledger = (page: Page) => page.locator('[data-ledger]').getAttribute('aria-label');
export const hash = (page: Page) => page.locator('[data-hash]').textContent();

export async function squeeze(page: Page, zone: string): Promise<void> {
  const button = page.locator('.zone-facts button.primary');
  // An answer that comes in between draws the map anew.
  await expect(async () => {
    await page.locator(`[data-map="map"] [data-zone="${zone}"]`).focus();
    await page.keyboard.press('Enter');
    await expect(button).toBeVisible({ timeout: 1000 });
  }).toPass();
  await button.click();
}
