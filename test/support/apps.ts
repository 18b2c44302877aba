import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, AppProps, Chart } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import { Construct } from 'constructs';
import { captureStderr } from './stderr';

const HOME = process.cwd();
const FOLDERS: string[] = [];

afterEach(() => {
  process.chdir(HOME);
  for (const folder of FOLDERS.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Changes to a new folder until the test ends, like an app that is synthesized beside its lock. */
export function enterNewFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nodeport-'));
  FOLDERS.push(folder);
  process.chdir(folder);
  return folder;
}

/** An app that runs in a folder of its own and writes to it. */
export function tempApp(props: AppProps = {}): App {
  return new App({ outdir: join(enterNewFolder(), 'dist'), ...props });
}

/** A static Service with one port, named like its construct. */
export function staticService(scope: Construct, id: string, nodePort: number, port = 80): StaticNodePortService {
  return new StaticNodePortService(scope, id, { metadata: { name: id }, ports: [{ name: 'web', port, nodePort }] });
}

/** A static Service with one port, which is to be assigned. */
export function assigned(chart: Chart, id: string, namespace?: string): StaticNodePortService {
  return new StaticNodePortService(chart, id, {
    metadata: { name: id, namespace },
    ports: [{ name: 'web', port: 80 }],
  });
}

/** An object of an unknown kind whose spec mentions a port. */
export function note(chart: Chart, id: string, spec: object): ApiObject {
  return new ApiObject(chart, id, { apiVersion: 'example.com/v1', kind: 'Note', spec });
}

/** A Service as in plain YAML. */
export function plainService(scope: Construct, id: string, spec: object, metadata: object = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Service', metadata: { name: id, ...metadata }, spec });
}

/** The spec of a NodePort Service with one port. */
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

/** The messages of a refused app, one for each finding. */
export function refusalsOf(app: App): string[] {
  let refusals: string[] = [];
  const printed = captureStderr(() => {
    try {
      app.synth();
    } catch (error) {
      refusals = (error as Error).message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    }
  });
  process.stderr.write(withoutChanges(printed));
  return refusals;
}

/** What a synth printed, without the changes of its lock. */
export function withoutChanges(printed: string): string {
  return printed.replace(/^.*lock\.yaml \(\w+\): [-+~] .*\n/gm, '');
}

/** The codes for which an app is refused. */
export function codesOf(app: App): string[] {
  return refusalsOf(app).map((line) => /\(([a-z-]+)\)$/.exec(line)?.[1] ?? line);
}

/** The node port of the first port of a Service, as it is rendered. */
export function renderedPort(app: App, service: string): number {
  const objects = app.node
    .findAll()
    .filter((each) => ApiObject.isApiObject(each))
    .map((each) => each.toJson());
  return objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === service).spec.ports[0].nodePort;
}
