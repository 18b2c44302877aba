import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readClusterClaim } from '../lib/core/claims/cluster-claim';
import { CLAIMS_SINCE_MINOR, GUARD_SINCE_MINOR, INJECTION_SINCE_MINOR } from '../lib/core/guard/guard-objects';
import { INJECTION_LABEL } from '../lib/core/guard/names';

const ROOT = join(__dirname, '..');
const PAGES = ['docs/claims-platform.md', 'docs/claims-team.md'];
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const fences = (page: string, language: string) =>
  [...read(page).matchAll(new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\``, 'gms'))].map(([, text]) => text);

/** Every line that a real cluster, or the command line over it, printed. */
const printed = new Set(
  readdirSync(join(ROOT, 'test/e2e/printed')).flatMap((file) => read(`test/e2e/printed/${file}`).split('\n')),
);

test.each(
  PAGES.flatMap((page) =>
    fences(page, 'text').flatMap((text) =>
      text
        .trim()
        .split('\n')
        .map((line) => [page, line.trim()]),
    ),
  ),
)('%s shows what a real cluster printed: %s', (_, line) => {
  expect([...printed]).toContain(line);
});

test('the table of versions is that of the code', () => {
  const rows = [
    ...read(PAGES[0]).matchAll(/^\| (1\.\d+)(?: to (1\.\d+)| and later) \| (\w+) \| (\w+) \| (\w+) \|/gm),
  ].map(([, from, , ...has]) => [from, ...has]);
  expect(rows).toEqual([
    [`1.${CLAIMS_SINCE_MINOR}`, 'yes', 'no', 'no'],
    [`1.${GUARD_SINCE_MINOR}`, 'yes', 'yes', 'no'],
    [`1.${INJECTION_SINCE_MINOR}`, 'yes', 'yes', 'yes'],
  ]);
});

test('the page for teams shows a valid claim and a Service with the label', () => {
  const [claim, service] = fences(PAGES[1], 'yaml').map((text) => parse(text));
  expect(readClusterClaim(claim)).toEqual({
    nodePort: 30009,
    service: 'storage/minio',
    port: 'api',
    claimedBy: 'github.com/acme/storage',
    reason: 'S3 for the appliances',
  });
  expect(service.metadata.labels).toEqual({ [INJECTION_LABEL]: 'true' });
});
