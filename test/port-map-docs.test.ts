import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './support/cli';

const DEMO = join(__dirname, 'map', 'demo');
const RECORDS = ['--lock', 'nodeports.lock.yaml', '--live', 'prod.snapshot.yaml'];
const ARGUMENTS = ['map', 'manifests', ...RECORDS, '--prune', '--cluster', 'prod'];

test('the picture in the documentation is what the command draws', async () => {
  const picture = join(__dirname, '../docs/port-map.svg');
  const { code, stdout } = await cli([...ARGUMENTS, '--format', 'svg'], { cwd: DEMO });
  expect(code).toBe(0);
  if (process.env.WRITE_EXPECTED) writeFileSync(picture, stdout);
  expect(stdout).toBe(readFileSync(picture, 'utf8'));
});
