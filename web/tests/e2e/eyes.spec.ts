// The page for those who hear it, print it, choose its colours or see none of them.
import { expect, test } from '@playwright/test';
import { open, settled, squeeze } from './helpers';

test('a page says which one it is and begins at its top', async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle('Balloon: Squeeze a coca valley and watch where it swells');
  await page.locator('footer a').click();
  await expect(page).toHaveTitle('What this model gets wrong – Balloon');
  await expect(page.getByRole('main', { name: 'What this model gets wrong' })).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('a screen reader hears an answer once it is complete, and nothing else by itself', async ({ page }) => {
  await open(page, '&lang=es');
  await settled(page);
  await expect(page.locator('[data-said]')).toHaveText(/^12 de 12 mundos simulados\. Cambio neto .* hectáreas/);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const live of document.querySelectorAll('[role="status"], output, [aria-live]'))
      if (live.getAttribute('aria-live') !== 'off')
        new MutationObserver(() => live.textContent?.trim() && heard.push(live.textContent)).observe(live, { subtree: true, childList: true, characterData: true });
  });
  await page.locator('.time input').focus();
  for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowRight');
  await page.locator('[data-preset]').selectOption('status-quo');
  await settled(page);
  await squeeze(page, 'PE-VRAEM');
  await settled(page);
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  expect(heard.at(-1)).toContain('Cambio neto');
  expect(heard.length).toBeLessThanOrEqual(3);
});

for (const [lang, unit] of [['en', 'hectares'], ['es', 'hectáreas']] as const)
  test(`zones, bars and charts are named with their figures (${lang})`, async ({ page }) => {
    await open(page, `&lang=${lang}`);
    const names = async (what: string) => page.locator(what).evaluateAll((all) => all.map((x) => x.getAttribute('aria-label') ?? ''));
    for (const name of await names('[data-map="map"] [data-zone]')) expect(name).toMatch(new RegExp(`: [\\d.,]+ ${unit}; .*90 %`));
    for (const name of [...(await names('[data-map="map"] [data-zone]')), ...(await names('[data-panel]')), ...(await names('[data-ledger]'))]) expect(name).not.toMatch(/ ha\b|\[/);
    expect((await names('[data-zone="PE-AGUAYTIA"]'))[0]).toMatch(/squeezed|apretada/);
    // The three maps of a comparison are pictures; their figures are in the table below.
    await page.goto(`?members=12&lang=${lang}#compare`);
    await settled(page);
    expect(await page.locator('svg[data-map][role="img"]').count()).toBe(3);
    // Plus and minus say in the difference what colours say.
    await expect(page.locator('.legend')).toContainText('+');
    expect(await page.locator('[data-map="map-difference"] .zone path').count()).toBeGreaterThan(0);
  });

test('numbers are typed as Spanish has them', async ({ page }) => {
  await open(page, '&lang=es');
  await page.locator('[data-preset]').selectOption('status-quo');
  await squeeze(page, 'PE-VRAEM');
  const field = page.locator('.lever input.number'), slider = page.locator('.lever input[type="range"]');
  for (const [typed, shown, value] of [['3.000', '3000', '3000'], ['1500,5', '1500,5', '1500']] as const) {
    await field.fill(typed);
    await page.keyboard.press('Tab');
    await expect(field).toHaveValue(shown);
    await expect(page.locator('.lever .wrong')).toHaveCount(0);
    expect(Math.abs(Number(await slider.inputValue()) - Number(value))).toBeLessThanOrEqual(50);
  }
});

test('pictures stay readable where the reader chose the colours, and what is pressed is marked', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await open(page);
  const ground = (what: string) => page.locator(what).first().evaluate((x) => getComputedStyle(x).backgroundColor);
  for (const picture of ['[data-ledger]', '[data-panel]', '.timeline svg', '.budget svg', '.legend']) expect(await ground(picture), picture).toBe('rgb(255, 255, 255)');
  for (const [on, off] of [['nav a[aria-current]', 'nav a:not([aria-current])'], ['.ledger button[aria-pressed="true"]', '.ledger button[aria-pressed="false"]']] as const)
    expect(await ground(on)).not.toBe(await ground(off));
});

test('on paper nothing is cut and no button is left', async ({ page }) => {
  for (const view of ['lab', 'compare', 'explain']) {
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`?members=12#${view}`);
    await page.waitForSelector(view === 'explain' ? 'table' : '[data-members="12"]');
    await page.setViewportSize({ width: 700, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    const cut = await page.locator('.scroll').evaluateAll((all) => all.filter((x) => x.scrollHeight > x.clientHeight + 1 || x.scrollWidth > x.clientWidth + 1).length);
    expect(cut, view).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), view).toBeLessThanOrEqual(0);
    expect(await page.locator('button:visible, input:visible').evaluateAll((all) => all.filter((x) => x.getAttribute('aria-pressed') !== 'true' && !x.matches('.hidden')).length), view).toBe(0);
  }
});
