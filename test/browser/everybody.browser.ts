import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './support/axe';
import { PHONE, TestBrowser, picture, textOf } from './support/browser';

const browser = TestBrowser.forThisFile();

describe('where scripts are forbidden', () => {
  test('everything can be read, every link has a target, and nothing looks like a control', async () => {
    const page = await browser.openDemo({ javaScriptEnabled: false });
    assert.equal(await page.locator('article:visible').count(), 2);
    assert.equal(await page.locator('button:visible, input:visible, select:visible').count(), 0);
    assert.match(await textOf(page, '#prod .list'), /30016\s+monitoring\/grafana\s+web\s+assigned\s+3000 TCP/);
    assert.match(await textOf(page, '.plan summary'), /unsafe: 2 ports moved, 2 new, 1 given up/);
    await page.click('#prod .seats [data-port="30016"]');
    assert.match(await textOf(page, 'tr:target'), /30016/);
    await picture(page, 'no-script', { fullPage: true });
  });

  const POLICIES = {
    'a sandbox': 'sandbox',
    // The policy that Jenkins sends with the reports of its jobs.
    'a sandbox without styles': "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self'",
  };
  for (const [name, policy] of Object.entries(POLICIES)) {
    test(`every port can be read with ${name}`, async () => {
      const headers = { 'content-security-policy': policy };
      const { page, requests } = await browser.open(browser.demoText, { headers });
      assert.match(await textOf(page, '#prod .list'), /30016\s+monitoring\/grafana/);
      assert.deepEqual(requests, []);
      await picture(page, name.replaceAll(' ', '-'));
    });
  }
});

describe('the states can be distinguished', () => {
  for (const type of ['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'] as const) {
    test(`with ${type}, as in the picture`, async () => {
      const page = await browser.openDemo({ fragment: 'prod/30043' });
      await page.click('#plan');
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setEmulatedVisionDeficiency', { type });
      await picture(page, type);
    });
  }

  test('without their colors, by tone, pattern, border, shape or sign', async () => {
    const page = await browser.openDemo();
    await page.click('#plan');
    const looks = await page.locator('article:visible .legend .key').evaluateAll((keys) =>
      keys.map((key) => {
        const { backgroundColor, backgroundImage, borderStyle, borderRadius } = getComputedStyle(key);
        const [red = 0, green = 0, blue = 0, alpha = 1] = backgroundColor.match(/[\d.]+/g)!.map(Number);
        const tone = alpha === 0 ? 'none' : red * 0.3 + green * 0.59 + blue * 0.11 < 150 ? 'dark' : 'light';
        return [tone, backgroundImage, borderStyle, borderRadius, getComputedStyle(key, '::after').content].join(' ');
      }),
    );
    assert.equal(looks.length, 10);
    assert.equal(new Set(looks).size, looks.length, looks.join('\n'));
  });
});

describe('on every screen', () => {
  test('it fits a window of 320 pixels, and everything can still be done', async () => {
    const page = await browser.openDemo({ viewport: { width: 320, height: 568 } });
    assert.equal(await page.evaluate(() => document.scrollingElement!.scrollWidth), 320);
    assert.deepEqual(await violations(page), []);
    await page.click('.seats [data-port="30022"]');
    assert.match(await textOf(page, '.details'), /git\/gitea/);
    await picture(page, 'narrow');
  });

  test('on a phone, the next free port is there at once', async () => {
    const page = await browser.openDemo(PHONE);
    await picture(page, 'phone');
    const box = await page.locator('article:visible .details .copy').boundingBox();
    assert.ok(box && box.y + box.height <= PHONE.viewport.height, JSON.stringify(box));
  });

  test('on paper, it has every port and no tools', async () => {
    const page = await browser.openDemo();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.tools').isVisible(), false);
    assert.equal(await page.locator('.list').first().isVisible(), true);
    await picture(page, 'print', { fullPage: true });
    assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
  });
});
