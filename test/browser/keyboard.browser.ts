import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Page } from 'playwright-core';
import { TestBrowser, addressOf, textOf } from './support/browser';

const browser = TestBrowser.forThisFile();

async function focused(page: Page): Promise<DOMStringMap> {
  return page.evaluate(() => ({ ...(document.activeElement as HTMLElement).dataset }));
}

describe('with the keyboard only', () => {
  test('the first stop skips the tools, and the static band is a single stop', async () => {
    const page = await browser.openDemo();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement!.textContent), 'Skip to the ports');
    assert.equal(await page.locator('article:visible .seats a[tabindex="0"]').count(), 1);
  });

  test('arrows go from seat to seat, stay inside the band and show what is under them', async () => {
    const page = await browser.openDemo({ fragment: 'prod/30030' });
    await page.locator('#prod .seats [data-port="30030"]').focus();
    for (const [key, port] of [
      ['ArrowRight', '30031'],
      ['ArrowDown', '30041'],
      ['ArrowLeft', '30040'],
      ['ArrowUp', '30030'],
      ['End', '30039'],
      ['Home', '30030'],
      ['PageUp', '30000'],
      ['ArrowUp', '30000'],
      ['ArrowLeft', '30000'],
      ['PageDown', '30030'],
    ]) {
      await page.keyboard.press(key);
      assert.equal((await focused(page)).port, port, key);
    }
    assert.match(await textOf(page, '.details'), /30030.*kafka\/kafka-0/);
    assert.match(await addressOf(page), /#prod\/30030$/);
  });

  test('the line of a free port is copied by one key', async () => {
    const page = await browser.openDemo();
    await page.locator('#prod .seats a[tabindex="0"]').focus();
    await page.keyboard.press('c');
    await page.waitForFunction(() => document.querySelector('.found')!.textContent !== '');
    assert.equal(await textOf(page, '.found'), 'Copied nodePort: 30002');
  });

  test('arrows walk the whole range from one port in use to the next, and each is read out', async () => {
    const page = await browser.openDemo({ fragment: 'prod/30083' });
    await page.locator('#prod [data-part=field]').focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await textOf(page, '.readout'), /^30\d{3}\s+\S+\/\S+ \w+\s+live$/);
    await page.keyboard.press('End');
    assert.match(await textOf(page, '.readout'), /^32767\s+legacy\/tracker http\s+pinned$/);
    await page.keyboard.press('Home');
    assert.match(await addressOf(page), /#prod\/30000$/);
  });

  test('a slash goes to the search, Enter selects what it found, Escape empties it', async () => {
    const page = await browser.openDemo();
    await page.keyboard.press('/');
    await page.keyboard.type('grafana');
    await page.keyboard.press('Enter');
    assert.match(await addressOf(page), /#prod\/30016$/);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.seats .dim').count(), 0);
  });

  test('the focused element is outlined, and keeps the focus when the page is redrawn', async () => {
    const page = await browser.openDemo();
    await page.locator('#prod [data-state=pinned]').focus();
    await page.keyboard.press('Space');
    assert.equal((await focused(page)).state, 'pinned');
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle), 'none');
  });
});
