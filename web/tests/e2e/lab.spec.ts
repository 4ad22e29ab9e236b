// What a reader does, in a real browser.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { accessible, answered, hash, ledger, open, settled, squeeze } from './helpers';

test('a preset, a squeezed valley and a moved lever change the ledger; undo brings it back', async ({ page }) => {
  const foreign: string[] = [];
  page.on('request', (r) => {
    if (!r.url().startsWith('http://127.0.0.1')) foreign.push(r.url());
  });
  await open(page);
  const humala = await ledger(page);
  await page.locator('[data-preset]').selectOption('status-quo');
  await expect(page.locator('.ledger')).toContainText('Nothing differs');
  await squeeze(page, 'PE-VRAEM');
  await expect(page.locator('[data-ledger]')).toBeVisible();
  await settled(page);
  const squeezed = await ledger(page);
  expect(squeezed).not.toBe(humala);
  await expect(page.locator('[data-sentence]')).toContainText('VRAEM');
  await expect(page.locator('.levers .lever')).toHaveCount(1);
  const cost = await page.locator('[data-cost]').textContent();
  await page.locator('.lever input.number').fill('6000');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-cost]')).not.toHaveText(cost ?? '');
  await settled(page);
  expect(await ledger(page)).not.toBe(squeezed);
  // A field that makes no sense is refused, and nothing changes.
  const before = await hash(page);
  for (const nonsense of ['NaN', '-5', '1e99', '']) {
    await page.locator('.lever input.number').fill(nonsense);
    await page.keyboard.press('Tab');
    await expect(page.locator('.lever .wrong')).toBeVisible();
  }
  expect(await hash(page)).toBe(before);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await settled(page);
  expect(await ledger(page)).toBe(squeezed);
  expect(foreign).toEqual([]);
});

test('a bar is dragged on the timeline, by its middle and by an end', async ({ page }) => {
  await open(page);
  await page.locator('[data-preset]').selectOption('status-quo');
  await squeeze(page, 'PE-VRAEM');
  await settled(page);
  const from = page.locator('.lever .more input').nth(0), to = page.locator('.lever .more input').nth(1);
  const before = [Number(await from.inputValue()), Number(await to.inputValue())] as const;
  const bar = page.locator('.timeline .bar');
  await bar.scrollIntoViewIfNeeded();
  const box = (await bar.boundingBox())!;
  const year = box.width / (before[1] + 1 - before[0]);
  const drag = async (x: number, by: number) => {
    await page.mouse.move(x, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(x + by * year, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await settled(page);
  };
  await drag(box.x + box.width / 2, -4);
  await expect(from).toHaveValue(String(before[0] - 4));
  await expect(to).toHaveValue(String(before[1] - 4));
  await drag(box.x - 4 * year + box.width - 2, 2);
  await expect(from).toHaveValue(String(before[0] - 4));
  await expect(to).toHaveValue(String(before[1] - 2));
});

test('the time slider moves the map, by hand and by playing', async ({ page }) => {
  await open(page);
  const slider = page.getByRole('slider', { name: 'Year' });
  const size = () => page.locator('[data-zone="PE-HUALLAGA"] .balloon').getAttribute('r');
  await slider.fill('1992');
  const early = Number(await size());
  await slider.fill('2012');
  await expect(page.locator('.time output')).toHaveText('2012');
  expect(Number(await size())).toBeLessThan(early);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.locator('.time output')).not.toHaveText('2012');
  await page.getByRole('button', { name: 'Pause' }).click();
});

test('two strategies are compared, zone by zone', async ({ page }) => {
  await open(page, '#compare');
  await expect(page.locator('[data-map]')).toHaveCount(3);
  const first = await page.locator('tbody').last().textContent();
  await page.locator('[data-compare="1"]').selectOption('demand-first');
  await expect(page.locator('tbody').last()).not.toHaveText(first ?? '');
  await accessible(page);
});

test('Spanish is whole: words, numbers, address', async ({ page }) => {
  await open(page);
  await page.getByLabel('Language').selectOption('es');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByRole('heading', { name: 'Palancas' })).toBeVisible();
  await expect(page).toHaveURL(/lang=es/);
  const text = await page.locator('main').innerText();
  expect(text).not.toMatch(/\b(the|with|and|of every|worlds)\b/);
  await page.goto('?lang=es#wrong');
  await expect(page.locator('.failures li').first()).toContainText('Proporciones de las regiones');
});

