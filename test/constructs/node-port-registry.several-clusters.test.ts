import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { refusalsOf, staticService, tempApp } from '../support/apps';
import { entriesOf, tempFolder } from '../support/lock';
import { newLock, synth } from '../support/locked-app';

describe('several clusters', () => {
  /** The same chart stamped onto two clusters of one app. */
  function stamped(fileOf: (cluster: string) => string): App {
    const app = tempApp();
    for (const cluster of ['east', 'west']) {
      const chart = new Chart(app, cluster, { namespace: 'shop' });
      new NodePortRegistry(chart, 'NodePorts', { cluster, lockFile: fileOf(cluster), frozen: false });
      staticService(chart, 'web', 30010);
      new StaticNodePortService(chart, 'api', { metadata: { name: 'api' }, ports: [{ name: 'web', port: 80 }] });
    }
    return app;
  }

  test('have a section each in one lock, and may hold the same port', () => {
    const path = newLock();
    expect(refusalsOf(stamped(() => path))).toEqual([]);
    expect(readFileSync(path, 'utf8').match(/^ {2}\w+:$/gm)).toEqual(['  east:', '  west:']);
    expect(entriesOf(path).filter((line) => line.startsWith('30010:'))).toHaveLength(2);
    const text = readFileSync(path, 'utf8');
    expect(refusalsOf(stamped(() => path))).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('can have one file each', () => {
    const folder = tempFolder();
    synth(stamped((cluster) => join(folder, `${cluster}.lock.yaml`)));
    expect(['east', 'west'].map((cluster) => entriesOf(join(folder, `${cluster}.lock.yaml`)).length)).toEqual([2, 2]);
  });

  test('are written together or not at all', () => {
    const path = newLock();
    synth(stamped(() => path));
    const app = stamped(() => path);
    staticService(Chart.of(app.node.findChild('east').node.findChild('web')), 'new', 30011);
    const text = readFileSync(path, 'utf8').replace(
      '30010: { service: shop/web, port: web, state: pinned }\n      # 30011\n  west',
      '# gone\n  west',
    );
    const changed =
      `${text.slice(0, text.indexOf('  west:'))}` +
      `${text.slice(text.indexOf('  west:')).replace(/ +30010: .*\n/, '')}`;
    writeFileSync(path, changed);
    expect(() => app.synth()).toThrow('cluster west was changed by another process');
    expect(readFileSync(path, 'utf8')).toBe(changed);
  });
});
