import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortRegistryProps, StaticNodePortService } from 'cdk8s-nodeport';
import { tempApp, withoutChanges } from './apps';
import { entriesOf, tempFolder } from './lock';
import { captureStderr } from './stderr';

/** The settings of the only port of a static Service. */
export interface Wish {
  readonly nodePort?: number;
  readonly formerly?: string;
}

/** An app of one cluster whose static Services are given by name, and its lock. */
export function locked(lockFile: string, services: Record<string, Wish>, props: NodePortRegistryProps = {}) {
  const app = tempApp();
  const registry = new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile, frozen: false, ...props });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const made = Object.entries(services).map(
    ([name, { nodePort, formerly }]) =>
      new StaticNodePortService(chart, name, {
        metadata: { name },
        ports: [{ name: 'web', port: 80, nodePort }],
        formerly,
      }),
  );
  return { app, registry, chart, made };
}

/** The places where an app may keep its lock. */
export const newLock = () => join(tempFolder(), 'nodeports.lock.yaml');
/** What a synth prints, without the changes of the lock. */
export const synth = (app: App): string => withoutChanges(captureStderr(() => app.synth()));

/** The port that a lock gives to a Service. */
export function portIn(path: string, service: string): number {
  return Number(
    entriesOf(path)
      .find((line) => line.includes(`service: ${service},`))
      ?.split(':')[0],
  );
}
