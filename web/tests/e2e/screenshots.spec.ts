// Pictures for the README and docs/lab.md, in both languages, with the full ensemble
// (LAB_SCREENSHOTS=1 writes them; else they are only taken).
import { test } from '@playwright/test';
import { settled, squeeze } from './helpers';

const keep = process.env.LAB_SCREENSHOTS === '1';
const members = keep ? 200 : 8;
const folder = keep ? '../docs/images' : '../build/lab-tests';

for (const lang of ['en', 'es'])
  test(`pictures (${lang})`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: 1360, height: 900 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`?lang=${lang}&members=${members}`);
    await page.waitForSelector('[data-members]');
    await settled(page, members);
    await page.locator('.map-column > section').nth(1).screenshot({ path: `${folder}/lab-map-${lang}.png` });
    await page.locator('.ledger').screenshot({ path: `${folder}/lab-ledger-${lang}.png` });
    await page.locator('[data-preset]').selectOption('status-quo');
    await settled(page, members);
    await squeeze(page, 'PE-VRAEM');
    await page.locator('.time input').fill('2028');
    await settled(page, members);
    await page.screenshot({ path: `${folder}/lab-${lang}.png`, fullPage: true });
    await page.goto(`?lang=${lang}&members=${members}#compare`);
    await settled(page, Math.min(60, members));
    await page.screenshot({ path: `${folder}/lab-compare-${lang}.png`, fullPage: true });
    await page.setViewportSize({ width: 360, height: 760 });
    await page.goto(`?lang=${lang}&members=${members}#lab`);
    await settled(page, members);
    await page.screenshot({ path: `${folder}/lab-phone-${lang}.png` });
  });
