import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { violations } from './support/axe';
import { TestBrowser, picture } from './support/browser';
import { clusterOf, pageOf, portOf } from './support/maps';
import { ClusterMap, PortState } from '../../lib/core/map/port-map';

const browser = TestBrowser.forThisFile();

describe('a range', () => {
  const full = Array.from({ length: 2768 }, (_, index) =>
    portOf(30000 + index, { state: index < 86 ? PortState.ASSIGNED : PortState.LIVE }),
  );
  const cases: Readonly<Record<string, readonly [ClusterMap, number]>> = {
    'of one port': [clusterOf('one', 30000, 30000, [portOf(30000)]), 1],
    'of 16 ports, all static': [clusterOf('small', 30000, 30015, [portOf(30003)]), 16],
    'that starts at an odd number': [clusterOf('odd', 8087, 8190, [portOf(8087), portOf(8190)]), 16],
    'of 65,535 ports': [clusterOf('all', 1, 65535, [portOf(1), portOf(40000), portOf(65535)]), 128],
    'with every port in use': [clusterOf('full', 30000, 32767, full), 86],
  };
  for (const [what, [cluster, seats]] of Object.entries(cases)) {
    test(`${what} is drawn whole`, async () => {
      const { page, complaints, requests } = await browser.open(pageOf(cluster));
      assert.equal(await page.locator('.seats a').count(), seats);
      assert.equal(await page.locator('.field').count(), cluster.last > cluster.staticLast ? 1 : 0);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual({ complaints, requests }, { complaints: [], requests: [] });
      await picture(page, `range-${cluster.name}`);
    });
  }
});

describe('hostile names', () => {
  const NAMES = [
    '</script><script>window.pwned=1</script>',
    '<img src=x onerror=window.pwned=1>',
    '"><svg onload=window.pwned=1>',
    "' onfocus='window.pwned=1",
    '${window.pwned=1}',
    '<!--',
    ']]>',
    '\u202egnp.exe',
    'javascript:window.pwned=1',
    '&lt;b&gt;',
    '__proto__',
    '{{constructor}}',
    '\ud800',
  ];
  const ports = NAMES.map((name, index) =>
    portOf(30000 + index * 2, {
      namespace: name,
      service: name,
      port: name,
      serves: name,
      path: name,
      reason: name,
      reservation: name,
      since: name,
      state: PortState.CLASH,
      rivals: [{ holder: name, path: name }],
    }),
  );
  const findings = ports.map(({ nodePort, reason = '' }) => ({
    code: reason,
    severity: 'error' as const,
    message: `${reason}: ${reason}`,
    path: reason,
    nodePort,
  }));
  const clusters = NAMES.map((name) =>
    clusterOf(name, 30000, 32767, ports, { findings, sources: [name], unprotected: name }),
  );

  for (const policy of ['with', 'without']) {
    test(`are displayed as text only, ${policy} the policy of the page`, async () => {
      const body = pageOf(...clusters);
      const sent = policy === 'with' ? body : body.replace(/<meta http-equiv[^>]*>/, '');
      const { page, complaints, requests } = await browser.open(sent);
      for (const tab of await page.locator('nav a').all()) {
        await tab.click();
        await page.locator('article:visible .seats [data-port="30002"]').click();
      }
      await page.fill('#search', '<img');
      await page.selectOption('#colors', 'namespace');
      assert.equal(await page.evaluate(() => (window as any).pwned), undefined);
      assert.deepEqual({ complaints, requests }, { complaints: [], requests: [] });
      assert.equal(await page.locator('article :is(img, script, [onload], [onfocus])').count(), 0);
    });
  }
});