test('a link brings back the strategy; a bad one says why and changes nothing', async ({ page }) => {
  await open(page);
  await page.locator('[data-preset]').selectOption('status-quo');
  await squeeze(page, 'CO-NAR');
  await settled(page);
  // Of a strategy that squeezes nothing the first year that was not observed.
  await expect(page.locator('.lever input[type="number"]').first()).toHaveValue('2024');
  await expect(page.locator('.zone-facts')).toContainText('Coca 2028');
  const made = await hash(page);
  await page.getByRole('button', { name: 'Copy a link' }).click();
  await page.waitForURL(/#s=1\./);
  const link = page.url();
  await page.goto('about:blank');
  await open(page, link);
  await settled(page);
  expect(await hash(page)).toBe(made);
  await expect(page.locator('.lever')).toContainText('Nariño');
  await page.evaluate(() => (location.hash = 's=1.broken'));
  await expect(page.getByRole('alert')).toContainText('damaged');
  await page.evaluate(() => (location.hash = 's=7.later'));
  await expect(page.getByRole('alert')).toContainText('newer');
  expect(await hash(page)).toBe(made);
});

test('a scenario goes out as TOML and comes back the same; a bad file changes nothing', async ({ page }) => {
  await open(page);
  await page.locator('[data-preset]').selectOption('plan-dignidad');
  await squeeze(page, 'BO-YUNGAS');
  await settled(page);
  const made = await hash(page);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Scenario as TOML' }).click()]);
  const text = readFileSync(await saved.path(), 'utf8');
  expect(text).toContain('extends = "plan-dignidad"');
  expect(text).toContain('from = "1998-01-01"');
  await page.getByRole('button', { name: 'Undo all changes' }).click();
  await settled(page);
  expect(await hash(page)).not.toBe(made);
  const file = page.locator('input[type="file"]');
  const give = (name: string, buffer: Buffer) => file.setInputFiles({ name, mimeType: 'application/toml', buffer });
  await give('mine.toml', Buffer.from(text));
  await expect(page.locator('.own')).toBeVisible();
  await settled(page);
  expect(await hash(page)).toBe(made);

  const bad: [string, Buffer, RegExp][] = [
    ['level.toml', readFileSync('../tests/bad_input/level-above-one.toml'), /level/],
    ['nan.toml', readFileSync('../tests/bad_input/level-nan.toml'), /level/],
    ['binary.toml', Buffer.from([0xff, 0xfe, 0x00]), /UTF-8/],
    ['deep.toml', Buffer.from(`a = ${'['.repeat(5000)}`), /./],
    ['script.toml', Buffer.from('name = "<img src=x onerror=alert(1)>"'), /schema|name/],
  ];
  for (const [name, buffer, says] of bad) {
    await give(name, buffer);
    await expect(page.getByRole('alert').first()).toContainText(says);
    expect(await hash(page)).toBe(made);
    while (await page.getByRole('button', { name: 'Close' }).count()) await page.getByRole('button', { name: 'Close' }).first().click();
  }
  // A hundred megabytes are refused by their size, without being read.
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(100_000_000)], 'huge.toml'));
    if (input) input.files = data.files;
    input?.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(page.getByRole('alert')).toContainText('100');
  expect(await hash(page)).toBe(made);
});

