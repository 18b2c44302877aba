import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { violations } from './support/axe';
import { PHONE, TestBrowser, picture, textOf } from './support/browser';

const browser = TestBrowser.forThisFile();

describe('the page as it opens', () => {
  test('makes no requests and logs nothing to the console', async () => {
    const { page, complaints, requests } = await browser.open(browser.demoText);
    await page.click('#plan');
    await page.click('.seats [data-port="30022"]');
    assert.deepEqual({ complaints, requests }, { complaints: [], requests: [] });
  });

  test('does the same from a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ports-'));
    const path = join(folder, 'ports.html');
    writeFileSync(path, browser.demoText);
    const { page, complaints, requests } = await browser.openFile(pathToFileURL(path).href);
    await page.click('#plan');
    rmSync(folder, { recursive: true });
    assert.deepEqual({ complaints, requests }, { complaints: [], requests: [] });
  });

  test('shows at a glance how many ports are free and which is next', async () => {
    const page = await browser.openDemo();
    assert.equal(await textOf(page, 'h2'), '46 of 86 static ports are free, 30002 is next');
    assert.equal(await textOf(page, '.details .copy code'), 'nodePort: 30002');
    await picture(page, 'light');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no accessibility violations in ${colorScheme}`, async () => {
      const page = await browser.openDemo({ colorScheme, fragment: 'prod/30043' });
      assert.deepEqual(await violations(page), []);
      await page.click('#plan');
      await page.selectOption('#colors', 'namespace');
      await page.fill('#search', 'shop');
      assert.deepEqual(await violations(page), []);
      await picture(page, `namespaces-${colorScheme}`);
    });
  }

  test('has no accessibility violations on a phone', async () => {
    assert.deepEqual(await violations(await browser.openDemo(PHONE)), []);
  });

  test('moves nothing for readers who prefer reduced motion', async () => {
    const page = await browser.openDemo({ reducedMotion: 'reduce' });
    const seat = page.locator('.seats a').first();
    assert.equal(await seat.evaluate((element) => getComputedStyle(element).transitionDuration), '0s');
  });
});
