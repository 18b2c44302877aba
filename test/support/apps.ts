import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, AppProps, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { Construct } from 'constructs';

/** An app that writes to a new folder of its own, which does not exist yet. */
export function tempApp(props: AppProps = {}): App {
  return new App({ outdir: join(mkdtempSync(join(tmpdir(), 'nodeport-')), 'dist'), ...props });
}

/** A static Service of one port, named as its construct. */
export function staticService(scope: Construct, id: string, nodePort: number, port = 80): StaticNodePortService {
  return new StaticNodePortService(scope, id, { metadata: { name: id }, ports: [{ name: 'web', port, nodePort }] });
}

/** A Service as plain YAML has it. */
export function plainService(scope: Construct, id: string, spec: object, metadata: object = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Service', metadata: { name: id, ...metadata }, spec });
}

/** The spec of a NodePort Service of one port. */
export function pinned(nodePort: unknown, type = 'NodePort'): object {
  return { type, ports: [{ name: 'web', port: 80, nodePort }] };
}

/** Two charts that claim one number. */
export function clash(): { app: App; charts: [Chart, Chart] } {
  const app = tempApp();
  const charts: [Chart, Chart] = [new Chart(app, 'a', { namespace: 'one' }), new Chart(app, 'b', { namespace: 'two' })];
  charts.forEach((chart) => staticService(chart, 'web', 30009));
  return { app, charts };
}

/** What a refused app says, a line for each finding. */
export function refusalsOf(app: App): string[] {
  try {
    app.synthYaml();
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
}

/** The codes of what an app is refused for. */
export function codesOf(app: App): string[] {
  return refusalsOf(app).map((line) => /\(([a-z-]+)\)$/.exec(line)?.[1] ?? line);
}