test('charts and tables can be taken away', async ({ page }) => {
  await open(page);
  for (const [kind, start] of [['CSV', 'Year,'], ['SVG', '<svg'], ['PNG', '\x89PNG']] as const) {
    const button = page.getByRole('button', { name: new RegExp(`${kind}: Coca area: Peru`) });
    const [saved] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(readFileSync(await saved.path(), 'latin1').slice(0, start.length)).toBe(start);
  }
  for (const group of ['Zones', 'Cocaine', 'Prices', 'Corridors', 'Markets', 'People and forest', 'Money']) {
    await page.getByRole('button', { name: group, exact: true }).click();
    await expect(page.getByRole('button', { name: group, exact: true })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('[data-panel]').first()).toBeVisible();
    const labels = await page.locator('[data-panel]').evaluateAll((all) => all.map((x) => x.getAttribute('aria-label') ?? ''));
    expect(labels.join()).not.toContain('NaN');
  }
});

test('everything can be done with the keyboard alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  const reach = async (what: string) => {
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, what)) return;
    }
    throw new Error(`${what} was not reached`);
  };
  await reach('[data-preset]');
  await page.keyboard.press('End');
  await reach('[data-map="map"] [data-zone]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const zone = await page.evaluate(() => document.activeElement?.getAttribute('data-zone'));
  expect(zone).toBeTruthy();
  await reach('input[type="range"][aria-label="Year"]');
  const year = Number(await page.locator('.time output').textContent());
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.time output')).toHaveText(String(year + 1));
  await reach('.zone-facts button');
  await page.keyboard.press('Enter');
  await expect(page.locator('.lever')).toHaveCount(1);
  await reach('.lever input[type="range"]');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.lever input.number')).toHaveValue('2100');
});

test('the story leads from the crown to the reader’s turn', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Tell me the story' }).click();
  for (const [i, title] of ['Peru regains the crown', '1995: the air bridge is cut', 'Plan Colombia', 'Humala’s turn', 'Your turn'].entries()) {
    if (i > 0) await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await answered(page, 8);
  }
  await expect(page.locator('[data-preset]')).toHaveValue('status-quo');
});

test('it works offline after the first visit', async ({ page, context }) => {
  await open(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  await page.reload();
  await answered(page, 8);
  await context.setOffline(true);
  await page.reload();
  await answered(page, 8);
});

for (const view of ['lab', 'compare', 'explain', 'wrong'])
  for (const width of [360, 1360])
    test(`axe finds nothing on ${view} at ${width} px, and nothing is wider than the screen`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`?members=8#${view}`);
      await page.waitForSelector(view === 'lab' || view === 'compare' ? '[data-members]' : 'h1');
      await accessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide).toBeLessThanOrEqual(0);
    });

test('a worker that fails does not leave the page waiting, and the next question is answered', async ({ page }) => {
  await open(page);
  const mills = () => page.workers().filter((worker) => worker.url().includes('mill'));
  const [first] = mills();
  await page.locator('[data-preset]').selectOption('plan-colombia');
  await first!.evaluate(() => void setTimeout(() => { throw new Error('as if memory had run out'); }));
  await expect(page.getByRole('alert')).toContainText('stopped working');
  await expect(page.locator('main')).toHaveAttribute('data-busy', 'false');
  await page.getByRole('alert').getByRole('button').click();
  await page.locator('[data-preset]').selectOption('plan-dignidad');
  await settled(page);
  await expect(page.locator('[data-sentence]')).toContainText('Cochabamba');
  expect(mills()).not.toContain(first);
});

test('a tab put to sleep in the middle of an answer goes on when it wakes', async ({ page, context }) => {
  const chosen = async (asleep: () => Promise<void>) => {
    await page.goto('?members=60');
    await answered(page, 8);
    await page.locator('[data-preset]').selectOption('plan-colombia');
    await asleep();
    await settled(page, 60);
    await expect(page.locator('[data-preset]')).toHaveValue('plan-colombia');
    return hash(page);
  };
  const awake = await chosen(async () => {});
  const devtools = await context.newCDPSession(page);
  const slept = await chosen(async () => {
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((over) => setTimeout(over, 3000));
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  });
  expect(slept).toBe(awake);
});
