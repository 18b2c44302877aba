// What drawing a map costs: 2,768 ports, all of them in use, on the command line and in Chromium.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const ROUNDS = 9;
const BIN = new URL('../../bin/cdk8s-nodeport', import.meta.url).pathname;

const folder = mkdtempSync(join(tmpdir(), 'nodeport-bench-'));
const [snapshot, page] = [join(folder, 'prod.snapshot.yaml'), join(folder, 'ports.html')];
const ports = Array.from(
  { length: 2768 },
  (_, index) =>
    `  - { port: ${30000 + index}, kind: node-port, service: team-${index % 40}/service-${index}, ` +
    'servicePort: 80, protocol: TCP }\n',
);
writeFileSync(snapshot, `version: 1\ncluster: prod\nportRange: 30000-32767\nports:\n${ports.join('')}`);

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function timed(...argv) {
  return median(
    Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      spawnSync(process.execPath, [BIN, ...argv]);
      return performance.now() - start;
    }),
  );
}

const nothing = timed('--version');
const read = timed('check', snapshot);
const drawn = timed('map', snapshot, '--output', page);
const { script, style } = require('../../assets/map-page.json');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const paints = [];
const searches = [];
for (let round = 0; round < ROUNDS; round++) {
  const tab = await browser.newPage();
  await tab.goto(`file://${page}`);
  paints.push(
    await tab.evaluate(() => {
      const [{ domInteractive, domComplete, responseEnd }] = performance.getEntriesByType('navigation');
      return Math.max(domInteractive, domComplete) - responseEnd;
    }),
  );
  searches.push(
    await tab.evaluate(
      () =>
        new Promise((resolve) => {
          const field = document.getElementById('search');
          const start = performance.now();
          field.value = 'team-7';
          field.dispatchEvent(new Event('input', { bubbles: true }));
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        }),
    ),
  );
  await tab.close();
}
await browser.close();

console.log(
  `map: 2,768 ports: ${drawn.toFixed(0)} ms, of which ${nothing.toFixed(0)} ms start the command; ` +
    `check of the same: ${read.toFixed(0)} ms`,
);
console.log(
  `map: script ${script.length} bytes, style ${style.length} bytes, page with data ${statSync(page).size} bytes`,
);
console.log(
  `map: drawn in Chromium ${median(paints).toFixed(0)} ms after the page was read, ` +
    `a search ${median(searches).toFixed(0)} ms`,
);
rmSync(folder, { recursive: true });
