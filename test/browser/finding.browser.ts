import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Page } from 'playwright-core';
import { TestBrowser, addressOf, picture, textOf } from './support/browser';

const browser = TestBrowser.forThisFile();

/** The ports that a search or the legend highlights. */
async function lit(page: Page): Promise<string[]> {
  const seats = page.locator('article:visible .seats td:not(.dim, .void) a');
  return seats.evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.port!));
}

describe('a search finds ports', () => {
  const finds: readonly (readonly [string, string, readonly string[]])[] = [
    ['a number', '30043', ['30043']],
    ['a Service', 'ingress-nginx', ['30043', '30044', '30062']],
    ['a namespace', 'databases/', ['30004', '30005', '30006']],
    ['a holder', 'team media', ['30058', '30059']],
    ['a state', 'retired', ['30012', '30013', '30074']],
    ['several words', 'kafka broker pinned', ['30030', '30031', '30032']],
  ];
  for (const [what, query, ports] of finds) {
    test(`by ${what}`, async () => {
      const page = await browser.openDemo();
      await page.fill('#search', query);
      assert.deepEqual(await lit(page), ports);
      assert.equal(await textOf(page, '.found'), `${ports.length} found`);
      if (what === 'a namespace') await picture(page, 'search');
    });
  }

  test('and lists only those, or says that there are none', async () => {
    const page = await browser.openDemo();
    await page.fill('#search', 'kafka-0');
    await page.waitForFunction(() => document.querySelectorAll('#prod .list tbody tr').length === 1);
    await page.fill('#search', 'no such thing');
    assert.equal(await textOf(page, '.found'), 'nothing found');
    assert.deepEqual(await lit(page), []);
  });

  test('and Enter goes to any port of the range, free or not', async () => {
    const page = await browser.openDemo();
    await page.fill('#search', '31234');
    await page.press('#search', 'Enter');
    assert.match(await textOf(page, '.details'), /^31234 free, dynamic band/);
  });
});

test('the legend filters, and counts', async () => {
  const page = await browser.openDemo();
  assert.equal(await textOf(page, '#prod [data-state=free]'), 'free 46');
  await page.click('#prod [data-state=free]');
  assert.equal(await page.getAttribute('#prod [data-state=free]', 'aria-pressed'), 'false');
  assert.equal((await lit(page)).length, 40);
  await page.click('#prod [data-state=free]');
  assert.equal((await lit(page)).length, 86);
});

describe('an address', () => {
  test('leads to one port, in view', async () => {
    const page = await browser.openDemo({ fragment: 'prod/30043', viewport: { width: 1000, height: 500 } });
    assert.match(await textOf(page, '.details h3'), /30043/);
    assert.equal(await page.locator('.seats [aria-current]').getAttribute('data-port'), '30043');
    const box = await page.locator('#prod .seats [data-port="30043"]').boundingBox();
    assert.ok(box && box.y >= 0 && box.y + box.height <= 500, JSON.stringify(box));
  });

  test('leads to another cluster, as its tab does, and back', async () => {
    const page = await browser.openDemo({ fragment: 'edge-17/30011' });
    assert.match(await textOf(page, '#edge-17 .details'), /30011.*team field/);
    assert.equal(await page.locator('article:visible').count(), 1);
    await page.click('nav a:first-child');
    assert.equal(await textOf(page, 'article:visible h2'), '46 of 86 static ports are free, 30002 is next');
    await page.goBack();
    await page.locator('#edge-17').waitFor({ state: 'visible' });
  });

  test('is followed at once where a tab leads to it', async () => {
    const page = await browser.openDemo();
    const shown = await page.evaluate(() => {
      document.querySelector<HTMLElement>('nav a:last-child')!.click();
      return [...document.querySelectorAll('article:not([hidden])')].map(({ id }) => id);
    });
    assert.deepEqual(shown, ['edge-17']);
  });

  test('that matches nothing shows the first cluster', async () => {
    for (const fragment of ['nowhere', 'prod/99999', '%', 'a/b/c', 'prod/0']) {
      const page = await browser.openDemo({ fragment });
      assert.equal(await page.locator('#prod').isVisible(), true, fragment);
      await page.close();
    }
  });

  test('follows the port that is selected', async () => {
    const page = await browser.openDemo();
    await page.click('.seats [data-port="30022"]');
    assert.match(await addressOf(page), /#prod\/30022$/);
    await page.click('.findings a >> nth=0');
    assert.match(await addressOf(page), /#prod\/30043$/);
  });
});

test('a click selects a port of the whole range', async () => {
  const page = await browser.openDemo();
  await page.locator('#prod .readout').scrollIntoViewIfNeeded();
  const drawing = await page.locator('#prod .field').boundingBox();
  const scale = drawing!.width / 1036;
  await page.mouse.click(drawing!.x + (36 + 67.5 * 10) * scale, drawing!.y + (12 + 27.5 * 10) * scale);
  assert.match(await textOf(page, '.details'), /^32767 pinned, dynamic band Written where the API server picks/);
});
