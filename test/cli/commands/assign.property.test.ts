import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import * as fc from 'fast-check';
import { enterNewFolder } from '../../support/apps';
import { cli } from '../../support/cli';
import { WrittenService, manifestText, services, styles } from '../../support/manifest-texts';
import { runs } from '../../support/runs';
import { captureStderr } from '../../support/stderr';

const LOCK = 'nodeports.lock.yaml';
const readLock = (cwd: string): string =>
  existsSync(join(cwd, LOCK)) ? readFileSync(join(cwd, LOCK), 'utf8').replaceAll(', from: manifests', '') : '';
const call = ['assign', '--all', '--cluster', 'prod', '-'];

/** Synthesizes the same Service in an app, whose open ports the library assigns. */
function synthesize({ name, ports }: WrittenService): string {
  const app = new App();
  new NodePortRegistry(app, 'NodePorts', { cluster: 'prod' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const open = ports.map(({ isPortFirst, nodePort, ...port }) => port);
  new StaticNodePortService(chart, name, { metadata: { name }, ports: open });
  captureStderr(() => app.synth());
  return readFileSync(join('dist', 'shop.k8s.yaml'), 'utf8');
}

/** The numbers in a text, by the name of the port. */
const numbersIn = (text: string, { ports }: WrittenService): number[] =>
  [...text.replaceAll(/#.*/g, '').matchAll(/nodePort["']?: ?(\d+)/g)]
    .map(([, number]) => Number(number))
    .slice(0, ports.length);

test('an app and its YAML get the same numbers in any order, and neither changes the lines of the other', async () => {
  await fc.assert(
    fc.asyncProperty(services, styles, fc.boolean(), async (generated, style, appIsFirst) => {
      const service = { ...generated, ports: generated.ports.map((port) => ({ ...port, nodePort: undefined })) };
      const cwd = enterNewFolder();
      const stdin = manifestText(service, style);
      const first = appIsFirst ? synthesize(service) : (await cli(call, { cwd, stdin })).stdout;
      const recorded = readLock(cwd);
      const second = appIsFirst ? (await cli(call, { cwd, stdin })).stdout : synthesize(service);
      expect([numbersIn(second, service), readLock(cwd)]).toEqual([numbersIn(first, service), recorded]);
      expect(numbersIn(first, service)).toHaveLength(service.ports.length);
    }),
    runs(10),
  );
});

test('a second run changes neither the text nor the lock', async () => {
  await fc.assert(
    fc.asyncProperty(services, styles, async (service, style) => {
      const cwd = enterNewFolder();
      const first = await cli(call, { cwd, stdin: manifestText(service, style) });
      const recorded = readLock(cwd);
      const again = await cli(call, { cwd, stdin: first.stdout });
      expect(again).toMatchObject({ code: 0, stdout: first.stdout });
      expect(readLock(cwd)).toBe(recorded);
    }),
    runs(10),
  );
});
