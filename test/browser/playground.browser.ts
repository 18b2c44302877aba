import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { violations } from './support/axe';
import { PHONE, TestBrowser, addressOf, picture, textOf } from './support/browser';
import { cli, serviceYaml } from '../support/cli';

const PLAYGROUND = readFileSync(join(__dirname, '../../site/public/playground.html'), 'utf8');
const browser = TestBrowser.forThisFile();

const clash = `${serviceYaml('a', 30009)}---\n${serviceYaml('b', 30009)}`;

/** Inputs whose verdict must be the same, by subject. */
const INPUTS: Readonly<Record<string, string>> = {
  'a clash': clash,
  'a Service that is fine': serviceYaml('a', 30009),
  'a port of the dynamic band': serviceYaml('a', 31380),
  'a port outside the range': serviceYaml('a', 40000),
  'a document that cannot be read': `${serviceYaml('a', 30009)}---\napiVersion: v1\nkind: Service\nspec: [\n---\n${clash}`,
  'text without a Service': 'a: 1\n',
  'a template': serviceYaml('a', '{{ .Values.port }}'),
  'JSON': JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [30009, 30010].map((nodePort) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `web-${nodePort}` },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort }] },
    })),
  }),
  'a Pod with a host port':
    `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: c, ` +
    `ports: [{ containerPort: 80, hostPort: 30009 }] }] }\n---\n${serviceYaml('a', 30009)}`,
  'an unknown type': serviceYaml('a', 30009).replace('NodePort', 'Nodeport'),
  'names in other scripts': serviceYaml('"ünïcödé-名前"', 30009),
  'a repeated key': serviceYaml('a', '30009\n      nodePort: 30010'),
  'text that is not YAML': 'apiVersion: v1\nkind: "Service\n',
};

interface Options {
  readonly range?: string;
  readonly isStrict?: boolean;
}

/** Fills in the whole form at once, and waits until the page has answered. */
async function ask(
  page: Page,
  manifests: string,
  { range = '30000-32767', isStrict = false }: Options = {},
): Promise<void> {
  await page.evaluate(
    (given) => {
      const [text, first, second] = ['manifests', 'range', 'strict'].map(
        (id) => document.getElementById(id) as HTMLInputElement,
      );
      [text.value, first.value, second.checked] = [given.manifests, given.range, given.isStrict];
      document.getElementById('answer')!.innerHTML = '';
      text.dispatchEvent(new Event('input'));
    },
    { manifests, range, isStrict },
  );
  await page.waitForSelector('#answer .summary');
}

/** The answer as the command line prints it: the report, and the notes on standard error. */
async function answerOf(page: Page): Promise<{ summary: string; rows: string[] }> {
  const rows = await page.locator('#answer li').evaluateAll((items) =>
    items.map((item) => {
      const text = item.querySelector('span')!.textContent!;
      const [place, severity] = [(item as HTMLElement).dataset.place!, item.className];
      return `${place}: ${severity}: ${text}`;
    }),
  );
  return { summary: await textOf(page, '#answer .summary'), rows };
}

/** The same from the command line. */
async function printed(manifests: string, args: string[]): Promise<{ summary: string; rows: string[] }> {
  const { stdout, stderr } = await cli(['check', '-', '--no-config', ...args], { stdin: manifests });
  const lines = stdout.trimEnd().split('\n');
  const findings = lines.slice(0, -1);
  const problems = stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace('cdk8s-nodeport: ', ''))
    .map((line) =>
      line.startsWith('warning: ')
        ? line.replace(/^warning: (\S+): /, '$1: warning: ')
        : line.replace(/^(\S+): /, '$1: error: '),
    );
  return { summary: lines[lines.length - 1], rows: [...findings, ...problems] };
}

