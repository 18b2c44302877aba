import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart, JsonPatch, Lazy, Yaml } from 'cdk8s';
import { StaticNodePortService } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import { newcomer } from '../../support/newcomer';
import { captureStderr } from '../../support/stderr';

interface Place {
  readonly chart: Chart;
  /** The number of the port; called once more for every use. */
  readonly port: () => number;
  readonly service: StaticNodePortService;
}

const configMap = ({ chart }: Place, data: Record<string, string>, metadata?: object) =>
  new kplus.ConfigMap(chart, 'settings', { data, metadata });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function urlWith(port: number): string {
  const url = new URL('http://node.example.com');
  url.port = String(port);
  return url.toString();
}

/** Whatever somebody does with a number. */
const USES: [name: string, use: (place: Place) => unknown][] = [
  ['in a sum', (place) => configMap(place, { next: `${place.port() + 1}` })],
  ['in a comparison', (place) => configMap(place, { isStatic: `${place.port() < 30086}` })],
  ['as JSON', (place) => configMap(place, { json: JSON.stringify({ port: place.port(), list: [place.port()] }) })],
  ['as YAML', (place) => configMap(place, { yaml: Yaml.stringify({ port: place.port() }) })],
  ['in base64', (place) => configMap(place, { secret: Buffer.from(`http://node:${place.port()}`).toString('base64') })],
  ['in a hash', (place) => configMap(place, {}, { annotations: { checksum: sha256(`http://node:${place.port()}`) } })],
  ['as the port of a URL', (place) => configMap(place, { url: urlWith(place.port()) })],
  ['inside a URL', (place) => configMap(place, { url: new URL(`http://node:${place.port()}/`).toString() })],
  ['cut into pieces', (place) => configMap(place, { last: String(place.port()).slice(-4) })],
  ['in another base', (place) => configMap(place, { hex: place.port().toString(16) })],
  ['with separators', (place) => configMap(place, { text: place.port().toLocaleString('en') })],
  ['as a key', (place) => configMap(place, { [`port-${place.port()}`]: 'minio' })],
  ['as a label', (place) => configMap(place, {}, { labels: { port: `${place.port()}` } })],
  ['in the name of an object', (place) => configMap(place, {}, { name: `settings-${place.port()}` })],
  ['in the id of a construct', ({ chart, port }) => new kplus.ConfigMap(chart, `settings-${port()}`, { data: {} })],
  [
    'in a JSON patch',
    (place) => ApiObject.of(configMap(place, {})).addJsonPatch(JsonPatch.add('/data', { url: `node:${place.port()}` })),
  ],
  [
    'by a Lazy',
    ({ chart, port }) => {
      const data = { port: Lazy.any({ produce: () => `${port() + 1}` }) };
      new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data });
    },
  ],
  [
    'as a port of a container, its probe and its environment',
    ({ chart, port }) => {
      const liveness = kplus.Probe.fromTcpSocket({ port: port() });
      const envVariables = { PORT: kplus.EnvValue.fromValue(`${port()}`) };
      new kplus.Deployment(chart, 'web', {
        containers: [{ image: 'web', portNumber: port(), liveness, envVariables }],
      });
    },
  ],
  [
    'in a construct of cdk8s-plus-33',
    ({ chart, port, service }) => {
      const envVariables = { PORT: kplus33.EnvValue.fromValue(`${port()}`) };
      new kplus33.Deployment(chart, 'web', { containers: [{ image: 'web', portNumber: port(), envVariables }] });
      service.exposeViaIngress('/', { ingress: new kplus33.Ingress(chart, 'ingress') });
    },
  ],
];

/** The manifests of an app that uses a port in one way; the port is chosen by the library unless it is written. */
function emitted(use: (place: Place) => unknown, nodePort?: number): { text: string; nodePort: number } {
  const { app, chart, service } = newcomer();
  const shop = chart();
  const minio = service(shop, 'minio', [{ name: 'api', port: 9000, nodePort }]);
  use({ chart: shop, port: () => minio.nodePortOf('api'), service: minio });
  captureStderr(() => app.synth());
  const text = readdirSync('dist')
    .map((file) => readFileSync(join('dist', file), 'utf8'))
    .join('\n');
  return { text, nodePort: minio.nodePortOf('api') };
}

test.each(USES)('an assigned number can be used like a written one: %s', (_, use) => {
  const chosen = emitted(use);
  expect(chosen.text).toContain(`nodePort: ${chosen.nodePort}`);
  expect(emitted(use, chosen.nodePort)).toEqual(chosen);
});
