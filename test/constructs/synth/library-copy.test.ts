import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as library from 'cdk8s-nodeport';
import { enterNewFolder } from '../../support/apps';
import { LIBRARY } from '../../support/user-project';

const ROOT = join(__dirname, '..', '..', '..');

/** A second copy of the library, as a company package brings that lists it under its dependencies. */
async function secondCopy(): Promise<{ copy: typeof library; folder: string }> {
  const acme = join(enterNewFolder(), 'acme');
  const folder = join(acme, 'cdk8s-nodeport');
  cpSync(join(LIBRARY, 'build'), join(folder, 'build'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(acme, 'node_modules'));
  return { copy: (await import(join(folder, 'build', 'index.js'))) as typeof library, folder };
}

const ports = [{ name: 'x', port: 80, nodePort: 30010 }];

test.each(['its own', 'the other'])(
  'an app that uses two copies of the library is refused with both paths, whichever comes first: %s',
  async (first) => {
    const { copy, folder } = await secondCopy();
    const [one, two] = first === 'its own' ? [library, copy] : [copy, library];
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    new one.StaticNodePortService(chart, 'mine', { metadata: { name: 'mine' }, ports });
    const [here, there] = first === 'its own' ? [ROOT, folder] : [folder, ROOT];
    const message =
      `this app loads two copies of cdk8s-nodeport, ${here} and ${there}, and neither sees the ` +
      `other's claims. Run npm dedupe cdk8s-nodeport;`;
    expect(() => new two.StaticNodePortService(chart, 'acme', { metadata: { name: 'acme' }, ports })).toThrow(message);
    expect(() => new two.NodePortRegistry(chart.node.root as App, 'NodePorts')).toThrow(message);
  },
);