describe('the playground', () => {
  test('makes no requests and logs nothing to the console', async () => {
    const { page, complaints, requests } = await browser.open(PLAYGROUND);
    await page.waitForSelector('.seats');
    await ask(page, clash);
    await page.click('.seats [data-port="30022"]');
    await page.click('#link');
    await page.waitForSelector('#status:not(:empty)');
    assert.deepEqual({ complaints, requests }, { complaints: [], requests: [] });
    await picture(page, 'playground', { fullPage: true });
  });

  test('could not send anything even if it tried', async () => {
    const { page } = await browser.open(PLAYGROUND);
    const sent: string[] = [];
    await page.route('https://example.com/**', async (route) => {
      sent.push(route.request().url());
      await route.abort();
    });
    await page.evaluate(async () => {
      await fetch('https://example.com/?fetched').catch(() => undefined);
      navigator.sendBeacon('https://example.com/?beacon');
      new Image().src = 'https://example.com/?picture';
      document.body.insertAdjacentHTML(
        'beforeend',
        '<form action="https://example.com/?form"><button id="go"></button></form>',
      );
      document.getElementById('go')!.click();
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    assert.deepEqual(sent, []);
    assert.match(await addressOf(page), /ports\.test/);
  });

  for (const [name, manifests] of Object.entries(INPUTS)) {
    test(`reports for ${name} what the command line reports`, async () => {
      const { page } = await browser.open(PLAYGROUND);
      await ask(page, manifests);
      assert.deepEqual(await answerOf(page), await printed(manifests, []));
      await ask(page, manifests, { range: '30000-30100', isStrict: true });
      assert.deepEqual(await answerOf(page), await printed(manifests, ['--strict', '--range', '30000-30100']));
    });
  }

  test('draws the ports of the manifests, and shows the details of one', async () => {
    const { page } = await browser.open(PLAYGROUND);
    await ask(page, clash);
    assert.match((await page.locator('.seats .clash').innerText()).replace(/\s+/g, ' '), /30009/);
    const before = await addressOf(page);
    await page.click('.seats [data-port="30022"]');
    assert.equal(await textOf(page, '.details .copy code'), 'nodePort: 30022');
    assert.equal(await addressOf(page), before);
  });

  test('leads from a finding to its line', async () => {
    const { page } = await browser.open(PLAYGROUND);
    await ask(page, clash);
    await page.click('#answer button');
    const selected = await page.evaluate(() => getSelection()!.toString());
    assert.equal(selected, '      nodePort: 30009');
  });

  test('says why a range is invalid', async () => {
    const { page } = await browser.open(PLAYGROUND);
    await ask(page, clash, { range: '32767-30000' });
    assert.match(await textOf(page, '#answer'), /32767-30000/);
    assert.equal(await page.locator('#map *').count(), 0);
  });

  test('puts the input into a link, which shows the same result in another browser', async () => {
    const first = await browser.open(PLAYGROUND);
    await ask(first.page, INPUTS['names in other scripts'] + clash, { range: '30000-30100', isStrict: true });
    await first.page.click('#link');
    await first.page.waitForSelector('#status:not(:empty)');
    const fragment = new URL(await addressOf(first.page)).hash.slice(1);
    assert.match(fragment, /^[\w-]+$/);
    const second = await browser.open(PLAYGROUND, { fragment });
    await second.page.waitForSelector('#answer .summary');
    assert.equal(await second.page.inputValue('#manifests'), INPUTS['names in other scripts'] + clash);
    assert.equal(await second.page.inputValue('#range'), '30000-30100');
    assert.equal(await second.page.isChecked('#strict'), true);
    assert.deepEqual(await answerOf(second.page), await answerOf(first.page));
    assert.deepEqual(second.requests, []);
  });

  for (const [name, fragment] of Object.entries({
    'is not packed': 'prod/30009',
    'is cut off': deflateRawSync(JSON.stringify([clash, '30000-32767', false]))
      .toString('base64url')
      .slice(0, 40),
    'holds something else': deflateRawSync('{"manifests":1}').toString('base64url'),
    'unpacks to gigabytes': deflateRawSync(JSON.stringify(['a'.repeat(50_000_000), '', false])).toString('base64url'),
  })) {
    test(`reports a link that ${name}, and keeps its own text`, async () => {
      const { page, complaints } = await browser.open(PLAYGROUND, { fragment });
      await page.waitForSelector('#status:not(:empty)');
      assert.match(await textOf(page, '#status'), /cannot|nothing that can be read/);
      assert.match(await page.inputValue('#manifests'), /name: minio/);
      assert.deepEqual(complaints, []);
    });
  }

  test('shows hostile names as text', async () => {
    const { page, complaints, requests } = await browser.open(PLAYGROUND);
    const evil = '<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e';
    let alerts = 0;
    page.on('dialog', (dialog) => {
      alerts++;
      void dialog.dismiss();
    });
    await ask(
      page,
      ['30009', JSON.stringify(evil)]
        .map((port) => serviceYaml(JSON.stringify(evil), port, JSON.stringify(evil)))
        .join('---\n') + clash,
    );
    await page.fill('#range', evil);
    await page.waitForFunction(() => document.querySelector('#answer')!.textContent!.includes('<img'));
    assert.equal(await page.locator('img, #answer script, #map script').count(), 0);
    assert.deepEqual({ alerts, complaints, requests }, { alerts: 0, complaints: [], requests: [] });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`has no accessibility violations in ${colorScheme}`, async () => {
      const { page } = await browser.open(PLAYGROUND, { colorScheme });
      await ask(page, INPUTS['a document that cannot be read']);
      assert.deepEqual(await violations(page), []);
    });
  }

  test('fits on a phone', async () => {
    const { page } = await browser.open(PLAYGROUND, PHONE);
    await ask(page, clash);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await picture(page, 'playground-phone');
  });
});
