import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './support/axe';
import { TestBrowser, picture, textOf } from './support/browser';
import { clusterOf, pageOf, portOf } from './support/maps';

const browser = TestBrowser.forThisFile();

describe('the plan', () => {
  test('is shown at the press of a button: which ports are new, which move where, and which are given up', async () => {
    const page = await browser.openDemo();
    await page.click('#plan');
    assert.equal(await textOf(page, 'h2'), '42 of 86 static ports are free after the plan, 30002 is next');
    assert.equal(await page.locator('.arrows .shaft').count(), 2);
    assert.match(await textOf(page, '.seats [data-port="30070"]'), /^30070 ← 30040/);
    assert.match(await textOf(page, '.seats [data-port="30040"]'), /^30040 → 30070/);
    assert.match(await textOf(page, '.seats [data-port="30071"]'), /^30071 goes/);
    assert.equal(await page.locator('.seats .new').count(), 2);
    assert.equal(await textOf(page, '[data-state=leaving]'), 'leaving 3');
    await picture(page, 'plan-light');
    await page.click('#theme');
    await picture(page, 'plan-dark');
    await page.click('#plan');
    assert.equal(await page.locator('.arrows').count(), 0);
  });

  test('shows which document the API server will refuse', async () => {
    const page = await browser.openDemo({ fragment: 'prod/30043' });
    await page.click('#plan');
    assert.match(await textOf(page, '.details'), /clash.*shop\/gateway.*provided port is already allocated/);
  });

  test('is not offered for a cluster without one', async () => {
    const page = await browser.openDemo({ fragment: 'edge-17' });
    assert.equal(await page.isDisabled('#plan'), true);
  });
});

describe('the history of a lock', () => {
  const day = (date: string, ports: readonly number[], freed: readonly number[] = []) => ({
    day: date,
    commit: 'abc1234',
    ports: ports.map((port) => portOf(port)),
    freed,
  });
  const history = [day('2026-01-05', [30000]), day('2026-03-10', [30002, 30003]), day('2026-08-20', [30004], [30000])];
  const cluster = clusterOf(
    'prod',
    30000,
    32767,
    [30002, 30003, 30004].map((port) => portOf(port)),
    { history },
  );

  test('is a slider over the days that shows the band as it was', async () => {
    const { page } = await browser.open(pageOf(cluster));
    await page.locator('[data-history]').focus();
    await page.keyboard.press('Home');
    assert.equal(await textOf(page, 'h2'), '85 of 86 static ports were free on 2026-01-05, 30001 is next');
    assert.equal(await page.locator('.seats .free').count(), 85);
    await page.keyboard.press('ArrowRight');
    assert.match(await textOf(page, '.time h3'), /2026-03-10: 3/);
    await page.keyboard.press('End');
    assert.match(await textOf(page, 'h2'), /^83 of 86 static ports are free/);
    assert.deepEqual(await violations(page), []);
    await picture(page, 'history');
  });
});
